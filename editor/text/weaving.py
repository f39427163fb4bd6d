"""A body as a blog is to get it, made of what the blog has and of what changed. Pure, any
thread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from editor.domain.chunk import Chunk, Part
from editor.domain.post import Direction
from editor.text.alike import alike
from editor.text.rewording import Dress, Hands, Turn, reworded
from editor.text.same_meaning import say_the_same
from editor.text.unique_matches import matches

_PARTED = re.compile(r"(?:\n[ \t\r]*\n\s*|(?:<br\b[^<>]*>\s*){2,})\Z", re.IGNORECASE)
_NOTE = "[^"
_TAGS = (Part.PLACE, Part.OPENING, Part.CLOSING)
_NOTHING = Chunk("", "")


@dataclass(frozen=True, slots=True)
class Made:
    """A part of a body and the HTML made of it. `digest` tells whether it is the same HTML.
    `direction`: how it has to run, where what is there already is to be turned."""

    block: str
    html: str
    digest: str
    part: Part = Part.BLOCK
    direction: Direction | None = None


def woven(
    chunks: Sequence[Chunk],
    parts: Sequence[Made],
    *,
    before: Callable[[str], str],
    dress: Dress,
    within: Dress,
    turn: Turn,
) -> tuple[Chunk, ...]:
    """The chunks of a body that says `parts`, where the blog's body was `chunks`.

    A block that did not change keeps the blog's bytes, wherever it stands now; one that did keeps
    the element around its words. `before` gives the HTML of a block as it was; `dress`, `within`
    and `turn`: see `reworded`.
    """
    blocks = [each for each in parts if each.part is Part.BLOCK]
    made = {each.part for each in parts}
    chunks = [_in_its_place(chunk, made) for chunk in chunks]
    around = dict(_generated(chunks, parts))
    standing = _standing(chunks, around)
    loom = _Loom(list(chunks), blocks, standing, before, Hands(dress, within, turn))
    ends = [around[part] for part in (Part.NOTES, Part.CREDITS, Part.CLOSING) if part in around]
    begin = [around[Part.OPENING]] if Part.OPENING in around else []
    return tuple(_parted([*begin, *loom.weave(), *ends]))


def _in_its_place(chunk: Chunk, made: set[Part]) -> Chunk:
    """What another computer put there of its post stays, where this one has nothing to put."""
    is_theirs = chunk.part in (Part.NOTES, Part.CREDITS) and not (chunk.made or chunk.block)
    return replace(chunk, part=Part.PLACE) if is_theirs and chunk.part not in made else chunk


class _Thread(NamedTuple):
    """A chunk of the new body, and its place among the old ones where it was one of them."""

    chunk: Chunk
    place: int | None = None


def _generated(chunks: Sequence[Chunk], parts: Sequence[Made]) -> Iterator[tuple[Part, _Thread]]:
    """What is made of a body as a whole; kept where it would be the same."""
    old = {chunk.part: (place, chunk) for place, chunk in enumerate(chunks)}
    for each in parts:
        if each.part is Part.BLOCK:
            continue
        place, chunk = old.get(each.part, (None, None))
        if chunk is not None and _says(chunk, each):
            yield each.part, _Thread(replace(chunk, block=each.block), place)
        else:
            made = Chunk(each.block, each.html, each.digest, each.part)
            yield each.part, _Thread(made, place)


def _says(chunk: Chunk, made: Made) -> bool:
    """True where what is there is what was made, or says the same in the blog's own bytes."""
    return chunk.made == made.digest or (not chunk.made and say_the_same(chunk.raw, made.html))


def _standing(chunks: Sequence[Chunk], around: dict[Part, _Thread]) -> dict[int, _Thread]:
    """What keeps its place among the blocks, by that place: what is not shown here, and what is
    made of the body as a whole where there is more behind it. The latter leaves `around`."""
    standing = {}
    has_more = False
    for place, chunk in reversed(list(enumerate(chunks))):
        if chunk.part is Part.PLACE:
            standing[place] = _Thread(chunk, place)
        elif chunk.part in (Part.NOTES, Part.CREDITS) and has_more and chunk.part in around:
            made = around.pop(chunk.part).chunk
            space = chunk.raw[len(chunk.raw.rstrip()) :]
            standing[place] = _Thread(replace(made, raw=made.raw.rstrip() + space), place)
        has_more |= chunk.part in (Part.PLACE, Part.BLOCK)
    return standing


