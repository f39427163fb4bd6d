"""Where an editor's letters really stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from editor.gui.writing.editor import WritingEditor

Open = Callable[..., WritingEditor]


@dataclass(frozen=True)
class Set:
    """Where a line's letters stand: distances from the column's left edge, in pixels."""

    left: float
    right: float
    first: float  # the middle of the first character
    last: float
    width: float  # of the column

    @property
    def is_at_left(self) -> bool:
        return abs(self.left) < 1.5

    @property
    def is_at_right(self) -> bool:
        return abs(self.right - self.width) < 1.5

    @property
    def reads_from_right(self) -> bool:
        """The first character stands to the right of the last one."""
        return self.first > self.last


def measure(editor: WritingEditor, number: int, line: int = 0) -> Set:
    """The letters of a line of block `number`."""
    block = editor.document().findBlockByNumber(number)
    editor.look()
    left, width = editor.column()
    set_line = editor.shown(block).layout.lineAt(line)
    rect = set_line.naturalTextRect()
    edge = left - editor.viewport().x()
    end = set_line.textStart() + set_line.textLength()
    first, last = (
        (set_line.cursorToX(at)[0] + set_line.cursorToX(at + 1)[0]) / 2 - edge
        for at in (set_line.textStart(), max(end - 1, 0))
    )
    return Set(rect.left() - edge, rect.right() - edge, first, last, width)


def put_caret(editor: QPlainTextEdit, position: int, anchor: int | None = None) -> None:
    """Positions are the document's."""
    cursor = editor.textCursor()
    cursor.setPosition(position if anchor is None else anchor)
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def type_words(widget: QWidget, words: str) -> None:
    """Key by key, as a keyboard of any script does it."""
    for character in words:
        key = Qt.Key.Key_Return if character == "\n" else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)
