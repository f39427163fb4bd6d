"""Which swaps a line needs to be shown as it reads. Pure; in and out, UTF-16 units of the line.

Isolates around what reads left to right whatever stands around it (`text.isolation`) and around
words that run against their block (`passages`); signs of
Markdown that step back; signs for characters without a shape; an
input method's unfinished word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.display import Swap
from editor.gui.writing.sheet.highlighter import hideable
from editor.gui.writing.sheet.passages import Passage, passages
from editor.text.isolation import isolates
from editor.text.lines import MOST_SIGNS

_PDI = "\u2069"
_BEGIN = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}  # LRI, RLI


@dataclass(frozen=True, slots=True)
class Showing:
    """What is wanted to be seen of a line. `bare`: without Markdown's signs.
    `invisibles`: a sign for each character without a shape."""

    bare: bool = False
    invisibles: bool = False


PLAINLY = Showing()


def swaps(
    line: str,
    facts: LineFacts,
    showing: Showing,
    unfinished: Swap | None = None,
) -> list[Swap]:
    """The swaps in the order in which they are shown. `unfinished`: an input method's word."""
    if not line:
        return [unfinished] if unfinished else []
    isolated = [] if facts.is_verbatim else _isolated(line, facts)
    hidden = hidden_signs(line, facts) if showing.bare else []
    signed = invisible_signs(line) if showing.invisibles else []
    if not (isolated or hidden or signed or unfinished):
        return []
    offsets = range(len(line) + 1) if codec.units(line) == len(line) else codec.unit_offsets(line)
    opened = [Swap(offsets[each.start], offsets[each.start], _BEGIN[each.direction])
              for each in isolated]  # fmt: skip
    closed = [Swap(offsets[each.end], offsets[each.end], _PDI) for each in isolated]
    gone = [Swap(offsets[start], offsets[end], "", opens) for start, end, opens in hidden]
    if gone:
        opened, closed = _around(opened, closed, gone)
    held = [unfinished] if unfinished else []
    # Inside out where several end at one place.
    return sorted([*reversed(closed), *held, *opened, *gone, *signed], key=_place)


def _isolated(line: str, facts: LineFacts) -> list[Passage]:
    """What is isolated, the outer ones before those inside."""
    whole = passages(line, facts)
    spans = isolates(line, facts.direction)
    if len(spans) > MOST_SIGNS // 2:  # each has a beginning and an end
        return []
    if not whole:
        return [Passage(start, end, Direction.LTR) for start, end in spans]
    inner = [
        Passage(start, end, Direction.LTR)
        for start, end in spans
        if not any(_crosses(start, end, each) for each in whole)
    ]
    return sorted([*whole, *inner], key=lambda each: (each.start, -each.end))


def _crosses(start: int, end: int, whole: Passage) -> bool:
    """True where two of them are neither apart nor one within the other; and where they are the
    same."""
    if end <= whole.start or whole.end <= start:
        return False
    inside = whole.start <= start and end <= whole.end
    return not inside or (start, end, Direction.LTR) == whole


def _place(swap: Swap) -> tuple[int, int]:
    return swap.start, swap.end


def _around(
    opened: list[Swap], closed: list[Swap], gone: list[Swap]
) -> tuple[list[Swap], list[Swap]]:
    """An isolate does not begin or end within hidden signs; of one that is hidden whole nothing
    is left."""
    starts, ends = [], []
    begins = [each.start for each in gone]  # in their order, and apart
    for first, last in zip(opened, closed, strict=True):
        start, end = first.start, last.start
        inside = bisect_left(begins, start) - 1
        if inside >= 0:
            start = max(start, gone[inside].end)
        around = bisect_left(begins, end) - 1
        if around >= 0 and end < gone[around].end:
            end = gone[around].start
        whole = bisect_right(begins, start) - 1
        if whole >= 0 and end <= gone[whole].end:
            continue
        starts.append(Swap(start, start, first.shown))
        ends.append(Swap(end, end, _PDI))
    return starts, ends


def hidden_signs(line: str, facts: LineFacts) -> list[tuple[int, int, bool]]:
    """The signs that step back, in code points, and whether each opens its span."""
    return [
        (start, end, start == span_start)
        for span_start, _span_end, start, end in hideable(line, facts)
    ]


def invisible_signs(line: str) -> list[Swap]:
    """Each character without a shape, and a sign beside it."""
    from editor.gui.writing.sheet.invisibles import signs

    return list(signs(line))
