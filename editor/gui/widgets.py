"""The few building blocks all panes share: hairlines, buttons, banners, texts.

They take their look from the one style sheet through the property `look`. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor.gui import icons
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _


def look(widget: QWidget, name: str, mood: str = "") -> None:
    """Give `widget` the style sheet's look `name`, in a mood where it has several."""
    widget.setProperty("look", name)
    widget.setProperty("mood", mood)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def hairline(parent: QWidget | None = None, *, vertical: bool = False) -> QFrame:
    """A line one pixel thick."""
    line = QFrame(parent)
    line.setProperty("look", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def label(text: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text; what a blog or a post says is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if name:
        made.setProperty("look", name)
    return made


def button(text: str, on_click: Callable[[], object], name: str = "") -> QPushButton:
    """A push button that does `on_click`."""
    made = QPushButton(text)
    if name:
        made.setProperty("look", name)
    made.clicked.connect(lambda _checked=False: on_click())
    return made


def tool_button(action: QAction, name: str = "", *, words: bool = False) -> QToolButton:
    """A button for `action`: its icon, and its words beside it where `words` is True. The
    tooltip names the shortcut."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setIconSize(QSize(icons.SIZE, icons.SIZE))
    if name:
        made.setProperty("look", name)
    if words:
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return made


class Banner(QFrame):
    """A calm line of news at the foot of the text, with at most a few things to do about it."""

    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("look", "banner")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 4, 6, 4)
        self._row.setSpacing(8)
        self._icon = QLabel()
        self._words = label("", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton()
        icons.dress(self._close, "x", tokens)
        self._close.setAccessibleName(_("Dismiss"))
        self._close.setToolTip(_("Dismiss"))
        self._close.clicked.connect(lambda _checked=False: self.dismiss())
        self._row.addWidget(self._close)
        self.setMinimumHeight(40)
        self.hide()

    def use(self, tokens: Tokens) -> None:
        """Take the colours of `tokens` for what is shown next."""
        self._tokens = tokens

    def say(
        self,
        text: str,
        *deeds: tuple[str, Callable[[], object]],
        warning: bool = False,
        icon: str = "",
    ) -> None:
        """Show `text` and a button for each (words, what to do)."""
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        look(self, "banner", "warning" if warning else "")
        colour = self._tokens.warning if warning else self._tokens.accent
        name = icon or ("triangle-alert" if warning else "circle-check")
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(name, colour, icons.SIZE, ratio))
        self._words.setText(text)
        self._buttons = [button(words, partial(self._do, deed), "link") for words, deed in deeds]
        for at, made in enumerate(self._buttons):
            self._row.insertWidget(2 + at, made)
        self.setAccessibleName(text)
        self.show()

    @property
    def text(self) -> str:
        """What is said; empty while nothing is."""
        return "" if self.isHidden() else self._words.text()

    def do(self, at: int) -> None:
        """Press the button at `at`, as a click does."""
        self._buttons[at].click()

    def dismiss(self) -> None:
        """Say nothing any more."""
        self.hide()
        self.closed.emit()

    def _do(self, deed: Callable[[], object]) -> None:
        self.dismiss()
        deed()
