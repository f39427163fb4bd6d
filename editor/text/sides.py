"""Two bodies and what both began with, side by side: rows to choose from. Pure, any thread.

Each row holds the Markdown of a block as it stands on each side, with the empty lines behind it;
one side's pieces joined are that side's body, byte for byte. What was changed on one side only,
or on both so that it fits together, comes with a proposal; a conflict does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from editor.text.alike import alike
from editor.text.blocks import Kind as BlockKind
from editor.text.blocks import cut
from editor.text.difference import words
from editor.text.merge import merge_words, pairs
from editor.text.unique_matches import matches


class Kind(StrEnum):
    """Who changed it."""

    SAME = "same"  # nobody, or both in the same way
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # the changes fit together
    CONFLICT = "conflict"  # somebody has to choose


class Take(StrEnum):
    """Whose words are taken."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # mine, then theirs
    MERGED = "merged"  # the row's own `merged`
    OWN = "own"  # what the author wrote instead


class Pick(NamedTuple):
    """A choice; `own` is the text of Take.OWN."""

    take: Take
    own: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Sources; empty where the block is not on that side. `merged` says the changes of both,
    where they fit together."""

    kind: Kind
    base: str
    mine: str
    theirs: str
    merged: str | None = None

    @property
    def takes(self) -> tuple[Take, ...]:
        """What can be chosen."""
        found = [Take.MINE, Take.THEIRS]
        if self.merged is not None:
            found.append(Take.MERGED)
        elif self.kind is Kind.CONFLICT and self.mine.strip() and self.theirs.strip():
            found.append(Take.BOTH)
        return (*found, Take.OWN)

    def text(self, pick: Pick) -> str:
        """What is chosen, as it will stand alone."""
        return "".join(part.text for part in _parts(self, pick))


def rows(base: str | None, mine: str, theirs: str) -> list[Row]:
    """The rows of three bodies in their order. `base` is None where nobody knows what both began
    with: then whatever is not the same is a conflict."""
    ours, others = pieces(mine), pieces(theirs)
    if base is None:
        return [
            each if each.kind is Kind.SAME else Row(Kind.CONFLICT, "", each.mine, each.theirs)
            for each in _Rows(ours, ours, others).made()
        ]
    return list(_Rows(pieces(base), ours, others).made())


def whole(base: str | None, mine: str, theirs: str) -> list[Row]:
    """One row, for bodies that cannot be cut alike."""
    return [_row(base, mine, theirs) if base is not None else Row(Kind.CONFLICT, "", mine, theirs)]


def pieces(markdown: str) -> list[str]:
    """The blocks of a body; joined they are the body. Blank lines at its top are the first's."""
    found: list[str] = []
    lead = ""
    for block in cut(markdown):
        if block.kind is BlockKind.BLANK:
            lead = block.text
        else:
            found.append(lead + block.text)
            lead = ""
    return [*found, lead] if lead else found


def proposal(kind: Kind) -> Pick | None:
    """What is taken where the author says nothing; None in a conflict."""
    takes = {
        Kind.SAME: Take.MINE,
        Kind.MINE: Take.MINE,
        Kind.THEIRS: Take.THEIRS,
        Kind.BOTH: Take.MERGED,
    }
    return Pick(takes[kind]) if kind in takes else None


def joined(made: Sequence[Row], picks: Sequence[Pick]) -> str:
    """The body of what was chosen in each row. Pieces of one side that stand together there stand
    together as they do there; all others are parted by an empty line."""
    body = ""
    last: _Part | None = None
    for row, pick in zip(made, picks, strict=True):
        for part in _parts(row, pick):
            if last is not None and not part.sides & last.sides:
                body = _parted(body)
            body += part.text
            last = part
        if last is not None:  # a side that has more here is left out of what stands together
            shown = {Take.MINE: row.mine, Take.THEIRS: row.theirs}
            silent = [side for side, text in shown.items() if not text]
            chosen = {side for part in _parts(row, pick) for side in part.sides}
            last = last._replace(sides=last.sides & (chosen | set(silent)))
    return body


# --- rows -----------------------------------------------------------------------------------------


