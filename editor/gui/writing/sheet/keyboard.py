"""Which way the keyboard writes: as the system tells, and as the last letter that was typed.

Not every system tells of a switch; then the first letter does. Thread: GUI.
"""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from editor.domain.post import Direction


class Keyboard(QObject):
    """turned: it writes the other way now."""

    turned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.direction: Direction | None = None  # None: nobody said yet
        QGuiApplication.inputMethod().inputDirectionChanged.connect(self._on_input_direction)

    def heard(self, text: str) -> None:
        """`text` was typed."""
        for character in text:
            kind = bidirectional(character)
            if kind in ("R", "AL"):
                self._turn(Direction.RTL)
            elif kind == "L":
                self._turn(Direction.LTR)

    def _on_input_direction(self, direction: Qt.LayoutDirection) -> None:
        rtl = direction == Qt.LayoutDirection.RightToLeft
        self._turn(Direction.RTL if rtl else Direction.LTR)

    def _turn(self, direction: Direction) -> None:
        if direction is not self.direction:
            self.direction = direction
            self.turned.emit()
