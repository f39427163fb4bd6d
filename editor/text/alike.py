"""Which of some texts became which others: those with most words in common, in the order of both.

Bounded for long stretches and for hostile ones. Pure, any thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_ALIKE = 0.4  # share of common words from which two texts are one that was changed
_MANY = 2500  # pairs of texts that are weighed against each other
_NEAR = 12  # texts looked at where there are more

Words = Sequence[str]
"""The words of one text."""


def alike(old: Sequence[Words], new: Sequence[Words]) -> list[tuple[int, int]]:
    """Pairs of places, rising on both sides."""
    if not old or not new:
        return []
    bags = [[Counter(words) for words in side] for side in (old, new)]
    return (_best if len(old) * len(new) <= _MANY else _nearest)(*bags)


def _best(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> list[tuple[int, int]]:
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at_old in range(len(old) - 1, -1, -1):
        for at_new in range(len(new) - 1, -1, -1):
            best[at_old][at_new] = max(
                best[at_old + 1][at_new],
                best[at_old][at_new + 1],
                best[at_old + 1][at_new + 1] + likeness[at_old][at_new],
            )
    pairs = []
    at_old = at_new = 0
    while at_old < len(old) and at_new < len(new):
        here = best[at_old][at_new]
        if here == best[at_old + 1][at_new]:
            at_old += 1
        elif here == best[at_old][at_new + 1]:
            at_new += 1
        else:
            pairs.append((at_old, at_new))
            at_old, at_new = at_old + 1, at_new + 1
    return pairs


def _nearest(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> list[tuple[int, int]]:
    """In a long stretch, such as after replacing a letter everywhere: the first like it nearby."""
    pairs = []
    done = 0
    for at_old, bag in enumerate(old):
        near = range(done, min(done + _NEAR, len(new)))
        at_new = next((at for at in near if _likeness(bag, new[at])), None)
        if at_new is not None:
            pairs.append((at_old, at_new))
            done = at_new + 1
    return pairs


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1, and 0 for what is not alike enough."""
    total = one.total() + other.total()
    share = 2 * (one & other).total() / total if total else 0.0
    return share if share >= _ALIKE else 0.0
