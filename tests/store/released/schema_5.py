"""What is in schema-5.midad: all that is in schema-4.midad, and how a blog writes its posts.

Run once, when the schema was current (`python -m tests.store.released.schema_5`), and never again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.store.released import schema_1, schema_3

FILE = Path(__file__).with_name("schema-5.midad")

BLOG = replace(schema_1.BLOG, manner="blocks")


def make(path: Path) -> None:
    """Write the notebook with the program as it is now."""
    from editor.store.blogs import Blogs
    from editor.store.database import Notebook

    schema_3.make(path)
    notebook = Notebook.open(path, schema_1._Written())
    Blogs(notebook).update(BLOG)
    notebook.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    notebook.connection.execute("VACUUM")
    notebook.close()


if __name__ == "__main__":
    make(FILE)
