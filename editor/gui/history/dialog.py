"""The timeline of a post: its moments on one side, what changed on the other, and the way back.

Thread: GUI; reading and comparing are done on lanes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from editor.domain.changes import Changes
from editor.domain.errors import PostMissing, RevisionMissing
from editor.domain.post import PostId
from editor.domain.revision import Revision
from editor.gui.bridge import STORE, Bridge
from editor.gui.history.moments import Moments
from editor.gui.history.view import DifferenceView, word_counts
from editor.gui.sizes import take_size
from editor.gui.theme import Tokens
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.text.difference import Difference
from editor.workspace.messages import explain

COMPARING = "comparing"  # a lane: long texts take a second
SIZE = QSize(980, 640)
_SIZE_KEY = "window.history"
_SENTENCE = 460  # pixels wide
_NOW, _BEFORE, _ALONE = range(3)  # what a state is shown beside


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the comparing lane found, and which question it answers."""

    asked: int
    found: Difference
    whole: bool


class HistoryDialog(QDialog):
    """Of one post. `return_wanted` carries the Revision to go back to; the dialog is closed."""

    return_wanted = Signal(object)

    def __init__(
        self, bridge: Bridge, tokens: Tokens, post: PostId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._post = post
        self._has_states = False
        self._asked = 0
        self.setWindowTitle(_("History of this post"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, bridge.workspace, _SIZE_KEY, SIZE)
        self.list = Moments(tokens)
        self.list.currentRowChanged.connect(lambda _row: self._ask())
        self.beside = Choice()
        self.beside.addItems(
            [
                _("What changed since then"),
                _("What had changed just before"),
                _("Only what it said then"),
            ]
        )
        self.beside.setAccessibleName(_("What to show"))
        self.beside.currentIndexChanged.connect(lambda _index: self._ask())
        self.counts = label("", "muted", wrap=True)
        self.view = DifferenceView(tokens)
        self.view.setAccessibleName(_("What changed"))
        self.news = label("", "warning", wrap=True)
        self.news.hide()
        self.back = button(_("Go back to this state"), self._on_back_clicked)
        self.back.setAutoDefault(False)
        self._pages = QStackedLayout()
        self._lay_out()
        bridge.changed.connect(self._on_bridge_changed)
        self._read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("History of this post"), "heading"))
        self._pages.addWidget(_empty())
        self._pages.addWidget(self._states())
        column.addLayout(self._pages, 1)
        column.addWidget(self.news)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        close = button(_("Close"), self.reject, "strong")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)
        self._show_page()

    def _states(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self.beside)
        head.addWidget(self.counts, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(head)
        right.addWidget(self.view, 1)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        return made

    # --- the moments --------------------------------------------------------------------------

    def _read(self) -> None:
        history, post = self._bridge.workspace.history, self._post
        self._bridge.run(STORE, lambda: history.of(post), self._on_store_read, self._on_failed)

    def _on_store_read(self, revisions: list[Revision]) -> None:
        self._has_states = bool(revisions)
        self.list.show_revisions(revisions, self._bridge.workspace.clock.now())
        self._show_page()
        if revisions:
            self._ask()
            if not self.view.hasFocus():
                self.list.setFocus()

    def _show_page(self) -> None:
        self._pages.setCurrentIndex(self._has_states)
        self.back.setVisible(self._has_states)

    def _on_bridge_changed(self, changes: Changes) -> None:
        if self._post in changes.removed:
            self.reject()
        elif self._post in changes.posts:
            self._read()

    # --- what changed -------------------------------------------------------------------------

    def _ask(self) -> None:
        revision = self.list.revision
        if revision is None:
            return
        self._asked += 1
        asked, index = self._asked, self.beside.currentIndex()
        history, post, number = self._bridge.workspace.history, self._post, revision.number
        older = self.list.older(revision)

        def compare() -> _Answer:
            if index == _NOW:
                return _Answer(asked, history.compare(post, number), whole=False)
            if index == _BEFORE and older is not None:
                return _Answer(asked, history.compare(post, older.number, number), whole=False)
            return _Answer(asked, history.compare(post, number, number), whole=True)

        self._bridge.run(COMPARING, compare, self._on_compared, self._on_failed)

    def _on_compared(self, answer: _Answer) -> None:
        if answer.asked != self._asked:
            return  # another moment was chosen meanwhile
        self.news.hide()
        self.view.show_difference(answer.found, whole=answer.whole)
        self.back.setEnabled(True)
        if answer.whole:
            alone = self.beside.currentIndex() == _BEFORE
            self.counts.setText(_("There is no state before it.") if alone else "")
            return
        self.counts.setText(word_counts(answer.found) or _("No word is different."))

    def _on_back_clicked(self) -> None:
        revision = self.list.revision
        if revision is not None:
            self.accept()
            self.return_wanted.emit(revision)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, RevisionMissing):  # thinned out meanwhile
            self._read()
            return
        if isinstance(error, PostMissing):  # a blank page, which no notebook knows
            self._on_store_read([])
            return
        self.back.setEnabled(False)
        self.view.clear()
        self.news.setText(str(explain(error)))
        self.news.show()


def _empty() -> QWidget:
    lines = QVBoxLayout()
    lines.setSpacing(8)
    lines.addStretch(1)
    for text, name in (
        (_("No earlier state yet"), "name"),
        (
            _(
                "While you write, Midad keeps what your post said every few minutes, whenever you "
                "leave it, and before words from a blog take its place. Here you will see each "
                "of these moments, read what changed since, and go back to it."
            ),
            "muted",
        ),
    ):
        line = label(text, name, wrap=True)
        line.setFixedWidth(_SENTENCE)
        line.setMinimumHeight(line.heightForWidth(_SENTENCE))
        lines.addWidget(line)
    lines.addStretch(2)
    made = QWidget()
    row = QHBoxLayout(made)
    row.addStretch(1)
    row.addLayout(lines)
    row.addStretch(1)
    return made
