"""The lines of a paragraph that a letter typed into it may have changed, laid out alone.

To lay out a whole paragraph takes Qt longer than all else at a key, and a few of its lines look
different. So a key lays out those few, and the paragraph itself is laid out when somebody asks
for it. That is done only where both give the same: what the lines before the part hold must not
reach into it. Thread: GUI; what decides is pure. Offsets are UTF-16 units, `place` is one of the
source and `at` one of what is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout

from editor.gui.writing.sheet.changed_lines import Lines
from editor.gui.writing.sheet.display import Swap
from editor.gui.writing.sheet.shown import Shown
from editor.gui.writing.sheet.typesetting import Row

_PDI = "\u2069"
_STRONG = frozenset({"L", "R", "AL"})
_BRACKETS = re.compile(r"[()\[\]{}]")
_PAIRS = re.compile(r"\(\)|\[\]|\{\}")
# Controls, separators, and rare brackets: what they do to others ends nowhere that is easily told.
_FAR_REACHING = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffc\U00010000-\U0010ffff"
    "\u0f3a-\u0f3d\u169b\u169c\u2045\u2046\u207d-\u208e\u2308-\u232a\u2768-\u2775\u27c5-\u27ef"
    "\u2983-\u29fd\u2e22-\u2e29\u2e55-\u2e5c\u3008-\u301b\ufe59-\ufe5e\uff08-\uff63]"
)


class Cut(NamedTuple):
    """Where a part begins: the number of its first line, and where that begins."""

    line: int
    place: int
    at: int


class Part(NamedTuple):
    """Lines `first` to `last` (not included) of a block as they are painted. `place`: where they
    begin, from which the places of `shown` count. `caret`: the place behind the letter, in a line
    which is not the last one of them, if it is not the block's."""

    block: int  # its place in Qt's own table
    shown: Shown
    first: int
    last: int
    place: int
    caret: int

    def covers(self, top: float, bottom: float, slot: int) -> bool:
        """True where all that is painted from `top` to `bottom` of the block is here."""
        return self.first * slot <= top and bottom <= self.last * slot


def is_simple(text: str) -> bool:
    """False where a character of `text` may reach further than brackets do."""
    return not _FAR_REACHING.search(text)


def growth(swaps: Sequence[Swap], place: int) -> int:
    """How much more is shown than there is before `place`, which no swap touches."""
    return sum(len(s.shown) - (s.end - s.start) for s in swaps if s.start < place)


def edited_line(lines: Lines, at: int) -> int:
    """The number of the line into which letters are put at `at`: of two, the one above."""
    return min(bisect_left([end for _, end in lines], at), len(lines) - 1)


def cut(text: str, lines: Lines, swaps: Sequence[Swap], edited: int, place: int) -> Cut:
    """Where a part can begin for an edit at `place`, in line `edited`. Behind the first word of
    the line that is there; else above it, for a word may move up."""
    for number in range(edited, 0, -1):
        at, end = lines[number]
        start = _source(at, swaps)
        if start is None:
            continue
        words = (
            text[start:place] if number == edited else text[start : start + end - at].rstrip(" ")
        )
        if " " in words and _is_apart(text, start):
            return Cut(number, start, at)
    return Cut(0, 0, 0)


def _source(at: int, swaps: Sequence[Swap]) -> int | None:
    """The place that is shown at `at`; None in the neighbourhood of a swap, and within isolates."""
    shift = depth = 0
    for swap in swaps:
        if swap.start + shift >= at:
            break
        depth += -1 if swap.shown == _PDI else 1
        shift += len(swap.shown) - (swap.end - swap.start)
    place = at - shift
    return None if depth or any(s.start <= place <= s.end for s in swaps) else place


def _is_apart(text: str, place: int) -> bool:
    """True where what is before `place`, a line's beginning, does not matter to what follows, nor
    that to it: a word with a direction begins there, and no bracket is open."""
    return (
        text[place - 1] == " "
        and bidirectional(text[place]) in _STRONG
        and not _open_brackets(text[:place])
    )


def _open_brackets(text: str) -> str:
    found, before = "".join(_BRACKETS.findall(text)), ""
    while found != before:
        before, found = found, _PAIRS.sub("", found)
    return found


def lay_out(
    layout: QTextLayout, row: Row, begin: Cut, before: Lines, at: int, added: int
) -> Lines | None:
    """Break `layout` into lines from `begin` on, until they are as `before`, the lines of the
    block before `added` units were put in at `at`. All lines of the block; None where there are
    more of them now, or fewer."""
    made: Lines = []
    number = begin.line
    rest: Lines = []
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(row.width)
        line.setPosition(QPointF(row.left, number * row.slot + row.baseline - line.ascent()))
        start = begin.at + line.textStart()
        made.append((start, start + line.textLength()))
        # The caret must be in a line above: the last one of a block has rules of its own.
        if start > at + added and number < len(before) and made[-1] == _on(before[number], added):
            rest = [_on(each, added) for each in before[number + 1 :]]
            break
        number += 1
    layout.endLayout()
    lines = [*before[: begin.line], *made, *rest]
    return lines if len(lines) == len(before) else None


def changed(begin: Cut, before: Lines, now: Lines, edited: int, added: int) -> range | None:
    """The lines that look different, and one on each side of them (`changed_lines`), but for the
    one above an edit behind the first word of its line; None where not all of them are in the
    part."""
    found = [
        number
        for number in range(begin.line, len(now))
        if number == edited or now[number] != _on(before[number], added * (number > edited))
    ]
    first = edited if begin.line == edited else max(found[0] - 1, 0)
    return range(first, min(found[-1] + 2, len(now))) if first >= begin.line else None


def _on(line: tuple[int, int], more: int) -> tuple[int, int]:
    return line[0] + more, line[1] + more
