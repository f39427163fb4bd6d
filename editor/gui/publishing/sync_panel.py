"""What a sync does and did, line by line, in plain words. Shown on demand, never in the way."""

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
from editor.gui.publishing.words import (
    deed_icon,
    deed_words,
    line_place,
    line_title,
    progress_words,
    summary,
)
from editor.gui.theme import Theme
from editor.gui.widgets import button, label
from editor.sync.report import Deed, Progress, ReportLine, SyncReport
from editor.system.translation import gettext as _

KEPT = 200  # lines; older ones fall off


class SyncPanel(QWidget):
    """Progress above, the newest deeds first below."""

    sync_wanted = Signal()
    cancel_wanted = Signal()
    post_wanted = Signal(object)  # PostId
    compare_wanted = Signal(object)  # PostId: both versions, side by side

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[ReportLine] = []
        self._last: datetime | None = None
        self.headline = label(_("Nothing was synced yet"), "name", wrap=True)
        self._sub = label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.go = button(_("Sync now"), self.sync_wanted.emit)
        self.stop = button(_("Stop"), self.cancel_wanted.emit)
        self.stop.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 0)
        column.setSpacing(8)
        column.addWidget(self.headline)
        column.addWidget(self._sub)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.stop)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(4)
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

    def begin(self) -> None:
        """A sync has begun."""
        self.headline.setText(_("Syncing …"))
        self._sub.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.show()
        self.go.setEnabled(False)

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self.headline.setText(progress_words(progress))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def end(self, report: SyncReport, now: datetime) -> None:
        """It is over; say what it did."""
        self.rest()
        self.headline.setText(summary(report))
        self._sub.setText(phrases.date_and_time(now))
        self.add(report)

    def rest(self) -> None:
        """No sync is running."""
        self.bar.hide()
        self.stop.hide()
        self.go.setEnabled(True)

    def fail(self, words: str, now: datetime) -> None:
        """It could not even begin, or a bug ended it."""
        self.rest()
        self.headline.setText(words)
        self._sub.setText(phrases.date_and_time(now))

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
