"""Letters typed into a paragraph: what they may have changed of it is laid out (`part`), and
painted, no more. Thread: GUI. Offsets are UTF-16 units of the block.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextLayout

from editor.gui.writing import codec
from editor.gui.writing.sheet import part as parts
from editor.gui.writing.sheet.aspects import Aspects, Seen
from editor.gui.writing.sheet.changed_lines import changed_lines, moved
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.dressing import formats, unfinished
from editor.gui.writing.sheet.shown import Shown
from editor.gui.writing.sheet.typesetting import Row, is_endless, text_option
from editor.gui.writing.sheet.whole import Kept
from editor.text.lines import LONGEST


class Typed(NamedTuple):
    """The part that was laid out, what is known of the whole now, and the numbers of the lines
    that look different."""

    part: parts.Part
    kept: Kept
    changed: range


class Hand:
    """Made for one layout with its first key: nothing before that needs it."""

    def __init__(self, aspects: Aspects) -> None:
        self._aspects = aspects

    def guessed(self, block: QTextBlock, kept: Kept, place: int, added: int) -> Seen | None:
        """What a paragraph, shown plainly, looks like with `added` more letters at `place` if they
        change nothing around them. None where it has to be looked at at once."""
        if (
            not added < block.length() <= LONGEST
            or block.length() - 1 != len(block.text())  # surrogates: other offsets
            or any(swap.start <= place <= swap.end for swap in kept.swaps)
            or unfinished(block)
        ):
            return None
        swapped = [
            swap._replace(start=swap.start + added, end=swap.end + added)
            if swap.start > place
            else swap
            for swap in kept.swaps
        ]
        return moved(kept.found, place, added), swapped

    def lay_out(
        self,
        block: QTextBlock,
        before: Kept,
        guess: Seen,
        place: int,
        added: int,
        row: Row,
    ) -> Typed | None:
        """Lay out what `added` units at `place` may have changed of a paragraph that looked as
        `before` and is taken for `guess` now. None where all of it has to be laid out."""
        aspects, text = self._aspects, block.text()
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
        painted.setFormats(
            formats(display, offsets, found, aspects.looks, begin.place, signs=signs)
        )
        lines = parts.lay_out(painted, row, begin, before.lines, at, added)
        changed = lines and parts.changed(begin, before.lines, lines, edited, added)
        if not (lines and changed):
            return None
        shown = Shown(painted, display, before.direction)
        last = begin.line + painted.lineCount()
        part = parts.Part(
            block.fragmentIndex(), shown, begin.line, last, begin.place, place + added
        )
        return Typed(part, Kept(None, None, before.direction, found, swapped, lines), changed)

    def look_different(
        self, block: QTextBlock, was: Kept, now: Kept, place: int, more: int
    ) -> range:
        """The lines of `block`, no list's and no quotation's, that look different since an edit at
        `place` that made it longer by `more`."""
        everything = range(max(block.lineCount(), 1))
        if (
            was.display is None
            or now.display is None
            or was.direction is not now.direction
            or len(was.lines) != len(now.lines)
            or block.length() - 1 != len(block.text())  # surrogates: other offsets
            or moved(was.found, place, more) != now.found
        ):
            return everything
        return changed_lines(was.display.text, was.lines, now.display.text, now.lines) or everything
