"""Where the caret can stand in a line that runs both ways, and how it walks there.

Between two neighbours on the screen the caret has one x, but at a change of direction two places
in the text; and such a place has two x. So a caret is a place and the character it clings to:
the one before it (`trailing`) or the one that follows. An arrow walks along the line as the eye
does: every x once, and every place of the text once. Places are UTF-16 units of the block.
Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from editor.domain.post import Direction
from editor.gui.writing.sheet.display import Display

_INDEXES = QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
_ALL = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A block as it is painted: `layout` holds the text of `display`."""

    layout: QTextLayout
    display: Display
    direction: Direction

    @property
    def is_rtl(self) -> bool:
        """True where the block runs right to left."""
        return self.direction is Direction.RTL

    def line_at(self, place: int, trailing: bool) -> int:
        """The number of the line in which the caret is drawn. A place where the line wraps is
        in both."""
        display, layout = self.display, self.layout
        shown = display.after(place) - 1 if trailing else display.last_of(place)
        line = layout.lineForTextPosition(max(shown, 0))
        return line.lineNumber() if line.isValid() else max(layout.lineCount() - 1, 0)

    def starts_line(self, place: int) -> bool:
        """True where a line begins."""
        return not place or self.line_at(place, True) != self.line_at(place, False)


class Cell(NamedTuple):
    """The room of one character on the screen (what a reader calls one). A character without
    width of its own shares the cell of the one before it."""

    left: float
    right: float
    start: int
    end: int
    rtl: bool


class Stop(NamedTuple):
    """A place of the caret in a line: its x in pixels of the layout."""

    x: float
    place: int
    trailing: bool


def cells(shown: Shown, number: int) -> list[Cell]:
    """The characters of line `number` as the eye meets them from the left to the right."""
    return sorted(_cells(shown, number), key=_visually)


def _visually(cell: Cell) -> tuple[float, int]:
    return cell.left + cell.right, -cell.start if cell.rtl else cell.start


_NEAR = 12  # characters: no cluster is longer in writing


def _cells(shown: Shown, number: int, around: int | None = None) -> Iterable[Cell]:
    """In the order of the text; only those near the place `around`, where it is given."""
    layout, display = shown.layout, shown.display
    line = layout.lineAt(number)
    begin, stop = line.textStart(), line.textStart() + line.textLength()
    is_full = number + 1 < layout.lineCount() or line.naturalTextWidth() > line.width()
    hanging = _hanging(display, begin, stop) if is_full else stop
    left_edge, right_edge = line.x(), line.x() + line.width()
    if around is not None and not begin + _NEAR < display.after(around) < hanging - _NEAR:
        around = None
    if around is not None:
        near = (display.after(around) - _NEAR, display.before(around) + _NEAR)
        begin, stop = max(begin, near[0]), min(stop, near[1])
        while not layout.isValidCursorPosition(begin):
            begin -= 1
    last = display.source(stop)
    place = display.source(begin)
    boxes = _boxes(layout, begin, min(hanging, stop))
    outer = _outer(boxes, shown.is_rtl, right_edge)
    pending: Cell | None = None
    rtl = shown.is_rtl
    while place < last:
        at = display.before(place)
        following = _next_place(layout, display, place, last)
        until = min(display.after(following), stop)
        box = None
        if at >= hanging:
            box = (outer, outer, shown.is_rtl)
        elif at < until:
            box = _union(boxes, at - begin, min(until, hanging) - begin)
        if box is not None:
            rtl = box[2]
            cell = Cell(
                min(max(box[0], left_edge), right_edge),
                min(max(box[1], left_edge), right_edge),
                place,
                following,
                rtl,
            )
            if pending is None:
                pending = cell
            elif cell.right - cell.left < _THIN and at < hanging:
                pending = pending._replace(end=following)
            elif pending.right - pending.left < _THIN and pending.end <= display.source(hanging):
                pending = cell._replace(start=pending.start)
            else:
                yield pending
                pending = cell
        place = following
    if pending is not None:
        yield pending


_THIN = 0.01  # pixels: no room of its own


def _outer(boxes: list[tuple[float, float, bool] | None], rtl: bool, empty: float) -> float:
    """The x at which the line's words end."""
    some = [box for box in boxes if box is not None]
    if rtl:
        return min((box[0] for box in some), default=empty)
    return max((box[1] for box in some), default=empty)


