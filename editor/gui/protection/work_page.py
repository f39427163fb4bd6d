"""The page that is seen while the notebook is encrypted or decrypted: how far it is, and a way
to stop. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from editor.domain.course import Course
from editor.gui.protection.page import Page
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _

_FINE = 1_000  # steps of the bar


class WorkPage(Page):
    """`course` is told to stop; its news come to `show_progress`."""

    def __init__(
        self, tokens: Tokens, heading: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(tokens, heading, words, "shield-check", parent)
        self.course: Course | None = None
        self.bar.setAccessibleName(heading)
        self.bar.show()
        self.stop_button = button(_("Stop"), self.stop)
        self.put_at_foot(None, self.stop_button)

    def stop(self) -> None:
        """Stop at the next safe place; the notebook is then as it was."""
        if self.course is not None:
            self.course.stop()
        self.stop_button.setEnabled(False)
        self.stop_button.setText(_("Stopping …"))

    def show_progress(self, progress: tuple[int, int]) -> None:
        """So much is done, of so much; of 0 while nobody knows."""
        done, total = progress
        self.bar.setRange(0, _FINE if total else 0)
        if total:
            self.bar.setValue(done * _FINE // total)
