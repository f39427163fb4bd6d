"""What changed from one text to another, word by word. Pure, any thread.

Lines are compared first, then the words of lines that are like each other; a word is one with all
its marks and joiners. Each side's lines keep the direction they have in their own text. Blank
lines and the white space between words do not count as changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import NamedTuple

from editor.domain.post import Direction, Format, Post
from editor.text.alike import alike
from editor.text.blocks import cut
from editor.text.direction import base_direction, block_direction, line_direction
from editor.text.lines import bare, is_blank, split_lines
from editor.text.particulars import FIELDS, Particular, particulars
from editor.text.unique_matches import matches

_DIRECTION_ALONE = re.compile(r"\{: ?dir=[\"']?(?:rtl|ltr)[\"']? ?\}")


class Side(StrEnum):
    """Where some words stand."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """Some words that stand together on the same side."""

    side: Side
    text: str


class Line(NamedTuple):
    """A line of a text and the direction it runs in there."""

    text: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Passage:
    """A line as it was and as it is, or one of the two.

    `pieces` stand in reading order, what was before what is. `old` and `new` are the directions
    on each side; None where the line is not there.
    """

    pieces: tuple[Piece, ...]
    old: Direction | None
    new: Direction | None

    @property
    def is_same(self) -> bool:
        """True where it has no changed word."""
        return all(piece.side is Side.BOTH for piece in self.pieces)

    @property
    def turned(self) -> bool:
        """True where it runs the other way now: where words changed, too, its sides cannot share a
        line."""
        return self.old is not None and self.new is not None and self.old is not self.new

    def of(self, side: Side) -> tuple[Piece, ...]:
        """What stands on one side."""
        return tuple(piece for piece in self.pieces if piece.side in (Side.BOTH, side))


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two states of a post."""

    title: Passage
    body: tuple[Passage, ...]
    particulars: tuple[Particular, ...] = ()  # what is said about it

    @property
    def is_empty(self) -> bool:
        """True where no word is different."""
        return self.title.is_same and all(passage.is_same for passage in self.body)

    @property
    def has_turned(self) -> bool:
        """True where some line runs the other way now."""
        return self.title.turned or any(passage.turned for passage in self.body)

    def count(self) -> tuple[int, int]:
        """How many words went, and how many came."""
        gone = come = 0
        for passage in (self.title, *self.body):
            for piece in passage.pieces:
                if piece.side is not Side.BOTH:
                    number = sum(map(_has_letters, _tokens(piece.text)))
                    gone += number if piece.side is Side.OLD else 0
                    come += number if piece.side is Side.NEW else 0
        return gone, come


def compare(old: Post, new: Post, fields: Sequence[str] = FIELDS) -> Difference:
    """What changed in a post: in title and body word by word, and in what is said about it
    (`fields` of text/particulars.py). What came from a blog as HTML is compared as its readers
    see it."""
    return Difference(
        title=_changed(_title_line(old), _title_line(new)),
        body=tuple(_without_marks_of_turning(difference(lines_of(old), lines_of(new)))),
        particulars=tuple(particulars(old, new, fields)),
    )


def lines_of(post: Post) -> list[Line]:
    """The lines of a body that are not blank, each in its block's direction."""
    whole = base_direction(post)
    body = post.body
    if post.format is Format.HTML:
        from editor.text.html import visible_text

        body = visible_text(body)
    found = []
    for block in cut(body):
        direction = block_direction(block, whole)
        lines = (bare(line) for line in split_lines(block.text) if not is_blank(line))
        found += [Line(line, direction) for line in lines]
    return found


def difference(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Passage]:
    """The passages of two texts in their order; the whole of both is in them."""
    keys = [[tuple(words(line.text)) for line in lines] for lines in (old, new)]
    done_old = done_new = 0
    for at_old, at_new in (*matches(keys[0], keys[1]), (len(old), len(new))):
        yield from _between(old[done_old:at_old], new[done_new:at_new])
        if at_old < len(old):
            yield _changed(old[at_old], new[at_new])
        done_old, done_new = at_old + 1, at_new + 1


def folded(passages: Sequence[Passage], around: int = 1) -> Iterator[Passage | int]:
    """What changed with so many lines around it; a number stands for that many lines left out."""
    changed = [not each.is_same or each.turned for each in passages]
    near = [any(changed[max(0, at - around) : at + around + 1]) for at in range(len(passages))]
    for is_near, group in groupby(zip(passages, near, strict=True), lambda pair: pair[1]):
        shown = [passage for passage, _near in group]
        yield from shown if is_near else (len(shown),)


def words(text: str) -> list[str]:
    """What is compared: words with their marks, and signs."""
    return [token.strip() for token in _tokens(text)]


# --- lines ------------------------------------------------------------------------------------


