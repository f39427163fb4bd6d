"""The words of a line, and its marks after an edit. Pure; places are UTF-16 units of the line."""

from __future__ import annotations

from collections.abc import Sequence

from editor.gui.writing import codec
from editor.gui.writing.sheet.marks import MarkSpan
from editor.text.blocks import Kind
from editor.text.scripts import Script, is_beyond_arabic
from editor.text.words import Word, words


def read(text: str, kind: Kind) -> list[Word]:
    """The words of a line; their places are units."""
    found = words(text, kind)
    if codec.units(text) == len(text):
        return found
    at = codec.unit_offsets(text)
    return [word._replace(start=at[word.start], end=at[word.end]) for word in found]


def strangers(found: Sequence[Word]) -> frozenset[Word]:
    """The words of a line that an Arabic dictionary cannot judge: those with letters Arabic has
    none of, and all in Arabic's script where these are half of them. The line is Kurdish then, or
    Persian, and its other words only look Arabic."""
    arabic = [word for word in found if word.script is Script.ARABIC]
    beyond = [word for word in arabic if is_beyond_arabic(word.letters)]
    return frozenset(arabic if 2 * len(beyond) >= len(arabic) else beyond)


def moved(old: str, spans: Sequence[MarkSpan], new: str) -> Sequence[MarkSpan]:
    """The marks of a line as it was that are still true of the line as it is: those before and
    behind the edit."""
    if not spans or old == new:
        return spans
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    before = codec.units(old[:head])
    behind = codec.units(old) - codec.units(old[len(old) - tail :])
    shift = codec.units(new) - codec.units(old)
    return [
        span if span.end < before else MarkSpan(span.start + shift, span.end + shift, span.mark)
        for span in spans
        if span.end < before or span.start > behind
    ]


def _alike(one: str, other: str) -> int:
    """How many characters at the beginning are the same; by halving, for Python is slow."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
