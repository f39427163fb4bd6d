"""Keys: none means two things in one window, and none that edits words does anything else."""

from __future__ import annotations

from collections import defaultdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStyle, QWidget
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.post import new_blog_id
from editor.gui.main_window import MainWindow
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open

_OF_WIDGETS = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def meanings(window: QWidget) -> dict[str, list[str]]:
    """By each key that is alive everywhere in `window`: what it means."""
    found: dict[str, list[str]] = defaultdict(list)
    for action in window.findChildren(QAction):
        if action.isEnabled() and action.shortcutContext() not in _OF_WIDGETS:
            for keys in action.shortcuts():
                found[keys.toString()].append(action.text())
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        lives = isinstance(parent, QWidget) and parent.window() is window and shortcut.isEnabled()
        if lives and shortcut.context() not in _OF_WIDGETS:
            for keys in shortcut.keys():  # noqa: SIM118
                found[keys.toString()].append(str(parent))
    return found


def assert_each_means_one_thing(window: QWidget) -> dict[str, list[str]]:
    found = meanings(window)
    assert not {key: what for key, what in found.items() if len(what) > 1}
    return found


def test_no_key_of_the_window_means_two_things(window: MainWindow, qtbot: QtBot) -> None:
    window.new_post()
    qtbot.waitUntil(lambda: window.desk.post is not None)
    assert len(assert_each_means_one_thing(window)) > 30
    window.frame.actions_by_name["replace"].trigger()
    assert_each_means_one_thing(window)


@pytest.mark.parametrize("name", ["comments", "preferences", "blogs", "add_blog"])
def test_no_key_of_a_dialog_means_two_things_and_escape_leaves_it(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, name: str
) -> None:
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example")
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    window.frame.actions_by_name[name].trigger()
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    assert_each_means_one_thing(dialog)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(QDialog)))


def test_keys_that_edit_words_only_edit(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.actions_by_name["comments"].trigger()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    alive = set(meanings(dialog))
    editing = {
        keys.toString()
        for kind in QKeySequence.StandardKey
        if kind.name.startswith(
            ("Delete", "Move", "Select", "Undo", "Redo", "Cut", "Copy", "Paste")
        )
        for keys in QKeySequence.keyBindings(kind)
    }
    assert alive
    assert not alive & editing


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_menu_fits_a_small_screen_in_one_column(
    open_window: Open, qtbot: QtBot, language: str
) -> None:
    menu = open_window(language).frame.menu
    menu.aboutToShow.emit()
    rows = [each for each in menu.actions() if not each.isSeparator()]
    assert len(rows) <= 18, "of 34 pixels: 720, less a panel of the desktop's"
    scrolls = menu.style().styleHint(QStyle.StyleHint.SH_Menu_Scrollable, None, menu)
    assert scrolls, "on a screen of 600 it runs into a second column"
    publish = next(each for each in menu.actions() if "Ctrl+Return" in each.shortcut().toString())
    assert not publish.isIconVisibleInMenu(), "it has the colour for the button's own ground"


def test_a_dialog_is_no_larger_than_its_screen(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.put_setting("window.comments", "4000x3000")
    window.frame.actions_by_name["comments"].trigger()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    assert dialog.height() <= dialog.screen().availableSize().height() - 40
    dialog.resize(900, 640)
    size = f"{dialog.width()}x{dialog.height()}"
    dialog.close()
    qtbot.waitUntil(lambda: workspace.setting("window.comments") == size)


def test_what_is_said_of_the_text_alone_goes_with_it(window: MainWindow) -> None:
    calm = window.frame.actions_by_name["calm"]
    calm.trigger()
    assert "F11" in window.frame.banner.text
    calm.trigger()
    assert not window.frame.banner.isVisible()
    calm.trigger()
    window.news.saved_again()
    calm.trigger()
    assert window.frame.banner.isVisible(), "other news stay"
