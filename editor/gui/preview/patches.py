"""What has to change in the page so that one list of blocks becomes another. Pure; any thread."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise
from operator import ne
from sys import maxsize

Block = tuple[str, str]
"""(key, HTML) of one block element."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Take `removed` block elements away at `at` and put `blocks` there.

    One word for all three: a replacement takes and puts, an insertion only puts, a removal only
    takes. `at` counts block elements from 0 in the page as it is when the splice's turn comes.
    """

    at: int
    removed: int
    blocks: tuple[Block, ...]


def difference(old: Sequence[Block], new: Sequence[Block]) -> list[Splice]:
    """The splices that turn `old` into `new`, the last one in the page first, so that none moves
    the place of the next. Blocks that are in both are not touched. O(n log n)."""
    shorter = min(len(old), len(new))
    head = min(_alike(old, new), shorter)
    tail = min(_alike(reversed(old), reversed(new)), shorter - head)
    ends = len(old) - tail, len(new) - tail
    middle = _unique(old, new, range(head, ends[0]), range(head, ends[1]))
    marks = [(head - 1, head - 1), *middle, ends]
    gaps = [
        Splice(before_old + 1, at_old - before_old - 1, tuple(new[before_new + 1 : at_new]))
        for (before_old, before_new), (at_old, at_new) in pairwise(marks)
        if (at_old - before_old, at_new - before_new) != (1, 1)
    ]
    return gaps[::-1]


def apply(splices: Sequence[Splice], blocks: Sequence[Block]) -> list[Block]:
    """What the page does with `splices`, in the order given."""
    result = list(blocks)
    for splice in splices:
        result[splice.at : splice.at + splice.removed] = splice.blocks
    return result


def portion(splices: Sequence[Splice], limit: int) -> Iterator[list[Splice]]:
    """The same work in portions of about `limit` characters of HTML, so that the page can paint
    between them; a single longer block stays whole. Apply them in the order they come."""
    waiting: list[Splice] = []
    room = limit
    for splice in splices:
        removed, start = splice.removed, 0
        for end, block in enumerate(splice.blocks, 1):
            room -= len(block[1])
            if room <= 0 and end < len(splice.blocks):
                waiting.append(Splice(splice.at + start, removed, splice.blocks[start:end]))
                yield waiting
                waiting, room, removed, start = [], limit, 0, end
        waiting.append(Splice(splice.at + start, removed, splice.blocks[start:]))
    if waiting:
        yield waiting


def _alike(old: Iterable[Block], new: Iterable[Block]) -> int:
    """How many blocks are the same, from the first on; a number too large where all are. Without
    a step in Python for each: a long post has thousands, and a key waits."""
    return next(compress(count(), map(ne, old, new)), maxsize)


def _unique(
    old: Sequence[Block], new: Sequence[Block], old_range: range, new_range: range
) -> list[tuple[int, int]]:
    """The longest run of blocks that occur once on either side and come in the same order."""
    old_counts = Counter(old[place] for place in old_range)
    new_counts = Counter(new[place] for place in new_range)
    places = {new[place]: place for place in new_range if new_counts[new[place]] == 1}
    pairs = [
        (place, places[old[place]])
        for place in old_range
        if old_counts[old[place]] == 1 and old[place] in places
    ]
    return _ascending(pairs)


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` (ascending in the first) that ascends in the second too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        tops[length : length + 1] = [place]
        ends[length : length + 1] = [index]
        before.append(ends[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
