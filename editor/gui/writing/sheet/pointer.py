"""What the mouse does in the text: a caret at the edge that was clicked, words, paragraphs,
selections that are dragged along, text that is dragged and dropped.

Qt's own handling asks Qt's layout of a block, which is not what is painted. Thread: GUI.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QClipboard,
    QDrag,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QAbstractSlider, QApplication

from editor.gui.writing import codec
from editor.gui.writing.sheet.movement import Caret
from editor.text.word_edges import word_around

if TYPE_CHECKING:
    from editor.gui.writing.sheet.sheet import Sheet

_RUN = re.compile(r"\s+|[^\w\s]")
_Select = QTextCursor.SelectionType
_HELD = 24  # pixels from its edge: where the mouse holds what it carries
_SCROLL_EVERY = 60  # milliseconds, while a selection is dragged over an edge


class Pointer(QObject):
    """The mouse over one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._unit: QTextCursor.SelectionType | None = None  # None: character by character
        self._first: tuple[int, int] | None = None  # the word or paragraph pressed on
        self._pressed: QPoint | None = None
        self._lifts = False  # pressed on a selection: it may be dragged away
        self._selecting = False
        self._last = QPointF()
        self._thrice = QTimer(self)
        self._thrice.setSingleShot(True)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll)

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self._sheet.commit_unfinished()
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        caret = self._sheet.caret_at(at)
        self._pressed, self._last = at.toPoint(), at
        if self._thrice.isActive() and _near(self._pressed, self._thrice_at):
            self._thrice.stop()
            self._begin(caret, _Select.BlockUnderCursor)
            return
        self._unit, self._first = None, None
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not shift and self._sheet.is_on_card(at) and self._sheet.choose_island(caret.position):
            self._lifts = True
            return
        if not shift and self._is_selected(caret) and self._is_on_words(at):
            self._lifts = True
            return
        self._selecting = True
        self._sheet.put_caret(caret, keep=shift)

    def double_click(self, event: QMouseEvent) -> None:
        """Take the word."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._lifts = False
        caret = self._sheet.caret_at(event.position())
        if self._sheet.is_on_card(event.position()) and self._sheet.open_island(caret.position):
            return
        self._pressed = self._thrice_at = event.position().toPoint()
        self._thrice.start(QApplication.doubleClickInterval())
        self._begin(caret, _Select.WordUnderCursor)

    def _begin(self, caret: Caret, unit: QTextCursor.SelectionType) -> None:
        self._unit, self._selecting = unit, True
        self._first = self._whole(caret.position)
        self._take(*self._first)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            if not event.buttons():
                self._sheet.point_at(event.position())
            return
        self._last = event.position()
        if self._lifts and self._pressed is not None:
            way = (event.position().toPoint() - self._pressed).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._lifts = False
                self._drag()
            return
        if self._selecting:
            self._reach(event.position())
            outside = not self._sheet.viewport().rect().contains(event.position().toPoint())
            if outside and not self._scrolling.isActive():
                self._scrolling.start()

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        self._scrolling.stop()
        if event.button() == Qt.MouseButton.LeftButton:
            if self._lifts:  # a click on a selection, not a drag
                self._sheet.put_caret(self._sheet.caret_at(event.position()), keep=False)
            self._lifts = self._selecting = False
            self._offer_selection()
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._paste_selection(event.position())

    def _reach(self, at: QPointF) -> None:
        """Extend the selection to a point, by whole words or paragraphs where it began so."""
        caret = self._sheet.caret_at(at)
        if self._first is None:
            self._sheet.put_caret(caret, keep=True)
            return
        start, end = self._whole(caret.position)
        first_start, first_end = self._first
        if start < first_start:
            self._take(first_end, start)
        else:
            self._take(first_start, max(end, first_end))

    def _whole(self, position: int) -> tuple[int, int]:
        block = self._sheet.document().findBlock(position)
        if self._unit is _Select.WordUnderCursor:
            start, end = _word_around(block.text(), position - block.position())
            return block.position() + start, block.position() + end
        return block.position(), block.position() + block.length() - 1

    def _take(self, anchor: int, position: int) -> None:
        self._sheet.take(anchor, position)

    def _is_selected(self, caret: Caret) -> bool:
        cursor = self._sheet.textCursor()
        return cursor.selectionStart() < caret.position < cursor.selectionEnd()

    def _is_on_words(self, at: QPointF) -> bool:
        return self._sheet.is_on_words(at)

    def _scroll(self) -> None:
        """Go on scrolling while the mouse is above or below the view."""
        bar = self._sheet.verticalScrollBar()
        y = self._last.y()
        if 0 <= y <= self._sheet.viewport().height():
            self._scrolling.stop()
            return
        step = QAbstractSlider.SliderAction.SliderSingleStepSub
        if y > 0:
            step = QAbstractSlider.SliderAction.SliderSingleStepAdd
        bar.triggerAction(step)
        self._reach(self._last)

    # --- drag and drop ------------------------------------------------------------------------

    def _drag(self) -> None:
        """The selection is carried off; what is dropped elsewhere leaves here."""
        sheet = self._sheet
        drag = QDrag(sheet)
        drag.setMimeData(sheet.createMimeDataFromSelection())
        card = sheet.card_picture()
        if card is not None:
            drag.setPixmap(card)
            drag.setHotSpot(QPoint(_HELD, round(card.deviceIndependentSize().height() / 2)))
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        done = drag.exec(actions, Qt.DropAction.MoveAction)
        if done == Qt.DropAction.MoveAction and drag.target() is not sheet.viewport():
            sheet.textCursor().removeSelectedText()

    def drop(self, event: QDropEvent) -> None:
        """Something was dropped: it goes where the mouse is, and stays selected."""
        sheet, data = self._sheet, event.mimeData()
        if not sheet.canInsertFromMimeData(data):
            event.ignore()
            return
        target = QTextCursor(sheet.document())
        target.setPosition(sheet.caret_at(event.position()).position)
        event.acceptProposedAction()
        own = event.source() in (sheet, sheet.viewport())
        chosen = sheet.textCursor()
        inside = chosen.selectionStart() <= target.position() <= chosen.selectionEnd()
        if own and event.proposedAction() == Qt.DropAction.MoveAction:
            if inside and chosen.hasSelection():
                return
            target.beginEditBlock()
            chosen.removeSelectedText()
            self._put_down(target, data)
            target.endEditBlock()
        else:
            self._put_down(target, data)

    def _put_down(self, target: QTextCursor, data: QMimeData) -> None:
        sheet = self._sheet
        start = target.position()
        sheet.setTextCursor(target)
        sheet.insertFromMimeData(data)
        end = sheet.textCursor().position()
        self._take(start, end)

    # --- the selection as a clipboard (X11) -----------------------------------------------------

    def _offer_selection(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self._sheet.textCursor().hasSelection():
            data = self._sheet.createMimeDataFromSelection()
            clipboard.setMimeData(data, QClipboard.Mode.Selection)

    def _paste_selection(self, at: QPointF) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and not self._sheet.isReadOnly():
            data = clipboard.mimeData(QClipboard.Mode.Selection)
            if data is not None:
                self._sheet.put_caret(self._sheet.caret_at(at), keep=False)
                self._sheet.insertFromMimeData(data)

    _thrice_at = QPoint()


def _word_around(line: str, column: int) -> tuple[int, int]:
    """The word at `column`; else the white space or the sign there. UTF-16 units."""
    at = len(codec.head(line, column))
    start, end = word_around(line, at) or next(
        (run.span() for run in _RUN.finditer(line) if run.start() <= at <= run.end()), (at, at)
    )
    return codec.units(line[:start]), codec.units(line[:end])


def _near(one: QPoint, other: QPoint) -> bool:
    return (one - other).manhattanLength() < QApplication.startDragDistance()
