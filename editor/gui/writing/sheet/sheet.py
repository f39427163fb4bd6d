"""The paper with a caret that moves: keys that lead it, the mouse, input methods.

What is written is `editor`'s. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.sheet.caret_paper import CaretPaper
from editor.gui.writing.sheet.movement import SIDEWAYS, VERTICAL, Caret, Way
from editor.gui.writing.sheet.paper import BOTTOM
from editor.gui.writing.sheet.pointer import Pointer
from editor.gui.writing.sheet.stepping_back import SteppingBack

_NEW_LINE = "\u2028"  # a new line of the same paragraph
_KEEP, _LEAVE = QTextCursor.MoveMode.KeepAnchor, QTextCursor.MoveMode.MoveAnchor


class Sheet(CaretPaper):
    """Moves its caret. Positions are those of the document, points of the viewport."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs = SteppingBack(self.document(), self._layout)
        self._goal: float | None = None  # the x that Up and Down keep
        self._had_selection = False
        self._tinted = 0
        self._is_held = False
        self._pointer = Pointer(self)
        self.cursorPositionChanged.connect(self._on_caret_moved)
        self.selectionChanged.connect(self._on_caret_moved)

    def take_choices(self, choices: WritingChoices) -> None:
        """Show the writing, and move in it, as the author chose."""
        super().take_choices(choices)
        self._walker.logical = not choices.visual_caret
        if choices.typewriter is self._is_held:
            return
        self._is_held = choices.typewriter
        self._leave_room_below()
        if self._is_held:
            self.show_caret()
        else:
            from editor.gui.writing.sheet.reading_modes import let_go

            let_go(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room_below()

    def _leave_room_below(self) -> None:
        below = BOTTOM
        if self._is_held:
            from editor.gui.writing.sheet.reading_modes import room_below

            below = room_below(self.height())
        self._layout.leave_below(below)

    # --- the caret ----------------------------------------------------------------------------

    def put_caret(self, caret: Caret, *, keep: bool) -> None:
        """Move the caret; with `keep` the selection reaches to it."""
        self._clinging, self._goal = caret, None
        cursor = self.textCursor()
        moved = cursor.position() != caret.position or (cursor.hasSelection() and not keep)
        anchor = cursor.anchor() if keep else caret.position
        if self._folds.are_there and (anchor, caret.position) != (
            meant := self._folds.settled(anchor, caret.position)
        ):
            self.take(*meant)
            self._bring_into_view()
            return
        cursor.setPosition(caret.position, _KEEP if keep else _LEAVE)
        self.setTextCursor(cursor)
        if not moved:  # to its other edge
            self._on_caret_moved()
            self.updateMicroFocus()
        self._bring_into_view()

    def show_caret(self) -> None:
        """Scroll to the caret that a key moved: where it is out of sight, or always to one
        height, if the author wants it there."""
        if not self._is_held:
            self._bring_into_view()
            return
        from editor.gui.writing.sheet.reading_modes import hold_line

        block, number = self._walker.drawn(self._caret())[:2]
        hold_line(self, self._layout, block, number)

    def _bring_into_view(self) -> None:
        rect = self.caret_rect()
        height = self.viewport().height()
        if rect.top() < 0 or rect.bottom() > height:
            self.ensureCursorVisible()
            if self._folds.at(self.textCursor().position()):  # Qt thinks of its words alone
                self._scroll_to_card()

    def _scroll_to_card(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        for step in (1, -1):
            while True:
                rect, value = self.caret_rect(), bar.value()
                if not (rect.bottom() > height > rect.height() if step > 0 else rect.top() < 0):
                    break
                bar.setValue(value + step)
                if bar.value() == value:
                    break

    def type_words(self, words: str, *, apart: bool = False) -> None:
        """Put `words` in the place of the selection, as a key does; `apart`: one undo does not
        take back more. Qt's own way asks its own layout of the block, which is laid out only
        after this one is painted."""
        self._signs.settle()
        cursor = self.textCursor()
        # Said before, for Qt asks for the caret in the middle of it.
        end = cursor.selectionStart() + codec.units(words)
        self._clinging = Caret(end, trailing=not words.endswith(_NEW_LINE))
        self._layout.typing = True
        self._keyboard.heard(words)
        if apart:
            cursor.beginEditBlock()
        codec.write_plainly(cursor, words)
        if apart:
            cursor.endEditBlock()
        self._layout.typing = False
        self.show_caret()

    def cling(self, *, trailing: bool) -> None:
        """What was typed is before the caret: it clings to that."""
        self._clinging = Caret(self.textCursor().position(), trailing)

    def _on_caret_moved(self) -> None:
        cursor = self.textCursor()
        if cursor.position() != self._clinging.position:
            self._goal = None
        self._blink.restart()
        block = cursor.block()
        self._tell_layout(block)
        if self._layout.typing and not self._had_selection:
            return  # the line is painted anyway
        self.meet_folds()
        number = block.blockNumber()
        if number != self._tinted or cursor.hasSelection() or self._had_selection:
            self.viewport().update()
        else:
            self.viewport().update(self._block_rect(block).toAlignedRect())
        self._tinted, self._had_selection = number, cursor.hasSelection()

    def _tell_layout(self, block: QTextBlock) -> None:
        """What is shown only where the caret is, is shown there now."""
        before, number = self._layout.aspects.caret_line, block.blockNumber()
        self._layout.aspects.caret_line = number
        if before != number and self._layout.aspects.keyboard:
            left = self.document().findBlockByNumber(before)
            self._layout.forget([each for each in (left, block) if each.length() == 1])
        self._signs.follow(number)
        if before != number:
            self._folds.follow()

    def commit_unfinished(self) -> None:
        """End an input method's word before something else happens to the text."""
        if self._unfinished():
            QGuiApplication.inputMethod().commit()
        if self._unfinished():  # it does not answer
            QGuiApplication.sendEvent(self, QInputMethodEvent())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._signs.settle()
        self._unfinished_caret = len(event.preeditString())
        for attribute in event.attributes():
            if attribute.type == QInputMethodEvent.AttributeType.Cursor:
                self._unfinished_caret = attribute.start
        cursor = self.textCursor()
        if event.commitString() and codec.is_behind_foreign_ending(cursor):
            cursor.beginEditBlock()
            codec.clear_for_writing(cursor)
            self.setTextCursor(cursor)
            super().inputMethodEvent(event)
            cursor.endEditBlock()
        else:
            super().inputMethodEvent(event)
        if event.commitString():
            self._keyboard.heard(event.commitString())
            self.cling(trailing=not event.commitString().endswith(_NEW_LINE))

    # --- keys that move -------------------------------------------------------------------------

    def move_by_key(self, event: QKeyEvent) -> bool:
        """Obey a key that moves the caret; False where it is another key."""
        from editor.gui.writing.sheet.keys_of_movement import movement

        found = movement(event)
        if found is None:
            return False
        self.go(found.way, keep=found.keep)
        event.accept()
        return True

    def go(self, way: Way, *, keep: bool = False) -> None:
        """Move the caret; with `keep` the selection reaches to it."""
        self.commit_unfinished()
        self._signs.settle()
        caret = self._caret()
        goal = self._goal if self._goal is not None else self._walker.drawn(caret)[2]
        made = self._led(caret, way, goal, keep=keep)
        if self._signs.expect(self.document().findBlock(made.position).blockNumber()):
            made = self._led(caret, way, goal, keep=keep)
        if way in (Way.PAGE_UP, Way.PAGE_DOWN):
            bar = self.verticalScrollBar()
            step = bar.pageStep() if way is Way.PAGE_DOWN else -bar.pageStep()
            bar.setValue(bar.value() + step)
        self.put_caret(made, keep=keep)
        self.show_caret()
        self._goal = goal if way in VERTICAL else None

    def _led(self, caret: Caret, way: Way, goal: float, *, keep: bool) -> Caret:
        """Where `way` leads, as the lines are now; with Up and Down at the x `goal`."""
        fold = self._folds.chosen()
        if fold and way in SIDEWAYS:
            return self._walker.at(self._beside(fold, forward=self._is_onward(way)))
        if fold and way not in VERTICAL and way not in (Way.START, Way.END):
            return Caret(fold.start + 1)
        if self.textCursor().hasSelection() and not keep and way in (Way.LEFT, Way.RIGHT):
            return self._edge_of_selection(right=way is Way.RIGHT)
        if way in (Way.UP, Way.DOWN):
            return self._walker.vertical(caret, goal, down=way is Way.DOWN)
        if way in (Way.PAGE_UP, Way.PAGE_DOWN):
            height = max(self.viewport().height() - 2 * self._looks.slots[0], self._looks.slots[0])
            return self._walker.page(caret, goal, height, down=way is Way.PAGE_DOWN)[0]
        return self._walker.go(caret, way)

    def _is_onward(self, way: Way) -> bool:
        right = way in (Way.RIGHT, Way.WORD_RIGHT)
        return right is not (self._directions.post is Direction.RTL)

    def _edge_of_selection(self, *, right: bool) -> Caret:
        """Where the selection ends on that side of the screen."""
        cursor = self.textCursor()
        ends = [self._walker.at(cursor.selectionStart()), self._walker.at(cursor.selectionEnd())]
        places = [self._walker.drawn(caret) for caret in ends]
        if places[0][:2] == places[1][:2]:
            first_is_right = places[0][2] > places[1][2]
            return ends[0] if first_is_right is right else ends[1]
        forward = right is not self._layout.shown(cursor.block()).is_rtl
        return ends[1] if forward else ends[0]

    # --- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # of others nobody may hear the end
            self._signs.hold()
        self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._signs.hold()
        self._pointer.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)
        self._signs.let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        self._pointer.drop(event)
        self._signs.settle()
