"""Runs in a process of its own: a window with a text in it, which types when it is told to.

`typist.py bare TEXT` is the floor, a QPlainTextEdit and nothing else. `typist.py widget TEXT` is
the writing widget alone in a window, `typist.py window NOTEBOOK` the whole program and
`typist.py unsaved NOTEBOOK` the same without its saving. Orders come as lines of JSON on the
standard input and wake the program as a key does; figures go out the same way, in milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZE = 1200, 800
SHORT = 60  # characters: a shorter block is a heading or an empty line

Window = tuple[Any, Any, Callable[[str], object]]
"""The application, its editor, and what shows another text in it."""


class Paints:
    """Sees the paint events of a class of widgets."""

    seen = False

    def watch(self, kind: Any) -> None:
        """Call it before there is a widget: the binding asks its class only once."""
        original = kind.paintEvent

        def painted(widget: Any, event: Any) -> None:
            original(widget, event)
            self.seen = True

        kind.paintEvent = painted


paints = Paints()


class Saves:
    """Sees how long the words typed first wait until they are on disk."""

    def __init__(self) -> None:
        self._typed = self._handed = 0.0
        self.took: list[float] = []

    def watch(self, window: Any) -> None:
        window.desk.typed.connect(self._on_typed)
        window.desk.handed.connect(self._on_handed)
        for owner, name in ((window.workspace, "save"), (window.workspace.journal, "put")):
            setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, keep: Callable[..., object]) -> Callable[..., object]:
        def kept(*given: object, **named: object) -> object:
            result = keep(*given, **named)
            if self._handed:
                self.took.append(since(self._handed))
            self._handed = 0.0
            return result

        return kept

    def _on_typed(self) -> None:
        self._typed = self._typed or time.monotonic()

    def _on_handed(self) -> None:
        self._handed, self._typed = self._handed or self._typed, 0.0


saves = Saves()


class Typist:
    """Types into a window, and watches it being painted.

    A paint is over at the end of the turn of the event loop it happened in, when the screen has
    it too.
    """

    def __init__(self, window: Window) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QSocketNotifier

        self._app, self._editor, self._fill = window
        self._app.setCursorFlashTime(0)  # a blinking caret would be taken for an answer
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self._at_hand = QEventLoop.ProcessEventsFlag.AllEvents
        self._then: Callable[[], None] | None = None  # once it is painted
        self._heard = b""
        self._watched_until = self._longest = 0.0
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_line_sent)

    def work(self) -> None:
        """Obey for ever."""
        self._answer([])
        while True:
            if self._watched_until:
                self._watch()
            else:
                self._dispatcher.processEvents(self._waiting)
            if paints.seen and self._then is not None:
                then, self._then = self._then, None
                then()

    def _watch(self) -> None:
        """One turn of the event loop, and how long it takes."""
        began = time.monotonic()
        if began > self._watched_until:
            self._watched_until = 0.0
            self._answer([self._longest])
            return
        self._dispatcher.processEvents(self._at_hand)
        self._longest = max(self._longest, since(began))
        time.sleep(0.001)

    def _on_line_sent(self) -> None:
        self._heard += os.read(sys.stdin.fileno(), 1 << 20)
        *lines, self._heard = self._heard.split(b"\n")
        for line in lines:
            order, *values = json.loads(line)
            getattr(self, order)(*values)

    def _answer(self, figures: list[float]) -> None:
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()

    def _once_painted(self, then: Callable[[], None]) -> None:
        paints.seen, self._then = False, then

    # --- orders -------------------------------------------------------------------------------

    def place(self, paragraph: int, share: float, exactly: bool = False) -> None:
        """Put the caret into the paragraph of that number, at a word's end: 1 is its end.
        `exactly`: wherever that is. The milliseconds that took."""
        self._editor.window().activateWindow()  # no caret is painted without the focus
        self._editor.setFocus()
        block = self._editor.document().firstBlock()
        while paragraph or len(block.text()) < SHORT:
            paragraph -= len(block.text()) >= SHORT
            block = block.next()
        line = block.text()
        cursor = self._editor.textCursor()
        at = (
            int((block.length() - 1) * share) if exactly else line.find(" ", int(len(line) * share))
        )
        cursor.setPosition(block.position() + (at if at >= 0 else len(line)))
        began = time.monotonic()
        self._editor.setTextCursor(cursor)
        self._answer([since(began)])

    def idle(self, seconds: float) -> None:
        """The longest turn of the event loop in so many seconds without a key."""
        self._longest, self._watched_until = 0.0, time.monotonic() + seconds

    def key(self, sent: float, text: str) -> None:
        """From the key's arrival to the end of its paint; and from the moment it was sent, in
        which the work that earlier keys left behind is, where it keeps this one waiting."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        key, nothing = ord(text.upper()), Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, nothing, text)
        arrived = time.monotonic()
        self._once_painted(lambda: self._answer([since(arrived), since(sent)]))
        self._app.sendEvent(self._editor, event)

    def durable(self) -> None:
        """From the first key to the disk, each time since the start."""
        self._answer(saves.took)

    def open(self, path: str) -> None:
        """From the text's arrival to its first paint."""
        text = words_of(Path(path))
        began = time.monotonic()
        self._once_painted(lambda: self._answer([since(began)]))
        self._fill(text)


