"""Where the characters of a line that is laid out stand. Qt's glyphs are asked here, and nowhere
else, so that whoever asks twice gets the same x. Places are units of what is shown (UTF-16).

Qt's own x of a place (`QTextLine.cursorToX`) will not do: where directions meet it answers with
one of two edges, within a ligature beside it, and in a line whose last spaces hang over its end
with an x beside the glyphs. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from PySide6.QtGui import QTextLayout, QTextLine

from editor.gui.writing import codec
from editor.gui.writing.sheet.shown import Shown

_INDEXES = QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
_ALL = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll

THIN = 0.01  # pixels: no room of its own

_Glyphs = set[tuple[int, float, float]]
"""Each with its index and its place."""


class Box(NamedTuple):
    """The room of one character (what a reader calls one), in pixels of the layout. Those of
    neighbours touch; what cannot be seen has one without width."""

    start: int
    end: int
    left: float
    right: float
    rtl: bool

    @property
    def x_first(self) -> float:
        """Where it begins, as it is read."""
        return self.right if self.rtl else self.left

    @property
    def x_last(self) -> float:
        """Where it ends, as it is read."""
        return self.left if self.rtl else self.right


class _Drawn(NamedTuple):
    """What is drawn as one: a character or a ligature. `places`: where its characters begin, and
    where it ends. `extent`: None where it has no glyph."""

    places: list[int]
    extent: tuple[float, float, bool] | None  # left, right, runs right to left


def line_end(line: QTextLine) -> int:
    """Where it ends, with the spaces that hang over."""
    return line.textStart() + line.textLength()


def boxes(shown: Shown, line: QTextLine) -> list[Box]:
    """All of a line in the order of the text."""
    row = list(_drawn(shown.layout, line, line.textStart(), line_end(line)))
    rtl = shown.is_rtl
    found: list[Box] = []
    for index, drawn in enumerate(row):
        if drawn.extent is not None:
            found += _shared(drawn.places, *drawn.extent)
            continue
        start, end = drawn.places
        near = far = _end_of(line, found, rtl=rtl)
        if _is_tab(shown.display.text, start):
            far = _tab_stop(line, row[index + 1 :], rtl=rtl)
        left, right = (min(near, far), near) if rtl else (near, max(near, far))
        found.append(Box(start, end, left, right, rtl))
    return found


def boxes_between(layout: QTextLayout, line: QTextLine, low: int, high: int) -> list[Box]:
    """What has glyphs within a stretch of a line, without what may be cut by its ends."""
    row = list(_drawn(layout, line, low, high))
    if row and low > line.textStart():
        row = row[1:]
    if row and high < line_end(line):
        row = row[:-1]
    return [box for places, extent in row if extent for box in _shared(places, *extent)]


def _drawn(layout: QTextLayout, line: QTextLine, begin: int, stop: int) -> Iterator[_Drawn]:
    for places in _clusters(layout, line, begin, stop):
        rects = [
            (run.boundingRect(), run.isRightToLeft())
            for run in line.glyphRuns(places[0], places[-1] - places[0], _INDEXES)
        ]
        if not rects:
            yield _Drawn(places, None)
            continue
        left = min(rect.left() for rect, _ in rects)
        right = max(rect.right() for rect, _ in rects)
        yield _Drawn(places, (left, right, rects[0][1]))


def _clusters(layout: QTextLayout, line: QTextLine, begin: int, stop: int) -> Iterator[list[int]]:
    if begin >= stop:
        return
    known: set[int] = set()
    for run in line.glyphRuns(begin, stop - begin, _INDEXES):
        known.update(run.stringIndexes())
    places = [begin]
    glyphs: _Glyphs | None = None  # of the last of them
    for unit in range(begin + 1, stop):
        if not layout.isValidCursorPosition(unit):
            continue
        if unit in known:
            glyphs = None
        else:
            # It has no glyph, or is part of a ligature, or Qt did not say that it has a glyph: so
            # beside glyphs of another font.
            before = _glyphs(line, places[-1]) if glyphs is None else glyphs
            glyphs = _glyphs(line, unit)
            if not glyphs.isdisjoint(before):
                places.append(unit)
                continue
        yield [*places, unit]
        places = [unit]
    yield [*places, stop]


def _glyphs(line: QTextLine, unit: int) -> _Glyphs:
    """None of what cannot be seen, which Qt draws as a space without width: it stands where its
    neighbour does, and is none of it."""
    return {
        (glyph, at.x(), at.y())
        for run in line.glyphRuns(unit, 1, _ALL)
        if run.boundingRect().width() >= THIN
        for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True)
    }


def _shared(places: list[int], left: float, right: float, rtl: bool) -> Iterator[Box]:
    """A ligature's room, divided among its characters: of a part of it Qt gives a room beside
    it."""
    count, width = len(places) - 1, right - left
    for index in range(count):
        one, other = width * index / count, width * (index + 1) / count
        sides = (right - other, right - one) if rtl else (left + one, left + other)
        yield Box(places[index], places[index + 1], *sides, rtl)


# --- what has no glyph: tabs, separators of lines, spaces that hang over the line's end -----------


def _end_of(line: QTextLine, before: list[Box], *, rtl: bool) -> float:
    """The x that the line has come to behind `before`. Tabs and what hangs over run as the block
    does, whatever is around them."""
    if rtl:
        return min((box.left for box in before), default=line.x() + line.width())
    return max((box.right for box in before), default=line.x())


def _tab_stop(line: QTextLine, after: list[_Drawn], *, rtl: bool) -> float:
    if not after:
        return x_of(line, line_end(line))
    if after[0].extent is None:
        return x_of(line, after[0].places[0])
    extents = [drawn.extent for drawn in after if drawn.extent is not None]
    return max(right for _, right, _ in extents) if rtl else min(left for left, _, _ in extents)


def _is_tab(text: str, unit: int) -> bool:
    return text[codec.code_points(text, unit)] == "\t"


def x_of(line: QTextLine, unit: int) -> float:
    """Qt's own x of a place, which is good inside a run."""
    found = cast(tuple[float, int], line.cursorToX(unit))  # unknown to the stubs
    return found[0]
