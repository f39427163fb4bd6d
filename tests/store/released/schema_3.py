"""What is in schema-3.midad: all that is in schema-2.midad, and words in the journal.

Run once, when the schema was current (`python -m tests.store.released.schema_3`), and never again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.store.released import schema_1, schema_2

FILE = Path(__file__).with_name("schema-3.midad")

TYPED = replace(schema_1.MIXED, body=schema_1.MIXED.body + "\r\nكلمات لم تُحفَظ بعد\u00a0\U0001f319")


def make(path: Path) -> None:
    """Write the notebook with the program as it is now."""
    from editor.store.database import Notebook
    from editor.store.journal import Journal

    schema_2.make(path)
    notebook = Notebook.open(path, schema_1._Written())
    Journal(notebook).put(TYPED, schema_1.MIXED.updated)
    notebook.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    notebook.connection.execute("VACUUM")
    notebook.close()


if __name__ == "__main__":
    make(FILE)
