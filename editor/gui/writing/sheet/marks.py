"""What others see in the text and want shown: words found, words misspelt, deceptive characters.

A source of marks is asked for each block as it is painted. It must answer at once, from what it
remembers; when it has news it calls `Sheet.refresh_marks`. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtGui import QTextBlock


class Mark(IntEnum):
    """How a mark looks; a later one lies over an earlier one."""

    MISSPELT = 1
    DECEPTIVE = 2
    FOUND = 3
    FOUND_HERE = 4


class MarkSpan(NamedTuple):
    """`start` and `end` are UTF-16 units of the block's text."""

    start: int
    end: int
    mark: Mark


MarkSource = Callable[[QTextBlock], Sequence[MarkSpan]]
