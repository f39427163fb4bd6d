"""The desk between two answers of the store: keys struck there belong to somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from editor.domain.errors import EditorError
from editor.domain.post import Post
from editor.gui.desk import Desk
from editor.workspace.workspace import Workspace


class SteppingBridge(QObject):
    """Holds every job until it is told to do the next one."""

    changed = Signal(object)
    unexpected = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._jobs: list[tuple[Callable[[], Any], Any, Any]] = []

    def run(self, _lane: str, job: Any, done: Any = None, failed: Any = None) -> None:
        self._jobs.append((job, done, failed))

    def step(self) -> bool:
        if not self._jobs:
            return False
        job, done, failed = self._jobs.pop(0)
        try:
            value = job()
        except EditorError as error:
            failed(error)
        else:
            if done:
                done(value)
        return True


class Page:
    """What the window would show."""

    def __init__(self, workspace: Workspace) -> None:
        self.bridge = SteppingBridge(workspace)
        self.title, self.body = "", ""
        self.desk = Desk(self.bridge, lambda: (self.title, self.body))  # type: ignore[arg-type]
        self.desk.opened.connect(self._show)
        self.desk.replaced.connect(self._show)

    def _show(self, post: Post) -> None:
        self.title, self.body = post.title, post.body

    def type(self, body: str) -> None:
        self.body = body
        self.desk.text_changed()

    def settle(self) -> None:
        while self.bridge.step():
            pass
        self.desk.save_now()
        while self.bridge.step():
            pass


def test_keys_struck_while_words_are_put_beside_are_kept(workspace: Workspace) -> None:
    post = workspace.new_post("جسر", body="قديم")
    page = Page(workspace)
    page.desk.begin(post)
    page.type("كتبت")
    workspace.save(replace(post, body="من المدونة"))  # a sync took the blog's words
    page.desk.save_now()
    page.bridge.step()  # refused: the post was changed
    page.type("كتبت أكثر")
    page.settle()
    words = [workspace.open_post(row.id).body for row in workspace.page()]
    assert sorted(words) == sorted(["من المدونة", "كتبت أكثر"])


def test_another_post_opened_while_the_first_is_being_saved(workspace: Workspace) -> None:
    one, two = workspace.new_post("1", body="أ"), workspace.new_post("2", body="ب")
    page = Page(workspace)
    page.desk.begin(one)
    page.desk.open(two.id)
    page.type("أ+")
    page.desk.save_now()
    page.settle()
    page.type("ب+")
    page.settle()
    assert workspace.open_post(one.id).body == "أ+"
    assert workspace.open_post(two.id).body == "ب+"
    assert len(workspace.page()) == 2
