"""Where a key goes that goes by words, or takes them away.

Qt's own words take an Arabic comma for a letter. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from editor.gui.writing import codec
from editor.text.word_edges import next_stop, previous_stop

_Key = QKeySequence.StandardKey
_KEEP, _LEAVE = QTextCursor.MoveMode.KeepAnchor, QTextCursor.MoveMode.MoveAnchor
_MOVES = (  # to the right; the selection reaches to where the caret goes
    (_Key.MoveToNextWord, True, _LEAVE),
    (_Key.SelectNextWord, True, _KEEP),
    (_Key.MoveToPreviousWord, False, _LEAVE),
    (_Key.SelectPreviousWord, False, _KEEP),
)


def word_beside(document: QTextDocument, position: int, *, forward: bool) -> int:
    """Where a word, or a run of signs, begins behind `position`, or before it; from a line's end
    or beginning, into the next line or the one before. Positions are the document's."""
    block = document.findBlock(position)
    line, column = block.text(), position - block.position()
    if forward and column >= block.length() - 1:
        return min(position + 1, document.characterCount() - 1)
    if not forward and not column:
        return max(position - 1, 0)
    at = len(codec.head(line, column))
    found = next_stop(line, at) if forward else previous_stop(line, at)
    column = codec.units(line[:found])
    while not block.layout().isValidCursorPosition(column):  # within what a reader sees as one
        column += 1 if forward else -1
    return block.position() + column


def take_word(cursor: QTextCursor, *, forward: bool) -> None:
    """Take away what is selected; else what is between the caret and where a word begins."""
    if not cursor.hasSelection():
        found = word_beside(cursor.document(), cursor.position(), forward=forward)
        cursor.setPosition(found, _KEEP)
    cursor.removeSelectedText()


def taken_forward(event: QKeyEvent) -> bool | None:
    """Whether `event` takes the word behind the caret, or the one before it; None: neither."""
    if event.matches(_Key.DeleteEndOfWord):
        return True
    return False if event.matches(_Key.DeleteStartOfWord) else None


def obey(field: QPlainTextEdit, event: QKeyEvent, *, rtl: bool) -> bool:
    """Obey a key that goes by words or takes them away, in a field with Qt's own caret whose
    words run right to left or not; False where it is another key."""
    cursor = field.textCursor()
    forward = taken_forward(event)
    if forward is not None:
        take_word(cursor, forward=forward)
    else:
        move = next((each for each in _MOVES if event.matches(each[0])), None)
        if move is None:
            return False
        forward = move[1] is not rtl
        found = word_beside(field.document(), cursor.position(), forward=forward)
        cursor.setPosition(found, move[2])
    field.setTextCursor(cursor)
    return True
