"""The page that asks about notebooks beside this one that are not encrypted: backups from before,
mostly, which say everything that it hides. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor.gui.protection.page import Page, strong
from editor.gui.theme import Tokens
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.text.isolates import isolated

_LISTED = 6


class CopiesPage(Page):
    """`copies` are names of files. None is thrown away."""

    encrypt_wanted = Signal()
    left = Signal()

    def __init__(self, tokens: Tokens, copies: list[str], parent: QWidget | None = None) -> None:
        super().__init__(
            tokens,
            _("Other copies are not encrypted"),
            _(
                "Anybody can read these copies of your notebook: backups from before, mostly. "
                "Midad can encrypt them too, under the same passphrase."
            ),
            "key-round",
            parent,
        )
        names = [isolated(name) for name in copies[:_LISTED]]
        if len(copies) > _LISTED:
            names.append("…")
        self.column.addWidget(label("\n".join(names), "small", wrap=True))
        self.encrypt = strong(button(_("Encrypt them"), self._encrypt))
        self.leave = button(_("Leave them"), self._leave)
        self.put_at_foot(None, self.leave, self.encrypt)

    def begin(self) -> None:
        self.encrypt.setFocus()

    def _encrypt(self) -> None:
        self._wait()
        self.encrypt_wanted.emit()

    def _leave(self) -> None:
        self._wait()
        self.left.emit()

    def _wait(self) -> None:
        self.bar.show()
        for each in (self.encrypt, self.leave):
            each.setEnabled(False)
