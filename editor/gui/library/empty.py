"""What an empty list says, and how a search is narrowed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.domain.post import Status
from editor.gui.library.model import Filter
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _


class EmptyList(QWidget):
    """An empty list that says why it is empty and what to do."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 24)
        column.setSpacing(8)
        self._title = label("", "name", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._do: Callable[[], object] = lambda: None
        self._button = button(_("New post"), lambda: self._do())
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def teach(self, wanted: Filter, new: Callable[[], object]) -> None:
        """Explain the emptiness of the list `wanted` names."""
        title, words = _lesson(wanted)
        self._title.setText(title)
        self._words.setText(words)
        self._do = new
        self._button.setVisible(not wanted.binned and not wanted.words)


def hint() -> str:
    """How a search is narrowed, on a few short lines."""
    return "\n".join(
        (
            _("“Words in quotation marks” are found side by side."),
            _("A minus before a word leaves posts with it out."),
            _("tag: blog: status: lang: after: before: narrow the search,"),
            _("as in: tag:poetry status:draft after:2025"),
        )
    )


def _lesson(wanted: Filter) -> tuple[str, str]:
    if wanted.words:
        fewer = _("Try fewer or shorter words. Vowel marks and forms of alef make no difference.")
        return _("Nothing found"), f"{fewer}\n\n{hint()}"
    if wanted.binned:
        return (
            _("The bin is empty"),
            _("What you move to the bin waits here and can be taken back."),
        )
    if wanted.status is Status.PUBLISHED:
        return (
            _("Nothing published yet"),
            _("Open a post and press Publish: its blog gets it, at once or when you are online."),
        )
    return (
        _("No posts here yet"),
        _("Write one: it is saved by itself, with or without a network."),
    )
