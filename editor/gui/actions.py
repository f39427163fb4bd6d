"""Everything the window can do, each once: words, icon, keys. Buttons and menu share them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from editor.gui import icons
from editor.gui.theme import Theme
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right


@dataclass(frozen=True, slots=True)
class Command:
    """An action's name in code, its words, its icon and its keys; `keeps` its state."""

    name: str
    words: str
    icon: str = ""
    keys: str = ""
    keeps: bool = False


def commands() -> list[list[Command]]:
    """The menu's groups in their order, in the language in force."""
    return [
        [
            Command("new", _("New post"), "square-pen", "Ctrl+N"),
            Command("save", _("Save and send the draft"), "check", "Ctrl+S"),
            Command("publish", _("Publish"), "send", "Ctrl+Return"),
            Command("bin", _("Move to bin"), "trash-2"),
        ],
        [
            Command("picture", _("Insert a picture …"), "image"),
            Command("details", _("Post details"), "sliders-horizontal", "Ctrl+D", keeps=True),
        ],
        [
            Command("search", _("Search posts"), "search", "Ctrl+F"),
            Command("library", _("Show the posts"), "panel-left", "F9", keeps=True),
            Command("preview", _("Show the preview"), "eye", "F8", keeps=True),
            Command("calm", _("Only the text"), "maximize", "F11", keeps=True),
        ],
        [
            Command("sync", _("Sync now"), "refresh-cw", "F5"),
            Command("sync_panel", _("What the sync did"), "cloud", "Ctrl+Shift+S", keeps=True),
            Command("add_blog", _("Add a blog …"), "plus"),
            Command("blogs", _("Blogs …"), "globe"),
        ],
        [
            Command("preferences", _("Preferences …"), "settings", "Ctrl+,"),
            Command("quit", _("Quit"), "log-out", "Ctrl+Q"),
        ],
    ]


def make_actions(owner: QWidget) -> dict[str, QAction]:
    """The actions by name, known to `owner` so that their keys work everywhere in it. Icons come
    with the buttons that show them and with the menu: drawing all of them delays the first
    paint."""
    made: dict[str, QAction] = {}
    for command in (each for group in commands() for each in group):
        action = QAction(command.words, owner)
        action.setCheckable(command.keeps)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if keys.endswith(","):  # in a mirrored menu the comma would change its place
            action.setText(f"{command.words}\t{left_to_right(keys)}")
        action.setToolTip(f"{command.words} ({left_to_right(keys)})" if keys else command.words)
        owner.addAction(action)
        made[command.name] = action
    made["state"] = QAction(owner)  # the chip's own: its words are a state, not a deed
    return made


def dress_menu(actions: dict[str, QAction], theme: Theme) -> None:
    """Give their icons to the actions that have none yet."""
    for command in (each for group in commands() for each in group):
        if actions[command.name].icon().isNull():
            icons.dress(actions[command.name], command.icon, theme.tokens)


def make_menu(window: QWidget, actions: dict[str, QAction], theme: Theme) -> QMenu:
    """All actions with their keys, grouped. `window` is the top level it opens over."""
    menu = QMenu(window)
    menu.aboutToShow.connect(lambda: dress_menu(actions, theme))
    for at, group in enumerate(commands()):
        if at:
            menu.addSeparator()
        for command in group:
            menu.addAction(actions[command.name])
    return menu
