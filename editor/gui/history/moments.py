"""The moments of a post's timeline, two lines each: when, and why with how many words.

Thread: GUI.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from editor.domain.revision import Revision
from editor.gui import phrases
from editor.gui.theme import Tokens
from editor.gui.two_lines import BELOW, TwoLines
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.workspace.history import cause_label

WIDTH = 280  # pixels


class Moments(QListWidget):
    """Choose one with the mouse or the arrow keys."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revisions: list[Revision] = []
        self.setProperty("look", "card")
        self.setAccessibleName(_("Earlier states, the newest first"))
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._lines = TwoLines(tokens, self)
        self.setItemDelegate(self._lines)

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._lines.take_colours(tokens)

    @property
    def revision(self) -> Revision | None:
        """The chosen one."""
        row = self.currentRow()
        return self._revisions[row] if 0 <= row < len(self._revisions) else None

    def older(self, revision: Revision) -> Revision | None:
        """The one before it in time."""
        at = self._revisions.index(revision) + 1
        return self._revisions[at] if at < len(self._revisions) else None

    def show_revisions(self, revisions: list[Revision], now: datetime) -> None:
        """List them, newest first; the chosen one stays chosen where it still is there. Says
        nothing of the choice by itself."""
        chosen = self.revision
        self._revisions = revisions
        self.blockSignals(True)
        self.clear()
        for revision in revisions:
            moment, why = phrases.day_and_time(revision.moment, now), _why(revision)
            item = QListWidgetItem(moment)
            item.setData(BELOW, why)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, phrases.in_a_row((moment, why)))
            self.addItem(item)
        if revisions:
            self.setCurrentRow(revisions.index(chosen) if chosen in revisions else 0)
        self.blockSignals(False)


def _why(revision: Revision) -> str:
    words = ngettext("{n} word", "{n} words", revision.words)
    return phrases.in_a_row(
        (cause_label(revision.cause), words.format(n=phrases.number(revision.words)))
    )
