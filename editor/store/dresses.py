"""The looks of blogs: one page of each, and what belongs to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from editor.domain.dress import Dress, DressFile
from editor.domain.errors import BlogMissing
from editor.domain.post import EPOCH, BlogId
from editor.store.packing import pack_time, stored_text, unpack_time

if TYPE_CHECKING:
    from datetime import datetime

    from editor.store.database import Notebook


class Dresses:
    """The looks kept in one notebook. Any thread; raises the NotebookError family."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def get(self, blog: BlogId) -> Dress | None:
        """What is kept of a blog; None where nothing is."""
        row = self._notebook.row("SELECT * FROM dresses WHERE blog = ?", (blog,))
        if row is None:
            return None
        return Dress(
            blog=BlogId(row["blog"]),
            fetched=unpack_time(row["fetched"]) or EPOCH,
            source=stored_text(row["source"]),
            page=stored_text(row["page"]),
            left_out=tuple(json.loads(row["left_out"])),
        )

    def moments(self) -> dict[BlogId, datetime]:
        """The blogs of which something is kept, and when it was fetched."""
        rows = self._notebook.rows("SELECT blog, fetched FROM dresses")
        return {BlogId(row["blog"]): unpack_time(row["fetched"]) or EPOCH for row in rows}

    def file(self, blog: BlogId, name: str) -> DressFile | None:
        """One file of a look; None where there is none of that name."""
        row = self._notebook.row(
            "SELECT mime, bytes FROM dress_files WHERE blog = ? AND name = ?", (blog, name)
        )
        return DressFile(name, row["mime"], row["bytes"]) if row else None

    def size(self, blog: BlogId) -> int:
        """How many bytes the look of a blog takes."""
        row = self._notebook.row(
            "SELECT (SELECT coalesce(sum(length(bytes)), 0) FROM dress_files WHERE blog = ?1)"
            " + (SELECT coalesce(sum(length(page)), 0) FROM dresses WHERE blog = ?1)",
            (blog,),
        )
        return int(row[0]) if row else 0

    def put(self, dress: Dress, files: Iterable[DressFile]) -> None:
        """Keep a look in place of the one that was there. Raises BlogMissing."""
        with self._notebook.writing() as connection:
            if self._notebook.row("SELECT 1 FROM blogs WHERE uuid = ?", (dress.blog,)) is None:
                raise BlogMissing(wanted=dress.blog)
            connection.execute("DELETE FROM dresses WHERE blog = ?", (dress.blog,))
            self._notebook.put(
                "dresses",
                {
                    "blog": dress.blog,
                    "fetched": pack_time(dress.fetched),
                    "source": dress.source,
                    "left_out": json.dumps(dress.left_out),
                    "page": dress.page,
                },
                "blog",
            )
            connection.executemany(
                "INSERT INTO dress_files (blog, name, mime, bytes) VALUES (?, ?, ?, ?)",
                [(dress.blog, file.name, file.mime, file.data) for file in files],
            )

    def forget(self, blog: BlogId) -> None:
        """Strike a look out; one that is not there is forgotten already."""
        with self._notebook.writing() as connection:
            connection.execute("DELETE FROM dresses WHERE blog = ?", (blog,))
