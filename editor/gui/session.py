"""One notebook from start to end: its window, or the gate in the window's place while the
notebook is closed (locked, being encrypted or decrypted).

Locking ends the window, and everything made for it: what does not exist any more cannot be read.
Unlocking makes another one, which goes back to where the author was (returning.py). Thread: GUI.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from editor.gui.theme import SYSTEM, Theme
from editor.system.translation import current

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.gui.preferences.choices import Choices
    from editor.gui.protection.gate import Spot
    from editor.gui.protection.machine import Machine
    from editor.gui.protection.procedures import Procedures
    from editor.workspace.workspace import Workspace

PATIENCE = 5.0  # seconds for what is under way with a blog when the window is locked

MakeWindow = Callable[["Workspace", "Choices | None"], "MainWindow"]
"""A window that is not shown; Choices where it follows another."""

ShowWindow = Callable[["MainWindow"], None]
"""Lays out its first post and shows it."""


class Left(NamedTuple):
    """How the window was left. None of it is a word of the author's."""

    spot: Spot
    choices: Choices
    in_title: bool
    over: str  # the page in the preview's place
    is_calm: bool


class Session(QObject):
    """`opened` carries each MainWindow once it is shown, `closed` each Workspace that its
    author is done with; None from the gate."""

    opened = Signal(object)
    closed = Signal(object)

    def __init__(self, path: Path, app: QApplication, make: MakeWindow, show: ShowWindow) -> None:
        super().__init__(app)
        self.path = path
        self._app = app
        self._make, self._show = make, show
        self._left: Left | None = None
        self._is_closing = False  # for the gate, not for good
        self._then: Callable[[Procedures], None] = _ask
        self._machine: Machine | None = None
        self.window: MainWindow | None = None
        self.procedures: Procedures | None = None

    @property
    def front(self) -> QWidget | None:
        """The window, or the gate in its place."""
        return self.procedures.gate if self.procedures is not None else self.window

    # --- the window -----------------------------------------------------------------------------

    def begin(self, workspace: Workspace, once_painted: Callable[[], object] | None = None) -> None:
        """Show the open notebook; do `once_painted` after the first paint of this window."""
        left = self._left
        window = self.window = self._make(workspace, left.choices if left else None)
        window.closed.connect(self._on_window_closed)
        window.painted.connect(self._on_window_painted)
        if once_painted is not None:
            window.painted.connect(once_painted)
        window.locking.wanted.connect(self.lock)
        window.locking.encrypt_wanted.connect(self._on_encrypt_wanted)
        window.locking.decrypt_wanted.connect(self._on_decrypt_wanted)
        if left is not None:
            window.setGeometry(left.spot.geometry)
            window.setWindowState(left.spot.state)
        self._show(window)
        if self.procedures is not None:
            procedures, self.procedures = self.procedures, None
            procedures.end()
            window.activateWindow()
        self.opened.emit(window)

    def _on_window_painted(self) -> None:
        window = self.window
        if window is None:
            return
        window.locking.watch()
        if window.locking.is_protected:
            self._watch_machine()
        else:
            window.locking.offer_once()
        left, self._left = self._left, None
        if left is not None:
            if left.over:
                window.panes.show_over(left.over)
            if left.is_calm:
                window.panes.show_calm(True)
            if left.in_title:
                window.frame.writing.title_field.setFocus()

    def _on_window_closed(self) -> None:
        if not self._is_closing and self.window is not None:
            self.closed.emit(self.window.workspace)

    def _watch_machine(self) -> None:
        if self._machine is None:
            from editor.gui.protection.machine import Machine

            self._machine = Machine(self)
            self._machine.left.connect(self._on_machine_left)
            self._machine.watch()

    def _on_machine_left(self) -> None:
        if self.window is not None and self.window.locking.is_protected:
            self.lock()
        else:
            self._let_sleep()

    def _let_sleep(self) -> None:
        if self._machine is not None:
            self._machine.let_sleep()

    # --- from the window to the gate ------------------------------------------------------------

    def lock(self) -> None:
        """Save what is being typed, then put everything away and ask for the passphrase."""
        if self.window is not None and self.window.locking.is_protected:
            self._leave_for(_ask)

    def begin_at_gate(self) -> None:
        """The notebook is encrypted: have it opened before there is a window."""
        self._open_gate(Theme(self._app, SYSTEM), None).begin()

    def _on_encrypt_wanted(self, passphrase: str) -> None:
        self._leave_for(lambda procedures: procedures.encrypt(passphrase))

    def _on_decrypt_wanted(self, passphrase: str) -> None:
        self._leave_for(lambda procedures: procedures.decrypt(passphrase))

    def _leave_for(self, then: Callable[[Procedures], None]) -> None:
        window = self.window
        if window is None or self._is_closing:
            return
        self._is_closing = True
        self._then = then
        QGuiApplication.inputMethod().commit()
        focus = QApplication.focusWidget()
        if focus is not None:  # a tag that is half typed is told when its field is left
            focus.clearFocus()
        window.pictures.leave()
        window.frame.setEnabled(False)  # a passphrase typed too early must not go into the post
        window.desk.failed.connect(self._on_desk_failed)
        window.desk.settle(self._on_desk_settled)

    def _on_desk_failed(self, _error: object) -> None:
        window = self.window
        if window is not None and self._is_closing:
            self._is_closing = False
            window.desk.failed.disconnect(self._on_desk_failed)
            window.frame.setEnabled(True)
            window.frame.writing.editor.setFocus()
            window.locking.refuse()
            self._let_sleep()

    def _on_desk_settled(self) -> None:
        # Later: the desk has to be out of its own slot.
        QTimer.singleShot(0, self, self._leave_window)

    def _leave_window(self) -> None:
        window = self.window
        if window is None or not self._is_closing:
            return
        if not window.desk.is_saved:  # a key was struck meanwhile
            window.desk.settle(self._on_desk_settled)
            return
        self._left = _how_left(window)
        workspace, theme = window.workspace, window.theme
        procedures = self._open_gate(Theme(self._app, theme.choice), self._left.spot)
        procedures.gate.show()  # first, so that the desktop is not seen in between
        for other in QApplication.topLevelWidgets():
            if other not in (window, procedures.gate) and other.isVisible():
                other.close()
        window.ending.skip()
        window.close()
        self.window = None
        _clear_clipboard()
        window.deleteLater()
        theme.deleteLater()
        procedures.put_away(lambda: workspace.close(PATIENCE), self._on_notebook_put_away)
        then, self._then = self._then, _ask
        then(procedures)

    def _open_gate(self, theme: Theme, spot: Spot | None) -> Procedures:
        from editor.gui.protection.procedures import Procedures

        self.procedures = made = Procedures(self.path, theme, spot, self)
        made.opened.connect(self.begin)
        made.closed.connect(lambda: self.closed.emit(None))
        return made

    def _on_notebook_put_away(self) -> None:
        from editor.workspace.workspace import forget_words

        self._is_closing = False
        # Once more: the window looked at its last words while the notebook was being closed.
        forget_words()
        # What was frozen when the window was first painted would be looked at never again.
        gc.unfreeze()
        gc.collect()
        self._let_sleep()


def _ask(procedures: Procedures) -> None:
    procedures.ask()


def _how_left(window: MainWindow) -> Left:
    from editor.gui.preferences.choices import Choices
    from editor.gui.protection.gate import spot_of

    calm = window.panes.calm
    if calm:  # what it was before it filled the screen
        window.panes.show_calm(False)
    return Left(
        spot=spot_of(window),
        choices=Choices(current(), window.theme.choice),
        in_title=window.frame.writing.title_field.hasFocus(),
        over=window.panes.over,
        is_calm=calm,
    )


def _clear_clipboard() -> None:
    """Only what came from here: other programs' clipboard is theirs."""
    from editor.gui.writing.clipboard import EXACT

    clipboard = QGuiApplication.clipboard()
    # Not every system says whose it is; our own words carry our own format.
    data: QMimeData | None = clipboard.mimeData()  # whatever its types say
    if clipboard.ownsClipboard() or (data is not None and data.hasFormat(EXACT)):
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
