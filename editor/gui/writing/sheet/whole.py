"""A block laid out whole: in Qt's own layout of it, or beside that where more is shown than the
block holds, or less. Thread: GUI. Offsets are UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextLayout

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet.aspects import Aspects, Seen, remember_size
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.dressing import dress
from editor.gui.writing.sheet.highlighter import Span
from editor.gui.writing.sheet.typesetting import is_endless, set_lines, text_option

if TYPE_CHECKING:
    from editor.gui.writing.sheet.changed_lines import Lines


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


def lay_out_whole(
    block: QTextBlock,
    facts: LineFacts,
    guess: Seen | None,
    aspects: Aspects,
    left: float,
    measure: float,
) -> Kept:
    """Lay out `block` from `left` on, so many pixels wide; what is painted of it now. `guess`:
    what it is taken for, None where it is to be looked at."""
    text = block.text()
    facing = aspects.facing(block)
    remember_size(block, aspects.size(block, text, facts))
    row = aspects.row(block, left, measure)
    own = block.layout()
    option = text_option(facing, endless=is_endless(text))
    own.setTextOption(option)
    found, swapped = guess or aspects.seen(block, text, facts)
    looks, signs = aspects.looks, aspects.showing.invisibles
    if not swapped:
        display = Display(text)
        dress(own, own, display, text, found, looks, signs=signs)
        lines = set_lines(own, display, text, facts, row)
        block.setLineCount(own.lineCount())
        return Kept(None, display, facing, found, (), lines)
    display = Display(text, swapped)
    painted = QTextLayout(codec.whole(display.text), looks.font)
    painted.setCacheEnabled(True)
    painted.setTextOption(option)
    dress(painted, own, display, text, found, looks, signs=signs)
    lines = set_lines(painted, display, text, facts, row)
    block.clearLayout()
    block.setLineCount(len(lines))
    return Kept(painted, display, facing, found, display.swaps, lines)
