"""Background work in lanes: in one lane one job after the other, lanes side by side.

The store has a lane, each blog has its own (`blog_lane`), rendering keeps its own thread
(rendering.py). `done` and `failed` are called on the lane's thread: a face that needs its own
thread carries them over (gui/bridge.py).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from editor.domain.post import BlogId

T = TypeVar("T")
Job = Callable[[], None]

STORE = "store"


def blog_lane(blog: BlogId) -> str:
    """The lane on which everything concerning one blog happens."""
    return f"blog:{blog}"


class _Lane:
    def __init__(self, name: str, at_end: Job) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._at_end = at_end
        self.thread = threading.Thread(target=self._work, name=f"midad {name}", daemon=True)
        self.thread.start()

    def put(self, job: Job | None) -> None:
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        self._at_end()


class Lanes:
    """Starts lanes when they are first used; `close` waits for what is queued."""

    def __init__(self, at_end: Job = lambda: None) -> None:
        self._at_end = at_end
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()
        self._closed = False

    def run(
        self,
        lane: str,
        job: Callable[[], T],
        done: Callable[[T], None] = lambda _result: None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Queue `job`. Without `failed`, what it raises goes to threading.excepthook."""

        def work() -> None:
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001 - the thread's edge
                if failed is None:
                    _report(error)
                else:
                    failed(error)
            else:
                done(result)

        with self._lock:
            if self._closed:
                return
            if lane not in self._lanes:
                self._lanes[lane] = _Lane(lane, self._at_end)
            self._lanes[lane].put(work)

    def close(self, timeout: float | None = None) -> bool:
        """Let every lane finish its queue; True where all did within `timeout` seconds each."""
        with self._lock:
            self._closed = True
            lanes = list(self._lanes.values())
        for lane in lanes:
            lane.put(None)
        for lane in lanes:
            if lane.thread is not threading.current_thread():
                lane.thread.join(timeout)
        return not any(lane.thread.is_alive() for lane in lanes)


def _report(error: BaseException) -> None:
    threading.excepthook(
        threading.ExceptHookArgs(
            (type(error), error, error.__traceback__, threading.current_thread())
        )
    )
