"""Items of lists go in, out, up and down, with all that is in them. Pure; offsets are code points.

An item that comes to stand among others takes their sort of marker; the numbers that follow
count on.
"""

from __future__ import annotations

from collections.abc import Callable

from editor.gui.writing.markdown.edits import Edit
from editor.gui.writing.markdown.numbering import following, recounted, written
from editor.gui.writing.markdown.outline import Item, Outline, columns
from editor.text.lines import dedent, is_blank


class Chosen:
    """The items of a selection that begin in it, those inside others left out."""

    def __init__(self, text: str, start: int, end: int, outline: Outline | None = None) -> None:
        self.text = text
        self.start, self.end = start, end
        self.outline = outline or Outline(text)
        self.first = text.count("\n", 0, start)
        last = self.first + text.count("\n", start, end)
        if last > self.first and text[end - 1] == "\n":
            last -= 1  # a selection of whole lines ends on the line after them
        around = self.outline.item_around(self.first)
        begun = [item for item in self.outline.items if self.first <= item.line <= last]
        if around is not None and around not in begun:
            begun.insert(0, around)
        chosen = set(begun)
        self.items = [item for item in begun if item.parent not in chosen]


def indent(chosen: Chosen) -> Edit | None:
    """The items go under the one above them; None where there is none."""
    outline = chosen.outline
    above: dict[Item, Item] = {}
    for item in chosen.items:
        place = outline.place_of(item)
        if place:
            before = outline.list_of(item)[place - 1]
            above[item] = above.get(before, before)
    if not above:
        return None
    shifted = _Shifted(outline)
    for item, parent in above.items():
        inner = [each for each in outline.children(parent) if each.line > parent.line]
        if inner:
            shifted.move(item, inner[-1].indent, following_marker(inner[-1]))
        else:
            first = f"{written(1, item.number)}{item.sign} " if item.number else f"{item.sign} "
            shifted.move(item, parent.content, first)
    return shifted.edit(chosen)


def outdent(chosen: Chosen) -> Edit | None:
    """The items come to stand behind the one they are in; those of the outermost level come to
    the margin."""
    shifted = _Shifted(chosen.outline)
    for item in chosen.items:
        parent = item.parent
        if parent is not None and parent.line < item.line:
            shifted.move(item, parent.indent, following_marker(parent))
        elif parent is None and item.indent:
            shifted.move(item, max(0, item.indent - 2), None)
    return shifted.edit(chosen)


def following_marker(item: Item) -> str:
    """The marker of an item behind `item`, with the space after it."""
    return f"{following(item.number)}{item.sign} " if item.number else f"{item.sign} "


def move(chosen: Chosen, *, down: bool) -> Edit | None:
    """The items change places with the one above or below them, which numbers do not; None
    where there is none."""
    first, last = chosen.items[0], chosen.items[-1]
    siblings = chosen.outline.list_of(first)
    if last not in siblings or any(item.line == first.line for item in _parents(first)):
        return None
    place, after = chosen.outline.place_of(first), chosen.outline.place_of(last) + 1
    top, bottom = (place, after + 1) if down else (place - 1, after)
    if top < 0 or bottom > len(siblings):
        return None
    members = siblings[top:bottom]
    order = [members[-1], *members[:-1]] if down else [*members[1:], members[0]]
    return _permuted(chosen, members, order)