def _between(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Passage]:
    """A stretch without a line in common: those alike are one, changed; the others went or came."""
    done_old = done_new = 0
    pairs = alike(*[[words(line.text) for line in side] for side in (old, new)])
    for at_old, at_new in (*pairs, (len(old), len(new))):
        yield from (_alone(line, Side.OLD) for line in old[done_old:at_old])
        yield from (_alone(line, Side.NEW) for line in new[done_new:at_new])
        if at_old < len(old):
            yield _changed(old[at_old], new[at_new])
        done_old, done_new = at_old + 1, at_new + 1


def _alone(line: Line, side: Side) -> Passage:
    here, there = (line.direction, None), (None, line.direction)
    return Passage((Piece(side, line.text),), *(here if side is Side.OLD else there))


def _without_marks_of_turning(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Without the lines that make those above them run the other way: that they do is told."""
    above: Passage | None = None
    for passage in passages:
        is_mark = all(
            _DIRECTION_ALONE.fullmatch("".join(piece.text for piece in passage.of(side)).strip())
            for side, direction in ((Side.OLD, passage.old), (Side.NEW, passage.new))
            if direction is not None
        )
        if is_mark and above is not None and above.turned:
            continue
        above = passage
        yield passage


def _title_line(post: Post) -> Line:
    whole = base_direction(post)
    return Line(post.title, line_direction(post.title, whole))


# --- words ------------------------------------------------------------------------------------


def _changed(old: Line, new: Line) -> Passage:
    return Passage(tuple(_pieces(old.text, new.text)), old.direction, new.direction)


def _pieces(old: str, new: str) -> list[Piece]:
    if old == new:
        return [Piece(Side.BOTH, new)] if new else []
    tokens = [_tokens(text) for text in (old, new)]
    keys = [[token.strip() for token in side] for side in tokens]
    found: list[Piece] = []
    done_old = done_new = 0
    pairs = [*matches(keys[0], keys[1]), (len(keys[0]), len(keys[1]))]
    for (at_old, at_new), following in zip(pairs, [*pairs[1:], pairs[-1]], strict=True):
        found += [Piece(Side.OLD, token) for token in tokens[0][done_old:at_old]]
        found += [Piece(Side.NEW, token) for token in tokens[1][done_new:at_new]]
        if at_old < len(keys[0]):
            # White space comes along with what went or came behind it.
            parts = following[0] > at_old + 1 or following[1] > at_new + 1
            stayed = tokens[0][at_old], tokens[1][at_new]
            found.append(Piece(Side.BOTH, max(stayed, key=_space_behind) if parts else stayed[1]))
        done_old, done_new = at_old + 1, at_new + 1
    return list(_joined(_without_islands(found)))


def _space_behind(token: str) -> int:
    return len(token) - len(token.rstrip())


def _tokens(text: str) -> list[str]:
    """The text in pieces, a word or a sign with the white space after it; what stands before the
    first goes with it."""
    found = [token.group() for token in _token().finditer(text)]
    before = text[: len(text) - sum(map(len, found))]
    return [before + found[0], *found[1:]] if found else []


def _without_islands(pieces: list[Piece]) -> Iterator[Piece]:
    """Signs that stayed between words that changed are read more easily as changed with them."""
    runs = [(side is Side.BOTH, list(run)) for side, run in groupby(pieces, lambda p: p.side)]
    for at, (is_same, run) in enumerate(runs):
        inside = 0 < at < len(runs) - 1
        if is_same and inside and not any(_has_letters(piece.text) for piece in run):
            yield from (Piece(Side.OLD, piece.text) for piece in run)
            yield from (Piece(Side.NEW, piece.text) for piece in run)
        else:
            yield from run


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A stretch of changes as what was, then what is."""
    for is_same, run in groupby(pieces, lambda piece: piece.side is Side.BOTH):
        stretch = list(run)
        for side in (Side.BOTH,) if is_same else (Side.OLD, Side.NEW):
            text = "".join(piece.text for piece in stretch if piece.side is side)
            if text:
                yield Piece(side, text)


def _has_letters(text: str) -> bool:
    return any(char.isalnum() for char in text)


@cache
def _token() -> re.Pattern[str]:
    """A word, or the same sign once or more, with what sticks to it and the white space behind."""
    sticky = f"[{_sticky()}]"
    word = rf"[^\W_](?:\w|{sticky}|['’׳״\"](?=[^\W_])|[.,٫٬](?=\d))*"
    sign = rf"(?P<sign>\S){sticky}*(?:(?P=sign){sticky}*|(?<=\u200d)\S{sticky}*)*"
    return re.compile(rf"(?:{word}|{sign})\s*")


def _sticky() -> str:
    """Marks and whatever is not seen, as the inside of a character class: no words of their own."""
    ranges = [[0xAD, 0xAD], [0x1F3FB, 0x1F3FF], [0xE0001, 0xE01EF]]
    for code in range(0x300, 0x1E000):
        if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cf"):
            if ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
