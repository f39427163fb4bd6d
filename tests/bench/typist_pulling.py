"""Runs in a process of its own: the whole program (typist.py), which pulls a blog when told to.

`typist_pulling.py NOTEBOOK`. The notebook knows one blog.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.bench.typist import Typist, Window, window


class PullingTypist(Typist):
    """Types while its window syncs."""

    def __init__(self, made: Window) -> None:
        super().__init__(made)
        self._window: Any = self._editor.window()
        self._courier = self._window.courier
        self._waits_for = ""
        self._courier.progressed.connect(self._on_courier_progressed)
        self._courier.ended.connect(self._on_courier_ended)

    def pull(self) -> None:
        """Begin; how many posts are to come, once the first of them are here."""
        self._waits_for = "posts"
        self._courier.sync(self._window.workspace.blogs.all())

    def stop(self) -> None:
        """Break it off; whether it was under way."""
        if not self._courier.is_busy:
            self._answer([0.0])
            return
        self._waits_for = "end"
        self._courier.stop()

    def _on_courier_progressed(self, progress: Any) -> None:
        if self._waits_for == "posts" and progress.done:
            self._waits_for = ""
            self._answer([float(progress.total)])

    def _on_courier_ended(self, _report: object) -> None:
        waits_for, self._waits_for = self._waits_for, ""
        if waits_for:
            self._answer([float(waits_for == "end")])


if __name__ == "__main__":
    PullingTypist(window(Path(sys.argv[1]))).work()
