"""A blog added, signed in to and published on from the window: against a real WordPress."""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from editor.domain.post import Status
from editor.gui.main_window import MainWindow
from editor.gui.publishing.add_blog import AddBlogDialog
from editor.gui.publishing.blogs import BlogsDialog
from editor.workspace.workspace import Workspace
from tests.contract.yards import WordPressYard, picture
from tests.servers.browser import SIGNED_IN, Browser
from tests.servers.wordpress import WordPress

PATIENCE = 30_000  # milliseconds
FULLY = QUrl.ComponentFormattingOption.FullyEncoded

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
    qtbot.waitUntil(
        lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels)
    )
    dialog.password.clear()
    qtbot.keyClicks(dialog.password, wordpress.passwords["author"])
    with qtbot.waitSignal(dialog.added, timeout=PATIENCE):
        dialog.next.click()
    assert len(workspace.blogs.all()) == 1
    assert dialog.password.text() == "", "a password stays no longer than it is needed"


def test_the_blogs_own_page_lets_midad_in(
    window: MainWindow,
    workspace: Workspace,
    wordpress: WordPress,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString(FULLY)) or True
    )
    dialog = at_sign_in(window, wordpress, qtbot)
    dialog.open_page.click()
    assert "authorize-application.php" in opened[0]
    assert "success_url" not in opened[0], "WordPress 6.1 would refuse to lead back"
    assert "Copy" in dialog.way_back.text()
    assert dialog._found is not None
    dialog._found = replace(dialog._found, leads_back=True)  # as a newer one does
    dialog.open_page.click()
    with wordpress.planted(SIGNED_IN):
        browser = Browser(wordpress)
        visit = threading.Thread(target=lambda: browser.approve(opened[1]))
        with qtbot.waitSignal(dialog.added, timeout=PATIENCE):
            visit.start()
        visit.join(30)
    (blog,) = workspace.blogs.all()
    assert blog.username == "author"
    assert workspace.blogs.check(blog.id).user
    assert dialog.password.text() == ""


