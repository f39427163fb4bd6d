"""A body that came from a blog, cut into what its readers and editors take for one thing each.

WordPress' block comments come first; between them top-level elements; between those, paragraphs
that only empty lines part, as WordPress itself reads them ("wpautop"). Elements that only wrap
others are opened. Pure, any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from editor.text.html_blocks import cut_html, opens_html
from editor.text.html_tree import VOID

# WordPress' own pattern (class-wp-block-parser.php); the serialiser escapes `--` in attributes.
BLOCK_COMMENT = re.compile(
    r"<!--\s+(?P<closes>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)\s+"
    r"(?P<attributes>\{(?:(?!-->|<!--).)*?\}\s+)?(?P<void>/)?-->",
    re.DOTALL,
)
MARK = re.compile(r"<!--(?:more[^<>]*|nextpage)-->")
# What Midad puts below a body. From another computer it comes back with the body.
OWN_NOTES = re.compile(
    r"\s*(?:<!-- wp:html -->\s*)?"
    r"<div(?: (?:dir|lang)=\"[^\"<>]*\")* class=\"footnotes\" role=\"doc-endnotes\""
)
OWN_CREDITS = re.compile(r"\s*(?:<!-- wp:\w+[^<>]*-->\s*)?<p class=\"[^\"]*\bmidad-credits\b")
_ALONE = re.compile(rf"{MARK.pattern}|<hr\b[^<>]*>", re.IGNORECASE)  # between loose words
_EMPTY_LINE = re.compile(
    r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*|(?:<br\s*/?>\s*){2,}", re.IGNORECASE
)
_INLINE_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_WRAPPER = re.compile(
    r"\s*(?:<!--\s+wp:(?P<block>group|columns|column)\s[^<>]*-->\s*)?"
    r"<(?P<name>div|section|article|main|center)\b(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.IGNORECASE,
)
_WRAPPER_END = re.compile(
    r"</(?P<name>div|section|article|main|center)\s*>\s*"
    r"(?:<!--\s+/wp:(?P<block>group|columns|column)\s+-->\s*)?\Z",
    re.IGNORECASE,
)
_HOLDS_LINES = re.compile(
    r"<(?:address|article|aside|blockquote|center|details|div|dl|figure|footer|form|h[1-6]|header|"
    r"hr|iframe|main|nav|ol|p|pre|section|table|ul|video|audio)\b|<!--\s+wp:|"
    r"(?:<br\s*/?>\s*){2}",
    re.IGNORECASE,
)
_DEEPEST = 8  # wrappers inside each other that are opened


class Piece(NamedTuple):
    """A part of a body. `wraps`: it begins or ends an element around others."""

    raw: str
    wraps: bool = False


def cut_body(body: str) -> list[Piece]:
    """The pieces, each with the white space after it, the first with that before it; joined they
    are the body."""
    return _with_space(list(_cut(body, _DEEPEST)))


def _cut(html: str, depth: int) -> Iterator[Piece]:
    for region in _regions(html):
        is_block = BLOCK_COMMENT.match(region.lstrip())
        for piece in [region] if is_block else _freeform(region):
            inside = _unwrapped(piece) if depth else None
            if inside is None:
                yield Piece(piece)
            else:
                yield Piece(inside[0], wraps=True)
                yield from _cut(inside[1], depth - 1)
                yield Piece(inside[2], wraps=True)


def _unwrapped(piece: str) -> tuple[str, str, str] | None:
    """The tags of an element that wraps others, and what is between them."""
    opening = _WRAPPER.match(piece)
    if opening is None:
        return None
    if not opening["block"] and piece.lstrip().startswith("<!--"):
        return None
    if OWN_NOTES.match(piece):
        return None
    closing = _last_match(piece, opening)
    if closing is None or closing["block"] != opening["block"]:
        return None
    inside = piece[opening.end() : closing.start()]
    if not opening["block"] and not _HOLDS_LINES.search(inside):
        return None
    return opening.group(), inside, closing.group()


def _last_match(piece: str, opening: re.Match[str]) -> re.Match[str] | None:
    start = piece.rfind("</", opening.end())
    closing = _WRAPPER_END.match(piece, start) if start >= 0 else None
    same = closing is not None and closing["name"].lower() == opening["name"].lower()
    return closing if same else None


def _regions(body: str) -> list[str]:
    """WordPress' top-level blocks, and what is between them."""
    found: list[str] = []
    at = start = depth = 0
    for comment in BLOCK_COMMENT.finditer(body):
        if comment["void"] and not comment["closes"]:
            if not depth:
                found += (body[at : comment.start()], comment.group())
                at = comment.end()
        elif not comment["closes"]:
            start = comment.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found += (body[at:start], body[start : comment.end()])
                at = comment.end()
    return [piece for piece in [*found, body[at:]] if piece]


def _freeform(html: str) -> Iterator[str]:
    for piece in cut_html(html):
        if _begins_element(piece):
            yield piece
            continue
        at = 0
        for mark in _ALONE.finditer(piece):
            yield from _paragraphs(piece[at : mark.start()])
            yield mark.group()
            at = mark.end()
        yield from _paragraphs(piece[at:])


def _begins_element(piece: str) -> bool:
    """True where a piece is not loose words and marks."""
    begin = piece.lstrip()
    return opens_html(begin) and not begin.startswith("<!--") and not _ALONE.match(begin)


def _paragraphs(text: str) -> Iterator[str]:
    """Loose words at empty lines, but not within an element."""
    at = depth = seen = 0
    for gap in _EMPTY_LINE.finditer(text):
        for tag in _INLINE_TAG.finditer(text, seen, gap.start()):
            if tag.group(2).lower() not in VOID:
                depth += -1 if tag.group(1) else 1
        seen = gap.end()
        if depth <= 0:
            yield text[at : gap.end()]
            at, depth = gap.end(), 0
    yield text[at:]


def _with_space(pieces: list[Piece]) -> list[Piece]:
    """Space at the beginning of a piece joins the one before, at the top the one behind."""
    joined: list[Piece] = []
    lead = ""
    for piece in pieces:
        begin = piece.raw.lstrip()
        space = piece.raw[: len(piece.raw) - len(begin)]
        if joined:
            joined[-1] = joined[-1]._replace(raw=joined[-1].raw + space)
        else:
            lead += space
        if begin:
            joined.append(piece._replace(raw=lead + begin))
            lead = ""
    return joined or [Piece(lead)] * bool(lead)
