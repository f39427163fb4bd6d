"""Carries what the author wants to the blogs and tells how it went. Each blog has its lane; the
window never waits. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.domain.errors import EditorError
from editor.domain.post import BlogId, PostId
from editor.gui.bridge import STORE, Bridge
from editor.sync.report import CancelToken, Journey, SyncReport
from editor.workspace.lanes import blog_lane

if TYPE_CHECKING:
    from editor.domain.blog import Blog

Travel = Callable[[CancelToken], SyncReport]


class Courier(QObject):
    """Syncs, publishes, takes back. `ended` follows every `began`."""

    began = Signal()
    progressed = Signal(object)  # Progress
    ended = Signal(object)  # SyncReport: everything since `began`
    failed = Signal(object)  # BaseException that no report could hold
    returned = Signal(object)  # Journey: from one blog

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._workspace = bridge.workspace
        self._under_way = 0
        self._report = SyncReport()
        self._cancel = CancelToken()

    @property
    def is_busy(self) -> bool:
        """True while anything is under way."""
        return self._under_way > 0

    def sync(self, blogs: Iterable[Blog], *, accept_deletions: bool = False) -> None:
        """Both ways with each of `blogs`, side by side. `accept_deletions`: the author says that
        they were emptied on purpose."""
        if self.is_busy:
            return
        for blog in blogs:
            id = blog.id
            self._go(
                id,
                lambda cancel, id=id: self._workspace.sync(  # type: ignore[misc]
                    id,
                    progress=self.progressed.emit,
                    cancel=cancel,
                    accept_deletions=accept_deletions,
                ),
                whole=True,
            )

    def publish(self, post: PostId, blog: BlogId) -> None:
        """The author's word, written down at once and carried as soon as it can be."""
        self._bridge.run(
            STORE,
            lambda: self._workspace.publish(post, blog),
            lambda chosen: self.send(post, chosen.id),
            self.failed.emit,
        )

    def unpublish(self, post: PostId) -> None:
        """Take a post back from its readers."""
        self._bridge.run(
            STORE,
            lambda: self._workspace.unpublish(post),
            lambda blogs: self._send_to(post, blogs),
            self.failed.emit,
        )

    def send(self, post: PostId, blog: BlogId) -> None:
        """One post's way out."""
        self._go(
            blog,
            lambda cancel: self._workspace.send(
                post, blog, progress=self.progressed.emit, cancel=cancel
            ),
        )

    def stop(self) -> None:
        """Stop at the next safe place; what was done stays done."""
        self._cancel.cancel()

    def _send_to(self, post: PostId, blogs: list[Blog]) -> None:
        for blog in blogs:
            self.send(post, blog.id)

    def _go(self, blog: BlogId, travel: Travel, *, whole: bool = False) -> None:
        if not self.is_busy:
            self._report = SyncReport()
            self._cancel = CancelToken()
            self.began.emit()
        self._under_way += 1
        cancel = self._cancel
        self._bridge.run(
            blog_lane(blog),
            lambda: travel(cancel),
            lambda report: self._on_lane_done(Journey(blog, report, whole)),
            lambda error: self._on_lane_failed(Journey(blog, whole=whole, error=error)),
        )

    def _on_lane_done(self, journey: Journey) -> None:
        self._report |= journey.report
        self._finish(journey)

    def _on_lane_failed(self, journey: Journey) -> None:
        error = journey.error
        if isinstance(error, EditorError):
            self.failed.emit(error)
        else:
            self._bridge.unexpected.emit(error)
        self._finish(journey)

    def _finish(self, journey: Journey) -> None:
        self._under_way -= 1
        self.returned.emit(journey)
        if not self.is_busy:
            self.ended.emit(self._report)
