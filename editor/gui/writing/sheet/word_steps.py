"""Where a key goes that goes by words, or takes them away.

Qt's own words take an Arabic comma for a letter. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from editor.gui.writing import codec
from editor.text.word_edges import next_stop, previous_stop


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
