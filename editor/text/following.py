"""What a blog made of a body: of the one we sent, and of the one somebody else changed there.
Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from editor.domain.chunk import Chunk, Part
from editor.text.alike import alike
from editor.text.blocks import SILENT, Block, Kind, cut
from editor.text.following_notes import with_own_labels
from editor.text.html import canonical, same_text, visible_text
from editor.text.html_chunks import cut_body
from editor.text.html_import import LONGEST, imported, markdown_body
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


def refitted(chunks: Sequence[Chunk], body: str, *, filtered: bool = False) -> tuple[Chunk, ...]:
    """The chunks with the blog's bytes for what was sent: servers write HTML in their own way.
    Nothing where it cannot be told which bytes belong to which. `filtered`: all of it came from
    us, and the blog may have taken out what this account may not write."""
    sent = "".join(chunk.raw for chunk in chunks)
    if sent == body:
        return tuple(chunks)
    if len(chunks) == 1:  # a body of HTML, however large
        return (replace(chunks[0], raw=body),) if filtered or same_text(sent, body) else ()
    if max(len(sent), len(body)) > LONGEST:
        return ()
    owners = _owners(chunks)
    if owners is None:
        return ()
    pieces, answered = (
        [piece.raw for piece in cut_body(sent)],
        [piece.raw for piece in cut_body(body)],
    )
    pairs = _answers(pieces, answered) if filtered else _in_order(pieces, answered)
    groups = [""] * len(chunks)
    owner = owners[0] if owners else 0
    by_answer = {at: place for place, at in pairs}
    for at, raw in enumerate(answered):
        owner = owners[by_answer[at]] if at in by_answer else owner
        groups[owner] += raw
    same = filtered or all(
        same_text(group, chunk.raw) for group, chunk in zip(groups, chunks, strict=True)
    )
    if not same or "".join(groups) != body:
        return ()
    return tuple(replace(chunk, raw=group) for chunk, group in zip(chunks, groups, strict=True))


def _owners(chunks: Sequence[Chunk]) -> list[int] | None:
    """The place of the chunk that each piece of the whole body is in; None where they overlap."""
    ends = list(accumulate(len(chunk.raw) for chunk in chunks))
    owners: list[int] = []
    at = place = 0
    for piece in cut_body("".join(chunk.raw for chunk in chunks)):
        at += len(piece.raw)
        while place < len(ends) and ends[place] <= at - len(piece.raw):
            place += 1
        if place == len(ends) or at > ends[place]:
            return None
        owners.append(place)
    return owners


def _in_order(sent: list[str], answered: list[str]) -> list[tuple[int, int]]:
    count = len(sent)
    return [(at, at) for at in range(count)] if count == len(answered) else []


def _answers(sent: list[str], answered: list[str]) -> list[tuple[int, int]]:
    """Which piece of an answer is which that was sent, where some may have gone: by what they
    say, then by their words, then by their order."""
    found: list[tuple[int, int]] = []
    ends = (-1, -1)
    said = ([str(canonical(raw)) for raw in side] for side in (sent, answered))
    for pair in [*matches(*said), (len(sent), len(answered))]:
        old, new = (range(last + 1, now) for last, now in zip(ends, pair, strict=True))
        if len(old) == len(new):
            found += zip(old, new, strict=True)
        else:
            words = ([visible_text(side[at]).split() for at in part]
                     for side, part in ((sent, old), (answered, new)))  # fmt: skip
            found += [(old[one], new[other]) for one, other in alike(*words)]
        found.append(pair)
        ends = pair
    return found[:-1]


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
        for gone in range(used + 1, old):
            if gone in sources:
                made += _left_of(chunks[gone], sources[gone])
        made.append(sources[old].text + sources[old].behind)
        used = old
    for place, source in sources.items():
        if place > used:
            made += _left_of(chunks[place], source)
    lead = sources[-1].behind if -1 in sources else ""
    return assembled([lead, *made])


def _left_of(chunk: Chunk, source: _Source) -> list[str]:
    """What stays of a block that is not on the blog now: its definitions, and the block itself
    where the blog never took it."""
    never = not chunk.raw.strip()
    return [source.text, source.behind] if never else [source.behind]


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
