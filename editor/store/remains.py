"""What can still be read of a damaged notebook, row by row, whether or not anything leads to it.

Of two rows that are the same one, the newer counts. A row that is a table's is told by its looks
(shapes.py).
"""

from __future__ import annotations

import hashlib

from editor.domain.course import Course
from editor.store.shapes import SHAPES, Row, recognised
from editor.store.sheets import Record, Sheets


class Remains:
    """Every row that could be read; of pictures only where their pieces lie."""

    def __init__(self, sheets: Sheets, course: Course) -> None:
        """Reads all of it. Raises WorkCancelled."""
        self._sheets = sheets
        self.rows: dict[str, dict[object, Row]] = {
            name: {} for name in SHAPES if name != "media_chunks"
        }
        self.chunks: dict[object, dict[object, tuple[int, int]]] = {}  # digest → n → where
        self.cut: set[object] = set()  # posts whose row ends too early
        self._named: dict[int, set[str]] = {}  # number of a row in posts → ids the indexes give
        for number in range(1, sheets.count + 1):
            if number % 500 == 0:
                course.step(number, 2 * sheets.count)
            for place, record in enumerate(sheets.records(number)):
                self._take(record, number, place)

    def _take(self, record: Record, page: int, place: int) -> None:
        if record.is_index:
            if len(record.cells) == 2:
                id, number = record.cells
                if isinstance(id, str) and len(id) == 36 and isinstance(number, int):
                    self._named.setdefault(number, set()).add(id)
            return
        found = recognised(record)
        if found is None:
            return
        table, row = found
        if table == "media_chunks":
            if record.is_whole:
                self.chunks.setdefault(row["digest"], {})[row["n"]] = (page, place)
            return
        if not record.is_whole and table != "posts":
            return
        known = self.rows[table]
        name = _name_of(table, row)
        if table == "posts":
            if name in known and str(known[name]["updated"]) > str(row["updated"]):
                return
            (self.cut.discard if record.is_whole else self.cut.add)(name)
        known[name] = row

    def picture(self, digest: object) -> bytes | None:
        """A picture's bytes, where all of them are there."""
        places = self.chunks.get(digest, {})
        parts = []
        for n in range(len(places)):
            if n not in places:
                return None
            page, place = places[n]
            found = recognised(self._sheets.records(page)[place])
            part = found[1]["bytes"] if found else None
            if not isinstance(part, bytes):
                return None
            parts.append(part)
        data = b"".join(parts)
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def missing(self) -> set[str]:
        """Posts that must have been there: others speak of them, and their rows are gone."""
        posts = self.rows["posts"]
        named = {str(row["post"]) for row in self.rows["history"].values()}
        named |= {str(row["post"]) for row in self.rows["pictures"].values()}
        named |= {str(row["post"]) for row in self.rows["journal"].values()}
        numbers = {row["number"] for row in posts.values()}
        for number, ids in self._named.items():
            if number not in numbers:
                named |= ids - {str(blog) for blog in self.rows["blogs"]}
        return named - {str(id) for id in posts}


def _name_of(table: str, row: Row) -> object:
    """What makes a row of this table the same as another one."""
    keys = {
        "posts": ("uuid",),
        "blogs": ("uuid",),
        "media": ("digest",),
        "pictures": ("post", "name"),
        "copies": ("post", "blog"),
        "intents": ("id",),
        "uploads": ("blog", "digest"),
        "history": ("number",),
        "journal": ("post",),
        "settings": ("key",),
    }[table]
    return row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys)
