"""An empty notebook that exists in memory only: to look up what one is made of, or to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlcipher3 import dbapi2

from editor.domain.course import Course
from editor.store import driver, migrations

if TYPE_CHECKING:
    from editor.store.driver import Connection


def scratch() -> Connection:
    """Its only connection, with every table as the last migration left it. One thread."""
    connection = cast("Connection", dbapi2.connect(":memory:", isolation_level=None))
    connection.row_factory = driver.Row
    tables = driver.tables(connection)
    for _name, step in migrations.MIGRATIONS:
        step(tables, Course())
    return connection
