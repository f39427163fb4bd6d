"""The pane at the end of the window: preview, details of the post, or what the sync did."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from editor.gui import icons
from editor.gui.theme import Theme
from editor.gui.widgets import label
from editor.system.translation import gettext as _


class SidePane(QWidget):
    """One page at a time; pages other than the preview carry a title and a way back."""

    back_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(300)
        self._wanted = ""
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())  # seen until the wanted page is there, and no other
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def add(self, name: str, page: QWidget, title: str = "") -> None:
        """Keep `page` under `name`; with a title it gets a head line and a closing button."""
        framed = self._frame(page, title) if title else page
        self._pages[name] = framed
        self._stack.addWidget(framed)
        if name == self._wanted:
            self._stack.setCurrentWidget(framed)

    def show_page(self, name: str) -> None:
        """Bring the page `name` to the front, as soon as it is there."""
        self._wanted = name
        if name in self._pages:
            self._stack.setCurrentWidget(self._pages[name])

    def focus_page(self) -> None:
        """Let the keyboard into the page in front."""
        front = self._stack.currentWidget()
        for inside in front.findChildren(QWidget) if front is not None else []:
            takes = inside.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and inside.isEnabled() and inside.isVisible():
                inside.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    @property
    def page(self) -> str:
        """The name of the page in front; empty before there is any."""
        front = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is front), "")

    def _frame(self, page: QWidget, title: str) -> QWidget:
        framed = QWidget()
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 4)
        head.addWidget(label(title, "heading"), 1)
        back = QToolButton()
        icons.dress(back, "x", self._theme.tokens)
        back.setAccessibleName(_("Close"))
        back.setToolTip(_("Close"))
        back.clicked.connect(lambda _checked=False: self.back_wanted.emit())
        head.addWidget(back)
        column = QVBoxLayout(framed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(page, 1)
        return framed
