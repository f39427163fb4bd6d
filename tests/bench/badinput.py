"""What no author means to write and yet gets into a text, against a bare QPlainTextEdit with the
same text: each key, and the longest wait for anything.

The goal is 100 ms, or no more than a quarter above what Qt itself needs with such a text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from math import inf
from statistics import median

from tests.bench.keystrokes import Row, Typist, typists

HANG = 100.0  # milliseconds
NEAR = 1.25
PLACES = 0.0, 0.5, 1.0
KEYS = "نص *`[a"
IDLE = 1.5  # seconds in which all that was put off is done

_MARKS = "".join(map(chr, [*range(0x0300, 0x036F), *range(0x064B, 0x065F)]))
_CONTROLS = "".join(map(chr, [*range(0x0A), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x85]))


def _zalgo() -> str:
    chance = random.Random(1)
    letters = "مرحبا hello عالم world " * 40
    return "".join(letter + "".join(chance.choices(_MARKS, k=30)) for letter in letters)


def _table() -> str:
    rows = ("اسم name", "---", *["قيمة 12"] * 10)
    return "\n".join(f"|{'|'.join([cell] * 500)}|" for cell in rows)


TEXTS = {
    "a line of 100,000 characters": "كلمة `code` word " * 6_250,
    "a word of 100,000 letters": "م" * 100_000,
    "a picture as text": f"![](data:image/png;base64,{'iVBORw0KGgo' * 9_000})",
    "lone surrogates": "نص \ud800 abc \udfff\udbff " * 600,
    "control characters": f"نص {_CONTROLS} abc " * 200,
    "10,000 quotations": ">" * 10_000 + " نص",
    "10,000 open isolates": "\u2067" * 10_000 + "نص abc",
    "10,000 open brackets": "[" * 10_000 + "نص",
    "10,000 open back-ticks": "`a ``b نص " * 1_000,
    "10,000 open stars": "*نص **a " * 1_250,
    "10,000 stars": "*" * 10_000 + "نص",
    "3,000 open tags": "<b>" * 3_000 + "نص",
    "10,000 harakat": "ب" + "\u064f" * 10_000 + "c",
    "letters under thirty marks": _zalgo(),
    "a list 500 deep": "\n".join("  " * depth + "- بند item" for depth in range(500)),
    "a list of 10,000": "- بند item وكلمات أخرى حتى يطول السطر ولا يبقى قصيرًا كما كان\n" * 10_000,
    "a table of 500 columns": _table(),
    "5,000 links": "[رابط](http://a.org/b) " * 5_000,
}


def measure(names: Sequence[str] = tuple(TEXTS)) -> Iterator[Row]:
    """Rows of (what, floor, Midad, goal as a ratio)."""
    for name in names:
        yield from rows_of(name)


def rows_of(name: str) -> list[Row]:
    """Of one text: the keys, and the longest wait."""
    with typists(["bare", "widget"], TEXTS[name]) as group:
        keys: dict[str, list[float]] = {each.kind: [] for each in group}
        waits: dict[str, float] = dict.fromkeys(keys, 0.0)
        for place in PLACES:
            for typist in group:
                painted, waited = typed(typist, place)
                keys[typist.kind] += painted
                waits[typist.kind] = max(waits[typist.kind], waited)
    floor, ours = (median(keys[kind]) for kind in ("bare", "widget"))
    return [
        (f"key, {name}", floor, ours, _goal(floor)),
        (f"longest wait, {name}", waits["bare"], waits["widget"], _goal(waits["bare"])),
    ]


def typed(typist: Typist, place: float) -> tuple[list[float], float]:
    """The paint of each key, and the longest time in which the author would have waited."""
    longest = max(typist.order("place", 0, place, True), default=0.0)
    typist.write(" ")  # the caret's way there is not a key's
    figures = typist.write(KEYS)
    idle = typist.order("idle", IDLE)[0]
    return [painted for painted, _ in figures], max(longest, idle, *(late for _, late in figures))


def _goal(floor: float) -> float:
    return max(NEAR, HANG / floor) if floor else inf
