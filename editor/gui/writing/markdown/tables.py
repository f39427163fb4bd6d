"""Tables: from cell to cell, rows and columns, and a source whose columns line up. Pure.

The first column is the first in the source, whichever way the table runs; so `:---` stays its
beginning, `---:` its end. Only space, borders and the rule below the head are ever rewritten,
never a cell's words. Offsets are code points.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from editor.gui.writing.markdown.edits import Edit, line_end, line_start
from editor.gui.writing.markdown.outline import Outline
from editor.text.blocks import Kind
from editor.text.lines import cells

_NARROWEST = 3  # columns of the screen: `:-:`
_WIDEST = 60  # a longer cell stands out rather than pad a whole column
_FILLED_UP = 50  # cells: the page fills up no longer rows

_ZWJ, _AS_EMOJI = "\u200d", "\ufe0f"


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are the cells of the head and of each row, without the rule between them; `marks`
    the rule's cells. `row` and `cell` say where the caret is, `into` how far into the words."""

    start: int
    end: int
    prefixes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    row: int
    cell: int
    into: int


def table_at(text: str, offset: int, outline: Outline | None = None) -> Table | None:
    """The table around `offset`; `outline` is that of `text`, where it is known."""
    outline = outline or Outline(text)
    line = text.count("\n", 0, offset)
    area = outline.area(line)
    if area is None or area.kind is not Kind.TABLE:
        return None
    lines = outline.lines[area.line : area.end]
    prefixes = []
    for number, row in enumerate(lines, area.line):
        signs = outline.signs(number)
        outer = signs[-1].end if signs else 0
        prefixes.append(row[: len(row) - len(row[outer:].lstrip(" \t"))])
    rows = [row[len(prefix) :] for row, prefix in zip(lines, prefixes, strict=True)]
    start = sum(len(each) + 1 for each in outline.lines[: area.line])
    at = line - area.line
    column = offset - line_start(text, offset) - len(prefixes[at])
    cell, into = _place(rows[at], column)
    return Table(
        start=start,
        end=start + sum(len(each) + 1 for each in lines) - 1,
        prefixes=tuple(prefixes),
        rows=tuple(tuple(cells(row)) for row in (rows[0], *rows[2:])),
        marks=tuple(cells(rows[1])),
        row=max(0, at - 1),
        cell=cell,
        into=into if at != 1 else 0,
    )


def spans(row: str) -> list[tuple[int, int]]:
    """Where the words of each cell stand in a row."""
    at = len(row) - len(row.lstrip(" \t"))
    at += row.startswith("|", at)
    found = []
    for cell in cells(row):
        start = at
        while row[at : at + 1] in (" ", "\t"):
            at += 1
        if not cell:
            found.append((min(start + 1, at), min(start + 1, at)))
        else:
            found.append((at, at + len(cell)))
            at += len(cell)
            while row[at : at + 1] in (" ", "\t"):
                at += 1
        at += 1
    return found


def _place(row: str, column: int) -> tuple[int, int]:
    """(cell, how far into its words) of a column."""
    found = spans(row)
    for number, (start, end) in enumerate(found):
        border = row.find("|", end) if number + 1 < len(found) else len(row)
        if column <= border or number + 1 == len(found):
            return number, min(max(0, column - start), end - start)
    return 0, 0


# --- from cell to cell --------------------------------------------------------------------------


