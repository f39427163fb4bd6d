"""When a bug gets through: write down where, save what was typed, say so kindly, go on.

Thread: GUI; bugs on other threads are brought here.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor.system.crash import write_crash
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from editor.gui.main_window import MainWindow


class CrashKeeper(QObject):
    """Takes what nobody expected, from any thread."""

    _caught = Signal(object)

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._box: QMessageBox | None = None
        window.bug_met.connect(self.take)
        self._caught.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Take what Python would print from now on."""
        sys.excepthook = self._on_main_thread
        threading.excepthook = self._on_other_thread

    def stop(self) -> None:
        """The window goes: from now on Python prints what nobody expected, as it always did."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def take(self, error: BaseException) -> None:
        """Write the log, save, and tell the author once."""
        try:
            where = str(write_crash(self._folder, error, self._window.workspace.clock.now()))
        except OSError:
            where = ""  # a full disk must not hide the bug itself: the dialog still comes
        self._window.desk.save_now()
        if self._box is None:
            self._tell(where)

    def _tell(self, where: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Midad")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Something went wrong inside Midad. Your words are saved."))
        advice = _("You can go on writing. If it happens again, close Midad and open it again.")
        if where:
            note = _("A note for the makers, without any of your words, is in {file}")
            advice += "\n\n" + note.format(file=left_to_right(where))
        box.setInformativeText(advice)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(self._on_box_finished)
        self._box = box
        box.open()

    def _on_box_finished(self, _result: int) -> None:
        self._box = None

    def _on_main_thread(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
        else:
            self.take(error)

    def _on_other_thread(self, report: threading.ExceptHookArgs) -> None:
        if report.exc_value is not None:
            self._caught.emit(report.exc_value)
