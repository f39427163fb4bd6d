"""The room of each character of a line on the screen, and the edges at which a caret can stand.

Places are UTF-16 units of the block, x are pixels of the layout. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtGui import QTextLayout, QTextLine

from editor.gui.writing.sheet.boxes import THIN, Box, boxes, boxes_between, line_end
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.shown import Shown

_NEAR = 4  # characters on either side of a place, for its edges alone


class Cell(NamedTuple):
    """The room of one character (what a reader calls one), with what is hidden beside it. What
    cannot be seen has one without width."""

    left: float
    right: float
    start: int
    end: int
    rtl: bool

    @property
    def x_first(self) -> float:
        """Where it begins, as it is read."""
        return self.right if self.rtl else self.left

    @property
    def x_last(self) -> float:
        """Where it ends, as it is read."""
        return self.left if self.rtl else self.right

    @property
    def is_seen(self) -> bool:
        """True where it has a width."""
        return self.right - self.left >= THIN


class Edges(NamedTuple):
    """A place in a line. `x_before`: where the character before it ends; `x_after`: where the one
    that follows begins. They differ where directions meet, and around what is only shown. At the
    block's ends the outer edge of what is only shown there stands for a neighbour."""

    place: int
    before: Cell | None
    after: Cell | None
    x_before: float | None
    x_after: float | None


def cells(shown: Shown, number: int) -> list[Cell]:
    """The characters of line `number` in the order of the text."""
    return _whole(shown, number)[0]


def edges(shown: Shown, number: int) -> list[Edges]:
    """All the places of line `number` in the order of the text. The place where the line wraps is
    the next line's."""
    row, found = _whole(shown, number)
    if not row:
        return []
    places = [cell.start for cell in row]
    if number + 1 == shown.layout.lineCount():
        places.append(row[-1].end)
    sides = zip(places, [None, *row], [*row, None], strict=False)
    return [_edges(shown, number, *each, found) for each in sides]


def edges_at(shown: Shown, number: int, place: int) -> Edges | None:
    """The same of one place; None where it is not between two characters of the line."""
    near = _near(shown, number, place)
    if near is not None:
        return near
    row, found = _whole(shown, number)
    before = next((cell for cell in row if cell.end == place), None)
    after = next((cell for cell in row if cell.start == place), None)
    return _edges(shown, number, place, before, after, found) if before or after else None


def _whole(shown: Shown, number: int) -> tuple[list[Cell], list[Box]]:
    line = shown.layout.lineAt(number)
    found = boxes(shown, line)
    return list(_cells(shown, line, found)), found


def _near(shown: Shown, number: int, place: int) -> Edges | None:
    """Asks for few glyphs; None where they do not tell it."""
    layout, display = shown.layout, shown.display
    line = layout.lineAt(number)
    begin, stop = line.textStart(), line_end(line)
    low, high = display.after(place), display.before(place)
    for _ in range(_NEAR):
        low, high = layout.previousCursorPosition(low), layout.nextCursorPosition(high)
    found = boxes_between(layout, line, max(low, begin), min(high, stop))
    if not found or any(one.end != other.start for one, other in pairwise(found)):
        return None
    begins, ends = found[0].start == begin, found[-1].end == stop
    row = list(_cells(shown, line, found))
    # What is shown in the place of one character may be cut.
    row = row[0 if begins else 1 : None if ends else -1]
    before = next((cell for cell in row if cell.end == place), None)
    after = next((cell for cell in row if cell.start == place), None)
    if (before is None and not begins) or (after is None and not ends) or not (before or after):
        return None
    return _edges(shown, number, place, before, after, found)


def _edges(
    shown: Shown,
    number: int,
    place: int,
    before: Cell | None,
    after: Cell | None,
    found: Sequence[Box],
) -> Edges:
    """`found`: what is shown there."""
    display, line = shown.display, shown.layout.lineAt(number)
    x_before = before.x_last if before is not None else None
    x_after = after.x_first if after is not None else None
    is_first, is_last = not number, number + 1 == shown.layout.lineCount()
    if before is None and is_first and found[0].start == 0 < display.before(place):
        x_before = _within(line, found[0].x_first)
    if after is None and is_last and display.after(place) < found[-1].end == line_end(line):
        x_after = _within(line, found[-1].x_last)
    return Edges(place, before, after, x_before, x_after)


def _cells(shown: Shown, line: QTextLine, found: Sequence[Box]) -> Iterator[Cell]:
    """In the order of the text."""
    if not found:
        return
    layout, display = shown.layout, shown.display
    begin, stop = found[0].start, found[-1].end
    of = {box.start: box for box in found}
    place, last = display.source(begin), display.source(stop)
    while place < last:
        following = _next_place(layout, display, place, last)
        units = range(max(display.before(place), begin), min(display.after(following), stop))
        some = [of[unit] for unit in units if unit in of]
        if some:
            left, right, rtl = _joined(some)
            yield Cell(_within(line, left), _within(line, right), place, following, rtl)
        place = following


def _next_place(layout: QTextLayout, display: Display, place: int, last: int) -> int:
    """The next place in the source at which a reader sees a character begin."""
    following = place + 1
    while following < last:
        at = display.before(following)
        if display.source(at) == following and layout.isValidCursorPosition(at):
            break
        following += 1
    return following


def _joined(some: Sequence[Box]) -> tuple[float, float, bool]:
    """The room of what is shown in the place of one character: what can be seen, as far as it
    stands together."""
    seen = [box for box in some if box.right - box.left >= THIN] or some
    left, right, rtl = seen[0].left, seen[0].right, seen[0].rtl
    for box in seen[1:]:
        if right == box.left:
            right = box.right
        elif left == box.right:
            left = box.left
    return left, right, rtl


def _within(line: QTextLine, x: float) -> float:
    return min(max(x, line.x()), line.x() + line.width())
