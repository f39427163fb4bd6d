"""A few lines that the author writes instead of both versions: plain text, every block in its own
direction, as high as it needs to be. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from editor.domain.post import Direction
from editor.gui.fonts import interface_font
from editor.gui.writing import codec
from editor.text.blocks import cut
from editor.text.direction import block_direction
from editor.text.lines import split_lines

_PIXELS = 15
_PADDING = 8  # pixels
_LEAST, _MOST = 44, 260  # pixels high
_QT = {
    Direction.RTL: Qt.LayoutDirection.RightToLeft,
    Direction.LTR: Qt.LayoutDirection.LeftToRight,
}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OwnWords(QTextEdit):
    """edited: the author changed the text (never `load`). `direction`: of the post."""

    edited = Signal()

    def __init__(self, direction: Direction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._direction = direction
        self._is_silent = False
        self.setProperty("look", "page")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(interface_font(_PIXELS))
        self.document().setDocumentMargin(_PADDING)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)

    def load(self, text: str) -> None:
        """Show `text`, with nothing to undo."""
        self._is_silent = True
        codec.load(self.document(), text)
        self.document().setUndoRedoEnabled(False)
        self._turn(joined=False)
        self.document().setUndoRedoEnabled(True)
        self._is_silent = False
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()

    def text(self) -> str:
        """Every character as the author has it."""
        return codec.read(self.document())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & _SHIFT:
            self.textCursor().insertBlock()  # else Qt puts in a character that is no line's end
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_text_changed(self) -> None:
        if self._is_silent:
            return
        self._is_silent = True
        self._turn(joined=True)
        self._is_silent = False
        self._fit()
        self.edited.emit()

    def _turn(self, *, joined: bool) -> None:
        """Let each line run as its block does; `joined`: as a part of the step before."""
        document = self.document()
        line: QTextBlock = document.firstBlock()
        for block in cut(codec.read_lines(document)):
            wanted = _QT[block_direction(block, self._direction)]
            for _line in split_lines(block.text):
                if line.isValid() and line.blockFormat().layoutDirection() != wanted:
                    _run(line, wanted, joined=joined)
                line = line.next()
        while line.isValid():  # behind the last line's end
            own = _QT[self._direction]
            if line.blockFormat().layoutDirection() != own and not line.text():
                _run(line, own, joined=joined)
            line = line.next()

    def _fit(self) -> None:
        wanted = round(self.document().size().height()) + 4
        self.setFixedHeight(min(max(wanted, _LEAST), _MOST))


def _run(line: QTextBlock, direction: Qt.LayoutDirection, *, joined: bool) -> None:
    cursor = QTextCursor(line)
    look = line.blockFormat()
    look.setLayoutDirection(direction)
    cursor.joinPreviousEditBlock() if joined else cursor.beginEditBlock()
    cursor.setBlockFormat(look)
    cursor.endEditBlock()
