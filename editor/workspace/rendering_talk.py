"""What the render lane and its process say to each other: made of what JSON has. Pure.

A text is told by the one stretch in which it differs from the last one, an answer by the blocks
that are new and the places of all. Both ends count the questions; what the other end does not
know any more is told whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from editor.domain.post import BlogId, Credit, Direction, Format, PostId
from editor.text.stretch import changed_stretch
from editor.workspace.rendering import SafeBlock, Snapshot
from editor.workspace.wearing import Wear

PORTION = 200_000  # characters of HTML said at once: it is read in one go
_SHORT = 2_000  # characters of a text that is told as it is


@dataclass(frozen=True, slots=True)
class Told:
    """A whole answer: that to the question of this number. 0: there was none."""

    number: int = 0
    blocks: tuple[SafeBlock, ...] = ()
    starts: Sequence[int] = ()
    lines: Sequence[int] = ()


# --- questions --------------------------------------------------------------------------------


def pack_snapshot(snapshot: Snapshot) -> list[Any]:
    """All of `snapshot` but its body and the blog it belongs to."""
    wear, moment = snapshot.wear, snapshot.publish_at
    return [
        snapshot.post,
        snapshot.title,
        snapshot.format,
        snapshot.language,
        snapshot.direction,
        [[credit.role, credit.name] for credit in snapshot.credits],
        moment.isoformat() if moment is not None else None,
        snapshot.default,
        [wear.blog, wear.number, wear.kind, wear.manner, wear.language] if wear else None,
    ]


def read_snapshot(packed: Sequence[Any], body: str) -> Snapshot:
    """The other way round."""
    post, title, format, language, direction, credits, moment, default, wear = packed
    return Snapshot(
        PostId(post),
        title,
        body,
        Format(format),
        language,
        Direction(direction) if direction is not None else None,
        tuple(Credit(role, name) for role, name in credits),
        datetime.fromisoformat(moment) if moment is not None else None,
        Direction(default),
        wear=Wear(BlogId(wear[0]), *wear[1:]) if wear is not None else None,
    )


def pack_body(number: int, old: str, new: str) -> Any:
    """`new`, for whom `old` was told under that number; 0: nothing was."""
    if number == 0 or len(new) < _SHORT:
        return new
    stretch = changed_stretch(old, new)
    return [number, stretch.start, stretch.old_end, new[stretch.start : stretch.new_end]]


def read_body(packed: Any, number: int, old: str) -> str | None:
    """The other way round; None where what was told under that number is not its base."""
    if isinstance(packed, str):
        return packed
    base, start, old_end, inserted = packed
    if base != number:
        return None
    return f"{old[:start]}{inserted}{old[old_end:]}"


# --- answers ----------------------------------------------------------------------------------


def tell(old: Told, new: Told, page: Any) -> Iterator[list[Any]]:
    """The answers that make `new` of `old`: `[more, blocks]`, the last one with what else there
    is to say. A block is what it is, or its number among the old ones."""
    shorter = min(len(old.blocks), len(new.blocks))
    head = 0
    while head < shorter and old.blocks[head] == new.blocks[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old.blocks[-1 - tail] == new.blocks[-1 - tail]:
        tail += 1
    known = {old.blocks[at]: at for at in range(head, len(old.blocks) - tail)}
    saying: list[Any] = []
    room = PORTION
    for block in new.blocks[head : len(new.blocks) - tail]:
        at = known.get(block)
        saying.append(block if at is None else at)
        room -= len(block.html) if at is None else 0
        if room <= 0:
            yield [True, saying]
            saying, room = [], PORTION
    starts = None if old.starts == new.starts else new.starts
    lines = None if old.lines == new.lines else new.lines
    yield [False, saying, new.number, head, tail, starts, lines, page]


def hear(old: Told, said: Sequence[list[Any]]) -> Told:
    """The other way round: what all answers to one question make of `old`."""
    _, _, number, head, tail, starts, lines, _ = said[-1]
    blocks = tuple(
        old.blocks[each] if isinstance(each, int) else SafeBlock(*each)
        for answer in said
        for each in answer[1]
    )
    return Told(
        number,
        old.blocks[:head] + blocks + old.blocks[len(old.blocks) - tail :],
        old.starts if starts is None else starts,
        old.lines if lines is None else lines,
    )
