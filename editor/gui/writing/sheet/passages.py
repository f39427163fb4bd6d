"""Words within a block that run the other way: an English item in an Arabic list, a cell of a
table, a quotation's paragraph. The block keeps its one direction, and they are isolated, as the
page isolates them (`text.tree`). Pure; offsets are code points of the line.

A line is taken for a whole: an item that goes on in further lines is judged line by line, on the
page by all its words.
"""

from __future__ import annotations

from typing import NamedTuple

from editor.domain.post import Direction
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.highlighter import prefix_length
from editor.text import lines
from editor.text.blocks import Kind
from editor.text.direction import line_direction

_BEHIND_MARKS = frozenset({Kind.LIST, Kind.QUOTE, Kind.TERMS, Kind.FOOTNOTE})
_BOXES = ("[ ] ", "[x] ", "[X] ")


class Passage(NamedTuple):
    """From `start` to `end` the words run in `direction`, which is not their block's."""

    start: int
    end: int
    direction: Direction


def passages(line: str, facts: LineFacts) -> list[Passage]:
    """The passages of a line in their order, apart from each other."""
    if facts.kind in _BEHIND_MARKS:
        start = prefix_length(line, facts)
        start += 4 if start and line.startswith(_BOXES, start) else 0
        places = [(start, len(line.rstrip()))] if start else []
    elif facts.kind is Kind.TABLE and not lines.is_delimiter_row(line):
        from editor.gui.writing.markdown.tables import spans

        places = spans(line)
    else:
        return []
    return [
        Passage(start, end, direction)
        for start, end in places
        if start < end
        and (direction := line_direction(line[start:end], facts.direction)) is not facts.direction
    ]
