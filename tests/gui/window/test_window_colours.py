"""The colours change at dusk, whatever is open: nothing is left dark on dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.comment import Comment, Verdict
from editor.domain.post import new_blog_id
from editor.gui.comments.dialog import CommentsDialog
from editor.gui.history.dialog import HistoryDialog
from editor.gui.main_window import MainWindow
from editor.gui.publishing.choosing.dialog import ChoosingDialog
from editor.gui.theme import LIGHT
from editor.gui.two_lines import TwoLines
from editor.store.comments import Comments
from editor.workspace.workspace import Workspace


def colours(document: QTextDocument) -> Iterator[str]:
    block = document.firstBlock()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            yield part.fragment().charFormat().foreground().color().name()
            part += 1
        block = block.next()


def seen(dialog: QDialog) -> set[str]:
    return {
        name
        for document in dialog.findChildren(QTextDocument)
        for name in colours(document)
        if not document.isEmpty()
    }


def comments(window: MainWindow) -> type[QDialog]:
    workspace = window.workspace
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example")
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    said = Comment("1", "7", "سالم", "سؤال؟", workspace.clock.now(), Verdict.HELD)
    Comments(workspace._stores.notebook).put(blog.id, [said])
    window.frame.actions_by_name["comments"].trigger()
    return CommentsDialog


def history(window: MainWindow) -> type[QDialog]:
    window.frame.actions_by_name["history"].trigger()
    return HistoryDialog


def choosing(window: MainWindow) -> type[QDialog]:
    post = window.desk.post
    assert post is not None
    window.comparing.choose(post.id)
    return ChoosingDialog


@pytest.mark.parametrize("show", [comments, history, choosing])
def test_an_open_dialog_follows_the_colours(
    window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    show: Callable[[MainWindow], type[QDialog]],
) -> None:
    base = workspace.new_post("دفتر", body="خرجنا مع الفجر.\n\nsame\n", language="ar")
    mine = workspace.save(replace(base, body="خرجنا مع الليل.\n\nsame\n"), base=base)
    workspace.save_beside(replace(base, body="خرجنا مع الغروب.\n\nsame\n"), base)
    window.open_post(mine.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == mine.id)
    kind = show(window)
    qtbot.waitUntil(lambda: any(seen(each) for each in window.findChildren(kind)))
    (dialog,) = window.findChildren(kind)
    light = {LIGHT.ink, LIGHT.muted}
    assert seen(dialog) & light
    window.theme.choose("dark")
    qtbot.waitUntil(lambda: not seen(dialog) & light)  # an old document goes later
    dark = window.theme.tokens
    assert seen(dialog) & {dark.ink, dark.muted}
    assert all(each._tokens == dark for each in dialog.findChildren(TwoLines))
