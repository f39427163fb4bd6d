"""A comment and what answers it, one below the other, each in its own direction. Thread: GUI."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from editor.domain.comment import CommentRow, Verdict
from editor.domain.post import Direction
from editor.gui import phrases
from editor.gui.fonts import interface_font
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl
from editor.text.direction import line_direction
from editor.text.isolates import isolated
from editor.workspace.labels import verdict_label

_PIXELS, _SMALL = 16, 13  # of letters
_INDENT = 22  # pixels
_GAP = 14  # pixels above a comment


class Thread(QTextEdit):
    """To be read and copied from. Words are put in as words: nothing in them is markup."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: tuple[CommentRow, list[CommentRow], datetime] | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("look", "page")
        self.setAccessibleName(_("The comment and its answers"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFont(interface_font(_PIXELS))
        self.document().setDocumentMargin(18)

    def show_thread(self, row: CommentRow, replies: list[CommentRow], now: datetime) -> None:
        """Show a comment and what answers it, oldest first."""
        self._shown = row, replies, now
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._write(cursor, row, now, indent=0, first=True)
        for reply in replies:
            self._write(cursor, reply, now, indent=1, first=False)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._tokens = tokens
        if self._shown is not None:
            self.show_thread(*self._shown)

    def _write(
        self, cursor: QTextCursor, row: CommentRow, now: datetime, *, indent: int, first: bool
    ) -> None:
        own = Direction.RTL if is_rtl() else Direction.LTR
        head = QTextCharFormat()
        head.setFont(interface_font(_SMALL))
        head.setForeground(QColor(self._tokens.muted))
        self._line(cursor, _head(row, now), head, own, indent, gap=0 if first else _GAP)
        words = QTextCharFormat()
        words.setFont(self.font())
        words.setForeground(QColor(self._tokens.ink))
        around = line_direction(row.comment.text, Direction.LTR)  # by most of its words
        for line in row.comment.text.split("\n"):
            self._line(cursor, line, words, line_direction(line, around), indent)

    def _line(
        self,
        cursor: QTextCursor,
        text: str,
        look: QTextCharFormat,
        direction: Direction,
        indent: int,
        gap: int = 0,
    ) -> None:
        block = QTextBlockFormat()
        rtl = direction is Direction.RTL
        block.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        block.setAlignment(
            Qt.AlignmentFlag.AlignAbsolute
            | (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        )
        block.setTopMargin(gap)
        block.setBottomMargin(3)
        if is_rtl():  # the answers stand further in, whatever runs in them
            block.setRightMargin(indent * _INDENT)
        else:
            block.setLeftMargin(indent * _INDENT)
        if self.document().isEmpty() and cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(text, look)


def standing_of(row: CommentRow) -> Verdict:
    """Where a comment stands by the author's word; by the blog's where it refused that."""
    return row.comment.verdict if row.trouble else row.wanted or row.comment.verdict


def _head(row: CommentRow, now: datetime) -> str:
    """Who said it, when, and where it stands."""
    comment = row.comment
    if row.waiting:
        trouble = _("The blog did not take it") if row.trouble else _("Goes out with the next sync")
        return phrases.in_a_row((_("You"), trouble))
    parts = [isolated(comment.author or _("Somebody")), phrases.day_and_time(comment.when, now)]
    parts.append(verdict_label(standing_of(row)))
    if row.trouble:
        parts.append(_("The blog did not take it"))
    return phrases.in_a_row(parts)
