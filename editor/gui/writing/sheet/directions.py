"""What each line of the document is and which way it reads, up to date while the author types.

A line's facts are packed into its text block's `userState`: Qt moves them along with the line,
and they are no part of the text, of undo, or of the modified flag. A key is painted with the
facts that are known; then `look` cuts the blocks around it again, so that the cost does not grow
with the document. What such a look cannot tell (a fence that swallows all that follows, the
majority direction of the post) is set right by `sweep`, piece by piece, when the author pauses.
Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextDocument

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.text.blocks import Block, Kind, cut
from editor.text.direction import block_direction, language_direction, strong_words
from editor.text.lines import LONGEST, is_blank

_KINDS = tuple(Kind)
_VERBATIM = frozenset({Kind.FENCE, Kind.CODE, Kind.HTML, Kind.FRONT_MATTER})
_UNCOUNTED = frozenset({*_VERBATIM, Kind.DEFINITION})
_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}
SIZES = 16  # the lowest digit is the layout's: which height it laid the line with

_REMEMBERED = 4096  # blocks
_AROUND = 3  # blocks on each side

# Beyond this many lines around a key, the sweep at the pause has to do.
_NEAR = 200
_PIECE = 12_000  # characters a sweep looks at in one go: a few milliseconds
_UNSURE = 3  # blocks at a piece's end, which what follows may change


class LineFacts(NamedTuple):
    """`opens`: the first line of its block."""

    kind: Kind
    direction: Direction
    opens: bool

    @property
    def is_verbatim(self) -> bool:
        """True where Markdown's signs mean nothing."""
        return self.kind in _VERBATIM


def _packed(kind: Kind, direction: Direction, opens: bool) -> int:
    return (_NUMBER[kind] * 4 + (direction is Direction.RTL) * 2 + opens) * SIZES


_FACTS = {
    _packed(kind, direction, opens) // SIZES: LineFacts(kind, direction, opens)
    for kind in Kind
    for direction in Direction
    for opens in (False, True)
}


