"""What each line of the document is and which way it reads, up to date while the author types.

A line's facts are packed into its text block's `userState`: Qt moves them along with the line,
and they are no part of the text, of undo, or of the modified flag. A key re-cuts only the blocks
around it, so that the cost does not grow with the document; what such a look cannot tell (a fence
that swallows all that follows, the majority direction of the post) is set right by `recut`,
which the editor calls when the author pauses. Thread: GUI.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.text.blocks import Block, Kind, cut
from editor.text.direction import block_direction, post_direction
from editor.text.lines import is_blank

_KINDS = tuple(Kind)
_VERBATIM = frozenset({Kind.FENCE, Kind.CODE, Kind.HTML, Kind.FRONT_MATTER})
_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}
SIZES = 16  # the lowest digit is the layout's: which height it laid the line with

_REMEMBERED = 4096  # blocks
_AROUND = 3  # blocks on each side

# Beyond this many lines around a key, the recut at the pause has to do.
_NEAR = 200


@dataclass(frozen=True, slots=True)
class LineFacts:
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
        self._counted: dict[tuple[Direction, Kind, str], Direction] = {}
        self.post = Direction.LTR

    def settle(
        self,
        override: Direction | None,
        language: str,
        *,
        plain: bool = False,
        default: Direction = Direction.LTR,
    ) -> None:
        """Say what is known of the post; `recut` has to follow. `plain`: HTML, every line is
        code and reads left to right. `default`: for a post that nothing else decides."""
        self._override, self._language, self._plain = override, language, plain
        self._default = default
        self._counted.clear()  # another post's words are nobody's business here

    def facts(self, block: QTextBlock) -> LineFacts:
        """What is known of a line; a new one is a paragraph in the post's direction."""
        return _FACTS.get(block.userState() // SIZES) or LineFacts(
            Kind.PARAGRAPH, self.post, opens=False
        )

    def recut(self) -> list[QTextBlock]:
        """Look at the whole document; give back the lines whose facts changed. Linear."""
        if self._override:
            self.post = self._override
        else:
            self.post = post_direction(
                self._words(), language=self._language, default=self._default
            )
        return self._assign(self._document.firstBlock(), self._document.lastBlock())

    def _words(self) -> str:
        text = codec.read(self._document)
        if not self._plain:
            return text
        from editor.text.html import visible_text

        return visible_text(text)

    def edited(self, first: QTextBlock, last: QTextBlock) -> list[QTextBlock]:
        """Look again around the lines from `first` to `last`; give back those that changed.
        An edit that reaches further than a screen or two is for `recut`."""
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
        self._follow(first, last)
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

    def _assign(self, start: QTextBlock, end: QTextBlock) -> list[QTextBlock]:
        """Cut the lines from `start` to `end`; give back those whose facts changed."""
        lines = []
        block = start
        for _ in range(end.blockNumber() - start.blockNumber() + 1):
            lines.append(block.text())
            block = block.next()
        changed = []
        block = start
        for packed in self._cut(lines):
            if block.userState() // SIZES != packed // SIZES:
                block.setUserState(packed)
                changed.append(block)
            block = block.next()
        return changed

    def _direction(self, block: Block) -> Direction:
        """Counting words is most of the work; a block that did not change is not counted."""
        key = (self.post, block.kind, block.text)
        known = self._counted.get(key)
        if known is None:
            if len(self._counted) >= _REMEMBERED:
                self._counted.clear()
            known = self._counted[key] = block_direction(block, self.post)
        return known

    def _cut(self, lines: list[str]) -> list[int]:
        """The packed facts of each line."""
        if self._plain:
            return [_packed(Kind.CODE, Direction.LTR, True)] * len(lines)
        # Carriage returns and their like are the codec's: here they are ink.
        text = "\n".join(lines)
        blocks = cut(text.replace("\r", " ") if "\r" in text else text)
        empty = _packed(Kind.BLANK, self.post, False)
        packed: list[int] = []
        for block in blocks:
            direction = self._direction(block)
            inside = _packed(block.kind, direction, False)
            count = block.text.count("\n") + (not block.text.endswith("\n"))
            first = len(packed)
            packed += [inside] * count
            packed[first] = _packed(block.kind, direction, True)
            while count > 1 and is_blank(lines[first + count - 1]):
                count -= 1
                packed[first + count] = empty
        # A last line without a character is no line to the cutter.
        packed += [empty] * (len(lines) - len(packed))
        return packed
