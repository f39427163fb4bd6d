"""Where blocks of raw HTML begin and end: in Markdown, and in a body that is HTML throughout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from editor.text.lines import is_blank

_NAMES = (
    "address|article|aside|audio|blockquote|body|canvas|center|details|dialog|dd|dir|div|dl|dt|"
    "embed|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|"
    "hr|html|iframe|legend|li|link|main|menu|meta|nav|noframes|noscript|object|ol|optgroup|"
    "option|p|picture|pre|script|search|section|source|style|summary|svg|table|tbody|td|"
    "template|textarea|tfoot|th|thead|title|tr|track|ul|video"
)
_OPENING = re.compile(
    rf"[ ]{{0,3}}<(?:(/)?({_NAMES})(?=[\s/>]|\Z)|(!--)|(\?|!\[CDATA\[|![A-Za-z]))",
    re.IGNORECASE,
)
_BLOCK_NAME = re.compile(_NAMES, re.IGNORECASE)
_VOID = re.compile("embed|frame|hr|link|meta|source|track", re.IGNORECASE)
_TAG = re.compile(
    r"<!--|-->|<(/?)([A-Za-z][A-Za-z0-9]*+)(?=[\s/>])(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+>?"
)
_SPACE = re.compile(r"\s*")


def opens_html(line: str) -> bool:
    """True where a block of raw HTML begins on this (bare) line."""
    return "<" in line and bool(_OPENING.match(line))


def cut_html(body: str) -> list[str]:
    """The top-level pieces of an HTML body, each with the space after it; joined they are the
    body. What cannot be told apart stays in one piece."""
    partners = _partners(body)
    pieces: list[str] = []
    start = inside = 0
    for tag in _tags(body):
        if tag.start() < inside or tag.group(1) or not _BLOCK_NAME.fullmatch(tag.group(2)):
            continue
        end = partners.get(tag.start())
        if end is None:
            continue
        inside = _SPACE.match(body, end).end()  # type: ignore[union-attr]  # matches nothing too
        if not body[start : tag.start()].strip():
            pieces.append(body[start:inside])
        else:
            pieces.extend((body[start : tag.start()], body[tag.start() : inside]))
        start = inside
    if start < len(body):
        pieces.append(body[start:])
    return pieces


def _tags(text: str) -> Iterator[re.Match[str]]:
    """The tags of a text that do not stand in a comment."""
    in_comment = False
    last_end = text.rfind("-->")
    for tag in _TAG.finditer(text):
        if tag.group() == "<!--":
            in_comment = tag.start() < last_end
        elif tag.group() == "-->":
            in_comment = False
        elif not in_comment:
            yield tag


def _partners(text: str) -> dict[int, int]:
    """Offset of an opening tag → offset after its closing tag; nesting is respected."""
    partners: dict[int, int] = {}
    open_tags: dict[str, list[int]] = {}
    for tag in _tags(text):
        waiting = open_tags.setdefault(tag.group(2).lower(), [])
        if not tag.group(1):
            waiting.append(tag.start())
        elif waiting:
            partners[waiting.pop()] = tag.end()
    return partners


class HtmlEnds:
    """Finds the end of HTML blocks in one text; looks at the whole text once, when asked."""

    def __init__(self, text: str, lines: Sequence[str]) -> None:
        self._text = text
        self._lines = lines

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) for line in self._lines)]

    @cached_property
    def _partners(self) -> dict[int, int]:
        return _partners(self._text)

    @cached_property
    def _last_comment_end(self) -> int:
        return self._text.rfind("-->")

    def end(self, index: int) -> int:
        """The line after the block that begins on line `index`."""
        opening = _OPENING.match(self._lines[index])
        if opening is None:
            raise ValueError(index)
        closing, name, comment, _ = opening.groups()
        start = self._starts[index]
        stop: int | None = None
        if comment:
            # Most unclosed comments end the search here, not at the end of the text.
            if start < self._last_comment_end:
                stop = self._text.find("-->", start + opening.end()) + 3
                stop = stop if stop > 2 else None
        elif name and _VOID.fullmatch(name):
            return index + 1
        elif name and not closing:
            stop = self._partners.get(start + self._lines[index].index("<"))
        if stop is None:
            return self._first_blank(index)
        return bisect_right(self._starts, stop - 1)

    def _first_blank(self, index: int) -> int:
        while index < len(self._lines) and not is_blank(self._lines[index]):
            index += 1
        return index
