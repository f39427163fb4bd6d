"""Whether two databases hold the same, whatever the order of their pages and rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from editor.store.driver import Connection

_ROWS = 500  # between two words to the caller


def same_content(one: Connection, other: Connection, look: Callable[[float], None]) -> bool:
    """True where both have the same schema, version and rows. Reads everything.

    `look` is called now and then with what is done, 0 … 1; what it raises ends the comparison.
    The connections' factories are changed: they are of no other use afterwards.
    """
    for connection in (one, other):
        connection.row_factory = None
        connection.text_factory = bytes
    if _shape(one) != _shape(other):
        return False
    tables = _tables(one)
    for number, table in enumerate(tables):

        def look_here(number: int = number) -> None:
            look(number / len(tables))

        if _digest(one, table, look_here) != _digest(other, table, look_here):
            return False
    return True


def _shape(connection: Connection) -> list[Any]:
    schema = sorted(
        connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema")
    )
    versions = [
        connection.execute(f"PRAGMA main.{name}").fetchone()
        for name in ("user_version", "application_id")
    ]
    return [schema, versions]


def _tables(connection: Connection) -> list[str]:
    """Those with rows of their own; a search index keeps its rows in some of them."""
    rows = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    )
    return [bytes(name).decode() for (name,) in rows]


def _digest(connection: Connection, table: str, look: Callable[[], None]) -> tuple[int, int]:
    count = total = 0
    for row in connection.execute(f'SELECT * FROM main."{table}"'):  # noqa: S608 - from the schema
        if count % _ROWS == 0:
            look()
        digest = hashlib.blake2b(digest_size=16)
        for value in row:
            data = value if isinstance(value, bytes) else repr(value).encode()
            digest.update(b"%s %d " % (type(value).__name__.encode(), len(data)))
            digest.update(data)
        total += int.from_bytes(digest.digest(), "big")
        count += 1
    return count, total