class Directions:
    """The facts of every line of one document."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._override: Direction | None = None
        self._language = ""
        self._plain = False
        self._default = Direction.LTR
        self._counted: dict[tuple[Kind, str], tuple[int, int]] = {}
        self._directed: dict[tuple[Direction, Kind, str], Direction] = {}
        self._unseen: list[tuple[int, int]] = []
        self._block_count = document.blockCount()
        self.post = Direction.LTR

    def settle(
        self,
        override: Direction | None,
        language: str,
        *,
        plain: bool = False,
        default: Direction = Direction.LTR,
    ) -> None:
        """Say what is known of the post; `sweep` has to follow. `plain`: HTML, every line is
        code and reads left to right. `default`: for a post that nothing else decides."""
        self._override, self._language, self._plain = override, language, plain
        self._default = default
        self.forget_words()  # another post's words are nobody's business here

    def forget_words(self) -> None:
        """Remember nothing of what the author wrote."""
        self._counted.clear()
        self._directed.clear()

    def facts(self, block: QTextBlock) -> LineFacts:
        """What is known of a line; a new one is a paragraph in the post's direction."""
        return _FACTS.get(block.userState() // SIZES) or LineFacts(
            Kind.PARAGRAPH, self.post, opens=False
        )

    # --- after an edit ------------------------------------------------------------------------

    def touch(self, first: QTextBlock, last: QTextBlock) -> None:
        """The lines from `first` to `last` were edited: `look` has to follow. Until then new
        lines are as the line above them."""
        count = self._document.blockCount()
        moved, self._block_count = count - self._block_count, count
        top, bottom = first.blockNumber(), last.blockNumber()
        if moved:
            self._unseen = [
                (start + moved, end + moved) if start > top else (start, max(end, top))
                for start, end in self._unseen
            ]
            self._follow(first, last)
        if not self._unseen or self._unseen[-1] != (top, bottom):
            self._unseen.append((top, bottom))

    @property
    def has_unseen(self) -> bool:
        """True where `look` has something to do."""
        return bool(self._unseen)

    def look(self) -> list[QTextBlock]:
        """Look again at what was edited; give back the lines whose facts changed."""
        unseen, self._unseen = self._unseen, []
        changed: list[QTextBlock] = []
        for top, bottom in unseen:
            first = self._document.findBlockByNumber(max(top, 0))
            last = self._document.findBlockByNumber(bottom)
            last = last if last.isValid() else self._document.lastBlock()
            if first.isValid() and not (first == last and first.length() > LONGEST):
                changed += self._edited(first, last)
        return changed

    def _edited(self, first: QTextBlock, last: QTextBlock) -> list[QTextBlock]:
        """An edit that reaches further than a screen or two is for `sweep`."""
        start, near = self._back(first)
        changed: list[QTextBlock] = []
        around = _AROUND
        while near:
            end, near = self._forward(last, around)
            settled = self._last_opening(last, end)
            before = self.facts(settled) if settled else None
            changed += self._assign(start, end)
            if not end.next().isValid() or (settled and self.facts(settled) == before):
                return changed
            around *= 4
        return changed

    def _last_opening(self, last: QTextBlock, end: QTextBlock) -> QTextBlock | None:
        """The last line behind the edit where a block begins. If the same begins there
        afterwards, all that follows it is as it was."""
        block = end
        while block.blockNumber() > last.blockNumber():
            if self._opens(block):
                return block
            block = block.previous()
        return None

    def _back(self, block: QTextBlock) -> tuple[QTextBlock, bool]:
        """Where the cutting begins: some blocks above, for a table that falls apart becomes
        part of the paragraph before it."""
        opened = 0
        for _ in range(_NEAR):
            if not block.previous().isValid():
                return block, True
            block = block.previous()
            opened += self._opens(block)
            if opened == _AROUND:
                return block, True
        return block, False

    def _forward(self, block: QTextBlock, around: int) -> tuple[QTextBlock, bool]:
        """Where the cutting ends."""
        opened = 0
        for _ in range(_NEAR):
            following = block.next()
            if not following.isValid():
                return block, True
            opened += self._opens(following)
            if opened == around:
                return block, True
            block = following
        return block, False

    def _opens(self, block: QTextBlock) -> bool:
        known = _FACTS.get(block.userState() // SIZES)
        return known is not None and known.opens

    def _follow(self, first: QTextBlock, last: QTextBlock) -> None:
        """Lines nobody looked at yet are as the line above them."""
        above = first.previous()
        known = self.facts(above) if above.isValid() else None
        block = first
        while known and block.isValid() and block.blockNumber() <= last.blockNumber():
            if block.userState() < 0:
                block.setUserState(_packed(known.kind, known.direction, False))
            block = block.next()

    # --- the whole document -------------------------------------------------------------------

    def recut(self) -> list[QTextBlock]:
        """Look at the whole document at once; give back the lines whose facts changed."""
        return [block for changed in self.sweep() for block in changed]

    def sweep(self) -> Iterator[list[QTextBlock]]:
        """Look at the whole document, a few milliseconds' worth at a time; each time the lines
        whose facts changed. An edit in between ends it: begin another."""
        self._unseen = []
        self._block_count = self._document.blockCount()
        said = self._override or language_direction(self._language)
        if said:
            self.post = said
        if self._plain:
            if not said:
                self.post = self._majority(*strong_words(self._visible_words()))
            yield self._assign(self._document.firstBlock(), self._document.lastBlock())
            return
        if not said and self._document.firstBlock().userState() < 0:
            self.post = self._majority(*self._head_words())
        rtl = ltr = 0
        for blocks, changed in self._pieces():
            if not said:
                for block in blocks:
                    right, left = self._words(block)
                    rtl, ltr = rtl + right, ltr + left
            yield changed
        if not said and self._majority(rtl, ltr) is not self.post:
            self.post = self._majority(rtl, ltr)
            for _, changed in self._pieces():
                yield changed

    def _majority(self, rtl: int, ltr: int) -> Direction:
        if rtl == ltr:
            return self._default
        return Direction.RTL if rtl > ltr else Direction.LTR

    def _visible_words(self) -> str:
        from editor.text.html import visible_text

        return visible_text(codec.read(self._document))

    def _head_words(self) -> tuple[int, int]:
        """Of a post's beginning, for its first look."""
        lines, _ = self._lines(self._document.firstBlock(), _PIECE)
        counts = [self._words(block) for block in _blocks(lines)]
        return sum(rtl for rtl, _ in counts), sum(ltr for _, ltr in counts)

    def _pieces(self) -> Iterator[tuple[list[Block], list[QTextBlock]]]:
        """The document's Markdown blocks, a piece at a time, with the lines that changed."""
        start = self._document.firstBlock()
        room = _PIECE
        while start.isValid():
            lines, end = self._lines(start, room)
            blocks = _blocks(lines)
            if end.isValid():
                is_html = any(block.kind is Kind.HTML for block in blocks)
                if is_html or len(blocks) <= _UNSURE:
                    if room > _PIECE:
                        yield [], []  # a long look: somebody may wait
                    room *= 100 if is_html else 4  # raw HTML looks far ahead
                    continue
                blocks = blocks[:-_UNSURE]
                last = blocks[-1]
                lines = lines[: last.line + _line_count(last)]
            packed = self._packed_lines(blocks, lines)
            start, changed = self._put(start, packed)
            yield blocks, changed
            room = _PIECE

    def _lines(self, block: QTextBlock, room: int) -> tuple[list[str], QTextBlock]:
        """Lines from `block` on, `room` characters or a little more, and the block after them."""
        lines: list[str] = []
        while block.isValid() and room > 0:
            lines.append(block.text())
            room -= len(lines[-1]) + 1
            block = block.next()
        return lines, block

    def _put(self, block: QTextBlock, packed: list[int]) -> tuple[QTextBlock, list[QTextBlock]]:
        """Write the facts of the lines from `block` on; give back the next one, and the lines
        that changed."""
        changed = []
        for each in packed:
            if block.userState() // SIZES != each // SIZES:
                block.setUserState(each)
                changed.append(block)
            block = block.next()
        return block, changed

    def _assign(self, start: QTextBlock, end: QTextBlock) -> list[QTextBlock]:
        """Cut the lines from `start` to `end`; give back those whose facts changed."""
        lines = []
        block = start
        for _ in range(end.blockNumber() - start.blockNumber() + 1):
            lines.append(block.text())
            block = block.next()
        if self._plain:
            packed = [_packed(Kind.CODE, Direction.LTR, True)] * len(lines)
        else:
            packed = self._packed_lines(_blocks(lines), lines)
        return self._put(start, packed)[1]

    def _packed_lines(self, blocks: list[Block], lines: list[str]) -> list[int]:
        """The packed facts of each line."""
        empty = _packed(Kind.BLANK, self.post, False)
        packed: list[int] = []
        for block in blocks:
            direction = self._direction(block)
            inside = _packed(block.kind, direction, False)
            count = _line_count(block)
            first = len(packed)
            packed += [inside] * count
            packed[first] = _packed(block.kind, direction, True)
            while count > 1 and is_blank(lines[first + count - 1]):
                count -= 1
                packed[first + count] = empty
        # A last line without a character is no line to the cutter.
        packed += [empty] * (len(lines) - len(packed))
        return packed

    # --- words --------------------------------------------------------------------------------

    def _words(self, block: Block) -> tuple[int, int]:
        """Counting words is most of the work; a block that did not change is not counted."""
        if block.kind in _UNCOUNTED:
            return 0, 0
        key = (block.kind, block.text)
        known = self._counted.get(key)
        if known is None:
            if len(self._counted) >= _REMEMBERED:
                self._counted.clear()
            known = self._counted[key] = strong_words(block.text)
        return known

    def _direction(self, block: Block) -> Direction:
        key = (self.post, block.kind, block.text)
        known = self._directed.get(key)
        if known is None:
            if len(self._directed) >= _REMEMBERED:
                self._directed.clear()
            known = self._directed[key] = block_direction(block, self.post)
        return known


def _blocks(lines: list[str]) -> list[Block]:
    # Carriage returns and their like are the codec's: here they are ink.
    text = "\n".join(lines)
    return cut(text.replace("\r", " ") if "\r" in text else text)


def _line_count(block: Block) -> int:
    return block.text.count("\n") + (not block.text.endswith("\n"))
