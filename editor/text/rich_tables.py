"""Tables of rich text, whose cells may reach over others: Markdown's do not, so those are empty.
Pure, any thread."""

from __future__ import annotations

from collections.abc import Mapping

from editor.text.rich_blocks import Block, Table

_WIDEST = 50  # cells that are there only for others to reach over them


def cell(table: Table, given: Mapping[str, str]) -> list[Block]:
    """Where the blocks of the table's next cell go; `given` are its attributes."""
    if not table.rows:
        table.rows.append([])
    row = table.rows[-1]
    while table.reaching.get(len(row), 0) >= len(table.rows):
        row.append([])  # a cell from above reaches down here
    made: list[Block] = []
    row.append(made)
    wide, high = (_number(given.get(name, "")) for name in ("colspan", "rowspan"))
    first = len(row) - 1
    row += ([] for _ in range(1, min(wide, _WIDEST - len(row))))
    if high > 1:
        table.reaching.update(dict.fromkeys(range(first, len(row)), len(table.rows) + high - 1))
    return made


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 3 else 1
