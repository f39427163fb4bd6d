"""Where lists, quotations, tables and code stand in a piece of Markdown, down to each item. Pure.

What is what is the cutter's to say, inside lists and quotations too, so that the keys, the page
and the direction rule never disagree. Lines count from 0; columns of a line are code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from editor.text import lines as line_of
from editor.text import parts
from editor.text.blocks import Block, Kind, cut

# Deeper than this nobody writes; the page shows it as it was typed.
MAX_DEPTH = 16

_MARKER = re.compile(r"(?:([-+*])|(\d+)([.)]))")
_TASK = re.compile(r"\[[ xX]\](?:[ \t]+|\Z)")
# An item that waits for its words is one, whatever stands above it.
_EMPTY_ITEM = re.compile(r"^([ \t>]*+(?:[-+*]|\d{1,9}[.)])[ \t]++)\Z")
_NUMBER = re.compile(r"^([ \t>]*+)(\d{1,9})(?=[.)])")
_VERBATIM = frozenset({Kind.FENCE, Kind.CODE, Kind.HTML})


class Sign(NamedTuple):
    """What stands before a line's words, from `start` to `end`: the marks of a quotation, or an
    item's marker."""

    start: int
    end: int
    item: Item | None


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An item of a list.

    It goes from `line` to the one before `end`. Its marker stands at `column`, its words begin at
    `words`, behind the box of a task. `indent` and `content` say the same in columns of the
    screen, counted from the quotation marks around the list, of which there are `quotes`.
    `number` is empty for a bullet; `sign` is the bullet, or what follows the number.
    """

    line: int
    end: int
    column: int
    words: int
    indent: int
    content: int
    quotes: int
    number: str
    sign: str
    box: str
    parent: Item | None

    @property
    def marker(self) -> str:
        """The marker, the space after it, and an empty box where there is one."""
        return f"{self.number}{self.sign} " + ("[ ] " if self.box else "")


class Area(NamedTuple):
    """A block that is neither list nor quotation, from `line` to the one before `end`."""

    kind: Kind
    line: int
    end: int


class Outline:
    """What stands where in one text."""

    def __init__(self, text: str, known: frozenset[int] = frozenset()) -> None:
        """`known` lines hold numbered items, though their numbers may not say so any more: in the
        midst of a paragraph only a list's first number begins one."""
        self.lines = text.split("\n")
        # Carriage returns and their like are the codec's: here they are ink.
        lines = text.replace("\r", " ").split("\n")
        self._read = [_EMPTY_ITEM.sub(r"\1x", line) for line in lines]
        for line in known:
            self._read[line] = _NUMBER.sub(_first, self._read[line], count=1)
        self.items: list[Item] = []
        self.lists: list[list[Item]] = []
        self.areas: list[Area] = []
        self._signs: dict[int, list[Sign]] = {}
        self._blocks(self._read, 0, None, 0, 0)

    def signs(self, line: int) -> list[Sign]:
        """What stands before the words of a line, from the outside in."""
        return self._signs.get(line, [])

    def item_on(self, line: int) -> Item | None:
        """The innermost item that begins on a line."""
        return next((item for item in reversed(self.items) if item.line == line), None)

    def item_around(self, line: int) -> Item | None:
        """The innermost item that a line is part of."""
        return next((item for item in reversed(self.items) if item.line <= line < item.end), None)

    def list_of(self, item: Item) -> list[Item]:
        """The items of one list, in their order."""
        return self._places[item][0]

    def place_of(self, item: Item) -> int:
        """Which of the items of its list it is."""
        return self._places[item][1]

    @cached_property
    def _places(self) -> dict[Item, tuple[list[Item], int]]:
        return {item: (each, place) for each in self.lists for place, item in enumerate(each)}

    def children(self, item: Item) -> list[Item]:
        """The items directly inside."""
        return self._children.get(item, [])

    @cached_property
    def _children(self) -> dict[Item, list[Item]]:
        found: dict[Item, list[Item]] = {}
        for each in self.items:
            if each.parent is not None:
                found.setdefault(each.parent, []).append(each)
        return found

    def kind(self, line: int) -> Kind | None:
        """What the words of a line are part of; None on an empty line."""
        area = self.area(line)
        return area.kind if area else None

    def area(self, line: int) -> Area | None:
        """The innermost block that a line is part of."""
        return next((area for area in self.areas if area.line <= line < area.end), None)

    def is_verbatim(self, line: int) -> bool:
        """True where Markdown's signs mean nothing."""
        return self.kind(line) in _VERBATIM

    def inside_quotes(self, line: int, quotes: int) -> int:
        """The column after the first `quotes` levels of quotation marks."""
        marks = [sign.end for sign in self.signs(line) if sign.item is None]
        return marks[min(quotes, len(marks)) - 1] if quotes and marks else 0

    def lead(self, line: int, column: int) -> str:
        """What a further line begins with that is to be where `column` of this one is: the marks
        of quotations, space for the markers of items."""
        whole = self.lines[line]
        lead, at = "", 0
        for sign in self.signs(line):
            if sign.end > column:
                break
            wide = sign.item.content - sign.item.indent if sign.item else 0
            marks = whole[sign.start : sign.end] if sign.item is None else " " * wide
            lead, at = lead + whole[at : sign.start] + marks, sign.end
        if not at and self.item_around(self._ink_above(line)):
            lead = whole[: len(whole) - len(whole.lstrip(" "))][:column]
        return lead

    def _ink_above(self, line: int) -> int:
        while line and line_of.is_blank(self.lines[line]):
            line -= 1
        return line

    # --- reading ------------------------------------------------------------------------------

    def _blocks(
        self, lines: list[str], top: int, parent: Item | None, quotes: int, depth: int
    ) -> None:
        """`lines` are those from `top` on, without what stands before them outside."""
        if len(lines) == 1 and lines[0][:1].isalpha() and "|" not in lines[0]:
            # Most items, at once: a letter begins no block but a paragraph.
            self.areas.append(Area(Kind.PARAGRAPH, top, top + 1))
            return
        for block in cut("\n".join(lines)):
            rows = parts.bare_lines(block.text)
            if len(rows) > 1 and block.kind is not Kind.HTML and line_of.is_attributes(rows[-1]):
                rows.pop()
            first = top + block.line
            if block.kind is Kind.LIST and depth < MAX_DEPTH:
                self._list(rows, first, parent, quotes, depth)
            elif block.kind is Kind.QUOTE and depth < MAX_DEPTH:
                self._quote(rows, first, parent, quotes, depth)
            elif rows:
                self._area(block, first, first + len(rows))

    def _area(self, block: Block, first: int, end: int) -> None:
        self.areas.append(Area(block.kind, first, end))

    def _quote(
        self, rows: list[str], top: int, parent: Item | None, quotes: int, depth: int
    ) -> None:
        inner = parts.quoted(rows).split("\n")
        for line, (row, words) in enumerate(zip(rows, inner, strict=True), top):
            if row != words:
                whole = len(self._read[line])
                sign = Sign(whole - len(row.lstrip(" ")), whole - len(words), None)
                self._signs.setdefault(line, []).append(sign)
        self._blocks(inner, top, parent, quotes + 1, depth + 1)

    def _list(
        self, rows: list[str], top: int, parent: Item | None, quotes: int, depth: int
    ) -> None:
        members: list[Item] = []
        self.lists.append(members)
        line = top
        for text in parts.list_items(rows):
            inner = text.split("\n")
            item = self._item(rows[line - top], line, inner, parent, quotes)
            members.append(item)
            self.items.append(item)
            self._signs.setdefault(line, []).append(Sign(item.column, item.words, item))
            self._blocks(inner, line, item, quotes, depth + 1)
            line += len(inner)

    def _item(
        self, row: str, line: int, inner: list[str], parent: Item | None, quotes: int
    ) -> Item:
        whole = self._read[line]
        column = len(whole) - len(row.lstrip(" \t"))
        words = len(whole) - len(inner[0])
        around = self.inside_quotes(line, quotes)
        marker = _MARKER.match(self.lines[line], column)
        bullet, number, stop = marker.groups("") if marker else ("-", "", "")
        box = _TASK.match(inner[0])
        end = len(inner)
        while end > 1 and line_of.is_blank(inner[end - 1]):
            end -= 1
        return Item(
            line=line,
            end=line + end,
            column=column,
            words=words + (box.end() if box else 0),
            indent=columns(whole[around:column]),
            content=columns(whole[around:words]),
            quotes=quotes,
            number=number,
            sign=bullet or stop,
            box=box.group() if box else "",
            parent=parent,
        )


def _first(number: re.Match[str]) -> str:
    return f"{number.group(1)}{'1':0>{len(number.group(2))}}"


def columns(text: str) -> int:
    """How far the text reaches on the screen, a tab to every fourth column."""
    column = 0
    for character in text:
        column += 4 - column % 4 if character == "\t" else 1
    return column
