"""Which key moves the caret which way, as the platform has it. Thread: GUI."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QKeyEvent, QKeySequence

from editor.gui.writing.sheet.movement import Way

_Key = QKeySequence.StandardKey


class Movement(NamedTuple):
    """`keep`: the selection reaches to where the caret goes."""

    way: Way
    keep: bool


_KEYS = (
    (_Key.MoveToNextChar, _Key.SelectNextChar, Way.RIGHT),
    (_Key.MoveToPreviousChar, _Key.SelectPreviousChar, Way.LEFT),
    (_Key.MoveToNextWord, _Key.SelectNextWord, Way.WORD_RIGHT),
    (_Key.MoveToPreviousWord, _Key.SelectPreviousWord, Way.WORD_LEFT),
    (_Key.MoveToNextLine, _Key.SelectNextLine, Way.DOWN),
    (_Key.MoveToPreviousLine, _Key.SelectPreviousLine, Way.UP),
    (_Key.MoveToNextPage, _Key.SelectNextPage, Way.PAGE_DOWN),
    (_Key.MoveToPreviousPage, _Key.SelectPreviousPage, Way.PAGE_UP),
    (_Key.MoveToStartOfLine, _Key.SelectStartOfLine, Way.LINE_START),
    (_Key.MoveToEndOfLine, _Key.SelectEndOfLine, Way.LINE_END),
    (_Key.MoveToStartOfBlock, _Key.SelectStartOfBlock, Way.BLOCK_START),
    (_Key.MoveToEndOfBlock, _Key.SelectEndOfBlock, Way.BLOCK_END),
    (_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument, Way.START),
    (_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument, Way.END),
)


def movement(event: QKeyEvent) -> Movement | None:
    """What `event` means; None where it does not move the caret."""
    if event.text().isprintable() and event.text():
        return None
    for move, select, way in _KEYS:
        if event.matches(move):
            return Movement(way, keep=False)
        if event.matches(select):
            return Movement(way, keep=True)
    return None