def _hanging(display: Display, begin: int, stop: int) -> int:
    """Where the white space begins that hangs over a wrapped line's end."""
    if display.text.isascii() or max(display.text) <= "\uffff":
        return begin + len(display.text[begin:stop].rstrip())
    raw = display.text.encode("utf-16-le", "surrogatepass")[2 * begin : 2 * stop]
    words = raw.decode("utf-16-le", "surrogatepass").rstrip()
    return begin + len(words.encode("utf-16-le", "surrogatepass")) // 2


def _next_place(layout: QTextLayout, display: Display, place: int, last: int) -> int:
    """The next place in the source at which a reader sees a character begin."""
    following = place + 1
    while following < last:
        at = display.before(following)
        if display.source(at) == following and layout.isValidCursorPosition(at):
            break
        following += 1
    return following


def _boxes(layout: QTextLayout, begin: int, stop: int) -> list[tuple[float, float, bool] | None]:
    """For each unit of what is shown from `begin` to `stop`: left, right, runs right to left.

    Glyphs tell it, cluster by cluster: asked for a part of a ligature, Qt points beside it.
    """
    if begin >= stop:
        return []
    order = sorted(_cluster_starts(layout, begin, stop))
    found: list[tuple[float, float, bool] | None] = []
    for start, end in zip(order, [*order[1:], stop], strict=True):
        rects: list[tuple[QRectF, bool]] = [
            (run.boundingRect(), run.isRightToLeft())
            for run in layout.glyphRuns(start, end - start)
        ]
        if not rects:
            found += [None] * (end - start)
            continue
        left = min(rect.left() for rect, _ in rects)
        right = max(rect.right() for rect, _ in rects)
        found += _shared(layout, start, end, left, right, rects[0][1])
    return found


def _cluster_starts(layout: QTextLayout, begin: int, stop: int) -> set[int]:
    met: list[int] = []
    for run in layout.glyphRuns(begin, stop - begin, _INDEXES):
        met += run.stringIndexes()
    starts = {start for start in met if begin <= start < stop} | {begin}
    if len(starts) < len(met):
        starts |= _starts_alone(layout, sorted(starts), stop)
    return starts


def _starts_alone(layout: QTextLayout, starts: list[int], stop: int) -> set[int]:
    """Where an isolate's sign comes from another font, Qt takes what is beside it for one cluster
    with it, until it is asked for each alone. The letters of a ligature have one glyph even so."""
    found: set[int] = set()
    for start, end in zip(starts, [*starts[1:], stop], strict=True):
        if end - start == 1:
            continue
        _own, glyphs = _alone(layout, start)
        for unit in range(start + 1, end):
            if layout.isValidCursorPosition(unit):
                own, others = _alone(layout, unit)
                if own and glyphs.isdisjoint(others):
                    glyphs = others
                    found.add(unit)
    return found


def _alone(layout: QTextLayout, unit: int) -> tuple[bool, set[tuple[int, float, float]]]:
    """The glyphs of one unit, each with its place; and whether one of them is its own."""
    own, found = False, set()
    for run in layout.glyphRuns(unit, 1, _ALL):
        own = own or unit in run.stringIndexes()
        for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True):
            found.add((glyph, at.x(), at.y()))
    return own, found


def _shared(
    layout: QTextLayout, start: int, end: int, left: float, right: float, rtl: bool
) -> list[tuple[float, float, bool] | None]:
    """A ligature's box, divided among its characters."""
    owners, count = [], 0
    for unit in range(start, end):
        count += unit == start or layout.isValidCursorPosition(unit)
        owners.append(count - 1)
    share = (right - left) / count
    if rtl:
        return [(right - share * (n + 1), right - share * n, True) for n in owners]
    return [(left + share * n, left + share * (n + 1), False) for n in owners]


def _union(
    boxes: list[tuple[float, float, bool] | None], start: int, end: int
) -> tuple[float, float, bool] | None:
    some = [box for box in boxes[max(start, 0) : end] if box is not None]
    # What has no width stands nowhere: a sign beside it may.
    some = [box for box in some if box[1] - box[0] >= _THIN] or some
    if not some:
        return None
    return min(box[0] for box in some), max(box[1] for box in some), some[0][2]


# --- stops ----------------------------------------------------------------------------------------


def stops(shown: Shown, number: int) -> list[Stop]:
    """The caret's places in line `number` from the left to the right, each place of the text
    once. The place where the line wraps is the next line's."""
    row = cells(shown, number)
    if not row:
        return [_only(shown, number)]
    last = number + 1 == shown.layout.lineCount()
    end = max(cell.end for cell in row)
    choices = [[stop for stop in pair if last or stop.place != end] for pair in _edges(row)]
    return _matched(choices)


