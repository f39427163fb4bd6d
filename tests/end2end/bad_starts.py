"""Starts the window on one notebook after the other, as an author whose notebook is not well, and
prints what the program says of each: `python -m tests.end2end.bad_starts NOTEBOOK …`. The
passphrase to be tried comes from the standard input. With `plainly` before the notebooks it does
so as an account whose permissions count."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

import editor
from editor.gui.app import make_application, run
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.session import Session
from tests.plain_user import NOBODY

PATIENCE = 3000  # looks of LOOK_EVERY milliseconds
LOOK_EVERY = 20


def main() -> None:
    """One line of JSON for each."""
    passphrase, given = sys.stdin.read(), sys.argv[1:]
    sys.argv = ["midad"]
    app = make_application()
    if given[0] == "plainly":
        become_plain()
        given = given[1:]
    for path in map(Path, given):
        reader = Reader(app, passphrase)
        code = run(path)
        reader.timer.stop()
        sys.stdout.write(json.dumps([path.name, code, reader.said]) + "\n")
        sys.stdout.flush()
    os._exit(0)


def become_plain() -> None:
    """From now on nothing is a root's privilege; what is needed of the program is read before."""
    for module in pkgutil.walk_packages(editor.__path__, "editor."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


class Reader:
    """Reads what the program says at its start, and closes it then."""

    def __init__(self, app: QApplication, passphrase: str) -> None:
        self._app, self._passphrase = app, passphrase
        self._looks = 0
        self._known = list(app.findChildren(Session))
        self.said = ""
        self.timer = QTimer()
        self.timer.timeout.connect(self._look)
        self.timer.start(LOOK_EVERY)

    def _look(self) -> None:
        self._looks += 1
        if self._looks > PATIENCE:
            sys.stdout.write("waited in vain\n")
            sys.stdout.flush()
            os._exit(8)
        if self.said:
            return
        for box in self._app.topLevelWidgets():
            if isinstance(box, QMessageBox) and box.isVisible():
                self.said = f"{box.text()} {box.informativeText()}"
                box.accept()
                return
        for session in self._app.findChildren(Session):
            if session not in self._known:
                self._look_at(session)

    def _look_at(self, session: Session) -> None:
        if session.window is not None and session.window.frame.is_full:
            self.said = "opened"
            session.window.close()
        elif session.procedures is not None:
            page = session.procedures.page
            if not isinstance(page, UnlockPage):
                return
            if page.trouble.text():
                self.said = page.trouble.text()
                session.procedures.gate.close()
            elif self._passphrase and not page.bar.isVisible():
                page.passphrase.line.setText(self._passphrase)
                page.answer()


if __name__ == "__main__":
    main()
