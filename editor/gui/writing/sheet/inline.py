"""Where a line's own signs are: emphasis, code, links, tags, escapes. Pure; code points.

One look at the line, whatever is written in it: the runs are bounded, and of emphasis that is
never ended no second look is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

_STRONG, _EMPHASIS = 2_000, 600  # characters between two signs
_NEVER = "(?!)"
_SIGN = re.compile(r"[\\`!\[<h*_~]")


def _compiled(strong: str, emphasis: str, strike: str) -> re.Pattern[str]:
    """`strong`, `emphasis` and `strike` are the signs that may begin something."""
    return re.compile(
        rf"(?={_SIGN.pattern})(?:"
        r"\\[!-/:-@\[-`{-~]"
        r"|(?P<code>(?<!`)(?P<ticks>`{1,8})(?!`)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`))"
        r"|(?P<image>!\[(?P<alt>[^\]\n]{0,500}+)\]\([^()\n]{0,2000}+\)(?:\{[^{}\n]{0,500}+\})?)"
        r"|(?P<link>\[(?P<words>[^\[\]\n]{1,500}+)\]"
        r"(?:\([^()\n]{0,2000}+\)|\[[^\[\]\n]{0,200}+\]))"
        r"|(?P<note>\[\^[^\[\]\n]{1,200}+\])"
        r"|(?P<address><(?:https?|mailto):[^<>\s]{1,2000}+>|https?://[^\s<>]{1,2000}+)"
        r"|(?P<tag></?[A-Za-z][^<>\n]{0,2000}+>)"
        rf"|(?P<strong>(?P<strong_sign>{strong})(?=\S)[^\n]{{1,{_STRONG}}}?"
        r"(?<=\S)(?P=strong_sign))"
        rf"|(?P<emphasis>(?P<emphasis_sign>{emphasis})(?![*_])(?=\S)"
        rf"[^\n]{{1,{_EMPHASIS}}}?(?<=[^\s*_])(?P=emphasis_sign)(?![*\w]))"
        rf"|(?P<strike>{strike}(?=\S)[^\n]{{1,{_STRONG}}}?(?<=\S)~~)"
        r")"
    )


_ALL = _compiled(r"\*\*\*|\*\*|(?<!\w)__", r"\*|(?<!\w)_", "~~")


@cache
def _not_three() -> re.Pattern[str]:
    """Compiled when the first long line is looked at."""
    return _compiled(r"\*\*|(?<!\w)__", r"\*|(?<!\w)_", "~~")


@cache
def _no_emphasis() -> re.Pattern[str]:
    return _compiled(_NEVER, _NEVER, _NEVER)


_FEW = 1_000  # characters: in so short a line the quickest way is the plain one
_ENDS = {
    "***": re.compile(r"(?<=\S)(?=\*\*\*)"),
    "**": re.compile(r"(?<=\S)(?=\*\*)"),
    "__": re.compile(r"(?<=\S)(?=__)"),
    "~~": re.compile(r"(?<=\S)(?=~~)"),
    "*": re.compile(r"(?<=[^\s*_])(?=\*(?![*\w]))"),
    "_": re.compile(r"(?<=[^\s*_])(?=_(?![*\w]))"),
}


def marked(line: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What is marked between two places of the line, in its order; the names of its groups say
    what it is. An escaped sign has none."""
    if end - start <= _FEW:
        yield from _ALL.finditer(line, start, end)
        return
    ends: dict[str, list[int]] = {}
    at = start
    while sign := _SIGN.search(line, at, end):
        at = sign.start()
        found = _pattern(line, at, end, ends).match(line, at, end)
        if found:
            yield found
        at = found.end() if found else at + 1


def _pattern(line: str, at: int, end: int, ends: dict[str, list[int]]) -> re.Pattern[str]:
    """What to look for at one sign: not for emphasis that ends nowhere within its reach. `ends`
    remembers."""
    character = line[at]
    if character not in "*_~":
        return _ALL
    if line.startswith("***", at) and _is_ended("***", line, at, end, ends):
        return _ALL
    sign = character * 2 if line.startswith(character * 2, at) else character
    return _not_three() if _is_ended(sign, line, at, end, ends) else _no_emphasis()


def _is_ended(sign: str, line: str, at: int, end: int, ends: dict[str, list[int]]) -> bool:
    if sign not in _ENDS:
        return False
    if sign not in ends:
        ends[sign] = [found.start() for found in _ENDS[sign].finditer(line, at, end)]
    first = at + len(sign) + 1
    place = bisect_left(ends[sign], first)
    reach = _EMPHASIS if len(sign) == 1 else _STRONG
    return place < len(ends[sign]) and ends[sign][place] < first + reach
