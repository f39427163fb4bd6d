"""Going back to a backup without giving anything up: its posts come in here, or it becomes a
notebook of its own. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from editor.domain.course import Course
from editor.domain.errors import NotebookLocked, WorkCancelled
from editor.gui.backups import words
from editor.gui.bridge import Bridge
from editor.gui.protection.passphrase_field import PassphraseField
from editor.gui.safekeeping import BACKUPS
from editor.gui.theme import Tokens
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right
from editor.workspace import protection
from editor.workspace.backups import Backup
from editor.workspace.messages import explain
from editor.workspace.moving import SUFFIX, merged_sentences

_FINE = 1_000  # steps of the bar

T = TypeVar("T")


class BackupsDialog(QDialog):
    """`open_wanted` carries the path of a notebook that was made of a backup."""

    open_wanted = Signal(object)

    def __init__(self, bridge: Bridge, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._backups: tuple[Backup, ...] = ()
        self._course: Course | None = None
        self._again: Callable[[], None] = lambda: None  # what waits for a passphrase
        self._done: Callable[[Any], None] = lambda _value: None
        self._made: Path | None = None
        self.setWindowTitle(_("Backups"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(520, 460)
        self.list = QListWidget()
        self.list.setProperty("look", "card")
        self.list.setAccessibleName(_("Backups"))
        self.passphrase = PassphraseField(_("Passphrase of the backup"), tokens)
        self.passphrase.line.setPlaceholderText(_("Passphrase of the backup"))
        self.passphrase.entered.connect(lambda: self._again())
        self.passphrase.hide()
        self.news = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.windowTitle())
        self.bring = button(_("Bring its posts in here"), self.bring_in)
        self.take = button(_("Make a notebook of it …"), self._on_take_clicked)
        self.show_made = button(_("Open it"), self._on_show_clicked, "link")
        self.stop = button(_("Stop"), self._on_stop_clicked, "link")
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._begin_anew())
        self._show_busy()
        bridge.run(BACKUPS, bridge.workspace.backups.all, self._on_listed, self._on_failed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Go back to a backup"), "heading"))
        column.addWidget(
            label(
                _(
                    "Posts that are missing here come back from it. Where the words differ, the "
                    "newer ones stand and the others go into the history. Or look at it beside "
                    "this notebook, as one of its own."
                ),
                "muted",
                wrap=True,
            )
        )
        for each in (self.list, self.passphrase, self.news, self.bar):
            column.addWidget(each, 1 if each is self.list else 0)
        row, foot = QHBoxLayout(), QHBoxLayout()
        for made in (self.bring, self.take, self.show_made, self.stop):
            made.setAutoDefault(False)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        foot.addStretch(1)
        close = button(_("Close"), self.accept, "strong")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)

    @property
    def backup(self) -> Backup | None:
        """The chosen one."""
        row = self.list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def done(self, result: int) -> None:
        self.passphrase.forget()
        if self._course is not None:  # what came in until now stays; the rest would be unseen
            self._course.stop()
        super().done(result)

    def _on_listed(self, found: list[Backup]) -> None:
        now = self._bridge.workspace.clock.now()
        self._backups = tuple(found)
        self.list.addItems([words.row(each, now) for each in found])
        self.list.setCurrentRow(0)
        if not found:
            self._say(_("There is no backup yet"))
        self._show_busy()

    def _begin_anew(self) -> None:
        """Another one was chosen: what was said of the last one goes."""
        self._say("")
        self._made = None
        self.passphrase.forget()
        self.passphrase.hide()
        self._show_busy()

    # --- what is done with it -------------------------------------------------------------------

    def bring_in(self) -> None:
        """Bring the chosen one's posts into this notebook."""
        backup, moving = self.backup, self._bridge.workspace.moving
        if backup is not None:
            path, open_ = backup.path, self._opener(backup.path)
            self._run(
                lambda course: merged_sentences(moving.bring_in(path, open_(), course)),
                lambda sentences: self._say(" ".join(sentences)),
                self.bring_in,
            )

    def take_out(self, target: Path) -> None:
        """Make a notebook of its own at `target` of the chosen one."""
        backup, backups = self.backup, self._bridge.workspace.backups
        if backup is None:
            return
        if not target.suffix:
            target = target.with_name(target.name + SUFFIX)
        path, open_ = backup.path, self._opener(backup.path)

        def made(_nothing: object) -> None:
            self._made = target
            self._say(_("It is a notebook now: {path}").format(path=left_to_right(str(target))))

        self._run(
            lambda _course: backups.take_out(path, target, open_()),
            made,
            lambda: self.take_out(target),
        )

    def _opener(self, path: Path) -> Callable[[], bytes | None]:
        """Gives the key to a backup's own passphrase, where one was typed. On a lane."""
        typed = self.passphrase.text
        return lambda: protection.unlock(path, typed) if typed else None

    def _on_take_clicked(self) -> None:
        backup = self.backup
        if backup is not None:
            chooser = QFileDialog(self, _("Make a notebook of it"))
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setDirectory(str(self._bridge.workspace.path.parent))
            chooser.selectFile(backup.path.name)
            chooser.fileSelected.connect(lambda path: self.take_out(Path(path)))
            chooser.open()

    def _on_show_clicked(self) -> None:
        if self._made is not None:
            self.open_wanted.emit(self._made)

    def _run(
        self, job: Callable[[Course], T], done: Callable[[T], None], again: Callable[[], None]
    ) -> None:
        if self._course is not None:
            return
        bridge = self._bridge
        course = self._course = Course(
            lambda done, total: bridge.report(self._on_lane_told, (done, total))
        )
        self._again, self._done = again, done
        self._say("")
        self._show_busy()
        bridge.run(BACKUPS, lambda: job(course), self._on_lane_done, self._on_failed)

    def _on_lane_told(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.bar.setRange(0, _FINE if total else 0)
        self.bar.setValue(done * _FINE // total if total else 0)

    def _on_lane_done(self, value: object) -> None:
        self._course = None
        self.passphrase.forget()
        self.passphrase.hide()
        self._done(value)
        self._show_busy()

    def _on_failed(self, error: BaseException) -> None:
        self._course = None
        if isinstance(error, WorkCancelled):
            self._say(_("Stopped. What came in until then stays."))
        elif isinstance(error, NotebookLocked):
            self._say(_("This backup has the passphrase of that time. Please type it."))
            self.passphrase.show()
            self.passphrase.setFocus()
        else:
            self._say(str(explain(error)))
        self._show_busy()

    def _on_stop_clicked(self) -> None:
        self.stop.setEnabled(False)
        if self._course is not None:
            self._course.stop()

    def _say(self, text: str) -> None:
        self.news.setText(text)
        self.news.setVisible(bool(text))

    def _show_busy(self) -> None:
        busy = self._course is not None
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.stop.setVisible(busy)
        self.stop.setEnabled(True)
        self.show_made.setVisible(self._made is not None and not busy)
        self.list.setEnabled(not busy)
        self.passphrase.setEnabled(not busy)
        for deed in (self.bring, self.take):
            deed.setEnabled(not busy and self.backup is not None)
