"""What of a line is shown: the author's characters, some swapped for others. Pure.

A swap stands something else in the place of some characters: nothing (hidden markup), or more
than is there (an isolate around code; a sign for what is invisible; an input method's unfinished
word). The document never knows. Offsets are UTF-16 units, as Qt counts them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Swap(NamedTuple):
    """`shown` stands in the place of `start` to `end` of the source, which may be the same.
    `opens`: where nothing is shown, it belongs to what follows, else to what is before it."""

    start: int
    end: int
    shown: str
    opens: bool = False


class Display:
    """A line as it is shown, and the way between what is shown and the source.

    Between two characters of the source there may be something that is only shown. So a place
    in the source has two places in what is shown: `after` the character before it, and `before`
    the character that follows it.
    """

    __slots__ = ("_ends", "_shown_ends", "_shown_starts", "_starts", "swaps", "text")

    def __init__(self, source: str, swaps: Iterable[Swap] = ()) -> None:
        """`swaps` in the order in which they are shown; of two that overlap the first counts."""
        self.swaps = _apart(swaps)
        self.text = _swapped(source, self.swaps) if self.swaps else source
        self._starts = [swap.start for swap in self.swaps]
        self._ends = [swap.end for swap in self.swaps]
        self._shown_starts: list[int] = []
        self._shown_ends: list[int] = []
        shift = 0
        for swap in self.swaps:
            at = swap.start + shift
            width = _units(swap.shown)
            self._shown_starts.append(at)
            self._shown_ends.append(at + width)
            shift += width - (swap.end - swap.start)

    def after(self, place: int) -> int:
        """Where it is shown, next to the character before `place`."""
        count = bisect_left(self._starts, place)
        if not count:
            return place
        end = self._ends[count - 1]
        if end > place:
            return self._shown_starts[count - 1]
        return self._shown_ends[count - 1] + place - end

    def before(self, place: int) -> int:
        """Where it is shown, next to the character that follows `place`."""
        count = bisect_right(self._ends, place)
        if count < len(self._starts) and self._starts[count] < place:
            return self._shown_ends[count]
        if not count:
            return place
        return self._shown_ends[count - 1] + place - self._ends[count - 1]

    def last_of(self, place: int) -> int:
        """Where the character that follows `place` is shown last: a line may break within what
        is shown in its place."""
        count = bisect_right(self._starts, place)
        if count and self._starts[count - 1] == place < self._ends[count - 1]:
            return max(self._shown_ends[count - 1] - 1, self._shown_starts[count - 1])
        return self.before(place)

    def shown_start(self, swap: Swap | None) -> int:
        """Where one of `swaps` is shown; 0 where it is none of them."""
        return self._shown_starts[self.swaps.index(swap)] if swap in self.swaps else 0

    def source(self, shown: int) -> int:
        """The place in the source of a place in what is shown; within a swap, its beginning.
        Where something is hidden, the side of it that is further from the words it belongs to."""
        count = bisect_right(self._shown_starts, shown)
        hidden = count
        while hidden and self.swaps[hidden - 1].opens and self._shown_ends[hidden - 1] == shown:
            hidden -= 1
        if hidden < count:
            return self._starts[hidden]
        if not count:
            return shown
        end = self._shown_ends[count - 1]
        if shown < end:
            return self._starts[count - 1]
        return self._ends[count - 1] + shown - end


def _apart(swaps: Iterable[Swap]) -> tuple[Swap, ...]:
    kept: list[Swap] = []
    end = 0
    for swap in sorted(swaps, key=_place):
        if swap.start >= end:
            kept.append(swap)
            end = swap.end
    return tuple(kept)


def _place(swap: Swap) -> tuple[int, int]:
    return swap.start, swap.end


def _swapped(source: str, swaps: tuple[Swap, ...]) -> str:
    """By bytes of UTF-16, so that a pair of surrogates counts as two."""
    if _units(source) == len(source):
        parts: list[str] = []
        at = 0
        for swap in swaps:
            parts += (source[at : swap.start], swap.shown)
            at = swap.end
        return "".join((*parts, source[at:]))
    raw = source.encode("utf-16-le", "surrogatepass")
    pieces: list[bytes] = []
    at = 0
    for swap in swaps:
        pieces += (raw[at : 2 * swap.start], swap.shown.encode("utf-16-le", "surrogatepass"))
        at = 2 * swap.end
    return b"".join((*pieces, raw[at:])).decode("utf-16-le", "surrogatepass")


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
