"""Whether a chunk of a blog's and our rendering of it say the same. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor.text.envelope import Envelope, Sort
from editor.text.html import Tag, canonical
from editor.text.html_inline import ISOLATES
from editor.text.html_markdown import code_text

_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
_LINE_END = re.compile(r"(?:<br\b[^<>]*>)?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_PARAGRAPH, _PARAGRAPH_END, _CITE = ("", "p", ()), ("/", "p", ()), ("", "cite", ())
_ROW_GROUPS = frozenset({"thead", "tbody"})


def meaning(
    chunk: Envelope,
    *,
    keeps_lines: bool = False,
    with_directions: bool = True,
    exactly: bool = False,
) -> object:
    """What a chunk says, without the isolates that our rendering adds and without the choice
    between signs that say the same. `keeps_lines`: the ends of lines in its source are seen.
    Without directions how its elements run is left out. `exactly`: with the isolates, and with
    the links that addresses are by themselves."""
    match chunk.sort:
        case Sort.PICTURE | Sort.GALLERY:
            return chunk.pictures
        case Sort.CODE:
            return chunk.sort, code_text(chunk.shown)
        case Sort.MARK | Sort.EMBED:
            return chunk.sort, chunk.shown
    shown = chunk.shown
    if chunk.sort is Sort.WORDS and (keeps_lines or not chunk.name):
        shown = _LINE_END.sub("<br>", shown)
    if chunk.sort is Sort.QUOTE and "<p" not in shown:
        shown = f"<p>{shown}</p>"
    pieces = list(_words_and_tags(shown, with_isolates=exactly))
    if not with_directions:
        pieces = [each if isinstance(each, str) else undirected(each) for each in pieces]
    said = pieces if exactly else list(_without_own_links(pieces))
    return chunk.sort, _with_bare_cites(said) if chunk.sort is Sort.QUOTE else said


def say_the_same(one: str, other: str) -> bool:
    """True where two pieces of HTML say the same, however they run and whatever language they
    say they are in."""
    return _said(one) == _said(other)


def _said(html: str) -> list[str | Tag]:
    pieces = (each if isinstance(each, str) else undirected(each) for each in _words_and_tags(html))
    return list(_without_own_links(list(pieces)))


def _with_bare_cites(said: list[str | Tag]) -> list[str | Tag]:
    """Who is quoted stands in a quotation without a paragraph around it, or in one."""
    kept: list[str | Tag] = []
    is_open = False
    for place, piece in enumerate(said):
        if piece == _PARAGRAPH and said[place + 1 : place + 2] == [_CITE]:
            is_open = True
        elif piece == _PARAGRAPH_END and is_open:
            is_open = False
        else:
            kept.append(piece)
    return kept


def _words_and_tags(html: str, *, with_isolates: bool = False) -> Iterator[str | Tag]:
    isolates: list[bool] = []
    for piece in canonical(html):
        if isinstance(piece, str):
            yield piece
            continue
        closing, name, attributes = piece
        given = dict(attributes)
        if name == "span" and not with_isolates:
            if not closing:
                isolates.append(given in ISOLATES)
            is_isolate = isolates.pop() if closing and isolates else isolates[-1:] == [True]
            if is_isolate:
                continue
        if name not in _ROW_GROUPS:
            yield plain_tag(piece)


def plain_tag(tag: Tag) -> Tag:
    """A tag without the choice between signs that say the same."""
    closing, name, attributes = tag
    given = dict(attributes)
    if name == "code" and given.get("dir") == "ltr":
        del given["dir"]
    if name in ("ul", "ol") and given.get("class") == "wp-block-list":
        del given["class"]  # WordPress gives it to all lists, those inside others with them
    return closing, _SAME.get(name, name), tuple(sorted(given.items()))


def undirected(tag: Tag) -> Tag:
    """A tag that does not say how its element runs, nor in which language it is."""
    closing, name, attributes = tag
    return closing, name, tuple(each for each in attributes if each[0] not in ("dir", "lang"))


def _without_own_links(said: list[str | Tag]) -> Iterator[str | Tag]:
    """Addresses are links by themselves; neighbouring words are one text."""
    text = ""
    at = 0
    while at < len(said):
        piece = said[at]
        own = _own_address(said[at : at + 3])
        if own or isinstance(piece, str):
            text += own or str(piece)
            at += 3 if own else 1
            continue
        if text:
            yield text
            text = ""
        yield piece
        at += 1
    if text:
        yield text


def _own_address(said: list[str | Tag]) -> str:
    """The words of a link to what its words say; empty for anything else."""
    if len(said) < 3 or not isinstance(said[1], str) or said[2] != ("/", "a", ()):
        return ""
    words = said[1]
    for prefix in ("", "mailto:", "http://"):
        if said[0] == ("", "a", (("href", prefix + words),)):
            return words
    return ""
