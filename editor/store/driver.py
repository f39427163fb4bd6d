"""The SQLite this program uses: sqlcipher3's, with or without a key.

sqlite-utils catches the exceptions of the driver it finds when it is imported, and looks for
one called pysqlite3 first. It must find ours: with the standard library's, a statement that
fails would leave its transaction open. This module is imported before sqlite-utils is, always;
it is the one place in the program that works at import.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import sqlcipher3
from sqlcipher3 import dbapi2

from editor.domain.errors import (
    DiskFull,
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotebookReadOnly,
    WorkCancelled,
)

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection
    from sqlite3 import Row as Row

    from sqlite_utils import Database as Database

    from editor.domain.course import Course
else:
    Connection = dbapi2.Connection
    Row = dbapi2.Row

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

BUSY_TIMEOUT = 5000  # milliseconds
CACHE = 32 * 1024  # KiB: rows in random order stay cheap where every page is decrypted
PLAIN = b"SQLite format 3\0"
PAGE = 4096
_STEPS = 1000  # of SQLite's machine, between two looks at the author's wish: a row takes ten
CRAMPED = 1024 * 1024  # bytes; with less left on the disk, a failed write is a full disk

Error: type[Exception] = dbapi2.Error


def connect(path: Path, key: bytes | None = None) -> Connection:
    """An open connection to an existing file, ready to work; raises NotebookError and its kin.

    `key` is the data key of an encrypted one (encryption.py). No implicit transactions. It may
    be closed from another thread, but is used by one only.
    """
    with translated(path):
        connection = _open(_uri(path, "rw"), key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # NORMAL loses acknowledged saves when the power goes.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
        except BaseException:
            connection.close()
            raise
        return connection


def connect_alone(path: Path, key: bytes | None = None) -> Connection:
    """A connection that has the file to itself until it is closed, its log brought into the
    file and gone. Raises NotebookBusy and its kin."""
    with translated(path):
        connection = _open(_uri(path, "rw"), key)
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection


def peek(path: Path, key: bytes | None = None) -> Connection:
    """A connection that only reads, and leaves a closed notebook's folder as it found it."""
    roll_back(path)
    # Without `immutable`, looking at a WAL database would leave two files beside it.
    at_rest = "" if _has_words(f"{path}-wal") else "&immutable=1"
    with translated(path):
        return _open(_uri(path, "ro") + at_rest, key)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the first page of a database says of it."""

    application: int
    version: int


def marks(path: Path, first: bytes) -> Marks | None:
    """What a file that begins with the bytes `first` (its head) says of itself, read without
    SQLite: ten times as fast. None where only SQLite can tell: it is encrypted, has a log that
    may say otherwise, is not as long as it says, or its schema is no schema."""
    if not first.startswith(PLAIN) or _has_words(f"{path}-wal"):
        return None
    if first[100:101] not in (b"\x05", b"\x0d"):
        return None
    size, pages = int.from_bytes(first[16:18], "big"), int.from_bytes(first[28:32], "big")
    if not pages or size < 512 or size * pages != path.stat().st_size:
        return None
    return Marks(int.from_bytes(first[68:72], "big"), int.from_bytes(first[60:64], "big"))


def roll_back(path: Path) -> None:
    """Undo a change of the file itself that was cut off, as SQLite does before it reads; nearly
    free where none was. Needs no key. Until then the first page may be half old and half new,
    and say nothing of what the file is. Raises NotebookError."""
    if not _has_words(f"{path}-journal") or not path.exists():
        return
    with suppress(NotebookDamaged), translated(path):
        connection = _open(_uri(path, "rw"), None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute("PRAGMA schema_version").fetchone()
        finally:
            connection.close()


def opens(path: Path, key: bytes | None) -> bool:
    """True where the first page is one of a database, read with `key`. Raises NotebookError for
    a disk that fails, not for a file that is none."""
    try:
        with translated(path):
            connection = peek(path, key)
            try:
                return bool(connection.execute("PRAGMA page_count").fetchone()[0])
            finally:
                connection.close()
    except NotebookDamaged:
        return False


def is_plain(path: Path) -> bool:
    """True where the file begins as an unencrypted database does; False where it is missing."""
    return head(path).startswith(PLAIN)


def looks_encrypted(path: Path) -> bool:
    """True for whole pages of noise: an encrypted database, though nothing can prove it."""
    first = head(path, PAGE)
    # 4,096 random bytes lack one value in a million files; text and pictures lack many.
    return len(first) == PAGE and len(set(first)) == 256 and path.stat().st_size % PAGE == 0


def head(path: Path, size: int = 101) -> bytes:
    """The file's first bytes; none where it is missing. Raises NotebookError."""
    try:
        # The system's own call: a stream costs three times as much, at every start.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            return os.read(file, size)
        finally:
            os.close(file)
    except (FileNotFoundError, IsADirectoryError):
        return b""
    except OSError as error:
        raise misfortune_of_system(error, path) from error


