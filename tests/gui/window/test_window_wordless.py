"""A post without a word runs in the window as it will on its blog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.remotes.folder.pages import Site
from editor.text.direction import base_direction
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open

LTR, RTL = Direction.LTR, Direction.RTL


@pytest.mark.parametrize(
    ("interface", "blog_language", "body", "wanted"),
    [
        ("en", "ar", "![](bridge.jpg)", RTL),
        ("en", "ckb-IQ", "2026", RTL),
        ("ar", "en", "![](bridge.jpg)", LTR),
        ("ar", "", "2026", RTL),
        ("en", "", "2026", LTR),
        ("en", "ar", "Only English words", LTR),
        ("en", "ar", "كلمة word", RTL),
    ],
)
def test_a_post_without_words_runs_as_its_blog(
    open_window: Open,
    workspace: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    interface: str,
    blog_language: str,
    body: str,
    wanted: Direction,
) -> None:
    found = replace(workspace.blogs.discover(str(tmp_path / "site")), language=blog_language)
    blog = workspace.blogs.add(found)
    post = workspace.new_post("", body=body, blog=blog.id)
    window = open_window(interface)
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    qtbot.waitUntil(lambda: bool(window.overview.blogs))
    writing = window.frame.writing
    qtbot.waitUntil(lambda: writing.editor.post_direction is wanted)
    assert window.frame.preview._snapshot is not None
    assert base_direction(post, window.frame.preview._snapshot.default) is wanted
    if blog_language:
        assert base_direction(post, Site("", "", blog_language).direction) is wanted


def test_the_blog_may_be_another(
    open_window: Open, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    found = workspace.blogs.discover(str(tmp_path / "site"))
    arabic = workspace.blogs.add(replace(found, language="ar"))
    window = open_window()
    qtbot.waitUntil(lambda: bool(window.overview.blogs))
    window.new_post()
    writing = window.frame.writing
    qtbot.waitUntil(lambda: writing.editor.post_direction is RTL)
    assert arabic.language == "ar"
    workspace.blogs.remove(arabic.id)
    window.overview.ask()
    qtbot.waitUntil(lambda: writing.editor.post_direction is LTR)
