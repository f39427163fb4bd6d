"""What the bar that finds words is made of: its field, its buttons, what it says of a count.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from editor.domain.post import Direction
from editor.gui.phrases import number
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl, ngettext
from editor.text.direction import line_direction
from editor.text.isolates import left_to_right

LONGEST = 300  # characters of a field: nobody looks for more


@dataclass(frozen=True, slots=True)
class Words:
    """What a button says, looked up when it is shown; `why` is said by its tooltip."""

    name: str
    why: str = ""
    keys: str = ""


class Field(QLineEdit):
    """A line for words, running as they do. entered: Enter; False: with Shift."""

    entered = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self.setMinimumWidth(80)
        self.textChanged.connect(self.follow_words)

    def follow_words(self) -> None:
        """Run as the words do; empty, as the interface does."""
        own = line_direction(self.text(), Direction.RTL if is_rtl() else Direction.LTR)
        rtl = own is Direction.RTL
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)


def chip(deed: Callable[[], object]) -> QToolButton:
    """A switch that looks like a word."""
    made = QToolButton()
    made.setProperty("look", "chip")
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _on=False: deed())
    return made


def push(deed: Callable[[], object]) -> QPushButton:
    """A button that leaves the caret in its field when it is clicked."""
    made = QPushButton()
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _on=False: deed())
    return made


def name_button(button: QToolButton, said: Words) -> None:
    """Say what a button without words does, to the eye and to the ear."""
    native = QKeySequence.SequenceFormat.NativeText
    keys = QKeySequence(said.keys).toString(native) if said.keys else ""
    button.setAccessibleName(said.name)
    button.setAccessibleDescription(said.why)
    button.setToolTip(said.why or f"{said.name}\u2002{left_to_right(keys)}")


def count_said(count: int, here: int, asked: bool) -> str:
    """How many were found, and at which of them the author is, counted from 1 (0: at none)."""
    if not asked:
        return ""
    if not count:
        return _("Nothing found")
    if here:
        said = ngettext("{here} of {n}", "{here} of {n}", count)
    else:
        said = ngettext("{n} match", "{n} matches", count)
    return said.format(here=number(here), n=number(count))


def replaced_said(count: int, folded: int) -> str:
    """What became of them: so many were replaced, and so many left alone where they lie folded."""
    done = ngettext("{n} replaced", "{n} replaced", count).format(n=number(count))
    left = ngettext("{n} left in folded HTML", "{n} left in folded HTML", folded)
    said = ([done] if count else []) + ([left.format(n=number(folded))] if folded else [])
    return " · ".join(said) or _("Nothing to replace")
