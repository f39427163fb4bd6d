"""The part of a text widget that scrolls, made by us.

Asked for one that Qt made, the binding first reads through every class of widget there is to
find out which it has: 10 ms before the first paint. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPlainTextEdit, QWidget


def take_viewport(editor: QPlainTextEdit) -> None:
    """Give `editor` a viewport like the one Qt gave it."""
    made = QWidget(editor)
    made.setObjectName("qt_scrollarea_viewport")  # Qt's own name for it
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    made.setAcceptDrops(True)
    made.setCursor(Qt.CursorShape.IBeamCursor)
    editor.document().documentLayout().setPaintDevice(made)  # it measured for the one before
    editor.setViewport(made)
