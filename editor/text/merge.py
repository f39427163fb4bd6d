"""Three-way merge of a Markdown body: by block, then by word within a block. Pure, any thread.

Two people who edit neighbouring paragraphs do not meet, as they would in a merge by lines. Where
both changed the same words there is a conflict, and nobody's words are chosen for them. A block
that one of them deleted and the other edited stays, as edited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from editor.text.alike import alike
from editor.text.unique_matches import matches

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Side(StrEnum):
    """Whose words a block of the outcome is."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # words of both in one block
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of the outcome. `mine` and `theirs` are places in what was given, where the block
    stands there. In a conflict `text` is mine, and `base` what both began with."""

    side: Side
    text: str
    mine: int | None = None
    theirs: int | None = None
    base: str = ""


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Merged]:
    """The blocks that say what both changed since `base`."""
    ours, others = _Edits(base, mine), _Edits(base, theirs)
    if others.moved and not ours.moved:
        return [_turned(each, mine) for each in _Merge(base, others, ours).blocks()]
    return list(_Merge(base, ours, others).blocks())


def is_clean(blocks: Sequence[Merged]) -> bool:
    """True where nobody has to choose."""
    return all(block.side is not Side.CONFLICT for block in blocks)


def merge_words(base: str, mine: str, theirs: str) -> str | None:
    """One block with the changes of both; None where they changed the same words."""
    words, ours, others = (_TOKEN.findall(text) for text in (base, mine, theirs))
    there = dict(matches(words, others))
    anchors = [(at, here, there[at]) for at, here in matches(words, ours) if at in there]
    made: list[str] = []
    last = (-1, -1, -1)
    for anchor in [*anchors, (len(words), len(ours), len(others))]:
        (at, here, away), (was_at, was_here, was_away) = anchor, last
        was = words[was_at + 1 : at]
        one, other = ours[was_here + 1 : here], others[was_away + 1 : away]
        both = _both_words(was, one, other)
        if both is None:
            return None
        made += both
        made += words[at : at + 1]
        last = anchor
    return "".join(made)


def _both_words(was: list[str], one: list[str], other: list[str]) -> list[str] | None:
    """What stands between two words that both kept; None where both changed it."""
    if one in (was, other):
        return other
    if other == was:
        return one
    for changed, longer in ((one, other), (other, one)) if was else ():
        if longer[: len(was)] == was:  # something was added behind what the other changed
            return changed + longer[len(was) :]
        if longer[-len(was) :] == was:
            return longer[: -len(was)] + changed
    return None


def pairs(base: Sequence[str], side: Sequence[str]) -> dict[int, int]:
    """Which place of `side` each block of the base has, rising on both; what was moved is taken
    for taken out and put in."""
    edits = _Edits(base, side)
    return {at: place for at, place in edits.place.items() if at not in edits.moved}


def words(text: str) -> list[str]:
    """What blocks are compared by."""
    return _TOKEN.findall(text)


class _Edits:
    """What one side made of each block of the base."""

    def __init__(self, base: Sequence[str], side: Sequence[str]) -> None:
        self.side = side
        self.place: dict[int, int] = dict(matches(base, side))
        self._pair_changed(base)
        self.moved = self._find_moved(base)
        self.place |= self.moved
        self.origin = {place: at for at, place in self.place.items()}

    def _pair_changed(self, base: Sequence[str]) -> None:
        """Blocks that became others stand between the same neighbours."""
        corners = [(-1, -1), *sorted(self.place.items()), (len(base), len(self.side))]
        for (old_start, new_start), (old_end, new_end) in pairwise(corners):
            old, new = range(old_start + 1, old_end), range(new_start + 1, new_end)
            exact = {self.side[at] for at in new} & {base[at] for at in old}
            if len(old) == len(new) and not exact:
                self.place.update(zip(old, new, strict=True))
                continue
            gone = [at for at in old if base[at] not in exact]
            come = [at for at in new if self.side[at] not in exact]
            pairs = alike([words(base[at]) for at in gone], [words(self.side[at]) for at in come])
            if not pairs and gone and come:
                pairs = [(0, 0)]  # all of it was written anew
            self.place.update((gone[one], come[other]) for one, other in pairs)

    def _find_moved(self, base: Sequence[str]) -> dict[int, int]:
        taken = set(self.place.values())
        waiting: dict[str, list[int]] = {}
        for place, text in enumerate(self.side):
            if place not in taken:
                waiting.setdefault(text, []).append(place)
        return {
            at: waiting[text].pop(0)
            for at, text in enumerate(base)
            if at not in self.place and waiting.get(text)
        }

    def became(self, at: int) -> str | None:
        """The text of the base's block here; None where it was deleted."""
        return self.side[self.place[at]] if at in self.place else None

    def added(self) -> Iterator[tuple[int, int]]:
        """(the base's block that a new block stands behind, or -1; its place)."""
        behind = -1
        for place in range(len(self.side)):
            if place not in self.origin:
                yield behind, place
            elif self.origin[place] not in self.moved:
                behind = self.origin[place]


