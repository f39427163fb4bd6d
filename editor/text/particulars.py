"""What is different between two states of a post beside its words. Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from editor.domain.post import Credit, Direction, Post, Status

FIELDS = ("excerpt", "tags", "categories", "credits", "language", "direction")
"""Of Post: what its author says about it. Where it stands with its readers is none of these."""

PICTURES = "pictures"
FOR_READERS = ("slug", "status", "publish_at", *FIELDS, PICTURES)
"""What else readers get of a post, the pictures its body names with it."""

Item = str | Credit | Direction | Status | datetime


class Particular(NamedTuple):
    """One of FOR_READERS in two states, item by item, each in the order of its own state."""

    field: str
    stayed: tuple[Item, ...]
    went: tuple[Item, ...]
    came: tuple[Item, ...]

    @property
    def is_same(self) -> bool:
        """True where both states say the same, in whatever order."""
        return not (self.went or self.came)


def particulars(old: Post, new: Post, fields: Sequence[str] = FIELDS) -> Iterator[Particular]:
    """Those of `fields` that at least one of the two has."""
    for field in fields:
        before, after = items(old, field), items(new, field)
        if before or after:
            yield Particular(
                field,
                tuple(each for each in after if each in before),
                tuple(each for each in before if each not in after),
                tuple(each for each in after if each not in before),
            )


def items(post: Post, field: str) -> tuple[Item, ...]:
    """What a post says in one of FOR_READERS; nothing where it does not say."""
    if field == PICTURES:
        from editor.text.pictures import destinations

        return tuple(dict.fromkeys(destinations(post.body)))
    value = getattr(post, field)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
