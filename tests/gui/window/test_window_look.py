"""The preview's look is chosen in the window, and nothing is fetched before its author says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog, RemotePost, RemoteRef, Version
from editor.domain.ledger import Copy
from editor.domain.post import BlogId, Status, new_blog_id, new_post_id
from editor.gui.main_window import MainWindow
from editor.gui.preview.fetching import FetchingDialog
from editor.gui.preview.wardrobe import Wardrobe
from editor.workspace.wearing import Wear
from editor.workspace.workspace import Workspace
from tests.servers.pages import Pages
from tests.unit.text.dress_pages import BLOCK_THEME, BODY, TITLE

Open = Callable[..., MainWindow]


@pytest.fixture
def site() -> Iterator[Pages]:
    with Pages() as pages:
        pages.answers = {
            "/p/": ("text/html", BLOCK_THEME.encode()),
            "/wp-content/a.css?ver=1": ("text/css", b"p { color: red }"),
            "/p/late.css": ("text/css", b""),
            "/p/side.png": ("image/png", b"\x89PNG\r\n\x1a\n"),
            "/p/paper.png": ("image/png", b"\x89PNG\r\n\x1a\n"),
        }
        yield pages


@pytest.fixture
def blog(workspace: Workspace, site: Pages) -> BlogId:
    """A blog with a published post of somebody's, and one that is being written here."""
    stores, id = workspace._stores, new_blog_id()
    stores.blogs.add(Blog(id, "wordpress", "مدوّنة حبر", site.url), "", True)
    base = RemotePost(
        RemoteRef("7", f"{site.url}/p/"),
        Version("1"),
        Status.PUBLISHED,
        title=TITLE,
        body=BODY,
        publish_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    stores.ledger.put(Copy(post=new_post_id(), blog=id, base=base))
    workspace.new_post("جسر", body="كلمات على الجسر", blog=id, local=True)
    return id


def wardrobe_of(window: MainWindow, qtbot: QtBot) -> Wardrobe:
    (found,) = window.frame.preview.findChildren(Wardrobe)
    window.open_post(window.workspace.page()[0].id)
    qtbot.waitUntil(lambda: found.blog is not None)
    return found


def entry(wardrobe: Wardrobe, words: str) -> QAction:
    wardrobe.menu.aboutToShow.emit()
    (found,) = [each for each in wardrobe.menu.actions() if words in each.text()]
    return found


def dialog_of(window: MainWindow, qtbot: QtBot) -> FetchingDialog:
    def open_ones() -> list[FetchingDialog]:
        return [each for each in window.findChildren(FetchingDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: len(open_ones()) == 1)
    return open_ones()[0]


def worn(window: MainWindow) -> Wear | None:
    shot = window.frame.preview._snapshot
    return shot.wear if shot is not None else None


def test_nothing_is_asked_before_the_author_says_so(
    open_window: Open, blog: BlogId, site: Pages, qtbot: QtBot
) -> None:
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    assert wardrobe.button.text() == "Plain look"
    entry(wardrobe, "مدوّنة حبر").trigger()
    dialog = dialog_of(window, qtbot)
    said = dialog.news.text()
    assert f"127.0.0.1:{site.port}" in said
    assert TITLE in said
    assert "no password" in said
    dialog.leave.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert site.asked == []
    assert worn(window) is None


def test_the_look_is_fetched_worn_taken_off_and_put_on_again(
    open_window: Open, workspace: Workspace, blog: BlogId, site: Pages, qtbot: QtBot
) -> None:
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    entry(wardrobe, "مدوّنة حبر").trigger()
    dialog = dialog_of(window, qtbot)
    dialog.go.click()
    qtbot.waitUntil(lambda: wardrobe.is_worn)
    assert worn(window) == workspace.dressing.wears()[blog]
    assert "مدوّنة حبر" in wardrobe.button.text()
    # One picture lies elsewhere: it is said, and nobody is asked.
    qtbot.waitUntil(lambda: "tracker.example" in dialog.news.text())
    assert dialog.go.text() == "Ask them, too"
    dialog.leave.click()
    asked = len(site.asked)
    entry(wardrobe, "Plain look").trigger()
    qtbot.waitUntil(lambda: worn(window) is None)
    assert entry(wardrobe, "Plain look").isChecked()
    entry(wardrobe, "مدوّنة حبر").trigger()
    qtbot.waitUntil(lambda: worn(window) is not None)
    assert len(site.asked) == asked


def test_the_choice_is_remembered(
    open_window: Open, workspace: Workspace, blog: BlogId, qtbot: QtBot
) -> None:
    workspace.dressing.fetch(blog)
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    qtbot.waitUntil(lambda: worn(window) is not None)
    entry(wardrobe, "Plain look").trigger()
    qtbot.waitUntil(lambda: workspace.setting(f"preview.plain.{blog}") == "1")
    window.close()
    again = open_window("ar")
    wardrobe = wardrobe_of(again, qtbot)
    qtbot.waitUntil(lambda: blog in wardrobe._closet.moments)
    assert worn(again) is None


def test_a_post_of_no_blog_has_no_choice(
    open_window: Open, workspace: Workspace, blog: BlogId, qtbot: QtBot
) -> None:
    workspace.dressing.fetch(blog)
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    other = workspace.new_post("x", body="words")
    workspace.save(replace(other, id=new_post_id(), title="nowhere", blog=None))
    window.open_post(next(each.id for each in workspace.page() if each.title == "nowhere"))
    qtbot.waitUntil(lambda: wardrobe.button.isHidden())
    assert worn(window) is None


def test_a_forgotten_look_is_taken_off(
    open_window: Open, workspace: Workspace, blog: BlogId, qtbot: QtBot
) -> None:
    workspace.dressing.fetch(blog)
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    qtbot.waitUntil(lambda: worn(window) is not None)
    entry(wardrobe, "Forget").trigger()
    qtbot.waitUntil(lambda: worn(window) is None)
    assert workspace.dressing.get(blog) is None


def test_a_look_that_cannot_be_had_is_said_so(
    open_window: Open, blog: BlogId, site: Pages, qtbot: QtBot
) -> None:
    site.answers["/p/"] = ("text/html", b"<p>Sign in to this network")
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    entry(wardrobe, "مدوّنة حبر").trigger()
    dialog = dialog_of(window, qtbot)
    dialog.go.click()
    qtbot.waitUntil(lambda: "could not tell where" in dialog.news.text())
    assert "plain look" in dialog.news.text()
    assert not dialog.go.isVisible()
    dialog.leave.click()
    assert worn(window) is None


def test_a_blog_of_which_nothing_is_known_is_said_so(
    open_window: Open, workspace: Workspace, blog: BlogId, site: Pages, qtbot: QtBot
) -> None:
    for copy in workspace._stores.ledger.copies(blog):
        workspace._stores.ledger.forget(copy.post, blog)
    window = open_window()
    wardrobe = wardrobe_of(window, qtbot)
    entry(wardrobe, "مدوّنة حبر").trigger()
    qtbot.waitUntil(lambda: "No published post" in window.frame.banner.text)
    assert site.asked == []
