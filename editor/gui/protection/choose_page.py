"""The page on which a new passphrase is chosen, with the present one asked for where there is
one. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor.gui.protection.page import Page, strong
from editor.gui.protection.passphrase_field import PassphraseField
from editor.gui.theme import Tokens
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _


class ChoosePage(Page):
    """`chosen` carries the new passphrase, and the present one (empty where there is none)."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(
        self,
        tokens: Tokens,
        heading: str,
        words: str,
        *,
        asks_present: bool = False,
        leave: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tokens, heading, words, "key-round", parent)
        self.present = PassphraseField(_("Present passphrase"), tokens) if asks_present else None
        self.first = PassphraseField(_("New passphrase"), tokens)
        self.second = PassphraseField(_("The same once more"), tokens)
        for field in self._fields:
            self.column.addWidget(label(field.line.accessibleName(), "small"))
            self.column.addWidget(field)
            field.changed.connect(self._refresh)
            field.entered.connect(self.choose)
        self.go = strong(button(_("Continue"), self.choose))
        self.leave = button(leave or _("Cancel"), self.left.emit)
        self.leave.setAutoDefault(False)
        self.put_at_foot(None, self.leave, self.go)
        self._refresh()

    def begin(self) -> None:
        self._fields[0].line.setFocus()

    def forget(self) -> None:
        for field in self._fields:
            field.forget()

    def wait(self, busy: bool) -> None:
        """Be busy with what was chosen."""
        self.bar.setVisible(busy)
        for each in (*self._fields, self.go):
            each.setEnabled(not busy)
        if not busy:
            self._refresh()

    def choose(self) -> None:
        """Take what was typed, where the two are alike."""
        if not self.go.isEnabled():
            self._go_to_next()
            return
        if self.first.text != self.second.text:
            self.say_trouble(_("The two are not alike. Please type the new passphrase again."))
            self.second.forget()
            self.second.line.setFocus()
            return
        self.say_trouble("")
        self.chosen.emit(self.first.text, self.present.text if self.present else "")

    @property
    def _fields(self) -> list[PassphraseField]:
        first = [self.present] if self.present else []
        return [*first, self.first, self.second]

    def _go_to_next(self) -> None:
        empty = next((field for field in self._fields if not field.text), None)
        if empty is not None:
            empty.line.setFocus()

    def _refresh(self) -> None:
        self.go.setEnabled(all(field.text for field in self._fields))
