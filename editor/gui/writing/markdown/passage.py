"""Runs commands on a document: on all of its text, or on the blocks around the selection.

What a key does depends on its own block and its neighbours; with those alone it costs the same in
a post of a hundred pages. Thread: GUI. Commands count code points, the document UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.gui.writing import codec
from editor.gui.writing.markdown.edits import Change, Command, applied

Opens = Callable[[QTextBlock], bool]

_KEEP = QTextCursor.MoveMode.KeepAnchor
_BREAK = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")
_LONGEST = 600  # lines; in a longer list a key sees its own lines only


def run(command: Command, cursor: QTextCursor, opens: Opens | None = None) -> bool:
    """Run `command` on the selection of `cursor`, as one step to undo, and select what it says;
    False where there is nothing to do.

    `opens` tells the first lines of blocks; without it the command sees the whole document.
    """
    document = cursor.document()
    first, last = document.firstBlock(), document.lastBlock()
    if opens is not None:
        first, last = _around(cursor, opens)
    base = first.position()
    whole = QTextCursor(document)
    _select(whole, base, last.position() + last.length() - 1)
    text = _BREAK.sub("\n", codec.selected(whole))
    start = codec.code_points(text, cursor.selectionStart() - base)
    end = codec.code_points(text, cursor.selectionEnd() - base)
    edit = command(text, start, end)
    if edit is None:
        return False
    cursor.beginEditBlock()
    for change in (*reversed(edit.also), Change(edit.start, edit.end, edit.replacement)):
        codec.replace(cursor, text, *change, base)
    cursor.endEditBlock()
    made = applied(text, edit)
    _select(cursor, base + codec.width(made[: edit.anchor]), base + codec.width(made[: edit.caret]))
    return True


def _around(cursor: QTextCursor, opens: Opens) -> tuple[QTextBlock, QTextBlock]:
    """The first and the last line of the blocks that are touched, with one block before them and
    one behind."""
    document = cursor.document()
    top = document.findBlock(cursor.selectionStart())
    bottom = document.findBlock(cursor.selectionEnd())
    first, last = top, bottom
    opened = 0
    while first.previous().isValid():
        opened += opens(first)
        if opened == 2:
            break
        if bottom.blockNumber() - first.blockNumber() > _LONGEST:
            return top, bottom
        first = first.previous()
    opened = 0
    while last.next().isValid():
        opened += opens(last.next())
        if opened == 2:
            break
        if last.blockNumber() - first.blockNumber() > _LONGEST:
            return top, bottom
        last = last.next()
    return first, last


def _select(cursor: QTextCursor, start: int, end: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, _KEEP)
