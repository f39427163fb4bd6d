"""Everything the window can do, each once: words, icon, keys. Buttons and menu share them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from editor.gui import icons
from editor.gui.theme import Theme
from editor.system.translation import gettext as _
from editor.system.translation import pgettext
from editor.text.isolates import left_to_right


@dataclass(frozen=True, slots=True)
class Command:
    """An action's name in code, its words, its icon and its keys; `keeps`: it is on or off."""

    name: str
    words: str
    icon: str = ""
    keys: str = ""
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """A menu in the menu: its words, its icon, its groups."""

    words: str
    icon: str
    groups: tuple[tuple[Command, ...], ...]


def commands() -> tuple[tuple[Command | Shelf, ...], ...]:
    """The menu's groups in their order, in the language in force."""
    return (
        (
            Command("new", _("New post"), "square-pen", "Ctrl+N"),
            Command("save", _("Save and send the draft"), "check", "Ctrl+S"),
            Command("publish", _("Publish"), "send", "Ctrl+Return"),
            Command("changes", _("What will change …"), "git-compare", "Ctrl+Shift+D"),
            Command("compare", _("Two versions side by side …"), "git-merge", "F7"),
            Command("history", _("History …"), "history", "Ctrl+Shift+E"),
            Command("print", _("Print …"), "printer", "Ctrl+P"),
            Command("bin", _("Move to bin"), "trash-2"),
        ),
        (
            Command("search", _("Search posts"), "search", "Ctrl+Shift+F"),
            _find(),
            _insert(),
            Command("details", _("Post details"), "sliders-horizontal", "Ctrl+D", keeps=True),
        ),
        (_view(), _blogs()),
        (
            Command("preferences", _("Preferences …"), "settings", "Ctrl+,"),
            Command("lock", _("Lock"), "lock-keyhole", "Ctrl+Alt+L"),
            Command("quit", _("Quit"), "log-out", "Ctrl+Q"),
        ),
    )


def _find() -> Shelf:
    return Shelf(
        _("Find in this post"),
        "text-search",
        (
            (
                Command("find", _("Find …"), "text-search", "Ctrl+F"),
                Command("find_next", _("Find next"), "chevron-down", "F3"),
                Command("find_previous", _("Find previous"), "chevron-up", "Shift+F3"),
            ),
            (Command("replace", _("Find and replace …"), "replace", "Ctrl+H"),),
        ),
    )


def _insert() -> Shelf:
    return Shelf(
        pgettext("menu", "Insert"),
        "image",
        (
            (
                Command("picture", _("Insert a picture …"), "image"),
                Command("picture_words", _("Describe a picture …"), "text-quote"),
            ),
            (Command("special", _("Insert a special character …"), "omega", "Ctrl+Shift+K"),),
        ),
    )


def _view() -> Shelf:
    return Shelf(
        pgettext("menu", "View"),
        "eye",
        (
            (
                Command("library", _("Show the posts"), "panel-left", "F9", keeps=True),
                Command("preview", _("Show the preview"), "eye", "F8", keeps=True),
                Command("calm", _("Only the text"), "maximize", "F11", keeps=True),
            ),
            (_toggle("focus", "Ctrl+Shift+O"), _toggle("typewriter", "Ctrl+Shift+Y")),
            (_toggle("bare", "Ctrl+Shift+M"), _toggle("invisibles", "Ctrl+Shift+I")),
        ),
    )


def _toggle(name: str, keys: str) -> Command:
    return Command(name, toggles()[name], keys=keys, keeps=True)


def toggles() -> dict[str, str]:
    """The actions that are also choices of how to write, by the fields of WritingChoices: their
    words, in the language in force."""
    return {
        "focus": _("Fade all but this paragraph"),
        "typewriter": _("Keep the caret at one height"),
        "bare": _("Show Markdown’s signs only at the caret"),
        "invisibles": _("Show invisible characters"),
    }


def _blogs() -> Shelf:
    return Shelf(
        pgettext("menu", "Blogs"),
        "globe",
        (
            (
                Command("sync", _("Sync now"), "refresh-cw", "F5"),
                Command("pause", _("Pause syncing"), "circle-pause", keeps=True),
                Command("sync_panel", _("What the sync did"), "cloud", "Ctrl+Shift+S", keeps=True),
            ),
            (
                Command("comments", _("Comments …"), "messages-square", "Ctrl+Shift+C"),
                Command("other_blog", _("Take this post to another blog …"), "arrow-left-right"),
            ),
            (
                Command("add_blog", _("Add a blog …"), "plus"),
                Command("blogs", _("Blogs …"), "globe"),
            ),
        ),
    )


def _all() -> Iterator[Command]:
    for group in commands():
        for each in group:
            if isinstance(each, Shelf):
                yield from (command for inner in each.groups for command in inner)
            else:
                yield each


def make_actions(owner: QWidget) -> dict[str, QAction]:
    """The actions by name, known to `owner` so that their keys work everywhere in it. Icons come
    with the buttons that show them and with the menu: drawing all of them delays the first
    paint."""
    made: dict[str, QAction] = {}
    for command in _all():
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


def make_menu(window: QWidget, actions: dict[str, QAction], theme: Theme) -> QMenu:
    """All actions with their keys, grouped. `window` is the top level it opens over."""
    menu = QMenu(window)
    shelves: list[tuple[QMenu, str]] = []
    for group in commands():
        for each in group:
            if isinstance(each, Shelf):
                shelf = menu.addMenu(each.words)
                shelves.append((shelf, each.icon))
                for inner in each.groups:
                    for command in inner:
                        shelf.addAction(actions[command.name])
                    shelf.addSeparator()
            else:
                menu.addAction(actions[each.name])
        menu.addSeparator()
    menu.aboutToShow.connect(lambda: _dress(actions, shelves, theme))
    return menu


def _dress(actions: dict[str, QAction], shelves: Iterable[tuple[QMenu, str]], theme: Theme) -> None:
    """Give their icons to the actions that have none yet."""
    wanted = [(actions[command.name], command.icon) for command in _all() if command.icon]
    wanted += [(shelf.menuAction(), icon) for shelf, icon in shelves]
    for action, icon in wanted:
        if action.icon().isNull():
            icons.dress(action, icon, theme.tokens)
