"""Backups: one a day, made by itself when the author pauses, and what the author asks for beside.
Thread: GUI; the work is on a lane.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.course import Course
from editor.domain.errors import BackupPlaceMissing, EditorError, WorkCancelled

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.workspace.backups import Backup
    from editor.workspace.rotation import Keep
    from editor.workspace.workspace import Workspace

BACKUPS = "backups"  # a lane of its own: saving goes on while all is copied
FIRST = 4 * 60_000  # milliseconds after the window was made
AGAIN = 30 * 60_000
PAUSE = 20_000  # without a change to the text


class BackupKeeper(QObject):
    """Of one window. `made` carries a Backup; `failed` the error, of what makes itself once for
    each kind of it; `stopped`: the author thought better of it. `progressed` carries (done, total)
    of what the author asked for."""

    made = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    progressed = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._bridge = window.bridge
        self._told: set[type] = set()
        self._course: Course | None = None
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

    # --- what the author asks for ---------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """True while something the author asked for is under way."""
        return self._course is not None

    def make_now(self) -> None:
        """Make one now."""
        backups = self._bridge.workspace.backups
        self._begin(backups.make)

    def move_to(self, parent: Path | None) -> None:
        """Keep them in a folder in `parent`, None: beside the notebook; and make one there."""
        backups = self._bridge.workspace.backups
        self._begin(lambda course: backups.move_to(parent, course))

    def keep_for(self, keep: Keep) -> None:
        """Keep them for so long."""
        backups = self._bridge.workspace.backups
        self._bridge.run(BACKUPS, lambda: backups.keep_for(keep), None, self.failed.emit)

    def stop(self) -> None:
        """End what is under way; nothing is left of it."""
        if self._course is not None:
            self._course.stop()

    def _begin(self, job: Callable[[Course], Backup]) -> None:
        if self.is_busy:
            return
        bridge = self._bridge
        course = self._course = Course(
            lambda done, total: bridge.report(self._on_lane_told, (done, total))
        )
        bridge.run(BACKUPS, lambda: job(course), self._on_lane_done, self._on_lane_failed)

    def _on_lane_told(self, progress: tuple[int, int]) -> None:
        if self.is_busy:
            self.progressed.emit(progress)

    def _on_lane_done(self, backup: Backup) -> None:
        self._course = None
        self._on_backup_done(backup)

    def _on_lane_failed(self, error: BaseException) -> None:
        self._course = None
        if isinstance(error, WorkCancelled):
            self.stopped.emit()
        else:
            self.failed.emit(error)

    # --- what makes itself ----------------------------------------------------------------------

    def _on_desk_saved(self, _post: object) -> None:
        """Words were saved just now: more may be on their way."""
        if self._timer.remainingTime() < PAUSE:
            self._timer.start(PAUSE)

    def _on_backup_done(self, outcome: Backup | EditorError | None) -> None:
        if isinstance(outcome, EditorError):
            self._tell(outcome)
        elif outcome is not None:
            if outcome.instead_of is None:
                self._told.clear()
            else:
                self._tell(BackupPlaceMissing(str(outcome.instead_of)))
            self.made.emit(outcome)

    def _tell(self, error: EditorError) -> None:
        if type(error) not in self._told:
            self._told.add(type(error))
            self.failed.emit(error)


def _make(workspace: Workspace) -> Backup | EditorError | None:
    try:
        return workspace.backups.make_if_due()
    except EditorError as error:
        return error
