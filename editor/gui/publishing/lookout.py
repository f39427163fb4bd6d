"""Watches everything that has to do with the blogs, so that the window can say how it stands.

It knows; `condition` finds the words. Whoever shows them asks for `told` when `changed` comes.
Thread: GUI.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.apart import Apart
from editor.domain.blog import Blog
from editor.domain.errors import TooManyGone
from editor.domain.post import BlogId
from editor.gui.publishing.condition import Facts, Station, Told, told, wants_sign_in
from editor.gui.publishing.logbook import Logbook
from editor.sync.report import Journey, Progress

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow

EVERY = 60_000  # milliseconds: what was "10:12" is "Yesterday" one day


class Lookout(QObject):
    """Of one window. `changed`: other words may be due."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._logbook = Logbook()
        self._progress: Progress | None = None
        self._is_stopping = False
        for traveller in (window.courier, window.desk.travelling):
            traveller.began.connect(self._on_journey_begun)
            traveller.returned.connect(self._on_journey_returned)
        window.courier.progressed.connect(self._on_courier_progressed)
        for signal in (
            window.overview.changed,
            window.network.changed,
            window.network.metered_changed,
            window.timetable.changed,
        ):
            signal.connect(lambda *_: self.changed.emit())
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY)
        self._clock.timeout.connect(self.changed)
        self._clock.start()

    @property
    def is_busy(self) -> bool:
        """True while anything is under way to a blog or back."""
        return self._window.courier.is_busy or self._window.desk.travelling.is_busy

    def _trouble(self, blog: BlogId) -> BaseException | None:
        """What this session met, else what the notebook remembers of another."""
        return self._logbook.trouble(blog) or self._window.overview.closed.get(blog)

    def told(self) -> Told:
        """How everything stands now, in words."""
        return told(self.facts())

    def facts(self) -> Facts:
        """Everything that is known now."""
        window = self._window
        overview, now = window.overview, window.workspace.clock.now()
        stations = tuple(
            Station(
                blog.id,
                blog.name or blog.address,
                far=blog.is_far,
                synced=overview.synced.get(blog.id),
                trouble=self._trouble(blog.id),
            )
            for blog in overview.blogs
        )
        apart = overview.apart or Apart()
        soon = window.timetable.remaining
        goes = window.timetable.is_running and window.network.online
        return Facts(
            now=now,
            known=overview.is_known,
            stations=stations,
            online=window.network.online,
            rest=window.timetable.rest,
            busy=self.is_busy,
            stopping=self._is_stopping and self.is_busy,
            progress=self._progress if self.is_busy else None,
            waiting=overview.waiting,
            changed=apart.changed,
            conflicts=apart.conflicts,
            refused=len(apart.refused | self._logbook.refused),
            next=now + timedelta(milliseconds=soon) if goes else None,
        )

    def stop(self) -> None:
        """The author wants it to stop: at the next safe place."""
        self._is_stopping = self.is_busy
        self._window.courier.stop()
        self._window.desk.travelling.stop()
        self.changed.emit()

    def shut_out(self) -> Blog | None:
        """The blog that wants the author to sign in again."""
        for blog in self._window.overview.blogs:
            if wants_sign_in(self._trouble(blog.id)):
                return blog
        return None

    def emptied(self) -> list[Blog]:
        """The blogs that lack most of their posts, of which nothing was deleted here."""
        blogs = self._window.overview.blogs
        return [b for b in blogs if isinstance(self._trouble(b.id), TooManyGone)]

    def _on_journey_begun(self) -> None:
        self.changed.emit()

    def _on_courier_progressed(self, progress: Progress) -> None:
        self._progress = progress
        self.changed.emit()

    def _on_journey_returned(self, journey: Journey) -> None:
        self._logbook.note(journey)
        if not self.is_busy:
            self._is_stopping = False
            self._progress = None
        self._window.overview.recount()
        self.changed.emit()