class _Loom:
    def __init__(
        self,
        old: list[Chunk],
        new: list[Made],
        standing: dict[int, _Thread],
        before: Callable[[str], str],
        hands: Hands,
    ) -> None:
        self._old = old
        self._new = new
        self._standing = standing
        self._before = before
        self._hands = hands
        self._places = [at for at, chunk in enumerate(old) if chunk.part is Part.BLOCK]
        pairs = matches([old[at].block for at in self._places], [each.block for each in new])
        self._kept = [(self._places[one], other) for one, other in pairs]
        self._moved = self._find_moved()

    def weave(self) -> Iterator[_Thread]:
        """The blocks in their order, and what is not shown where it was."""
        last_old = last_new = -1
        for at_old, at_new in [*self._kept, (len(self._old), len(self._new))]:
            yield from self._gap(range(last_old + 1, at_old), range(last_new + 1, at_new))
            if at_old < len(self._old):
                yield _Thread(self._again(self._old[at_old], self._new[at_new]), at_old)
            last_old, last_new = at_old, at_new

    def _find_moved(self) -> dict[int, int]:
        """New place → old place of blocks that stand elsewhere now."""
        stay_old, stay_new = {one for one, _ in self._kept}, {other for _, other in self._kept}
        waiting: dict[str, list[int]] = {}
        for at in self._places:
            if at not in stay_old:
                waiting.setdefault(self._old[at].block, []).append(at)
        moved = {}
        for at, made in enumerate(self._new):
            if at not in stay_new and waiting.get(made.block):
                moved[at] = waiting[made.block].pop(0)
        return moved

    def _gap(self, old: range, new: range) -> Iterator[_Thread]:
        """Between two blocks that stayed: what became what, what is new, what holds its place."""
        gone = set(self._moved.values())
        blocks = [at for at in old if self._old[at].part is Part.BLOCK and at not in gone]
        became = self._pairs(blocks, [at for at in new if at not in self._moved])
        fresh = iter(new)
        is_first = old.start == 0 and new.start == 0
        waiting: list[_Thread] = []  # of what is not shown, at the top: it stands before the new
        for at in old:
            if at in self._standing:
                thread = self._standing[at]
                if is_first:
                    yield thread
                else:
                    waiting.append(thread)
            elif at in became:
                yield from self._until(fresh, became[at])
                yield from waiting
                waiting = []
                is_first = False
                yield _Thread(self._other_words(self._old[at], self._new[became[at]]), at)
        yield from self._until(fresh, None)
        yield from waiting

    def _until(self, fresh: Iterator[int], end: int | None) -> Iterator[_Thread]:
        for at in fresh:
            if at == end:
                return
            made = self._new[at]
            if at in self._moved:
                place = self._moved[at]
                yield _Thread(self._again(self._old[place], made), place)
            else:
                yield _Thread(Chunk(made.block, self._hands.dress(made.html), made.digest))

    def _pairs(self, old: list[int], new: list[int]) -> dict[int, int]:
        """Old place → new place of blocks of which one became the other; they keep their order."""
        if len(old) == len(new):
            return dict(zip(old, new, strict=True))
        pairs = alike(
            [self._old[at].block.split() for at in old], [self._new[at].block.split() for at in new]
        )
        return {old[one]: new[other] for one, other in pairs}

    def _again(self, chunk: Chunk, made: Made) -> Chunk:
        """The same block: the same bytes, unless what it refers to says something else now."""
        if chunk.made:
            is_same = chunk.made == made.digest
        else:
            is_same = _NOTE not in chunk.block or say_the_same(chunk.raw, made.html)
        if not is_same:
            return self._other_words(chunk, made)
        return chunk if chunk.made else self._turned(chunk, made)

    def _other_words(self, chunk: Chunk, made: Made) -> Chunk:
        raw = reworded(chunk, self._before(chunk.block), made.html, self._hands)
        return self._turned(Chunk(made.block, raw, made.digest), made)

    def _turned(self, chunk: Chunk, made: Made) -> Chunk:
        if made.direction is None:
            return chunk
        return replace(chunk, raw=self._hands.turn(chunk.raw, made.direction))


def _parted(threads: list[_Thread]) -> Iterator[Chunk]:
    """An empty line between blocks that were not neighbours before."""
    for (chunk, place), (following, next_place) in pairwise([*threads, _Thread(_NOTHING)]):
        are_old = place is not None and next_place == place + 1
        has_tag = chunk.part in _TAGS or following.part in _TAGS or following is _NOTHING
        if are_old or has_tag or _PARTED.search(chunk.raw):
            yield chunk
        else:
            end = "\n" if chunk.raw.endswith("\n") else "\n\n"
            yield replace(chunk, raw=chunk.raw + end)
