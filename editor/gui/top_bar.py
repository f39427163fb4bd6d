"""The bar above all panes: what to write, how things stand, what to show, what to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QToolButton, QWidget

from editor.gui import icons
from editor.gui.standing import Label
from editor.gui.theme import Theme
from editor.gui.widgets import ActionButton, look, tool_button
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from editor.gui.publishing.condition import Told

HEIGHT = 52
_ICONS = {
    "new": "square-pen",
    "library": "panel-left",
    "details": "sliders-horizontal",
    "preview": "eye",
    "calm": "maximize",
    "sync": "refresh-cw",
}


class TopBar(QWidget):
    """Buttons for the window's actions around a chip that says how things stand."""

    def __init__(self, actions: dict[str, QAction], menu: QMenu, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        for name, icon in _ICONS.items():
            icons.dress(actions[name], icon, theme.tokens)
        icons.dress(actions["publish"], "send", theme.tokens, "on_accent")
        # In the menu it would stand on another ground.
        actions["publish"].setIconVisibleInMenu(False)
        self.menu = self._make_menu_button(menu)
        self.state = ActionButton(actions["state"], "state")
        self.state.setProperty("mood", "calm")
        self.state.hide()  # until something is known
        self.publish = ActionButton(actions["publish"], "strong")
        icons.dress(actions["changes"], "git-compare", theme.tokens)
        self.changes = tool_button(actions["changes"])
        self.changes.hide()

        start, end = QHBoxLayout(), QHBoxLayout()
        for row in (start, end):
            row.setSpacing(8)
        start.addWidget(self.menu)
        start.addWidget(ActionButton(actions["new"]))
        start.addStretch(1)
        end.addStretch(1)
        for name in ("library", "details", "preview", "calm", "sync"):
            end.addWidget(tool_button(actions[name]))
        end.addSpacing(4)
        end.addWidget(self.changes)
        end.addWidget(self.publish)

        grid = QGridLayout(self)
        grid.setContentsMargins(12, 0, 12, 0)
        grid.addLayout(start, 0, 0)
        grid.addWidget(self.state, 0, 1, Qt.AlignmentFlag.AlignCenter)
        grid.addLayout(end, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def _make_menu_button(self, menu: QMenu) -> QToolButton:
        made = QToolButton()
        icons.dress(made, "menu", self._theme.tokens)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(menu)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(_("Menu"))
        made.setToolTip(_("Menu (F10)"))
        return made

    def show_state(self, action: QAction, told: Told) -> None:
        """Say how things stand."""
        token = {"warning": "warning", "waiting": "accent"}.get(told.mood, "muted")
        action.setText(told.words)
        action.setToolTip(told.tooltip)
        icons.dress(action, told.icon, self._theme.tokens, token)
        self.state.show()
        if self.state.property("mood") != told.mood:
            look(self.state, "state", told.mood)

    def show_publish(self, action: QAction, label: Label) -> None:
        """Say what the publish button would do."""
        action.setText(label.words)
        action.setToolTip(label.why)
        action.setEnabled(label.can)
