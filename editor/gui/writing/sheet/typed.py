"""Letters typed into a paragraph: no more of it is laid out than they may have changed (`part`).
Thread: GUI. Offsets are UTF-16 units.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextLayout

from editor.gui.writing import codec
from editor.gui.writing.sheet import part as parts
from editor.gui.writing.sheet.aspects import Aspects, Seen
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.dressing import formats
from editor.gui.writing.sheet.kept import Kept
from editor.gui.writing.sheet.shown import Shown
from editor.gui.writing.sheet.typesetting import Row, is_endless, text_option


class Typed(NamedTuple):
    """The part that was laid out, what is known of the whole now, and the numbers of the lines
    that look different."""

    part: parts.Part
    kept: Kept
    changed: range


def lay_out_typed(
    block: QTextBlock,
    before: Kept,
    guess: Seen,
    place: int,
    added: int,
    row: Row,
    aspects: Aspects,
) -> Typed | None:
    """Lay out what `added` units at `place` may have changed of a paragraph that looked as
    `before` and is taken for `guess` now. None where all of it has to be laid out."""
    text = block.text()
    found, swapped = guess
    if not before.lines or not parts.is_simple(text) or is_endless(text):
        return None
    at = place + parts.growth(before.swaps, place)
    if before.lines[-1][1] + added != len(text) + parts.growth(swapped, len(text) + 1):
        return None  # of another block, which had this place in Qt's table
    edited = parts.edited_line(before.lines, at)
    begin = parts.cut(text, before.lines, swapped, edited, place)
    tail = [
        each._replace(start=each.start - begin.place, end=each.end - begin.place)
        for each in swapped
        if each.start >= begin.place
    ]
    display = Display(text[begin.place :], tail)
    painted = QTextLayout(codec.whole(display.text), aspects.looks.font)
    painted.setCacheEnabled(True)
    painted.setTextOption(text_option(before.direction))
    signs, offsets = aspects.showing.invisibles, range(len(text) + 1)
    painted.setFormats(formats(display, offsets, found, aspects.looks, begin.place, signs=signs))
    lines = parts.lay_out(painted, row, begin, before.lines, at, added)
    changed = lines and parts.changed(begin, before.lines, lines, edited, added)
    if not (lines and changed):
        return None
    shown = Shown(painted, display, before.direction)
    last = begin.line + painted.lineCount()
    part = parts.Part(block.fragmentIndex(), shown, begin.line, last, begin.place, place + added)
    return Typed(part, Kept(None, None, before.direction, found, swapped, lines), changed)
