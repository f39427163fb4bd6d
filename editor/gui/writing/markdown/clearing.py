"""Takes bold, italic, struck and headings away again, and nothing else. Pure.

Links, pictures and code stay: their signs carry what the author would lose. So do lists and
quotations, which have buttons of their own. Offsets are code points.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from editor.gui.writing.markdown.edits import Edit, line_end, line_start
from editor.text.attributes import parse_at
from editor.text.spans import ADDRESS, CODE, ESCAPE, POINTED, TARGET

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}(?:[ \t]+|$)", re.MULTILINE)
_SIGN = re.compile(r"\*+|_+|~~")
_SIGNS = re.compile(r"[*_~`\\\[\]<h\n]")
_EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
_ASIDE = (CODE, ESCAPE, POINTED, ADDRESS)


class _Run(NamedTuple):
    """Signs that may hold words: `start` to `end`, of one character."""

    start: int
    end: int
    opens: bool
    closes: bool


class _Pair(NamedTuple):
    """`width` signs at `start`, before the words, and at `end`, behind them."""

    start: int
    end: int
    width: int


def clear_formatting(text: str, start: int, end: int) -> Edit | None:
    """Of the selection, or of the caret's line: what a pair of signs holds and the selection
    touches loses both."""
    whole = start == end
    top, bottom = line_start(text, start), line_end(text, end)
    while top and text[line_start(text, top - 1) : top - 1].strip(" \t"):
        top = line_start(text, top - 1)
    while bottom < len(text) and text[bottom + 1 : line_end(text, bottom + 1)].strip(" \t"):
        bottom = line_end(text, bottom + 1)
    first, last = (line_start(text, start), line_end(text, end)) if whole else (start, end)
    gone: list[tuple[int, int]] = []
    for pair in _pairs(text, top, bottom):
        if pair.start < last and first < pair.end + pair.width:
            gone += [
                (pair.start, pair.start + pair.width),
                (pair.end, _behind_attributes(text, pair.end + pair.width)),
            ]
    for heading in _HEADING.finditer(text, line_start(text, start), line_end(text, end)):
        if first <= heading.end():
            gone.append(heading.span())
    if not gone:
        return None
    return _without(text, sorted(gone), start, end)


def _without(text: str, gone: list[tuple[int, int]], start: int, end: int) -> Edit:
    """An edit that takes stretches away, in whole lines, so that the lines stay lines."""
    top, bottom = line_start(text, gone[0][0]), line_end(text, gone[-1][1])
    made: list[str] = []
    at = top
    for left, right in gone:
        made.append(text[at:left])
        at = max(at, right)
    made.append(text[at:bottom])
    anchor, caret = (
        offset - sum(min(right, offset) - min(left, offset) for left, right in gone)
        for offset in (start, end)
    )
    return Edit(top, bottom, "".join(made), anchor, caret)


def _behind_attributes(text: str, at: int) -> int:
    """Behind the attribute list that belonged to the words; without them it were words."""
    listed = parse_at(text, at) if text.startswith("{", at) else None
    return listed[1] if listed else at


def _pairs(text: str, top: int, bottom: int) -> list[_Pair]:
    """The signs that belong to each other, from `top` to `bottom`."""
    opened: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    pairs: list[_Pair] = []
    for run in _runs(text, top, bottom):
        if run is None:
            for stack in opened.values():
                stack.clear()
            continue
        sign = text[run.start]
        at, left = run.start, run.end - run.start
        stack = opened[sign]
        while run.closes and stack and left:
            begin, stop = stack[-1]
            width = min(stop - begin, left)
            pairs.append(_Pair(stop - width, at, width))
            at, left = at + width, left - width
            if begin == stop - width:
                stack.pop()
            else:
                stack[-1][1] = stop - width
        if run.opens and left:
            stack.append([at, at + left])
    return pairs


def _runs(text: str, top: int, bottom: int) -> list[_Run | None]:
    """The runs of signs, and None where a paragraph ends; nothing of code, addresses, what a
    backslash took the meaning from."""
    found: list[_Run | None] = []
    at = top
    while True:
        place = _SIGNS.search(text, at, bottom)
        if place is None:
            return found
        at = place.start()
        aside = next((m for m in (p.match(text, at, bottom) for p in _ASIDE) if m), None)
        aside = aside or (TARGET.match(text, at + 1, bottom) if text[at] == "]" else None)
        sign = _SIGN.match(text, at, bottom)
        if aside:
            at = aside.end()
        elif sign:
            found.append(_run(text, sign.start(), sign.end()))
            at = sign.end()
        else:
            if _EMPTY_LINE.match(text, at, bottom):
                found.append(None)
            at += 1


def _run(text: str, start: int, end: int) -> _Run:
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    opens, closes = not after.isspace(), not before.isspace()
    if text[start] == "_":  # within a word it is a letter
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return _Run(start, end, opens, closes)
