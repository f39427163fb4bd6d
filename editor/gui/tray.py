"""The words of the indicator beside the system's clock, where there is such a place and the author
wants it. It shows and offers; closing the window ends Midad with it or without it. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from editor.gui import icons
from editor.gui.instance import come_to_front
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow

_SIDE = 64  # pixels; the system makes it as small as its place
_SIGN = 40


def has_place() -> bool:
    """True where the system has a place for it."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def disc(name: str, mood: str, tokens: Tokens) -> QPixmap:
    """The state's sign on a disc of its own: what is below it, light or dark, nobody knows."""
    made = QPixmap(_SIDE, _SIDE)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = {"warning": tokens.warning, "waiting": tokens.accent}.get(mood, tokens.muted)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(QPointF(_SIDE / 2, _SIDE / 2), _SIDE / 2, _SIDE / 2)
    at = (_SIDE - _SIGN) // 2
    painter.drawPixmap(at, at, icons.pixmap(name, tokens.on_accent, _SIGN))
    painter.end()
    return made


class Tray(QObject):
    """Of one window; goes with it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._menu: QMenu | None = None
        self.icon: QSystemTrayIcon | None = None
        window.lookout.changed.connect(self._say)
        window.theme.changed.connect(lambda _tokens: self._say())
        window.closed.connect(self._put_away)

    def show(self, on: bool) -> None:
        """Show it or put it away; in the language in force."""
        self._put_away()
        if not on or not has_place():
            return
        self._menu = self._make_menu()
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_icon_activated)
        self._say()
        self.icon.show()

    def _make_menu(self) -> QMenu:
        menu, actions = QMenu(self._window), self._window.frame.actions_by_name
        menu.addAction(_("Show Midad"), lambda: come_to_front(self._window))
        menu.addAction(_("How the blogs stand"), self._show_details)
        menu.addSeparator()
        menu.addAction(actions["sync"])
        menu.addAction(actions["pause"])
        menu.addSeparator()
        menu.addAction(actions["quit"])
        return menu

    def _say(self) -> None:
        if self.icon is not None:
            told = self._window.lookout.told()
            self.icon.setIcon(QIcon(disc(told.icon, told.mood, self._window.theme.tokens)))
            self.icon.setToolTip(f"Midad · {told.words}")

    def _put_away(self) -> None:
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _show_details(self) -> None:
        come_to_front(self._window)
        self._window.panes.show_over("sync")

    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            come_to_front(self._window)
