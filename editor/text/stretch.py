"""The one stretch in which two texts differ. Pure, any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Stretch(NamedTuple):
    """`old[start:old_end]` became `new[start:new_end]`; offsets in code points."""

    start: int
    old_end: int
    new_end: int


def changed_stretch(old: str, new: str) -> Stretch:
    """The shortest stretch outside which the texts are the same; CR LF is not cut in two."""
    shorter = min(len(old), len(new))
    head = _most(shorter, lambda low, size: old[low:size] == new[low:size])
    if old[head - 1 : head] == "\r" and "\n" in (old[head : head + 1], new[head : head + 1]):
        head -= 1
    rest = shorter - head
    end, new_end = len(old), len(new)
    tail = _most(
        rest,
        lambda low, size: old[end - size : end - low] == new[new_end - size : new_end - low],
    )
    old_end, new_end = len(old) - tail, len(new) - tail
    if old[old_end : old_end + 1] == "\n" and "\r" in (
        old[old_end - 1 : old_end],
        new[new_end - 1 : new_end],
    ):
        old_end, new_end = old_end + 1, new_end + 1
    return Stretch(head, old_end, new_end)


def _most(limit: int, is_same: Callable[[int, int], bool]) -> int:
    """The largest size up to `limit` for which `is_same`, found by halving; it is asked about what
    is behind a size that is the same for certain, so that nothing is looked at twice."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if is_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
