"""What was laid out of a block, kept for the next key: of most keys it says what they change.
Thread: GUI. Offsets are UTF-16 units of the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextLayout

from editor.domain.post import Direction
from editor.gui.writing.sheet.aspects import Seen
from editor.gui.writing.sheet.changed_lines import Lines, changed_lines, moved
from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.dressing import unfinished
from editor.gui.writing.sheet.highlighter import Span
from editor.text.lines import LONGEST


@dataclass(frozen=True, slots=True)
class Kept:
    """What is painted of a block. `painted`: None where it is Qt's own layout of it, which is
    Qt's to delete: to hold it here would be to hold what is no more."""

    painted: QTextLayout | None
    display: Display | None  # None where only a part is laid out
    direction: Direction
    found: list[Span]
    swaps: Sequence[Swap]
    lines: Lines  # in what is shown


def guessed(block: QTextBlock, kept: Kept, place: int, added: int) -> Seen | None:
    """What a paragraph, shown plainly, looks like with `added` more letters at `place` if they
    change nothing around them. None where it has to be looked at at once."""
    if (
        not added < block.length() <= LONGEST
        or block.length() - 1 != len(block.text())  # surrogates: other offsets
        or any(swap.start <= place <= swap.end for swap in kept.swaps)
        or unfinished(block)
    ):
        return None
    swapped = [
        swap._replace(start=swap.start + added, end=swap.end + added)
        if swap.start > place
        else swap
        for swap in kept.swaps
    ]
    return moved(kept.found, place, added), swapped


def look_different(block: QTextBlock, was: Kept | None, now: Kept, place: int, more: int) -> range:
    """The lines of `block`, no list's and no quotation's, that look different since an edit at
    `place` that made it longer by `more`."""
    everything = range(max(block.lineCount(), 1))
    if (
        was is None
        or was.display is None
        or now.display is None
        or was.direction is not now.direction
        or len(was.lines) != len(now.lines)
        or block.length() - 1 != len(block.text())  # surrogates: other offsets
        or moved(was.found, place, more) != now.found
    ):
        return everything
    return changed_lines(was.display.text, was.lines, now.display.text, now.lines) or everything
