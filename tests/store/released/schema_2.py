"""What is in schema-2.midad: all that is in schema-1.midad, and earlier states of a post.

Run once, when the schema was current (`python -m tests.store.released.schema_2`), and never again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from editor.domain.revision import Cause
from tests.store.released import schema_1

FILE = Path(__file__).with_name("schema-2.midad")

FIRST = replace(
    schema_1.MIXED,
    title="رسالة",
    body="## ليلة\r\n\r\nكتبتُ سطرًا.\u2028\U0001f319",
    updated=schema_1.WRITTEN - timedelta(days=20),
)
SECOND = replace(
    FIRST,
    body=FIRST.body + "\rThe river said nothing, و«النهر» لا يجيب.",
    updated=schema_1.WRITTEN - timedelta(days=19),
)
BEFORE_THE_BIN = replace(
    schema_1.BINNED, body="زمردة ومعها صفحة كاملة", updated=schema_1.WRITTEN, binned=None
)
STATES = ((FIRST, Cause.PUBLISHED), (SECOND, Cause.WRITTEN), (BEFORE_THE_BIN, Cause.CUT))
"""In the order they were kept."""


def make(path: Path) -> None:
    """Write the notebook with the program as it is now."""
    from editor.store.database import Notebook
    from editor.store.history import History

    schema_1.make(path)
    notebook = Notebook.open(path, schema_1._Written())
    history = History(notebook)
    for state, cause in STATES:
        history.keep(state, cause)
    notebook.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    notebook.connection.execute("VACUUM")
    notebook.close()


if __name__ == "__main__":
    make(FILE)
