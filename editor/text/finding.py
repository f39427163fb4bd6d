"""Where words stand in a text, however either of them is written. Pure, any thread.

Offsets are code points of the text. The cost is that of a search for a plain string, unless the
words are made to be almost everywhere: then text times words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from unicodedata import category

from editor.text.normalise import fold, normalise

_ZWNJ = "\u200c"
_TATWEEL = "\u0640"
_SEATED = re.compile("[ئؤء]|[\u064a\u06cc\u0649\u0648]\u0654")  # the mark may be of its own
_REACH = 3  # how many joiners in a row still hold a word together

Span = tuple[int, int]
_Check = Callable[[int, int], "Span | None"]  # what an occurrence covers, or None: not meant


def find(text: str, wanted: str, exact: bool = False, whole_words: bool = False) -> list[Span]:
    """Where `wanted` stands in `text`: (start, end), first to last, not overlapping.

    Vowel signs, tatweel, forms of alef, ya and kaf, the seat of a hamza, scripts of digits, accents
    and case make no difference, and a ZWNJ is nothing or a space; `exact` is code point by code
    point. Marks on the last letter belong to what is found. `whole_words`: not within a longer
    word."""
    if not wanted:
        return []
    fits = _whole_words(text) if whole_words else _any_place
    # Who looks for a vowel sign, a tatweel or a ZWNJ alone means that very character.
    if exact or not fold(wanted):
        return list(_occurrences(text, wanted, fits))
    found: set[Span] = set()
    for source, needle in _spellings(text, wanted):
        if needle in fold(source):  # the way back to the source costs five times as much
            found.update(_alike(source, needle, fits))
    return _apart(sorted(found))


def _spellings(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """Pairs to compare: as they are, and every hamza without a seat. Not that way alone, for who
    writes no hamza leaves its seat."""
    yield from _joined_or_not(text, wanted)
    if _SEATED.search(wanted):
        yield from _joined_or_not(_without_seats(text), _without_seats(wanted))


def _without_seats(text: str) -> str:
    """As long as the text: who writes مسئول finds مسؤول."""
    return _SEATED.sub(lambda found: "ء".ljust(len(found.group()), _TATWEEL), text)


def _joined_or_not(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """Words with their ZWNJ left out, and with a space in its place."""
    needles = {fold(wanted): None}
    if _ZWNJ in wanted.strip(_ZWNJ):
        needles[fold(wanted.strip(_ZWNJ).replace(_ZWNJ, " "))] = None
    sources = {text: None}
    # Only between words: who looks for a space does not mean a ZWNJ.
    if _ZWNJ in text and any(" " in needle.strip() for needle in needles):
        sources[text.replace(_ZWNJ, " ")] = None
    yield from product(sources, needles)


def _alike(text: str, needle: str, fits: _Check) -> Iterator[Span]:
    hay = normalise(text)
    offsets = hay.offsets

    def covered(start: int, end: int) -> Span | None:
        # One character may be several letters (ß, a ligature): it is found whole or not at all.
        if start and offsets[start - 1] == offsets[start]:
            return None
        if offsets[end - 1] == offsets[end]:
            return None
        return fits(offsets[start], _with_marks(text, offsets[end - 1] + 1))

    return _occurrences(hay.text, needle, covered)


def _occurrences(hay: str, needle: str, check: _Check) -> Iterator[Span]:
    at = hay.find(needle)
    while at >= 0:
        end = at + len(needle)
        span = check(at, end)
        if span:
            yield span
        at = hay.find(needle, end if span else at + 1)


def _with_marks(text: str, end: int) -> int:
    """The end of the letter whose first character ends at `end`."""
    while end < len(text) and _is_mark(text[end]):
        end += 1
    return end


def _is_mark(char: str) -> bool:
    """True for what sits on the letter before it and is ignored; joiners and controls are not
    the letter's."""
    return char == _TATWEEL or (category(char) in ("Mn", "Me") and not fold(char))


def _apart(spans: list[Span]) -> list[Span]:
    apart: list[Span] = []
    for span in spans:
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _any_place(start: int, end: int) -> Span:
    return start, end


def _whole_words(text: str) -> _Check:
    def alone(start: int, end: int) -> Span | None:
        return None if _goes_on(text, start) or _goes_on(text, end) else (start, end)

    return alone


def _goes_on(text: str, at: int) -> bool:
    """True where a word begins before `at` and ends behind it.

    As UAX #29 has it in essence: letters, marks and digits make a word, format characters do
    not part it. So does a low line within a word; at its edge it is Markdown's emphasis."""
    left, right = at - 1, at
    while left >= max(at - _REACH, 0) and _joins(text[left]):
        left -= 1
    while right < min(at + _REACH, len(text)) and _joins(text[right]):
        right += 1
    return left >= 0 and right < len(text) and _is_word(text[left]) and _is_word(text[right])


def _joins(char: str) -> bool:
    return char == "_" or category(char) == "Cf"


def _is_word(char: str) -> bool:
    return category(char)[0] in "LMN"
