"""What can be read from a damaged notebook, put into a new one; the damaged one is only read.

Rows are taken from whatever pages can be read (sheets.py), whether or not anything still leads
to them, told apart by their looks (shapes.py), and carried over one by one. A post whose row is
lost comes back as its history saw it last. What could not be saved is listed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from editor.domain.course import Course
from editor.domain.errors import NotebookError, NothingToSalvage
from editor.domain.post import Post, PostId
from editor.store import driver, indexing, keyfile
from editor.store.database import Notebook, Value
from editor.store.packing import inflated, stored_text, unpack
from editor.store.remains import READING, Remains
from editor.store.rows import post_of, row_of
from editor.store.shapes import Row
from editor.store.sheets import Cell, Sheets
from editor.system.clock import Clock

_TOGETHER = 200  # rows in one transaction
_AFTER_POSTS = (
    "history",
    "journal",
    "copies",
    "parted_copies",
    "intents",
    "uploads",
    "comment_wishes",
)
_OF_POSTS = ("history", "journal")  # rows that go with their post


@dataclass(frozen=True, slots=True)
class Loss:
    """A post that suffered. `title` is empty where it is not known."""

    post: PostId
    title: str = ""
    picture: str = ""  # its name, where that is what was lost


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a damaged notebook. Counts are of what is in the new one."""

    posts: int = 0
    pictures: int = 0
    states: int = 0  # of the history
    blogs: int = 0
    spoilt: tuple[Loss, ...] = ()  # some of its words are missing or wrong
    from_history: tuple[Loss, ...] = ()  # lost, and here again as it once was
    lost: tuple[Loss, ...] = ()
    lost_pictures: tuple[Loss, ...] = ()
    unreadable: int = 0  # pages whose seal is broken; known of encrypted notebooks only

    @property
    def is_whole(self) -> bool:
        """True where nothing was found missing."""
        return not (self.spoilt or self.from_history or self.lost or self.lost_pictures)


def salvage(
    source: Path, target: Path, clock: Clock, key: bytes | None = None, course: Course | None = None
) -> Salvaged:
    """Make a notebook at `target`, where nothing is yet, of what `source` still says.

    A log beside `source` counts as part of it. The new one is encrypted where the old one was,
    with the same keys. Raises NothingToSalvage, WorkCancelled (nothing is left at `target` then)
    and the NotebookError family.
    """
    course = course or Course()
    if target.exists():
        raise NotebookError(str(target))
    if key is not None and driver.is_plain(source):
        key = None
    with Sheets(source, key) as sheets:
        found = Remains(sheets, course)
        if not any(found.count(table) for table in ("posts", *_OF_POSTS)):
            raise NothingToSalvage(str(source))
        if key is not None:
            keyfile.write(target, keyfile.for_copies(source))
        try:
            notebook = Notebook.open(target, clock, key)
            try:
                result = _Rebuilding(notebook, found, course).run()
                notebook.shrink_log()
            finally:
                notebook.close()
        except BaseException:
            for name in (target.name, f"{target.name}-wal", f"{target.name}-shm"):
                target.with_name(name).unlink(missing_ok=True)
            if key is not None:
                keyfile.remove(target)
            raise
        return replace(result, unreadable=len(sheets.unreadable))


