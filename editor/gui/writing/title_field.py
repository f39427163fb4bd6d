"""The title above the body: one line in meaning, as many on the screen as it needs.

Thread: GUI.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from editor.domain.post import Direction
from editor.gui.theme import LIGHT, Tokens
from editor.gui.writing import clipboard, codec
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.sheet.typesetting import text_option
from editor.gui.writing.sheet.viewport import take_viewport
from editor.gui.writing.sheet.word_steps import obey
from editor.system.translation import gettext as _
from editor.text.direction import line_direction

if TYPE_CHECKING:
    from editor.gui.writing.title_faces import TitleFaces

_PIXELS = 28
_LEADING = 1.5
_Key = Qt.Key
_DOWN = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab)
_SWALLOWED = (_Key.Key_Direction_L, _Key.Key_Direction_R)


class TitleField(QPlainTextEdit):
    """title_edited: the author changed it. left_below: Enter, Tab, or Down on the last line."""

    title_edited = Signal()
    left_below = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        take_viewport(self)
        self._tokens = LIGHT
        self._post = Direction.LTR
        self._loaded = ""
        self._touched = False
        self._silent = False
        self._faces: TitleFaces | None = None  # sets the faces that the font's order does not
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.document().setDefaultCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self.retranslate()
        self.set_theme(LIGHT)
        self.take_looks(Looks())
        self._turn()

    def take_looks(self, looks: Looks) -> None:
        """Be set in the faces of the writing; the size is the title's own."""
        font = QFont(looks.font)
        font.setPixelSize(_PIXELS)
        font.setWeight(QFont.Weight.Bold)
        self.setFont(font)
        self._leave_room(looks, QFontMetricsF(font))
        self._silent = True  # to Qt another face is an edit
        if self._faces is not None:
            self._faces.setDocument(None)
            self._faces = None
        if looks.has_own_faces:
            from editor.gui.writing.title_faces import TitleFaces

            self._faces = TitleFaces(self.document(), looks)
            self._faces.rehighlight()
        self._silent = False

    def _leave_room(self, looks: Looks, metrics: QFontMetricsF) -> None:
        """Above and below, for vowel signs that reach out of the first line and the last. Qt
        knows one margin for all sides: at the sides it is taken back."""
        above, below = looks.reach(_PIXELS)
        room = 1 + max(0, ceil(above - metrics.ascent()), ceil(below - metrics.descent()))
        document = self.document()
        if room != document.documentMargin():
            self._silent = True
            document.setUndoRedoEnabled(False)  # to Qt a margin is an edit
            document.setDocumentMargin(room)
            document.setUndoRedoEnabled(True)
            document.setModified(False)
            self._silent = False
            self.setViewportMargins(-room, 0, -room, 0)

    def load(self, title: str, post: Direction) -> None:
        """Show another title, in a post of direction `post`. Nothing to undo."""
        self._loaded, self._post = title, post
        self._silent = True
        codec.load(self.document(), clipboard.one_line(title))
        self._silent = False
        self._touched = False
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._turn()

    def title(self) -> str:
        """The title. One that was not touched is given back as it came."""
        return codec.read(self.document()) if self._touched else self._loaded

    def set_post_direction(self, post: Direction) -> None:
        """The direction where the title's own words say none."""
        if post is not self._post:  # said after every key
            self._post = post
            self._turn()

    def set_theme(self, tokens: Tokens) -> None:
        """Take other colours."""
        self._tokens = tokens
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, QColor(tokens.surface)),
            (QPalette.ColorRole.Text, QColor(tokens.ink)),
            (QPalette.ColorRole.Highlight, painting.selection(tokens)),
            (QPalette.ColorRole.HighlightedText, QColor(tokens.ink)),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self._invitation = _("Title")
        self.setAccessibleName(_("Title of the post"))
        self.viewport().update()

    @property
    def direction(self) -> Direction:
        """Which way the title reads."""
        return line_direction(codec.read(self.document()), self._post)

    def _turn(self) -> None:
        wanted = text_option(self.direction)
        if self.document().defaultTextOption().textDirection() != wanted.textDirection():
            self.document().setDefaultTextOption(wanted)
            self.viewport().update()

    def _on_contents_changed(self) -> None:
        if not self._silent:
            self._touched = True
            self._turn()
            self.title_edited.emit()

    def _fit_height(self) -> None:
        block = self.document().firstBlock()
        height = round(self.blockBoundingRect(block).height() + self.document().documentMargin())
        self.setFixedHeight(max(height, round(_PIXELS * _LEADING)) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Its height follows from its width; changing it here would lay out within a layout.
        QTimer.singleShot(0, self, self._fit_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty():
            box = QRectF(self.viewport().rect())
            painting.paint_invitation(
                self.viewport(), self._tokens, self._invitation, box, self._post
            )

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # An unfinished word is no edit, though the document says so.
        words = event.commitString() or event.replacementLength()
        self._silent = not words and not self.textCursor().hasSelection()
        super().inputMethodEvent(event)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SWALLOWED:
            event.accept()
        elif event.key() in _DOWN:
            self.left_below.emit()
        elif event.key() == _Key.Key_Backtab:
            QWidget.focusNextPrevChild(self, False)
        elif event.key() == _Key.Key_Down and self._is_on_last_line():
            self.left_below.emit()
        elif not obey(self, event, rtl=self.direction is Direction.RTL):
            super().keyPressEvent(event)

    def _is_on_last_line(self) -> bool:
        cursor = QTextCursor(self.textCursor())
        return not cursor.movePosition(QTextCursor.MoveOperation.Down)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from editor.gui.writing.context_menu import context_menu

        menu = context_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.copied(self.textCursor())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor = self.textCursor()
        codec.insert(cursor, clipboard.one_line(clipboard.words(source, cursor)))
        self.setTextCursor(cursor)
