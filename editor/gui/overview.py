"""How things stand: the blogs, what waits, and where the open post stands with its blog. Asked
of the notebook on its lane, once for a burst of changes. Thread: GUI.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.blog import Blog
from editor.domain.changes import Changes
from editor.domain.post import BlogId, Post, PostId
from editor.gui.bridge import STORE, Bridge
from editor.gui.desk import Desk
from editor.gui.standing import Standing, read_standing, waits_for_update

if TYPE_CHECKING:
    from editor.domain.apart import Apart
    from editor.domain.errors import RemoteError

ASK_AFTER = 30  # milliseconds


class _Answer(NamedTuple):
    blogs: list[Blog]
    waiting: int
    standing: Standing
    synced: dict[BlogId, datetime | None]
    closed: dict[BlogId, RemoteError | None]
    apart: Apart | None  # None: not counted this time


class Overview(QObject):
    """`changed` says that one of them is another than before. Nothing is read until somebody
    asks: the first paint does without. `apart` is not counted for every key
    that is saved, for that reads every copy there is."""

    changed = Signal()

    def __init__(self, bridge: Bridge, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._desk = desk
        self.blogs: list[Blog] = []
        self.waiting = 0
        self.standing = Standing(PostId(""))
        self.synced: dict[BlogId, datetime | None] = {}
        self.closed: dict[BlogId, RemoteError | None] = {}  # why nobody was let in last
        self.apart: Apart | None = None  # not counted yet
        self.is_known = False  # the notebook answered once
        self._has_to_count = True
        self._waited = False  # the open post, for its author's Update
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_AFTER)
        self._timer.timeout.connect(self._read)
        bridge.changed.connect(self._on_bridge_changed)
        desk.opened.connect(self._on_desk_opened)

    def ask(self) -> None:
        """Read everything again soon, and from now on whenever something changed."""
        self._is_wanted = True
        self._ask_again()

    def recount(self) -> None:
        """Something travelled: what stands apart has to be counted again, too."""
        self._has_to_count = True
        self._ask_again()

    def _ask_again(self) -> None:
        if self._is_wanted:
            self._timer.start()

    def _read(self) -> None:
        post = self._desk.post
        id = post.id if post else PostId("")
        workspace = self._bridge.workspace
        counts, self._has_to_count = self._has_to_count, False

        def read() -> _Answer:
            standing = read_standing(workspace, id) if id else Standing(id)
            blogs = workspace.blogs.all()
            synced = {blog.id: workspace.synced.at(blog.id) for blog in blogs}
            closed = {blog.id: workspace.synced.trouble(blog.id) for blog in blogs}
            apart = workspace.apart() if counts else None
            return _Answer(blogs, workspace.waiting(), standing, synced, closed, apart)

        self._bridge.run(STORE, read, self._on_store_answered)

    def _on_store_answered(self, answer: _Answer) -> None:
        post = self._desk.post
        if answer.apart is not None:
            self.apart = answer.apart
        if (post.id if post else "") != answer.standing.post:
            self.ask()
            return
        self.blogs, self.waiting = answer.blogs, answer.waiting
        self.standing, self.synced, self.closed = answer.standing, answer.synced, answer.closed
        self.is_known = True
        self._look_whether_it_waits(post)
        self.changed.emit()

    def _look_whether_it_waits(self, post: Post | None) -> None:
        """The open post is the one whose readers may see an earlier text without anything
        having travelled."""
        waits = post is not None and waits_for_update(post, self.standing)
        if waits != self._waited:
            self._waited = waits
            self.recount()

    def _on_desk_opened(self, post: Post) -> None:
        self.standing = Standing(post.id)
        self._ask_again()

    def _on_bridge_changed(self, changes: Changes) -> None:
        # What the desk saved is the open post, which is looked at anyway.
        self._has_to_count |= changes.origin is not self._desk
        self._ask_again()
