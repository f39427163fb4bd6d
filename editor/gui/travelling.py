"""How a draft leaves for its blog by itself: SEND_AFTER after the last key, when its author opens
another post, and at the end. What is live waits for the author's word. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.errors import EditorError
from editor.domain.post import Post
from editor.gui.bridge import Bridge
from editor.sync.report import CancelToken, Journey
from editor.workspace.lanes import blog_lane

if TYPE_CHECKING:
    from editor.sync.report import SyncReport

SEND_AFTER = 30_000  # milliseconds after the last key

Then = Callable[[], None]


class Travelling(QObject):
    """Of the post on the desk. due: its author has rested long enough. sent: a SyncReport. began
    and returned (a Journey): what every send is told with."""

    due = Signal()
    sent = Signal(object)
    began = Signal()
    returned = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._has_news = False
        self._under_way = 0
        self._cancel = CancelToken()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEND_AFTER)
        self._timer.timeout.connect(self.due)

    def begin(self, *, has_news: bool) -> None:
        """`has_news`: words have been saved that no blog was told of."""
        self._has_news = has_news

    def wait(self) -> None:
        """A key was struck: count from the beginning."""
        self._timer.start()

    @property
    def is_busy(self) -> bool:
        """True while a draft is under way."""
        return self._under_way > 0

    def stop(self) -> None:
        """Stop at the next safe place; what is not sent goes with the next sync."""
        self._cancel.cancel()

    def stop_waiting(self) -> None:
        """It is due now, or nothing is."""
        self._timer.stop()

    def has_to(self, post: Post | None) -> bool:
        """True where `post`, as the store has it, is a draft with words its blog has not been
        told of."""
        return bool(
            self._has_news
            and post
            and post.blog
            and not post.stays_here
            and not post.version_of
            and post.status.travels_freely
        )

    def send(self, post: Post | None, then: Then | None) -> None:
        """Let its changes go to its blog in the background, where there are any; then do `then`."""
        if not self.has_to(post) or post is None or post.blog is None:
            if then:
                then()
            return
        self._has_news = False
        id, blog, workspace = post.id, post.blog, self._bridge.workspace
        if not self.is_busy:
            self._cancel = CancelToken()
        cancel = self._cancel
        self._under_way += 1
        self.began.emit()

        def came_back(journey: Journey) -> None:
            self._under_way -= 1
            self.returned.emit(journey)
            if then:
                then()

        def arrived(report: SyncReport) -> None:
            self.sent.emit(report)
            came_back(Journey(blog, report))

        def refused(error: BaseException) -> None:
            # The outbox keeps it for the next sync; a bug still has to be heard of.
            if not isinstance(error, EditorError):
                self._bridge.unexpected.emit(error)
            came_back(Journey(blog, error=error))

        self._bridge.run(
            blog_lane(blog), lambda: workspace.send(id, cancel=cancel), arrived, refused
        )
