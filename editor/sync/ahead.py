"""What comes of a slow source is made while the one before it is worked on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")

_LOOK = 0.1  # seconds between two looks whether anybody still wants it


def ahead(
    source: Iterator[T], *, check: Callable[[], None] = lambda: None, room: int = 2
) -> Iterator[T]:
    """What `source` makes, made in a thread of its own: one thing at a time, and at most `room`
    of them that nobody has taken yet. What it raises is raised here.

    `check` is called while there is something to wait for, and may raise. Closing it ends the
    source with what it is about to make; nobody waits for that.
    """
    made: queue.SimpleQueue[tuple[list[T], BaseException | None]] = queue.SimpleQueue()
    places = threading.Semaphore(room)
    is_over = threading.Event()

    def work() -> None:
        end: BaseException = StopIteration()
        try:
            with closing(source):  # type: ignore[type-var]  # generators all
                while places.acquire() and not is_over.is_set():
                    made.put(([next(source)], None))
        except BaseException as error:  # noqa: BLE001 - the thread's edge
            end = error
        made.put(([], end))

    threading.Thread(target=work, name="midad ahead", daemon=True).start()
    try:
        while True:
            try:
                things, end = made.get(timeout=_LOOK)
            except queue.Empty:
                check()
                continue
            if isinstance(end, StopIteration):
                return
            if end is not None:
                raise end
            places.release()
            yield from things
    finally:
        is_over.set()
        places.release()
