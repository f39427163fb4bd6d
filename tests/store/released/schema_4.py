"""What is in schema-4.midad: all that is in schema-3.midad, with the wider keys of search.

Run once, when the schema was current (`python -m tests.store.released.schema_4`), and never again.
"""

from __future__ import annotations

from pathlib import Path

from tests.store.released import schema_3

FILE = Path(__file__).with_name("schema-4.midad")


if __name__ == "__main__":
    schema_3.make(FILE)
