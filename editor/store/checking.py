"""Whether a notebook is sound: everything in it looked at, and nothing changed."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.blog import RemotePost
from editor.domain.course import Course
from editor.domain.errors import NotebookDamaged, NotebookError, NotebookTooNew
from editor.domain.post import Post, PostId
from editor.store import driver, indexing, migrations
from editor.store.ledger import chunks_of
from editor.store.packing import inflated, storable, stored_text, unpack
from editor.store.rows import post_of, row_of
from editor.store.scratch import scratch

if TYPE_CHECKING:
    from editor.store.driver import Connection, Row

_TOGETHER = 500  # posts compared with the index at a time
_STEPS = 50_000  # of SQLite's machine, between two looks at the course


class Flaw(StrEnum):
    """What can be wrong with a notebook."""

    PAGES = "pages"  # SQLite finds its own pages in disorder
    ORPHAN = "orphan"  # a row refers to one that is not there
    POST = "post"  # a post cannot be read, or its words are not those that were saved
    SEARCH = "search"  # search does not know the post, or knows other words of it
    STALE_SEARCH = "stale_search"  # search knows what is not there, or in the bin
    PICTURE = "picture"  # its bytes are not those that were put in
    STATE = "state"  # an earlier state of a post cannot be read
    LEDGER = "ledger"  # what is known of a post on a blog cannot be read


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `name`: of the picture, or of the table, where one is meant."""

    flaw: Flaw
    post: PostId | None = None
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found, and how much it looked at."""

    findings: tuple[Finding, ...] = ()
    posts: int = 0
    pictures: int = 0
    states: int = 0

    @property
    def is_sound(self) -> bool:
        """True where nothing is wrong."""
        return not self.findings


def check(path: Path, key: bytes | None = None, course: Course | None = None) -> Health:
    """Look at all of a notebook, open or not; takes long where it is large.

    Reads only, and leaves the folder as it was. Raises WorkCancelled, and NotebookDamaged or
    its kin where the file is too damaged, or not ours, to be looked into.
    """
    course = course or Course()
    if not path.is_file():
        raise NotebookDamaged(str(path)) if path.exists() else NotebookError(str(path))
    key = None if driver.is_plain(path) else key
    stopped: list[BaseException] = []

    def look() -> int:
        try:
            course.step()
        except BaseException as error:  # noqa: BLE001 - it goes on below, out of SQLite's hands
            stopped.append(error)
        return bool(stopped)

    with driver.translated(path):
        connection = driver.peek(path, key)
        try:
            _refuse_strangers(connection, path)
            connection.set_progress_handler(look, _STEPS)
            return _Check(connection, course).run()
        except driver.Error:
            if stopped:
                raise stopped[0] from None
            raise
        finally:
            connection.close()


def _refuse_strangers(connection: Connection, path: Path) -> None:
    from editor.store.migrations import APPLICATION_ID

    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotebookDamaged(str(path))
    if version > len(migrations.MIGRATIONS):
        raise NotebookTooNew(str(path), version, len(migrations.MIGRATIONS))


class _Check:
    """One connection that reads, inside one transaction: what is written meanwhile is not seen."""

    def __init__(self, connection: Connection, course: Course) -> None:
        self._connection = connection
        self._course = course
        self._findings: dict[Finding, None] = {}  # in order, each once
        self._tables = {
            row[0]: row[1] or ""
            for row in connection.execute("SELECT name, sql FROM sqlite_schema")
        }
        self._is_current = connection.execute("PRAGMA user_version").fetchone()[0] == len(
            migrations.MIGRATIONS
        )
        self._posts = self._pictures = self._states = 0

    def run(self) -> Health:
        self._connection.execute("BEGIN")
        for part, name in (
            (self._look_at_pages, ""),
            (self._look_at_references, ""),
            (self._look_at_posts, "posts"),
            (self._look_at_pictures, "media"),
            (self._look_at_history, "history"),
            (self._look_at_ledger, "copies"),
        ):
            if not name or name in self._tables:
                self._guarded(part, name)
        return Health(tuple(self._findings), self._posts, self._pictures, self._states)

    def _guarded(self, part: Callable[[], None], name: str) -> None:
        """A part that meets a page it cannot read says so, and the others go on."""
        try:
            part()
        except driver.Error as error:
            if not driver.is_damage(error):
                raise
            self._find(Flaw.PAGES, name=name)

    def _find(self, flaw: Flaw, post: str = "", title: str = "", name: str = "") -> None:
        self._findings[Finding(flaw, PostId(post) if post else None, title, name)] = None

    def _look_at_pages(self) -> None:
        for row in self._connection.execute("PRAGMA integrity_check(20)"):
            if row[0] != "ok":
                self._find(Flaw.PAGES)

    def _look_at_references(self) -> None:
        for row in self._connection.execute("PRAGMA foreign_key_check").fetchall():
            self._find(Flaw.ORPHAN, name=row[0])

    # --- posts and what search knows of them --------------------------------------------------

    def _look_at_posts(self) -> None:
        indexes = self._indexes() if self._is_current else {}
        known = {
            index: dict(
                self._connection.execute(f"SELECT id, sz FROM {index}_docsize").fetchall()  # noqa: S608
            )
            for index in indexes
        }
        words: dict[str, Counter[tuple[str, str]]] = {index: Counter() for index in indexes}
        beside = scratch()
        try:
            for posts in self._readable_posts():
                for index, counts in self._expected(beside, posts, indexes).items():
                    words[index].update(counts)
                    sizes = dict(
                        beside.execute(f"SELECT id, sz FROM {index}_docsize").fetchall()  # noqa: S608
                    )
                    for number, post in posts:
                        if known[index].pop(number, None) != sizes.get(number):
                            self._find(Flaw.SEARCH, post.id, post.title)
        finally:
            beside.close()
        for index, left in known.items():
            if left:
                self._find(Flaw.STALE_SEARCH, name=index)
            elif words[index] != _vocabulary(self._connection, index):
                self._find(Flaw.SEARCH, name=index)

    def _indexes(self) -> dict[str, str]:
        return {
            name: sql
            for name, sql in self._tables.items()
            if "using fts5" in sql.lower() and f"{name}_docsize" in self._tables
        }

    def _readable_posts(self) -> Iterator[list[tuple[int, Post]]]:
        """Every post outside the bin that can be read, some at a time; the others are found
        wanting on the way."""
        total = self._connection.execute("SELECT count(*) FROM posts").fetchone()[0]
        last = 0
        while rows := self._connection.execute(
            "SELECT * FROM posts WHERE number > ? ORDER BY number LIMIT ?", (last, _TOGETHER)
        ).fetchall():
            last = rows[-1]["number"]
            self._course.step(self._posts, total)
            self._posts += len(rows)
            readable = [(row["number"], self._post(row)) for row in rows]
            yield [(n, post) for n, post in readable if post is not None and post.binned is None]

    def _post(self, row: Row) -> Post | None:
        try:
            post = post_of(row)
        except (ValueError, TypeError, AttributeError):
            self._find(Flaw.POST, str(row["uuid"]))
            return None
        if post.digest != row["digest"]:
            self._find(Flaw.POST, post.id, post.title)
        return post

    def _expected(
        self, beside: Connection, posts: list[tuple[int, Post]], indexes: dict[str, str]
    ) -> dict[str, Counter[tuple[str, str]]]:
        """What search has to know of these posts, made anew in memory."""
        if not indexes:
            return {}
        beside.execute("DELETE FROM posts")
        for index, sql in indexes.items():
            beside.execute(f"DROP TABLE IF EXISTS {index}")
            beside.execute(sql)
        beside.execute("BEGIN")
        for number, post in posts:
            record = {"number": number, **row_of(post), "body": ""}
            names, marks = ", ".join(record), ", ".join("?" * len(record))
            beside.execute(
                f"INSERT INTO posts ({names}) VALUES ({marks})",  # noqa: S608
                [storable(value) for value in record.values()],
            )
            indexing.index(beside, post)
        beside.execute("COMMIT")
        return {index: _vocabulary(beside, index) for index in indexes}

    # --- the rest -----------------------------------------------------------------------------

    def _look_at_pictures(self) -> None:
        import hashlib

        found = self._connection.execute(
            "SELECT m.digest, m.size, p.post, p.name, t.title FROM media m "
            "LEFT JOIN pictures p ON p.digest = m.digest LEFT JOIN posts t ON t.uuid = p.post "
            "GROUP BY m.digest"
        ).fetchall()
        for done, row in enumerate(found):
            self._course.step(done, len(found))
            self._pictures += 1
            digest, size = hashlib.sha256(), 0
            for chunk in self._connection.execute(
                "SELECT bytes FROM media_chunks WHERE digest = ? ORDER BY n", (row["digest"],)
            ):
                digest.update(chunk[0])
                size += len(chunk[0])
            if digest.hexdigest() != row["digest"] or size != row["size"]:
                name = stored_text(row["name"] or "")
                self._find(Flaw.PICTURE, row["post"] or "", stored_text(row["title"] or ""), name)

    def _look_at_history(self) -> None:
        for row in self._connection.execute("SELECT post, title, digest, state FROM history"):
            self._states += 1
            try:
                state = unpack(Post, stored_text(inflated(row["state"])))
            except (zlib.error, ValueError, TypeError, AttributeError):
                state = None
            if state is None or (state.id, state.digest) != (row["post"], row["digest"]):
                self._find(Flaw.STATE, row["post"], stored_text(row["title"]))

    def _look_at_ledger(self) -> None:
        for row in self._connection.execute("SELECT post, base, chunks FROM copies"):
            try:
                base = unpack(RemotePost, stored_text(row["base"]))
                chunks_of(base.body, stored_text(row["chunks"]))
            except (ValueError, TypeError, AttributeError, KeyError):
                self._find(Flaw.LEDGER, row["post"])
        for row in self._connection.execute("SELECT post, snapshot, digest FROM intents"):
            try:
                is_same = unpack(Post, stored_text(row["snapshot"])).digest == row["digest"]
            except (ValueError, TypeError, AttributeError):
                is_same = False
            if not is_same:
                self._find(Flaw.LEDGER, row["post"])


def _vocabulary(connection: Connection, index: str) -> Counter[tuple[str, str]]:
    """How often each word stands in each column of the index."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_words USING fts5vocab(main, {index}, col)"
    )
    found = connection.execute(f"SELECT term, col, cnt FROM temp.{index}_words")  # noqa: S608
    return Counter({(row[0], row[1]): row[2] for row in found})
