"""The window in the notebook's place while it is closed: locked, or being encrypted. It knows
nothing of what is in the notebook, and says nothing of it. Thread: GUI.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from editor.gui import icons
from editor.gui.protection.page import Page
from editor.gui.theme import Theme

_WIDTH = 440  # of the card
_USUAL = QSize(1440, 900)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a window stands: its geometry when it is neither large nor small, and its state."""

    geometry: QRect
    state: Qt.WindowState


def spot_of(window: QWidget) -> Spot:
    """Where `window` stands, for what comes in its place."""
    large = window.isMaximized() or window.isFullScreen()
    return Spot(window.normalGeometry() if large else window.geometry(), window.windowState())


class Gate(QWidget):
    """Shows one page at a time in a card. `closed`: the author wants to end Midad."""

    closed = Signal()

    def __init__(self, theme: Theme, spot: Spot | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Midad")
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self.page: Page | None = None
        theme.changed.connect(self._on_theme_changed)
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._card.setFixedWidth(_WIDTH)
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(32, 30, 32, 26)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(16, 16, 16, 16)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        area = QScrollArea()  # a small window still reaches every button
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(held)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        if spot is None:
            self.resize(_USUAL.boundedTo(self.screen().availableSize()))
        else:
            self.setGeometry(spot.geometry)
            self.setWindowState(spot.state)

    def show_page(self, page: Page) -> None:
        """Show `page`; the one before is gone, with everything that was typed into it."""
        old, self.page = self.page, page
        self._inside.addWidget(page)
        if old is not None:
            old.forget()
            old.hide()
            old.deleteLater()
        self.show()
        self.activateWindow()
        page.begin()

    def _on_theme_changed(self, _tokens: object) -> None:
        icons.dress_again(self, self.theme.tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None:
            self.page.forget()
        event.accept()
        self.closed.emit()
