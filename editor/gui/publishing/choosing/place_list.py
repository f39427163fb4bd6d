"""All places where two versions differ, in the order of the post; what is the same between them
is folded. Open at first are the conflicts, the first few of many. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from editor.gui.publishing.choosing import words
from editor.gui.publishing.choosing.cell import Cell
from editor.gui.publishing.choosing.place_view import PlaceView
from editor.gui.theme import Tokens
from editor.gui.widgets import button
from editor.text.dispute import Dispute
from editor.text.dispute_marks import Marker, Shown
from editor.text.sides import Kind, Pick, Row, Take

_OPEN_AT_FIRST = 8  # each takes some milliseconds
_MARGIN = 4  # pixels


class PlaceList(QScrollArea):
    """picked: the author chose somewhere."""

    picked = Signal()

    def __init__(
        self,
        dispute: Dispute,
        picks: Sequence[Pick | None],
        names: words.Sides,
        tokens: Tokens,
    ) -> None:
        super().__init__()
        self._dispute = dispute
        self._marker = Marker(dispute)
        self._picks = list(picks)
        self._current = -1
        self.views: list[PlaceView] = []
        self._at: list[int] = []  # of each view, in Dispute.places
        self._names = names
        self._tokens = tokens
        self.setWidgetResizable(True)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(10)
        self._fill()
        self._column.addStretch(1)
        self.setWidget(inner)

    def _fill(self) -> None:
        numbered = enumerate(self._dispute.places)
        for is_same, group in groupby(numbered, lambda each: each[1].kind is Kind.SAME):
            places = list(group)
            if is_same:
                texts = [place.mine for _at, place in places if isinstance(place, Row)]
                self._column.addWidget(_Unchanged(texts, self._marker.plain, self._tokens))
                continue
            for at, place in places:
                view = PlaceView(place, self._picks[at], self._marker, self._names, self._tokens)
                view.picked.connect(partial(self._on_view_picked, len(self.views)))
                self.views.append(view)
                self._at.append(at)
                self._column.addWidget(view)
        conflicts = [view for view in self.views if view.place.kind is Kind.CONFLICT]
        for view in conflicts[:_OPEN_AT_FIRST]:
            view.open()

    # --- what is chosen -----------------------------------------------------------------------

    @property
    def picks(self) -> list[Pick | None]:
        """For each of Dispute.places."""
        found = list(self._picks)
        for at, view in zip(self._at, self.views, strict=True):
            found[at] = view.pick
        return found

    def take_all(self, take: Take) -> None:
        """One side's word everywhere, in what looks the same, too."""
        self._picks = self._dispute.all_of(take)
        for view in self.views:
            view.blockSignals(True)
            view.choose(take)
            view.blockSignals(False)
        self.picked.emit()

    def choose(self, take: Take) -> None:
        """In the place that the keyboard is at."""
        if 0 <= self._current < len(self.views):
            self.views[self._current].choose(take)

    def _on_view_picked(self, at: int) -> None:
        self._current = at
        self.picked.emit()

    # --- going about --------------------------------------------------------------------------

    @property
    def current(self) -> PlaceView | None:
        """The place that the author went to last."""
        return self.views[self._current] if 0 <= self._current < len(self.views) else None

    def step(self, *, forward: bool = True) -> None:
        """To the next place where somebody has to choose, round and round; where there is none,
        to the next one of all."""
        if not self.views:
            return
        count = len(self.views)
        conflicts = [at for at in range(count) if self.views[at].place.kind is Kind.CONFLICT]
        wanted = [at for at in conflicts if self.views[at].pick is None] or conflicts
        wanted = wanted or list(range(count))
        if forward:
            at = next((at for at in wanted if at > self._current), wanted[0])
        else:
            at = next((at for at in reversed(wanted) if at < self._current), wanted[-1])
        self._current = at
        self.views[at].focus_choice()
        QTimer.singleShot(0, self, self._show_current)  # once it has its height

    def _show_current(self) -> None:
        view = self.current
        if view is not None:
            self.ensureWidgetVisible(view, 0, 40)

    def show_base(self, shown: bool) -> None:
        """Show what both began with, too."""
        for view in self.views:
            view.show_base(shown)


class _Unchanged(QWidget):
    """A run of blocks that are the same, folded to a line."""

    def __init__(self, texts: list[str], plain: Callable[[str], Shown], tokens: Tokens) -> None:
        super().__init__()
        self._texts = texts
        self._plain = plain
        self._tokens = tokens
        self._cell: Cell | None = None
        self.line: QPushButton = button(words.unchanged_words(len(texts)), self._turn, "state")
        row = QHBoxLayout()
        row.addWidget(self.line)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._tokens = tokens

    def _turn(self) -> None:
        if self._cell is None:
            self._cell = Cell(self._tokens, self.line.text())
            self._cell.show_words(self._plain("".join(self._texts)))
            self._column.addWidget(self._cell)
        else:
            self._cell.setVisible(self._cell.isHidden())
