"""How everything stands with the blogs and what can be done about it; below, what the syncs did,
line by line. Shown on demand, never in the way.

The panel knows nothing of its own: the upper half is what `condition` says.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.domain.post import PostId
from editor.gui import icons, phrases
from editor.gui.publishing.condition import Facts, Told, Way
from editor.gui.publishing.words import (
    deed_icon,
    deed_words,
    line_place,
    line_title,
    summary,
)
from editor.gui.theme import Theme
from editor.gui.widgets import button, label
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.system.translation import gettext as _

KEPT = 200  # lines; older ones fall off


class Paragraphs(QWidget):
    """Sentences below each other, each of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    @property
    def text(self) -> str:
        """All of them, a line each."""
        return "\n".join(self._said)

    def show_all(self, sentences: tuple[str, ...]) -> None:
        """Show `sentences` in place of those before."""
        if sentences == self._said:
            return
        self._said = sentences
        while self._column.count() < len(sentences):
            self._column.addWidget(label("", "muted", wrap=True))
        for n in range(self._column.count()):
            item = self._column.itemAt(n)
            line = item.widget() if item is not None else None
            if isinstance(line, QLabel):
                line.setText(sentences[n] if n < len(sentences) else "")
                line.setVisible(n < len(sentences))
        self.setVisible(bool(sentences))


class SyncPanel(QWidget):
    """What there is to do above, the newest deeds first below."""

    wanted = Signal(object)  # Way
    post_wanted = Signal(object)  # PostId
    compare_wanted = Signal(object)  # PostId: both versions, side by side

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[ReportLine] = []
        self.headline = label("", "name", wrap=True)
        self.sentences = Paragraphs()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.last = label("", "small", wrap=True)
        self.last.hide()
        words = {
            Way.SYNC: _("Sync now"),
            Way.STOP: _("Stop"),
            Way.RESUME: _("End the pause"),
            Way.SIGN_IN: _("Sign in again …"),
            Way.ACCEPT: _("Move them to the bin"),
            Way.ADD: _("Add a blog …"),
        }
        self.ways = {way: button(words[way], partial(self.wanted.emit, way)) for way in Way}
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 0)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addWidget(self.sentences)
        column.addWidget(self.bar)
        for together in ((Way.SYNC, Way.STOP, Way.ADD, Way.RESUME), (Way.SIGN_IN, Way.ACCEPT)):
            row = QHBoxLayout()
            for way in together:
                row.addWidget(self.ways[way])
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self.last)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 4, 0, 20)
        inside.addLayout(self._list)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)

    def show_told(self, told: Told, facts: Facts) -> None:
        """Say how it stands, and offer what can be done about it."""
        self.headline.setText(told.words)
        self.sentences.show_all(told.sentences)
        for way, one in self.ways.items():
            one.setVisible(way in told.ways)
        self.bar.setVisible(facts.busy)
        progress = facts.progress
        self.bar.setRange(0, progress.total if progress else 0)
        self.bar.setValue(progress.done if progress else 0)

    def end(self, report: SyncReport, now: datetime) -> None:
        """A sync is over; say what it did."""
        self.last.setText(f"{phrases.date_and_time(now)} · {summary(report)}")
        self.last.show()
        self.add(report)

    def add(self, report: SyncReport) -> None:
        """Put the report's lines above the older ones."""
        for line in report.lines:
            self._list.insertWidget(0, self._row(line))
        self._lines = [*reversed(report.lines), *self._lines][:KEPT]
        while self._list.count() > KEPT:
            oldest = self._list.takeAt(self._list.count() - 1)
            widget = oldest.widget() if oldest is not None else None
            if widget is not None:
                widget.deleteLater()

    @property
    def lines(self) -> list[ReportLine]:
        """What is listed, newest first."""
        return list(self._lines)

    def _row(self, line: ReportLine) -> QWidget:
        tokens = self._theme.tokens
        warns = line.deed in (Deed.FAILED, Deed.KEPT_BOTH, Deed.KEPT_EDIT)
        icon = QLabel()
        colour = tokens.warning if warns else tokens.accent
        icon.setPixmap(icons.pixmap(deed_icon(line), colour, 16, self.devicePixelRatioF()))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        icon.setContentsMargins(0, 3, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(line_title(line), "name", wrap=True))
        words.addWidget(label(deed_words(line), "warning" if warns else "muted", wrap=True))
        foot = QHBoxLayout()
        foot.addWidget(label(line_place(line), "small"))
        foot.addStretch(1)
        if line.post is not None:
            post: PostId = line.post
            if line.deed is Deed.KEPT_BOTH:
                compare = partial(self.compare_wanted.emit, post)
                foot.addWidget(button(_("Compare …"), compare, "link"))
            foot.addWidget(button(_("Open"), lambda: self.post_wanted.emit(post), "link"))
        words.addLayout(foot)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(icon)
        row.addLayout(words, 1)
        return made
