"""One place where two versions differ: folded to a line, or open with its sides beside each other
and the choice below. What is open is built when it is opened first. Thread: GUI.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.gui import phrases
from editor.gui.publishing.choosing import words
from editor.gui.publishing.choosing.cell import Cell
from editor.gui.publishing.choosing.own_words import OwnWords
from editor.gui.theme import Tokens
from editor.gui.widgets import button, label, look
from editor.system.translation import gettext as _
from editor.text.dispute import Field, Place
from editor.text.dispute_marks import Marker, Marks
from editor.text.sides import Pick, Take
from editor.workspace.labels import what_happened

_SPACE = 12  # pixels, between two sides


class PlaceView(QFrame):
    """picked: the author chose here. opened: its sides were shown."""

    picked = Signal()
    opened = Signal()

    def __init__(
        self,
        place: Place,
        pick: Pick | None,
        marker: Marker,
        names: words.Sides,
        tokens: Tokens,
    ) -> None:
        super().__init__()
        self.place = place
        self._pick = pick
        self._marker = marker
        self._names = names
        self._tokens = tokens
        self._happened = what_happened(place, of_blog=names.of_blog)
        self._has_base = False
        self._body: QWidget | None = None
        self.cells: dict[Take, Cell] = {}
        self.base: Cell | None = None
        self.editor: OwnWords | None = None
        self.buttons: dict[Take, QToolButton] = {}
        self.line: QPushButton = button("", self.open, "state")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout()
        self._row.addWidget(self.line)
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        self._say()

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._tokens = tokens

    # --- what is chosen -------------------------------------------------------------------------

    @property
    def pick(self) -> Pick | None:
        """The choice; None where there is none yet."""
        return self._pick

    def choose(self, take: Take) -> None:
        """Choose as the author does; what cannot be chosen here changes nothing."""
        if take not in self.place.takes:
            return
        own = ""
        if take is Take.OWN:
            own = self._own_text()
        self._pick = Pick(take, own)
        self._say()
        if take is Take.OWN and self.editor is not None:
            self.editor.setFocus()
        self.picked.emit()

    def _own_text(self) -> str:
        """What was written here before, else what stands chosen, else mine, else theirs."""
        if self.editor is not None:
            return self.editor.text()
        place = self.place
        if isinstance(place, Field):
            text = str(place.value(self._pick) if self._pick else place.mine or place.theirs)
        else:
            text = place.text(self._pick) if self._pick else place.mine or place.theirs
        text = text.rstrip("\r\n")
        self._make_editor(text)
        return text

    def _on_editor_edited(self) -> None:
        if self.editor is not None:
            self._pick = Pick(Take.OWN, self._plain(self.editor.text()))
            self.picked.emit()

    def _plain(self, text: str) -> str:
        return " ".join(text.split()) if isinstance(self.place, Field) else text

    # --- showing --------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """True where its sides are shown."""
        return self._body is not None and not self._body.isHidden()

    def open(self) -> None:
        """Show the sides beside each other."""
        if self._body is None:
            self._body = self._build()
            self._column.addWidget(self._body)
        self.line.hide()
        self._body.show()
        look(self, "card")
        self._column.setContentsMargins(14, 12, 14, 12)
        self._say()
        self.opened.emit()

    def show_base(self, shown: bool) -> None:
        """Show what both began with, too."""
        self._has_base = shown
        if self.base is not None:
            self.base.setVisible(shown)

    def focus_choice(self) -> None:
        """Let the keyboard choose here."""
        self.open()
        take = self._pick.take if self._pick else Take.MINE
        self.buttons[take].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addLayout(self._sides())
        self.together: Cell | None = None
        if self.place.merged is not None:
            self.together = Cell(self._tokens, _("Both together"))
            self.together.show_words(self._marker.merged(self.place))
            self.together.clicked.connect(partial(self.choose, Take.MERGED))
            column.addWidget(self.together)
        column.addLayout(self._choices())
        self._result = QVBoxLayout()
        column.addLayout(self._result)
        if self._pick is not None and self._pick.take is Take.OWN and self.editor is None:
            self._make_editor(self._pick.own)
        elif self.editor is not None:
            self._result.addWidget(self.editor)
        return made

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        name = words.name_of(self.place)
        row.addWidget(label(" · ".join(part for part in (name, self._happened) if part), "name"))
        row.addStretch(1)
        self.state: QLabel = label("", "small")
        row.addWidget(self.state)
        return row

    def _sides(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_SPACE)
        marks = self._marks()
        self.base = Cell(self._tokens, self._names.base)
        self.base.show_words(marks.base, _("It was not there"))
        self.base.setVisible(self._has_base)
        row.addWidget(self.base, 1)
        for take, shown, name in (
            (Take.MINE, marks.mine, self._names.mine),
            (Take.THEIRS, marks.theirs, self._names.theirs),
        ):
            cell = Cell(self._tokens, name)
            cell.show_words(shown, _("It is not there"))
            cell.clicked.connect(partial(self.choose, take))
            self.cells[take] = cell
            row.addWidget(cell, 1)
        return row

    def _marks(self) -> Marks:
        place = self.place
        return self._marker.field(place) if isinstance(place, Field) else self._marker.row(place)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        group = QButtonGroup(self)
        for take in self.place.takes:
            made = QToolButton()
            made.setProperty("look", "choice")
            made.setCheckable(True)
            made.setText(words.take_words(take, self._names))
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAccessibleDescription(self._described(take))
            made.clicked.connect(lambda _checked=False, take=take: self.choose(take))
            group.addButton(made)
            self.buttons[take] = made
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _described(self, take: Take) -> str:
        """What a choice is about, for who does not see the sides: all its words, where it is one
        of them."""
        cell = self.cells.get(take) or (self.together if take is Take.MERGED else None)
        text = cell.accessibleDescription() if cell else words.opening(self.place)
        return phrases.in_a_row((words.name_of(self.place), text))

    def _make_editor(self, text: str) -> None:
        made = OwnWords(self._marker.direction())
        made.load(text)
        made.setAccessibleName(_("Your own words"))
        made.edited.connect(self._on_editor_edited)
        self.editor = made
        if self._body is not None:
            self._result.addWidget(made)

    def _say(self) -> None:
        """Everything that depends on the choice."""
        take = self._pick.take if self._pick is not None else None
        said = words.taken_words(take)
        parts = (words.name_of(self.place), self._happened, words.opening(self.place), said)
        self.line.setText(" · ".join(part for part in parts if part))
        self.line.setAccessibleDescription(_("Show both versions"))
        if self._body is None:
            return
        self.state.setText(said)
        look(self.state, "warning" if take is None else "small")
        for each, made in self.buttons.items():
            made.setChecked(each is take)
        for side, cell in self.cells.items():
            cell.take(take is side or take is Take.BOTH)
        if self.together is not None:
            self.together.take(take is Take.MERGED)
        if self.editor is not None:
            self.editor.setVisible(take is Take.OWN)
