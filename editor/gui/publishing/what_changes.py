"""What readers will see change when the post is updated: its words and what is said about it,
against what the blog had when it was last seen. Needs no network. Thread: GUI; comparing is done
on a lane.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from editor.domain.changes import Changes
from editor.domain.errors import BlogMissing
from editor.domain.post import PostId
from editor.gui import phrases
from editor.gui.bridge import Bridge
from editor.gui.history.view import DifferenceView, word_counts
from editor.gui.sizes import take_size
from editor.gui.theme import Tokens
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.text.isolates import isolated
from editor.workspace.labels import field_label
from editor.workspace.messages import explain

if TYPE_CHECKING:
    from editor.text.difference import Difference
    from editor.workspace.history import ForReaders
    from editor.workspace.workspace import Workspace

COMPARING = "comparing"  # a lane: long texts take a second
SIZE = QSize(860, 680)
_KEY = "what_changes.size"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the comparing lane found for one blog."""

    blog: str  # its name
    found: ForReaders


class WhatChangesDialog(QDialog):
    """Of one post. update_wanted: the author's word; the dialog is closed."""

    update_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        tokens: Tokens,
        post: PostId,
        *,
        can_update: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._post = post
        self._answers: list[Answer] = []
        self.setWindowTitle(_("What will change"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.blogs = Choice()
        self.blogs.setAccessibleName(_("Blog"))
        self.blogs.currentIndexChanged.connect(lambda _at: self._show())
        self.blogs.hide()
        self.counts = label("", "name", wrap=True)
        self.since = label("", "muted", wrap=True)
        self.view = DifferenceView(tokens)
        self.view.setAccessibleName(_("What will change"))
        self.update_button = button(_("Update"), self._on_update_clicked, "strong")
        self.update_button.setVisible(can_update)
        self.update_button.setEnabled(False)
        self.close_button = button(_("Close"), self.reject)
        self._lay_out()
        take_size(self, bridge.workspace, _KEY, SIZE)
        bridge.changed.connect(self._on_bridge_changed)
        self._ask()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(_("What will change"), "heading"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.blogs)
        head.addWidget(self.counts, 1)
        column.addLayout(head)
        column.addWidget(self.since)
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for each in (self.close_button, self.update_button):
            each.setAutoDefault(False)
            foot.addWidget(each)
        column.addLayout(foot)

    # --- comparing ----------------------------------------------------------------------------

    def _ask(self) -> None:
        workspace, post = self._bridge.workspace, self._post
        self._bridge.run(
            COMPARING, lambda: _compare(workspace, post), self._on_compared, self._on_failed
        )

    def _on_bridge_changed(self, changes: Changes) -> None:
        if self._post in changes.removed:
            self.reject()
        elif self._post in changes.posts | changes.travel:
            self._ask()

    def _on_compared(self, answers: list[Answer]) -> None:
        self._answers = answers
        at = max(self.blogs.currentIndex(), 0)
        self.blogs.blockSignals(True)
        self.blogs.clear()
        self.blogs.addItems([answer.blog for answer in answers])
        self.blogs.setCurrentIndex(min(at, len(answers) - 1))
        self.blogs.blockSignals(False)
        self.blogs.setVisible(len(answers) > 1)
        self._show()

    def _show(self) -> None:
        if not self._answers:
            self.counts.setText(_("The post is not on a blog yet: all of it would be new there."))
            self.since.clear()
            self.view.clear()
            return
        answer = self._answers[max(self.blogs.currentIndex(), 0)]
        self.counts.setText(summary(answer.found.difference))
        self.since.setText(_against(answer))
        self.view.show_difference(answer.found.difference)
        self.update_button.setEnabled(not _is_nothing(answer.found.difference))

    def _on_failed(self, error: BaseException) -> None:
        self.counts.setText(str(explain(error)))
        self.view.clear()

    def _on_update_clicked(self) -> None:
        self.accept()
        self.update_wanted.emit()


def summary(found: Difference) -> str:
    """How much, in one line: the words, their direction, and which of the post's particulars."""
    about = [field_label(each.field) for each in found.particulars if not each.is_same]
    if _is_nothing(found):
        return _("Nothing: readers have the post as it is here.")
    turned = _("Some of it runs the other way now") if found.has_turned else ""
    parts = (word_counts(found), turned, phrases.in_a_row(about))
    return " · ".join(part for part in parts if part)


def _is_nothing(found: Difference) -> bool:
    is_same = all(each.is_same for each in found.particulars)
    return is_same and found.is_empty and not found.has_turned


def _against(answer: Answer) -> str:
    blog, seen = isolated(answer.blog), answer.found.seen
    if seen is None:
        return _("Against what {blog} had at the last sync.").format(blog=blog)
    return _("Against what {blog} has had since {moment}, as far as the last sync saw.").format(
        blog=blog, moment=phrases.date_and_time(seen)
    )


def _compare(workspace: Workspace, post: PostId) -> list[Answer]:
    answers = []
    for found in workspace.history.compare_with_blogs(post):
        try:
            answers.append(Answer(workspace.blogs.get(found.blog).name, found))
        except BlogMissing:
            continue
    return answers
