"""A post taken to a second blog from the window: copied or moved, and never doubled unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.post import PostId, Status, new_blog_id
from editor.gui.main_window import MainWindow
from editor.gui.publishing.other_blog import OtherBlogDialog, fate
from editor.workspace.workspace import Workspace


@pytest.fixture
def blogs(workspace: Workspace, tmp_path: Path) -> list[Blog]:
    """Two folders."""
    return [
        workspace.blogs.add(workspace.blogs.discover(str(tmp_path / name)))
        for name in ("own", "network")
    ]


@pytest.fixture
def post(workspace: Workspace, blogs: list[Blog]) -> PostId:
    return workspace.new_post("رحلة إلى the river", body="كلمة\n", blog=blogs[0].id).id


def opened(window: MainWindow, post: PostId, qtbot: QtBot) -> None:
    window.open_post(post)
    qtbot.waitUntil(
        lambda: window.overview.standing.post == post and len(window.overview.blogs) == 2
    )


def published(window: MainWindow, post: PostId, blog: Blog, qtbot: QtBot) -> None:
    workspace = window.workspace
    workspace.publish(post, blog.id)
    workspace.send(post, blog.id)
    qtbot.waitUntil(lambda: window.overview.standing.homes == (blog.id,))


def asked(window: MainWindow) -> OtherBlogDialog:
    window.frame.actions_by_name["other_blog"].trigger()
    (dialog,) = [each for each in window.findChildren(OtherBlogDialog) if each.isVisible()]
    return dialog


def test_a_post_of_no_blog_just_goes(
    window: MainWindow, post: PostId, blogs: list[Blog], workspace: Workspace, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    assert window.frame.details.blog.isEnabled()
    dialog = asked(window)
    assert dialog.copies.isHidden()
    assert "No blog has it yet" in dialog.fate.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: workspace.open_post(post).blog == blogs[1].id)
    assert [each.id for each in workspace.page()] == [post]


def test_a_post_that_a_blog_has_is_copied(
    window: MainWindow, post: PostId, blogs: list[Blog], workspace: Workspace, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    published(window, post, blogs[0], qtbot)
    details = window.frame.details
    qtbot.waitUntil(lambda: not details.blog.isEnabled())
    assert not details.other_blog.isHidden()
    dialog = asked(window)
    assert dialog.copies.isChecked()
    assert [dialog.blog.itemData(n) for n in range(dialog.blog.count())] == [blogs[1].id]
    dialog.go.click()
    qtbot.waitUntil(lambda: len(workspace.page()) == 2)
    qtbot.waitUntil(lambda: "Copied for" in window.frame.banner.text)
    assert window.desk.post is not None
    assert window.desk.post.id == post
    window.frame.banner.do(0)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id != post)
    made = window.desk.post
    assert (made.title, made.blog, made.status) == (
        "رحلة إلى the river", blogs[1].id, Status.DRAFT,
    )  # fmt: skip
    assert workspace.open_post(post).status is Status.PUBLISHED


def test_a_second_copy_is_the_first(
    window: MainWindow, post: PostId, blogs: list[Blog], workspace: Workspace, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    published(window, post, blogs[0], qtbot)
    workspace.copy(post, blogs[1].id)
    asked(window).go.click()
    qtbot.waitUntil(lambda: "was copied" in window.frame.banner.text)
    assert len(workspace.page()) == 2


def test_a_post_that_a_blog_has_is_moved(
    window: MainWindow, post: PostId, blogs: list[Blog], workspace: Workspace, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    published(window, post, blogs[0], qtbot)
    dialog = asked(window)
    dialog.moves.click()
    assert "readers on" in dialog.fate.text()
    assert dialog.go.text() == "Move"
    dialog.go.click()
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.blog == blogs[1].id)
    assert workspace.open_post(post).binned is not None
    assert "belongs to" in window.frame.banner.text


def test_with_one_blog_there_is_nothing_to_choose(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example", is_default=True)
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    window.overview.ask()
    qtbot.waitUntil(lambda: len(window.overview.blogs) == 1)
    assert not window.frame.actions_by_name["other_blog"].isVisible()


@pytest.mark.parametrize(
    ("has_home", "is_live", "moves", "words"),
    [
        (False, False, True, "No blog has it yet"),
        (True, False, False, "stays out of the other"),
        (True, True, False, "stays out of the other"),
        (True, False, True, "the draft on \u2068own\u2069 goes to the bin"),
        (True, True, True, "its readers on \u2068own\u2069 do not find it any more"),
    ],
)
def test_what_becomes_of_both_is_said_before(
    has_home: bool, is_live: bool, moves: bool, words: str
) -> None:
    home = Blog(new_blog_id(), "folder", "own", "/own") if has_home else None
    assert words in fate(home, is_live=is_live, moves=moves)
