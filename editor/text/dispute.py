"""A post that was changed here and on its blog, as its author has to see it: what is said about
it field by field, its body row by row (sides.py), and the post that comes of the choices. Pure,
any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from editor.domain.post import Format, Post
from editor.text import sides
from editor.text.sides import Kind, Pick, Row, Take, proposal

FIELDS = (
    "title",
    "slug",
    "excerpt",
    "status",
    "publish_at",
    "tags",
    "categories",
    "credits",
    "language",
    "direction",
    "extra",
)
"""Of Post, beside its body: what both sides say, in the order they are asked for."""

_SETS = frozenset({"tags", "categories", "credits"})
_WORDS = frozenset({"title", "slug", "excerpt"})
_SILENT = frozenset({"extra"})  # front matter that is not ours: nobody could say what it means
_UNKNOWN_THERE = frozenset({"credits", "extra"})  # most blogs know of no such thing
# A blog gives a value of its own where the author gave none.
_GIVEN_THERE = frozenset({"slug", "categories", "publish_at", "language", "direction"})


@dataclass(frozen=True, slots=True)
class Field:
    """One of FIELDS that is not the same on both sides. `merged` says the changes of both."""

    name: str
    kind: Kind
    base: Any
    mine: Any
    theirs: Any
    merged: Any = None

    @property
    def takes(self) -> tuple[Take, ...]:
        """What can be chosen; only words can be written anew."""
        found = [Take.MINE, Take.THEIRS]
        if self.merged is not None:
            found.append(Take.MERGED)
        return (*found, Take.OWN) if self.name in _WORDS else tuple(found)

    def value(self, pick: Pick) -> Any:
        """What is chosen."""
        return {
            Take.MINE: self.mine,
            Take.THEIRS: self.theirs,
            Take.MERGED: self.merged,
            Take.OWN: pick.own,
        }[pick.take]


Place = Field | Row


@dataclass(frozen=True)
class Dispute:
    """The post here, the other version, and what both began with, where that is known."""

    mine: Post
    theirs: Post
    base: Post | None = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Those that are not the same on both sides."""
        found = (_field(name, self.base, self.mine, self.theirs) for name in FIELDS)
        return tuple(each for each in found if each.kind is not Kind.SAME)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The whole body."""
        formats = {self.mine.format, self.theirs.format}
        base = self.base.body if self.base and {self.base.format} == formats else None
        make = sides.rows if formats == {Format.MARKDOWN} else sides.whole
        return tuple(make(base, self.mine.body, self.theirs.body))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All there is to choose from: the fields, then the rows."""
        return (*self.fields, *self.rows)

    def compared(self) -> Dispute:
        """Itself, once all is compared: a second for a long post, and no work of a window's."""
        len(self.places)
        return self

    def proposals(self) -> list[Pick | None]:
        """For each place; None where nobody can choose but the author."""
        return [proposal(place.kind) for place in self.places]

    def all_of(self, take: Take) -> list[Pick | None]:
        """One side's word in every place."""
        return [Pick(take) for _place in self.places]

    def settled(self, picks: Sequence[Pick | None]) -> Post:
        """My post as it was chosen. Raises ValueError where a place is not decided."""
        chosen = [pick for pick in picks if pick is not None]
        if len(chosen) != len(self.places):
            raise ValueError("a place is not decided")
        about, below = chosen[: len(self.fields)], chosen[len(self.fields) :]
        values = {
            field.name: field.value(pick) for field, pick in zip(self.fields, about, strict=True)
        }
        is_theirs = all(pick.take is Take.THEIRS for pick in below)
        format = self.theirs.format if below and is_theirs else self.mine.format
        return replace(self.mine, **values, body=sides.joined(self.rows, below), format=format)


def open_places(picks: Sequence[Pick | None]) -> list[int]:
    """Where the author still has to choose."""
    return [at for at, pick in enumerate(picks) if pick is None]


def in_our_form(version: Post, post: Post, *, of_blog: bool = True) -> Post:
    """A version of `post` with what it may have lost on its way; of a blog's, without what blogs
    fill in by themselves."""
    ours = [name for name in _UNKNOWN_THERE if not getattr(version, name)]
    if of_blog:
        ours += [name for name in _GIVEN_THERE if not getattr(post, name)]
    return replace(version, **{name: getattr(post, name) for name in ours})


def _field(name: str, base: Post | None, mine: Post, theirs: Post) -> Field:
    here, there = getattr(mine, name), getattr(theirs, name)
    was = getattr(base, name) if base is not None else None
    if _same(here, there):
        return Field(name, Kind.SAME, was, here, there)
    if base is None:
        kind, merged = (Kind.BOTH, _union(here, there)) if name in _SETS else (Kind.CONFLICT, None)
    elif _same(here, was):
        kind, merged = Kind.THEIRS, None
    elif _same(there, was):
        kind, merged = Kind.MINE, None
    elif name in _SETS:
        kind, merged = Kind.BOTH, _both(was or (), here, there)
    else:
        kind, merged = Kind.CONFLICT, None
    if kind is Kind.CONFLICT and name in _SILENT:
        kind = Kind.MINE
    return Field(name, kind, was, here, there, merged)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return bool(one == other)


def _union(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys([*mine, *theirs]))


def _both(was: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """What either added, without what either took away."""
    gone = (set(was) - set(mine)) | (set(was) - set(theirs))
    return tuple(each for each in _union(mine, theirs) if each not in gone)
