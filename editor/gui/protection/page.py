"""What every page of the gate and of the passphrase dialogs is made of. Thread: GUI."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from editor.gui import icons
from editor.gui.theme import Tokens
from editor.gui.widgets import label

_BADGE = 56  # pixels across
_SIGN = 26


class Page(QWidget):
    """A heading, a few words, whatever `column` is given, trouble and a busy sign where there are
    any, and buttons at the foot."""

    def __init__(
        self,
        tokens: Tokens,
        heading: str,
        words: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.setAccessibleName(heading)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(8)
        if icon:
            self._outer.addWidget(_badge(icon, tokens), 0, Qt.AlignmentFlag.AlignLeading)
            self._outer.addSpacing(8)
        self.heading = label(heading, "heading", wrap=True)
        self._outer.addWidget(self.heading)
        self.words = label(words, "muted", wrap=True)
        self.words.setVisible(bool(words))
        self._outer.addWidget(self.words)
        self._outer.addSpacing(4)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        self._outer.addLayout(self.column)
        self.trouble = label("", "warning", wrap=True)
        self.trouble.hide()
        self._outer.addWidget(self.trouble)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        self._outer.addWidget(self.bar)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(0, 10, 0, 0)
        self._foot.setSpacing(8)
        self._outer.addLayout(self._foot)

    def put_at_foot(self, *buttons: QPushButton | None) -> None:
        """Buttons from the leading to the trailing edge; None pushes the rest away."""
        for each in buttons:
            if each is None:
                self._foot.addStretch(1)
            else:
                self._foot.addWidget(each)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong; nothing: hide it."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def begin(self) -> None:
        """Show the page for the first time or again: put the keyboard where it belongs."""

    def forget(self) -> None:
        """Empty every field that holds a secret."""


def strong(button: QPushButton) -> QPushButton:
    """The one button that goes on; Return presses it in a dialog."""
    button.setProperty("look", "strong")
    button.setDefault(True)
    return button


def _badge(icon: str, tokens: Tokens) -> QLabel:
    made = QLabel()
    made.setProperty("look", "badge")
    made.setFixedSize(_BADGE, _BADGE)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setPixmap(icons.pixmap(icon, tokens.accent, _SIGN, made.devicePixelRatioF()))
    return made
