"""Work that takes a while: how far it is, and whether it may go on."""

from __future__ import annotations

from collections.abc import Callable

from editor.domain.errors import WorkCancelled


class Course:
    """Handed to whatever can take longer than a second, and asked by it between steps.

    `told` gets (done, total) on the thread that works; `total` is 0 while it is not known.
    """

    def __init__(self, told: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        self._told = told
        self._is_stopped = False

    def stop(self) -> None:
        """End it at the next safe place. Any thread."""
        self._is_stopped = True

    def step(self, done: int = 0, total: int = 0) -> None:
        """Say how far it is. Raises WorkCancelled where it shall stop."""
        if self._is_stopped:
            raise WorkCancelled
        self._told(done, total)
