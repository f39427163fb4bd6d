"""Shows a difference: what went is struck through, what came is underlined, each line in its own
direction. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from editor.domain.post import Direction
from editor.gui import phrases
from editor.gui.fonts import interface_font
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl, ngettext
from editor.text.difference import Difference, Passage, Piece, Side, folded
from editor.text.isolates import left_to_right, right_to_left
from editor.text.particulars import Particular
from editor.workspace.labels import field_label

_PIXELS, _TITLE_PIXELS, _NOTE_PIXELS = 16, 20, 13
_LINE = 150  # per cent
_GAP, _MARGIN = 10, 20  # pixels
_MOST = 60_000  # characters: more than anybody reads here, and laid out while they wait


class DifferenceView(QTextEdit):
    """Read-only; the keys that move a page scroll it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: QTextDocument | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("look", "page")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(interface_font(_PIXELS))

    def show_difference(self, found: Difference, *, whole: bool = False) -> None:
        """Show what changed and the lines around it; with `whole`, every line."""
        # Apart from the view, nothing is laid out before all is there.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(_MARGIN)
        _Writer(document, self._tokens).write(found, whole=whole)
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = document


class _Writer:
    """Writes a difference into an empty document."""

    def __init__(self, document: QTextDocument, tokens: Tokens) -> None:
        self._cursor = QTextCursor(document)
        self._tokens = tokens
        self._is_first = True
        self._looks = {
            (side, heading): self._look(side, heading=heading)
            for side in Side
            for heading in (False, True)
        }

    def write(self, found: Difference, *, whole: bool) -> None:
        """The title and what is said about the post, then what changed with its surroundings;
        with `whole`, every line."""
        self._cursor.beginEditBlock()
        self._put(found.title, heading=True)
        for particular in found.particulars:
            if whole or not particular.is_same:
                self._say(particular)
        left = _MOST
        for passage in found.body if whole else folded(found.body):
            if isinstance(passage, int):
                words = ngettext("{n} line alike", "{n} lines alike", passage)
                self._note(words.format(n=phrases.number(passage)))
                continue
            left -= sum(len(piece.text) for piece in passage.pieces)
            if left < 0:
                self._note(_("The rest is too long to be shown here."))
                break
            self._put(passage)
        self._cursor.endEditBlock()

    # --- lines --------------------------------------------------------------------------------

    def _put(self, passage: Passage, *, heading: bool = False) -> None:
        if passage.turned:  # in one line the words of one side would stand wrong
            for side in (Side.OLD, Side.NEW):
                direction = passage.old if side is Side.OLD else passage.new
                self._line(passage.of(side), direction, heading=heading)
        elif passage.pieces:
            self._line(passage.pieces, passage.new or passage.old, heading=heading)

    def _line(
        self, pieces: Iterable[Piece], direction: Direction | None, *, heading: bool = False
    ) -> None:
        self._new_line(direction)
        isolated = right_to_left if direction is Direction.RTL else left_to_right
        cursor, same = self._cursor, self._looks[Side.BOTH, heading]
        for side, text in pieces:
            if side is Side.BOTH:
                cursor.insertText(text, same)
                continue
            # What changed keeps to itself, so that its neighbours stand where they stood.
            words = text.strip()
            before, _words, after = text.partition(words) if words else (text, "", "")
            cursor.insertText(before, same)
            cursor.insertText(isolated(words), self._looks[side, heading])
            cursor.insertText(after, same)

    def _say(self, particular: Particular) -> None:
        """In a line of the interface's direction: its name, and each item in its own."""
        self._note(field_label(particular.field))
        between, same = "  ", self._looks[Side.BOTH, False]
        for side, items in (
            (Side.BOTH, particular.stayed),
            (Side.OLD, particular.went),
            (Side.NEW, particular.came),
        ):
            for item in items:
                words = phrases.particular(particular.field, item)
                self._cursor.insertText(between, same)
                self._cursor.insertText(words, self._looks[side, False])

    def _note(self, words: str) -> None:
        look = QTextCharFormat()
        look.setForeground(QColor(self._tokens.muted))
        look.setFont(interface_font(_NOTE_PIXELS))
        self._new_line(Direction.RTL if is_rtl() else Direction.LTR)
        self._cursor.insertText(words, look)

    def _new_line(self, direction: Direction | None) -> None:
        block = QTextBlockFormat()
        rtl = direction is Direction.RTL
        block.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        block.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(_GAP)
        if self._is_first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._is_first = False

    def _look(self, side: Side, *, heading: bool) -> QTextCharFormat:
        tokens = self._tokens
        look = QTextCharFormat()
        weight = QFont.Weight.Bold if heading else QFont.Weight.Normal
        look.setFont(interface_font(_TITLE_PIXELS if heading else _PIXELS, weight))
        look.setForeground(QColor(tokens.ink))
        if side is Side.OLD:
            look.setForeground(QColor(tokens.warning))
            look.setBackground(QColor(tokens.warning_soft))
            look.setFontStrikeOut(True)
        elif side is Side.NEW:
            look.setForeground(QColor(tokens.accent))
            look.setBackground(QColor(tokens.accent_soft))
            look.setFontUnderline(True)
        return look
