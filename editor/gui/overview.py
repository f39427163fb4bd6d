"""How things stand: the blogs, what waits, and where the open post stands with its blog. Asked
of the notebook on its lane, once for a burst of changes. Thread: GUI.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.blog import Blog
from editor.domain.changes import Changes
from editor.domain.post import PostId
from editor.gui.bridge import STORE, Bridge
from editor.gui.desk import Desk
from editor.gui.standing import Standing, read_standing

ASK_AFTER = 30  # milliseconds


class _Answer(NamedTuple):
    blogs: list[Blog]
    waiting: int
    standing: Standing


class Overview(QObject):
    """`changed` says that one of the three is another than before. Nothing is read until somebody
    asks: the first paint does without."""

    changed = Signal()

    def __init__(self, bridge: Bridge, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._desk = desk
        self.blogs: list[Blog] = []
        self.waiting = 0
        self.standing = Standing(PostId(""))
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_AFTER)
        self._timer.timeout.connect(self._read)
        bridge.changed.connect(self._on_bridge_changed)
        desk.opened.connect(self._on_desk_opened)

    @property
    def has_far_blogs(self) -> bool:
        """True where a blog is reached by network."""
        return any(blog.kind != "folder" for blog in self.blogs)

    def ask(self) -> None:
        """Read everything again soon, and from now on whenever something changed."""
        self._is_wanted = True
        self._ask_again()

    def _ask_again(self) -> None:
        if self._is_wanted:
            self._timer.start()

    def _read(self) -> None:
        post = self._desk.post
        id = post.id if post else PostId("")
        workspace = self._bridge.workspace

        def read() -> _Answer:
            standing = read_standing(workspace, id) if id else Standing(id)
            return _Answer(workspace.blogs.all(), workspace.waiting(), standing)

        self._bridge.run(STORE, read, self._on_store_answered)

    def _on_store_answered(self, answer: _Answer) -> None:
        post = self._desk.post
        if (post.id if post else "") != answer.standing.post:
            self.ask()
            return
        self.blogs, self.waiting = answer.blogs, answer.waiting
        self.standing = answer.standing
        self.changed.emit()

    def _on_desk_opened(self, post: object) -> None:
        self.standing = Standing(post.id)  # type: ignore[attr-defined]
        self._ask_again()

    def _on_bridge_changed(self, _changes: Changes) -> None:
        self._ask_again()
