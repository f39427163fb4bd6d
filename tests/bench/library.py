"""Opening and listing notebooks of 100, 10,000 and 100,000 posts of 600 words.

The floor is Python's own sqlite3 with the same posts in the same run, by turns: a table and an
index by date. It reads tuples; ours are the objects that the window gets, and, where there is a
blog, how each post stands with it. Each page is measured twice. "As many columns" is the fair
floor: both read the same data. The row above it has the six columns that no list of posts can do
without; what it costs on top is the price of all else our list says of a post (its direction, its
blog, when it goes out).

To open is measured against that database, with its one table, and against SQLite alone with our
own file and the settings that keep it safe: it reads all of a schema before it answers anything.
That is the floor that can be reached. Of what Midad opens with, four fifths of the instructions
are SQLite's, five of eight of them for the schema; what we ask of the system beside it (are there
traces of a kill, whose file is it, may we write) is one call in five.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

from editor.domain.blog import Blog
from editor.domain.post import Status, new_blog_id
from tests.bench.shelves import LIST, PAGE, bare_copy, fill
from tests.bench.timing import Row, row

SIZES = (100, 10_000, 100_000)
_SAME = "p.resolved, p.publish_at, p.blog, p.stays_here, p.version_of"
_STANDING = (
    "b.keeps_drafts, c.agreed = p.digest, c.conflict, c.trouble, "
    "(SELECT kind FROM intents i WHERE i.post = p.uuid ORDER BY id DESC LIMIT 1)"
)
_TABLES = """
    posts p LEFT JOIN blogs b ON b.uuid = p.blog
    LEFT JOIN copies c ON c.post = p.uuid AND c.blog = p.blog
"""
ROUNDS = 60


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); the last compare Midad with itself."""
    sizes = [int(each) for each in os.environ.get("BENCH_POSTS", "").split()] or SIZES
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        shelves = [_Shelf(Path(folder), size) for size in sizes]
        for shelf in shelves:
            rows += [(f"{what}, {shelf.size:,}", *figures) for what, *figures in shelf.rows()]
        least, most = shelves[0], shelves[-1]
        rows += [
            row(f"{what}: {most.size:,} against {least.size:,}", 1.2, few, many, ROUNDS)
            for what, few, many in (
                ("open", least.open, most.open),
                ("first page", least.first, most.first),
                ("a page in the middle", least.middle, most.middle),
            )
        ]
        for shelf in shelves:
            shelf.close()
    return rows


class _Shelf:
    """A notebook of so many posts, and the same posts in a plain database."""

    def __init__(self, folder: Path, size: int) -> None:
        from editor.workspace.assembly import open_workspace

        self.size = size
        self._path, self._plain = folder / f"{size}.midad", folder / f"{size}.sqlite"
        fill(self._path, size, is_searched=False)
        bare_copy(self._path, self._plain).close()
        self._workspace = open_workspace(self._path)
        self._half = self._workspace.page(limit=1, offset=size // 2)[0]
        self._workspace.close()

    def rows(self) -> list[Row]:
        """Ends with the notebook open."""
        from editor.workspace.assembly import open_workspace

        bare = sqlite3.connect(self._plain)

        def asks(sql: str, *values: Any) -> Callable[[], object]:
            return lambda: bare.execute(sql, values).fetchall()

        moment = self._half.updated.isoformat(timespec="microseconds")
        same = PAGE.replace(LIST, f"{LIST}, {_SAME}")
        later, drafts = "AND updated < ? ORDER", "AND status = 'draft' ORDER"
        rows = [
            row("open", 1.5, lambda: _open_bare(self._plain), self.open, ROUNDS),
            row("  SQLite alone on this file", 1.5, self._open_same, self.open, ROUNDS),
        ]
        self._workspace = open_workspace(self._path)
        rows += [
            row("first page", 1.5, asks(PAGE), self.first, ROUNDS),
            row("  as many columns", 1.5, asks(same), self.first, ROUNDS),
            row(
                "a page in the middle", 1.5,
                asks(PAGE.replace("ORDER", later), moment), self.middle, ROUNDS,
            ),
            row(
                "  as many columns", 1.5,
                asks(same.replace("ORDER", later), moment), self.middle, ROUNDS,
            ),
            row(
                "first drafts", 1.5, asks(PAGE.replace("ORDER", drafts)),
                lambda: self._workspace.page(limit=50, status=Status.DRAFT), ROUNDS,
            ),
        ]  # fmt: skip
        bare.close()
        self._workspace.close()
        return [*rows, self._of_a_blog()]

    def _of_a_blog(self) -> Row:
        from editor.workspace.assembly import open_workspace

        _belong_to_a_blog(self._path)
        self._plain.unlink()
        bare = bare_copy(self._path, self._plain, "blogs", "copies", "intents")
        self._workspace = open_workspace(self._path)
        standing = PAGE.replace(LIST, f"{LIST}, {_SAME}, {_STANDING}").replace("posts p", _TABLES)
        try:
            return row(
                "first page of a blog", inf,
                lambda: bare.execute(standing).fetchall(), self.first, ROUNDS,
            )  # fmt: skip
        finally:
            bare.close()

    def first(self) -> object:
        return self._workspace.page(limit=50)

    def middle(self) -> object:
        return self._workspace.page(limit=50, after=self._half)

    def open(self) -> None:
        """Open it once more, show a line, close it."""
        from editor.workspace.assembly import open_workspace

        workspace = open_workspace(self._path)
        workspace.page(limit=1)
        workspace.close()

    def _open_same(self) -> None:
        _open_bare(self._path, "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")

    def close(self) -> None:
        self._workspace.close()


def _belong_to_a_blog(path: Path) -> None:
    """Every post went to a blog; one of fifty was changed since."""
    from editor.store.blogs import Blogs
    from editor.store.database import Notebook
    from editor.system.clock import SystemClock

    notebook = Notebook.open(path, SystemClock())
    blog = Blog(new_blog_id(), "wordpress", "Ink", "https://ink.example/", username="leila")
    Blogs(notebook).add(blog, "secret", True)
    with notebook.writing() as connection:
        connection.execute("UPDATE posts SET blog = ?, stays_here = 0", (blog.id,))
        connection.execute(
            "INSERT INTO copies (post, blog, remote, base, agreed, conflict, trouble, chunks) "
            "SELECT uuid, blog, number, json_object('body', body), "
            "iif(number % 50, digest, ''), 0, '', '[]' FROM posts"
        )
    notebook.close()


def _open_bare(path: Path, *settings: str) -> None:
    connection = sqlite3.connect(path)
    for setting in ("journal_mode = WAL", *settings):
        connection.execute(f"PRAGMA {setting}")
    connection.execute(PAGE.replace("50", "1")).fetchall()
    connection.close()
