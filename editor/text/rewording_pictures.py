"""Pictures of a blog's about which something else is said now. Pure, any thread."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import replace

from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_pictures import BETWEEN, CREDIT, Picture
from editor.text.unique_matches import matches

_ALT = re.compile(r"(<img\b[^<>]*?\salt\s*=\s*)(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_CAPTION = re.compile(r"(<figcaption\b[^<>]*>)(.*?)(</figcaption>)", re.IGNORECASE | re.DOTALL)
_AROUND = re.compile(r"(<span(?: (?:dir|lang)=\"\w+\")+>).*(</span>)", re.DOTALL)
_FIGURE_END = re.compile(r"</figure>(?!.*</figure>)", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"\"ids\"")


def with_other_words(raw: str, was: Picture, now: Picture) -> str | None:
    """The bytes of a picture with another alternative text, caption or credit; None where it is
    another picture, or there is no place for a caption."""
    if (was.source, was.href) != (now.source, now.href):
        return None
    if was.alt != now.alt:
        alt = entities.escape(now.alt)
        if _ALT.search(raw):
            raw = _ALT.sub(lambda found: f'{found[1]}"{alt}"', raw, count=1)
        else:
            raw = re.sub(r"<img\b", lambda found: f'{found[0]} alt="{alt}"', raw, count=1)
    if replace(was, alt=now.alt) == now:
        return raw
    return _with_caption(raw, now)


def _with_caption(raw: str, now: Picture) -> str | None:
    said = [entities.escape(now.caption, quote=False)] if now.caption else []
    if now.credit:
        said.append(f'<span class="{CREDIT}">{entities.escape(now.credit, quote=False)}</span>')
    there = _CAPTION.search(raw)
    if there is not None and said:
        span = _AROUND.fullmatch(there[2])
        before, behind = span.groups() if span else ("", "")
        words = f"{before}{BETWEEN.join(said)}{behind}"
        return raw[: there.start(2)] + words + raw[there.end(2) :]
    if there is not None:
        return raw[: there.start()] + raw[there.end() :]
    end = _FIGURE_END.search(raw)
    if end is None:
        return None
    name = ' class="wp-element-caption"' if BLOCK_COMMENT.search(raw) else ""
    caption = f"<figcaption{name}>{BETWEEN.join(said)}</figcaption>"
    return raw[: end.start()] + caption + raw[end.start() :]


def other_gallery(
    raw: str, was: Sequence[Picture], dressed: str, now: Sequence[Picture]
) -> str | None:
    """The bytes of a gallery that shows `now` and showed `was`; a picture of which nothing else
    is said keeps its own. `dressed` is the new one as it would be if it were new. None where the
    pictures cannot be told apart."""
    old, new = _images(raw), _images(dressed)
    if len(old) != len(was) or len(new) != len(now) or _NUMBERS.search(raw[: old[0][0]]):
        return None
    kept = {at: place for place, at in matches(was, now)}
    by_source = {each.source: place for place, each in enumerate(was)}
    made = []
    for at, picture in enumerate(now):
        place = kept.get(at, by_source.get(picture.source))
        words = None
        if place is not None:
            words = with_other_words(raw[slice(*old[place])], was[place], picture)
        made.append(words or dressed[slice(*new[at])])
    between = raw[old[0][1] : old[1][0]]
    return raw[: old[0][0]] + between.join(made) + raw[old[-1][1] :]


def _images(gallery: str) -> list[tuple[int, int]]:
    """Where the blocks in a gallery begin and end."""
    found: list[tuple[int, int]] = []
    start = depth = 0
    for comment in BLOCK_COMMENT.finditer(gallery):
        if comment["closes"]:
            if depth == 2:
                found.append((start, comment.end()))
            depth -= 1
        elif not comment["void"]:
            depth += 1
            if depth == 2:
                start = comment.start()
    return found