class _Merge:
    """The order is that of `first`; what `second` changed goes into it."""

    def __init__(self, base: Sequence[str], first: _Edits, second: _Edits) -> None:
        self._base = base
        self._first = first
        self._second = second

    def blocks(self) -> Iterator[Merged]:
        behind = self._behind()
        yield from behind.get(-1, ())
        for place, text in enumerate(self._first.side):
            at = self._first.origin.get(place)
            block = Merged(Side.MINE, text, mine=place) if at is None else self._both(at, place)
            if block is not None:
                yield block
            yield from behind.get(place, ())

    def _both(self, at: int, place: int) -> Merged | None:
        """A block of the base that the first side has; None where the second deleted it."""
        was, mine, theirs = self._base[at], self._first.side[place], self._second.became(at)
        other = self._second.place.get(at)
        if theirs is None:
            return None if mine == was else Merged(Side.MINE, mine, mine=place)
        if mine in (was, theirs):
            side = Side.MINE if mine == theirs else Side.THEIRS
            return Merged(side, theirs, mine=place, theirs=other)
        if theirs == was:
            return Merged(Side.MINE, mine, mine=place, theirs=other)
        words = merge_words(was, mine, theirs)
        if words is None:
            return Merged(Side.CONFLICT, mine, mine=place, theirs=other, base=was)
        return Merged(Side.BOTH, words, mine=place, theirs=other)

    def _behind(self) -> dict[int, list[Merged]]:
        """What only the second side has, by the place of the first it comes behind."""
        found: dict[int, list[Merged]] = {}
        new_here = Counter(
            text for place, text in enumerate(self._first.side) if place not in self._first.origin
        )
        extra = [
            (at, self._second.place[at])
            for at in range(len(self._base))
            if at not in self._first.place
            and at in self._second.place
            and self._second.became(at) != self._base[at]
        ]
        for behind, place in sorted([*self._second.added(), *extra], key=lambda each: each[1]):
            text = self._second.side[place]
            if new_here[text]:  # both wrote the same
                new_here[text] -= 1
                continue
            block = Merged(Side.THEIRS, text, theirs=place)
            found.setdefault(self._anchor(behind), []).append(block)
        return found

    def _anchor(self, at: int) -> int:
        """The last place of the first side that belongs to what is at or above a base's block,
        new blocks behind it with it."""
        while at >= 0 and (at not in self._first.place or at in self._first.moved):
            at -= 1
        place = self._first.place[at] if at >= 0 else -1
        while place + 1 < len(self._first.side) and place + 1 not in self._first.origin:
            place += 1
        return place


def _turned(block: Merged, mine: Sequence[str]) -> Merged:
    """The same, where the sides were given the other way round."""
    side = {Side.MINE: Side.THEIRS, Side.THEIRS: Side.MINE}.get(block.side, block.side)
    is_conflict = side is Side.CONFLICT and block.theirs is not None
    text = mine[block.theirs] if is_conflict and block.theirs is not None else block.text
    return Merged(side, text, block.theirs, block.mine, block.base)
