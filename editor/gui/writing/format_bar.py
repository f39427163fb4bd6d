"""The row of formatting buttons, for people who do not know Markdown.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from editor.domain.post import Direction
from editor.gui import phrases
from editor.gui.writing.markdown import commands
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right

PICTURE, RIGHT_TO_LEFT, LEFT_TO_RIGHT = "image", "pilcrow-left", "pilcrow-right"
POST_DIRECTION = "arrow-left-right"


class _Tool(NamedTuple):
    """`icon` is Lucide's name and the tool's; `words` are looked up when they are shown."""

    icon: str
    words: Callable[[], str]
    shortcut: str
    command: commands.Command | None = None


_GROUPS: tuple[tuple[_Tool, ...], ...] = (
    (
        _Tool("heading", lambda: _("Heading"), "Ctrl+Shift+H", commands.cycle_heading),
        _Tool("bold", lambda: _("Bold"), "Ctrl+B", commands.bold),
        _Tool("italic", lambda: _("Italic"), "Ctrl+I", commands.italic),
        _Tool("link", lambda: _("Link"), "Ctrl+K", commands.link),
        _Tool(PICTURE, lambda: _("Picture"), "Ctrl+Shift+P"),
    ),
    (
        _Tool("list", lambda: _("List"), "Ctrl+Shift+L", commands.bullet_list),
        _Tool("list-ordered", lambda: _("Numbered list"), "Ctrl+Shift+N", commands.numbered_list),
        _Tool("text-quote", lambda: _("Quotation"), "Ctrl+Shift+B", commands.quote),
        _Tool("code", lambda: _("Code"), "Ctrl+E", commands.code),
        _Tool("table", lambda: _("Table"), "Ctrl+Shift+T", commands.table),
    ),
    (
        _Tool(LEFT_TO_RIGHT, lambda: _("Paragraph from left to right"), "Ctrl+L"),
        _Tool(RIGHT_TO_LEFT, lambda: _("Paragraph from right to left"), "Ctrl+R"),
    ),
)


class FormatBar(QWidget):
    """Buttons and their shortcuts.

    command_chosen: a commands.Command for the selection. picture_wanted: the author wants to
    choose a picture. direction_chosen: a Direction for the block at the caret.
    post_direction_chosen: a Direction for the whole post, or None: as its words say.
    source_wanted: the author wants to edit a folded piece of HTML.
    """

    command_chosen = Signal(object)
    picture_wanted = Signal()
    direction_chosen = Signal(Direction)
    post_direction_chosen = Signal(object)
    source_wanted = Signal()

    def __init__(self, icon: Callable[[str], QIcon], parent: QWidget | None = None) -> None:
        """`icon` gives the icon of a Lucide name, in the colours in force."""
        super().__init__(parent)
        self._icon = icon
        self._buttons: dict[str, QToolButton] = {}
        self._post_override: Direction | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(0)
        for number, group in enumerate(_GROUPS):
            if number:
                row.addWidget(_hairline())
            for tool in group:
                row.addWidget(self._button(tool))
        row.addWidget(self._post_button())
        row.addStretch()
        self.retranslate()
        self.refresh_icons()

    def _button(self, tool: _Tool) -> QToolButton:
        button = _plain_button(self)
        button.setCheckable(tool.icon in (LEFT_TO_RIGHT, RIGHT_TO_LEFT))
        button.clicked.connect(lambda: self._use(tool))
        shortcut = QShortcut(QKeySequence(tool.shortcut), self)
        shortcut.activated.connect(lambda: self._use(tool))
        self._buttons[tool.icon] = button
        return button

    def _post_button(self) -> QToolButton:
        """Opens the choice of the post's direction; the menu is made when it is wanted."""
        button = self._buttons[POST_DIRECTION] = _plain_button(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill_post_menu(menu))
        button.setMenu(menu)
        return button

    def _fill_post_menu(self, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for direction in (None, *Direction):
            words = phrases.direction_name(direction) if direction else _("As its words say")
            action = group.addAction(menu.addAction(words))
            action.setCheckable(True)
            action.setChecked(direction is self._post_override)
            action.triggered.connect(
                lambda _on=False, direction=direction: self.post_direction_chosen.emit(direction)
            )

    def make_menu(self, parent: QMenu) -> QMenu:
        """The same tools as a menu, for the keyboard, and those that have no button; it rests
        while the bar is hidden. The picture has a place of its own in the window's menu."""
        menu = QMenu(_("Format"), parent)
        parent.aboutToShow.connect(lambda: menu.setIcon(self._icon("heading")))
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        parent.aboutToShow.connect(
            lambda: menu.menuAction().setEnabled(self.isEnabled() and not self.isHidden())
        )
        return menu

    def _fill_menu(self, menu: QMenu) -> None:
        from editor.gui.writing import format_menu

        menu.clear()
        for group in _GROUPS:
            for tool in group:
                if tool.icon != PICTURE:
                    # The keys are told only: they belong to the bar.
                    words = f"{tool.words()}\t{left_to_right(_keys(tool))}"
                    action = menu.addAction(self._icon(tool.icon), words)
                    action.triggered.connect(lambda _on=False, tool=tool: self._use(tool))
            menu.addSeparator()
        post = menu.addMenu(self._icon(POST_DIRECTION), _("Direction of the post"))
        self._fill_post_menu(post)
        menu.addSeparator()
        format_menu.fill(menu, self._icon, self.command_chosen.emit)
        source = menu.addAction(self._icon("code-xml"), _("Edit as HTML"))
        source.triggered.connect(lambda _on=False: self.source_wanted.emit())

    def _use(self, tool: _Tool) -> None:
        if tool.command is not None:
            self.command_chosen.emit(tool.command)
        elif tool.icon == PICTURE:
            self.picture_wanted.emit()
        else:
            chosen = Direction.RTL if tool.icon == RIGHT_TO_LEFT else Direction.LTR
            self.direction_chosen.emit(chosen)

    def show_direction(self, direction: Direction, override: Direction | None) -> None:
        """Press the button of the direction that the caret's block has. `override` is the
        author's word on the whole post."""
        self._post_override = override
        self._buttons[RIGHT_TO_LEFT].setChecked(direction is Direction.RTL)
        self._buttons[LEFT_TO_RIGHT].setChecked(direction is Direction.LTR)

    def button(self, name: str) -> QToolButton:
        """The button of a Lucide name."""
        return self._buttons[name]

    def refresh_icons(self) -> None:
        """Take the icons again, in other colours or mirrored."""
        for name, button in self._buttons.items():
            button.setIcon(self._icon(name))

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.setAccessibleName(_("Formatting"))
        for group in _GROUPS:
            for tool in group:
                words = tool.words()
                button = self._buttons[tool.icon]
                button.setAccessibleName(words)
                button.setToolTip(f"{words}\u2002{left_to_right(_keys(tool))}")
        post = self._buttons[POST_DIRECTION]
        post.setAccessibleName(_("Direction of the post"))
        post.setToolTip(_("Direction of the post"))


def _keys(tool: _Tool) -> str:
    return QKeySequence(tool.shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _plain_button(parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setAutoRaise(True)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret in the text
    return button


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("look", "hairline")
    line.setFixedSize(1, 18)
    return line
