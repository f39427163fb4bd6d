"""Setting posts for the preview in tests: here, and in a process that obeys some words."""

from __future__ import annotations

import sys
from pathlib import Path

from editor.system.aside import Aside
from editor.workspace.rendering import Rendering, Snapshot
from editor.workspace.typesetting import Page

_PROGRAM = """
import os, sys, time
from editor.system import aside_process
from editor.workspace import typesetting
from editor.workspace.typesetting import answerer

sanitise = typesetting.sanitise
folder, seconds = sys.argv[1:]

def obedient(html):
    if "RAISE" in html:
        raise RuntimeError(html)
    if "FALL" in html:
        os._exit(3)
    while "FOREVER" in html:
        pass
    if "HOLD" in html:
        open(f"{folder}/held", "a").close()
        while not os.path.exists(f"{folder}/open"):
            time.sleep(0.005)
    return sanitise(html)

typesetting.sanitise = obedient
typesetting.SLICE = 0
open(f"{folder}/{os.getpid()}.pid", "a").close()
aside_process.main("__main__", seconds)
"""


def rendered(snapshot: Snapshot, page: Page | None = None) -> Rendering:
    """In this process, at once."""
    made = [each for each in (page or Page()).steps(snapshot) if each is not None]
    return made[-1]


class ObedientAside(Aside):
    """A typesetter that obeys a block's RAISE, FALL, FOREVER and HOLD (until `open`)."""

    def __init__(self, folder: Path, seconds: float = 60) -> None:
        program = [sys.executable, "-P", "-c", _PROGRAM, str(folder), str(seconds)]
        super().__init__("unused", patience=seconds, program=program)
        self._folder = folder

    @property
    def is_held(self) -> bool:
        """True once a HOLD was come to."""
        return (self._folder / "held").exists()

    def open(self) -> None:
        """Let it go on, now and for ever."""
        (self._folder / "open").touch()

    @property
    def numbers(self) -> list[int]:
        """Of all processes that were started."""
        return [int(path.stem) for path in self._folder.glob("*.pid")]
