"""Where the caret stands in a line that runs both ways, and how it walks there.

A place in the text has two sides: the character before it ends at one x, the one that follows
begins at another. Mostly they are the same; where directions meet they are not, and two places
share each x. So a caret is a place and the character it clings to: the one before it (`trailing`)
or the one that follows.

An arrow walks along the line as the eye does. Each place of the line is a stop, once, at one of
its two x, so chosen that as many x as there are have a stop; then they are sorted by x. So no
place can be missed and no step can lead back. Places are UTF-16 units of the block. Thread: GUI.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from editor.gui.writing.sheet.boxes import line_end as units_end
from editor.gui.writing.sheet.boxes import words_end, x_of
from editor.gui.writing.sheet.cells import Cell, Edges, cells, edges, edges_at
from editor.gui.writing.sheet.shown import Shown

__all__ = [
    "Cell",
    "Shown",
    "Stop",
    "cells",
    "drawn",
    "hit",
    "is_crowded",
    "leaning",
    "line_end",
    "line_start",
    "stops",
    "x_of",
]


class Stop(NamedTuple):
    """A place of the caret in a line: its x in pixels of the layout."""

    x: float
    place: int
    trailing: bool


def stops(shown: Shown, number: int) -> list[Stop]:
    """The caret's places in line `number` from the left to the right, each place of the text
    once. The place where the line wraps is the next line's."""
    places = edges(shown, number)
    if not places and number + 1 < shown.layout.lineCount():
        return []  # but a part of a sign, whose place is the next line's
    if not places:
        return [_only(shown, number)]
    chosen = _spread([_sides(each, rtl=shown.is_rtl) for each in places])
    # Of those that share an x, the earlier in the text comes first as the block reads.
    return sorted(chosen, key=lambda stop: (stop.x, -stop.place if shown.is_rtl else stop.place))


def _only(shown: Shown, number: int) -> Stop:
    """The place in a line that shows nothing."""
    line = shown.layout.lineAt(number)
    x = line.x() + line.width() if shown.is_rtl else line.x()
    return Stop(x, shown.display.source(line.textStart()), trailing=False)


def _sides(place: Edges, *, rtl: bool) -> list[Stop]:
    """The sides of a place at which an arrow may stop, the one first to which a caret leans that
    came from nowhere."""
    found = []
    if place.x_before is not None:
        found.append(Stop(place.x_before, place.place, trailing=True))
    if place.x_after is not None:
        found.append(Stop(place.x_after, place.place, trailing=False))
    if len(found) == 2 and None in (place.before, place.after):
        # Home and End lead to the outer side, and nowhere else may an arrow meet that place.
        return [found[0] if place.before is None else found[1]]
    return found if _leans(place, rtl=rtl) else found[::-1]


def _leans(place: Edges, *, rtl: bool) -> bool:
    """True: to the character before it. To the one that can be seen; else to the one that runs
    as the block does, as most of what is written there will."""
    before, after = place.before, place.after
    if place.x_before is None or place.x_after is None:
        return place.x_before is not None
    if before is not None and after is not None and before.is_seen is not after.is_seen:
        return before.is_seen
    if before is None or before.rtl == rtl:
        return True
    return after is not None and after.rtl != rtl


def _spread(choices: Sequence[Sequence[Stop]]) -> list[Stop]:
    """Take one of each, the first where nothing speaks against it, so that every x is taken that
    can be."""
    taken = [sides[0] for sides in choices]
    offers: defaultdict[float, list[int]] = defaultdict(list)
    for index, sides in enumerate(choices):
        for stop in sides:
            offers[stop.x].append(index)
    crowd = Counter(stop.x for stop in taken)
    for x in offers:
        if not crowd[x]:
            for index, stop in _chain(x, choices, taken, crowd, offers):
                crowd[taken[index].x] -= 1
                crowd[stop.x] += 1
                taken[index] = stop
    return taken


def _chain(
    empty: float,
    choices: Sequence[Sequence[Stop]],
    taken: Sequence[Stop],
    crowd: Mapping[float, int],
    offers: Mapping[float, Sequence[int]],
) -> list[tuple[int, Stop]]:
    """Which places have to move to their other side so that one comes to the `empty` x and no
    other x is empty then: the shortest chain of them from one that is crowded."""
    followed: dict[float, list[tuple[int, Stop]]] = {empty: []}
    queue = deque([empty])
    while queue:
        x = queue.popleft()
        for index in offers[x]:
            left = taken[index].x
            if left in followed:
                continue
            moved = next(stop for stop in choices[index] if stop.x == x)
            followed[left] = [*followed[x], (index, moved)]
            if crowd[left] > 1:
                return followed[left]
            queue.append(left)
    return []


