"""Every dialog of the menu: nothing is cut, everything has a name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.comment import Comment, Verdict
from editor.domain.post import new_blog_id
from editor.store.comments import Comments
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open
from tests.gui.window.test_window_main import nameless


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["comments", "preferences", "blogs", "add_blog", "history"])
def test_nothing_is_cut_and_everything_has_a_name(
    open_window: Open, workspace: Workspace, qtbot: QtBot, language: str, name: str
) -> None:
    blog = Blog(new_blog_id(), "wordpress", "أخبار النهر", "https://ink.example")
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    said = Comment("1", "7", "سالم", "سؤال؟", workspace.clock.now(), Verdict.HELD)
    Comments(workspace._stores.notebook).put(blog.id, [said])
    window = open_window(language)
    post = workspace.new_post("جسر", body="نص")
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and bool(window.overview.blogs))
    window.frame.actions_by_name[name].trigger()
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    if name == "blogs":
        qtbot.waitUntil(lambda: dialog.blog is not None)  # type: ignore[attr-defined]
    if name == "comments":
        qtbot.waitUntil(lambda: dialog.list.count() == 1)  # type: ignore[attr-defined]
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    cut = [
        each.text() if isinstance(each, QAbstractButton) else each.currentText()
        for kind in (QAbstractButton, QComboBox)
        for each in dialog.findChildren(kind)
        if each.isVisible() and each.width() < each.minimumSizeHint().width()
    ]
    assert not cut
    assert not nameless(dialog)
