"""What a row of each table looks like, for a reader who has nothing but the row.

A migration that adds a table, or moves the columns of one, has to be taught here: a test walks
the schema, and another salvages every released notebook.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from editor.domain.post import Format, Status
from editor.store.scratch import scratch
from editor.store.sheets import Cell, Record

Row = dict[str, Cell]
Test = Callable[[Cell], bool]

REBUILT = frozenset({"post_search", "migrations", "dresses", "dress_files", "comments"})
"""Tables that are made or fetched anew, with all that SQLite keeps behind them."""


def _text(pattern: str) -> Test:
    compiled = re.compile(pattern, re.DOTALL)
    return lambda cell: isinstance(cell, str) and compiled.fullmatch(cell) is not None


_UUID = _text(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = _text(r"[0-9a-f]{64}")
_MOMENT = _text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
_JSON = _text(r"[{\[].*")


def _words(cell: Cell) -> bool:
    return isinstance(cell, str | bytes)


def _number(cell: Cell) -> bool:
    return isinstance(cell, int)


def _packed(cell: Cell) -> bool:
    return isinstance(cell, bytes)


def _json(cell: Cell) -> bool:
    return cell[:1] in (b"{", b"[") if isinstance(cell, bytes) else _JSON(cell)


def _one_of(words: type[Format] | type[Status]) -> Test:
    return lambda cell: cell in {word.value for word in words}


SHAPES: dict[str, dict[str, Test]] = {
    "posts": {
        "uuid": _UUID,
        "title": _words,
        "format": _one_of(Format),
        "status": _one_of(Status),
        "updated": _MOMENT,
        "digest": _DIGEST,
    },
    "blogs": {"uuid": _UUID, "kind": _words, "address": _words, "keeps_drafts": _number},
    "media": {"digest": _DIGEST, "mime": _text(r"\w+/.+"), "size": _number, "width": _number},
    "media_chunks": {"digest": _DIGEST, "n": _number, "bytes": _packed},
    "pictures": {"post": _UUID, "name": _words, "digest": _DIGEST},
    "copies": {"post": _UUID, "blog": _UUID, "remote": _words, "base": _json},
    "intents": {"post": _UUID, "blog": _UUID, "snapshot": _json, "made": _MOMENT},
    "uploads": {"blog": _UUID, "digest": _DIGEST, "url": _words},
    "history": {"post": _UUID, "moment": _MOMENT, "kept": _MOMENT, "state": _packed},
    "journal": {"post": _UUID, "base": _MOMENT, "moment": _MOMENT, "body": _packed},
    "parted_copies": {"address": _words, "post": _UUID, "remote": _words, "base": _json},
    "comment_wishes": {"blog": _UUID, "kind": _text("judge|reply"), "made": _MOMENT},
    "settings": {"key": _text(r"[a-z][\w.:/-]*"), "value": _words},
}
"""Table → the columns that tell its rows from all others."""


def recognised(record: Record) -> tuple[str, Row] | None:
    """The table a row is of, and its columns by name; None for a row of none of ours."""
    if record.is_index:
        return None
    for table, tests in SHAPES.items():
        names, alias = _columns()[table]
        if len(record.cells) > len(names):
            continue
        row: Row = dict(zip(names, record.cells, strict=False))
        if all(name in row and test(row[name]) for name, test in tests.items()):
            if alias is not None:
                row[alias] = record.number
            return table, row
    return None


@cache
def _columns() -> dict[str, tuple[tuple[str, ...], str | None]]:
    """Of each table: its columns in order, and the one that is the row's own number."""
    connection = scratch()
    try:
        found = {}
        for table in SHAPES:
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            keys = [column for column in columns if column["pk"]]
            is_number = len(keys) == 1 and keys[0]["type"] == "INTEGER"
            names = tuple(column["name"] for column in columns)
            found[table] = (names, keys[0]["name"] if is_number else None)
        return found
    finally:
        connection.close()
