"""What goes on at the gate, from the first page to an open notebook: unlock, encrypt, decrypt.

One thread does the slow parts in the order they were asked for, so that nothing is unlocked or
converted before the window's notebook is put away. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor.domain.course import Course
from editor.gui.protection import doors
from editor.gui.protection.choose_page import ChoosePage
from editor.gui.protection.copies_page import CopiesPage
from editor.gui.protection.errands import Errands
from editor.gui.protection.gate import Gate, Spot
from editor.gui.protection.key_page import KeyPage
from editor.gui.protection.opening_page import OpeningPage
from editor.gui.protection.page import Page
from editor.gui.protection.trouble_page import TroublePage
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.protection.work_page import WorkPage
from editor.gui.theme import Theme
from editor.system.translation import gettext as _
from editor.workspace.protection import Protected
from editor.workspace.workspace import Workspace

_KEYRING = "keyring"  # a lane


class Procedures(QObject):
    """`opened` carries a Workspace. `closed`: the author ended Midad, and nothing is under way."""

    opened = Signal(object)
    closed = Signal()

    def __init__(
        self, path: Path, theme: Theme, spot: Spot | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._theme = theme
        self._errands = Errands(self)
        self.gate = Gate(theme, spot)
        self.gate.closed.connect(self._on_gate_closed)

    def put_away(self, close: Callable[[], object], done: Callable[[], None]) -> None:
        """First of all, close the window's notebook."""
        self._errands.run(close, lambda _finished: done(), self._on_bug_met)

    def end(self) -> None:
        """There is a window again."""
        self.gate.closed.disconnect(self._on_gate_closed)
        self.gate.close()
        self.gate.deleteLater()
        self._errands.close()
        self._theme.deleteLater()
        self.deleteLater()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self.gate.page

    # --- unlocking --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Midad starts: open the notebook by itself where this computer remembers it, or where
        there is no secret, only much to be brought up to date; else ask."""
        if not doors.is_protected(self._path):
            course = self._upgrading()
            self._show_work(_("Bringing your notebook up to date"), course)
            self._open(course=course)
            return
        if not doors.is_remembered(self._path):
            self.ask()
            return
        page, path = OpeningPage(self._theme.tokens), self._path
        page.left.connect(self.ask)
        self.gate.show_page(page)
        # On a lane of its own: a keyring that hangs must not hold what is typed meanwhile.
        self._errands.run(
            lambda: doors.key_remembered(path), self._on_recalled, self._on_not_recalled, _KEYRING
        )

    def _on_recalled(self, key: bytes | None) -> None:
        if not isinstance(self.page, OpeningPage):  # the author types already
            return
        if key is None:
            self.ask()
        else:
            path, course = self._path, self._upgrading()
            self.page.leave.setEnabled(False)
            self._errands.run(
                lambda: doors.open_at_once(path, key, course),
                self.opened.emit,
                self._on_not_recalled,
            )

    def _on_not_recalled(self, error: BaseException) -> None:
        if isinstance(self.page, OpeningPage):
            self.ask().refuse(error)
        elif isinstance(self.page, WorkPage):
            self._say(error)

    def ask(self) -> UnlockPage:
        """Ask for the passphrase."""
        page = UnlockPage(self._theme.tokens)
        page.answered.connect(self._on_page_answered)
        self.gate.show_page(page)
        return page

    def _on_page_answered(self, secret: str, is_recovery: bool) -> None:
        path, course = self._path, self._upgrading()
        if is_recovery:
            self._errands.run(
                lambda: doors.key_of(path, secret),
                partial(self._on_recovered, secret),
                self._on_answer_refused,
            )
        else:
            self._errands.run(
                lambda: doors.open_with(path, secret, course),
                self.opened.emit,
                self._on_answer_refused,
            )

    def _on_answer_refused(self, error: BaseException) -> None:
        page = self.page
        if isinstance(page, UnlockPage):
            page.refuse(error)
        else:
            self._say(error)

    def _on_recovered(self, recovery_key: str, key: bytes) -> None:
        """Who used the recovery key has forgotten the passphrase."""
        page = ChoosePage(
            self._theme.tokens,
            _("Choose a new passphrase"),
            _("The recovery key is right. It stays as it is; the forgotten passphrase goes."),
            leave=_("Not now"),
        )
        page.chosen.connect(
            lambda passphrase, _present: self._reset(page, recovery_key, passphrase)
        )
        page.left.connect(lambda: self._open(key))
        self.gate.show_page(page)

    def _reset(self, page: ChoosePage, recovery_key: str, passphrase: str) -> None:
        trouble = doors.trouble_with(passphrase)
        page.say_trouble(trouble)
        if not trouble:
            page.wait(True)
            path, course = self._path, self._upgrading()
            self._errands.run(
                lambda: doors.open_again(path, recovery_key, passphrase, course),
                self.opened.emit,
                self._on_answer_refused,
            )

    def _open(self, key: bytes | None = None, course: Course | None = None) -> None:
        path, given = self._path, course or self._upgrading()
        self._errands.run(
            lambda: doors.open_at_once(path, key, given),
            self.opened.emit,
            self._on_answer_refused,
        )

    def _upgrading(self) -> Course:
        """For what opens the notebook: where an older Midad left it, bringing it up to date can
        take minutes, and its author sees how far it is."""
        course = Course(
            lambda done, total: self._errands.report(self._on_upgrade_told, (course, done, total))
        )
        return course

    def _on_upgrade_told(self, told: tuple[Course, int, int]) -> None:
        course, done, total = told
        page = self.page
        if not isinstance(page, WorkPage) or page.course is not course:
            page = self._show_work(_("Bringing your notebook up to date"), course)
        page.show_progress((done, total))

    # --- encrypting and decrypting ----------------------------------------------------------------

    def encrypt(self, passphrase: str) -> None:
        """Encrypt the notebook, show the recovery key, open it again."""
        course = self._begin_work(_("Encrypting your notebook"))
        path = self._path
        self._errands.run(
            lambda: doors.encrypt(path, passphrase, course), self._on_encrypted, self._on_stopped
        )

    def decrypt(self, passphrase: str) -> None:
        """Make the notebook a plain one and open it again."""
        course = self._begin_work(_("Removing the passphrase"))
        path = self._path
        self._errands.run(
            lambda: doors.decrypt(path, passphrase, course), self.opened.emit, self._on_stopped
        )

    def _begin_work(self, heading: str) -> Course:
        course = Course(lambda done, total: self._errands.report(page.show_progress, (done, total)))
        page = self._show_work(heading, course)
        return course

    def _show_work(self, heading: str, course: Course) -> WorkPage:
        words = _("You may stop at any time; the notebook then stays as it was. Nothing is lost.")
        page = WorkPage(self._theme.tokens, heading, words)
        page.course = course
        self.gate.show_page(page)
        return page

    def _on_encrypted(self, made: Protected) -> None:
        page = KeyPage(self._theme.tokens, made.recovery_key)
        page.done.connect(lambda: self._look_for_copies(made.key))
        self.gate.show_page(page)

    def _look_for_copies(self, key: bytes) -> None:
        path = self._path
        self._errands.run(
            lambda: doors.readable_copies(path, key),
            lambda copies: self._on_copies_found(key, copies),
            self._on_answer_refused,
        )

    def _on_copies_found(self, key: bytes, copies: list[Path]) -> None:
        if not copies:
            self._open(key)
            return
        page = CopiesPage(self._theme.tokens, [copy.name for copy in copies])
        page.encrypt_wanted.connect(lambda: self._encrypt_copies(copies, key))
        page.left.connect(lambda: self._open(key))
        self.gate.show_page(page)

    def _encrypt_copies(self, copies: list[Path], key: bytes) -> None:
        path = self._path

        def encrypt() -> Workspace:
            doors.encrypt_copies(path, copies, key)
            return doors.open_at_once(path, key)

        self._errands.run(encrypt, self.opened.emit, self._on_answer_refused)

    def _on_stopped(self, error: BaseException) -> None:
        """The notebook is as it was: say why, then open it again."""
        self._say(error)

    # --- trouble and the end ----------------------------------------------------------------------

    def _say(self, error: BaseException) -> None:
        page = TroublePage(self._theme.tokens, error)
        page.done.connect(self._on_trouble_read)
        self.gate.show_page(page)

    def _on_trouble_read(self) -> None:
        if doors.is_protected(self._path):
            self.ask()
        else:
            self._open()

    def _on_bug_met(self, error: BaseException) -> None:
        raise error

    def _on_gate_closed(self) -> None:
        page = self.page
        if isinstance(page, WorkPage):
            page.stop()
        # After what is under way: a conversion ends at a safe place.
        self._errands.run(
            lambda: None, lambda _nothing: self.closed.emit(), lambda _error: self.closed.emit()
        )
