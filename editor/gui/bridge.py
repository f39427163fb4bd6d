"""Between the lanes and the window: news and results arrive on the GUI thread, or not at all.

Lanes call back on their own threads. The bridge carries what they say across as one frozen
dataclass; a result whose asker is gone is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from editor.domain.changes import Changes
from editor.workspace.lanes import STORE

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace

DISCOVERY = "discovery"  # a lane for questions that an author may leave unanswered

T = TypeVar("T")


class _Parcel(NamedTuple):
    """A callback of the GUI thread and what it is to be given."""

    receiver: Callable[[Any], None]
    value: object


def _alive(receiver: Callable[[Any], None]) -> bool:
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


__all__ = ["DISCOVERY", "STORE", "Bridge"]


class Bridge(QObject):
    """Runs jobs on lanes and brings back what came of them.

    `changed` carries the workspace's Changes. `unexpected` carries what a job raised and nobody
    asked to hear of.
    """

    changed = Signal(object)
    unexpected = Signal(object)
    _parcels = Signal(object)
    _news = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        queued = Qt.ConnectionType.QueuedConnection
        self._parcels.connect(self._on_parcel_arrived, queued)
        self._news.connect(self._on_news_arrived, queued)
        self._open = True
        self._stop_listening = workspace.events.listen(self._post_news)

    def run(
        self,
        lane: str,
        job: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run `job` on `lane` (a thread of its own, in order). `done` or `failed` is called on
        the GUI thread; without `failed`, what was raised goes to `unexpected`."""
        self.workspace.lanes.run(
            lane,
            job,
            lambda value: self._post(done, value),
            lambda error: self._post(failed or self.unexpected.emit, error),
        )

    def report(self, receiver: Callable[[Any], None], value: object) -> None:
        """From inside a job: have `receiver` called with `value` on the GUI thread."""
        self._post(receiver, value)

    def close(self) -> None:
        """Deliver nothing any more."""
        self._open = False
        self._stop_listening()

    # The next two run on a lane's thread.

    def _post(self, receiver: Callable[[Any], None] | None, value: object) -> None:
        if receiver is not None and self._open:
            self._parcels.emit(_Parcel(receiver, value))

    def _post_news(self, changes: Changes) -> None:
        if self._open:
            self._news.emit(changes)

    def _on_parcel_arrived(self, parcel: _Parcel) -> None:
        if self._open and _alive(parcel.receiver):
            parcel.receiver(parcel.value)

    def _on_news_arrived(self, changes: Changes) -> None:
        if self._open:
            self.changed.emit(changes)
