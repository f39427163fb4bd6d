"""The paper with a caret drawn on it, where the painted words have it: Qt's own layout does not
know. Where it goes is `sheet`'s. Positions are those of the document, points and rectangles those
of the viewport. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QWidget

from editor.gui.writing import codec
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.blink import Blink
from editor.gui.writing.sheet.caret import Shown, drawn
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.folded_paper import FoldedPaper
from editor.gui.writing.sheet.keyboard import Keyboard
from editor.gui.writing.sheet.movement import Caret, Walker
from editor.gui.writing.sheet.painting import CARET

# Asked at every key; to take a member out of an enumeration is a function call in itself.
_ABOUT_THE_CARET = (
    Qt.InputMethodQuery.ImCursorRectangle,
    Qt.InputMethodQuery.ImAnchorRectangle,
)


class CaretPaper(FoldedPaper):
    """Shows a caret, and says where it is and which one is near."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walker = Walker(self.document(), self._layout)
        self._clinging = Caret(0, trailing=True)
        self._drawn: tuple[Caret, Display | None, int, float, float | None]
        self._drawn = (self._clinging, None, 0, 0.0, None)  # the last answer of the walker
        self._unfinished_caret = 0
        self._keyboard = Keyboard(self)
        self._keyboard.turned.connect(self._on_keyboard_turned)
        self._blink = Blink(self)
        self._blink.changed.connect(self._on_blink_changed)

    def _paint_over(self, painter: QPainter) -> None:
        if not self._blink.is_lit or self._folds.chosen():
            return
        rect, other = self._caret_rects()
        keyboard = self._keyboard.direction
        painting.paint_caret(painter, self._ink, rect, other, keyboard)

    def caret_rect(self) -> QRectF:
        """Where the caret is drawn, in pixels of the viewport."""
        return self._caret_rects()[0]

    def other_caret_rect(self) -> QRectF | None:
        """Where its place in the text has another edge on the screen, at a change of direction."""
        return self._caret_rects()[1]

    def _caret_rects(self) -> tuple[QRectF, QRectF | None]:
        caret = self._caret()
        block = self.textCursor().block()
        is_card = not block.isVisible() or self._layout.is_card(block)
        fold = self._folds.at(caret.position) if is_card else None
        if fold:
            return self._card_caret(fold, behind=caret.position > fold.start), None
        place = caret.position - block.position()
        part = self._layout.part(block)
        if part and part.caret == place:
            shown, place = part.shown, place - part.place
        else:
            shown = self._layout.shown(block)
        if self._drawn[0] != caret or self._drawn[1] is not shown.display:
            self._drawn = (caret, shown.display, *drawn(shown, place, caret.trailing))
        number, x, other = self._drawn[2:]
        rect = self._block_rect(block)
        line = shown.layout.lineAt(number)
        unfinished = self._unfinished()
        if unfinished:
            start = shown.display.shown_start(unfinished)
            at = start + min(self._unfinished_caret, codec.units(unfinished.shown))
            as_shown = Shown(shown.layout, Display(shown.display.text), shown.direction)
            number, x, other = drawn(as_shown, at, trailing=at > start)
            line = shown.layout.lineAt(number)
        top, height = rect.top() + line.y(), line.height()
        made = QRectF(x - CARET / 2, top, CARET, height)
        edge = self.viewport().width() - CARET
        made.moveLeft(max(0.0, min(made.left(), edge)))
        return made, None if other is None else QRectF(other - 0.5, top, 1, height)

    def _caret(self) -> Caret:
        """The caret, with the side to which it clings."""
        position = self.textCursor().position()
        if self._clinging.position != position:
            self._clinging = self._walker.at(position)
        return self._clinging

    def caret_at(self, point: QPointF) -> Caret:
        """The caret nearest to a point of the viewport."""
        y = point.y()
        found = None
        for block, rect in self._visible_blocks(0, self.viewport().height()):
            found = block, rect
            if y < rect.bottom():
                break
        if found is None:
            return self._walker.document_edge(end=True)
        block, rect = found
        if y >= rect.bottom() and self._layout.is_card(block) and not self._is_followed(block):
            return self._walker.document_edge(end=True)
        return self._walker.hit(block, y - rect.top(), point.x())

    def cursorForPosition(self, position: QPoint) -> QTextCursor:
        # Qt would look in its own layout.
        cursor = self.textCursor()
        cursor.setPosition(self.caret_at(QPointF(position)).position)
        return cursor

    def cursorRect(self, cursor: QTextCursor | None = None) -> QRect:
        if cursor is None or cursor.position() == self.textCursor().position():
            return self.caret_rect().toAlignedRect()
        block, number, x, _other = self._walker.drawn(self._walker.at(cursor.position()))
        line = self._layout.shown(block).layout.lineAt(number)
        top = self._block_rect(block).top() + line.y()
        return QRectF(x - CARET / 2, top, CARET, line.height()).toAlignedRect()

    def is_on_words(self, point: QPointF) -> bool:
        """True where a point of the viewport lies on a character, not beside the line."""
        for block, rect in self._visible_blocks(round(point.y()), round(point.y()) + 1):
            if rect.top() <= point.y() < rect.bottom():
                number = self._layout.line_number(block, point.y() - rect.top())
                words = self._layout.shown(block).layout.lineAt(number).naturalTextRect()
                return bool(words.left() <= point.x() <= words.right())
        return False

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # type: ignore[override]
        if query in _ABOUT_THE_CARET:
            return self.caret_rect().translated(self.viewport().pos())
        return super().inputMethodQuery(query)

    # --- what happened ------------------------------------------------------------------------

    def _on_blink_changed(self) -> None:
        rect, other = self._caret_rects()
        area = rect if other is None else rect.united(other)
        self.viewport().update(area.adjusted(-6, -4, 6, 4).toAlignedRect())

    def _on_keyboard_turned(self) -> None:
        block = self.textCursor().block()
        self._layout.aspects.keyboard = self._keyboard.direction
        if block.length() == 1:
            self._layout.forget([block])
        if not self._layout.typing:  # else the caret's line is painted anyway
            self._on_blink_changed()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._blink.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._blink.stop()
        self.viewport().update()
