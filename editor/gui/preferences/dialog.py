"""What the author can choose about the program, on five pages: the window, the type, the habits
of writing, the passphrase, the backups. Every choice is in force at once; there is nothing to
confirm.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.gui.backups.page import BackupsPage
from editor.gui.preferences.choices import Choices
from editor.gui.preferences.pages import HabitsPage, TypePage, WindowPage
from editor.gui.preferences.protection import ProtectionPage
from editor.gui.sizes import FRAME
from editor.gui.widgets import button, label
from editor.gui.writing.choices import WritingChoices
from editor.system.translation import current
from editor.system.translation import gettext as _

_WIDTH = 520
_LOWEST = 160  # pixels of a page, where the screen has no more


class PreferencesDialog(QDialog):
    """chosen: the new Choices. writing_chosen: fields of WritingChoices and their new values.
    lock_after_chosen: minutes. protection_wanted: a deed of ProtectionPage; restore_wanted: to go
    back to a backup; the dialog is gone then.

    Where another language is in force after `chosen`, the dialog goes on in it.
    """

    chosen = Signal(object)
    writing_chosen = Signal(dict)
    lock_after_chosen = Signal(int)
    protection_wanted = Signal(str)
    restore_wanted = Signal()

    window_page: WindowPage
    type_page: TypePage
    habits_page: HabitsPage
    protection_page: ProtectionPage
    backups_page: BackupsPage
    names: QButtonGroup

    def __init__(
        self,
        choices: Choices,
        writing: WritingChoices,
        make_backups_page: Callable[[], BackupsPage],
        parent: QWidget | None = None,
        *,
        is_protected: bool = False,
        is_remembered: bool = False,
        lock_after: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._language = current()
        self._inside: QWidget | None = None
        self._make_backups_page = make_backups_page
        self._is_protected, self._lock_after = is_protected, lock_after
        self._is_remembered = is_remembered
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._fill(choices, writing)

    def _fill(self, choices: Choices, writing: WritingChoices) -> None:
        self.setWindowTitle(_("Preferences"))
        self.window_page = WindowPage(choices)
        self.type_page = TypePage(writing)
        self.habits_page = HabitsPage(writing)
        self.protection_page = ProtectionPage(
            is_protected=self._is_protected,
            minutes=self._lock_after,
            is_remembered=self._is_remembered,
        )
        self.protection_page.minutes_chosen.connect(self._on_minutes_chosen)
        self.protection_page.wanted.connect(self._on_protection_wanted)
        self.backups_page = self._make_backups_page()
        self.backups_page.restore_wanted.connect(self._on_restore_wanted)
        self._writing = writing
        self.window_page.changed.connect(self._on_window_page_changed)
        self.type_page.changed.connect(self._on_writing_changed)
        self.habits_page.changed.connect(self._on_writing_changed)
        pages, names = QStackedLayout(), QHBoxLayout()
        names.setSpacing(4)
        self.names = QButtonGroup(self)
        for words, page in (
            (_("Window"), self.window_page),
            (_("Type"), self.type_page),
            (_("Writing"), self.habits_page),
            (_("Protection"), self.protection_page),
            (_("Backups"), self.backups_page),
        ):
            page.setAccessibleName(words)
            pages.addWidget(page)
            name = _name(words)
            self.names.addButton(name)
            names.addWidget(name)
            name.toggled.connect(lambda on, page=page: pages.setCurrentWidget(page) if on else None)
        names.addStretch(1)
        self.names.buttons()[0].setChecked(True)
        self._put(_laid_out(names, pages, self.accept))

    def _put(self, inside: QWidget) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        self._column.addWidget(inside)
        if self.isVisible():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As large as its largest page, where the screen is."""
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() - FRAME))

    def _on_window_page_changed(self, choices: Choices) -> None:
        self.chosen.emit(choices)
        if current() != self._language:
            self._language = current()
            self._fill(choices, self._writing)
            self.window_page.language.setFocus()

    def _on_minutes_chosen(self, minutes: int) -> None:
        self._lock_after = minutes
        self.lock_after_chosen.emit(minutes)

    def _on_protection_wanted(self, deed: str) -> None:
        self.accept()
        self.protection_wanted.emit(deed)

    def _on_restore_wanted(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    def _on_writing_changed(self, fields: dict[str, Any]) -> None:
        self._writing = replace(self._writing, **fields)
        self.writing_chosen.emit(fields)


class _Room(QScrollArea):
    """The pages; they scroll on a screen that is too low for the largest."""

    def __init__(self, pages: QStackedLayout) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setLayout(pages)
        self.setWidget(self._inside)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        width = self._inside.minimumSizeHint().width()
        return QSize(width + self.verticalScrollBar().sizeHint().width(), _LOWEST)


def _name(words: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("look", "chip")
    made.setText(words)
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _laid_out(names: QHBoxLayout, pages: QStackedLayout, close: Callable[[], object]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(24, 22, 24, 20)
    column.setSpacing(16)
    column.addWidget(label(_("Preferences"), "heading"))
    column.addLayout(names)
    column.addWidget(_Room(pages), 1)
    foot = QHBoxLayout()
    foot.addStretch(1)
    done = button(_("Close"), close, "strong")
    done.setDefault(True)
    foot.addWidget(done)
    column.addLayout(foot)
    return made
