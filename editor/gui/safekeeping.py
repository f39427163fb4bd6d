"""A backup a day, made by itself when the author pauses. Thread: GUI; the work is on a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.errors import EditorError

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.workspace.workspace import Workspace

BACKUPS = "backups"  # a lane of its own: saving goes on while all is copied
FIRST = 4 * 60_000  # milliseconds after the window was made
AGAIN = 30 * 60_000
PAUSE = 20_000  # without a change to the text


class BackupKeeper(QObject):
    """Of one window. `made` carries a Backup; `failed` the error, once for each kind of it."""

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._bridge = window.bridge
        self._told: set[type] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make_if_due)
        self._timer.start(FIRST)
        window.desk.saved.connect(self._on_desk_saved)

    def make_if_due(self) -> None:
        """Have one made where it is due, and look again in a while."""
        workspace = self._bridge.workspace
        self._bridge.run(BACKUPS, lambda: _make(workspace), self._on_backup_done)
        self._timer.start(AGAIN)

    def _on_desk_saved(self, _post: object) -> None:
        """Words were saved just now: more may be on their way."""
        if self._timer.remainingTime() < PAUSE:
            self._timer.start(PAUSE)

    def _on_backup_done(self, outcome: object) -> None:
        if isinstance(outcome, EditorError):
            if type(outcome) not in self._told:
                self._told.add(type(outcome))
                self.failed.emit(outcome)
        elif outcome is not None:
            self._told.clear()
            self.made.emit(outcome)


def _make(workspace: Workspace) -> object:
    try:
        return workspace.backups.make_if_due()
    except EditorError as error:
        return error
