"""The page that asks what shall become of copies from before the notebook was encrypted: they
say everything that it hides. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor.gui import phrases
from editor.gui.protection.page import Page, strong
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _
from editor.system.translation import ngettext


class CopiesPage(Page):
    """`chosen`: "encrypt", "throw_away" or "leave"."""

    chosen = Signal(str)

    def __init__(self, tokens: Tokens, copies: int, parent: QWidget | None = None) -> None:
        words = ngettext(
            "There is {n} backup beside the notebook from before. Anybody can read it. Midad can "
            "encrypt it too, under the same passphrase.",
            "There are {n} backups beside the notebook from before. Anybody can read them. Midad "
            "can encrypt them too, under the same passphrase.",
            copies,
        ).format(n=phrases.number(copies))
        super().__init__(tokens, _("Older backups are not encrypted"), words, "key-round", parent)
        self.encrypt = strong(button(_("Encrypt them"), lambda: self._choose("encrypt")))
        self.throw_away = button(_("Throw them away"), lambda: self._choose("throw_away"))
        self.leave = button(_("Leave them"), lambda: self._choose("leave"), "link")
        self.put_at_foot(self.leave, None, self.throw_away, self.encrypt)

    def begin(self) -> None:
        self.encrypt.setFocus()

    def wait(self, busy: bool) -> None:
        """Be busy with what was chosen."""
        self.bar.setVisible(busy)
        for each in (self.encrypt, self.throw_away, self.leave):
            each.setEnabled(not busy)

    def _choose(self, deed: str) -> None:
        self.wait(True)
        self.chosen.emit(deed)
