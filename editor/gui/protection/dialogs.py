"""The dialogs about the passphrase that an open notebook can show: choose one, change it, have a
new recovery key, remove it, have this computer remember it. What takes half a second is done on a
lane, with a busy sign.

Encrypting and decrypting want the notebook closed: there the dialog only asks, and
`encrypt_wanted` and `decrypt_wanted` are the session's to obey. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.gui.bridge import Bridge
from editor.gui.fitting import FittingDialog
from editor.gui.protection import doors
from editor.gui.protection.choose_page import ChoosePage
from editor.gui.protection.key_page import KeyPage
from editor.gui.protection.page import Page, strong
from editor.gui.protection.passphrase_field import PassphraseField
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _
from editor.workspace import protection, remembering

LANE = "secrets"
_WIDTH = 460

T = TypeVar("T")


class ConfirmPage(Page):
    """Asks for the present passphrase before something is done."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, tokens: Tokens, heading: str, words: str, go: str) -> None:
        super().__init__(tokens, heading, words, "key-round")
        self.present = PassphraseField(_("Present passphrase"), tokens)
        self.present.line.setPlaceholderText(_("Present passphrase"))
        self.column.addWidget(self.present)
        self.go = strong(button(go, self._confirm))
        self.leave = button(_("Cancel"), self.left.emit)
        self.leave.setAutoDefault(False)
        self.put_at_foot(None, self.leave, self.go)
        self.present.entered.connect(self._confirm)
        self.present.changed.connect(self._refresh)
        self._refresh()

    def begin(self) -> None:
        self.present.line.setFocus()

    def forget(self) -> None:
        self.present.forget()

    def wait(self, busy: bool) -> None:
        """Be busy with the answer."""
        self.bar.setVisible(busy)
        self.present.setEnabled(not busy)
        self.go.setEnabled(not busy)
        if not busy:
            self._refresh()

    def _confirm(self) -> None:
        if self.go.isEnabled():
            self.say_trouble("")
            self.confirmed.emit(self.present.text)

    def _refresh(self) -> None:
        self.go.setEnabled(bool(self.present.text))


class ProtectionDialog(FittingDialog):
    """One page, or one after the other. Open it with one of its `begin_` methods."""

    encrypt_wanted = Signal(str)  # the new passphrase
    decrypt_wanted = Signal(str)  # the present one
    succeeded = Signal(str)  # what was done, in a sentence

    def __init__(self, bridge: Bridge, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tokens = tokens
        self._page: Page | None = None
        self._then: Callable[..., None] = lambda _value: None
        self.setWindowTitle("Midad")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(28, 26, 28, 22)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._page

    def begin_choosing(self) -> None:
        """A plain notebook gets its first passphrase."""
        page = ChoosePage(
            self._tokens,
            _("Choose a passphrase"),
            _(
                "Four or five words that only you would put together are better than a short "
                "word with signs in it. The notebook is encrypted at once; then you are given a "
                "recovery key to keep."
            ),
        )
        page.chosen.connect(self._on_first_chosen)
        page.left.connect(self.reject)
        self._show(page)

    def begin_changing(self) -> None:
        """Another passphrase in the place of the present one."""
        page = ChoosePage(
            self._tokens,
            _("Change the passphrase"),
            _("The recovery key stays as it is."),
            asks_present=True,
        )
        page.chosen.connect(lambda new, present: self._change(page, new, present))
        page.left.connect(self.reject)
        self._show(page)

    def begin_new_key(self) -> None:
        """A new recovery key; the older one opens nothing any more."""
        page = ConfirmPage(
            self._tokens,
            _("A new recovery key"),
            _("The one you have now will open this notebook no longer."),
            _("Make a new key"),
        )
        page.confirmed.connect(lambda present: self._make_key(page, present))
        page.left.connect(self.reject)
        self._show(page)

    def begin_removing(self) -> None:
        """An encrypted notebook becomes a plain one."""
        page = ConfirmPage(
            self._tokens,
            _("Remove the passphrase"),
            _(
                "The notebook is decrypted. From then on whoever gets hold of this computer or "
                "of the file can read your posts and use your blog passwords."
            ),
            _("Remove the passphrase"),
        )
        page.confirmed.connect(lambda present: self._remove(page, present))
        page.left.connect(self.reject)
        self._show(page)

    def begin_remembering(self) -> None:
        """Have this computer open the notebook by itself."""
        page = ConfirmPage(
            self._tokens,
            _("Open without asking on this computer"),
            _(
                "Midad will start without asking for the passphrase: whoever can sign in to your "
                "account on this computer can then open the notebook. After a lock it is still "
                "asked for. Your system may want its keyring unlocked."
            ),
            _("Open without asking"),
        )
        page.confirmed.connect(lambda present: self._remember(page, present))
        page.left.connect(self.reject)
        self._show(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._forget()
        super().closeEvent(event)

    def reject(self) -> None:
        self._forget()
        super().reject()

    def _forget(self) -> None:
        if self._page is not None:
            self._page.forget()

    def _show(self, page: Page) -> None:
        old, self._page = self._page, page
        if old is not None:
            old.forget()
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()
        self._column.addWidget(page)
        page.begin()
        self.open()
        self.fit()

    # --- what is done with it -----------------------------------------------------------------

    def _on_first_chosen(self, passphrase: str, _present: str) -> None:
        page = self._page
        trouble = doors.trouble_with(passphrase)
        if trouble and page is not None:
            page.say_trouble(trouble)
            return
        self.accept()
        self._forget()
        self.encrypt_wanted.emit(passphrase)

    def _change(self, page: ChoosePage, new: str, present: str) -> None:
        path = self._bridge.workspace.path

        def changed(_nothing: object) -> None:
            self.succeeded.emit(_("The passphrase is changed."))
            self.accept()

        self._run(page, lambda: protection.change_passphrase(path, present, new), changed)

    def _make_key(self, page: ConfirmPage, present: str) -> None:
        path = self._bridge.workspace.path

        def made(key: str) -> None:
            kept = KeyPage(self._tokens, key)
            kept.done.connect(self.accept)
            self._show(kept)

        self._run(page, lambda: protection.replace_recovery_key(path, present), made)

    def _remember(self, page: ConfirmPage, present: str) -> None:
        path = self._bridge.workspace.path

        def remembered(_nothing: object) -> None:
            self.succeeded.emit(_("This computer now opens the notebook by itself."))
            self.accept()

        self._run(page, lambda: remembering.remember(path, present), remembered)

    def _remove(self, page: ConfirmPage, present: str) -> None:
        path = self._bridge.workspace.path

        def right(_nothing: object) -> None:
            self.accept()
            self.decrypt_wanted.emit(present)

        self._run(page, lambda: protection.unlock(path, present), right)

    def _run(
        self, page: ChoosePage | ConfirmPage, job: Callable[[], T], done: Callable[[T], None]
    ) -> None:
        page.wait(True)
        self._then = done
        self._bridge.run(LANE, job, self._on_lane_done, self._on_lane_failed)

    def _on_lane_done(self, value: object) -> None:
        self._then(value)

    def _on_lane_failed(self, error: BaseException) -> None:
        from editor.workspace.messages import explain

        page = self._page
        if isinstance(page, ChoosePage | ConfirmPage):
            page.wait(False)
            page.say_trouble(str(explain(error)))
            page.begin()