def _only(shown: Shown, number: int) -> Stop:
    """The place in a line that shows nothing."""
    line = shown.layout.lineAt(number)
    x = line.x() + line.width() if shown.is_rtl else line.x()
    return Stop(x, shown.display.source(line.textStart()), trailing=False)


def _edges(row: list[Cell]) -> Iterable[list[Stop]]:
    """For each edge between two cells, and the outer ones: the places that are there."""
    for index in range(len(row) + 1):
        found = []
        if index:
            cell = row[index - 1]
            found.append(_stop(cell, cell.right, trailing=not cell.rtl))
        if index < len(row):
            cell = row[index]
            stop = _stop(cell, cell.left, trailing=cell.rtl)
            if not found or found[0].place != stop.place:
                found.append(stop)
        yield found


def _stop(cell: Cell, x: float, *, trailing: bool) -> Stop:
    return Stop(x, cell.end if trailing else cell.start, trailing)


def _matched(choices: list[list[Stop]]) -> list[Stop]:
    """Choose one place for each edge so that each place is chosen once.

    An edge offers two places at most, and a place is at two edges at most: whoever has only one
    choice takes it, and what it took is no choice for the others.
    """
    places: dict[int, set[int]] = {}
    for edge, offered in enumerate(choices):
        for stop in offered:
            places.setdefault(stop.place, set()).add(edge)
    open_edges = {edge: list(offered) for edge, offered in enumerate(choices) if offered}
    chosen: dict[int, Stop] = {}

    def take(edge: int, stop: Stop) -> list[int]:
        chosen[edge] = stop
        del open_edges[edge]
        touched = [other for other in places.pop(stop.place) if other in open_edges]
        for other in touched:
            open_edges[other] = [each for each in open_edges[other] if each.place != stop.place]
            if not open_edges[other]:
                del open_edges[other]
        for other_stop in choices[edge]:
            if other_stop.place in places:
                places[other_stop.place].discard(edge)
        return touched

    while open_edges:
        single = next((edge for edge, offered in open_edges.items() if len(offered) == 1), None)
        if single is not None:
            take(single, open_edges[single][0])
            continue
        lonely = next(
            ((place, next(iter(where))) for place, where in places.items() if len(where) == 1), None
        )
        if lonely is not None and lonely[1] in open_edges:
            edge = lonely[1]
            take(edge, next(stop for stop in open_edges[edge] if stop.place == lonely[0]))
            continue
        edge = next(iter(open_edges))
        take(edge, open_edges[edge][0])
    return _with_the_rest(choices, chosen)


def _with_the_rest(choices: list[list[Stop]], chosen: dict[int, Stop]) -> list[Stop]:
    """A place that found no edge of its own shares one: no place is out of reach."""
    taken = {stop.place for stop in chosen.values()}
    found: list[Stop] = []
    for edge, offered in enumerate(choices):
        if edge in chosen:
            found.append(chosen[edge])
        for stop in offered:
            if stop.place not in taken:
                taken.add(stop.place)
                found.append(stop)
    return found


# --- one place ------------------------------------------------------------------------------------


def drawn(shown: Shown, place: int, trailing: bool) -> tuple[int, float, float | None]:
    """The caret's line and x; and the x of its other edge, in the same line or None."""
    number = shown.line_at(place, trailing)
    if not shown.layout.lineAt(number).textLength():
        return number, _only(shown, number).x, None
    x = _x_within_a_run(shown, number, place)
    if x is not None:
        return number, x, None
    other_number = shown.line_at(place, not trailing)
    before, after = _edges_of(shown, number, place)
    x, other = (before, after) if trailing else (after, before)
    if other_number != number:
        sides = _edges_of(shown, other_number, place)
        other = sides[1 if trailing else 0]
        if x is None and other is not None:
            return other_number, other, None
        other = None
    if x is None:
        return number, _nearest(shown, number, place) if other is None else other, None
    return number, x, other if other is not None and abs(other - x) >= 1 else None


def _edges_of(shown: Shown, number: int, place: int) -> tuple[float | None, float | None]:
    """The x at the end of the character before `place`, and at the beginning of the one that
    follows, as far as they are in line `number`."""
    quick = _quick_edges(shown, number, place)
    if quick:
        return quick
    before = after = None
    for cell in _cells(shown, number, around=place):
        if cell.end == place:
            before = cell.left if cell.rtl else cell.right
        elif cell.start == place:
            after = cell.right if cell.rtl else cell.left
    return before, after