def since(began: float) -> float:
    return (time.monotonic() - began) * 1000


def words_of(path: Path) -> str:
    """Whatever was written there, lone surrogates too."""
    return path.read_bytes().decode("utf-8", "surrogatepass")


def bare(path: Path, *, dressed: bool = False) -> Window:
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    class Bare(QPlainTextEdit):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)

    paints.watch(Bare)
    app = QApplication(["bare"])
    made = Bare()
    made.resize(*SIZE)
    if dressed:
        from editor.gui.fonts import load_fonts
        from editor.gui.writing.sheet.looks import Looks

        load_fonts()
        made.setFont(Looks().font)
        beside = round(SIZE[0] - Looks().measure(SIZE[0])) // 2
        made.setViewportMargins(beside, 0, beside, 0)
    made.setPlainText(words_of(path))
    made.show()
    made.activateWindow()
    return app, made, made.setPlainText


def dressed(path: Path) -> Window:
    """A bare one in Midad's own face, and in a column as wide: what the letters alone cost."""
    return bare(path, dressed=True)


def widget(path: Path) -> Window:
    from editor.__main__ import load_window

    load_window()
    from editor.gui.app import _look_for_garbage, make_application
    from editor.gui.writing.editor import WritingEditor

    paints.watch(WritingEditor)
    app = make_application()
    made = WritingEditor()
    made.resize(*SIZE)
    made.load(words_of(path))
    made.show()
    made.activateWindow()
    _look_for_garbage()
    return app, made, made.load


def window(path: Path) -> Window:
    from editor.__main__ import load_window

    load_window()
    from editor.gui.app import (
        _look_for_garbage,
        build_window,
        make_application,
    )
    from editor.gui.returning import come_back
    from editor.gui.writing.editor import WritingEditor
    from editor.workspace.assembly import open_workspace

    paints.watch(WritingEditor)
    app = make_application()
    made = build_window(open_workspace(path), app=app)
    made.painted.connect(_look_for_garbage)
    come_back(made)
    made.show()
    made.activateWindow()
    while not made.frame.is_full:
        app.processEvents()
    saves.watch(made)
    editor = made.frame.writing.editor
    editor.setFocus()
    return app, editor, editor.load


def unsaved(path: Path) -> Window:
    """The whole program, which saves nothing."""
    app, editor, fill = window(path)
    editor.window().desk.text_changed = lambda: None
    return app, editor, fill


if __name__ == "__main__":
    kinds = {
        "bare": bare,
        "dressed": dressed,
        "widget": widget,
        "window": window,
        "unsaved": unsaved,
    }
    Typist(kinds[sys.argv[1]](Path(sys.argv[2]))).work()