# --- one place ------------------------------------------------------------------------------------


def drawn(shown: Shown, place: int, trailing: bool) -> tuple[int, float, float | None]:
    """The caret's line and x; and the x of its other side, in the same line or None."""
    number = shown.line_at(place, trailing)
    if not shown.layout.lineAt(number).textLength():
        return number, _only(shown, number).x, None
    found = edges_at(shown, number, place)
    if found is None:
        other_number = shown.line_at(place, not trailing)
        found = edges_at(shown, other_number, place) if other_number != number else None
        if found is None:
            return number, _nearest(shown, number, place), None
        number = other_number
    x, other = found.x_before, found.x_after
    if x is None or (other is not None and not trailing):
        x, other = other, x
    if x is None:
        return number, _nearest(shown, number, place), None
    return number, x, other if other is not None and abs(other - x) >= 1 else None


def _nearest(shown: Shown, number: int, place: int) -> float:
    """Inside a character or hidden signs: as if at the beginning of it."""
    at = shown.display.after(place)
    for unit in (at, shown.layout.previousCursorPosition(at)):
        found = edges_at(shown, number, shown.display.source(unit))
        if found is not None:
            return _sides(found, rtl=shown.is_rtl)[0].x
    return _only(shown, number).x


def leaning(shown: Shown, place: int) -> bool:
    """To which side a caret clings that came from nowhere: to the neighbour that runs as the
    block does; where a line wraps, to what follows. True: to what is before it."""
    if place and shown.starts_line(place):
        return False
    found = edges_at(shown, shown.line_at(place, False), place)
    return found is not None and _leans(found, rtl=shown.is_rtl)


def hit(shown: Shown, number: int, x: float) -> Stop:
    """The caret nearest to a click at `x` in line `number`: at the edge of the character under
    it that is nearer; beside the words, at the line's end if it is drawn there."""
    line = shown.layout.lineAt(number)
    if is_crowded(shown, number):
        return _stop_at(shown, number, shown.display.source(line.xToCursor(x)), trailing=False)
    row = cells(shown, number)
    if not row:
        return _only(shown, number)
    row = [cell for cell in row if cell.is_seen] or row
    left, right = min(cell.left for cell in row), max(cell.right for cell in row)
    if not left < x < right:
        for stop in (line_start(shown, number), line_end(shown, number)):
            if x <= stop.x <= left or right <= stop.x <= x:
                return stop
    cell = min(row, key=lambda cell: (max(cell.left - x, x - cell.right, 0), cell.left))
    at_left = x < (cell.left + cell.right) / 2
    if at_left is cell.rtl:
        return Stop(cell.x_last, cell.end, trailing=True)
    return Stop(cell.x_first, cell.start, trailing=False)


def line_start(shown: Shown, number: int) -> Stop:
    """The caret at the beginning of line `number`, in the order of the text."""
    begin = shown.layout.lineAt(number).textStart()
    return _stop_at(shown, number, shown.display.source(begin), trailing=not number)


def line_end(shown: Shown, number: int) -> Stop:
    """The caret at the end of line `number`; where the line wraps, before what hangs over."""
    line = shown.layout.lineAt(number)
    wraps = number + 1 < shown.layout.lineCount()
    end = words_end(shown, line) if wraps else units_end(line)
    return _stop_at(shown, number, shown.display.source(end), trailing=wraps)


def _stop_at(shown: Shown, number: int, place: int, *, trailing: bool) -> Stop:
    """The wanted side of a place, if it has it."""
    found = edges_at(shown, number, place)
    if found is None:
        return _only(shown, number)
    sides = _sides(found, rtl=shown.is_rtl)
    return next((stop for stop in sides if stop.trailing is trailing), sides[0])


_CROWD = 2000  # units in one line: nobody walks there, nor must it take long


def is_crowded(shown: Shown, number: int) -> bool:
    """True where a line holds so much, and most of it without width, that its places are not to
    be told one by one."""
    return shown.layout.lineAt(number).textLength() > _CROWD