def _quick_edges(shown: Shown, number: int, place: int) -> tuple[float, None] | None:
    """The same at the end of the block, where most is written, from the last glyphs alone; None
    elsewhere, and where more has to be asked."""
    layout, display = shown.layout, shown.display
    line = layout.lineAt(number)
    begin, stop = line.textStart(), line.textStart() + line.textLength()
    before, after = display.after(place) - 1, display.before(place)
    if after < stop or before < begin or before + 1 != stop or "\t" in display.text:
        return None
    if (display.source(before), display.before(place - 1)) != (place - 1, before):
        return None  # signs are hidden there
    if number + 1 < layout.lineCount():
        return None
    starts = _cluster_starts(layout, max(begin, before - _NEAR), stop)
    start = max(starts)
    runs = layout.glyphRuns(start, stop - start)
    box = runs[0].boundingRect() if len(runs) == 1 and stop - start <= 2 else QRectF()
    if box.width() < _THIN:
        return None
    x = box.left() if runs[0].isRightToLeft() else box.right()
    return min(max(x, line.x()), line.x() + line.width()), None


_OVERHANG = 0.2  # of a line's height: how far the dots of a letter reach into its neighbour's room


def _x_within_a_run(shown: Shown, number: int, place: int) -> float | None:
    """Between two neighbours that run the same way, in one line: as Qt has it. None elsewhere."""
    at = shown.display.after(place)
    line = shown.layout.lineAt(number)
    begin = line.textStart()
    if at != shown.display.before(place) or not begin < at < begin + line.textLength():
        return None
    before, after = shown.layout.glyphRuns(at - 1, 1), shown.layout.glyphRuns(at, 1)
    if len(before) != 1 or len(after) != 1:
        return None
    if before[0].isRightToLeft() != after[0].isRightToLeft():
        return None
    if not shown.layout.isValidCursorPosition(at):
        return None
    x = x_of(line, at)
    # Two that run the same way may yet stand apart; and behind a ligature Qt may answer with the
    # other end of the run.
    rtl = before[0].isRightToLeft()
    last, first = before[0].boundingRect(), after[0].boundingRect()
    if min(last.width(), first.width()) < _THIN:
        return None  # a control, which may stand apart from its neighbours
    ends = (last.left(), first.right()) if rtl else (last.right(), first.left())
    off = sorted(abs(end - x) for end in ends)
    return x if off[0] < 1 and off[1] < line.height() * _OVERHANG else None


def _nearest(shown: Shown, number: int, place: int) -> float:
    """Inside a character or hidden signs: as if at the beginning of it."""
    row = stops(shown, number)
    return min(row, key=lambda stop: (abs(stop.place - place), stop.place)).x


def leaning(shown: Shown, place: int) -> bool:
    """To which side a caret clings that came from nowhere: to the neighbour that runs as the
    block does; at the beginning of a line, to what follows. True: to what is before it."""
    if shown.starts_line(place):
        return False
    row = {cell.end: cell for cell in cells(shown, shown.line_at(place, True))}
    before = row.get(place)
    if before is None:
        return False
    if before.rtl == shown.is_rtl:
        return True
    follows = next((cell for cell in row.values() if cell.start == place), None)
    return follows is None or follows.rtl != shown.is_rtl


def hit(shown: Shown, number: int, x: float) -> Stop:
    """The caret nearest to a click at `x` in line `number`: at the edge of the character under
    it that is nearer."""
    row = cells(shown, number)
    if not row:
        return _only(shown, number)
    visible = [cell for cell in row if cell.right - cell.left >= _THIN] or row
    cell = next((each for each in visible if x < each.right), visible[-1])
    at_left = x < (cell.left + cell.right) / 2
    trailing = at_left is cell.rtl
    return _stop(cell, cell.left if at_left else cell.right, trailing=trailing)


def pieces(shown: Shown, number: int, start: int, end: int) -> list[tuple[float, float]]:
    """Where the characters from `start` to `end` are in line `number`: left and right of each
    stretch, as the eye meets them."""
    found: list[tuple[float, float]] = []
    for cell in cells(shown, number):
        if start < cell.end and cell.start < end:
            if found and abs(found[-1][1] - cell.left) < _THIN:
                found[-1] = (found[-1][0], cell.right)
            else:
                found.append((cell.left, cell.right))
    return found


def x_of(line: QTextLine, shown_place: int) -> float:
    """Qt's own x of a place in what is shown, inside a run."""
    found: Any = cast(Any, line).cursorToX(shown_place)  # (x, place), unknown to the stubs
    return float(found[0])
