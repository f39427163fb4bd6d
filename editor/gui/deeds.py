"""What can be done with a whole post: to the bin and back, to readers and back, which version
counts. Each deed is a job of the store's lane; what is to be said about it is a signal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.post import BlogId, Post, PostId, PostSummary
from editor.gui.bridge import STORE, Bridge
from editor.gui.desk import Desk
from editor.gui.publishing.courier import Courier

if TYPE_CHECKING:
    from editor.domain.blog import Blog

UNDO_WITHIN = 10_000  # milliseconds before a blog hears that a post went to the bin


class Deeds(QObject):
    """Does what the author asked for, after the desk has saved every word."""

    binned = Signal(object)  # PostId
    resolved = Signal(object)  # Post
    blog_missing = Signal()  # there is no blog to publish on
    failed = Signal(object)  # BaseException

    def __init__(
        self, bridge: Bridge, desk: Desk, courier: Courier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._workspace = bridge.workspace
        self._desk = desk
        self._courier = courier
        self._last_binned: PostId | None = None
        self._blog_of_binned: BlogId | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(UNDO_WITHIN)
        self._patience.timeout.connect(self._tell_blog)

    def do(self, deed: str, post: PostSummary, blog: Blog | None) -> None:
        """One of library.panel.deeds_of, on `post`; `blog` is where it would be published."""
        match deed:
            case "bin":
                self.bin(post.id)
            case "restore":
                self.restore(post.id)
            case "publish":
                self.publish(post.id, blog)
            case "unpublish":
                self._desk.settle(lambda: self._courier.unpublish(post.id))
            case "stay" | "travel":
                self._change(post.id, stays_here=deed == "stay", blog=blog)
            case "use_version" if post.version_of:
                self.resolve(post.version_of, keep_mine=False)

    def bin(self, post: PostId) -> None:
        """Move a post to the bin; `undo` takes it back."""

        def to_bin() -> BlogId | None:
            self._workspace.bin(post)
            return self._workspace.open_post(post).blog

        def binned(blog: BlogId | None) -> None:
            self._tell_blog()  # of the one before
            self._last_binned, self._blog_of_binned = post, blog
            self._patience.start()
            self.binned.emit(post)

        self._after_saving(to_bin, binned)

    def _tell_blog(self) -> None:
        """The time to think again is over: the post's blog may hear of it."""
        post, blog = self._last_binned, self._blog_of_binned
        self._blog_of_binned = None
        if post is not None and blog is not None:
            self._courier.send(post, blog)

    def undo(self) -> None:
        """Take back what was binned last."""
        if self._last_binned is not None:
            self.restore(self._last_binned)

    def restore(self, post: PostId) -> None:
        """Take a post back from the bin."""
        if self._last_binned == post:
            self._last_binned = self._blog_of_binned = None
        self._after_saving(lambda: self._workspace.restore(post))

    def publish(self, post: PostId, blog: Blog | None) -> None:
        """Let readers have the post as it stands now."""
        if blog is None:
            self.blog_missing.emit()
            return
        id: BlogId = blog.id
        self._desk.settle(lambda: self._courier.publish(post, id))

    def resolve(self, post: PostId, *, keep_mine: bool) -> None:
        """End a conflict."""
        self._after_saving(
            lambda: self._workspace.resolve(post, keep_mine=keep_mine), self.resolved.emit
        )

    def _change(self, post: PostId, *, stays_here: bool, blog: Blog | None) -> None:
        def change() -> Post:
            now = self._workspace.open_post(post)
            home = now.blog or (blog.id if blog and not stays_here else None)
            return self._workspace.save(replace(now, stays_here=stays_here, blog=home))

        self._after_saving(change)

    def _after_saving(
        self, job: Callable[[], object], done: Callable[..., None] | None = None
    ) -> None:
        self._desk.settle(lambda: self._bridge.run(STORE, job, done, self.failed.emit))
