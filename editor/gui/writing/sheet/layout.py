"""Lines of text in their own direction, with room for harakat.

QPlainTextDocumentLayout gives every block the same alignment and packs its lines. Here each block
is laid out, when it is first needed, with an option of its own (direction and alignment), its
looks, a generous height, and an indent below a list's words. What is painted may hold more or
less than the source (`display`): then it is laid out beside Qt's own layout of the block, which
keeps its lines for Qt's scrolling and for screen readers. Nothing of it is part of the document:
not of undo, not of the modified flag, not of the text. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, Qt, SignalInstance
from PySide6.QtGui import (
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet import part as parts
from editor.gui.writing.sheet.caret import Shown, x_of
from editor.gui.writing.sheet.changed_lines import Lines, changed_lines, moved
from editor.gui.writing.sheet.directions import SIZES, Directions, LineFacts
from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.highlighter import Span, Style, heading_level, prefix_length, spans
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.sheet.part import Part
from editor.gui.writing.sheet.swaps import PLAINLY, Showing, swaps
from editor.text.blocks import Kind
from editor.text.lines import LONGEST, is_blank

_BLANK = 7  # index of an empty line's height in Looks.slots
_INDENTED = frozenset({Kind.LIST, Kind.QUOTE})
_MOST_INDENT = 0.4  # of the measure: a deeper one leaves no room for words
_EVERYTHING = QRectF(0, -1e4, 1e9, 1e9)
_ALL_OF_IT = 1e6  # pixels: no line is wider
_ENDLESS = 1_000  # characters of a word


def text_option(direction: Direction, *, endless: bool = False) -> QTextOption:
    """How a block that reads in `direction` is set: in a QTextLayout left and right are those of
    the screen, whatever the direction. `endless`: it has a word that is many lines long."""
    rtl = direction is Direction.RTL
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    wrap = QTextOption.WrapMode
    option.setWrapMode(wrap.WrapAnywhere if endless else wrap.WrapAtWordBoundaryOrAnywhere)
    return option


def is_endless(text: str) -> bool:
    """True where a word is so long that Qt, which looks for its end in every line of it, takes
    longer over it than over all other words together."""
    return len(text) > _ENDLESS and max(map(len, text.split()), default=0) > _ENDLESS


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is painted of a block. `painted`: None where it is Qt's own layout of it, which is
    Qt's to delete: to hold it here would be to hold what is no more."""

    painted: QTextLayout | None
    display: Display | None  # None where only a part is laid out
    direction: Direction
    found: list[Span]
    swaps: Sequence[Swap]
    lines: Lines  # in what is shown


_Seen = tuple[list[Span], Sequence[Swap]]
"""The looks of a line, and what is shown beside it."""


