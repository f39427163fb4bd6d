"""The caret's blinking: lit while the author types, then on and off as the system has it.

Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication


class Blink(QObject):
    """changed: lit or not lit."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_lit = False
        self._moved = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """The caret has the focus."""
        self.is_lit = True
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if flash >= 2:  # 0: it shall not blink
            self._timer.start(flash // 2)
        self.changed.emit()

    def restart(self) -> None:
        """It moved: it is lit, and stays so for half a period at least."""
        if self._timer.isActive():
            self._moved = self.is_lit = True

    def stop(self) -> None:
        """The focus is elsewhere."""
        self._timer.stop()
        self.is_lit = False
        self.changed.emit()

    def _on_timer_timeout(self) -> None:
        if self._moved:
            self._moved = False
            return
        self.is_lit = not self.is_lit
        self.changed.emit()
