"""Tables: from cell to cell, rows and columns, sources that line up; `¦` is the caret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import read, run

from editor.gui.writing.markdown import keys, tables
from editor.gui.writing.markdown.edits import Command, applied
from editor.text.blocks import Kind, cut
from editor.text.lines import cells

NAMES = "| الاسم | العمر |\n|---|---|\n| سالم | 30 |"

FORMAT = [
    (
        "| الاسم | العم¦ر |\n|---|---|\n| سالم الطويل | 30 |",
        "| الاسم       | العم¦ر |\n| ----------- | ----- |\n| سالم الطويل | 30    |",
    ),
    # Harakat, joiners and isolates take no room; East Asian letters and emoji take two.
    (
        "| مُحَمَّد¦ | می\u200cروم |\n|---|---|\n| محمد | میروم |",
        "| مُحَمَّد¦ | می\u200cروم |\n| ---- | ----- |\n| محمد | میروم |",
    ),
    (
        "a¦|b\n-|-\n日本|x\n😀😀|y\n👍🏽|z\n👩\u200d👩\u200d👧|w\n☺\ufe0f|v",
        "| a¦    | b   |\n| ---- | --- |\n| 日本 | x   |\n| 😀😀 | y   |\n| 👍🏽   | z   |\n"
        "| 👩\u200d👩\u200d👧   | w   |\n| ☺\ufe0f   | v   |",
    ),
    # A colon at the beginning is the beginning in both directions.
    (
        "| ¦x | y | z |\n|:--|--:|:-:|\n| أربعة | خمسة | ستتتة |",
        "| ¦x     |    y |   z   |\n| :---- | ---: | :---: |\n| أربعة | خمسة | ستتتة |",
    ),
    # A bar in code or behind a backslash is no border.
    (
        "| a\\|b ¦| `c|d` |\n|---|---|\n| e | f |",
        "| a\\|b¦ | `c|d` |\n| ---- | ----- |\n| e    | f     |",
    ),
    # Short rows are filled up; what no page shows is kept.
    (
        "| a¦ | b |\n|---|---|\n| c |\n| d | e | f |",
        "| a¦   | b   |\n| --- | --- |\n| c   |     |\n| d   | e   | f |",
    ),
    ("> | a¦ | b |\n> |---|---|", "> | a¦   | b   |\n> | --- | --- |"),
    (
        "- item\n\n  | a¦ |\n  |---|\n  | long |",
        "- item\n\n  | a¦    |\n  | ---- |\n  | long |",
    ),
    ("نص¦", "نص¦"),
    ("```\n| a¦ |\n|---|\n```", "```\n| a¦ |\n|---|\n```"),
]


@pytest.mark.parametrize(("before", "after"), FORMAT)
def test_columns_line_up(before: str, after: str) -> None:
    assert run(tables.format_table, before) == after


def test_a_long_cell_does_not_pad_its_column() -> None:
    text = f"| a | b |\n|---|---|\n| {'كلمة ' * 40}| c |"
    edit = tables.format_table(text, 3, 3)
    assert edit is not None
    assert len(applied(text, edit).split("\n")[0]) < 80


MOVES: list[tuple[Command, str, str]] = [
    (keys.tab, "| a¦ | b |\n|---|---|\n| c | d |", "| a | b¦ |\n|---|---|\n| c | d |"),
    (keys.tab, "| a | b¦ |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c¦ | d |"),
    (keys.tab, "| a | b |\n|--¦-|---|\n| c | d |", "| a | b |\n|---|---|\n| c¦ | d |"),
    (keys.tab, "| a | b |\n|---|---|\n| c | ¦d |", "| a | b |\n|---|---|\n| c | d |\n| ¦  |   |"),
    (keys.tab, "| a | b |\n|---|---|\n| ¦c |", "| a | b |\n|---|---|\n| c | ¦  |"),
    (keys.tab, "a|¦b\n-|-\nc|d", "a|b\n-|-\nc¦|d"),
    (keys.tab, "| a |¦  |\n|---|---|", "| a |  |\n|---|---|\n| ¦  |   |"),
    (keys.tab, "> | a | b¦ |\n> |---|---|", "> | a | b |\n> |---|---|\n> | ¦  |   |"),
    (keys.tab, "- | a¦ |\n  |---|", "- | a |\n  |---|\n  | ¦  |"),
    (keys.backtab, "| a | b |\n|---|---|\n| c¦ | d |", "| a | b¦ |\n|---|---|\n| c | d |"),
    (keys.backtab, "| a | ¦b |\n|---|---|\n| c | d |", "| a¦ | b |\n|---|---|\n| c | d |"),
    (keys.backtab, "| a¦ | b |\n|---|---|", "| a¦ | b |\n|---|---|"),
    (keys.enter, "| a | b¦ |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d¦ |"),
    (keys.enter, "| a | b |\n|---|---|\n| c | ¦d |", "| a | b |\n|---|---|\n| c | d |\n|   | ¦  |"),
    (keys.enter, "| a |\n|---|\n| c |\n| ¦  |", "| a |\n|---|\n| c |\n\n¦"),
    # Behind a row and before it the line is broken: so tables are typed by hand.
    (keys.enter, "| a | b |\n|---|---|¦", "| a | b |\n|---|---|\n¦"),
    (keys.enter, "¦| a | b |\n|---|---|", "\n¦| a | b |\n|---|---|"),
    (keys.enter, "a|b¦\n-|-", "a|b\n¦\n-|-"),
]


@pytest.mark.parametrize(("command", "before", "after"), MOVES)
def test_from_cell_to_cell(command: Command, before: str, after: str) -> None:
    assert run(command, before) == after


CHANGES: list[tuple[Command, str, str]] = [
    (
        tables.add_row,
        "| a¦ | b |\n|---|---|\n| c | d |",
        "| a   | b   |\n| --- | --- |\n| ¦    |     |\n| c   | d   |",
    ),
    (
        tables.add_column,
        "| a¦ | b |\n|---|:--|\n| c |",
        "| a   | ¦    | b   |\n| --- | --- | :-- |\n| c   |     |     |",
    ),
    (
        tables.delete_row,
        "| a | b |\n|---|---|\n| ¦c | d |\n| e | f |",
        "| a   | b   |\n| --- | --- |\n| ¦e   | f   |",
    ),
    (tables.delete_row, "| ¦a | b |\n|---|---|\n| c |", "| ¦c   |     |\n| --- | --- |"),
    (tables.delete_row, "نص\n\n| a¦ |\n|---|", "نص\n\n¦"),
    (
        tables.delete_column,
        "| a | b¦ | c |\n|---|:-:|--:|\n| d | e | f |",
        "| a   |   ¦c |\n| --- | --: |\n| d   |   f |",
    ),
    (tables.delete_column, "| a¦ |\n|---|\n| b |", "¦"),
    (tables.delete_column, "نص¦", "نص¦"),
]


@pytest.mark.parametrize(("command", "before", "after"), CHANGES)
def test_rows_and_columns(command: Command, before: str, after: str) -> None:
    assert run(command, before) == after


cell = st.lists(
    st.sampled_from(["كلمة", "\\|", "`x|y`", "`", "\\", "😀", "مُ", "\u200c", "\u00a0", "a b", "*"]),
    max_size=3,
).map("".join)
row = st.lists(cell, min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(st.lists(row, min_size=1, max_size=4), st.integers(0, 80))
def test_formatting_keeps_every_cell_and_is_done_once(rows: list[list[str]], at: int) -> None:
    lines = ["| " + " | ".join(each) + " |" for each in rows]
    lines.insert(1, "|" + "---|" * len(cells(lines[0])))
    text = "\n".join(lines)
    edit = tables.format_table(text, min(at, len(text)), 0)
    if edit is None:
        return
    made = applied(text, edit)
    assert [block.kind for block in cut(made)] == [Kind.TABLE]
    for line, was in zip(made.split("\n")[2:], lines[2:], strict=True):
        width = max(len(cells(lines[0])), len(cells(was)))
        assert cells(line) == cells(was) + [""] * (width - len(cells(was)))
    assert 0 <= edit.caret <= len(made)
    again = tables.format_table(made, edit.caret, 0)
    assert again is not None
    assert applied(made, again) == made
    assert again.caret == edit.caret


def test_every_cell_is_reached() -> None:
    text, at, _ = read(NAMES.replace("الاسم", "¦الاسم"))
    seen = []
    for _ in range(4):
        table = tables.table_at(text, at)
        assert table is not None
        seen.append((table.row, table.cell))
        edit = keys.tab(text, at, at)
        assert edit is not None
        text, at = applied(text, edit), edit.caret
    assert seen == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert text.count("\n") == 3, "and a further row is there"
