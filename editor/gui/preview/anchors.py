"""Which part of the source stands where on the page. Pure; any thread.

Places in the source are lines, places on the page are block elements; both from 0, and a share of
one of them behind the point. Between two anchors, what is half through the lines is half through
the elements.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of the source from `line` to before `next_line`, and the block elements of the page
    from `block` to before `next_block` that were made of them."""

    line: int
    next_line: int
    block: int
    next_block: int

    def on_page(self, share: float) -> float:
        """The place on the page of a share of this span."""
        return self.block + share * (self.next_block - self.block)

    def share_of(self, place: float) -> float:
        """How much of this span is before a place on the page that is in it."""
        return (place - self.block) / (self.next_block - self.block)


class Anchors:
    """The spans of one page, from the beginning of source and page to the end of both.

    Elements that come in another order than their lines (the notes, whose first definition may
    stand anywhere) or begin in the same line belong to the span before them.
    """

    def __init__(self, lines: Sequence[int], line_count: int) -> None:
        """`lines`: where each block element begins in the source of `line_count` lines."""
        marks = [(0, 0)]
        for block, line in enumerate(lines):
            if block and marks[-1][0] < line < line_count:
                marks.append((line, block))
        marks.append((max(line_count, 1), max(len(lines), 1)))
        self._lines = [line for line, _ in marks]
        self._blocks = [block for _, block in marks]

    def at_line(self, line: int) -> Span:
        """The span with a line; the first or last one where there is none."""
        return self._span(bisect_right(self._lines, line) - 1)

    def at_place(self, place: float) -> Span:
        """The span with a place on the page; the first or last one where there is none."""
        return self._span(bisect_right(self._blocks, place) - 1)

    def _span(self, number: int) -> Span:
        at = min(max(number, 0), len(self._lines) - 2)
        return Span(self._lines[at], self._lines[at + 1], self._blocks[at], self._blocks[at + 1])


def nth_word(source: str, shown: str, at: int) -> int:
    """Where in a block's `source` the word stands that was pointed at in what is shown of it: the
    same one of all its occurrences. `at` counts the code points of `shown` before the pointer, the
    answer those of `source`; 0, its beginning, where the word is not in the source."""
    start = end = min(max(at, 0), len(shown))
    while start and shown[start - 1].isalnum():
        start -= 1
    while end < len(shown) and shown[end].isalnum():
        end += 1
    word = shown[start:end]
    if not word:
        return 0
    place = found = source.find(word)
    for _earlier in range(shown.count(word, 0, start)):
        place = source.find(word, place + len(word)) if place >= 0 else -1
        found = place if place >= 0 else found
    return found + min(at - start, len(word)) if found >= 0 else 0
