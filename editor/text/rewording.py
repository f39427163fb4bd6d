"""New words in an old chunk: only what was edited changes, the element around it stays as the
blog has it. Pure, any thread."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable

from editor.domain.chunk import Chunk
from editor.text.envelope import Envelope, Picture, Sort, envelope
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_import import island_html
from editor.text.html_tree import NotNested

Dress = Callable[[str], str]
"""A rendered block as a blog writes such a block."""

_BREAK = re.compile(r"<br>\n?")
_SPACE_BEHIND = re.compile(r"\s*\Z")
_SPACE_BEFORE = re.compile(r"\s*")
_DIR = re.compile(r"\sdir=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_OWN_LINK = re.compile(r'<a href="([^"]*)"><span dir="ltr">\1</span></a>')


def reworded(chunk: Chunk, before: str, html: str, dress: Dress, within: Dress) -> str:
    """The blog's bytes of a chunk whose block says something else now. `before` and `html`: the
    rendering of the block as it was and as it is. `within` dresses what goes into an element that
    is there already, `dress` what gets a new one."""
    lead, tail = _space_around(chunk.raw)
    inner = _in_its_element(chunk.raw, before, html, within)
    return inner if inner is not None else f"{lead}{dress(html)}{tail}"


def _in_its_element(raw: str, before: str, html: str, within: Dress) -> str | None:
    """None where the block has become something that the old element cannot hold."""
    around, was, now = _opened(raw), _opened(before), _opened(html)
    if around is None or was is None or now is None or not around.sort == was.sort == now.sort:
        return None
    if around.sort is Sort.PICTURE:
        return _other_words(raw, around.picture, now.picture)
    if was.name != now.name or _without_dir(was) != _without_dir(now):
        return None
    if _needs_comment(raw) and was.given != now.given:
        return None  # the comment says what the attributes say
    dressed = _opened(within(html))
    if dressed is None or dressed.sort is not now.sort:
        return None
    return f"{_directed(around, was, now)}{_inside(around, dressed)}{around.after}"


def _inside(around: Envelope, now: Envelope) -> str:
    shown = now.shown
    if around.sort is Sort.CODE and not around.shown.endswith("\n"):
        return shown.removesuffix("\n")
    if around.sort is Sort.WORDS:
        own = _OWN_LINK.fullmatch(shown)
        shown = own.group(1) if own else shown  # alone in its paragraph it may be a video
        if not around.name:
            shown = _BREAK.sub("\n", shown)
    return shown


def _directed(around: Envelope, was: Envelope, now: Envelope) -> str:
    """What is before the words; their new direction, where they turned."""
    side = now.given.get("dir", "")
    if not around.name or was.given.get("dir", "") == side:
        return around.before
    start = around.before.rindex("<")
    tag = _DIR.sub("", around.before[start:])
    if side:
        tag = f'{tag[: 1 + len(around.name)]} dir="{side}"{tag[1 + len(around.name) :]}'
    return around.before[:start] + tag


def _other_words(raw: str, was: Picture | None, now: Picture | None) -> str | None:
    """A picture whose alternative text or caption changed."""
    if was is None or now is None or (was.source, was.href) != (now.source, now.href):
        return None
    if bool(was.caption) != bool(now.caption):
        return None
    alt = entities.escape(now.alt)
    if re.search(r"<img\b[^<>]*?\salt\s*=", raw, re.IGNORECASE):
        raw = re.sub(
            r"(<img\b[^<>]*?\salt\s*=\s*)(?:\"[^\"]*\"|'[^']*'|[^\s>]+)",
            lambda found: f'{found.group(1)}"{alt}"',
            raw,
            count=1,
            flags=re.IGNORECASE,
        )
    elif now.alt:
        raw = re.sub(r"<img\b", lambda found: f'{found.group()} alt="{alt}"', raw, count=1)
    if was.caption != now.caption:
        caption = entities.escape(now.caption, quote=False)
        raw = re.sub(
            r"(<figcaption\b[^<>]*>).*?(</figcaption>)",
            lambda found: f"{found.group(1)}{caption}{found.group(2)}",
            raw,
            count=1,
            flags=re.IGNORECASE | re.DOTALL,
        )
    return raw


def _opened(html: str) -> Envelope | None:
    try:
        return envelope(html)
    except NotNested:
        return None


def _without_dir(chunk: Envelope) -> dict[str, str]:
    return {name: value for name, value in chunk.given.items() if name != "dir"}


def _needs_comment(raw: str) -> bool:
    return BLOCK_COMMENT.match(raw.lstrip()) is not None


def _space_around(raw: str) -> tuple[str, str]:
    lead, tail = _SPACE_BEFORE.match(raw), _SPACE_BEHIND.search(raw)
    if not raw.strip():
        return "", raw
    return lead.group() if lead else "", tail.group() if tail else ""


def html_of(block: str, rendered: str) -> str:
    """The HTML of a block: of an island its own, to the letter."""
    own = island_html(block)
    return rendered if own is None else own
