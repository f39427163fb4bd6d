"""The page that says what did not work at the gate. Thread: GUI."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor.gui.protection.page import Page, strong
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _
from editor.workspace.messages import explain


class TroublePage(Page):
    """`done`: it was read."""

    done = Signal()

    def __init__(self, tokens: Tokens, error: BaseException, parent: QWidget | None = None) -> None:
        words = explain(error)
        super().__init__(tokens, words.happened, words.advice, "triangle-alert", parent)
        self.heading.setProperty("look", "name")
        self.go = strong(button(_("Continue"), self.done.emit))
        self.put_at_foot(None, self.go)

    def begin(self) -> None:
        self.go.setFocus()
