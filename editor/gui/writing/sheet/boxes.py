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

_THIN = 0.01  # pixels: no room of its own
# What does not break does not hang.
_SPACES = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u205f\u3000"
_AROUND = 2  # characters on either side of one, to know whether it is a part of a ligature

_Glyphs = set[tuple[int, float, float]]
"""Each with its index and its place."""

_Drawn = tuple[list[int], tuple[float, float, bool] | None]
"""What is drawn as one, a character or a ligature: where its characters begin, and where it ends;
its left and right and whether it runs right to left, None where it has no glyph."""


class Box(NamedTuple):
    """The room of one character (what a reader calls one) from `start` to `end`, in pixels of
    the layout. Those of neighbours touch; what cannot be seen has one without width."""

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

    @property
    def is_seen(self) -> bool:
        """True where it has a width."""
        return self.right - self.left >= _THIN


def line_end(line: QTextLine) -> int:
    """Where it ends, with the spaces that hang over."""
    return line.textStart() + line.textLength()


def words_end(shown: Shown, line: QTextLine) -> int:
    """Where it ends, without these."""
    head = codec.head(shown.display.text, line_end(line))
    hanging = len(head) - len(head.rstrip(_SPACES))
    return max(line_end(line) - hanging, line.textStart())


def boxes(shown: Shown, line: QTextLine) -> list[Box]:
    """All of a line in the order of the text."""
    row = [
        (places, _extent(line, places))
        for places in _clusters(shown.layout, line, line.textStart(), line_end(line))
    ]
    end = words_end(shown, line)
    found: list[Box] = []
    for index, (places, extent) in enumerate(row):
        if extent is not None:
            found += _shared(places, *extent)
        elif _is_tab(shown, places[0]):
            found.append(_tab(shown, line, places, found, row[index + 1 :]))
        else:
            found.append(_unseen(shown, line, places, found, end))
    return found


def boxes_between(shown: Shown, line: QTextLine, start: int, end: int) -> list[Box] | None:
    """Those from `start` to `end`, from few glyphs; None where these do not tell it."""
    layout = shown.layout
    begin, stop = line.textStart(), line_end(line)
    low, high = start, end
    for _ in range(_AROUND):
        low, high = layout.previousCursorPosition(low), layout.nextCursorPosition(high)
    low, high = max(low, begin), min(high, stop)
    found: list[Box] = []
    for places in _clusters(layout, line, low, high):
        if places[-1] <= start or end <= places[0]:
            continue
        is_cut = (places[0] == low > begin) or (places[-1] == high < stop)
        if is_cut or _is_tab(shown, places[0]):
            return None
        extent = _extent(line, places)
        if extent is not None:
            found += _shared(places, *extent)
        elif found or places[0] >= words_end(shown, line):
            found.append(_unseen(shown, line, places, found, words_end(shown, line)))
        else:
            return None
    return found


def _extent(line: QTextLine, places: list[int]) -> tuple[float, float, bool] | None:
    """Left and right of what is drawn as one, and whether it runs right to left; None where it
    has no glyph."""
    runs = line.glyphRuns(places[0], places[-1] - places[0], _INDEXES)
    if not runs:
        return None
    rect = runs[0].boundingRect()
    for run in runs[1:]:
        rect = rect.united(run.boundingRect())
    return rect.left(), rect.right(), runs[0].isRightToLeft()


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
        if run.boundingRect().width() >= _THIN
        for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True)
    }


def _shared(places: list[int], left: float, right: float, rtl: bool) -> Iterator[Box]:
    """A ligature's room, divided among its characters: of a part of it Qt gives a room beside
    it."""
    count, width = len(places) - 1, right - left
    if count == 1:
        yield Box(places[0], places[1], left, right, rtl)
        return
    for index in range(count):
        one, other = width * index / count, width * (index + 1) / count
        sides = (right - other, right - one) if rtl else (left + one, left + other)
        yield Box(places[index], places[index + 1], *sides, rtl)


# --- what has no glyph: tabs, separators of lines, spaces that hang over the line's end -----------


def _unseen(shown: Shown, line: QTextLine, places: list[int], before: list[Box], end: int) -> Box:
    """Behind the words, which `end` there, or else behind what is before it."""
    words = line.naturalTextRect()
    x = words.left() if shown.is_rtl else words.right()
    if places[0] < end:
        x = words.right() if shown.is_rtl else words.left()
        x = before[-1].x_last if before else x
    return Box(places[0], places[1], x, x, before[-1].rtl if before else shown.is_rtl)


def _tab(
    shown: Shown, line: QTextLine, places: list[int], before: list[Box], after: list[_Drawn]
) -> Box:
    """It runs as the block does, whatever is around it, and so reaches from what is before it in
    the text to what is after it."""
    rtl = shown.is_rtl
    if rtl:
        near = min((box.left for box in before), default=line.x() + line.width())
    else:
        near = max((box.right for box in before), default=line.x())
    extents = [extent for _, extent in after if extent is not None]
    if not after or after[0][1] is None:
        far = x_of(line, after[0][0][0] if after else line_end(line))
    elif rtl:
        far = max(right for _, right, _ in extents)
    else:
        far = min(left for left, _, _ in extents)
    left, right = (min(near, far), near) if rtl else (near, max(near, far))
    return Box(places[0], places[1], left, right, rtl)


def _is_tab(shown: Shown, unit: int) -> bool:
    text = shown.display.text
    return "\t" in text and codec.head(text, unit + 1).endswith("\t")


def x_of(line: QTextLine, unit: int) -> float:
    """Qt's own x of a place, which is good inside a run."""
    found = cast(tuple[float, int], line.cursorToX(unit))  # unknown to the stubs
    return found[0]
