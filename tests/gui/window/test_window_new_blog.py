"""A blog that was just added brings what it has, without being asked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.gui.main_window import MainWindow
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.gui.window.test_window_main import add_folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that another notebook published a post to."""
    other = open_workspace(tmp_path / "other.midad")
    folder = tmp_path / "site"
    blog = other.blogs.add(other.blogs.discover(str(folder)), "", "")
    post = other.new_post("من هناك", body="خرجنا مع الفجر.", blog=blog.id)
    other.publish(post.id)
    other.sync()
    other.close()
    return folder


def test_its_posts_come_at_once(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, site: Path
) -> None:
    add_folder(window, site, qtbot)
    qtbot.waitUntil(lambda: [each.title for each in workspace.page()] == ["من هناك"])


def test_nothing_comes_while_the_author_paused_it(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, site: Path
) -> None:
    window.timetable.pause(True)
    add_folder(window, site, qtbot)
    qtbot.waitUntil(lambda: len(window.overview.blogs) == 1)
    assert not window.courier.is_busy
    assert workspace.page() == []
