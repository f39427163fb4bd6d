"""What a blog made of a body: of the one we sent, and of the one somebody else changed there.
Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from editor.domain.chunk import Chunk, Part
from editor.text.blocks import SILENT, Block, Kind, cut
from editor.text.following_notes import with_own_labels
from editor.text.html import same_text
from editor.text.html_chunks import cut_body
from editor.text.html_import import imported, markdown_body
from editor.text.unique_matches import matches


class Followed(NamedTuple):
    """A Markdown body, and the chunks it has on the blog."""

    body: str
    chunks: tuple[Chunk, ...]


def shown_blocks(markdown: str) -> list[str]:
    """The blocks that readers see, without the empty lines behind them."""
    return [block.text.rstrip("\r\n") for block in cut(markdown) if block.kind not in SILENT]


def definitions(markdown: str) -> list[str]:
    """The blocks that say something about others: references, footnotes."""
    kinds = (Kind.DEFINITION, Kind.FOOTNOTE)
    return [block.text.rstrip("\r\n") for block in cut(markdown) if block.kind in kinds]


def refitted(chunks: Sequence[Chunk], body: str) -> tuple[Chunk, ...]:
    """The chunks with the blog's bytes for what was sent: servers write HTML in their own way.
    Nothing where it cannot be told which bytes belong to which."""
    sent = "".join(chunk.raw for chunk in chunks)
    if sent == body:
        return tuple(chunks)
    pieces, answered = cut_body(sent), cut_body(body)
    if len(pieces) != len(answered):
        return ()
    ends = list(accumulate(len(piece.raw) for piece in pieces))
    groups: list[str] = []
    at = 0
    for end in accumulate(len(chunk.raw) for chunk in chunks):
        raw = ""
        while at < len(pieces) and ends[at] <= end:
            raw += answered[at].raw
            at += 1
        if end and (not at or ends[at - 1] != end) and raw:
            return ()
        groups.append(raw)
    same = all(same_text(group, chunk.raw) for group, chunk in zip(groups, chunks, strict=True))
    if not same or "".join(groups) != body:
        return ()
    return tuple(replace(chunk, raw=group) for chunk, group in zip(chunks, groups, strict=True))


def followed(chunks: Sequence[Chunk], markdown: str, body: str) -> Followed | None:
    """`markdown` with what changed on the blog, whose body was `chunks` and is `body` now. What
    did not change there stays as its author wrote it. None where it is too much to be read."""
    new = imported(body)
    if body and not new:
        return None
    if not chunks:
        return Followed(markdown_body(new), new)
    new, markdown = with_own_labels(new, chunks, markdown)
    kept = {
        at_new: at_old
        for at_old, at_new in matches(
            [chunk.raw.strip() for chunk in chunks], [chunk.raw.strip() for chunk in new]
        )
    }
    now = tuple(
        replace(chunks[kept[at]], raw=chunk.raw) if at in kept else chunk
        for at, chunk in enumerate(new)
    )
    return Followed(_rewritten(chunks, markdown, now, kept), now)


def _rewritten(
    chunks: Sequence[Chunk], markdown: str, now: Sequence[Chunk], kept: dict[int, int]
) -> str:
    """The Markdown of chunks, with the definitions that stand between them and the author's
    empty lines."""
    sources = _sources(chunks, markdown)
    made: list[str] = []
    used = -1
    for at, chunk in enumerate(now):
        if chunk.part is not Part.BLOCK:
            continue
        old = kept.get(at)
        if old is None or old not in sources:
            made.append(chunk.block)
            continue
        made += [sources[gone].behind for gone in range(used + 1, old) if gone in sources]
        made.append(sources[old].text + sources[old].behind)
        used = old
    made += [source.behind for place, source in sources.items() if place > used]
    lead = sources[-1].behind if -1 in sources else ""
    return assembled([lead, *made])


class _Source(NamedTuple):
    """A block as its author wrote it, and the definitions below it."""

    text: str
    behind: str = ""


def _sources(chunks: Sequence[Chunk], markdown: str) -> dict[int, _Source]:
    """Of each chunk that is shown; -1 is what is above all of them."""
    places = [at for at, chunk in enumerate(chunks) if chunk.part is Part.BLOCK]
    found: dict[int, _Source] = {}
    groups = with_definitions(markdown)
    blocks = [block for block, _ in groups if block is not None]
    pairs = matches(
        [chunks[at].block for at in places], [block.text.rstrip("\r\n") for block in blocks]
    )
    by_block = {at_block: places[at] for at, at_block in pairs}
    number = 0
    for block, behind in groups:
        if block is None:
            found[-1] = _Source("", behind)
            continue
        if number in by_block:
            found[by_block[number]] = _Source(block.text, behind)
        number += 1
    return found


def with_definitions(markdown: str) -> list[tuple[Block | None, str]]:
    """The blocks that are seen, each with the source of the definitions right below it; None for
    those above the first."""
    return list(_groups(cut(markdown)))


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, str]]:
    shown: Block | None = None
    behind = ""
    for block in blocks:
        if block.kind in SILENT:
            behind += block.text
            continue
        if shown is not None or behind.strip():
            yield shown, behind
        shown, behind = block, ""
    yield shown, behind


def assembled(parts: Sequence[str]) -> str:
    """A body of parts one after the other, an empty line between."""
    made = ""
    for part in parts:
        if not part.strip():
            continue
        if made and not made.endswith(("\n\n", "\r\n\r\n", "\n\r\n")):
            made += "\n" if made.endswith("\n") else "\n\n"
        made += part
    return made
