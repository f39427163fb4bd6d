"""Answers whose comment is gone from the blog: nothing can be done with them there, and their
words are their author's. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor.domain.comment import CommentRow
from editor.gui import phrases
from editor.gui.bridge import STORE, Bridge
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.workspace.messages import explain


class Orphans(QWidget):
    """Shown while there are any: the oldest one's words, and a way to have them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._commenting = bridge.workspace.commenting
        self._rows: list[CommentRow] = []
        self.words = label("", "warning", wrap=True)
        self.take = button(_("Copy it and let it go"), self._on_take_clicked)
        self.take.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.take)
        self.hide()

    def read(self) -> None:
        """Look again whether there are any."""
        self._bridge.run(STORE, self._commenting.orphaned_replies, self._on_store_read)

    def _on_store_read(self, rows: list[CommentRow]) -> None:
        self._rows = rows
        self.setVisible(bool(rows))
        if rows:
            said = phrases.in_its_direction(" ".join(rows[0].comment.text.split()))
            words = _("The comment that you answered is gone from the blog. Your answer: “{text}”")
            self.words.setText(words.format(text=said))

    def _on_take_clicked(self) -> None:
        """The words go to the clipboard first."""
        if not self._rows:
            return
        row, commenting = self._rows[0], self._commenting
        QGuiApplication.clipboard().setText(row.comment.text)
        self._bridge.run(
            STORE, lambda: commenting.take_back(row.blog, row.waiting), None, self._on_failed
        )

    def _on_failed(self, error: BaseException) -> None:
        self.words.setText(str(explain(error)))
