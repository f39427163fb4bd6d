"""Slow work without an open notebook, off the GUI thread; what came of it arrives there, or
nowhere where the asker is gone. For an open notebook there is bridge.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from editor.workspace.lanes import Lanes

T = TypeVar("T")
_LANE = "gate"


class Errands(QObject):
    """On a lane one after the other, in the order they were asked for."""

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = Lanes()
        self._is_open = True
        self._came.connect(self._on_thread_came, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        lane: str = _LANE,
    ) -> None:
        """Do `job` on the lane's thread, then `done` or `failed` on the GUI thread."""
        self._lanes.run(
            lane,
            job,
            lambda value: self._post(done, value),
            lambda error: self._post(failed, error),
        )

    def report(self, receiver: Callable[[Any], None], value: object) -> None:
        """From inside a job: have `receiver` called with `value` on the GUI thread."""
        self._post(receiver, value)

    def close(self) -> None:
        """Deliver nothing any more; the thread ends after its present job."""
        self._is_open = False
        self._lanes.close(0)

    def _post(self, receiver: Callable[[Any], None], value: object) -> None:
        if self._is_open:
            self._came.emit((receiver, value))

    def _on_thread_came(self, parcel: tuple[Callable[[Any], None], object]) -> None:
        if self._is_open:
            parcel[0](parcel[1])