class _Rows:
    def __init__(self, base: list[str], mine: list[str], theirs: list[str]) -> None:
        self._base = base
        self._sides = mine, theirs
        keys = [_key(each) for each in base]
        self._places = [pairs(keys, [_key(each) for each in side]) for side in self._sides]
        self._kept = [sorted(places) for places in self._places]
        self._done = [0, 0]

    def made(self) -> Iterator[Row]:
        yield from self._added(0)
        for at, was in enumerate(self._base):
            here, there = (self._take(number, at) for number in (0, 1))
            if here or there:
                yield _row(was, here, there)
            yield from self._added(at + 1)

    def _take(self, number: int, at: int) -> str:
        """What one side made of a block of the base."""
        place = self._places[number].get(at)
        if place is None:
            return ""
        self._done[number] = place + 1
        return self._sides[number][place]

    def _added(self, at: int) -> Iterator[Row]:
        """What is new on either side before the next block of the base that it kept."""
        new: list[list[str]] = []
        for number, side in enumerate(self._sides):
            places = self._places[number]
            coming = bisect_left(self._kept[number], at)
            kept = self._kept[number][coming : coming + 1]
            end = places[kept[0]] if kept else len(side)
            new.append(side[self._done[number] : end])
            self._done[number] = end
        yield from _new_rows(*new)


def _new_rows(mine: list[str], theirs: list[str]) -> Iterator[Row]:
    """Blocks that the base does not have: those alike are one."""
    keys = [[_key(each) for each in side] for side in (mine, theirs)]
    found = matches(*keys) or alike(*[[words(key) for key in side] for side in keys])
    done_here = done_there = 0
    for here, there in (*found, (len(mine), len(theirs))):
        yield from (Row(Kind.MINE, "", each, "") for each in mine[done_here:here])
        yield from (Row(Kind.THEIRS, "", "", each) for each in theirs[done_there:there])
        if here < len(mine):
            yield _row("", mine[here], theirs[there])
        done_here, done_there = here + 1, there + 1


def _row(base: str, mine: str, theirs: str) -> Row:
    was, here, there = _key(base), _key(mine), _key(theirs)
    if here == there:
        return Row(Kind.SAME, base, mine, theirs)
    if here == was:
        return Row(Kind.THEIRS, base, mine, theirs)
    if there == was:
        return Row(Kind.MINE, base, mine, theirs)
    merged = _merged(was, here, there)
    if merged is None:
        return Row(Kind.CONFLICT, base, mine, theirs)
    longer = mine or theirs
    return Row(Kind.BOTH, base, mine, theirs, merged + longer[len(longer.rstrip()) :])


def _merged(was: str, here: str, there: str) -> str | None:
    if not was:
        return None
    if not (here and there):
        return here or there  # taken out on one side, written on the other: the words stay
    return merge_words(was, here, there)


def _key(source: str) -> str:
    return source.strip("\r\n").rstrip()


# --- joining --------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """A text, and the sides on which it stands so."""

    text: str
    sides: frozenset[Take]


def _parts(row: Row, pick: Pick) -> list[_Part]:
    match pick.take:
        case Take.MINE:
            found = [_sided(row, Take.MINE)]
        case Take.THEIRS:
            found = [_sided(row, Take.THEIRS)]
        case Take.BOTH:
            found = [
                _Part(row.mine, frozenset({Take.MINE})),
                _Part(row.theirs, frozenset({Take.THEIRS})),
            ]
        case Take.MERGED:
            found = [_Part(row.merged or "", frozenset())]
        case Take.OWN:
            found = [_Part(pick.own, frozenset())]
    return [part for part in found if part.text]


def _sided(row: Row, side: Take) -> _Part:
    text = row.mine if side is Take.MINE else row.theirs
    is_same = row.mine == row.theirs
    return _Part(text, frozenset({Take.MINE, Take.THEIRS} if is_same else {side}))


def _parted(body: str) -> str:
    """`body` with an empty line at its end, in its own manner of ending lines."""
    ending = "\r\n" if "\r\n" in body else "\n"
    rest = body.rstrip(" \t\r\n")
    ends = len(body[len(rest) :].replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
    return body + ending * max(0, 2 - ends) if rest else body
