"""Posts that moved on a blog, fetched and read ahead of the one that settles them.

Where there are many, the blog makes its next answer while the last one's bodies are read in a
process beside the editor and those before are written down. The blog is asked from one thread,
one question at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

from editor.domain.blog import RemoteHead, RemotePost
from editor.domain.chunk import Chunk
from editor.domain.errors import RemoteGone
from editor.domain.post import Format
from editor.remotes.remote import MOST_AT_ONCE, Generous, Remote
from editor.sync.ahead import ahead
from editor.system.aside import Aside, AsideFailed, AsideSilent

PARCEL = 10  # posts that are written down together; fewer are worth no process
_READER = "editor.text.html_reading"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post that moved: what its blog has now, or None where it has it no more. `chunks` are
    those of its body, where they were read."""

    head: RemoteHead
    now: RemotePost | None
    chunks: tuple[Chunk, ...] | None = None


def arriving(
    remote: Remote,
    heads: Sequence[RemoteHead],
    known: Container[str],
    check: Callable[[], None],
) -> Iterator[Sequence[Arrival]]:
    """In the order of `heads`, a few at a time. The bodies of those not `known` by their id are
    read. `check` is called now and then, and may raise. Raises RemoteError."""
    found = _fetched(remote, heads)
    if len(heads) <= PARCEL:
        return ([each] for each in found)
    parcels = ahead(_parcels(found), check=check)
    return ahead(_read(parcels, known), check=check)


def _fetched(remote: Remote, heads: Sequence[RemoteHead]) -> Iterator[Arrival]:
    for start in range(0, len(heads), MOST_AT_ONCE):
        some = heads[start : start + MOST_AT_ONCE]
        at_hand: dict[str, RemotePost] = {}
        if some[1:] and isinstance(remote, Generous):
            at_hand = remote.fetch_some([each.ref for each in some])
        for head in some:
            yield Arrival(head, at_hand.pop(head.ref.id, None) or _alone(remote, head))


def _alone(remote: Remote, head: RemoteHead) -> RemotePost | None:
    try:
        return remote.fetch(head.ref)
    except RemoteGone:
        return None


def _parcels(arrivals: Iterable[Arrival]) -> Iterator[Sequence[Arrival]]:
    rest = iter(arrivals)
    while parcel := list(islice(rest, PARCEL)):
        yield parcel


def _read(
    parcels: Iterator[Sequence[Arrival]], known: Container[str]
) -> Iterator[Sequence[Arrival]]:
    """With the chunks of what is new. Where the process falls silent they are read later."""
    with closing(Aside(_READER)) as aside, closing(parcels):  # type: ignore[type-var]
        for parcel in parcels:
            bodies = {
                each.head.ref.id: each.now.body
                for each in parcel
                if each.now is not None
                and each.now.format is Format.HTML
                and each.head.ref.id not in known
            }
            chunks = _chunks(aside, bodies)
            yield [replace(each, chunks=chunks.get(each.head.ref.id)) for each in parcel]


def _chunks(aside: Aside, bodies: dict[str, str]) -> dict[str, tuple[Chunk, ...]]:
    from editor.text.html_reading import chunks_of

    try:
        told = aside.ask(list(bodies.values()))
    except (AsideSilent, AsideFailed):
        return {}
    return {
        id: chunks_of(body, of_body)
        for (id, body), of_body in zip(bodies.items(), told, strict=True)
    }
