"""The pages of the preferences: the window, the type, the habits of writing. Each tells of every
change at once, with its own part of the choices. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from editor.gui import phrases
from editor.gui.actions import toggles
from editor.gui.fonts import Script, suitable
from editor.gui.preferences.choices import Choices
from editor.gui.preferences.sample import Sample
from editor.gui.theme import DARK_CHOICE, LIGHT_CHOICE, SYSTEM
from editor.gui.tray import has_place
from editor.gui.widgets import Choice, label
from editor.gui.writing.choices import (
    LONG_SIDES,
    MAX_SIZE,
    MIN_SIZE,
    SIZE_STEP,
    Spacing,
    Width,
    WritingChoices,
)
from editor.system.translation import LANGUAGES, pgettext
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right


class WindowPage(QWidget):
    """Language and light. `changed` carries the new Choices."""

    changed = Signal(object)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.language = _choice(LANGUAGES, choices.language)
        schemes = {
            SYSTEM: _("As the system"),
            LIGHT_CHOICE: _("Light"),
            DARK_CHOICE: _("Dark"),
        }
        self.scheme = _choice(schemes, choices.scheme)
        form = _form(self)
        _add_row(form, _("Language of the window"), self.language)
        _add_row(form, _("Appearance"), self.scheme)
        for field in (self.language, self.scheme):
            field.activated.connect(lambda _index: self._tell())
        self.tray = QCheckBox(_("Show how the blogs stand beside the system’s clock"))
        self.tray.setChecked(choices.tray)
        self.tray.setVisible(has_place())
        self.tray.clicked.connect(lambda _on: self._tell())
        form.addRow(self.tray)

    def _tell(self) -> None:
        self._choices = Choices(
            self.language.currentData(), self.scheme.currentData(), self.tray.isChecked()
        )
        self.changed.emit(self._choices)


class TypePage(QWidget):
    """Faces, sizes, distances. `changed` carries fields of WritingChoices and their values."""

    changed = Signal(dict)

    def __init__(self, choices: WritingChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.arabic = _faces(Script.ARABIC, choices.arabic)
        self.latin = _faces(Script.LATIN, choices.latin)
        self.hebrew = _faces(Script.HEBREW, choices.hebrew)
        sizes = sorted({choices.size, *range(MIN_SIZE, MAX_SIZE + 1, SIZE_STEP)})
        self.letters = _choice({size: phrases.number(size) for size in sizes}, choices.size)
        spacings = {
            Spacing.COMPACT: pgettext("distance of lines", "Compact"),
            Spacing.COMFORTABLE: pgettext("distance of lines", "Comfortable"),
            Spacing.AIRY: pgettext("distance of lines", "Airy"),
        }
        self.spacing = _choice(spacings, choices.spacing)
        widths = {
            Width.NARROW: pgettext("length of lines", "Short"),
            Width.MEDIUM: pgettext("length of lines", "Medium"),
            Width.WIDE: pgettext("length of lines", "Long"),
            Width.WHOLE: pgettext("length of lines", "As wide as the window"),
        }
        self.measure = _choice(widths, choices.width)
        self.sample = Sample()
        self.sample.show_choices(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        form = _form()
        column.addLayout(form)
        column.addWidget(self.sample)
        for name, words, field in (
            ("arabic", _("Arabic letters"), self.arabic),
            ("latin", _("Latin letters"), self.latin),
            ("hebrew", _("Hebrew letters"), self.hebrew),
            ("size", _("Size of the letters"), self.letters),
            ("spacing", _("Distance of the lines"), self.spacing),
            ("width", _("Length of the lines"), self.measure),
        ):
            _add_row(form, words, field)
            field.activated.connect(
                lambda _index, name=name, field=field: self._tell(name, field.currentData())
            )

    def _tell(self, name: str, value: Any) -> None:
        self._choices = replace(self._choices, **{name: value})
        self.sample.show_choices(self._choices)
        self.changed.emit({name: value})


class HabitsPage(QWidget):
    """What happens while writing. `changed` carries fields of WritingChoices and their values."""

    changed = Signal(dict)

    def __init__(self, choices: WritingChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        ways = {True: _("The way they point"), False: _("In the order of reading")}
        self.arrows = _choice(ways, choices.visual_caret)
        self.arrows.activated.connect(
            lambda _index: self.changed.emit({"visual_caret": self.arrows.currentData()})
        )
        as_you_type = {
            "spelling": _("Mark misspelt words"),
            "smart_punctuation": _("Punctuation and quotation marks that suit the words"),
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add_group(_("As you type"), as_you_type, choices)
        self._add_group(_("What you see"), toggles(), choices)
        sides = {side: _side(side) for side in LONG_SIDES}
        self.long_side = _choice(sides, choices.long_side)
        self.long_side.activated.connect(
            lambda _index: self.changed.emit({"long_side": self.long_side.currentData()})
        )
        form = _form()
        _add_row(form, _("Arrow keys move the caret"), self.arrows)
        _add_row(form, _("Make pictures no larger than"), self.long_side)
        self._column.addLayout(form)
        self._column.addStretch(1)

    def _add_group(self, name: str, rows: dict[str, str], choices: WritingChoices) -> None:
        self._column.addWidget(label(name, "name"))
        for field, words in rows.items():
            box = self.boxes[field] = QCheckBox(words)
            box.setChecked(getattr(choices, field))
            box.clicked.connect(lambda on, field=field: self.changed.emit({field: on}))
            self._column.addWidget(box)
        self._column.addSpacing(14)


def _side(pixels: int) -> str:
    said = _("{n} pixels").format(n=phrases.number(pixels))
    return _("{size}, for slow lines").format(size=said) if pixels == LONG_SIDES[0] else said


def _form(parent: QWidget | None = None) -> QFormLayout:
    form = QFormLayout(parent) if parent else QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
    return form


def _add_row(form: QFormLayout, words: str, field: QWidget) -> None:
    field.setAccessibleName(words)
    name = label(words)
    name.setBuddy(field)
    form.addRow(name, field)


def _choice(items: Mapping[Any, str], chosen: object) -> Choice:
    made = Choice()
    for value, words in items.items():
        made.addItem(words, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


def _faces(script: Script, chosen: str) -> Choice:
    """The families for a script, the shipped one first; one that was chosen stays, though it may
    lack the script or not be on this computer any more."""
    made = Choice()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    first, *others = suitable(script)
    made.addItem(_("{face} (comes with Midad)").format(face=left_to_right(first)), "")
    for family in others:
        made.addItem(family, family)
    if chosen and chosen not in others:
        missing = _("{face} (not on this computer)").format(face=left_to_right(chosen))
        made.addItem(chosen if QFontDatabase.hasFamily(chosen) else missing, chosen)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
