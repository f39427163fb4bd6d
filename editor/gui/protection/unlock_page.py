"""The page that asks for the passphrase, or for the recovery key where it is forgotten.

A wrong answer is heard at once and makes the next one wait: one second, two, four … so that
nobody tries many. What is typed is kept nowhere. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QLineEdit, QWidget

from editor.domain.errors import EditorError, WrongPassphrase, WrongRecoveryKey
from editor.gui import phrases
from editor.gui.protection.absence import delay_after
from editor.gui.protection.page import Page, strong
from editor.gui.protection.passphrase_field import PassphraseField
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _
from editor.system.translation import ngettext


class UnlockPage(Page):
    """`answered` carries what was typed and whether it is the recovery key; its receiver calls
    `refuse` or takes the page away."""

    answered = Signal(str, bool)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, _("Your notebook is locked"), icon="lock-keyhole", parent=parent)
        self.words.show()
        self._tries = self._left = 0
        self._reason = ""
        self._is_busy = False
        self._is_wanted = False  # Return was pressed while a wrong answer was being sat out
        self.by_recovery = False
        self.passphrase = PassphraseField(_("Passphrase"), tokens)
        self.passphrase.line.setPlaceholderText(_("Passphrase"))
        self.recovery = _recovery_line()
        self.column.addWidget(self.passphrase)
        self.column.addWidget(self.recovery)
        self.go = strong(button(_("Unlock"), self.answer))
        self.other = button("", self._on_other_clicked, "link")
        self.other.setAutoDefault(False)
        self.put_at_foot(self.other, None, self.go)
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._on_second_passed)
        self.passphrase.entered.connect(self.answer)
        self.recovery.returnPressed.connect(self.answer)
        self.passphrase.changed.connect(self._refresh)
        self.recovery.textChanged.connect(lambda _text: self._refresh())
        self._ask_for(recovery=False)

    def begin(self) -> None:
        (self.recovery if self.by_recovery else self.passphrase.line).setFocus()

    def forget(self) -> None:
        self.passphrase.forget()
        self.recovery.clear()

    @property
    def has_to_wait(self) -> bool:
        """True while a wrong answer is being sat out."""
        return self._left > 0

    @property
    def seconds_left(self) -> int:
        """How long the next answer has to wait."""
        return self._left

    def wait(self, busy: bool) -> None:
        """Be busy with an answer, or with putting the notebook away."""
        self._is_busy = busy
        self.bar.setVisible(busy)
        self._refresh()

    def answer(self) -> None:
        """Try what was typed, as soon as there is nothing to wait for."""
        self._is_wanted = self.has_to_wait
        if not self.go.isEnabled():
            return
        self.say_trouble("")
        secret = self.recovery.text() if self.by_recovery else self.passphrase.text
        self.wait(True)
        self.answered.emit(secret, self.by_recovery)

    def refuse(self, error: BaseException) -> None:
        """The answer was wrong, or the notebook did not open: say so kindly."""
        from editor.workspace.messages import explain

        self.wait(False)
        self._reason = str(explain(error))
        if isinstance(error, WrongPassphrase | WrongRecoveryKey):
            self._tries += 1
            self._left = delay_after(self._tries)
            self._second.start()
        elif not isinstance(error, EditorError):
            self._reason = _("Something went wrong inside Midad. Please try again.")
        self._tell()
        self.begin()
        (self.recovery if self.by_recovery else self.passphrase.line).selectAll()

    def _on_second_passed(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._second.stop()
        self._tell()
        if not self._left and self._is_wanted:
            self.answer()

    def _tell(self) -> None:
        parts = [self._reason]
        if self._left:
            wait = ngettext(
                "You can try again in {n} second.", "You can try again in {n} seconds.", self._left
            )
            parts.append(wait.format(n=phrases.number(self._left)))
        self.say_trouble(" ".join(parts))
        self._refresh()

    def _on_other_clicked(self) -> None:
        self._ask_for(recovery=not self.by_recovery)
        self.begin()

    def _ask_for(self, *, recovery: bool) -> None:
        self.by_recovery = recovery
        self.forget()
        self.passphrase.setVisible(not recovery)
        self.recovery.setVisible(recovery)
        self.words.setText(
            _("Type the recovery key that you printed or kept: six groups of letters and digits.")
            if recovery
            else _("Type its passphrase, and go on where you were.")
        )
        self.other.setText(_("Use the passphrase") if recovery else _("Use the recovery key"))
        self._refresh()

    def _refresh(self) -> None:
        typed = self.recovery.text() if self.by_recovery else self.passphrase.text
        self.go.setEnabled(bool(typed) and not self._is_busy and not self._left)
        for field in (self.passphrase, self.recovery, self.other):
            field.setEnabled(not self._is_busy)


def _recovery_line() -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(_("Recovery key"))
    made.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    made.setFont(font)
    return made
