"""The few building blocks all panes share: hairlines, buttons, banners, texts.

They take their look from the one style sheet through the property `look`. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.gui import icons
from editor.gui.lines import broken_lines
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _

_LRM, _RLM = "\u200e", "\u200f"
_BETWEEN = "\u2002"  # Qt leaves four pixels between icon and words; calm needs more


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


class Words(QLabel):
    """A sentence or name of the interface. It runs and begins as the interface does, whatever
    its first letter is; names and titles in it bring their own direction (phrases.py)."""

    def setText(self, text: str) -> None:
        rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        super().setText((_RLM if rtl else _LRM) + text if text else "")

    def text(self) -> str:
        return super().text()[1:]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap() and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self._paint_lines()
        else:
            super().paintEvent(event)

    def _paint_lines(self) -> None:
        option = QTextOption(Qt.AlignmentFlag.AlignRight)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        room = QRectF(self.contentsRect())
        lines, height = broken_lines(super().text(), self.font(), room.width(), option)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines.draw(painter, QPointF(room.left(), room.top() + (room.height() - height) / 2))
        painter.end()


def label(text: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text; what a blog or a post says is never read as markup."""
    made = Words()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setText(text)
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


def tool_button(action: QAction) -> QToolButton:
    """A button for `action` that shows its icon. The tooltip names words and shortcut."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setIconSize(QSize(icons.SIZE, icons.SIZE))
    return made


class ActionButton(QPushButton):
    """A push button that says and does what its action says and does, with room between icon
    and words."""

    def __init__(self, action: QAction, name: str = "") -> None:
        super().__init__()
        self._action = action
        if name:
            self.setProperty("look", name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.clicked.connect(lambda _checked=False: action.trigger())
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.say(self._action.text(), self._action.toolTip())
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())

    def say(self, words: str, why: str) -> None:
        """Show `words`; `why` is the tooltip."""
        self.setText(_BETWEEN + words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(why)
        self.setToolTip(why)


def _paint_chevron(widget: QWidget) -> None:
    """The sign that more lies below: the style sheet knows no icon in the theme's colours."""
    colour = widget.palette().color(widget.palette().ColorRole.PlaceholderText).name()
    size, room = 14, 10
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = room if rtl else widget.width() - size - room
    picture = icons.pixmap("chevron-down", colour, size, widget.devicePixelRatioF())
    painter = QPainter(widget)
    painter.drawPixmap(left, (widget.height() - size) // 2, picture)
    painter.end()


class Choice(QComboBox):
    """A choice of one among several."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_chevron(self)


class Moment(QDateTimeEdit):
    """A day and a time, with a calendar."""

    def show_as(self, day: str, time: str) -> None:
        """Set Qt's formats of the day and the time, in the order they are read."""
        # In a mirrored window Qt turns the order of all parts round, though a script that runs
        # from right to left does so by itself: turned before, they come out right.
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            day, time = (" ".join(day.split(" ")[::-1]), ":".join(time.split(":")[::-1]))
            day, time = time, day
        self.setDisplayFormat(f"{day}  {time}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_chevron(self)


class Banner(QFrame):
    """A calm line of news at the foot of the text, with at most a few things to do about it."""

    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("look", "banner")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)  # alike: margins are not mirrored
        column.setSpacing(0)
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        self._row.setSpacing(8)
        self._below.setSpacing(8)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addStretch(1)
        column.addLayout(self._row)
        column.addLayout(self._below)
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
        look(self._words, "", "")  # its colour is the banner's
        colour = self._tokens.warning if warning else self._tokens.accent
        name = icon or ("triangle-alert" if warning else "circle-check")
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(name, colour, icons.SIZE, ratio))
        self._words.setText(text)
        self._buttons = [button(words, partial(self._do, deed), "link") for words, deed in deeds]
        for at, made in enumerate(self._buttons):
            if len(deeds) > 1:  # beside each other they would leave no room for the words
                self._below.insertWidget(at, made)
            else:
                self._row.insertWidget(2, made)
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
