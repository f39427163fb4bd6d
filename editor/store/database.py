"""The notebook: one file, opened, brought up to date, and written in whole transactions."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from editor.domain.course import Course
from editor.domain.errors import (
    KeysMissing,
    NotebookDamaged,
    NotebookGone,
    NotebookLocked,
    NotebookReadOnly,
    NotebookTooNew,
    WrongKeys,
)
from editor.store import driver, migrations, packing
from editor.store.migrations import APPLICATION_ID
from editor.system.clock import Clock
from editor.system.presence import Presence

if TYPE_CHECKING:
    from editor.store.driver import Connection, Database, Row

Value = str | bytes | int | None


class Notebook:
    """An open notebook. Any thread: each gets a connection of its own at its first use.

    Reading sees what was last committed. Writing goes through `writing()`. Both raise the
    NotebookError family.
    """

    def __init__(self, path: Path, clock: Clock, key: bytes | None = None) -> None:
        """For `open()` only."""
        self.path = path
        self.clock = clock
        self.is_new = False  # there was no file when it was opened
        self._key = key
        self._here = threading.local()
        self._opened: list[tuple[threading.Thread, Connection]] = []
        self._guard = threading.Lock()
        self._is_closed = False
        self._presence = Presence(path)

    @classmethod
    def open(
        cls, path: Path, clock: Clock, key: bytes | None = None, course: Course | None = None
    ) -> Notebook:
        """The notebook at `path`, made where there is none and brought up to date where old.

        `key` is the data key of an encrypted one (keyfile.unlocked); a new notebook is encrypted
        with it from its first byte, and a plain one does without. The file is for its owner's
        eyes only (0600, its folder 0700 where it had to be made). A notebook that is newer than
        this program, damaged, or no notebook at all is left untouched: NotebookTooNew,
        NotebookDamaged, WrongKeys, KeysMissing. Also NotebookLocked (a key is needed),
        NotebookBusy, NotebookReadOnly, DiskFull. To bring a large one up to date may take
        minutes: `course` is told, and may end it; it is then as it was: UpgradeStopped.
        """
        path = Path(os.path.abspath(path.expanduser()))
        settle(path)
        found = _look(path)
        version = 0
        if found is None or (found.st_size == 0 and S_ISREG(found.st_mode)):
            _create(path)
        else:
            key, version = _refuse_strangers(path, found, key)
            _keep_private(path, found)
            if key is not None:
                from editor.store import keyfile

                keyfile.unload(path)
        notebook = cls(path, clock, key)
        notebook.is_new = found is None
        try:
            _ = notebook.connection  # whether it opens is said here
            if version < len(migrations.MIGRATIONS):
                from editor.store.upgrading import bring_up_to_date

                bring_up_to_date(notebook, version, course or Course())
        except BaseException:
            notebook.close()
            raise
        return notebook

    @property
    def key(self) -> bytes | None:
        """The data key of an encrypted notebook; for copies of it, and never to be shown."""
        return self._key

    @property
    def connection(self) -> Connection:
        """This thread's connection."""
        connection: Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            connection = self._connect()
            self._here.connection = connection
        return connection

    @property
    def tables(self) -> Database:
        """This thread's connection, as sqlite-utils; the first use imports it (70 ms)."""
        tables: Database | None = getattr(self._here, "tables", None)
        if tables is None:
            tables = driver.tables(self.connection)
            self._here.tables = tables
        return tables

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        with driver.translated(self.path):
            return self.connection.execute(sql, values).fetchall()

    def tuples(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query without their names: for many at a time."""
        with driver.translated(self.path):
            cursor = self.connection.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query."""
        with driver.translated(self.path):
            found: Row | None = self.connection.execute(sql, values).fetchone()
            return found

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, held from the start: everything in it is kept, or nothing.

        Inside another one it is a part that can fail alone. sqlite-utils' own `with db.conn`
        would be no transaction at all. Raises NotebookGone where what is written goes into a
        file that nobody will find again; once the file is back all is as before.
        """
        connection = self.connection
        is_part = connection.in_transaction
        begin, commit, rollback = _WORDS[is_part]
        if not is_part:
            self._require_file()
        with driver.translated(self.path):
            connection.execute(begin)
            try:
                yield connection
                connection.execute(commit)
                if not is_part:
                    self._require_file()
                    if getattr(self._here, "shrinks", False):
                        self.shrink_log()
            except BaseException:
                if connection.in_transaction:  # a full disk has already undone it
                    for word in rollback:
                        connection.execute(word)
                raise

    def put(self, table: str, record: dict[str, Value], key: str | tuple[str, ...]) -> None:
        """Insert a record, or replace the columns of the one with the same key.

        In plain SQL: the first save while somebody types must not wait for an import of 70 ms.
        `table`, `key` and the record's names are ours, never the author's.
        """
        keys = (key,) if isinstance(key, str) else key
        names = ", ".join(record)
        places = ", ".join("?" * len(record))
        changes = ", ".join(f"{name} = excluded.{name}" for name in record if name not in keys)
        with self.writing() as connection:
            connection.execute(
                f"INSERT INTO {table} ({names}) VALUES ({places}) "  # noqa: S608
                f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}",
                [packing.storable(value) for value in record.values()],
            )

    def shrink_log(self) -> None:
        """Bring everything from the write-ahead log into the file and empty the log, so that
        what was deleted is gone from both; inside a transaction, at its end. Waits for readers
        for a while and does without where they stay."""
        self._here.shrinks = self.connection.in_transaction
        if not self._here.shrinks:
            with driver.translated(self.path):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def version(self) -> int:
        """How many steps of migrations.py it has behind it."""
        row = self.row("PRAGMA user_version")
        return int(row[0]) if row else 0

    def release(self) -> None:
        """Close this thread's connection, before the thread ends."""
        connection = getattr(self._here, "connection", None)
        if connection is None:
            return
        del self._here.connection
        self._here.tables = None
        with self._guard:
            self._opened = [pair for pair in self._opened if pair[1] is not connection]
        with driver.translated(self.path):
            connection.close()

    def close(self) -> None:
        """Close every thread's connection. The notebook cannot be used after it."""
        with self._guard:
            self._is_closed = True
            self._key = None
            opened, self._opened = self._opened, []
        with driver.translated(self.path):
            for _, connection in opened:
                connection.close()

    def _require_file(self) -> None:
        if not self._presence.is_there:
            raise NotebookGone(str(self.path))

    def _connect(self) -> Connection:
        with self._guard:
            if self._is_closed:
                raise RuntimeError("the notebook is closed")
            self._require_file()  # another file in its place is not taken for it
            connection = driver.connect(self.path, self._key)
            for thread, old in self._opened:
                if not thread.is_alive():
                    old.close()
            self._opened = [pair for pair in self._opened if pair[0].is_alive()]
            self._opened.append((threading.current_thread(), connection))
        return connection


_WORDS = {
    False: ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)),
    True: ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part")),
}