def test_a_password_that_was_copied_there_is_filled_in_and_left_nowhere(
    window: MainWindow,
    workspace: Workspace,
    wordpress: WordPress,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    password = wordpress.passwords["author"]
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(password)
    dialog = at_sign_in(window, wordpress, qtbot)
    clipboard.setText("abcd EFGH 1234 ijkl MNOP 5678")
    assert dialog.password.text() == "", "nobody asked for a password yet"
    dialog.open_page.click()
    dialog._sign_in_page.look_at_clipboard()  # as when the window is in front again
    assert dialog.password.text() == "", "it was there before the page was opened"
    clipboard.setText("رحلة إلى the river")
    assert dialog.password.text() == ""
    shown = " ".join(re.findall("....", password.replace(" ", "")))
    clipboard.setText(shown)
    assert dialog.password.text() == shown
    assert "user name is missing" in dialog.way_back.text()
    qtbot.keyClicks(dialog.username, "author")
    with qtbot.waitSignal(dialog.added, timeout=PATIENCE):
        dialog.next.click()
    assert clipboard.text() == ""
    assert [blog.username for blog in workspace.blogs.all()] == ["author"]


def test_a_password_that_was_typed_is_not_replaced(
    window: MainWindow, wordpress: WordPress, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    dialog = at_sign_in(window, wordpress, qtbot)
    dialog.open_page.click()
    qtbot.keyClicks(dialog.password, "typed")
    QGuiApplication.clipboard().setText("abcd EFGH 1234 ijkl MNOP 5678")
    assert dialog.password.text() == "typed"
    dialog.reject()
    assert QGuiApplication.clipboard().text(), "what was not taken is not ours to clear"


def test_a_door_does_not_outlive_its_dialog(
    window: MainWindow, wordpress: WordPress, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    dialog = at_sign_in(window, wordpress, qtbot)
    dialog._found = replace(dialog._found, leads_back=True)  # type: ignore[type-var]
    dialog.open_page.click()
    assert dialog._sign_in is not None
    page = urllib.parse.parse_qs(urllib.parse.urlsplit(dialog._sign_in.page).query)
    dialog.reject()

    def is_closed() -> bool:
        try:
            urllib.request.urlopen(page["success_url"][0], timeout=5).close()
        except urllib.error.URLError as error:
            return isinstance(error.reason, ConnectionRefusedError)
        except ConnectionError:  # it was being closed just then
            return False
        return False

    qtbot.waitUntil(is_closed, timeout=10_000)


def test_another_password_is_kept_once_it_was_tried(
    window: MainWindow, workspace: Workspace, wordpress: WordPress, qtbot: QtBot
) -> None:
    found = workspace.blogs.discover(wordpress.url)
    blog = workspace.blogs.add(found, "author", wordpress.passwords["author"])
    workspace._stores.blogs.update(blog, secret="taken back on the blog")
    workspace.blogs._remotes.clear()
    window.frame.actions_by_name["blogs"].trigger()
    (blogs,) = window.findChildren(BlogsDialog)
    qtbot.waitUntil(lambda: blogs.blog is not None)
    blogs.check.click()
    qtbot.waitUntil(lambda: "did not accept" in blogs.news.text(), timeout=PATIENCE)
    blogs.password.click()
    (dialog,) = open_dialogs(window)
    qtbot.waitUntil(lambda: dialog.page == 1, timeout=PATIENCE)
    assert dialog.username.text() == "author"
    qtbot.keyClicks(dialog.password, wordpress.passwords["author"])
    dialog.next.click()
    qtbot.waitUntil(lambda: not open_dialogs(window), timeout=PATIENCE)
    blogs.check.click()
    qtbot.waitUntil(lambda: "All is well" in blogs.news.text(), timeout=PATIENCE)
    assert [each.id for each in workspace.blogs.all()] == [blog.id]
    blogs.accept()


def test_a_picture_that_the_blog_lost_is_told_of_and_goes_again(
    window: MainWindow, workspace: Workspace, wordpress: WordPress, qtbot: QtBot
) -> None:
    yard = WordPressYard(wordpress)
    found = workspace.blogs.discover(wordpress.url)
    blog = workspace.blogs.add(found, "administrator", wordpress.passwords["administrator"])
    post = workspace.new_post("صورة تضيع", body="![جسر](جسر.png)\n", blog=blog.id)
    item = workspace.add_picture(post.id, picture().data, "جسر.png", is_named=True)
    workspace.send(post.id)
    in_library = {"slug": f"midad-{item.digest[:24]}"}
    (row,) = yard.ask("GET", "/wp/v2/media", **in_library)
    yard.ask("DELETE", f"/wp/v2/media/{row['id']}", force="true")
    window.frame.actions_by_name["blogs"].trigger()
    (blogs,) = window.findChildren(BlogsDialog)
    qtbot.waitUntil(lambda: blogs.blog is not None)
    blogs.check.click()
    qtbot.waitUntil(lambda: "1 picture is missing there" in blogs.news.text(), timeout=PATIENCE)
    workspace.sync(blog.id)
    assert len(yard.ask("GET", "/wp/v2/media", **in_library)) == 1
    blogs.check.click()
    qtbot.waitUntil(lambda: "All is well" in blogs.news.text(), timeout=PATIENCE)
    assert "missing" not in blogs.news.text()
    blogs.accept()


def test_a_page_that_says_no_is_told_of(
    window: MainWindow, wordpress: WordPress, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    dialog = at_sign_in(window, wordpress, qtbot)
    dialog._found = replace(dialog._found, leads_back=True)  # type: ignore[type-var]
    dialog.open_page.click()
    assert dialog._sign_in is not None
    page = urllib.parse.parse_qs(urllib.parse.urlsplit(dialog._sign_in.page).query)
    refused = f"{page['success_url'][0]}?success=false"
    visit = threading.Thread(target=lambda: urllib.request.urlopen(refused, timeout=20).close())
    visit.start()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=PATIENCE)
    visit.join(20)
    assert "did not let Midad in" in dialog.trouble.text()
    assert dialog.page == 1
