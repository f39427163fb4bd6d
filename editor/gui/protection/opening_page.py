"""The page that is seen while this computer's keyring is asked to open the notebook. Nobody has
to wait for it. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor.gui.protection.page import Page
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _


class OpeningPage(Page):
    """`left`: the author would rather type the passphrase."""

    left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(
            tokens,
            _("Opening your notebook"),
            _("This computer opens it by itself."),
            "lock-keyhole",
            parent,
        )
        self.bar.setAccessibleName(self.heading.text())
        self.bar.show()
        self.leave = button(_("Use the passphrase"), self.left.emit, "link")
        self.put_at_foot(self.leave, None)

    def begin(self) -> None:
        self.leave.setFocus()
