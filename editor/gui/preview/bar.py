"""The quiet row above the page: for which screen it is shown, and whether it follows the text.

What else there is to choose for the page is put before them. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from editor.gui import icons
from editor.gui.preview.widths import Width
from editor.gui.theme import LIGHT, Tokens
from editor.system.translation import gettext as _

_ICONS = {
    Width.PANE: "move-horizontal",
    Width.PHONE: "smartphone",
    Width.TABLET: "tablet",
    Width.DESKTOP: "monitor",
}
_FOLLOWS = "arrow-up-down"


def _words() -> dict[Width, str]:
    return {
        Width.PANE: _("As wide as this pane"),
        Width.PHONE: _("As on a phone"),
        Width.TABLET: _("As on a tablet"),
        Width.DESKTOP: _("As on a desktop screen"),
    }


class PreviewBar(QWidget):
    """Says what is chosen; `set_` functions choose without a signal."""

    width_chosen = Signal(Width)
    follows_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = QHBoxLayout()
        """For other choices, at the row's beginning."""
        self._widths = QButtonGroup(self)
        self._by_width = {width: self._button() for width in Width}
        self._follows = self._button()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(0)
        row.addLayout(self.before)
        row.addStretch(1)
        for width, button in self._by_width.items():
            self._widths.addButton(button)
            button.clicked.connect(self._telling(width))
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._follows)
        self._follows.clicked.connect(self.follows_chosen)
        self.set_width(Width.PANE)
        self.set_follows(True)
        self.dress(LIGHT)
        self.retranslate()

    def set_width(self, width: Width) -> None:
        """Show that the page is shown so."""
        self._by_width[width].setChecked(True)

    def set_follows(self, follows: bool) -> None:
        """Show whether text and page scroll together."""
        self._follows.setChecked(follows)

    def dress(self, tokens: Tokens) -> None:
        """Take the theme's colours; later changes come by themselves."""
        for width, button in self._by_width.items():
            icons.dress(button, _ICONS[width], tokens)
        icons.dress(self._follows, _FOLLOWS, tokens)

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        for width, words in _words().items():
            _name(self._by_width[width], words)
        _name(self._follows, _("Scroll the text and the preview together"))
        self.setAccessibleName(_("Preview"))

    def _telling(self, width: Width) -> Callable[[], None]:
        return lambda: self.width_chosen.emit(width)

    def _button(self) -> QToolButton:
        made = QToolButton(self)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made


def _name(button: QToolButton, words: str) -> None:
    button.setToolTip(words)
    button.setAccessibleName(words)
