"""The choice of the first start: a passphrase, or none. A card below the text, in nobody's way;
writing goes on above it. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from editor.gui.widgets import button, label
from editor.system.translation import gettext as _

_WIDEST = 800


class ChoiceCard(QFrame):
    """Says plainly what each choice means."""

    passphrase_wanted = Signal()
    none_wanted = Signal()
    later_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setMaximumWidth(_WIDEST)
        heading = _("Who may read this notebook?")
        self.setAccessibleName(heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addWidget(label(heading, "heading", wrap=True))
        choices = QGridLayout()
        choices.setHorizontalSpacing(32)
        choices.setVerticalSpacing(2)
        for at, (name, words) in enumerate(
            (
                (
                    _("With a passphrase, only you"),
                    _(
                        "Posts, pictures and blog passwords are encrypted. Whoever takes this "
                        "computer cannot read them. Midad asks for the passphrase when it opens, "
                        "and locks itself while you are away."
                    ),
                ),
                (
                    _("Without one, whoever uses your account"),
                    _(
                        "There is nothing to remember. But whoever gets hold of this computer or "
                        "of the notebook’s file can read everything in it."
                    ),
                ),
            )
        ):
            top = Qt.AlignmentFlag.AlignTop  # one of them may be longer
            choices.addWidget(label(name, "name", wrap=True), 0, at, top)
            choices.addWidget(label(words, "muted", wrap=True), 1, at, top)
            choices.setColumnStretch(at, 1)
        column.addLayout(choices)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = button(_("Choose a passphrase …"), self.passphrase_wanted.emit, "strong")
        self.none = button(_("No passphrase"), self.none_wanted.emit)
        self.later = button(_("Later"), self.later_wanted.emit, "link")
        for each in (self.choose, self.none, self.later):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
