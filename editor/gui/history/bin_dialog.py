"""Emptying the bin: what it means, when it happens by itself, and the deed. Thread: GUI."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.gui import phrases
from editor.gui.bridge import STORE, Bridge
from editor.gui.fitting import FittingDialog
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.workspace.emptying import DAYS, Emptied
from editor.workspace.messages import explain

_WIDTH = 460
_PERIODS = (30, DAYS, 180, 365, 0)  # days; 0: never


class BinDialog(FittingDialog):
    """`emptied` carries the Emptied."""

    emptied = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._emptying = bridge.workspace.emptying
        self.setWindowTitle(_("Empty the bin"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self.question = label("", wrap=True)
        self.news = label("", "warning", wrap=True)
        self.news.hide()
        self.period = Choice()
        self.period.setAccessibleName(_("Posts leave the bin by themselves"))
        self.go = button(_("Remove for good"), self._on_go_clicked)
        self.go.setAutoDefault(False)
        self.go.setEnabled(False)
        self._lay_out()
        bridge.run(STORE, self._look, self._on_looked, self._on_failed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(_("Empty the bin"), "heading"))
        column.addWidget(self.question)
        column.addWidget(
            label(
                _(
                    "They go with every earlier state of them and with their pictures, and nothing "
                    "can bring them back. What is on a blog is not touched by this."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(label(_("Posts leave the bin by themselves")))
        row.addWidget(self.period, 1)
        column.addLayout(row)
        column.addWidget(self.news)
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addStretch(1)
        close = button(_("Close"), self.reject, "strong")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)

    def _look(self) -> tuple[int, int]:
        return self._emptying.count(), self._emptying.days

    def _on_looked(self, found: tuple[int, int]) -> None:
        count, days = found
        self.go.setEnabled(count > 0)
        words = ngettext(
            "Remove {n} post from the bin for good?",
            "Remove {n} posts from the bin for good?",
            count,
        )
        self.question.setText(
            words.format(n=phrases.number(count)) if count else _("The bin is empty")
        )
        periods = sorted({*_PERIODS, days}, key=lambda each: each or 10**9)
        for each in periods:
            self.period.addItem(_period(each), each)
        self.period.setCurrentIndex(periods.index(days))
        self.period.currentIndexChanged.connect(self._on_period_changed)

    def _on_period_changed(self, _index: int) -> None:
        days = int(self.period.currentData())

        def keep() -> None:
            self._emptying.days = days

        self._bridge.run(STORE, keep, None, self._on_failed)

    def _on_go_clicked(self) -> None:
        self.go.setEnabled(False)
        self._bridge.run(STORE, self._emptying.empty, self._on_emptied, self._on_failed)

    def _on_emptied(self, done: Emptied) -> None:
        self.accept()
        self.emptied.emit(done)

    def _on_failed(self, error: BaseException) -> None:
        self.news.setText(str(explain(error)))
        self.news.show()


def emptied_words(done: Emptied) -> str:
    """What came of it, for the window's news."""
    count = len(done.gone)
    words = ngettext("{n} post was removed.", "{n} posts were removed.", count)
    parts = [words.format(n=phrases.number(count))]
    if done.waiting:
        stay = ngettext(
            "{n} stays until its blog was told.",
            "{n} stay until their blog was told.",
            done.waiting,
        )
        parts.append(stay.format(n=phrases.number(done.waiting)))
    return " ".join(parts)


def _period(days: int) -> str:
    if not days:
        return _("never")
    return ngettext("after {n} day", "after {n} days", days).format(n=phrases.number(days))
