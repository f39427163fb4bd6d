"""A way out where the notebook does not take the last words and the author wants to close: into a
file that any Midad reads, or, by the author's own word, without them. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from editor.domain.errors import EditorError, InputError
from editor.gui.desk import SAVING
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow

Deed = tuple[str, Callable[[], object]]


class Rescue(QObject):
    """What is offered beside "Save again", once the window could not be closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_wanted = False
        window.ending.refused.connect(self._on_ending_refused)
        window.desk.mended.connect(self._on_desk_mended)

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """In words, and what to do; none before the author wanted to close."""
        if not self._is_wanted:
            return ()
        return (
            (_("Keep them in a file …"), self.choose),
            (_("Close without them"), self.give_up),
        )

    def choose(self) -> None:
        """Ask for a file."""
        from PySide6.QtWidgets import QFileDialog

        chooser = QFileDialog(self._window, _("Keep your words in a file"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("md")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.keep_in)
        chooser.open()

    def keep_in(self, file: str) -> None:
        """Write the open post to `file`, which Midad can import, then close."""
        post = self._window.desk.snapshot()
        if post is None:
            return

        def write() -> None:
            from editor.system.files import write_atomically
            from editor.workspace.exporting import file_of

            try:
                write_atomically(Path(file), file_of(post).encode("utf-8", "surrogatepass"))
            except OSError as error:
                raise InputError(path=file) from error

        self._window.bridge.run(SAVING, write, lambda _nothing: self.give_up(), self._on_refused)

    def give_up(self) -> None:
        """Close as the notebook is."""
        self._window.ending.skip()
        self._window.close()

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, EditorError):
            self._window.bug_met.emit(error)
            return
        from editor.gui.app import trouble_box

        # No news: the next try to save would talk over it.
        box = trouble_box(error, self.choose, self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _on_ending_refused(self) -> None:
        self._is_wanted = True

    def _on_desk_mended(self) -> None:
        self._is_wanted = False
