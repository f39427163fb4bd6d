"""Opening and listing notebooks of 100, 10,000 and 100,000 posts of 600 words.

The floor is Python's own sqlite3 with the same posts in the same run, by turns: a table and an
index by date. It reads tuples, once with the six columns a list cannot do without (title,
opening, state, time …), and once with the eleven our list shows; ours are the objects that the
window gets, and, where there is a blog, how each post stands with it.
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
    ours: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            found = _measure(Path(folder), size)
            ours[size] = {what: time for what, _floor, time, _goal in found}
            rows += [(f"{what}, {size:,}", floor, time, goal) for what, floor, time, goal in found]
    least, most = min(ours), max(ours)
    rows += [
        (f"{what}: {most:,} against {least:,}", ours[least][what], ours[most][what], 1.2)
        for what in ("open", "first page", "a page in the middle", "first page of a blog")
    ]
    return rows


def _measure(folder: Path, size: int) -> list[Row]:
    from editor.workspace.assembly import open_workspace

    path, plain = folder / f"{size}.midad", folder / f"{size}.sqlite"
    fill(path, size, is_searched=False)
    bare_copy(path, plain).close()
    rows = [row("open", 1.5, lambda: _open_bare(plain), lambda: _open(path), ROUNDS)]
    workspace = open_workspace(path)
    bare = sqlite3.connect(plain)

    def asks(sql: str, *values: Any) -> Callable[[], object]:
        return lambda: bare.execute(sql, values).fetchall()

    def ours(**asked: Any) -> Callable[[], object]:
        return lambda: workspace.page(limit=50, **asked)

    middle = workspace.page(limit=1, offset=size // 2)[0]
    moment = middle.updated.isoformat(timespec="microseconds")
    same = PAGE.replace(LIST, f"{LIST}, {_SAME}")
    later, drafts = "AND updated < ? ORDER", "AND status = 'draft' ORDER"
    rows += [
        row("first page", 1.5, asks(PAGE), ours(), ROUNDS),
        row("  as many columns", 1.5, asks(same), ours(), ROUNDS),
        row(
            "a page in the middle", 1.5,
            asks(PAGE.replace("ORDER", later), moment), ours(after=middle), ROUNDS,
        ),
        row(
            "  as many columns", 1.5,
            asks(same.replace("ORDER", later), moment), ours(after=middle), ROUNDS,
        ),
        row(
            "first drafts", 1.5,
            asks(PAGE.replace("ORDER", drafts)), ours(status=Status.DRAFT), ROUNDS,
        ),
    ]  # fmt: skip
    bare.close()
    workspace.close()
    _belong_to_a_blog(path)
    plain.unlink()
    bare_copy(path, plain, "blogs", "copies", "intents").close()
    bare = sqlite3.connect(plain)
    workspace = open_workspace(path)
    standing = PAGE.replace(LIST, f"{LIST}, {_SAME}, {_STANDING}").replace("posts p", _TABLES)
    rows += [row("first page of a blog", inf, asks(standing), ours(), ROUNDS)]
    workspace.close()
    bare.close()
    plain.unlink()
    path.unlink()
    return rows


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


def _open_bare(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(PAGE.replace("50", "1")).fetchall()
    connection.close()


def _open(path: Path) -> None:
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(path)
    workspace.page(limit=1)
    workspace.close()
