"""Writes what changed into a document: what went is struck through, what came is underlined, each
line in its own direction. The one hand that does; everything that shows a difference asks it.
Thread: GUI.
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

from editor.domain.post import Direction
from editor.gui import phrases
from editor.gui.fonts import interface_font
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl
from editor.text.difference import Passage, Piece, Side
from editor.text.isolates import left_to_right, right_to_left
from editor.text.particulars import Particular
from editor.workspace.labels import field_label

PIXELS, _TITLE_PIXELS, _NOTE_PIXELS = 16, 20, 13
_LINE = 150  # per cent
_BETWEEN = "\u2009"  # what went and what came would touch
GAP = 10  # pixels below a line


class PassageWriter:
    """Writes into an empty document. `pixels`: of its letters."""

    def __init__(self, document: QTextDocument, tokens: Tokens, pixels: int = PIXELS) -> None:
        self.cursor = QTextCursor(document)
        self._tokens = tokens
        self._pixels = pixels
        self._is_first = True
        self._turned: Direction | None = None  # where the lines just written run now
        self._looks = {
            (side, heading): self._look(side, heading=heading)
            for side in Side
            for heading in (False, True)
        }

    def put(self, passage: Passage, *, heading: bool = False) -> None:
        """A line. Where it runs the other way now, that is said above it, once for all that stand
        together; where words of it changed, too, there are two: in one line the words of one side
        would stand wrong."""
        turned = passage.new if passage.turned and passage.is_same else None
        if turned is not None and turned is not self._turned:
            self.note(now_running(turned))
        self._turned = turned
        if passage.turned and turned is None:
            for side in (Side.OLD, Side.NEW):
                direction = passage.old if side is Side.OLD else passage.new
                self._line(passage.of(side), direction, heading=heading)
        elif passage.pieces:
            self._line(passage.pieces, passage.new or passage.old, heading=heading)

    def say(self, particular: Particular) -> None:
        """In a line of the interface's direction: its name, and each item in its own."""
        self.note(field_label(particular.field))
        self._items(particular, "  ")

    def items(self, particular: Particular) -> None:
        """In a line of the interface's direction: each item in its own."""
        self._new_line(_interface_direction())
        self._items(particular, "")

    def note(self, words: str) -> None:
        """A line of the interface's own."""
        self._turned = None
        look = QTextCharFormat()
        look.setForeground(QColor(self._tokens.muted))
        look.setFont(interface_font(_NOTE_PIXELS))
        self._new_line(_interface_direction())
        self.cursor.insertText(words, look)

    def _line(
        self, pieces: Iterable[Piece], direction: Direction | None, *, heading: bool = False
    ) -> None:
        self._new_line(direction)
        isolated = right_to_left if direction is Direction.RTL else left_to_right
        cursor, same = self.cursor, self._looks[Side.BOTH, heading]
        went = False
        for side, text in pieces:
            if side is Side.BOTH:
                cursor.insertText(text, same)
                went = False
                continue
            if went:
                cursor.insertText(_BETWEEN, same)
            went = side is Side.OLD and text == text.rstrip()
            # What changed keeps to itself, so that its neighbours stand where they stood.
            words = text.strip()
            before, _words, after = text.partition(words) if words else (text, "", "")
            cursor.insertText(before, same)
            cursor.insertText(isolated(words), self._looks[side, heading])
            cursor.insertText(after, same)

    def _items(self, particular: Particular, between: str) -> None:
        same = self._looks[Side.BOTH, False]
        for side, items in (
            (Side.BOTH, particular.stayed),
            (Side.OLD, particular.went),
            (Side.NEW, particular.came),
        ):
            for item in items:
                words = phrases.particular(particular.field, item)
                self.cursor.insertText(between, same)
                self.cursor.insertText(words, self._looks[side, False])
                between = "  "

    def _new_line(self, direction: Direction | None) -> None:
        block = QTextBlockFormat()
        rtl = direction is Direction.RTL
        block.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        block.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(GAP)
        if self._is_first:
            self.cursor.setBlockFormat(block)
        else:
            self.cursor.insertBlock(block)
        self._is_first = False

    def _look(self, side: Side, *, heading: bool) -> QTextCharFormat:
        tokens = self._tokens
        look = QTextCharFormat()
        weight = QFont.Weight.Bold if heading else QFont.Weight.Normal
        pixels = self._pixels + _TITLE_PIXELS - PIXELS if heading else self._pixels
        look.setFont(interface_font(pixels, weight))
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


def now_running(direction: Direction) -> str:
    """What is said above lines that run this way now, and did not before."""
    return _("now right to left") if direction is Direction.RTL else _("now left to right")


def _interface_direction() -> Direction:
    return Direction.RTL if is_rtl() else Direction.LTR
