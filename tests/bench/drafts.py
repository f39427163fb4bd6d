"""Saving one draft of 600 words among 10,000 posts, plain and encrypted.

The floor is Python's own sqlite3 with the same posts and `synchronous = FULL`, by turns. There
are two ways in which Midad keeps words: what is typed goes into the journal within a second
(against an UPDATE of the body alone), and the post is saved whole when there is a rest (against
an UPDATE and its new words in FTS5, where Midad also keeps word stems and an earlier state; and
against the very rows that Midad writes, made ready before, in a notebook like it).

Each save waits for the disk once. The two do not ask the same of it: Debian's sqlite3 ends a save
with fdatasync, the SQLite in sqlcipher3's wheels with fsync, which writes the file's times, too.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

from editor.store import driver, indexing
from editor.store.packing import storable
from editor.store.rows import post_of, row_of
from tests.bench.shelves import bare_copy, fill, keys_of, make_searchable
from tests.bench.timing import Row, row

POSTS = 10_000
ROUNDS = 40
_KEY = bytes(range(32))


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); of the encrypted ones plain is the floor."""
    from editor.workspace.assembly import open_workspace

    with tempfile.TemporaryDirectory() as folder:
        path, locked = Path(folder) / "n.midad", Path(folder) / "e.midad"
        fill(path, POSTS)
        fill(locked, POSTS, key=_KEY)
        bare = _Bare(Path(folder) / "n.sqlite", path)
        shutil.copy(path, Path(folder) / "same.midad")
        same = _SameRows(Path(folder) / "same.midad")
        plain, encrypted = open_workspace(path), open_workspace(locked, key=_KEY)
        rows = [
            row("draft made durable", 1.5, bare.keep(), _typing(plain), ROUNDS),
            row("  encrypted against plain", 1.5, _typing(plain), _typing(encrypted), ROUNDS),
            row("draft saved whole", inf, bare.save(), _saving(plain), ROUNDS),
            row("  the same rows", 1.5, same.save, _saving(plain), ROUNDS),
            row("  encrypted against plain", 1.5, _saving(plain), _saving(encrypted), ROUNDS),
        ]
        plain.close()
        encrypted.close()
        bare.close()
        same.close()
    return rows


class _Bare:
    """A table of posts with FTS5 over it, and one draft."""

    def __init__(self, path: Path, notebook: Path) -> None:
        bare_copy(notebook, path).close()
        make_searchable(path)
        self._bare = sqlite3.connect(path, isolation_level=None)
        self._bare.execute("PRAGMA synchronous = FULL")
        number, self._title, self._body = self._bare.execute(
            "SELECT number, title, body FROM posts ORDER BY number DESC LIMIT 1 OFFSET 7"
        ).fetchone()
        self._number: int = number

    def keep(self) -> Callable[[], object]:
        texts = _longer(self._body)
        return lambda: self._update(next(texts))

    def save(self) -> Callable[[], object]:
        texts = _longer(self._body)

        def save() -> None:
            text = next(texts)
            execute = self._bare.execute
            execute("BEGIN IMMEDIATE")
            (old,) = execute("SELECT body FROM posts WHERE number = ?", (self._number,)).fetchone()
            execute(
                "INSERT INTO found (found, rowid, title, body) VALUES ('delete', ?, ?, ?)",
                (self._number, self._title, old),
            )
            self._update(text)
            execute(
                "INSERT INTO found (rowid, title, body) VALUES (?, ?, ?)",
                (self._number, self._title, text),
            )
            execute("COMMIT")

        self._update(self._body)
        return save

    def _update(self, text: str) -> None:
        self._bare.execute("UPDATE posts SET body = ? WHERE number = ?", (text, self._number))

    def close(self) -> None:
        self._bare.close()


class _SameRows:
    """A notebook like the one that is measured, written by nothing but the statements."""

    def __init__(self, path: Path) -> None:
        self._connection = driver.connect(path)
        found = self._connection.execute(
            "SELECT * FROM posts ORDER BY number DESC LIMIT 1 OFFSET 7"
        ).fetchone()
        post = post_of(found)
        versions = (replace(post, body=text) for text in _longer(post.body))
        ready = [
            (found["number"], list(map(storable, row_of(each).values())), keys_of(each))
            for each in itertools.islice(versions, ROUNDS + 1)
        ]
        self._ready = iter(ready)
        settings = ", ".join(f"{name} = ?" for name in row_of(post))
        self._update = f"UPDATE posts SET {settings} WHERE number = ?"

    def save(self) -> None:
        number, values, keys = next(self._ready)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(self._update, (*values, number))
        indexing.put(self._connection, number, keys)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


def _typing(workspace: Any) -> Callable[[], object]:
    post = workspace.open_post(workspace.page(limit=1, offset=7)[0].id)
    texts = _longer(post.body)
    return lambda: workspace.journal.put(replace(post, body=next(texts)), post)


def _saving(workspace: Any) -> Callable[[], object]:
    post = workspace.open_post(workspace.page(limit=1, offset=7)[0].id)
    texts = _longer(post.body)

    def save() -> None:
        nonlocal post
        post = workspace.save(replace(post, body=next(texts)), base=post)

    return save


def _longer(body: str) -> Iterator[str]:
    return (f"{body}\n\nكلمة {number} more" for number in itertools.count())
