"""The page of the preferences about backups: how old the newest is, where they are kept and for
how long; one can be made, moved elsewhere, gone back to. Thread: GUI.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from editor.gui.backups import words
from editor.gui.bridge import Bridge
from editor.gui.safekeeping import BACKUPS, BackupKeeper
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.workspace.backups import Overview
from editor.workspace.messages import explain

_FINE = 1_000  # steps of the bar


class BackupsPage(QWidget):
    """`restore_wanted`: the author wants to go back to one."""

    restore_wanted = Signal()

    def __init__(self, bridge: Bridge, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._keeper = keeper
        self._clock = bridge.workspace.clock
        self.found: Overview | None = None  # until the disk was looked at
        self.heading = label("", "name", wrap=True)
        self.summary = label("", "muted", wrap=True)
        self.trouble = label("", "warning", wrap=True)
        self.trouble.hide()
        self.make = button(_("Back up now"), self._on_make_clicked)
        self.restore = button(_("Go back to one …"), self.restore_wanted.emit)
        self.stop = button(_("Stop"), self._on_stop_clicked, "link")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.make.text())
        self.place = label("", "muted", wrap=True)
        self.choose = button(_("Choose another place …"), self._on_choose_clicked)
        self.usual = button(_("Beside the notebook"), lambda: self._move_to(None))
        self.keep = Choice()
        self.keep.setAccessibleName(_("Keep them"))
        for keep, name in words.periods():
            self.keep.addItem(name, keep)
        self.keep.activated.connect(lambda _at: keeper.keep_for(self.keep.currentData()))
        self._lay_out()
        keeper.made.connect(self._on_keeper_made)
        keeper.failed.connect(self._on_keeper_failed)
        keeper.stopped.connect(self._on_keeper_stopped)
        keeper.progressed.connect(self._on_keeper_progressed)
        self._show_busy()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.heading, self.summary, self.trouble):
            column.addWidget(each)
        column.addLayout(_row(self.make, self.restore, self.stop))
        column.addWidget(self.bar)
        column.addSpacing(14)
        column.addWidget(label(_("Where they are kept"), "name"))
        column.addWidget(self.place)
        note = _("On another disk they are safe even if this one breaks or is lost.")
        column.addWidget(label(note, "small", wrap=True))
        column.addLayout(_row(self.choose, self.usual))
        column.addSpacing(14)
        name = label(_("Keep them"))
        name.setBuddy(self.keep)
        column.addLayout(_row(name, self.keep))
        note = _("The last three always stay; of older ones, one for each day, week and month.")
        column.addWidget(label(note, "small", wrap=True))
        column.addStretch(1)

    # --- how things stand -----------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        backups = self._bridge.workspace.backups
        self._bridge.run(BACKUPS, backups.overview, self._on_looked, self._on_keeper_failed)

    def _on_looked(self, found: Overview) -> None:
        self.found = found
        self.heading.setText(words.heading(found, self._clock.now()))
        self.summary.setText(words.summary(found))
        self.place.setText(words.place(found.folder))
        self.keep.setCurrentIndex(self.keep.findData(found.plan.keep))
        if found.missing is not None:
            self._say(
                _(
                    "The folder you chose, {path}, is not there now. Until it is, backups are "
                    "made beside the notebook."
                ).format(path=words.place(found.missing))
            )
        self._show_busy()

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _show_busy(self) -> None:
        busy, found = self._keeper.is_busy, self.found
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(True)
        for each in (self.make, self.choose, self.usual, self.keep):
            each.setEnabled(not busy and found is not None)
        self.restore.setEnabled(not busy and found is not None and bool(found.backups))
        self.usual.setVisible(found is not None and found.plan.folder is not None)
        if not busy:
            self.bar.setRange(0, 0)

    # --- what is done ---------------------------------------------------------------------------

    def _on_make_clicked(self) -> None:
        self._say("")
        self._keeper.make_now()
        self._show_busy()

    def _on_stop_clicked(self) -> None:
        self.stop.setEnabled(False)
        self._keeper.stop()

    def _on_choose_clicked(self) -> None:
        chooser = QFileDialog(self, _("Where backups are kept"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda folder: self._move_to(Path(folder)))
        chooser.open()

    def _move_to(self, parent: Path | None) -> None:
        self._say("")
        self._keeper.move_to(parent)
        self._show_busy()

    def _on_keeper_progressed(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.bar.setRange(0, _FINE if total else 0)
        self.bar.setValue(done * _FINE // total if total else 0)

    def _on_keeper_made(self, _backup: object) -> None:
        self._look()

    def _on_keeper_stopped(self) -> None:
        self._say(_("Stopped. Nothing was changed."))
        self._look()

    def _on_keeper_failed(self, error: BaseException) -> None:
        self._say(str(explain(error)))
        self._show_busy()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
        if hasattr(each, "setAutoDefault"):
            each.setAutoDefault(False)
    row.addStretch(1)
    return row
