"""The program with its window, off the screen, with an author in it who never rests."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.victims import PASSPHRASE, words_in

if TYPE_CHECKING:
    from editor.gui.session import Session

LOCKS = 0.03  # how often

Say = Callable[..., None]


def type_in_window(notebook: Path, chance: random.Random, number: int, say: Say) -> None:
    """Start Midad as its author does, and type until the process is killed."""
    from editor.gui import desk
    from editor.gui.app import make_application, run

    # More saves in a short life, with every length of a pause between them.
    desk.SAVE_AFTER = chance.choice((5, 30, 100, 600))
    desk.REST_AFTER = chance.choice((10, 50, 300, 2500))
    desk.WHOLE_AFTER = chance.choice((20, 100, 60_000))
    sys.argv = ["midad"]
    app = make_application()
    author = Author(app, chance, number, say)
    author.begin()
    run(notebook)


class Author:
    """Types numbered words, here and there, and opens other posts. A word is said to be kept
    once the call that keeps it has returned, on its lane."""

    def __init__(self, app: object, chance: random.Random, number: int, say: Say) -> None:
        from PySide6.QtCore import QTimer

        self._chance = chance
        self._say = say
        self._word = number * 100_000
        self._keys = ""
        self._said: set[str] = set()
        self._window: object | None = None
        self._page: object | None = None  # the last one that was answered
        self._timer = QTimer()
        self._timer.timeout.connect(self._act)
        self._app = app

    def begin(self) -> None:
        self._timer.start(2)

    def _act(self) -> None:
        from editor.gui.session import Session

        for session in self._app.findChildren(Session):  # type: ignore[attr-defined]
            window = session.window
            if window is None or not window.was_painted:
                self._unlock(session)
            elif window is not self._window:  # the first, or one after a lock
                self._window = window
                self._listen(window)
                self._go_aside(window)
            elif window.locking.is_protected and self._chance.random() < LOCKS:
                self._say("locked")
                session.lock()
            else:
                self._timer.setInterval(self._chance.choice((0, 1, 3, 10)))
                self._go_on(window)

    def _unlock(self, session: Session) -> None:
        from editor.gui.protection.unlock_page import UnlockPage

        page = session.procedures.page if session.procedures is not None else None
        if isinstance(page, UnlockPage) and page is not self._page:
            self._page = page
            self._keys = ""
            page.passphrase.line.setText(PASSPHRASE)
            page.answer()

    def _go_aside(self, window: object) -> None:
        """No word may be typed into the middle of another."""
        from PySide6.QtGui import QTextCursor

        move = QTextCursor.MoveOperation
        editor = window.frame.writing.editor  # type: ignore[attr-defined]
        editor.moveCursor(self._chance.choice((move.Start, move.End)))

    def _on_desk_opened(self, _post: object) -> None:
        self._keys = ""

    def _listen(self, window: object) -> None:
        window.desk.opened.connect(self._on_desk_opened)  # type: ignore[attr-defined]
        workspace = window.workspace  # type: ignore[attr-defined]
        for owner, name in ((workspace, "save"), (workspace.journal, "put")):
            original = getattr(owner, name)

            def keep(post: object, *given: object, original: object = original, **named: object):  # type: ignore[no-untyped-def]
                result = original(post, *given, **named)  # type: ignore[operator]
                words = words_in(post.body) - self._said  # type: ignore[attr-defined]
                self._said |= words
                self._say(post.id, *words)  # type: ignore[attr-defined]
                return result

            setattr(owner, name, keep)

    def _go_on(self, window: object) -> None:
        desk, writing = window.desk, window.frame.writing  # type: ignore[attr-defined]
        if self._keys:
            self._key(writing.editor, self._keys[0])
            self._keys = self._keys[1:]
            return
        dice = self._chance.random()
        if dice < 0.01:
            window.new_post()  # type: ignore[attr-defined]
        elif dice < 0.03:
            posts = window.workspace.page()  # type: ignore[attr-defined]
            window.open_post(self._chance.choice(posts).id)  # type: ignore[attr-defined]
        elif dice < 0.06:
            self._go_aside(window)
        elif desk.post is not None:
            self._word += 1
            self._keys = f"ك{self._word} "

    def _key(self, editor: object, text: str) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text)
            self._app.sendEvent(editor, event)  # type: ignore[attr-defined]
