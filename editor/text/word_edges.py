"""Which word a place in a line means: for a click, for a button where nothing is selected, and for
keys that go by words.

Harakat, niqqud and joiners do not break a word, an apostrophe within it neither; Arabic commas and
quotation marks do. Pure; code points.
"""

from __future__ import annotations

import re

_LETTERS = (
    r"\w\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u200c\u200d"
)
_WORD = re.compile(f"[{_LETTERS}]+(?:['’\u05f3\u05f4-][{_LETTERS}]+)*")

_STEP = re.compile(rf"\w[{_LETTERS}]*(?:['’\u05f3\u05f4-][{_LETTERS}]+)*|[^\w\s]+")


def word_around(line: str, at: int) -> tuple[int, int] | None:
    """Where the word begins and ends in which, or beside which, `at` is; None where none is."""
    for word in _WORD.finditer(line):
        if word.start() <= at <= word.end():
            return word.span()
    return None


def next_stop(line: str, at: int) -> int:
    """Where the next word, or run of signs, begins behind `at`; else the line's end."""
    return next((step.start() for step in _STEP.finditer(line) if step.start() > at), len(line))


def previous_stop(line: str, at: int) -> int:
    """Where the last word, or run of signs, begins before `at`; else the line's beginning."""
    starts = [step.start() for step in _STEP.finditer(line, 0, at)]
    return starts[-1] if starts else 0
