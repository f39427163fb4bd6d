"""Characters that nobody sees and that make a text look other than it is.

Direction controls that are not closed, close nothing, or override the letters' own direction
(UAX #9; Boucher and Anderson, "Trojan Source"; UTR #36); signs without a shape inside words,
addresses and code (UTS #39); text hidden in tags and in variation selectors. The joiners and
marks that Arabic, Persian, Kurdish, Indic writing and emoji need are none of these.

A line of the source is a paragraph to the bidirectional algorithm in the editor, and is looked at
by itself. Pure, any thread, linear. Offsets are code points of the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from typing import NamedTuple
from unicodedata import bidirectional, category

from editor.text.spans import CODE


class Reason(StrEnum):
    """Why a character is worth a look."""

    UNCLOSED = "unclosed"  # an embedding or isolate that goes on to the end of the line
    STRAY_END = "stray end"  # an end of none
    OVERRIDE = "override"  # letters are shown in another order than they have
    IN_CODE = "in code"  # no shape, in code or an address
    HIDDEN = "hidden"  # no shape, in a word that cannot use it
    SMUGGLED = "smuggled"  # tags and variation selectors, which can carry any text
    CONTROL = "control"  # a control code of a terminal


class Surprise(NamedTuple):
    """About the `length` characters without a shape at `at`. `start` to `end` is what can be
    seen of it: what it acts upon, or the characters beside it."""

    start: int
    end: int
    at: int
    length: int
    reason: Reason


_PDF, _PDI = "\u202c", "\u2069"
_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_CONTROLS = "\u202a\u202b" + _OVERRIDES + _ISOLATES + _PDF + _PDI
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
# Invisible operators, fillers, the byte order mark: no text needs them.
_FILLERS = "\u115f\u1160\u180e\u2061-\u2064\u2800\u3164\ufeff\uffa0"
# Zero-width space, word joiner, grapheme joiner, soft hyphen.
_BREAKS = "\u200b\u2060\u034f\u00ad"
_TAGS = "\U000e0000-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CODES = "\x00-\x08\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffb"
_SIGNS = _JOINERS + _MARKS + _FILLERS + _BREAKS

_SHAPELESS = f"[{_CONTROLS}{_SIGNS}{_TAGS}{_SELECTORS}{_CODES}]"
_ANY = re.compile(_SHAPELESS)
_NEXT = re.compile(_SHAPELESS + "*+")
_LAST = re.compile(_SHAPELESS + r"*\Z")
_FILLER = re.compile(f"[{_FILLERS}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_RUN = re.compile(
    f"(?P<tags>[{_TAGS}]++)|(?P<selectors>[{_SELECTORS}]++)|(?P<codes>[{_CODES}]++)"
    f"|(?P<signs>[{_SIGNS}]++)"
)
_ADDRESS = re.compile(r"(?<![\w/])(?:https?://|www\.)[^\s<>]++|(?<![\w.+\-])[\w.+\-]{1,64}+@\S++")
# England's flag is a black one and the letters gbeng, in tags.
_FLAG = "\U0001f3f4"
_REGION = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_NEAR = 16


def has_shapeless(text: str) -> bool:
    """False where no line of `text` can be worth a look."""
    return not (text.isascii() and text.isprintable()) and bool(_ANY.search(text))


def warnings(line: str, *, code: bool = False, most: int | None = None) -> list[Surprise]:
    """What is worth a look, by where it begins; about `most` of each sort where that is given.
    `code`: the line is code from end to end."""
    if not has_shapeless(line):
        return []
    places = _Places([(0, len(line))] if code else _strict(line))
    sorts = _of_controls(line, places), _of_signs(line, places)
    return sorted(found for sort in sorts for found in islice(sort, most))


def cleaned(line: str, *, code: bool = False) -> str:
    """The line without what `warnings` names, and without what closed it."""
    gone = {
        at for found in warnings(line, code=code) for at in range(found.at, found.at + found.length)
    }
    if not gone:
        return line
    for first, last in pairs(line):
        if first in gone and last is not None and line[last] == _PDF:
            gone.add(last)
    if any(line[at] in _ISOLATES or line[at] == _PDI for at in gone):
        # Within code both go; an isolate that lost one end would lose its balance.
        for first, last in pairs(line):
            if first is not None and last is not None and not gone.isdisjoint((first, last)):
                gone |= {first, last}
    return "".join(sign for at, sign in enumerate(line) if at not in gone)


# --- controls of direction ----------------------------------------------------------------------


def _of_controls(line: str, places: _Places) -> Iterator[Surprise]:
    for first, last in pairs(line):
        if first is None:
            if last is not None:
                yield _beside(line, last, 1, Reason.STRAY_END)
        elif line[first] in _OVERRIDES:
            yield _upon(line, first, last, Reason.OVERRIDE)
        elif last is None or (line[last] == _PDI) is not (line[first] in _ISOLATES):
            yield _upon(line, first, last, Reason.UNCLOSED)
        else:
            for at in (first, last):
                if at in places:
                    yield _beside(line, at, 1, Reason.IN_CODE)


def pairs(line: str) -> Iterator[tuple[int | None, int | None]]:
    """Every control with the one that ends it; None where there is none.

    By the stack of UAX #9, X1 to X7: a PDI ends its isolate and all that is open in it; a PDF
    ends the innermost embedding, and none outside of the isolate it stands in."""
    opened: list[int] = []
    isolates = 0
    for control in _CONTROL.finditer(line):
        at, sign = control.start(), control.group()
        if sign == _PDI:
            if not isolates:
                yield None, at
                continue
            while line[opened[-1]] not in _ISOLATES:
                yield opened.pop(), at
            yield opened.pop(), at
            isolates -= 1
        elif sign == _PDF:
            if opened and line[opened[-1]] not in _ISOLATES:
                yield opened.pop(), at
            else:
                yield None, at
        else:
            opened.append(at)
            isolates += sign in _ISOLATES
    for at in opened:
        yield at, None


def _upon(line: str, at: int, last: int | None, reason: Reason) -> Surprise:
    """About a control that acts upon all that follows it, up to `last`."""
    end = len(line) if last is None else last
    if end - at < _NEAR and _NEXT.fullmatch(line, at, end):
        return _beside(line, at, 1, reason)
    return Surprise(at, end, at, 1, reason)


def _beside(line: str, at: int, length: int, reason: Reason) -> Surprise:
    """About what has no shape: the nearest characters that have one, on both sides."""
    before = _LAST.search(line, max(0, at - _NEAR), at)
    after = _NEXT.match(line, at + length, at + length + _NEAR)
    start = max(0, (before.start() if before else at) - 1)
    end = min(len(line), (after.end() if after else at + length) + 1)
    return Surprise(start, end, at, length, reason)


# --- signs without a shape ----------------------------------------------------------------------


def _of_signs(line: str, places: _Places) -> Iterator[Surprise]:
    for run in _RUN.finditer(line):
        at, end = run.span()
        before, after = line[max(0, at - 1) : at], line[end : end + 1]
        reason: Reason | None = None
        match run.lastgroup:
            case "codes":
                reason = Reason.CONTROL
            case "tags" if before != _FLAG or not _REGION.fullmatch(run.group()):
                reason = Reason.SMUGGLED
            case "selectors" if end - at > 1 or not _takes_selector(before):
                reason = Reason.SMUGGLED
            case "signs" if at in places:
                reason = None if _is_joiner(run.group(), before, after) else Reason.IN_CODE
            case "signs" if _is_out_of_place(run.group(), before, after):
                reason = Reason.HIDDEN
        if reason:
            yield _beside(line, at, end - at, reason)


def _takes_selector(before: str) -> bool:
    """Emoji, ideographs, some letters of Asia and some symbols come in two shapes."""
    return before > "\u0fff" or (bool(before) and before in "#*0123456789©®")


def _is_out_of_place(signs: str, before: str, after: str) -> bool:
    """In running text: what no text needs, and what stands in a word that cannot use it."""
    if _FILLER.search(signs):
        return True
    if _is_joiner(signs, before, after) or not (_is_word(before) and _is_word(after)):
        return False
    if signs == "\u00ad":  # where a long word may break; no number does
        return before.isdecimal() and after.isdecimal()
    if signs.strip(_MARKS):
        # Thai, Khmer, Tibetan and others part words by a zero-width space.
        return before < "\u0900" and after < "\u0900"
    return _is_plain(before) and _is_plain(after)


def _is_joiner(signs: str, before: str, after: str) -> bool:
    """A joiner beside a letter that joins, or between two emoji."""
    if len(signs) > 1 or signs not in _JOINERS:
        return False
    if any(_is_word(c) and not _is_plain(c) for c in (before, after)):
        return True
    return before > "\u2000" and after > "\u2000" and not _is_word(after)


def _is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or category(character) in ("Mn", "Mc"))


def _is_plain(character: str) -> bool:
    """Of Latin, Greek, Cyrillic or Hebrew script, or a European digit: it joins nothing, and has a
    direction of its own."""
    if "\u0590" <= character <= "\u05ff":
        return True
    return character < "\u0530" or bidirectional(character) == "EN"


# --- where code and addresses are ---------------------------------------------------------------


class _Places:
    """Ranges that may lie over each other, to ask quickly whether something is in one."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, at: int) -> bool:
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self._ends[number]


def _strict(line: str) -> list[tuple[int, int]]:
    """What stands without a shape at the end of an address is the sentence's, and keeps its
    order."""
    places = [code.span(2) for code in CODE.finditer(line)] if "`" in line else []
    for address in _ADDRESS.finditer(line):
        last = _LAST.search(line, max(address.start(), address.end() - _NEAR), address.end())
        places.append((address.start(), last.start() if last else address.end()))
    return places