def next_cell(text: str, start: int, outline: Outline, *, back: bool) -> Edit | None:
    """The caret behind the words of the next cell, or of the one before; a further row after the
    last one. None outside of tables."""
    table = table_at(text, start, outline)
    if table is None:
        return None
    width = len(table.rows[0])
    at = table.row * width + min(table.cell, width - 1) + (-1 if back else 1)
    if _line(table, text, start) == 1:  # on the rule
        at = width - 1 if back else width
    return _go(text, table, max(0, at) // width, max(0, at) % width)


def below(text: str, start: int, outline: Outline) -> Edit | None:
    """Enter: the cell below, in a further row after the last one; out of the table from a last
    row that is empty. None before and behind a row, where Enter breaks the line."""
    table = table_at(text, start, outline)
    if table is None:
        return None
    top = line_start(text, start)
    row = text[top : line_end(text, start)]
    if start - top >= len(row.rstrip(" \t")) or not row[: start - top].strip(" \t>"):
        return None
    last = table.row == len(table.rows) - 1
    if last and table.row and not any(table.rows[-1]):
        caret = top + 1
        return Edit(top, top + len(row), "\n", caret, caret)
    return _go(text, table, table.row + 1, min(table.cell, len(table.rows[0]) - 1))


def _line(table: Table, text: str, offset: int) -> int:
    return text.count("\n", table.start, max(offset, table.start))


def _go(text: str, table: Table, row: int, cell: int) -> Edit:
    lines = text[table.start : table.end].split("\n")
    if row >= len(table.rows):
        made = table.prefixes[1] + _empty_row(lines[1][len(table.prefixes[1]) :])
        caret = table.end + 1 + _behind(made, table.prefixes[1], cell)
        return Edit(table.end, table.end, f"\n{made}", caret, caret)
    number = row + 1 if row else 0
    line, prefix = lines[number], table.prefixes[number]
    top = table.start + sum(len(each) + 1 for each in lines[:number])
    missing = min(cell, _FILLED_UP) + 1 - len(table.rows[row])
    made = line.rstrip(" \t")
    if missing > 0:
        made = made.removesuffix("|") if _is_closed(made[len(prefix) :]) else made
        made = made.rstrip(" \t") + " |" + "   |" * missing
        caret = top + _behind(made, prefix, cell)
        return Edit(top, top + len(line), made, caret, caret)
    caret = top + _behind(line, prefix, cell)
    return Edit(caret, caret, "", caret, caret)


def _is_closed(row: str) -> bool:
    """True where the last bar is a border, not part of the last cell."""
    return row.endswith("|") and not cells(row)[-1].endswith("|")


def _behind(line: str, prefix: str, cell: int) -> int:
    """The column behind the words of a cell."""
    found = spans(line[len(prefix) :])
    return len(prefix) + found[min(cell, len(found) - 1)][1]


def _empty_row(rule: str) -> str:
    """A row with room for words, its borders below those of the rule."""
    rule = rule.strip(" \t").removeprefix("|").removesuffix("|")
    widths = [min(max(_NARROWEST, len(cell)), _WIDEST + 2) for cell in rule.split("|")]
    return "|" + "|".join(" " * width for width in widths) + "|"


# --- the whole table ----------------------------------------------------------------------------


def format_table(text: str, start: int, _end: int) -> Edit | None:
    """Pad the cells so that the columns line up where every letter is as wide."""
    table = table_at(text, start)
    return _rewritten(table) if table else None


def add_row(text: str, start: int, _end: int) -> Edit | None:
    """A further row below the caret's; the caret in it."""
    table = table_at(text, start)
    if table is None:
        return None
    rows = list(table.rows)
    rows.insert(table.row + 1, ("",) * len(rows[0]))
    return _rewritten(replace(table, rows=tuple(rows), row=table.row + 1, cell=0, into=0))


def add_column(text: str, start: int, _end: int) -> Edit | None:
    """A further column behind the caret's; the caret in it."""
    table = table_at(text, start)
    if table is None:
        return None
    at = table.cell + 1
    rows = tuple((*_filled(row, at), "", *row[at:]) for row in table.rows)
    marks = (*table.marks[:at], "---", *table.marks[at:])
    return _rewritten(replace(table, rows=rows, marks=marks, cell=at, into=0))


def delete_row(text: str, start: int, _end: int) -> Edit | None:
    """Take the caret's row away. In the place of the head comes the row below it; with the last
    row goes the table."""
    table = table_at(text, start)
    if table is None:
        return None
    rows = (*table.rows[: table.row], *table.rows[table.row + 1 :])
    if not rows:
        return Edit(table.start, table.end, "", table.start, table.start)
    if not table.row:  # as wide as the rule, or it were no table
        rows = (_filled(rows[0], len(table.marks))[: len(table.marks)], *rows[1:])
    row = min(table.row, len(rows) - 1)
    return _rewritten(replace(table, rows=rows, row=row, into=0))


def delete_column(text: str, start: int, _end: int) -> Edit | None:
    """Take the caret's column away; with the last one goes the table."""
    table = table_at(text, start)
    if table is None or table.cell >= len(table.marks):
        return None
    if len(table.marks) == 1:
        return Edit(table.start, table.end, "", table.start, table.start)
    at = table.cell
    rows = tuple((*row[:at], *row[at + 1 :]) for row in table.rows)
    marks = (*table.marks[:at], *table.marks[at + 1 :])
    cell = min(at, len(marks) - 1)
    return _rewritten(replace(table, rows=rows, marks=marks, cell=cell, into=0))


def _filled(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A row's first `width` cells, those that are not there empty."""
    return (*row[:width], *("",) * (width - len(row)))


def _rewritten(table: Table) -> Edit:
    head = table.rows[0]
    width = len(head) if len(head) <= _FILLED_UP else 0
    rows = [(*row, *("",) * (width - len(row))) for row in table.rows]
    made = laid_out([list(row) for row in rows], list(table.marks))
    first, rule, rest = table.prefixes[0], table.prefixes[1], table.prefixes[2:]
    prefixes = [first, rule, *(rest + (rule,) * len(rows))[: len(rows) - 1]]
    lines = [prefix + line for prefix, line in zip(prefixes, made, strict=True)]
    number = table.row + 1 if table.row else 0
    found = spans(made[number])
    start, end = found[min(table.cell, len(found) - 1)]
    caret = table.start + sum(len(line) + 1 for line in lines[:number])
    caret += len(prefixes[number]) + min(start + table.into, end)
    return Edit(table.start, table.end, "\n".join(lines), caret, caret)


def laid_out(rows: list[list[str]], marks: list[str]) -> list[str]:
    """The lines of a table: its head, the rule, its rows."""
    widths = [_NARROWEST] * len(marks)
    for row in rows:
        for number, cell in enumerate(row[: len(marks)]):
            widths[number] = max(widths[number], min(width_of(cell), _WIDEST))
    rule = [_rule(mark, width) for mark, width in zip(marks, widths, strict=True)]
    lines = [
        [
            _padded(cell, marks[n], widths[n]) if n < len(marks) else cell
            for n, cell in enumerate(row)
        ]
        for row in rows
    ]
    return ["| " + " | ".join(line) + " |" for line in (lines[0], rule, *lines[1:])]


def _rule(mark: str, width: int) -> str:
    before, after = mark.startswith(":"), mark.endswith(":") and len(mark) > 1
    return ":" * before + "-" * (width - before - after) + ":" * after


def _padded(cell: str, mark: str, width: int) -> str:
    room = max(0, width - width_of(cell))
    before = 0
    if mark.endswith(":"):
        before = room // 2 if mark.startswith(":") else room
    return " " * before + cell + " " * (room - before)


def width_of(text: str) -> int:
    """How many columns a terminal needs: marks and joiners none, East Asian letters and emoji
    two (UAX #11, UTS #51)."""
    if text.isascii():
        return len(text)
    total = last = 0
    joined = False
    for character in text:
        if character == _AS_EMOJI and last == 1:
            total, last = total + 1, 2
        elif unicodedata.category(character) in ("Mn", "Me", "Cf") or (
            "\u1160" <= character <= "\u11ff"
        ):
            joined = character == _ZWJ and last == 2
        elif joined or (last == 2 and "\U0001f3fb" <= character <= "\U0001f3ff"):
            joined = False
        else:
            last = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            total += last
    return total
