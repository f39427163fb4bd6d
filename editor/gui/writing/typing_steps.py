"""How much of what was typed one undo takes back: a word, and no more than was typed in one go.

Qt makes one step of all that is typed in a row, be it a whole paragraph. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

REST = 2000  # milliseconds without a key


class TypingSteps(QObject):
    """Hears of each key that types."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)

    def begins(self, before: str, typed: str) -> bool:
        """True where `typed`, behind the character `before`, is a step of its own: where a word
        begins, and after a rest."""
        rested = not self._rest.isActive()
        self._rest.start()
        return rested or begins_word(before, typed)


def begins_word(before: str, typed: str) -> bool:
    """White space belongs to the word before it."""
    return not typed.isspace() and (not before or before.isspace())
