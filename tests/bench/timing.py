"""How long something takes, beside its floor."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

Row = tuple[str, float, float, float]
"""What, its floor, Midad, the goal as a ratio; infinity where there is no goal."""


def timed(act: Callable[[], object], rounds: int = 30) -> float:
    """Median milliseconds."""
    return median(once(act) for _round in range(rounds))


def once(act: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def row(
    what: str,
    goal: float,
    floor: Callable[[], object],
    ours: Callable[[], object],
    rounds: int = 30,
) -> Row:
    """Both by turns, so that whatever else the machine does falls upon both; medians."""
    floor(), ours()  # the caches
    pairs = [(once(floor), once(ours)) for _round in range(rounds)]
    return what, median(pair[0] for pair in pairs), median(pair[1] for pair in pairs), goal
