"""The people of a post, in lines that grow with them. Thread: GUI."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.domain.post import CREDIT_ROLES, Credit
from editor.gui import icons, phrases
from editor.gui.theme import Theme
from editor.gui.widgets import Choice, button
from editor.system.translation import gettext as _


class CreditsField(QWidget):
    """Who did what: a role and a name in each line."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[tuple[QComboBox, QLineEdit, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add = button(_("Add a person"), self.add_line)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self._column.addLayout(row)

    def value(self) -> tuple[Credit, ...]:
        """The lines that have a name."""
        found = []
        for role, name, _line in self._lines:
            words = " ".join(name.text().split())
            if words:
                known = role.currentData()
                same = role.currentText() == role.itemText(role.currentIndex())
                kept = str(known) if known and same else role.currentText().strip()
                found.append(Credit(kept or "author", words))
        return tuple(found)

    def show_credits(self, credits: tuple[Credit, ...]) -> None:
        """Show `credits`, unless the lines say them already."""
        if self.value() == credits and (credits or not self._lines):
            return
        if any(name.hasFocus() or role.hasFocus() for role, name, _line in self._lines):
            return
        while self._lines:
            self._drop(self._lines[0][2], tell=False)
        for credit in credits:
            self._append(credit)

    def add_line(self) -> None:
        """A line for one more person, with the caret in the name."""
        self._append(Credit("author" if not self._lines else "language_editor", ""))
        self._lines[-1][1].setFocus()

    def _append(self, credit: Credit) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        role = Choice()
        role.setEditable(True)
        role.setAccessibleName(_("Part in the post"))
        for known in CREDIT_ROLES:
            role.addItem(phrases.role_name(known), known)
        at = role.findData(credit.role)
        if at >= 0:
            role.setCurrentIndex(at)
        else:
            role.setEditText(credit.role)
        role.setCompleter(QCompleter(QStringListModel([]), role))
        name = QLineEdit(credit.name)
        name.setPlaceholderText(_("Name"))
        name.setAccessibleName(_("Name"))
        away = QToolButton()
        icons.dress(away, "x", self._theme.tokens)
        away.setAccessibleName(_("Remove this person"))
        away.setToolTip(_("Remove this person"))
        away.clicked.connect(lambda _checked=False: self._drop(line))
        for widget, stretch in ((role, 5), (name, 6), (away, 0)):
            row.addWidget(widget, stretch)
        role.setMinimumWidth(60)
        name.setMinimumWidth(60)
        role.editTextChanged.connect(lambda _text: self.changed.emit())
        name.textEdited.connect(lambda _text: self.changed.emit())
        self._lines.append((role, name, line))
        self._column.insertWidget(self._column.count() - 1, line)

    def _drop(self, line: QWidget, *, tell: bool = True) -> None:
        self._lines = [each for each in self._lines if each[2] is not line]
        line.hide()
        line.deleteLater()
        if tell:
            self.changed.emit()
