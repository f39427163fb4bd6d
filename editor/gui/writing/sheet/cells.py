"""The room of each character of a line on the screen, and the edges at which a caret can stand.

Places are UTF-16 units of the block, x are pixels of the layout. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtGui import QTextLayout, QTextLine

from editor.gui.writing.sheet.boxes import Box, boxes, boxes_between, line_end
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.shown import Shown


class Cell(Box):
    """The room of one character of the source, with what is hidden beside it: `start` and `end`
    are places."""

    __slots__ = ()


class Edges(NamedTuple):
    """A place in a line. `x_before`: where the character before it ends; `x_after`: where the one
    that follows begins. They differ where directions meet, and around what is only shown. At the
    block's ends the outer edge of what is only shown there stands for a neighbour."""

    place: int
    before: Cell | None
    after: Cell | None
    x_before: float | None
    x_after: float | None


class _Span(NamedTuple):
    """A character of the source, and the units of the line that are shown in its place."""

    start: int
    end: int
    shown: range


def cells(shown: Shown, number: int) -> list[Cell]:
    """The characters of line `number` in the order of the text."""
    line = shown.layout.lineAt(number)
    return _cells(line, _spans(shown, line, line.textStart()), boxes(shown, line))


def edges(shown: Shown, number: int) -> list[Edges]:
    """All the places of line `number` in the order of the text. The place where the line wraps is
    the next line's."""
    line = shown.layout.lineAt(number)
    found = boxes(shown, line)
    row = _cells(line, _spans(shown, line, line.textStart()), found)
    if not row:
        return []
    made = [_edges(before, after) for before, after in pairwise([None, *row, None])]
    made[0] = _with_outer(shown, number, made[0], found)
    if number + 1 < shown.layout.lineCount():
        return made[:-1]
    made[-1] = _with_outer(shown, number, made[-1], found)
    return made


def edges_at(shown: Shown, number: int, place: int) -> Edges | None:
    """The same of one place; None where it is not between two characters of the line."""
    line = shown.layout.lineAt(number)
    start, end = line.textStart(), line_end(line)
    low = _beginning(shown, shown.layout.previousCursorPosition(shown.display.after(place)), start)
    before = after = None
    for span in _spans(shown, line, low):
        if span.end == place:
            before, start = span, span.shown.start
        elif span.start >= place:
            if span.start == place:
                after, end = span, span.shown.stop
            break
    beside = [span for span in (before, after) if span is not None]
    if not beside:
        return None
    found = boxes_between(shown, line, start, end) or boxes(shown, line)
    row = _cells(line, beside, found)
    known = _edges(row[0] if before else None, row[-1] if after else None)
    return _with_outer(shown, number, known, found)


def _edges(before: Cell | None, after: Cell | None) -> Edges:
    """One of them there is."""
    x_before = before.x_last if before is not None else None
    x_after = after.x_first if after is not None else None
    place = before.end if before is not None else after.start if after is not None else 0
    return Edges(place, before, after, x_before, x_after)


def _with_outer(shown: Shown, number: int, known: Edges, found: Sequence[Box]) -> Edges:
    """`known`, and at the block's ends the outer edge of what is only shown there. `found`: what
    is shown around it."""
    layout, display, place = shown.layout, shown.display, known.place
    line = layout.lineAt(number)
    if known.before is None and found[0].start == 0 < display.before(place):
        return known._replace(x_before=_within(line, found[0].x_first))
    is_last = known.after is None and number + 1 == layout.lineCount()
    if is_last and display.after(place) < found[-1].end == line_end(line):
        return known._replace(x_after=_within(line, found[-1].x_last))
    return known


def _spans(shown: Shown, line: QTextLine, low: int) -> Iterator[_Span]:
    """From the unit `low` to the end of the line, in the order of the text."""
    layout, display = shown.layout, shown.display
    begin, stop = line.textStart(), line_end(line)
    place, last = display.source(low), display.source(stop)
    while place < last:
        following = _next_place(layout, display, place, last)
        units = range(max(display.before(place), begin), min(display.after(following), stop))
        if units:
            yield _Span(place, following, units)
        place = following


def _beginning(shown: Shown, unit: int, start: int) -> int:
    """The unit, from `start` on, with which the character at `unit` begins. A sign that is shown
    for a joiner is none of its own to us: it belongs to the letter before it."""
    layout, display = shown.layout, shown.display
    first, place = display.source(start), display.source(max(unit, start))
    while place > first and not _is_place(layout, display, place):
        place -= 1
    return max(display.before(place), start)


def _next_place(layout: QTextLayout, display: Display, place: int, last: int) -> int:
    """The next place in the source at which a reader sees a character begin."""
    following = place + 1
    while following < last and not _is_place(layout, display, following):
        following += 1
    return following


def _is_place(layout: QTextLayout, display: Display, place: int) -> bool:
    """True where a reader sees a character begin."""
    at = display.before(place)
    return display.source(at) == place and layout.isValidCursorPosition(at)


def _cells(line: QTextLine, spans: Iterable[_Span], found: Sequence[Box]) -> list[Cell]:
    of = {box.start: box for box in found}
    made: list[Cell] = []
    for start, end, units in spans:
        left, right, rtl = _joined([of[unit] for unit in units if unit in of])
        made.append(Cell(start, end, _within(line, left), _within(line, right), rtl))
    return made


def _joined(some: Sequence[Box]) -> tuple[float, float, bool]:
    """The room of what is shown in the place of one character: what can be seen, as far as it
    stands together."""
    _start, _end, left, right, rtl = some[0]
    if len(some) > 1:
        seen = [box for box in some if box.is_seen] or some
        left, right, rtl = seen[0].left, seen[0].right, seen[0].rtl
        for box in seen[1:]:
            if right == box.left:
                right = box.right
            elif left == box.right:
                left = box.left
    return left, right, rtl


def _within(line: QTextLine, x: float) -> float:
    return min(max(x, line.x()), line.x() + line.width())
