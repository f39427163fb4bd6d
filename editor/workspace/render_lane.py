"""The lane that has a post turned into HTML while its author goes on typing.

The work is done in a process of its own (`typesetting`): in a thread, it would make typing take
five times as long. Here are only the questions, and a thread that waits for the answers.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from editor.domain.post import Direction, PostId
from editor.system.aside import Aside, AsideSilent, AsideTooLong
from editor.workspace.rendering import Rendering, Snapshot
from editor.workspace.rendering_talk import Told, hear, pack_body, pack_snapshot

_WORK = "editor.workspace.typesetting"
_FALLS = 3  # of the process, one after the other: after so many it is left alone
_LONG = 1.0  # seconds for one step: no post takes so long that another one should wait for it


class RenderingStopped(Exception):
    """The process fell too often with this post. It is tried again with another post, or after
    `RenderLane.begin_again`."""


@dataclass(slots=True)
class _Memory:
    """What the process is known to know."""

    number: int = 0  # of the last question
    base: int = 0  # of the last question whose body arrived; 0: none did
    body: str = ""
    told: Told = field(default_factory=Told)


class RenderLane:
    """One rendering at a time, and only the newest request waits.

    `deliver` and `failed` are called on the lane's own thread. Methods may be called from any
    thread and return at once, `close` excepted. `failed` gets what `Aside.ask` raises, or
    RenderingStopped. The process starts with the first request.
    """

    def __init__(
        self,
        deliver: Callable[[Rendering], None],
        failed: Callable[[Snapshot, Exception], None],
        aside: Aside | None = None,
    ) -> None:
        """`aside` stands in the place of our own process."""
        self._deliver = deliver
        self._failed = failed
        self._aside = aside or Aside(_WORK)
        self._bell = threading.Condition()
        self._waiting: Snapshot | None = None
        self._running: Snapshot | None = None
        self._cancelled = False
        self._closed = False
        self._asked = 0.0  # when, of the question that is not answered
        self._falls = 0
        self._fallen: PostId | None = None  # the post it fell with
        self._memory = _Memory()
        self._thread: threading.Thread | None = None

    def request(self, snapshot: Snapshot) -> None:
        """Render `snapshot` next; an earlier one that still waits is forgotten."""
        with self._bell:
            if self._closed:
                return
            self._waiting = snapshot
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="rendering", daemon=True)
                self._thread.start()
            self._bell.notify()
            hangs = self._asked and time.monotonic() - self._asked > _LONG
            running = self._running
        if hangs and running is not None and running.post != snapshot.post:
            self._aside.end()

    def cancel(self) -> None:
        """Forget what waits and what runs; nothing of it is delivered after this returns, save
        a delivery that has begun."""
        with self._bell:
            self._waiting = None
            self._cancelled = self._running is not None

    def forget(self) -> None:
        """Cancel, and end the process: it knew what was written."""
        self.cancel()
        self._memory = _Memory()
        self._aside.end()

    def begin_again(self) -> None:
        """Try again what was given up."""
        self._falls = 0

    def close(self, seconds: float = 5) -> None:
        """Stop for good: end the process and wait for the thread, at most `seconds`."""
        with self._bell:
            self._waiting = None
            self._closed = True
            self._bell.notify()
            thread = self._thread
        self._aside.close()
        self._memory = _Memory()
        if thread is not None and thread is not threading.current_thread():
            thread.join(seconds)

    def _work(self) -> None:
        while (snapshot := self._next()) is not None:
            try:
                rendering = self._render(snapshot)
            except Exception as error:  # noqa: BLE001 - the thread's edge: the lane lives on
                if not self._is_stale():
                    self._failed(snapshot, error)
                continue
            if rendering is not None and not self._is_stale():
                self._deliver(rendering)

    def _next(self) -> Snapshot | None:
        """Wait for work; None at the end."""
        with self._bell:
            self._running, self._cancelled = None, False
            while self._waiting is None and not self._closed:
                self._bell.wait()
            self._running, self._waiting = self._waiting, None
            return self._running

    def _is_stale(self) -> bool:
        """True where nobody wants the running one any more. A newer snapshot of the same post
        does not make it so: under steady typing nothing would ever be finished."""
        with self._bell:
            elsewhere = (
                self._waiting is not None
                and self._running is not None
                and self._waiting.post != self._running.post
            )
            return self._closed or self._cancelled or elsewhere

    def _render(self, snapshot: Snapshot) -> Rendering | None:
        """None where it went stale on the way. A process that falls is started again."""
        if self._fallen != snapshot.post:
            self._fallen, self._falls = snapshot.post, 0
        while self._falls < _FALLS:
            try:
                rendering = self._set(snapshot)
            except AsideSilent as error:
                self._memory = _Memory()
                if self._is_stale():
                    return None
                self._falls += 1
                if isinstance(error, AsideTooLong) and self._falls < _FALLS:
                    raise
            else:
                self._falls = 0
                return rendering
        raise RenderingStopped

    def _set(self, snapshot: Snapshot) -> Rendering | None:
        memory = self._memory
        memory.number += 1
        question = ["set", memory.number, memory.told.number, pack_snapshot(snapshot)]
        base, memory.base = memory.base, 0
        answer = self._ask([*question, pack_body(base, memory.body, snapshot.body)])
        if answer is None:
            answer = self._ask([*question, snapshot.body])
        memory.base, memory.body = memory.number, snapshot.body
        said = [answer]
        while said[-1][0]:
            if self._is_stale():
                return None
            said.append(self._ask(["more"]))
        memory.told = told = hear(memory.told, said)
        direction, around, kinds = said[-1][-1]
        return Rendering(
            snapshot,
            Direction(direction),
            told.blocks,
            told.starts,
            told.lines,
            (Direction(around[0]) if around[0] else "", around[1]),
            frozenset(kinds),
        )

    def _ask(self, question: list[Any]) -> Any:
        self._asked = time.monotonic()
        try:
            return self._aside.ask(question)
        finally:
            self._asked = 0.0
