"""Light and dark: the colours of the window, and which of the two is in force.

Thread: GUI. The colours themselves are data that any room of `gui` may read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from editor.gui import icons
from editor.gui.style import style_sheet

SYSTEM, LIGHT_CHOICE, DARK_CHOICE = "system", "light", "dark"
CHOICES = (SYSTEM, LIGHT_CHOICE, DARK_CHOICE)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Named colours, each `#rrggbb`. Text colours reach 4.5 : 1 on every ground they stand on."""

    dark: bool
    paper: str  # the window
    surface: str  # writing, cards, fields
    side: str  # the list
    ink: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    warning: str
    warning_soft: str
    marker: str  # Markdown's own signs: stand back, still readable

    @property
    def grounds(self) -> tuple[str, ...]:
        """What text may stand on."""
        return (self.paper, self.surface, self.side, self.accent_soft)


LIGHT = Tokens(
    dark=False,
    paper="#f7f5f0",
    surface="#ffffff",
    side="#f1eee7",
    ink="#20262e",
    muted="#5c6470",
    line="#e4dfd4",
    accent="#17645f",
    accent_soft="#e2efec",
    on_accent="#ffffff",
    warning="#8a5600",
    warning_soft="#f6ecdb",
    marker="#656c78",
)
DARK = Tokens(
    dark=True,
    paper="#15181c",
    surface="#1b1f24",
    side="#171a1f",
    ink="#e8e5de",
    muted="#949ca6",
    line="#2b3037",
    accent="#63bfb2",
    accent_soft="#1f3431",
    on_accent="#0d1c1a",
    warning="#e0b15a",
    warning_soft="#332b1c",
    marker="#8a929c",
)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1, as WCAG 2 has it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two `#rrggbb` colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palette(tokens: Tokens) -> QPalette:
    """Qt's own roles for what the style sheet does not reach: selections, menus, file dialogs."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.side),
        (role.Text, tokens.ink),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.on_accent),
        (role.ToolTipBase, tokens.ink),
        (role.ToolTipText, tokens.surface),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.line),
        (role.Mid, tokens.line),
        (role.Dark, tokens.muted),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.muted))
    return made


@runtime_checkable
class Coloured(Protocol):
    """A widget that paints with colours of its own, which the style sheet cannot reach."""

    def take_colours(self, tokens: Tokens) -> None:
        """Paint with these from now on."""
        ...


class Theme(QObject):
    """The colours in force. Follows the system until the author chooses."""

    changed = Signal(object)  # Tokens

    def __init__(self, app: QApplication, choice: str = SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice if choice in CHOICES else SYSTEM
        self.tokens = LIGHT
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._dress()

    @property
    def choice(self) -> str:
        """One of CHOICES."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Take `choice` (one of CHOICES) from now on, in every open window."""
        self._choice = choice if choice in CHOICES else SYSTEM
        self._refresh()

    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._refresh()

    def _wanted(self) -> Tokens:
        if self._choice == SYSTEM:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._choice == DARK_CHOICE
        return DARK if dark else LIGHT

    def _refresh(self) -> None:
        if self._wanted() != self.tokens:
            self._dress()
            self.changed.emit(self.tokens)

    def _dress(self) -> None:
        self.tokens = self._wanted()
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens))
        for window in self._app.topLevelWidgets():
            icons.dress_again(window, self.tokens)
            for each in (window, *window.findChildren(QWidget)):
                if isinstance(each, Coloured):
                    each.take_colours(self.tokens)