class WritingLayout(QPlainTextDocumentLayout):
    """The layout of one document. `left` and `measure` are pixels of the viewport."""

    def __init__(self, document: QTextDocument, directions: Directions, looks: Looks) -> None:
        super().__init__(document)
        self._directions = directions
        self._looks = looks
        self._block_count = document.blockCount()
        self._settling = False
        # The stubs do not know that this signal comes in two forms.
        self._news: SignalInstance = cast(Any, self.update)[QRectF]
        self._options = {
            (direction, endless): text_option(direction, endless=endless)
            for direction in Direction
            for endless in (False, True)
        }
        # By the block's place in Qt's own table. Qt gives a place to another block once it is free,
        # but lays that one out anew before anything is asked of it.
        self._kept: dict[int, _Kept] = {}
        # Painted, while Qt's own layout of them has no lines yet: it asks before it looks.
        self._ahead: set[int] = set()
        # Painted before anybody looked at them, and as what.
        self._guessed: dict[int, tuple[QTextBlock, _Seen]] = {}
        self._part: Part | None = None  # what alone is laid out of a block, since the last key
        self.heights = 0  # another number once blocks may be higher, or others
        self.showing: Showing = PLAINLY
        self.caret_line = -1  # number of the block
        self.with_signs: frozenset[int] = frozenset()  # blocks that show them though it is bare
        self.keyboard: Direction | None = None  # an empty line with the caret follows it
        # While a key's letters go in, Qt looks for the caret's x in lines it does not need.
        self.typing = False
        self.repainted: Callable[[QTextBlock, range], None] = self._on_repainted
        self.left = 0.0
        self.measure = 600.0
        self.bottom = 0.0  # empty pixels below the last line

    def set_looks(self, looks: Looks) -> None:
        """Take other colours or sizes; every block is laid out again when it is needed."""
        self._looks = looks
        self.forget(None)

    def leave_below(self, pixels: float) -> None:
        """Leave so much of the sheet empty below the last line."""
        if pixels != self.bottom:
            self.bottom = pixels
            self.heights += 1
            self.documentSizeChanged.emit(self.documentSize())

    def forget(self, blocks: Sequence[QTextBlock] | None) -> None:
        """Lay `blocks` out again when they are needed; None means all."""
        seen = False
        self.heights += 1
        if blocks is None:
            seen = True
            self._part = None
            self._kept.clear()
            self._ahead.clear()
            block = self.document().firstBlock()
            while block.isValid():
                block.clearLayout()
                block = block.next()
        else:
            for block in blocks:
                index = block.fragmentIndex()
                seen = seen or self._is_known(block)
                self._ahead.discard(index)
                if self._part and self._part.block == index:
                    self._part = None
                block.clearLayout()
        if seen:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block's place, measured from its own top left corner, as wide as the view."""
        if not block.isValid():
            return QRectF()
        if not (self.typing or block.layout().lineCount()):
            self._catch_up(block)
        return QRectF(0, 0, self.left * 2 + self.measure, self.height(block))

    def height(self, block: QTextBlock) -> float:
        """The block's height, pixels. Asks no more of Qt's own layout than it has to."""
        if not self._is_known(block):
            self._catch_up(block)
        height = float(self._height(block))
        return height if block.next().isValid() else height + self.bottom

    def _catch_up(self, block: QTextBlock) -> None:
        """Qt looks at its own layout of the block, and finds no lines there."""
        self._settling = True  # formats set outside an edit would widen the next one
        index = block.fragmentIndex()
        if index in self._ahead:
            self._ahead.discard(index)
            self._follow(block)
        else:
            self._lay_out(block)
            if index in self._ahead:
                self._ahead.discard(index)
                self._follow(block)
        self.document().markContentsDirty(block.position(), 0)
        self._settling = False

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Qt's news of an edit. Within one block, only that block is laid out, as what it was
        before the edit; what it is now is looked at after it is painted."""
        if self._settling:
            return
        document = self.document()
        first = document.findBlock(position)
        last = document.findBlock(max(position, position + removed + added - 1))
        last = last if last.isValid() else document.lastBlock()
        same = first == last and document.blockCount() == self._block_count
        self._directions.touch(first, last)
        self._part = None
        if not same:
            self._ahead.clear()  # a place in Qt's table may be another block's now
            self._drop(first, last)
            self.heights += 1
            super().documentChanged(position, removed, added)
            self._block_count = document.blockCount()
            return
        index = first.fragmentIndex()
        before, kept = self._height(first), self._kept.get(index)
        guess = self._guess(first, kept, position, added) if self.typing and not removed else None
        self._guessed.pop(index, None)
        if guess and kept:
            self._guessed[index] = first, guess
            lines = self._lay_out_part(first, kept, guess, position - first.position(), added)
            if lines:
                self.repainted(first, lines)
                return
        self._lay_out(first, guess)
        if self._height(first) == before:
            self.repainted(first, self._changed(first, kept, position, added - removed))
        else:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def _drop(self, first: QTextBlock, last: QTextBlock) -> None:
        """Forget what the lines that were here looked like."""
        if not first.blockNumber() and not last.next().isValid():
            self._kept.clear()
            return
        for _ in range(last.blockNumber() - first.blockNumber() + 1):
            self._kept.pop(first.fragmentIndex(), None)
            first = first.next()

    def _on_repainted(self, block: QTextBlock, _lines: range) -> None:
        self.updateBlock.emit(block)

    def _changed(self, block: QTextBlock, before: _Kept | None, position: int, more: int) -> range:
        """The lines of `block` that look different since an edit that made it longer by `more`."""
        everything = range(max(block.lineCount(), 1))
        now = self._kept[block.fragmentIndex()]
        if (
            before is None
            or before.display is None
            or now.display is None
            or before.direction is not now.direction
            or len(before.lines) != len(now.lines)
            or block.length() - 1 != len(block.text())  # surrogates: other offsets
            or self._directions.facts(block).kind in _INDENTED
            or moved(before.found, position - block.position(), more) != now.found
        ):
            return everything
        was, is_now = (before.display.text, before.lines), (now.display.text, now.lines)
        return changed_lines(*was, *is_now) or everything

    def look(self) -> bool:
        """Look at what was edited and painted; True where lines turned out to be something
        else."""
        changed = self._directions.look()
        guessed, self._guessed = self._guessed, {}
        changed += [
            block
            for block, guess in guessed.values()
            if block.isValid() and self._was_wrong(block, guess)
        ]
        self.forget(changed)
        return bool(changed)

    def _guess(
        self, block: QTextBlock, kept: _Kept | None, position: int, added: int
    ) -> _Seen | None:
        """What a paragraph with a few more letters looks like if they change nothing around
        them. None where it has to be looked at at once."""
        place = position - block.position()
        if (
            kept is None
            or self.showing != PLAINLY
            or not added < block.length() <= LONGEST
            or block.length() - 1 != len(block.text())  # surrogates: other offsets
            or any(swap.start <= place <= swap.end for swap in kept.swaps)
            or unfinished(block)
        ):
            return None
        swapped = [
            swap._replace(start=swap.start + added, end=swap.end + added)
            if swap.start > place
            else swap
            for swap in kept.swaps
        ]
        return moved(kept.found, place, added), swapped

    def _was_wrong(self, block: QTextBlock, guess: _Seen) -> bool:
        if unfinished(block):
            return False
        text = block.text()
        found, swapped = self._see(block, text, self._directions.facts(block))
        return found != guess[0] or Display(text, swapped).swaps != tuple(guess[1])

    def _lay_out_part(
        self, block: QTextBlock, before: _Kept, guess: _Seen, place: int, added: int
    ) -> range | None:
        """Lay out no more of `block` than what `added` units at `place` may have changed. The
        lines that look different; None where all of it has to be laid out."""
        text, facts = block.text(), self._directions.facts(block)
        found, swapped = guess
        size = _size(block)
        if (
            facts.kind in _INDENTED
            or self._facing(block) is not before.direction
            or self._size_of(block, text, facts) != size
            or not before.lines
            or not parts.is_simple(text)
            or is_endless(text)
        ):
            return None
        at = place + parts.growth(before.swaps, place)
        if before.lines[-1][1] + added != len(text) + parts.growth(swapped, len(text) + 1):
            return None  # of another block, which had this place in Qt's table
        edited = parts.edited_line(before.lines, at)
        begin = parts.cut(text, before.lines, swapped, edited, place)
        tail = [
            each._replace(start=each.start - begin.place, end=each.end - begin.place)
            for each in swapped
            if each.start >= begin.place
        ]
        display = Display(text[begin.place :], tail)
        painted = QTextLayout(codec.whole(display.text), self._looks.font)
        painted.setCacheEnabled(True)
        painted.setTextOption(self._options[before.direction, False])
        painted.setFormats(self._formats(display, range(len(text) + 1), found, begin.place))
        slot, baseline = self._looks.slots[size], self._looks.baselines[size]
        row = parts.Row(self.left, self.measure, slot, baseline)
        lines = parts.lay_out(painted, row, begin, before.lines, at, added)
        changed = lines and parts.changed(begin, before.lines, lines, edited, added)
        if not (lines and changed):
            return None
        index = block.fragmentIndex()
        shown = Shown(painted, display, before.direction)
        last = begin.line + painted.lineCount()
        self._part = parts.Part(index, shown, begin.line, last, begin.place, place + added)
        self._kept[index] = _Kept(None, None, before.direction, found, swapped, lines)
        self._ahead.discard(index)
        block.clearLayout()
        return changed

    def part(self, block: QTextBlock) -> Part | None:
        """What alone is laid out of `block`, where that is so."""
        part = self._part
        return part if part and part.block == block.fragmentIndex() else None

    def _is_known(self, block: QTextBlock) -> bool:
        """True where its lines are counted."""
        index = block.fragmentIndex()
        return (
            index in self._ahead
            or (self._part is not None and self._part.block == index)
            or block.layout().lineCount() > 0
        )

    def shown(self, block: QTextBlock) -> Shown:
        """What is painted of a valid block."""
        index = block.fragmentIndex()
        if not (index in self._ahead or block.layout().lineCount()):
            self._catch_up(block)
        kept = self._kept[index]
        display = kept.display or Display(block.text(), kept.swaps)
        return Shown(kept.painted or block.layout(), display, kept.direction)

    def line_number(self, block: QTextBlock, y: float) -> int:
        """The line that has the height `y` (in the block) to itself, with the air above it and
        below."""
        number = int(y // self._looks.slots[_size(block)])
        return max(0, min(number, block.lineCount() - 1))

    def slot(self, block: QTextBlock) -> int:
        """The height of each line of `block`, pixels."""
        return self._looks.slots[_size(block)]

    def _height(self, block: QTextBlock) -> int:
        return max(block.lineCount(), 1) * self._looks.slots[_size(block)]

    def _facing(self, block: QTextBlock) -> Direction:
        if self.keyboard and block.length() == 1 and block.blockNumber() == self.caret_line:
            facts = self._directions.facts(block)
            return facts.direction if facts.is_verbatim else self.keyboard
        return self._directions.facts(block).direction

    # --- laying out ---------------------------------------------------------------------------

    def _lay_out(self, block: QTextBlock, guess: _Seen | None = None) -> None:
        if self._part and self._part.block == block.fragmentIndex():
            self._part = None
        height = self._height(block)
        self._lay_out_all(block, guess)
        if self._height(block) != height:
            self.heights += 1

    def _lay_out_all(self, block: QTextBlock, guess: _Seen | None) -> None:
        text = block.text()
        facts = self._directions.facts(block)
        facing = self._facing(block)
        _remember_size(block, self._size_of(block, text, facts))
        own = block.layout()
        option = self._options[facing, is_endless(text)]
        own.setTextOption(option)
        found, swapped = guess or self._see(block, text, facts)
        if not swapped:
            display = Display(text)
            self._ahead.discard(block.fragmentIndex())
            self._dress(own, own, display, text, found)
            own.beginLayout()
            lines = self._place_lines(own, display, block, text, facts)
            own.endLayout()
            self._kept[block.fragmentIndex()] = _Kept(None, display, facing, found, (), lines)
            block.setLineCount(own.lineCount())
            return
        display = Display(text, swapped)
        painted = QTextLayout(codec.whole(display.text), self._looks.font)
        painted.setCacheEnabled(True)
        painted.setTextOption(option)
        self._dress(painted, own, display, text, found)
        painted.beginLayout()
        lines = self._place_lines(painted, display, block, text, facts)
        painted.endLayout()
        block.clearLayout()
        block.setLineCount(len(lines))
        kept = _Kept(painted, display, facing, found, display.swaps, lines)
        self._kept[block.fragmentIndex()] = kept
        self._ahead.add(block.fragmentIndex())

    def _see(self, block: QTextBlock, text: str, facts: LineFacts) -> _Seen:
        if block.length() > LONGEST:
            return [], []
        showing = self.showing
        if showing.bare and block.blockNumber() in self.with_signs:
            showing = replace(showing, bare=False)
        return spans(text, facts), swaps(text, facts, showing, unfinished(block))

    def _size_of(self, block: QTextBlock, text: str, facts: LineFacts) -> int:
        # The last line is where the author writes on: it must not grow under the first letter.
        if is_blank(text) and not facts.is_verbatim and block.next().isValid():
            return _BLANK
        return self._looks.size(heading_level(text, facts), text)

    def _place_lines(
        self, layout: QTextLayout, display: Display, block: QTextBlock, text: str, facts: LineFacts
    ) -> list[tuple[int, int]]:
        size = _size(block)
        slot, baseline = self._looks.slots[size], self._looks.baselines[size]
        rtl = facts.direction is Direction.RTL
        top, indent = 0.0, 0.0
        lines: list[tuple[int, int]] = []
        while True:
            line = layout.createLine()
            if not line.isValid():
                return lines
            line.setLineWidth(self.measure - indent)
            start = line.textStart()
            lines.append((start, start + line.textLength()))
            x = self.left + (0 if rtl else indent)
            line.setPosition(QPointF(x, top + baseline - line.ascent()))
            if not top and facts.kind in _INDENTED:
                prefix = codec.units(text[: prefix_length(text, facts)])
                if prefix:
                    indent = abs(x_of(line, display.after(prefix)) - x_of(line, 0))
                    indent = min(indent, self.measure * _MOST_INDENT)
            top += slot

    def _follow(self, block: QTextBlock) -> None:
        """Give Qt's layout of the block as many lines as are painted, at the same heights. Where
        they break matters to nobody, but each place has to be in one: Qt looks for its line, and
        does not survive where there is none."""
        own, painted = block.layout(), self._kept[block.fragmentIndex()].painted
        if painted is None:
            return
        count = painted.lineCount()
        total = block.length() - 1 + codec.units(own.preeditAreaText())
        rtl = own.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
        width = self.measure
        for _ in range(4):
            own.beginLayout()
            number = 0
            while (line := own.createLine()).isValid():
                number += 1
                line.setLineWidth(width)
                if number >= count and line.textStart() + line.textLength() < total:
                    line.setLineWidth(_ALL_OF_IT)  # but for what is behind a line separator
                x = self.left + self.measure - line.width() if rtl else self.left
                line.setPosition(QPointF(x, painted.lineAt(min(number, count) - 1).y()))
            own.endLayout()
            if number >= count:
                return
            width = width * number / (count + 1)

    def _dress(
        self, layout: QTextLayout, own: QTextLayout, display: Display, text: str, found: list[Span]
    ) -> None:
        """Hand the looks to Qt, beside those of an input method's unfinished word."""
        start, length = own.preeditAreaPosition(), len(own.preeditAreaText())
        kept = [r for r in own.formats() if length and _within(r, start, length)]
        if layout is not own:
            own.setFormats(kept)
        plain = codec.units(text) == len(text)
        offsets = range(len(text) + 1) if plain else codec.unit_offsets(text)
        ranges = self._formats(display, offsets, found)
        if not (ranges or kept or layout.formats()):
            return
        if layout is not own and kept:
            at = min(start, codec.units(text))
            held = display.shown_start(Swap(at, at, own.preeditAreaText()))
            for each in kept:
                each.start += held - start
        layout.setFormats(ranges + kept)

    def _formats(
        self, display: Display, offsets: Sequence[int], found: list[Span], place: int = 0
    ) -> list[QTextLayout.FormatRange]:
        """The looks of what is shown, which begins at `place` (UTF-16 units). `offsets`: of each
        code point of the whole line."""
        ranges = self._looks.faced(display.text)
        ranges += self._signs(display) if self.showing.invisibles else []
        for span in found:
            at, end = offsets[span.start] - place, offsets[span.start + span.length] - place
            if end <= 0:
                continue
            at = max(at, 0)
            if display.swaps:
                at, end = display.before(at), display.after(end)
            if at >= end:
                continue
            made = QTextLayout.FormatRange()
            made.start, made.length = at, end - at
            made.format = self._looks.formats[span.style]
            ranges.append(made)
        return ranges

    def _signs(self, display: Display) -> list[QTextLayout.FormatRange]:
        """The colour of signs for characters without a shape. Laid over the painted words instead
        it would cost ten times as much, and Qt would forget it on signs that touch."""
        from editor.gui.writing.sheet.invisibles import places

        made = []
        for at in places(display) if display.swaps else ():
            sign = QTextLayout.FormatRange()
            sign.start, sign.length = at, 1
            sign.format = self._looks.formats[Style.MARKER]
            made.append(sign)
        return made


def unfinished(block: QTextBlock) -> Swap | None:
    """An input method's word, which Qt keeps in its own layout of the block."""
    layout = block.layout()
    words = layout.preeditAreaText()
    # Qt leaves its place where it was when words before it go.
    at = min(layout.preeditAreaPosition(), block.length() - 1)
    return Swap(at, at, words) if words else None


def _within(made: QTextLayout.FormatRange, start: int, length: int) -> bool:
    return made.start >= start and made.start + made.length <= start + length


def _size(block: QTextBlock) -> int:
    state = block.userState()
    return state % SIZES if state >= 0 else 0


def _remember_size(block: QTextBlock, size: int) -> None:
    state = block.userState()
    if state >= 0:
        block.setUserState(state - state % SIZES + size)
