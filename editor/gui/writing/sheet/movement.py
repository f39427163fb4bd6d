"""Where a key takes the caret: by the eye, by the line, by the word.

Left and Right walk as the eye does; where the author prefers the order of the text, they walk
towards its end on the side to which the block runs. Up and Down keep their x. Positions are
UTF-16 units of the document. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from editor.gui.writing.sheet import caret as carets
from editor.gui.writing.sheet.caret import Stop
from editor.gui.writing.sheet.folded import is_folded, seen
from editor.gui.writing.sheet.layout import WritingLayout
from editor.gui.writing.sheet.word_steps import word_beside

_Move = QTextCursor.MoveOperation


class Way(Enum):
    """Where a key takes the caret. Left and right are those of the screen, start and end those
    of the text."""

    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    LINE_START = auto()
    LINE_END = auto()
    BLOCK_START = auto()
    BLOCK_END = auto()
    START = auto()
    END = auto()


VERTICAL = frozenset({Way.UP, Way.DOWN, Way.PAGE_UP, Way.PAGE_DOWN})
SIDEWAYS = frozenset({Way.LEFT, Way.RIGHT, Way.WORD_LEFT, Way.WORD_RIGHT})


class Caret(NamedTuple):
    """A position of the document, and the character it clings to: the one before it
    (`trailing`) or the one that follows."""

    position: int
    trailing: bool = False


class Walker:
    """Moves through one document as it is laid out."""

    def __init__(self, document: QTextDocument, layout: WritingLayout) -> None:
        self._document = document
        self._layout = layout
        self.logical = False

    # --- where a caret is ---------------------------------------------------------------------

    def at(self, position: int) -> Caret:
        """A caret at `position` that came from nowhere."""
        caret = Caret(position)
        block = self._block(caret)
        return Caret(position, carets.leaning(self._layout.shown(block), _place(block, caret)))

    def drawn(self, caret: Caret) -> tuple[QTextBlock, int, float, float | None]:
        """The block and the line that it is drawn in, its x, and the x of its other edge."""
        block = self._block(caret)
        shown = self._layout.shown(block)
        place = _place(block, caret)
        return block, *carets.drawn(shown, place, caret.trailing)

    def hit(self, block: QTextBlock, y: float, x: float) -> Caret:
        """The caret nearest to a point of `block`."""
        number = self._layout.line_number(block, y)
        return self._caret(block, carets.hit(self._layout.shown(block), number, x))

    def _block(self, caret: Caret) -> QTextBlock:
        block = self._document.findBlock(caret.position)
        return seen(block if block.isValid() else self._document.lastBlock())

    def _caret(self, block: QTextBlock, stop: Stop) -> Caret:
        if is_folded(block):
            return Caret(block.position() + 1)  # in what is folded: the sheet takes it whole
        return Caret(block.position() + stop.place, stop.trailing)

    def go(self, caret: Caret, way: Way) -> Caret:
        """Where `way`, none of the vertical ones, takes the caret."""
        if way in (Way.LEFT, Way.RIGHT):
            return self.sideways(caret, right=way is Way.RIGHT)
        if way in (Way.WORD_LEFT, Way.WORD_RIGHT):
            return self.word(caret, right=way is Way.WORD_RIGHT)
        if way in (Way.LINE_START, Way.LINE_END):
            return self.line_edge(caret, end=way is Way.LINE_END)
        if way in (Way.BLOCK_START, Way.BLOCK_END):
            return self.block_edge(caret, end=way is Way.BLOCK_END)
        return self.document_edge(end=way is Way.END)

    # --- left and right -----------------------------------------------------------------------

    def sideways(self, caret: Caret, *, right: bool) -> Caret:
        """One character to the left or to the right."""
        block = self._block(caret)
        shown = self._layout.shown(block)
        if self.logical:
            return self._next_character(caret, forward=right is not shown.is_rtl)
        place = _place(block, caret)
        number, x, _other = carets.drawn(shown, place, caret.trailing)
        if carets.is_crowded(shown, number):
            return self._next_character(caret, forward=right is not shown.is_rtl)
        row = carets.stops(shown, number)
        at = next((index for index, stop in enumerate(row) if stop.place == place), None)
        if at is not None and row[at].x == x:
            beyond = row[at + 1 :] if right else row[:at]
        else:  # no arrow brought it there
            beyond = [stop for stop in row if (stop.x > x if right else stop.x < x)]
        if beyond:
            return self._caret(block, beyond[0 if right else -1])
        return self._beyond(block, number, caret, forward=right is not shown.is_rtl)

    def _beyond(self, block: QTextBlock, number: int, caret: Caret, *, forward: bool) -> Caret:
        """Into the line after this one or before it, at its near end."""
        for other, line in self._lines(block, number, forward=forward):
            shown = self._layout.shown(other)
            if carets.is_crowded(shown, line):
                edge = carets.line_start if forward else carets.line_end
                return self._caret(other, edge(shown, line))
            row = carets.stops(shown, line)
            if row:
                return self._caret(other, row[0 if shown.is_rtl is not forward else -1])
        return caret

    def _next_character(self, caret: Caret, *, forward: bool) -> Caret:
        cursor = QTextCursor(self._document)
        cursor.setPosition(caret.position)
        cursor.movePosition(_Move.NextCharacter if forward else _Move.PreviousCharacter)
        return self.at(cursor.position())

    def word(self, caret: Caret, *, right: bool) -> Caret:
        """One word on, as the block reads."""
        forward = right is not self._layout.shown(self._block(caret)).is_rtl
        return self.at(word_beside(self._document, caret.position, forward=forward))

    # --- lines --------------------------------------------------------------------------------

    def line_edge(self, caret: Caret, *, end: bool) -> Caret:
        """The beginning or the end of the line, in the order of the text."""
        block = self._block(caret)
        shown = self._layout.shown(block)
        number = shown.line_at(_place(block, caret), caret.trailing)
        return self._caret(block, (carets.line_end if end else carets.line_start)(shown, number))

    def block_edge(self, caret: Caret, *, end: bool) -> Caret:
        """The beginning or the end of the paragraph; where it is there, of the next one."""
        block = self._block(caret)
        position = block.position() + (block.length() - 1 if end else 0)
        if position == caret.position:
            other = block.next() if end else block.previous()
            if other.isValid():
                position = other.position() + (other.length() - 1 if end else 0)
        return self.at(position)

    def document_edge(self, *, end: bool) -> Caret:
        """The beginning or the end of it all."""
        return self.at(self._document.characterCount() - 1 if end else 0)

    def vertical(self, caret: Caret, x: float, *, down: bool) -> Caret:
        """The line above or below, at `x`; beyond the first or last line, the edge of it all."""
        block = self._block(caret)
        shown = self._layout.shown(block)
        number = shown.line_at(_place(block, caret), caret.trailing)
        for other, line in self._lines(block, number, forward=down):
            return self._caret(other, carets.hit(self._layout.shown(other), line, x))
        return self.document_edge(end=down)

    def page(self, caret: Caret, x: float, height: float, *, down: bool) -> tuple[Caret, float]:
        """The caret `height` pixels further, at `x`, and how far it came."""
        block = self._block(caret)
        shown = self._layout.shown(block)
        number = shown.line_at(_place(block, caret), caret.trailing)
        gone = 0.0
        found = (block, number)
        for other, line in self._lines(block, number, forward=down):
            step = float(self._layout.slot(other))
            if gone + step > height:
                break
            gone += step
            found = (other, line)
        if found == (block, number):
            return self.document_edge(end=down), gone
        return self._caret(found[0], carets.hit(self._layout.shown(found[0]), found[1], x)), gone

    def _lines(
        self, block: QTextBlock, number: int, *, forward: bool
    ) -> Iterator[tuple[QTextBlock, int]]:
        """The lines after line `number` of `block`, or before it, nearest first."""
        step = 1 if forward else -1
        number += step
        while block.isValid():
            self._layout.shown(block)
            while 0 <= number < block.lineCount():
                yield block, number
                number += step
            block = block.next() if forward else block.previous()
            while block.isValid() and not block.isVisible():
                block = block.next() if forward else block.previous()
            if block.isValid():
                self._layout.shown(block)
                number = 0 if forward else block.lineCount() - 1


def _place(block: QTextBlock, caret: Caret) -> int:
    """Where in `block` the caret is; at its end where it is in a line folded behind it."""
    return min(caret.position - block.position(), block.length() - 1)
