"""Searching notebooks of 100, 10,000 and 100,000 posts of 600 words.

The floor is Python's own sqlite3 with the same posts, in the same run: a table, an index by date
and a plain FTS5 table. It reads what a list shows (title, opening, state, time) and FTS5's own
snippet, as tuples; ours are the objects the window gets. 100,000 posts take some minutes and
3 GB under the temporary folder: `python -m tests.bench searching` measures them where
BENCH_POSTS=100000 is set.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from editor.store import search
from editor.text.query import parse
from tests.bench.shelves import COMMON, LIST, RARE, bare_copy, fill, make_searchable
from tests.bench.timing import Row, row

SIZES = (100, 10_000)
_FOUND = (
    f"SELECT {LIST}, snippet(found, 1, '', '', '…', 24) "
    "FROM found JOIN posts p ON p.number = found.rowid WHERE found MATCH ? "
)


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio)."""
    sizes = [*SIZES, *(int(each) for each in os.environ.get("BENCH_POSTS", "").split())]
    with tempfile.TemporaryDirectory() as folder:
        return [
            (f"{what}, {size:,}", floor, ours, goal)
            for size in sizes
            for what, floor, ours, goal in _measure(Path(folder), size)
        ]


def _measure(folder: Path, size: int) -> list[Row]:
    from editor.workspace.assembly import open_workspace

    path, plain = folder / f"{size}.midad", folder / f"{size}.sqlite"
    fill(path, size)
    bare_copy(path, plain).close()
    make_searchable(plain)
    workspace = open_workspace(path)
    searching = workspace.searching
    bare = sqlite3.connect(plain)
    both = " AND ".join(f'"{word}"' for word in COMMON)
    common, rare = " ".join(COMMON), f'"{RARE}"'

    def asks(sql: str, *values: Any) -> Callable[[], object]:
        return lambda: bare.execute(sql, values).fetchall()

    rounds = 9
    rows = [
        row(
            "common words: first results", 2.0,
            asks(f"{_FOUND} LIMIT 50", both), lambda: searching.glance(common), rounds,
        ),
        row(
            "common words: first numbers alone", 2.0,
            asks("SELECT rowid FROM found WHERE found MATCH ? LIMIT 50", both),
            lambda: _numbers(workspace, common), rounds,
        ),
        row(
            "common words: best 200", 2.0,
            asks(f"{_FOUND} ORDER BY rank LIMIT 200", both), lambda: searching.find(common), 3,
        ),
        row(
            "rare word", 2.0,
            asks(f"{_FOUND} ORDER BY rank LIMIT 50", rare),
            lambda: searching.find(RARE, 50), rounds,
        ),
    ]  # fmt: skip
    workspace.close()
    bare.close()
    plain.unlink()
    path.unlink()
    return rows


def _numbers(workspace: Any, typed: str) -> list[int]:
    """What a glance finds before it looks at a single post."""
    from editor.text.query import exact_expression

    notebook, wanted = workspace._stores.notebook, parse(typed)
    scope = search._scope(notebook, wanted, None)
    return search._matches(
        notebook, scope, exact_expression(wanted), search._NEWEST, search.FIRST + 1
    )
