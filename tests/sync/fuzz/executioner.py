"""Kills at a line of editor/sync."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import editor.sync
import editor.sync.engine  # now: lines that run at import would be counted once and not again
from tests.sync.fuzz.ground import Killed

SYNC = str(Path(editor.sync.__file__).parent)
EVERYTHING = str(Path(editor.sync.__file__).parent.parent)


@contextmanager
def spared() -> Iterator[None]:
    """Somebody else's doing in the middle of it, that no kill may meet."""
    trace = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(trace)


class Executioner:
    """Kills at the `at`-th line of editor/sync, or of the file `within`; counts them."""

    def __init__(self, at: int = 0, within: str = SYNC) -> None:
        self.at = at
        self.within = within
        self.lines = 0

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(self.within):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self.at:
                raise Killed
        return self

    def run(self, act: Callable[[], object]) -> bool:
        """True where the act was killed."""
        sys.settrace(self)
        try:
            act()
        except Killed:
            return True
        finally:
            sys.settrace(None)
        return False