def tables(connection: Connection) -> Database:
    """sqlite-utils over `connection`. The import costs 70 ms: readers do without."""
    from sqlite_utils import Database

    # Plugins are other people's code: it has no business in a notebook.
    return Database(connection, execute_plugins=False)


@contextmanager
def stoppable(
    connection: Connection, course: Course, look: Callable[[], tuple[int, int]]
) -> Iterator[None]:
    """While `connection` works in the block, tell `course` what `look` sees, (done, total), and
    end the work where it says so: WorkCancelled."""
    stops: list[WorkCancelled] = []

    def step() -> bool:
        try:
            course.step(*look())
        except WorkCancelled as stop:  # SQLite lets no exception through
            stops.append(stop)
        return bool(stops)

    connection.set_progress_handler(step, _STEPS)
    try:
        yield
    except dbapi2.Error:
        if stops:
            raise stops[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the driver's exceptions into the NotebookError family.

    Mistakes of ours (bad SQL, wrong types) come through as they are.
    """
    try:
        yield
    except dbapi2.Error as error:
        misfortune = _misfortune(error, path)
        if misfortune is None:
            raise
        raise misfortune from error


def is_damage(error: Exception) -> bool:
    """True where SQLite says that what it read is no sound database, or no sound search index."""
    name = getattr(error, "sqlite_errorname", None) or ""
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "invalid fts5" in str(error)


def misfortune_of_system(error: OSError, path: Path) -> NotebookError:
    """What the system's refusal means for the notebook at `path`."""
    where = str(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotebookReadOnly(where)
    return NotebookError(where)


def is_writable(path: Path) -> bool:
    """True where this program may write to an existing file or folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def key_literal(key: bytes) -> str:
    """A data key as SQLCipher takes it, without stretching it again."""
    if len(key) != 32:
        raise ValueError("a data key has 32 bytes")
    return f"x'{key.hex()}'"


def _open(uri: str, key: bytes | None) -> Connection:
    connection = dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT / 1000
    )
    connection.row_factory = dbapi2.Row
    if key is not None:
        # It would write on the terminal what we say ourselves; it takes no keys of others.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key_literal(key)}"')
    return cast("Connection", connection)


def _has_words(name: str) -> bool:
    if not os.access(name, os.F_OK):  # mostly: and an exception would cost three times as much
        return False
    try:
        return os.stat(name).st_size > 0
    except OSError:
        return False


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(os.fspath(path.absolute()))}?mode={mode}"


# What a function of SQL met (sqlcipher_export) comes through as words only.
_SAID = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "attempt to write a readonly database": "SQLITE_READONLY",
}


def _misfortune(error: Any, path: Path) -> NotebookError | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    name = _SAID.get(str(error), name)
    where = str(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return NotebookBusy(where)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or is_damage(error):
        return NotebookDamaged(where)
    if name == "SQLITE_FULL":
        return DiskFull(where)
    if name.startswith("SQLITE_READONLY"):
        return NotebookReadOnly(where)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return _refused_by_the_disk(path)
    return None


def _refused_by_the_disk(path: Path) -> NotebookError:
    """SQLite says only that the system refused; the reason has to be looked for."""
    import shutil

    where = str(path)
    if not is_writable(path) or not is_writable(path.parent):
        return NotebookReadOnly(where)
    if shutil.disk_usage(path.parent).free < CRAMPED:
        return DiskFull(where)
    return NotebookError(where)
