"""What can still be read of a damaged notebook, row by row, whether or not anything leads to it.

Of two rows that are the same one, the newer counts. A row that is a table's is told by its looks
(shapes.py). Only where each row lies is remembered, a few hundred bytes for each: a notebook may
be larger than the memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from editor.domain.course import Course
from editor.store.shapes import SHAPES, Row, recognised
from editor.store.sheets import Place, Record, Sheets

READING = 10
"""How many times as long as reading all of it takes, all of the work does."""

_NAMES: dict[str, tuple[str, ...]] = {
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
    "parted_copies": ("address", "username", "post"),
    "comment_wishes": ("number",),
}
"""What makes a row of a table the same as another one."""


class Remains:
    """Every row that could be read; of pictures only where their pieces lie."""

    def __init__(self, sheets: Sheets, course: Course) -> None:
        """Reads all of it. Raises WorkCancelled."""
        self._sheets = sheets
        self._places: dict[str, dict[object, Place]] = {
            table: {} for table in SHAPES if table != "media_chunks"
        }
        self._chunks: dict[object, dict[object, Place]] = {}  # digest → n → where
        self.cut: set[object] = set()  # posts whose row ends too early
        self._numbers: dict[object, int] = {}  # id of a post → number of its row
        self._spoken_of: set[str] = set()  # posts that other rows belong to
        self._last_states: dict[str, tuple[str, Place]] = {}  # id of a post → its newest state
        self._indexes: list[int] = []  # pages that may name posts by the numbers of their rows
        for number in range(1, sheets.count + 1):
            if number % 500 == 0:
                course.step(number, READING * sheets.count)
            for record in sheets.records(number):
                if not record.is_index:
                    self._take(record)
                elif _named(record) is not None:
                    self._indexes.append(number)
                    break

    def __len__(self) -> int:
        """How many rows there are, pieces of pictures left out."""
        return sum(map(len, self._places.values()))

    def count(self, table: str) -> int:
        """How many rows of a table there are."""
        return len(self._places[table])

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, one after the other."""
        return filter(None, map(self._row, self._places[table].values()))

    def posts(self) -> Iterator[Row]:
        """The rows of posts in the order of their numbers. The one that was given last may be
        dropped."""
        for id in sorted(self._places["posts"], key=self._numbers.__getitem__):
            row = self.row("posts", id)
            if row is not None:
                yield row

    def row(self, table: str, name: object) -> Row | None:
        """One row; None where it could not be read."""
        place = self._places[table].get(name)
        return None if place is None else self._row(place)

    def last_state(self, post: str) -> Row | None:
        """The row of the history that saw a post last."""
        found = self._last_states.get(post)
        return self._row(found[1]) if found else None

    def drop_post(self, id: object) -> None:
        """It only looked like one."""
        self._places["posts"].pop(id)
        self._numbers.pop(id)

    def picture(self, digest: object) -> bytes | None:
        """A picture's bytes, where all of them are there."""
        places = self._chunks.get(digest, {})
        parts = []
        for n in range(len(places)):
            row = self._row(places[n]) if n in places else None
            part = row["bytes"] if row else None
            if not isinstance(part, bytes):
                return None
            parts.append(part)
        data = b"".join(parts)
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def missing(self) -> set[str]:
        """Posts that must have been there: others speak of them, and their rows are gone."""
        numbers = set(self._numbers.values())
        named = set(self._spoken_of)
        blogs = self._places["blogs"]
        for page in self._indexes:
            for record in self._sheets.records(page):
                found = _named(record)
                if found and found[1] not in numbers and found[0] not in blogs:
                    named.add(found[0])
        return named - {str(id) for id in self._places["posts"]}

    def _take(self, record: Record) -> None:
        found = recognised(record)
        if found is None:
            return
        table, row = found
        if table == "media_chunks":
            if record.is_whole:
                self._chunks.setdefault(row["digest"], {})[row["n"]] = record.place
            return
        if not record.is_whole and table != "posts":
            return
        names = _NAMES[table]
        name = row[names[0]] if len(names) == 1 else tuple(row[each] for each in names)
        if table == "posts":
            known = self.row(table, name)
            if known is not None and str(known["updated"]) > str(row["updated"]):
                return
            (self.cut.discard if record.is_whole else self.cut.add)(name)
            self._numbers[name] = record.number
        elif table in ("history", "pictures", "journal"):
            self._spoken_of.add(str(row["post"]))
        if table == "history":
            self._note_state(row, record.place)
        self._places[table][name] = record.place

    def _note_state(self, row: Row, place: Place) -> None:
        id, moment = str(row["post"]), str(row["moment"])
        if id not in self._last_states or self._last_states[id][0] < moment:
            self._last_states[id] = moment, place

    def _row(self, place: Place) -> Row | None:
        record = self._sheets.record(place)
        found = recognised(record) if record else None
        return found[1] if found else None


def _named(record: Record) -> tuple[str, int] | None:
    """A post or blog, and the row of `posts` that an entry of an index says is its."""
    if record.is_index and len(record.cells) == 2:
        id, number = record.cells
        if isinstance(id, str) and len(id) == 36 and isinstance(number, int):
            return id, number
    return None
