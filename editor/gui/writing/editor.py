"""The widget the author writes in: plain Markdown, every block in its own direction.

Thread: GUI. Offsets in its interface are code points of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction, Format
from editor.gui.writing import clipboard, codec
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.chords import ChordWatch
from editor.gui.writing.directed_sheet import DirectedSheet
from editor.gui.writing.folding.islands import Islands
from editor.gui.writing.hands import Hands
from editor.gui.writing.markdown import commands

if TYPE_CHECKING:
    from editor.gui.writing.markdown.passage import Opens
    from editor.gui.writing.printing import Sheets

_Key, _Modifier, _Move = Qt.Key, Qt.KeyboardModifier, QTextCursor.MoveOperation
_KEEP = QTextCursor.MoveMode.KeepAnchor
_PLAINLY = _Modifier.ControlModifier | _Modifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Place:
    """Where the author is: the selection, and the line at the top of the view."""

    anchor: int = 0
    caret: int = 0
    top: int = 0


class WritingEditor(DirectedSheet):
    """Shows and edits one body. Its signals are past facts.

    text_edited: the author changed the text (never `load`).
    pictures_dropped: picture files were dropped or pasted; their paths.
    picture_to_describe, picture_to_replace: what is wanted of a picture, a PictureMark.
    web_pictures_pasted: so many addresses of pictures came with rich text.
    picture_pasted: a picture without a file was pasted; a QImage.
    pasted: words came from outside; the text as it went in.
    direction_wanted: the author pressed the keys for a Direction of the block.
    hinted: a sentence that tells the author why a key did nothing, and what would.
    """

    text_edited = Signal()
    pictures_dropped = Signal(list)
    picture_to_describe = Signal(object)
    picture_to_replace = Signal(object)
    web_pictures_pasted = Signal(int)
    picture_pasted = Signal(QImage)
    pasted = Signal(str)
    direction_wanted = Signal(Direction)
    hinted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self._hands = Hands(self)
        self.islands = Islands(self, self._folds)
        self._chords = ChordWatch(self)
        self._chords.chosen.connect(self.direction_wanted)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self._on_moved)
        self.selectionChanged.connect(self._on_moved)

    def take_choices(self, choices: WritingChoices) -> None:
        """Show the writing, move in it and write as the author chose."""
        super().take_choices(choices)
        self._hands.is_smart = choices.smart_punctuation

    # --- the text -----------------------------------------------------------------------------

    def load(self, text: str, format: Format = Format.MARKDOWN) -> None:
        """Show another text. Nothing to undo, nothing edited, the caret at its beginning.

        HTML is shown as its source: monospace, left to right."""
        self._pause.stop()
        self._format = format
        self._settle()
        document = self.document()
        self._silent = True
        self._forget_islands()
        codec.load(document, text)
        self._layout.folded.doubtful = None  # all of it is looked at now
        self._silent = False
        self.islands.tell()
        self.set_source(format is Format.HTML)
        self._recut()
        self.moveCursor(_Move.Start)
        self.verticalScrollBar().setValue(0)  # a view that was never shown scrolls in vain

    def text(self) -> str:
        """The text, every character as the author has it."""
        return codec.read(self.document())

    def sheets(self, title: str) -> Sheets:
        """The text as it is printed."""
        from editor.gui.writing.printing import Sheets

        direction, showing = self._directions.post, self._layout.aspects.showing
        return Sheets(title, self.text(), direction, self._format, self._looks, showing)

    def place(self) -> Place:
        """Where the author is, to come back to."""
        document, cursor = self.document(), self.textCursor()
        top = self.firstVisibleBlock()
        return Place(
            codec.offset_of(document, cursor.anchor()),
            codec.offset_of(document, cursor.position()),
            codec.offset_of(document, top.position()) if top.isValid() else 0,
        )

    def go_to(self, place: Place) -> None:
        """Come back to a place; the end of the text where it is shorter now."""
        document, cursor = self.document(), self.textCursor()
        cursor.setPosition(codec.position_of(document, place.anchor))
        cursor.setPosition(codec.position_of(document, place.caret), _KEEP)
        self.setTextCursor(cursor)
        top = document.findBlock(codec.position_of(document, place.top))
        self.verticalScrollBar().setValue(top.firstLineNumber())

    def caret(self) -> int:
        """The caret, in code points."""
        return codec.offset_of(self.document(), self.textCursor().position())

    @property
    def has_unfinished_word(self) -> bool:
        """True while an input method is at work."""
        return self._unfinished() is not None

    def _on_moved(self) -> None:
        # Who hears of it asks what the caret stands in: not before a key is painted.
        if not (self._layout.typing and self.isVisible()):
            if self._folds.are_there:
                self.islands.tell()
            self.caret_moved.emit()

    def _on_looking(self) -> None:
        super()._on_looking()
        self.caret_moved.emit()

    # --- what happened ------------------------------------------------------------------------

    def _on_contents_changed(self) -> None:
        if not self._silent:
            self._sweeping.stop()
            self._pause.start()
            if self._layout.folded.are_there and self._is_rebuilt():
                self.look()  # before anybody sees what is folded
            self.text_edited.emit()

    def _is_rebuilt(self) -> bool:
        """True where an edit may have brought an island, or taken one apart."""
        doubtful = self._layout.folded.doubtful
        return self._layout.folded.is_torn or (
            doubtful is not None and doubtful[1] - doubtful[0] > 1
        )

    # --- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._chords.heard(event):
            return
        if self._folds.are_there and self.islands.press(event):
            event.accept()
            return
        if self._hands.write(event):  # most keys: nothing else is asked of them
            event.accept()
            return
        key, modifiers = event.key(), event.modifiers()
        if self.move_by_key(event):
            return
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom(-1)
        elif key == _Key.Key_0 and modifiers == _Modifier.ControlModifier:
            self.reset_zoom()
        elif key == _Key.Key_V and modifiers == _PLAINLY:
            self.paste_plain()
        elif self._hands.press(event):
            event.accept()
        else:
            before = self.textCursor().position(), self.document().revision()
            super().keyPressEvent(event)
            if before != (self.textCursor().position(), self.document().revision()):
                self.show_caret()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._chords.heard(event):
            super().keyReleaseEvent(event)

    def apply(self, command: commands.Command) -> bool:
        """Run a formatting command on the selection, as one step to undo; False where there was
        nothing to do. It sees the whole text."""
        return self._apply(command, None)

    def apply_here(self, command: commands.Command) -> bool:
        """The same for a command that needs no more than the blocks around the selection."""
        return self._apply(command, lambda block: self._directions.facts(block).opens)

    def _apply(self, command: commands.Command, opens: Opens | None) -> bool:
        from editor.gui.writing.markdown.passage import run

        self.commit_unfinished()
        self.look()
        if self._folds.are_there:
            command = self.islands.sparing(command)
        cursor = self.textCursor()
        done = run(command, cursor, opens)
        if done:
            self.setTextCursor(cursor)
            if self._folds.are_there and cursor.hasSelection():
                self.look()
                self._folds.look([self.document().findBlock(cursor.selectionStart())])
                self.take(cursor.anchor(), cursor.position())
            self.show_caret()
        return done

    def type_words(self, words: str, *, apart: bool = False) -> None:
        """As the sheet does; never over an island."""
        if not self._folds.are_there or self.islands.may_write():
            super().type_words(words, apart=apart)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():
            event.ignore()  # Qt would write
            return
        if self._folds.are_there and not self._takes(event):
            event.accept()
            return
        if self._hands.commit(event):
            event.accept()
            return
        # An unfinished word is no edit, though the document says so.
        words = event.commitString() or event.replacementLength()
        self._silent = not words and not self.textCursor().hasSelection()
        super().inputMethodEvent(event)
        self._silent = False

    def _takes(self, event: QInputMethodEvent) -> bool:
        """False where an input method would write over an island."""
        words = event.preeditString() or event.commitString() or event.replacementLength()
        return not words or self.islands.may_write()

    # The pointer comes to the viewport, where the watch hears nothing of it.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._chords.cancel()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._chords.cancel()
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        rect = self.caret_rect().toAlignedRect()
        at = rect.center() if by_key else event.pos()
        if not by_key and self.is_on_card(QPointF(at)):
            self.choose_island(self.caret_at(QPointF(at)).position)
        from editor.gui.writing.context_menu import context_menu
        from editor.gui.writing.picture_rows import add_rows

        menu = context_menu(self, at, self.paste_plain)
        add_rows(menu, self, self.cursorForPosition(at).position())
        if self._folds.are_there:
            self.islands.add_rows(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        below = self.viewport().mapToGlobal(rect.bottomLeft())
        menu.popup(below if by_key else event.globalPos())

    # --- clipboard ----------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.copied(self.textCursor())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from editor.gui.writing.arrivals import can_arrive

        return can_arrive(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from editor.gui.writing.arrivals import take_in

        self.commit_unfinished()
        take_in(self, source)

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if self.canInsertFromMimeData(data) and not self.isReadOnly():
            own = event.source() in (self, self.viewport())
            moves = own and event.proposedAction() == Qt.DropAction.MoveAction
            if self.islands.drop(data, event.position(), moves=moves):
                event.acceptProposedAction()
                return
        super().dropEvent(event)

    def cut(self) -> None:
        if not self.islands.cut():
            super().cut()

    def paste_plain(self) -> None:
        """Paste the words alone, without what made them bold or a link."""
        from editor.gui.writing.arrivals import take_in

        offered: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None: it is empty
        if offered is not None and not self.isReadOnly():
            take_in(self, offered, plain=True)