def _permuted(chosen: Chosen, members: list[Item], order: list[Item]) -> Edit:
    """`members` in another order; empty lines and numbers stay where they are."""
    lines = chosen.outline.lines
    made: list[str] = []
    moved: dict[int, tuple[int, int]] = {}  # line: where it goes, how much longer it gets
    begin = members[0].line
    for place, (was, item) in enumerate(zip(members, order, strict=True)):
        rows = lines[item.line : item.end]
        if item.number and was.number:
            head, number = rows[0][: item.column], written(int(was.number), item.number)
            rows[0] = head + number + rows[0][item.column + len(item.number) :]
        longer = len(rows[0]) - len(lines[item.line])
        for line in range(item.line, item.end):
            moved[line] = (begin + len(made) + line - item.line, longer if line == item.line else 0)
        made += rows
        if place + 1 < len(members):
            made += lines[was.end : members[place + 1].line]
    stop = members[-1].end
    result = [*lines[:begin], *made, *lines[stop:]]
    anchor, caret = (_landed(lines, result, moved, offset) for offset in (chosen.start, chosen.end))
    start = sum(len(line) + 1 for line in lines[:begin])
    old = "\n".join(lines[begin:stop])
    return Edit(start, start + len(old), "\n".join(made), anchor, max(anchor, caret))


def _landed(
    lines: list[str],
    result: list[str],
    moved: dict[int, tuple[int, int]],
    offset: int,
) -> int:
    """Where an offset of the old lines is afterwards."""
    line, column = 0, offset
    while line < len(lines) - 1 and column > len(lines[line]):
        column -= len(lines[line]) + 1
        line += 1
    target, longer = moved.get(line, (line, 0))
    column = max(0, column + longer) if column else 0
    return sum(len(each) + 1 for each in result[:target]) + min(column, len(result[target]))


def _parents(item: Item) -> list[Item]:
    found = []
    while item.parent is not None:
        item = item.parent
        found.append(item)
    return found


class _Shifted:
    """Items on their way in or out."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._lines: dict[int, str] = {}
        self._fresh: set[int] = set()

    def move(self, item: Item, column: int, marker: str | None) -> None:
        """`item` and what is in it to `column`; `marker` in the place of its own."""
        lines = self._outline.lines
        head = lines[item.line]
        around = self._outline.inside_quotes(item.line, item.quotes)
        own = head[item.column : item.words].removesuffix(item.box)
        marker = own if marker is None else marker
        wider = len(marker) - (item.content - item.indent)
        words = item.box + head[item.words :]
        self._lines[item.line] = head[:around] + " " * column + marker + words
        self._fresh.add(item.line)
        for line in range(item.line + 1, item.end):
            around = self._outline.inside_quotes(line, item.quotes)
            quotes, row = lines[line][:around], lines[line][around:]
            before = len(row) - len(row.lstrip(" \t"))
            at = columns(row[:before])
            if not is_blank(row) and at > item.indent:
                deeper = column - item.indent + (wider if at >= item.content else 0)
                row = dedent(row, -deeper) if deeper < 0 else " " * (at + deeper) + row[before:]
                self._lines[line] = quotes + row

    def edit(self, chosen: Chosen) -> Edit | None:
        """All of it, as one step."""
        lines = self._outline.lines
        changed = [line for line, made in self._lines.items() if made != lines[line]]
        if not changed:
            return None
        top, bottom = min(changed), max(changed)
        made = [self._lines.get(line, lines[line]) for line in range(top, bottom + 1)]
        begin = sum(len(line) + 1 for line in lines[:top])
        old = "\n".join(lines[top : bottom + 1])
        anchor, caret = (
            _carried(lines, self._lines, offset) for offset in (chosen.start, chosen.end)
        )
        edit = Edit(begin, begin + len(old), "\n".join(made), anchor, caret)
        return recounted(chosen.text, edit, self._line_before(), self._outline)

    def _line_before(self) -> Callable[[int], int | None]:
        return lambda line: None if line in self._fresh else line


def _carried(lines: list[str], made: dict[int, str], offset: int) -> int:
    """Where an offset is when lines got other beginnings: it stays before the same character."""
    at = line = 0
    while line < len(lines) - 1 and offset > len(lines[line]):
        offset -= len(lines[line]) + 1
        at += len(made.get(line, lines[line])) + 1
        line += 1
    row = made.get(line, lines[line])
    return at + min(len(row), max(0, offset + len(row) - len(lines[line])))