def _look(path: Path) -> os.stat_result | None:
    """What the system says of the file; None where there is none. Each question costs as much
    as some rows."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error


def make_folder(path: Path) -> None:
    """The folder of a notebook that is to be, for its owner's eyes. Raises NotebookError."""
    try:
        _make_folder(path.parent)
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error


def _create(path: Path) -> None:
    """An empty file for its owner's eyes; SQLite gives its companions the same mode."""
    make_folder(path)
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error
    _keep_private(path, path.stat())


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        from editor.system.files import sync_folder

        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)  # what is synced in it would be lost with its name


def settle(path: Path) -> None:
    """Tidy up after a kill or a power cut in the middle of what changes the file as a whole
    (conversion.py). A look for each trace; the work itself is imported where there is some.
    Raises NotebookBusy while a conversion is under way."""
    driver.roll_back(path)
    folder, name = os.path.split(path)
    beside = f"{folder}{os.sep}.{name}"
    for trace in ("before", "after", "gone", "changing"):
        if os.access(f"{beside}.{trace}", os.F_OK):
            from editor.store import conversion

            conversion.settle(path)
            return


def _refuse_strangers(
    path: Path, found: os.stat_result, key: bytes | None
) -> tuple[bytes | None, int]:
    """Look before opening in earnest: what is not ours must stay as it is. Gives the key where
    it takes one, and how many steps of migrations.py it has behind it."""
    if not S_ISREG(found.st_mode):
        raise NotebookDamaged(str(path))
    first = driver.head(path)
    if first.startswith(driver.PLAIN):
        key = None
    else:
        _refuse_without_key(path, key)
    marks = driver.marks(path, first)
    if marks is None or marks.application != APPLICATION_ID:
        marks = _asked(path, key)
    if marks.version > len(migrations.MIGRATIONS):
        raise NotebookTooNew(str(path), marks.version, len(migrations.MIGRATIONS))
    return key, marks.version


def _asked(path: Path, key: bytes | None) -> driver.Marks:
    """What SQLite makes of the file. Raises NotebookDamaged for one of another program."""
    with driver.translated(path):
        connection = driver.peek(path, key)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            inside = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
        finally:
            connection.close()
    # SQLite takes a file of a few bytes, whatever they are, for an empty database.
    if not pages or (inside and application != APPLICATION_ID):
        raise NotebookDamaged(str(path))
    return driver.Marks(application, found)


def _refuse_without_key(path: Path, key: bytes | None) -> None:
    """Encrypted, or no notebook: the bytes alone do not say, the key file beside them does."""
    from editor.store import keyfile

    where = str(path)
    if key is not None:
        if not driver.opens(path, key):
            raise WrongKeys(where)
    elif keyfile.exist(path):
        raise NotebookLocked(where)
    elif driver.looks_encrypted(path):
        raise KeysMissing(where, str(keyfile.key_file(path)))


def _keep_private(path: Path, found: os.stat_result) -> None:
    """Blog passwords are in it: nobody else may read it."""
    if not driver.is_writable(path) or not driver.is_writable(path.parent):
        raise NotebookReadOnly(str(path))
    is_ours = os.name != "nt" and found.st_uid == os.geteuid()
    if is_ours and found.st_mode & 0o077:
        path.chmod(0o600)
