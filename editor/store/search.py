"""The search index: kept by hand, in the transaction of every save.

It holds the keys of text.normalise for every post outside the bin. Four columns: the words of
title, body and tags as compared, and all of them once more with Arabic's particles taken off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.domain.post import Format, Post, PostId, PostSummary
from editor.store.migrations import create_search
from editor.store.packing import stored_text, unpack_words
from editor.store.rows import SUMMARY, SUMMARY_TABLES, post_of, summary_of

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.store.driver import Connection, Row
    from editor.store.snippet import Finder

_TOKEN = re.compile(r"[^\W_]+")
_RANK = "bm25(post_search, 10.0, 1.0, 5.0, 0.2)"


def index(connection: Connection, post: Post) -> None:
    """Let search know what the post says now; one in the bin is not found. Inside a transaction,
    after the post was written."""
    if post.binned is not None:
        forget(connection, post.id)
        return
    from editor.text.normalise import search_key, search_stem

    body = visible(post.body, post.format)
    tags = "\n".join((*post.tags, *post.categories))
    keys = [search_key(part) for part in (post.title, body, tags)]
    keys.append(search_stem("\n".join((post.title, body, tags))))
    connection.execute(
        "INSERT OR REPLACE INTO post_search (rowid, title_norm, body_norm, tags_norm, stem) "
        "SELECT number, ?, ?, ?, ? FROM posts WHERE uuid = ?",
        (*(_sound(key) for key in keys), post.id),
    )


def forget(connection: Connection, id: PostId) -> None:
    """Let search know nothing of a post. Inside a transaction, while the post is still there."""
    connection.execute(
        "DELETE FROM post_search WHERE rowid = (SELECT number FROM posts WHERE uuid = ?)", (id,)
    )


def wipe(connection: Connection) -> None:
    """Take forgotten words out of the index's file too, where they lie until it is tidied."""
    connection.execute("INSERT INTO post_search (post_search) VALUES ('optimize')")


def rebuild(notebook: Notebook) -> None:
    """Make the index anew, for all posts: after its form or the keys changed."""
    with notebook.writing() as connection:
        create_search(notebook.tables)
        for row in connection.execute("SELECT * FROM posts WHERE binned IS NULL"):
            index(connection, post_of(row))


def find(notebook: Notebook, query: str, limit: int) -> list[PostSummary]:
    """Posts outside the bin that have all the words, best first, the last word perhaps
    unfinished. Words found as they were typed come before their other forms."""
    numbers = _numbers(notebook, query, limit)
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    rows = notebook.rows(
        f"SELECT {SUMMARY}, p.number, p.format, p.tags, p.categories, p.body "  # noqa: S608
        f"FROM {SUMMARY_TABLES} WHERE p.number IN ({marks})",
        numbers,
    )
    found = {row["number"]: row for row in rows}
    from editor.store.snippet import Finder

    finder = Finder(query)
    return [
        summary_of(found[number], _snippet(finder, found[number]))
        for number in numbers
        if number in found
    ]


def visible(body: str, form: Format) -> str:
    """The words of a body without the tags of raw HTML."""
    if form is not Format.HTML:
        return body
    from editor.text.html import visible_text

    return visible_text(body)


def _numbers(notebook: Notebook, query: str, limit: int) -> list[int]:
    from editor.text.normalise import fold
    from editor.text.normalise import query as expression

    wide = expression(query)
    words = _TOKEN.findall(fold(query))
    if not wide:
        return []
    exact = "{title_norm body_norm tags_norm} : (" + " AND ".join(f'"{w}"' for w in words) + ")"
    numbers = _matches(notebook, exact, limit) if words else []
    if len(numbers) < limit:
        seen = set(numbers)
        numbers += [n for n in _matches(notebook, wide, limit) if n not in seen]
    return numbers[:limit]


def _matches(notebook: Notebook, expression: str, limit: int) -> list[int]:
    rows = notebook.rows(
        f"SELECT rowid FROM post_search WHERE post_search MATCH ? ORDER BY {_RANK} LIMIT ?",  # noqa: S608
        (_sound(expression), limit),
    )
    return [row[0] for row in rows]


def _snippet(finder: Finder, row: Row) -> str:
    body = visible(stored_text(row["body"]), Format(row["format"]))
    return (
        finder.snippet(body)
        or finder.marked(stored_text(row["title"]))
        or finder.marked(" · ".join(unpack_words(stored_text(row["tags"]))))
        or finder.marked(" · ".join(unpack_words(stored_text(row["categories"]))))
        or stored_text(row["opening"])
    )


def _sound(key: str) -> str:
    """Half a surrogate pair is no UTF-8, and nobody searches for it."""
    return key.encode("utf-8", "replace").decode()
