"""Bodies from a blog, read in a process beside the editor (`system/aside` asks by this module's
name): of a chunk only its place in the body comes back, its bytes are here already. Pure, any
thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from editor.domain.chunk import Chunk, Part
from editor.text.html_import import imported

Told = list[list[Any]]
"""Of each chunk: its block, its length in code points, the digest it was made with, its part."""


def answerer() -> Callable[[Sequence[str]], list[Told]]:
    """From bodies to what `imported` makes of each."""
    return lambda bodies: [_told(imported(body)) for body in bodies]


def chunks_of(body: str, told: Told) -> tuple[Chunk, ...]:
    """The chunks of `body`, as they were told of it."""
    found = []
    at = 0
    for block, length, made, part in told:
        found.append(Chunk(block, body[at : at + length], made, Part(part)))
        at += length
    return tuple(found)


def _told(chunks: Sequence[Chunk]) -> Told:
    return [[each.block, len(each.raw), each.made, each.part.value] for each in chunks]
