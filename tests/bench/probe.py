"""Runs in a process of its own: a window with a post in it, its own stop-watch inside.

`probe.py bare TEXT` is the floor, a QPlainTextEdit and nothing else. `probe.py midad NOTEBOOK`
is the program as it starts without arguments. Prints one JSON line: milliseconds from the
parent's start (BENCH_START, CLOCK_MONOTONIC seconds) to the end of the first paint that shows
the text, to the first of three keys in a row that were painted within 60 ms each, and the
proportional set size of the whole process tree two seconds later, in MiB.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

START = float(os.environ["BENCH_START"])
PROMPT = 0.060  # seconds within which a key has to be painted to count as answered
SETTLE = 2000  # milliseconds


def since_start() -> float:
    return (time.monotonic() - START) * 1000


class StopWatch:
    """Wraps a text widget's paintEvent; types once the first paint is done."""

    def __init__(self, kind: Any) -> None:
        self.paint: float | None = None
        self.ready: float | None = None
        self.pressed = 0.0
        self.answered = 0
        self.streak_began = 0.0
        original = kind.paintEvent

        def painted(widget: Any, event: Any) -> None:
            original(widget, event)
            if widget.document().characterCount() > 1000:
                self.on_paint(widget)

        kind.paintEvent = painted

    def on_paint(self, widget: Any) -> None:
        from PySide6.QtCore import QTimer

        if self.paint is None:
            self.paint = since_start()
            QTimer.singleShot(0, lambda: self.press(widget))
        elif self.pressed and self.ready is None:
            prompt = time.monotonic() - self.pressed <= PROMPT
            self.answered = self.answered + 1 if prompt else 0
            self.pressed = 0.0
            if self.answered == 1:
                self.streak_began = since_start()
            if self.answered == 3:
                self.ready = self.streak_began
                QTimer.singleShot(SETTLE, self.report)
            else:
                QTimer.singleShot(0, lambda: self.press(widget))

    def press(self, widget: Any) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        self.pressed = time.monotonic()
        modifier = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_A, modifier, "a"))

    def report(self) -> None:
        figures = {"paint": self.paint, "ready": self.ready, "memory": tree_memory()}
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()
        os._exit(0)


def tree_memory() -> float:
    """PSS of this process and all its children, MiB."""
    total = 0
    for pid in _tree(os.getpid()):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _tree(int(child)))]


def bare(path: Path) -> None:
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    app = QApplication(["bare"])
    StopWatch(QPlainTextEdit)
    widget = QPlainTextEdit()
    widget.resize(1200, 800)
    widget.setPlainText(path.read_text())
    widget.show()
    app.exec()


def midad(path: Path) -> None:
    os.environ["MIDAD_NOTEBOOK"] = str(path)
    sys.argv = ["midad"]
    from editor.__main__ import load_window, main

    load_window()  # in the program's own order, before anything here asks for a part of it
    from editor.gui.writing.editor import WritingEditor

    StopWatch(WritingEditor)
    main()


if __name__ == "__main__":
    {"bare": bare, "midad": midad}[sys.argv[1]](Path(sys.argv[2]))
