"""Pictures of the window, in every language of the interface, light and dark: for a machine
without a display, for tests that look, for the README.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from editor.gui.app import build_window, make_application, open_first_post
from editor.gui.main_window import MainWindow
from editor.gui.theme import DARK_CHOICE, LIGHT_CHOICE
from editor.system.translation import LANGUAGES, current, use

WIDTH, HEIGHT = 1440, 900
SETTLE = 700  # milliseconds for the page to be drawn after it says that it is shown
PATIENCE = 12_000  # milliseconds for a preview that never comes


class _Shot(QObject):
    """Shows one window, waits for its page, keeps its picture, closes it."""

    def __init__(self, window: MainWindow, file: Path, done: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._file = file
        self._done = done
        self._taken = False
        window.resize(WIDTH, HEIGHT)
        window.closed.connect(self._on_window_closed)
        QTimer.singleShot(PATIENCE, self, self._take)
        window.painted.connect(self._on_window_painted)
        window.show()
        open_first_post(window, in_own_language=True)

    def _on_window_painted(self) -> None:
        self._window.frame.preview.post_shown.connect(self._on_preview_post_shown)

    def _on_preview_post_shown(self) -> None:
        QTimer.singleShot(SETTLE, self, self._take)

    def _take(self) -> None:
        if not self._taken:
            self._taken = True
            self._window.grab().save(str(self._file))
            self._window.close()

    def _on_window_closed(self) -> None:
        self._window.workspace.close()
        self._window.deleteLater()
        QTimer.singleShot(0, self._done)


def save_screenshots(notebook: Path, folder: Path) -> list[Path]:
    """Draw the window on `notebook` into PNG files in `folder` (made where missing); give back
    the files. Runs the application's loop until all are drawn."""
    from editor.workspace.assembly import open_workspace

    # A machine without a screen has much to say about it, and none of it is of use here.
    qInstallMessageHandler(lambda _kind, _where, _message: None)
    spoken = current()
    app = make_application()
    app.setQuitOnLastWindowClosed(False)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(itertools.product(LANGUAGES, (LIGHT_CHOICE, DARK_CHOICE)))
    files = [folder / f"window-{language}-{scheme}.png" for language, scheme in wanted]
    shots: list[_Shot] = []

    def next_one() -> None:
        if len(shots) == len(wanted):
            QApplication.exit(0)
            return
        language, scheme = wanted[len(shots)]
        window = build_window(open_workspace(notebook), language, scheme=scheme, app=app)
        shots.append(_Shot(window, files[len(shots)], next_one))

    QTimer.singleShot(0, next_one)
    app.exec()
    use(spoken)
    return files
