"""A blog added, signed in to and published on from the window: against a real WordPress."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from editor.domain.post import Status
from editor.gui.main_window import MainWindow
from editor.gui.publishing.add_blog import AddBlogDialog
from editor.gui.publishing.blogs import BlogsDialog
from editor.workspace.workspace import Workspace
from tests.servers.wordpress import WordPress

PATIENCE = 30_000  # milliseconds

Open = Callable[..., MainWindow]


def open_dialogs(window: MainWindow) -> list[AddBlogDialog]:
    return [each for each in window.findChildren(AddBlogDialog) if each.isVisible()]


def at_sign_in(window: MainWindow, site: WordPress, qtbot: QtBot) -> AddBlogDialog:
    """The dialog, after the address was pasted and the blog was found."""
    window.frame.actions_by_name["add_blog"].trigger()
    (dialog,) = open_dialogs(window)
    qtbot.keyClicks(dialog.address, f" {site.url} ")
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.page == 1, timeout=PATIENCE)
    return dialog


def published_titles(site: WordPress, words: str) -> list[str]:
    """What a reader who searches the site for `words` finds."""
    query = urllib.parse.urlencode({"rest_route": "/wp/v2/posts", "search": words})
    with urllib.request.urlopen(f"{site.url}/?{query}", timeout=30) as reply:
        return [post["title"]["rendered"] for post in json.load(reply)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_post_reaches_wordpress_from_the_window(
    open_window: Open, workspace: Workspace, wordpress: WordPress, qtbot: QtBot, language: str
) -> None:
    window = open_window(language)
    title = f"جسر WordPress {language} {wordpress.version}"
    window.new_post()
    window.frame.writing.title_field.setPlainText(title)
    window.frame.writing.editor.insertPlainText("خرجنا مع الفجر، and the bridge was empty.")
    dialog = at_sign_in(window, wordpress, qtbot)
    assert wordpress.title in dialog.site.text()
    assert dialog.username.hasFocus() or not dialog.isActiveWindow()
    qtbot.keyClicks(dialog.username, "author")
    qtbot.keyClicks(dialog.password, wordpress.passwords["author"])
    with qtbot.waitSignal(dialog.added, timeout=PATIENCE):
        dialog.next.click()
    # It closes by itself where no earlier post could go there.
    qtbot.waitUntil(lambda: not open_dialogs(window) or dialog.page == 2, timeout=PATIENCE)
    for each in open_dialogs(window):
        each.next.click()
    qtbot.waitUntil(lambda: len(window.overview.blogs) == 1)
    publish = window.frame.actions_by_name["publish"]
    qtbot.waitUntil(publish.isEnabled)
    assert wordpress.title in publish.toolTip()
    window.frame.top.publish.click()
    qtbot.waitUntil(lambda: not publish.isEnabled(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: wordpress.title in window.frame.banner.text, timeout=PATIENCE)
    assert published_titles(wordpress, title).count(title) == 1
    assert workspace.page()[0].status is Status.PUBLISHED
    (blog,) = workspace.blogs.all()
    assert blog.manner == "blocks", "as the post that WordPress comes with"
    window.frame.actions_by_name["blogs"].trigger()
    (blogs,) = window.findChildren(BlogsDialog)
    qtbot.waitUntil(lambda: blogs.manner.isVisible() and blogs.manner.currentData() == "blocks")
    assert blogs.blog is not None
    qtbot.keyClick(blogs.manner, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: workspace.blogs.all()[0].manner == "classic")
    blogs.accept()


def test_a_wrong_password_is_explained_and_can_be_typed_again(
    window: MainWindow, workspace: Workspace, wordpress: WordPress, qtbot: QtBot
) -> None:
    dialog = at_sign_in(window, wordpress, qtbot)
    qtbot.keyClicks(dialog.username, "author")
    qtbot.keyClicks(dialog.password, "abcd efgh ijkl mnop qrst uvwx")
    low = dialog.height()
    dialog.next.click()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=PATIENCE)
    assert "did not accept the user name or the password" in dialog.trouble.text()
    assert dialog.page == 1
    assert dialog.username.text() == "author"
    assert workspace.blogs.all() == []
    assert dialog.height() > low
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)
    dialog.password.clear()
    qtbot.keyClicks(dialog.password, wordpress.passwords["author"])
    with qtbot.waitSignal(dialog.added, timeout=PATIENCE):
        dialog.next.click()
    assert len(workspace.blogs.all()) == 1
    assert dialog.password.text() == "", "a password stays no longer than it is needed"
