"""The page of the preferences about the passphrase: how things stand, and what can be done about
it. What is chosen is done by dialogs of its own, after this one has gone. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from editor.gui import phrases
from editor.gui.protection.absence import MINUTES
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.system.translation import ngettext, pgettext


class ProtectionPage(QWidget):
    """`wanted` names what the author wants to do: "choose", "change", "new_key", "remove",
    "lock", "remember", "forget_computer". `minutes_chosen`: 0 is never."""

    wanted = Signal(str)
    minutes_chosen = Signal(int)

    def __init__(
        self,
        *,
        is_protected: bool,
        minutes: int,
        is_remembered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.minutes = _minutes(minutes)
        self.minutes.setParent(self)
        self.minutes.setVisible(is_protected)
        self.minutes.activated.connect(
            lambda _index: self.minutes_chosen.emit(self.minutes.currentData())
        )
        self.remembered = QCheckBox(_("Open without asking on this computer"), self)
        self.remembered.setVisible(is_protected)
        self.remembered.setChecked(is_remembered)
        self.remembered.clicked.connect(self._on_remembered_clicked)
        if is_protected:
            self._show_protected()
        else:
            self._show_plain()
        self._column.addStretch(1)

    def _show_plain(self) -> None:
        self._say(
            _("This notebook has no passphrase"),
            _(
                "Whoever gets hold of this computer or of the notebook’s file can read your posts "
                "and use your blog passwords. With a passphrase the notebook is encrypted, and "
                "Midad can lock itself while you are away."
            ),
        )
        self._put_row(("choose", _("Choose a passphrase …"), "strong"))

    def _show_protected(self) -> None:
        self._say(
            _("Only your passphrase opens this notebook"),
            _(
                "Posts, pictures and blog passwords are encrypted. If you forget the passphrase, "
                "only the recovery key helps."
            ),
        )
        row = QHBoxLayout()
        words = label(_("Lock by itself"))
        words.setBuddy(self.minutes)
        self.minutes.setAccessibleName(words.text())
        row.addWidget(words)
        row.addWidget(self.minutes)
        row.addStretch(1)
        self._column.addSpacing(6)
        self._column.addLayout(row)
        self._put_row(("lock", _("Lock now"), ""))
        self._column.addSpacing(14)
        self._column.addWidget(label(_("The passphrase"), "name"))
        self._put_row(
            ("change", _("Change it …"), ""),
            ("new_key", _("New recovery key …"), ""),
            ("remove", _("Remove it …"), ""),
        )

        self._column.addSpacing(14)
        self._column.addWidget(self.remembered)
        note = _(
            "The keyring of your system then opens the notebook when Midad starts: whoever can "
            "sign in to your account here can open it, too. After a lock the passphrase is still "
            "asked for. Another passphrase ends it."
        )
        self._column.addWidget(label(note, "small", wrap=True))

    def _on_remembered_clicked(self, on: bool) -> None:
        self.remembered.setChecked(not on)  # until it is so
        self.wanted.emit("remember" if on else "forget_computer")

    def _say(self, heading: str, words: str) -> None:
        self._column.addWidget(label(heading, "name", wrap=True))
        self._column.addWidget(label(words, "muted", wrap=True))

    def _put_row(self, *deeds: tuple[str, str, str]) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for deed, words, look in deeds:
            made = button(words, lambda deed=deed: self.wanted.emit(deed), look)  # type: ignore[misc]
            made.setObjectName(deed)
            made.setAutoDefault(False)
            row.addWidget(made)
        row.addStretch(1)
        self._column.addSpacing(4)
        self._column.addLayout(row)


def _minutes(chosen: int) -> Choice:
    made = Choice()
    for minutes in MINUTES:
        words = ngettext(
            "After {n} minute without you", "After {n} minutes without you", minutes
        ).format(n=phrases.number(minutes))
        made.addItem(words if minutes else pgettext("lock by itself", "Never"), minutes)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
