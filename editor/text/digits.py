"""Digits of one script into those of another: 2024, ٢٠٢٤, ۲۰۲۴. Pure, any thread, linear.

The rule. Every digit is turned into the one of the same value. Between digits, `.` becomes the
Arabic decimal separator ٫ where it is the number's only point, and `,` the thousands separator ٬
where groups of three digits follow it, and the other way round; a version (3.11.2), a date
(1.2.2024), a time (10:30) keep their signs. Each character stays one character.

What is no words stays as it is: code, addresses, destinations, tags, attribute lists, entities,
labels of footnotes, front matter, definitions. So do digits that are part of a Latin word (MP3,
UTF-8, 4K), unless they become the Latin ones. Offsets are code points.
"""

from __future__ import annotations

import re
from enum import StrEnum

from editor.text.blocks import Block, Kind, cut_file
from editor.text.lines import fenced, split_lines
from editor.text.spans import ADDRESS, CODE, ESCAPE, POINTED


class Digits(StrEnum):
    """The three sets that Arabic, Kurdish, Persian and Urdu writers use."""

    ASCII = "0123456789"
    ARABIC = "٠١٢٣٤٥٦٧٨٩"
    PERSIAN = "۰۱۲۳۴۵۶۷۸۹"


_POINT, _COMMA = "٫", "٬"
_ALL = "".join(Digits)
_TO = {digits: str.maketrans(_ALL, digits * len(Digits)) for digits in Digits}
_BARE = re.compile(f"[{_ALL}]")

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f_"
_TOKEN = re.compile(
    r"(?P<kept>(?<=\])\((?:\s*+<[^<>\n]*+>|(?:[^()\n\"'\s]++|\([^()\n]*+\))*+)"
    rf"|{POINTED.pattern}|</?[A-Za-z][^<>]*+>|<!--(?:(?!<!--|-->).)*+-->"
    rf"|{ADDRESS.pattern}|\bwww\.[^\s<>]++"
    r"|(?<![\w.+\-])[\w.+\-]{1,64}+@[\w\-]++(?:\.[\w\-]++)++"
    r"|\{[^{}\n]++\}|&#?\w{1,31};|\[\^[^\[\]\s]++\])"
    rf"|(?P<latin>[{_LATIN}]\w*+(?:[-./:+'’]\w++)*+"
    rf"|[{_ALL}]++(?:[.,][{_ALL}]++)*+(?=[{_LATIN}])\w++(?:[-./]\w++)*+)"
    rf"|(?P<number>[{_ALL}]++(?:[.,٫٬][{_ALL}]++)*+)",
    re.DOTALL,
)
_NUMBER = re.compile(rf"[{_ALL}]++(?:[.,٫٬][{_ALL}]++)*+")
_GROUPED = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)(?:\.(?P<part>[0-9]++))?+\Z")
_VERBATIM = frozenset({Kind.FENCE, Kind.CODE, Kind.HTML, Kind.FRONT_MATTER, Kind.DEFINITION})


def convert(text: str, digits: Digits, start: int = 0, end: int | None = None) -> str:
    """`text` from `start` to `end` with other digits. All of the Markdown is looked at, for
    what is code or an address there."""
    end = len(text) if end is None else end
    if not _BARE.search(text, start, end):
        return text[start:end]
    parts: list[str] = []
    for block in cut_file(text):
        if block.start < end and block.end > start:
            made = block.text if block.kind in _VERBATIM else _converted(block, digits)
            parts.append(made[max(0, start - block.start) : end - block.start])
    return "".join(parts)


def number_at(text: str, offset: int) -> tuple[int, int]:
    """Where the number at `offset` begins and ends; there, twice, where there is none."""
    line = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    for number in _NUMBER.finditer(text, line, stop if stop >= 0 else len(text)):
        if number.start() <= offset <= number.end():
            return number.span()
    return offset, offset


def _converted(block: Block, digits: Digits) -> str:
    """The whole block with other digits, as long as before."""
    text = block.text
    parts: list[str] = []
    at = 0
    for token in _TOKEN.finditer(_words_of(block)):
        kind = token.lastgroup
        if kind == "number" or (kind == "latin" and digits is Digits.ASCII):
            start, end = token.span()
            made = _number(text[start:end], digits) if kind == "number" else text[start:end]
            parts += (text[at:start], made.translate(_TO[digits]))
            at = end
    return "".join([*parts, text[at:]])


def _words_of(block: Block) -> str:
    """The block's text with as much that means nothing in the place of its code."""
    text = block.text
    if "```" in text or "~~~" in text:
        text = _without_fences(text)
    text = CODE.sub(_blank, text) if "`" in text else text
    return ESCAPE.sub("\x02\x02", text) if "\\" in text else text


def _blank(found: re.Match[str]) -> str:
    return "\x02" * len(found.group())


def _without_fences(text: str) -> str:
    """Code in a list or a quotation."""
    rows = split_lines(text)
    marked = zip(rows, fenced(rows), strict=True)
    return "".join("\x02" * len(row) if inside else row for row, inside in marked)


def _number(number: str, digits: Digits) -> str:
    """The number with the separators that go with `digits`."""
    plain = number.translate(_TO[Digits.ASCII])
    if digits is Digits.ASCII:
        return plain.replace(_POINT, ".").replace(_COMMA, ",")
    known = _GROUPED.match(plain)
    return plain.replace(".", _POINT).replace(",", _COMMA) if known else number