class _Rebuilding:
    """One new notebook, filled."""

    def __init__(self, notebook: Notebook, found: Remains, course: Course) -> None:
        self._notebook = notebook
        self._found = found
        self._course = course
        self._done = 0
        self._total = len(found)
        self._spoilt: list[Loss] = []
        self._from_history: list[Loss] = []
        self._lost: list[Loss] = []
        self._lost_pictures: list[Loss] = []
        self._here: set[object] = set()  # posts that are in it

    def run(self) -> Salvaged:
        for table in ("blogs", "settings"):
            self._copy(table)
        self._posts()
        self._restore_lost()
        for table in _AFTER_POSTS:
            self._copy(table)
        self._pictures()
        counts = {
            name: self._notebook.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
            for name, table in (
                ("posts", "posts"),
                ("pictures", "pictures"),
                ("states", "history"),
                ("blogs", "blogs"),
            )
        }
        return Salvaged(
            **counts,
            spoilt=tuple(self._spoilt),
            from_history=tuple(self._from_history),
            lost=tuple(self._lost),
            lost_pictures=tuple(self._lost_pictures),
        )

    def _posts(self) -> None:
        for batch in _batches(self._found.posts()):
            with self._notebook.writing():
                for row in batch:
                    self._post(row)
                    self._done += 1
            self._tell()

    def _post(self, row: Row) -> None:
        cut = row["uuid"] in self._found.cut
        try:
            post = post_of(_Filled(row))  # type: ignore[arg-type]
        except (ValueError, TypeError, AttributeError):
            self._found.drop_post(row["uuid"])
            return
        if cut or post.digest != row["digest"]:
            self._spoilt.append(Loss(post.id, post.title))
        self._put_post(post, row["number"])

    def _put_post(self, post: Post, number: object = None) -> None:
        record = row_of(post)
        if isinstance(number, int) and not self._notebook.row(
            "SELECT 1 FROM posts WHERE number = ?", (number,)
        ):
            record = {"number": number, **record}
        self._notebook.put("posts", record, "uuid")
        indexing.index(self._notebook.connection, post)
        self._here.add(post.id)

    def _restore_lost(self) -> None:
        """What the history saw last of posts that are gone."""
        with self._notebook.writing():
            for id in sorted(self._found.missing()):
                typed = self._found.row("journal", id)
                post = _typed_of(typed) or _state_of(self._found.last_state(id))
                if post is None or post.id != id:
                    self._lost.append(Loss(PostId(id)))
                    continue
                self._put_post(post)
                self._from_history.append(Loss(post.id, post.title))

    def _copy(self, table: str) -> None:
        """Rows as they are; one that fits no more is left out."""
        for batch in _batches(self._found.rows(table)):
            with self._notebook.writing() as connection:
                for row in batch:
                    self._done += 1
                    if table == "history" and _state_of(row) is None:
                        continue
                    if table in _OF_POSTS and row["post"] not in self._here:
                        continue
                    names = ", ".join(row)
                    marks = ", ".join("?" * len(row))
                    try:
                        connection.execute(
                            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
                            list(row.values()),
                        )
                    except driver.Error as error:
                        if "CONSTRAINT" not in getattr(error, "sqlite_errorname", ""):
                            raise
            self._tell()

    def _pictures(self) -> None:
        kept: set[object] = set()
        for row in self._found.rows("pictures"):
            post, name, digest = row["post"], row["name"], row["digest"]
            self._done += 1
            self._tell()
            if post not in self._here:
                continue
            is_new = digest not in kept
            item = self._found.row("media", digest) if is_new else None
            data = self._found.picture(digest) if item else None
            if is_new and data is None:
                loss = Loss(PostId(str(post)), self._title(post), stored_text(_words(name)))
                self._lost_pictures.append(loss)
                continue
            with self._notebook.writing() as connection:
                if item is not None and data is not None:
                    self._put_picture(connection, item, data)
                    kept.add(digest)
                connection.execute(
                    "INSERT OR IGNORE INTO pictures (post, name, digest) VALUES (?, ?, ?)",
                    (post, name, digest),
                )

    def _title(self, post: Cell) -> str:
        found = self._notebook.row("SELECT title FROM posts WHERE uuid = ?", (str(post),))
        return stored_text(found["title"]) if found else ""

    def _put_picture(self, connection: driver.Connection, row: Row, data: bytes) -> None:
        from editor.store.media import CHUNK

        connection.execute(
            "INSERT OR IGNORE INTO media (digest, mime, size, width, height) "
            "VALUES (?, ?, ?, ?, ?)",
            (row["digest"], row["mime"], len(data), row["width"], row["height"]),
        )
        connection.executemany(
            "INSERT INTO media_chunks (digest, n, bytes) VALUES (?, ?, ?)",
            (
                (row["digest"], n, data[start : start + CHUNK])
                for n, start in enumerate(range(0, len(data), CHUNK))
            ),
        )

    def _tell(self) -> None:
        self._course.step(self._total + (READING - 1) * self._done, READING * self._total)


class _Filled(dict[str, Value]):
    """A row of posts; columns that were lost are as in an empty post."""

    def __init__(self, row: Row) -> None:
        super().__init__(row)  # type: ignore[arg-type]

    def __missing__(self, name: str) -> Value:
        return {"tags": "[]", "categories": "[]", "credits": "[]", "extra": "[]"}.get(name, "")


def _state_of(row: Row | None) -> Post | None:
    """The state a row of the history holds, where it is whole."""
    if row is None or not isinstance(row["state"], bytes):
        return None
    try:
        return unpack(Post, stored_text(inflated(row["state"])))
    except (zlib.error, ValueError, TypeError, AttributeError):
        return None


def _typed_of(row: Row | None) -> Post | None:
    """The post an entry of the journal holds, where it is whole."""
    if row is None or not isinstance(row["body"], bytes):
        return None
    try:
        body = inflated(row["body"]).decode("utf-8", "surrogatepass")
        return replace(unpack(Post, stored_text(_words(row["particulars"]))), body=body)
    except (zlib.error, ValueError, TypeError, AttributeError, KeyError):
        return None


def _words(value: object) -> str | bytes:
    return value if isinstance(value, str | bytes) else ""


def _batches(rows: Iterator[Row]) -> Iterator[Iterator[Row]]:
    """Some hundred at a time, each read when it is asked for."""
    for first in rows:
        yield chain((first,), islice(rows, _TOGETHER - 1))
