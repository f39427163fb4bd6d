"""New words in an old chunk: only what was edited changes, the element around it stays as the
blog has it. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from editor.domain.chunk import Chunk
from editor.domain.post import Direction
from editor.text.envelope import Envelope, Sort, as_there, envelope
from editor.text.grafting import grafted, grafted_lines
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_import import island_html
from editor.text.html_markdown import code_text
from editor.text.html_pictures import OWN_LINK
from editor.text.html_tree import NotNested, parse
from editor.text.rewording_pictures import other_gallery, with_other_words
from editor.text.same_meaning import meaning

Dress = Callable[[str], str]
"""A rendered block as a blog writes such a block."""

Turn = Callable[[str, Direction | None], str]
"""A chunk of the blog's that is to run so; None: as what is around it."""


class Hands(NamedTuple):
    """How a blog writes. `within` dresses what goes into an element that is there already,
    `dress` what gets a new one."""

    dress: Dress
    within: Dress
    turn: Turn


_BREAK = re.compile(r"<br>\n?")
_SPACE_BEHIND = re.compile(r"\s*\Z")
_SPACE_BEFORE = re.compile(r"\s*")
_DIR = re.compile(r"\sdir=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_OF_BLOCKS = re.compile(r"\n?<!-- /?wp:(?:list-item|list|paragraph|quote)\b[^<>]*-->\s*")
_ITEM_BLOCK, _ITEM = re.compile(r"<!-- wp:list-item\b"), re.compile(r"<li\b")


def reworded(chunk: Chunk, before: str, html: str, hands: Hands) -> str:
    """The blog's bytes of a chunk whose block says something else now. `before` and `html`: the
    rendering of the block as it was and as it is."""
    lead, tail = _space_around(chunk.raw)
    inner = _in_its_element(chunk.raw, before, html, hands)
    return inner if inner is not None else f"{lead}{hands.dress(html)}{tail}"


def _in_its_element(raw: str, before: str, html: str, hands: Hands) -> str | None:
    """None where the block has become something that the old element cannot hold."""
    around = _opened(raw)
    if around is None or around.sort is Sort.EMBED:
        return None
    was, now = (as_there(_opened(each), around.sort) for each in (before, html))
    if was is None or now is None or not around.sort == was.sort == now.sort:
        return None
    if around.sort is Sort.PICTURE:
        return with_other_words(raw, around.pictures[0], now.pictures[0])
    if around.sort is Sort.GALLERY:
        return other_gallery(raw, around.pictures, hands.within(html), now.pictures)
    if was.name != now.name or _without_dir(was) != _without_dir(now):
        return None
    dressed = _dressed(html, now, hands.within)
    if dressed is None:
        return None
    inside = _grafted(
        around,
        _as_old(around, _dressed(before, was, hands.within) or was),
        _as_old(around, dressed),
    )
    made = f"{around.before}{inside}{around.after}"
    side = now.given.get("dir")
    if was.given.get("dir") == side:
        return made
    return hands.turn(made, Direction(side) if side in ("rtl", "ltr") else None)


def _dressed(html: str, opened: Envelope, within: Dress) -> Envelope | None:
    """The block as the blog writes it. Where it runs against the blog and such a block cannot say
    so there, how it runs is left to the element that is there."""
    for written in (html, _undirected(html)):
        found = _opened(within(written))
        if found is not None and found.sort is opened.sort:
            return found
    return None


def _undirected(html: str) -> str:
    opening, bracket, rest = html.partition(">")
    return _DIR.sub("", opening) + bracket + rest


def _as_old(around: Envelope, ours: Envelope) -> Envelope:
    """Ours as WordPress wrote it before it said of each item and paragraph in a block that it is
    one: it reads both, but not both in one block."""
    is_old = "<!--" not in around.shown and ours.sort in (Sort.LIST, Sort.QUOTE)
    return replace(ours, shown=_OF_BLOCKS.sub("", ours.shown)) if is_old else ours


def _grafted(around: Envelope, was: Envelope, now: Envelope) -> str:
    """What is to stand in the element: the blog's bytes for what did not change, if what comes
    of it says what it has to."""
    ours = _inside(around, now)
    if around.sort is Sort.CODE:
        shown = grafted_lines(around.shown, _inside(around, was), ours)
        return shown if code_text(shown) == code_text(ours) else ours
    keeps_lines = not around.name or _said(around) != _said(was)
    is_known = _said(around, keeps_lines) == _said(was)  # else it refers to what is elsewhere
    before = _inside(around, was) if is_known else around.shown
    shown = grafted(around.shown, before, ours, keeps_lines=keeps_lines)
    made = replace(around, shown=shown)
    is_right = (
        _is_nested(shown) and _said(made, keeps_lines) == _said(now) and _has_whole_blocks(shown)
    )
    return shown if is_right else ours


def _said(chunk: Envelope, keeps_lines: bool = False) -> object:
    return meaning(chunk, keeps_lines=keeps_lines, with_directions=False)


def _is_nested(html: str) -> bool:
    try:
        parse(html)
    except NotNested:
        return False
    return True


def _has_whole_blocks(html: str) -> bool:
    """True where each block in it has its end, and all items of lists are blocks or none is."""
    opened: list[str] = []
    for comment in BLOCK_COMMENT.finditer(html):
        if comment["closes"]:
            if not opened or opened.pop() != comment["name"]:
                return False
        elif not comment["void"]:
            opened.append(comment["name"])
    items = len(_ITEM_BLOCK.findall(html))
    return not opened and (not items or items == len(_ITEM.findall(html)))


def _inside(around: Envelope, now: Envelope) -> str:
    shown = now.shown
    if around.sort is Sort.CODE and not around.shown.endswith("\n"):
        return shown.removesuffix("\n")
    if around.sort is Sort.WORDS:
        own = OWN_LINK.fullmatch(shown)
        shown = own.group(1) if own else shown  # alone in its paragraph it may be a video
        if not around.name:
            shown = _BREAK.sub("\n", shown)
    return shown


def _opened(html: str) -> Envelope | None:
    try:
        return envelope(html)
    except NotNested:
        return None


def _without_dir(chunk: Envelope) -> dict[str, str]:
    return {name: value for name, value in chunk.given.items() if name != "dir"}


def _space_around(raw: str) -> tuple[str, str]:
    lead, tail = _SPACE_BEFORE.match(raw), _SPACE_BEHIND.search(raw)
    if not raw.strip():
        return "", raw
    return lead.group() if lead else "", tail.group() if tail else ""


def html_of(block: str, rendered: str) -> str:
    """The HTML of a block: of an island its own, to the letter."""
    own = island_html(block)
    return rendered if own is None else own
