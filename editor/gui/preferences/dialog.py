"""What the author can choose about the program: its language, its light, its type.

Every choice is seen at once and kept in the notebook.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from editor.gui import phrases
from editor.gui.fonts import TEXT
from editor.gui.preferences.choices import MAX_SIZE, MIN_SIZE, SIZE_STEP, Choices
from editor.gui.theme import DARK_CHOICE, LIGHT_CHOICE, SYSTEM
from editor.gui.widgets import Choice, FontChoice, button, label
from editor.system.translation import LANGUAGES
from editor.system.translation import gettext as _


class PreferencesDialog(QDialog):
    """`chosen` carries the new Choices."""

    chosen = Signal(object)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preferences"))
        self.setMinimumWidth(460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.language = Choice()
        for tag, name in LANGUAGES.items():
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(self.language.findData(choices.language))
        self.scheme = Choice()
        for scheme, words in (
            (SYSTEM, _("As the system")),
            (LIGHT_CHOICE, _("Light")),
            (DARK_CHOICE, _("Dark")),
        ):
            self.scheme.addItem(words, scheme)
        self.scheme.setCurrentIndex(self.scheme.findData(choices.scheme))
        self.font_family = FontChoice()
        self.font_family.setEditable(False)
        self.font_family.setCurrentFont(QFont(choices.font or TEXT))
        self.font_size = Choice()
        for pixels in range(MIN_SIZE, MAX_SIZE + 1, SIZE_STEP):
            self.font_size.addItem(phrases.number(pixels), pixels)
        self.font_size.setCurrentIndex(max(0, self.font_size.findData(choices.size)))
        self._lay_out()
        self.language.activated.connect(lambda _i: self._tell())
        self.scheme.activated.connect(lambda _i: self._tell())
        self.font_family.currentFontChanged.connect(lambda _font: self._tell())
        self.font_size.activated.connect(lambda _i: self._tell())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(_("Preferences"), "heading"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Language of the window"), self.language),
            (_("Appearance"), self.scheme),
            (_("Type for writing"), self.font_family),
            (_("Size for writing"), self.font_size),
        )
        for words, field in fields:
            field.setAccessibleName(words)
            name = label(words)
            name.setBuddy(field)
            form.addRow(name, field)
        column.addLayout(form)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button(_("Close"), self.accept, "strong")
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)

    def _tell(self) -> None:
        family = self.font_family.currentFont().family()
        self.chosen.emit(
            Choices(
                language=self.language.currentData(),
                scheme=self.scheme.currentData(),
                font="" if family == TEXT else family,
                size=self.font_size.currentData(),
            )
        )
