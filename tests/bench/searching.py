"""Opening, listing and searching notebooks of 100, 10,000 and 100,000 posts of 600 words.

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

from editor.domain.post import Status
from editor.store import search
from editor.text.query import parse
from tests.bench.library import timed
from tests.bench.shelves import COMMON, RARE, fill

SIZES = (100, 10_000)
_LIST = "p.uuid, p.title, p.opening, p.status, p.language, p.updated"
_PAGE = f"SELECT {_LIST} FROM posts p WHERE binned IS NULL ORDER BY updated DESC LIMIT 50"
_FOUND = (
    f"SELECT {_LIST}, snippet(found, 1, '', '', '…', 24) "
    "FROM found JOIN posts p ON p.number = found.rowid WHERE found MATCH ? "
)

Row = tuple[str, float, float, float]


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); the last compare Midad with itself."""
    sizes = [*SIZES, *(int(each) for each in os.environ.get("BENCH_POSTS", "").split())]
    rows: list[Row] = []
    ours: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            found = _measure(Path(folder), size)
            ours[size] = {what: time for what, _floor, time, _goal in found}
            rows += [(f"{what}, {size:,}", floor, time, goal) for what, floor, time, goal in found]
    least, most = min(ours), max(ours)
    rows += [
        (f"{what}: {most:,} against {least:,}", ours[least][what], ours[most][what], goal)
        for what, goal in (("first page", 1.2), ("a page in the middle", 1.2), ("open", 1.2))
    ]
    return rows


def _measure(folder: Path, size: int) -> list[Row]:
    from editor.workspace.assembly import open_workspace

    path, plain = folder / f"{size}.midad", folder / f"{size}.sqlite"
    fill(path, size)
    _copy(path, plain)
    workspace = open_workspace(path)
    searching = workspace.searching
    bare = sqlite3.connect(plain)
    both = " AND ".join(f'"{word}"' for word in COMMON)
    common, rare = " ".join(COMMON), f'"{RARE}"'

    def asks(sql: str, *values: Any) -> Callable[[], object]:
        return lambda: bare.execute(sql, values).fetchall()

    half = size // 2
    middle = workspace.page(limit=1, offset=half)[0]
    moment = middle.updated.isoformat(timespec="microseconds")
    rounds = 9
    rows = [
        _row("open", 1.5, lambda: _open_bare(plain), lambda: _open(path), rounds),
        _row("first page", 1.5, asks(_PAGE), lambda: workspace.page(limit=50), rounds),
        _row(
            "a page in the middle", 1.5,
            asks(_PAGE.replace("ORDER", "AND updated < ? ORDER"), moment),
            lambda: workspace.page(limit=50, after=middle), rounds,
        ),
        _row(
            "first drafts", 1.5,
            asks(_PAGE.replace("ORDER", "AND status = 'draft' ORDER")),
            lambda: workspace.page(limit=50, status=Status.DRAFT), rounds,
        ),
        _row(
            "common words: first results", 2.0,
            asks(f"{_FOUND} LIMIT 50", both), lambda: searching.glance(common), rounds,
        ),
        _row(
            "common words: first numbers alone", 2.0,
            asks("SELECT rowid FROM found WHERE found MATCH ? LIMIT 50", both),
            lambda: _numbers(workspace, common), rounds,
        ),
        _row(
            "common words: best 200", 2.0,
            asks(f"{_FOUND} ORDER BY rank LIMIT 200", both), lambda: searching.find(common), 3,
        ),
        _row(
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


def _row(
    what: str, goal: float, floor: Callable[[], object], ours: Callable[[], object], rounds: int
) -> Row:
    floor(), ours()  # the caches
    return what, timed(floor, rounds), timed(ours, rounds), goal


def _copy(path: Path, plain: Path) -> None:
    """The posts of a notebook in a plain database, with the index anybody would make."""
    from editor.store import driver

    notebook = driver.connect(path)
    columns = [row["name"] for row in notebook.execute("PRAGMA table_info(posts)")]
    bare = sqlite3.connect(plain)
    bare.execute("PRAGMA journal_mode = WAL")
    names = ", ".join("number INTEGER PRIMARY KEY" if n == "number" else n for n in columns)
    bare.execute(f"CREATE TABLE posts ({names})")
    places = ", ".join("?" * len(columns))
    rows = notebook.execute(f"SELECT {', '.join(columns)} FROM posts")
    bare.executemany(f"INSERT INTO posts VALUES ({places})", map(tuple, rows))
    bare.execute("CREATE INDEX by_date ON posts (binned, updated)")
    bare.execute(
        "CREATE VIRTUAL TABLE found USING fts5(title, body, content = 'posts', "
        "content_rowid = 'number')"
    )
    bare.execute("INSERT INTO found (found) VALUES ('rebuild')")
    bare.commit()
    bare.close()
    notebook.close()


def _numbers(workspace: Any, typed: str) -> list[int]:
    """What a glance finds before it looks at a single post."""
    from editor.text.query import exact_expression

    notebook, wanted = workspace._stores.notebook, parse(typed)
    scope = search._scope(notebook, wanted, None)
    return search._matches(
        notebook, scope, exact_expression(wanted), search._NEWEST, search.FIRST + 1
    )


def _open_bare(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(_PAGE.replace("50", "1")).fetchall()
    connection.close()


def _open(path: Path) -> None:
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(path)
    workspace.page(limit=1)
    workspace.close()
