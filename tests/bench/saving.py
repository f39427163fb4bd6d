"""What saving costs the one who types: key to paint with it and without, and how long the first
word that is not on disk waits until it is.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from math import inf
from statistics import quantiles

from tests.bench.keystrokes import HANDS, WORDS, Figures, Row, typed, typists

ROUNDS = 12
SECOND = 1_000.0  # milliseconds
WITHOUT_A_REST = 6.0  # seconds


def measure(sizes: Sequence[int] = WORDS) -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); infinity where there is no goal."""
    rows = []
    for words in sizes:
        with typists(["unsaved", "window"], text_of_authors(words)) as group:
            figures = typed(ROUNDS, group)
            late = Figures()
            for typist in random.sample(group, len(group)):
                latest = time.monotonic() + WITHOUT_A_REST
                while time.monotonic() < latest:
                    late.add(typist.kind, typist.write(HANDS[0]))
            (saved,) = (each for each in group if each.kind == "window")
            took = saved.order("durable")
        name = f"key, {words:,} words: saving/without"
        rows.append((name, figures.median("unsaved"), figures.median("window"), 1.05))
        floor, ours = late.late("unsaved"), late.late("window")
        rows.append((f"{name}, without a rest, p95", floor, ours, inf))
        rows.append((f"key to disk, {words:,} words: p95/a second", SECOND, _late(took), 1.0))
        rows.append((f"key to disk, {words:,} words: longest/a second", SECOND, max(took), 1.0))
    return rows


def text_of_authors(words: int) -> str:
    """Words in an order of chance: repeated ones would be packed to nothing."""
    from tests.bench.keystrokes import text_of

    mixed = random.Random(5)
    paragraphs = text_of(words).split("\n\n")
    shuffled = []
    for paragraph in paragraphs:
        line = paragraph.split()
        mixed.shuffle(line)
        shuffled.append(" ".join(line))
    return "\n\n".join(shuffled)


def _late(took: Sequence[float]) -> float:
    return quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
