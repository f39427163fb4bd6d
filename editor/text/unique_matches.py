"""What two sequences have in common, in order: anchored at what each has once ("patience").

Quick for long texts and for hostile ones: a stretch without such an anchor is looked at closely
only where it is short. Pure, any thread.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_CLOSELY = 10_000  # pairs


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places with equal items, rising on both sides."""
    found: list[tuple[int, int]] = []
    stretches = [(0, len(old), 0, len(new))]
    while stretches:
        old_start, old_end, new_start, new_end = stretches.pop()
        while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
            found.append((old_start, new_start))
            old_start, new_start = old_start + 1, new_start + 1
        while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
            found.append((old_end, new_end))
        if old_start == old_end or new_start == new_end:
            continue
        anchors = _anchors(old, old_start, old_end, new, new_start, new_end)
        if anchors:
            found += anchors
            corners = [(old_start - 1, new_start - 1), *anchors, (old_end, new_end)]
            stretches += [
                (one[0] + 1, other[0], one[1] + 1, other[1]) for one, other in pairwise(corners)
            ]
        elif (old_end - old_start) * (new_end - new_start) <= _CLOSELY:
            close = SequenceMatcher(
                None, old[old_start:old_end], new[new_start:new_end], autojunk=False
            )
            found += [
                (old_start + block.a + at, new_start + block.b + at)
                for block in close.get_matching_blocks()
                for at in range(block.size)
            ]
    return sorted(found)


def _anchors(
    old: Sequence[Hashable],
    old_start: int,
    old_end: int,
    new: Sequence[Hashable],
    new_start: int,
    new_end: int,
) -> list[tuple[int, int]]:
    """Items that both stretches have once, as many as keep their order."""
    counts = Counter(old[old_start:old_end]), Counter(new[new_start:new_end])
    places = {new[at]: at for at in range(new_start, new_end) if counts[1][new[at]] == 1}
    pairs = [
        (at, places[old[at]])
        for at in range(old_start, old_end)
        if counts[0][old[at]] == 1 and old[at] in places
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` whose second numbers rise, too."""
    ends: list[int] = []  # the least second number a rising part of each length ends with
    last: list[int] = []  # and the pair it belongs to
    before: list[int] = []
    for at, (_first, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(second)
            last.append(at)
        else:
            ends[length], last[length] = second, at
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
