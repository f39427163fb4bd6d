"""Setting a paragraph: where its lines break and stand. Thread: GUI."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet.caret import x_of
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.highlighter import prefix_length
from editor.text.blocks import Kind

if TYPE_CHECKING:
    from editor.gui.writing.sheet.changed_lines import Lines

INDENTED = frozenset({Kind.LIST, Kind.QUOTE})
_MOST_INDENT = 0.4  # of the measure: a deeper one leaves no room for words
_ALL_OF_IT = 1e6  # pixels: no line is wider
_ENDLESS = 1_000  # characters of a word
# Qt counts the spaces at a line's end in sixteen bits; of more of them it makes lines for ever.
_UNCOUNTED = 60_000
_SPACES = re.compile(rf"[^\S\t\u00a0\u2007\u202f]{{{_UNCOUNTED}}}")
_WHOLE = 3e7  # pixels: the widest that Qt can count


class Row(NamedTuple):
    """How lines stand, in pixels: `left` and `width` of the column, the height of a line, and how
    far below its top the letters stand."""

    left: float
    width: float
    slot: int
    baseline: int


def text_option(direction: Direction, *, endless: bool = False) -> QTextOption:
    """How a block that reads in `direction` is set: in a QTextLayout left and right are those of
    the screen, whatever the direction. `endless`: it has a word that is many lines long. The
    caller's own, to change as it likes."""
    return QTextOption(_option(direction, endless))


@cache
def _option(direction: Direction, endless: bool) -> QTextOption:
    rtl = direction is Direction.RTL
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    wrap = QTextOption.WrapMode
    option.setWrapMode(wrap.WrapAnywhere if endless else wrap.WrapAtWordBoundaryOrAnywhere)
    return option


def is_endless(text: str) -> bool:
    """True where a word is so long that Qt, which looks for its end in every line of it, takes
    longer over it than over all other words together."""
    return len(text) > _ENDLESS and max(map(len, text.split()), default=0) > _ENDLESS


def unbroken(text: str) -> int | None:
    """Where more spaces begin than Qt can hang over a line's end, in UTF-16 units; None where
    nowhere. What follows is not to be broken into lines."""
    found = _SPACES.search(text) if len(text) > _UNCOUNTED else None
    return codec.units(text[: found.start()]) if found else None


def set_lines(
    layout: QTextLayout, display: Display, text: str, facts: LineFacts, row: Row
) -> Lines:
    """Break `layout`, which holds the text of `display`, into lines and place them; where each
    begins and ends in what is shown. Below a list's marker words stand below words."""
    rtl = facts.direction is Direction.RTL
    top, indent = 0.0, 0.0
    last = unbroken(display.text)
    lines: Lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(row.width - indent)
        start = line.textStart()
        x = row.left + (0 if rtl else indent)
        if last is not None and start + line.textLength() >= last:
            line.setLineWidth(_WHOLE)
            x += row.width - indent - _WHOLE if rtl else 0
        lines.append((start, start + line.textLength()))
        line.setPosition(QPointF(x, top + row.baseline - line.ascent()))
        if not top and facts.kind in INDENTED:
            prefix = codec.units(text[: prefix_length(text, facts)])
            if prefix:
                indent = abs(x_of(line, display.after(prefix)) - x_of(line, 0))
                indent = min(indent, row.width * _MOST_INDENT)
        top += row.slot
    layout.endLayout()
    return lines


def follow(own: QTextLayout, painted: QTextLayout, units: int, left: float, width: float) -> None:
    """Give Qt's own layout of a block, of so many UTF-16 units, as many lines as are painted, at
    the same heights. Where they break matters to nobody, but each place has to be in one: Qt looks
    for its line, and does not survive where there is none."""
    count = painted.lineCount()
    rtl = own.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
    narrow = width
    for _ in range(4):
        own.beginLayout()
        number = 0
        while (line := own.createLine()).isValid():
            number += 1
            line.setLineWidth(narrow)
            if number >= count and line.textStart() + line.textLength() < units:
                line.setLineWidth(_ALL_OF_IT)  # but for what is behind a line separator
            x = left + width - line.width() if rtl else left
            line.setPosition(QPointF(x, painted.lineAt(min(number, count) - 1).y()))
        own.endLayout()
        if number >= count:
            return
        narrow = narrow * number / (count + 1)
