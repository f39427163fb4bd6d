"""Two versions of a post beside each other, and in each place the author's choice. Nothing is
done before the author says so; "Later" keeps the choices for as long as Midad is open.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from editor.gui import phrases
from editor.gui.bridge import Bridge
from editor.gui.publishing.choosing import words
from editor.gui.publishing.choosing.place_list import PlaceList
from editor.gui.sizes import take_size
from editor.gui.theme import Tokens
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.text.dispute import Dispute, open_places
from editor.text.isolates import left_to_right
from editor.text.sides import Kind, Pick, Take

SIZE = QSize(1100, 760)
_KEY = "choosing.size"
_TAKES = (Take.MINE, Take.THEIRS, Take.BOTH, Take.MERGED, Take.OWN)  # Alt+1, Alt+2 …


class ChoosingDialog(QDialog):
    """settled: the Post that the author made of the two; the dialog is closed. left: it is about
    to close, and carries what was chosen so far, settled or not."""

    settled = Signal(object)
    left = Signal(object)  # list[Pick | None]

    def __init__(
        self,
        bridge: Bridge,
        tokens: Tokens,
        dispute: Dispute,
        blog: str | None,
        picks: Sequence[Pick | None],
        changed: datetime | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dispute = dispute
        self._changed = changed  # when the other version was written
        self._now = bridge.workspace.clock.now()
        self._names = words.sides(blog)
        self.setWindowTitle(_("Two versions of this post"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = PlaceList(dispute, picks, self._names, tokens)
        self.list.setAccessibleName(_("Places where the two versions differ"))
        self.list.picked.connect(self._count)
        self.count = label("", "name")
        self.with_base = QCheckBox(_("Show what both began with"))
        self.with_base.setVisible(dispute.base is not None)
        self.with_base.toggled.connect(self._on_base_toggled)
        self.use = button(_("Make one post of them"), self._on_use_clicked, "strong")
        self._base_head = label(self._names.base, "muted")
        self._base_head.hide()
        self._lay_out()
        self._connect_keys()
        self._count()
        take_size(self, bridge.workspace, _KEY, SIZE)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Two versions of this post"), "heading"))
        column.addWidget(label(self._explained(), "muted", wrap=True))
        column.addLayout(self._tools())
        heads = QHBoxLayout()
        heads.setContentsMargins(18, 0, 28, 0)
        heads.setSpacing(12)
        heads.addWidget(self._base_head, 1)
        for name, moment in (
            (self._names.mine, self._dispute.mine.updated),
            (self._names.theirs, self._changed),
        ):
            when = phrases.when(moment, self._now) if moment is not None else ""
            heads.addWidget(label(" · ".join(filter(None, (name, when))), "muted"), 1)
        column.addLayout(heads)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())

    def _explained(self) -> str:
        if any(place.kind is Kind.CONFLICT for place in self._dispute.places):
            words_ = _(
                "Choose in each place. What went is struck through, what came is underlined. "
                "Both versions stay in the history whatever you choose."
            )
        else:
            words_ = _(
                "All changes fit together. Look at them, choose otherwise where you like, and make "
                "one post of them."
            )
        return words_

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.with_base)
        row.addSpacing(8)
        for text, keys, forward in (
            (_("Previous"), "Shift+F7", False),
            (_("Next"), "F7", True),
        ):
            made = button(text, partial(self.list.step, forward=forward))
            made.setToolTip(f"{text} ({left_to_right(keys)})")
            made.setAutoDefault(False)
            row.addWidget(made)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, take in (
            (_("All mine"), Take.MINE),
            (self._names.all_theirs, Take.THEIRS),
        ):
            made = button(text, partial(self.list.take_all, take))
            made.setAutoDefault(False)
            row.addWidget(made)
        row.addStretch(1)
        later = button(_("Later"), self.reject)
        later.setAutoDefault(False)
        row.addWidget(later)
        self.use.setAutoDefault(False)
        row.addWidget(self.use)
        return row

    def _connect_keys(self) -> None:
        for keys, forward in (("F7", True), ("Shift+F7", False)):
            QShortcut(QKeySequence(keys), self).activated.connect(
                partial(self.list.step, forward=forward)
            )
        for number, take in enumerate(_TAKES, 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(
                partial(self.list.choose, take)
            )

    # --- what is chosen -----------------------------------------------------------------------

    def _count(self) -> None:
        picks = self.list.picks
        places = self._dispute.places
        asked = [at for at, place in enumerate(places) if place.kind is Kind.CONFLICT]
        left = open_places(picks)
        self.count.setText(
            words.decided_words(len(asked) - len(left), len(asked))
            if asked
            else _("Nothing is left to decide")
        )
        self.use.setEnabled(not left)
        self.use.setToolTip("" if not left else _("Decide in every place first"))

    def _on_base_toggled(self, shown: bool) -> None:
        self._base_head.setVisible(shown)
        self.list.show_base(shown)

    def _on_use_clicked(self) -> None:
        outcome = self._dispute.settled(self.list.picks)
        self.left.emit(self.list.picks)
        self.accept()
        self.settled.emit(outcome)

    def reject(self) -> None:
        self.left.emit(self.list.picks)
        super().reject()
