"""What each side of a dispute did to a place, word by word, for whoever shows it. Pure, any
thread. Lines run as they do in their own post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from editor.domain.post import Direction, Post
from editor.text.difference import Line, Passage, Side, difference, lines_of
from editor.text.direction import base_direction, line_direction
from editor.text.dispute import Dispute, Field
from editor.text.particulars import Item, Particular
from editor.text.sides import Row

Shown = tuple[Passage, ...] | Particular
"""Lines of text, or items."""


class Marks(NamedTuple):
    """Of one place: what both began with, plainly; on each side what went and what came. Where
    nobody knows what they began with, what the other side does not have."""

    base: Shown
    mine: Shown
    theirs: Shown


class Marker:
    """Of one dispute."""

    def __init__(self, dispute: Dispute) -> None:
        self._dispute = dispute
        self._directions = {
            id(post): base_direction(post)
            for post in (dispute.base, dispute.mine, dispute.theirs)
            if post is not None
        }

    def row(self, row: Row) -> Marks:
        """Of a block of the body."""
        dispute = self._dispute
        mine, theirs = self._lines(dispute.mine, row.mine), self._lines(dispute.theirs, row.theirs)
        base = self._lines(dispute.base, row.base) if dispute.base is not None else None
        return _marked(base, mine, theirs)

    def plain(self, text: str) -> tuple[Passage, ...]:
        """A text of the post here without marks."""
        return _plain(self._lines(self._dispute.mine, text))

    def field(self, field: Field) -> Marks:
        """Of what is said about the post."""
        if field.name in ("title", "excerpt", "slug"):
            lines = [
                self._line(post, field.name) if post is not None else None
                for post in (self._dispute.base, self._dispute.mine, self._dispute.theirs)
            ]
            return _marked(lines[0], lines[1] or [], lines[2] or [])
        known = self._dispute.base is not None
        was, mine, theirs = _items(field.base), _items(field.mine), _items(field.theirs)
        return Marks(
            Particular(field.name, was, (), ()),
            _particular(field.name, was if known else theirs, mine, known=known),
            _particular(field.name, was if known else mine, theirs, known=known),
        )

    def merged(self, place: Field | Row) -> Shown:
        """What says the changes of both, plainly."""
        if isinstance(place, Field):
            return Particular(place.name, _items(place.merged), (), ())
        return self.plain(place.merged or "")

    def direction(self) -> Direction:
        """That of the post here."""
        return self._directions[id(self._dispute.mine)]

    def _lines(self, post: Post | None, text: str) -> list[Line]:
        if post is None or not text.strip():
            return []
        return lines_of(replace(post, body=text, direction=self._directions[id(post)]))

    def _line(self, post: Post, name: str) -> list[Line]:
        text = " ".join(getattr(post, name).split())
        around = Direction.LTR if name == "slug" else self._directions[id(post)]
        direction = line_direction(text, around)
        return [Line(text, direction)] if text else []


def _marked(base: list[Line] | None, mine: list[Line], theirs: list[Line]) -> Marks:
    if base is None:
        return Marks((), _only_new(theirs, mine), _only_new(mine, theirs))
    here, there = tuple(difference(base, mine)), tuple(difference(base, theirs))
    return Marks(_plain(base), here, there)


def _plain(lines: Sequence[Line]) -> tuple[Passage, ...]:
    return tuple(difference(lines, lines))


def _only_new(other: list[Line], side: list[Line]) -> tuple[Passage, ...]:
    return tuple(
        Passage(each.of(Side.NEW), None, each.new)
        for each in difference(other, side)
        if each.new is not None
    )


def _items(value: Any) -> tuple[Item, ...]:
    if isinstance(value, tuple):
        return tuple(each if not isinstance(each, tuple) else ": ".join(each) for each in value)
    return (value,) if value else ()


def _particular(
    name: str, was: tuple[Item, ...], now: tuple[Item, ...], *, known: bool
) -> Particular:
    return Particular(
        name,
        tuple(each for each in now if each in was),
        tuple(each for each in was if each not in now) if known else (),
        tuple(each for each in now if each not in was),
    )
