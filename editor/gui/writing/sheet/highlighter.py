"""Which characters of a line look how. Pure; offsets and lengths are code points of the line.

What a line is (a paragraph, code …) is known already (`directions`); here only its own characters
are looked at, once, when it is laid out. Markdown's signs stay and stand back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.inline import marked
from editor.text import lines
from editor.text.blocks import Kind


class Style(IntEnum):
    """How characters look."""

    HEADING_1 = 1
    HEADING_2 = 2
    HEADING_3 = 3
    HEADING = 4
    MARKER = 5
    STRONG = 6
    EMPHASIS = 7
    STRIKE = 8
    CODE = 9
    CODE_BLOCK = 10
    LINK = 11
    QUOTE = 12


class Span(NamedTuple):
    start: int
    length: int
    style: Style


_HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ATTRIBUTES = re.compile(r"\{:?[^{}]*\}\s*$")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:|:[ \t]+")


def heading_level(line: str, facts: LineFacts) -> int:
    """1 to 6 where the line is a heading; 0 where not."""
    if facts.is_verbatim or facts.kind is Kind.DEFINITION:
        return 0
    found = _HEADING.match(line)
    return len(found.group(1)) if found else 0


def prefix_length(line: str, facts: LineFacts) -> int:
    """How long the quotation marks and list marker are, with the space after them: where
    the line wraps, its words go on below its words."""
    if facts.is_verbatim:
        return 0
    length = 0
    for _ in range(8):
        rest = line[length:]
        quoted = len(rest) - len(lines.without_quote_marks(rest)) if lines.is_quote(rest) else 0
        item = lines.marker(rest)
        listed = item.length if item and not lines.is_rule(rest) else 0
        if not (quoted or listed):
            break
        length += quoted or listed
    return min(length, len(line))


def spans(line: str, facts: LineFacts) -> list[Span]:
    """The looks of a line, wide ones first: a later one is laid over those before it."""
    if not line or facts.kind is Kind.BLANK:
        return []
    if facts.is_verbatim:
        return list(_verbatim(line, facts))
    if facts.kind is Kind.DEFINITION or lines.is_rule(line) or lines.is_attributes(line):
        return [Span(0, len(line), Style.MARKER)]
    if facts.kind is Kind.TABLE and lines.is_delimiter_row(line):
        return [Span(0, len(line), Style.MARKER)]
    found = list(islice(_words(line, facts), lines.MOST_SIGNS + 1))
    if len(found) > lines.MOST_SIGNS:  # too many for Qt: only what the line begins with
        found = [span for span in found if not span.start]
    return found


def hideable(line: str, facts: LineFacts) -> list[tuple[int, int, int, int]]:
    """Signs that say no more than the look of their words does: the span they belong to, its
    start and end; the start and end of the sign. In the order of the line."""
    if not line or facts.is_verbatim or facts.kind is Kind.BLANK or len(line) > lines.LONGEST:
        return []
    if facts.kind is Kind.DEFINITION or lines.is_rule(line) or lines.is_attributes(line):
        return []
    prefix = prefix_length(line, facts)
    found = []
    heading = _HEADING.match(line) if heading_level(line, facts) else None
    if heading:
        found.append((0, len(line), 0, heading.end()))
        prefix = heading.end()
    found += islice(_signs(line, prefix, len(line)), lines.MOST_SIGNS + 1)
    return sorted(found, key=lambda each: each[2:]) if len(found) <= lines.MOST_SIGNS else []


def _signs(line: str, start: int, end: int, depth: int = 0) -> Iterator[tuple[int, int, int, int]]:
    for found in marked(line, start, end):
        at, stop = found.span()
        if found.group("link"):
            inner = found.span("words")
            yield at, stop, at, inner[0]
            yield at, stop, inner[1], stop
            continue
        width = len(
            found.group("ticks") or found.group("strong_sign") or found.group("emphasis_sign") or ""
        ) or 2 * bool(found.group("strike"))
        if width:
            yield at, stop, at, at + width
            yield at, stop, stop - width, stop
            if not found.group("code") and depth < 3:
                yield from _signs(line, at + width, stop - width, depth + 1)


def _verbatim(line: str, facts: LineFacts) -> Iterator[Span]:
    yield Span(0, len(line), Style.CODE_BLOCK)
    is_fence = facts.kind is Kind.FENCE and bool(lines.fence(line))
    if is_fence or facts.kind is Kind.FRONT_MATTER:
        yield Span(0, len(line), Style.MARKER)


def _words(line: str, facts: LineFacts) -> Iterator[Span]:
    prefix = prefix_length(line, facts)
    level = heading_level(line, facts)
    if facts.kind is Kind.QUOTE:
        yield Span(0, len(line), Style.QUOTE)
    if level:
        found = _HEADING.match(line)
        prefix = found.end() if found else 0
        yield Span(0, len(line), _HEADINGS.get(level, Style.HEADING))
    elif facts.kind is Kind.HEADING and facts.opens:  # underlined
        yield Span(0, len(line), Style.HEADING_2)
    elif facts.kind is Kind.HEADING and lines.is_underline(line):
        yield Span(0, len(line), Style.MARKER)
        return
    note = _NOTE.match(line) if facts.kind in (Kind.FOOTNOTE, Kind.TERMS) else None
    prefix = max(prefix, note.end() if note else 0)
    if prefix:
        yield Span(0, prefix, Style.MARKER)
    if len(line) <= lines.LONGEST:
        yield from _inline(line, prefix, len(line))
    if facts.kind is Kind.TABLE:
        yield from (Span(at, 1, Style.MARKER) for at, sign in enumerate(line) if sign == "|")
    braces = _ATTRIBUTES.search(line) if level and line.rstrip().endswith("}") else None
    if braces:
        yield Span(braces.start(), len(line) - braces.start(), Style.MARKER)


def _inline(line: str, start: int, end: int, depth: int = 0) -> Iterator[Span]:
    for found in marked(line, start, end):
        kind = found.lastgroup
        at, stop = found.span()
        if found.group("code"):
            yield Span(at, stop - at, Style.CODE)
            yield from _edges(found, len(found.group("ticks")))
        elif found.group("image"):
            yield from _around(found, "alt")
        elif found.group("link"):
            yield from _around(found, "words")
            inner = found.span("words")
            yield Span(inner[0], inner[1] - inner[0], Style.LINK)
        elif found.group("strong"):
            sign = len(found.group("strong_sign"))
            yield from _emphasised(line, found, Style.STRONG, sign, depth)
            if sign == 3:
                yield Span(at, stop - at, Style.EMPHASIS)
        elif found.group("emphasis"):
            yield from _emphasised(line, found, Style.EMPHASIS, 1, depth)
        elif found.group("strike"):
            yield from _emphasised(line, found, Style.STRIKE, 2, depth)
        elif found.group("address"):
            yield Span(at, stop - at, Style.LINK)
        elif kind is None:  # an escaped sign
            yield Span(at, 1, Style.MARKER)
        else:
            yield Span(at, stop - at, Style.MARKER)


def _emphasised(
    line: str, found: re.Match[str], style: Style, sign: int, depth: int
) -> Iterator[Span]:
    at, stop = found.span()
    if style is Style.STRIKE:  # struck out themselves, its signs could not be read
        yield Span(at + sign, stop - at - 2 * sign, style)
    else:
        yield Span(at, stop - at, style)
    yield from _edges(found, sign)
    if depth < 3:
        yield from _inline(line, at + sign, stop - sign, depth + 1)


def _edges(found: re.Match[str], length: int) -> Iterator[Span]:
    yield Span(found.start(), length, Style.MARKER)
    yield Span(found.end() - length, length, Style.MARKER)


def _around(found: re.Match[str], inner: str) -> Iterator[Span]:
    """Everything but the words is a sign."""
    start, end = found.span(inner)
    yield Span(found.start(), start - found.start(), Style.MARKER)
    yield Span(end, found.end() - end, Style.MARKER)
