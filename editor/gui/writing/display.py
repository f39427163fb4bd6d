"""What of a line is shown: the author's characters, some swapped for others. Pure.

A swap stands something else in the place of some characters: nothing (hidden markup), or more
than is there (an isolate around code; a sign for what is invisible; an input method's unfinished
word). The document never knows. Offsets are UTF-16 units, as Qt counts them.
"""

from __future__ import annotations

from typing import NamedTuple


class Swap(NamedTuple):
    """`shown` stands in the place of `start` to `end` of the source, which may be the same."""

    start: int
    end: int
    shown: str
