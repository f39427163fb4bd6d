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

from PySide6.QtCore import QRectF, QTimer, SignalInstance
from PySide6.QtGui import (
    QTextBlock,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet import part as parts
from editor.gui.writing.sheet.caret import Shown
from editor.gui.writing.sheet.changed_lines import Lines, changed_lines, moved
from editor.gui.writing.sheet.directions import SIZES, Directions, LineFacts
from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.dressing import dress, formats, unfinished
from editor.gui.writing.sheet.folded import Fold, FoldedLines, is_folded
from editor.gui.writing.sheet.highlighter import Span, heading_level, spans
from editor.gui.writing.sheet.looks import CARD, Looks
from editor.gui.writing.sheet.part import Part
from editor.gui.writing.sheet.swaps import PLAINLY, Showing, swaps
from editor.gui.writing.sheet.typesetting import (
    INDENTED,
    Row,
    follow,
    is_endless,
    set_lines,
    text_option,
)
from editor.text.blocks import Kind
from editor.text.lines import LONGEST, is_blank

_BLANK = 7  # index of an empty line's height in Looks.slots
_EVERYTHING = QRectF(0, -1e4, 1e9, 1e9)
_OBJECT = "\ufffc"  # what a line is shown as that stands for others: a card is painted there


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
        self.is_dressing = False  # what is announced as an edit is none
        self.folded = FoldedLines(document)
        self.showing: Showing = PLAINLY
        self.caret_line = -1  # number of the block
        self.with_signs: frozenset[int] = frozenset()  # blocks that show them though it is bare
        self.keyboard: Direction | None = None  # an empty line with the caret follows it
        # While a key's letters go in, Qt looks for the caret's x in lines it does not need.
        self.typing = False
        self.repainted: Callable[[QTextBlock, range], None] = self._on_repainted
        # A line that was not laid out counts as one: the scroll bar hears how many there are.
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self._on_grown)
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

    def forget(self, blocks: Sequence[QTextBlock] | None, *, quietly: bool = False) -> None:
        """Lay `blocks` out again when they are needed; None means all. `quietly`: whoever shows
        them knows already."""
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
        if seen and not quietly:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block's place, measured from its own top left corner, as wide as the view."""
        if not block.isValid():
            return QRectF()
        if not (self.typing or block.layout().lineCount()) and block.isVisible():
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
        index, lines = block.fragmentIndex(), block.lineCount()
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
        if block.lineCount() != lines and not self._grown.isActive():
            self._grown.start()

    def _on_grown(self) -> None:
        self.documentSizeChanged.emit(self.documentSize())

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Qt's news of an edit. Within one block, only that block is laid out, as what it was
        before the edit; what it is now is looked at after it is painted."""
        if self._settling or self.is_dressing:
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
            self.folded.doubt(first, last)
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
        if not first.isVisible():
            self.folded.doubt(first, last)
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

    def fold(self, folds: Sequence[Fold], folded: bool) -> None:
        """Show the first line of each alone, or all of them again."""
        for each in folds:
            for block in self.folded.put(each, folded):
                self._ahead.discard(block.fragmentIndex())
                self._kept.pop(block.fragmentIndex(), None)
        self._part = None
        self.forget([each.first for each in folds])
        self.documentSizeChanged.emit(self.documentSize())
        self._news.emit(_EVERYTHING)

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
            or self._directions.facts(block).kind in INDENTED
            or moved(before.found, position - block.position(), more) != now.found
        ):
            return everything
        was, is_now = (before.display.text, before.lines), (now.display.text, now.lines)
        return changed_lines(*was, *is_now) or everything

    def look(self) -> list[QTextBlock]:
        """Look at what was edited and painted; the lines that turned out to be something else."""
        changed = self._directions.look()
        guessed, self._guessed = self._guessed, {}
        changed += [
            block
            for block, guess in guessed.values()
            if block.isValid() and self._was_wrong(block, guess)
        ]
        if changed:  # else all stands where it stood
            self.forget(changed)
        return changed

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
            facts.kind in INDENTED
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
        signs, offsets = self.showing.invisibles, range(len(text) + 1)
        painted.setFormats(formats(display, offsets, found, self._looks, begin.place, signs=signs))
        lines = parts.lay_out(painted, self._row(block), begin, before.lines, at, added)
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
            or not block.isVisible()
        )

    def shown(self, block: QTextBlock) -> Shown:
        """What is painted of a valid block."""
        index = block.fragmentIndex()
        if not (index in self._ahead or block.layout().lineCount()):
            if not block.isVisible():
                return self._unseen(block)
            self._catch_up(block)
        kept = self._kept[index]
        display = kept.display or Display(block.text(), kept.swaps)
        return Shown(kept.painted or block.layout(), display, kept.direction)

    def _unseen(self, block: QTextBlock) -> Shown:
        """A line that is folded away: one without anything in it."""
        layout = QTextLayout()
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        nothing = Display(block.text(), [Swap(0, block.length() - 1, "")])
        return Shown(layout, nothing, self._facing(block))

    def line_number(self, block: QTextBlock, y: float) -> int:
        """The line that has the height `y` (in the block) to itself, with the air above it and
        below."""
        number = int(y // self._looks.slots[_size(block)])
        return max(0, min(number, block.lineCount() - 1))

    def slot(self, block: QTextBlock) -> int:
        """The height of each line of `block`, pixels."""
        return self._looks.slots[_size(block)]

    def is_card(self, block: QTextBlock) -> bool:
        """True for a line, laid out already, that stands for others."""
        return _size(block) == CARD

    def after(self, block: QTextBlock) -> QTextBlock:
        """The line below one that is laid out, past those it stands for."""
        is_card = self.folded.are_there and self.is_card(block)
        return self.folded.after(block) if is_card else block.next()

    def _height(self, block: QTextBlock) -> int:
        lines = block.lineCount()
        if not lines and not block.isVisible():
            return 0
        return max(lines, 1) * self._looks.slots[_size(block)]

    def _facing(self, block: QTextBlock) -> Direction:
        if self.keyboard and block.length() == 1 and block.blockNumber() == self.caret_line:
            facts = self._directions.facts(block)
            return facts.direction if facts.is_verbatim else self.keyboard
        facts = self._directions.facts(block)
        if facts.kind is Kind.FENCE and is_folded(block):
            return self._directions.post
        return facts.direction

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
            lines = set_lines(own, display, text, facts, self._row(block))
            self._kept[block.fragmentIndex()] = _Kept(None, display, facing, found, (), lines)
            block.setLineCount(own.lineCount())
            return
        display = Display(text, swapped)
        painted = QTextLayout(codec.whole(display.text), self._looks.font)
        painted.setCacheEnabled(True)
        painted.setTextOption(option)
        self._dress(painted, own, display, text, found)
        lines = set_lines(painted, display, text, facts, self._row(block))
        block.clearLayout()
        block.setLineCount(len(lines))
        kept = _Kept(painted, display, facing, found, display.swaps, lines)
        self._kept[block.fragmentIndex()] = kept
        self._ahead.add(block.fragmentIndex())

    def _dress(
        self, layout: QTextLayout, own: QTextLayout, display: Display, text: str, found: list[Span]
    ) -> None:
        dress(layout, own, display, text, found, self._looks, signs=self.showing.invisibles)

    def _follow(self, block: QTextBlock) -> None:
        own, painted = block.layout(), self._kept[block.fragmentIndex()].painted
        if painted is not None:
            units = block.length() - 1 + codec.units(own.preeditAreaText())
            follow(own, painted, units, self.left, self.measure)

    def _row(self, block: QTextBlock) -> Row:
        size = _size(block)
        return Row(self.left, self.measure, self._looks.slots[size], self._looks.baselines[size])

    def _see(self, block: QTextBlock, text: str, facts: LineFacts) -> _Seen:
        if facts.kind is Kind.FENCE and is_folded(block):
            return [], [Swap(0, block.length() - 1, _OBJECT)]
        if block.length() > LONGEST:
            return [], []
        showing = self.showing
        if showing.bare and block.blockNumber() in self.with_signs:
            showing = replace(showing, bare=False)
        return spans(text, facts), swaps(text, facts, showing, unfinished(block))

    def _size_of(self, block: QTextBlock, text: str, facts: LineFacts) -> int:
        if facts.kind is Kind.FENCE and is_folded(block):
            return CARD
        # The last line is where the author writes on: it must not grow under the first letter.
        if is_blank(text) and not facts.is_verbatim and block.next().isValid():
            return _BLANK
        return self._looks.size(heading_level(text, facts), text)


def _size(block: QTextBlock) -> int:
    state = block.userState()
    return state % SIZES if state >= 0 else 0


def _remember_size(block: QTextBlock, size: int) -> None:
    state = block.userState()
    if state >= 0:
        block.setUserState(state - state % SIZES + size)
