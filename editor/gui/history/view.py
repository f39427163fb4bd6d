"""Shows a difference of two states of a post, with as much around what changed as is needed to
read it. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from editor.gui import phrases
from editor.gui.fonts import interface_font
from editor.gui.history.passages import PIXELS, PassageWriter
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.difference import Difference, folded

_MARGIN = 20  # pixels
_MOST = 60_000  # characters: more than anybody reads here, and laid out while they wait


class DifferenceView(QTextEdit):
    """Read-only; the keys that move a page scroll it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: QTextDocument | None = None
        self._found: tuple[Difference, bool] | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("look", "page")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(interface_font(PIXELS))

    def show_difference(self, found: Difference, *, whole: bool = False) -> None:
        """Show what changed and the lines around it; with `whole`, every line."""
        self._found = found, whole
        # Apart from the view, nothing is laid out before all is there.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(_MARGIN)
        _write(PassageWriter(document, self._tokens), found, whole=whole)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._tokens = tokens
        if self._found is not None:
            found, whole = self._found
            above = self.verticalScrollBar().value()
            self.show_difference(found, whole=whole)
            self.verticalScrollBar().setValue(above)


def word_counts(found: Difference) -> str:
    """How many words went and came, as words; nothing where none did."""
    if found.is_empty:
        return ""
    went, came = found.count()
    return phrases.in_a_row(
        (
            ngettext("{n} word went", "{n} words went", went).format(n=phrases.number(went)),
            ngettext("{n} word came", "{n} words came", came).format(n=phrases.number(came)),
        )
    )


def _write(writer: PassageWriter, found: Difference, *, whole: bool) -> None:
    """The title and what is said about the post, then what changed with its surroundings; with
    `whole`, every line."""
    writer.cursor.beginEditBlock()
    writer.put(found.title, heading=True)
    for particular in found.particulars:
        if whole or not particular.is_same:
            writer.say(particular)
    left = _MOST
    for passage in found.body if whole else folded(found.body):
        if isinstance(passage, int):
            words = ngettext("{n} line alike", "{n} lines alike", passage)
            writer.note(words.format(n=phrases.number(passage)))
            continue
        left -= sum(len(piece.text) for piece in passage.pieces)
        if left < 0:
            writer.note(_("The rest is too long to be shown here."))
            break
        writer.put(passage)
    writer.cursor.endEditBlock()
