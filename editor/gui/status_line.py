"""The quiet line below all panes: saved, counted, and which way the words run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor.domain.post import Direction
from editor.gui import icons, phrases
from editor.gui.theme import Theme
from editor.gui.widgets import label
from editor.system.translation import ngettext

if TYPE_CHECKING:
    from editor.text.counting import Counts

HEIGHT = 30
_HINT = 8000  # milliseconds


class StatusLine(QWidget):
    """Texts only; nothing here is to be pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._tick = QLabel()
        self.saved = label("", "small")
        self.words = label("", "small")
        self.characters = label("", "small")
        self.language = label("", "small")
        self.direction = label("", "small")
        self.standing = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        mark = QHBoxLayout()
        mark.setSpacing(6)
        mark.addWidget(self._tick)
        mark.addWidget(self.saved)
        row.addLayout(mark)
        for one in (self.words, self.characters, self.language, self.direction):
            row.addWidget(one)
        self.hinted = label("", "small")
        self.hinted.hide()
        row.addWidget(self.hinted)
        row.addStretch(1)
        row.addWidget(self.standing)
        self._hinting = QTimer(self)
        self._hinting.setSingleShot(True)
        self._hinting.timeout.connect(self._end_hint)
        self._icon = ""
        theme.changed.connect(lambda _tokens: self._draw())

    def hint(self, text: str) -> None:
        """Say why a key did nothing, for as long as it takes to read it."""
        self.hinted.setText(text)
        self._show_hint(True)
        self._hinting.start(_HINT)

    def _end_hint(self) -> None:
        self._hinting.stop()
        self._show_hint(False)

    def _show_hint(self, shown: bool) -> None:
        self.hinted.setVisible(shown)
        for one in (self.words, self.characters, self.direction, self.standing):
            one.setVisible(not shown)
        self.language.setVisible(not shown and bool(self.language.text()))

    def say_saved(self, text: str, icon: str) -> None:
        """How the saving stands."""
        self.saved.setText(text)
        self._icon = icon
        self._draw()

    def count(self, counts: Counts) -> None:
        """Words and characters, in the interface's digits and its plural forms."""
        n = counts.words
        self.words.setText(ngettext("{n} word", "{n} words", n).format(n=phrases.number(n)))
        n = counts.characters
        self.characters.setText(
            ngettext("{n} character", "{n} characters", n).format(n=phrases.number(n))
        )

    def tell_direction(self, language: str, direction: Direction) -> None:
        """The post's language in its own words, and its direction."""
        self.language.setText(phrases.language_name(language))
        self.language.setVisible(bool(language) and self.hinted.isHidden())
        self.direction.setText(phrases.direction_name(direction))

    def clear(self) -> None:
        """No post is open."""
        self._end_hint()
        for one in (self.saved, self.words, self.characters, self.language, self.direction):
            one.clear()
        self.standing.clear()
        self._icon = ""
        self._draw()

    def _draw(self) -> None:
        if not self._icon:
            self._tick.clear()
            return
        tokens = self._theme.tokens
        colour = tokens.warning if self._icon == "triangle-alert" else tokens.muted
        self._tick.setPixmap(icons.pixmap(self._icon, colour, 14, self.devicePixelRatioF()))
