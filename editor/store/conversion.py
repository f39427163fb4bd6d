"""A plain notebook becomes an encrypted one, or the other way, and a kill at any moment leaves
one whole notebook.

The new file is written beside the old one, proved to hold the same, and takes its name in one
step; the first bytes of the file that has the name say which kind counts. Then the old one is
overwritten and removed. What a kill leaves is settled when the notebook is next opened:

    .x.midad.after     the new file before its turn: thrown away
    .x.midad.before    the old file: put back where the name is missing, else thrown away
    .x.midad.gone      what is being thrown away: first overwritten, then removed

What a disk keeps of bytes that were overwritten (flash cells, snapshots) is out of our reach.
All of it blocks, in proportion to the notebook's size, and wants the notebook closed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from editor.domain.course import Course
from editor.domain.errors import (
    AlreadyProtected,
    ConversionStopped,
    NoRoom,
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotProtected,
    WorkCancelled,
)
from editor.store import driver, keyfile
from editor.store.comparison import same_content
from editor.store.encryption import Keys
from editor.system.files import sync_folder
from editor.system.locks import process_lock

WHOLE = 1000  # what a Course is told of as all of the work
_CHUNK = 1024 * 1024
_COPYING = 700  # of the whole; proving takes the rest
_SPARE = 4 * 1024 * 1024  # bytes to leave free


def before(path: Path) -> Path:
    """The old file, once the new one has its name."""
    return path.with_name(f".{path.name}.before")


def after(path: Path) -> Path:
    """The new file, until it has the name."""
    return path.with_name(f".{path.name}.after")


def gone(path: Path) -> Path:
    """What nobody needs any more."""
    return path.with_name(f".{path.name}.gone")


def changing(path: Path) -> Path:
    """Locked by whoever is at it."""
    return path.with_name(f".{path.name}.changing")


def encrypt(path: Path, keys: Keys, data_key: bytes, course: Course) -> None:
    """Encrypt a closed plain notebook; `keys` go beside it. Whatever is raised before the end,
    the notebook is as it was: AlreadyProtected, ConversionStopped, NotebookBusy, NoRoom, DiskFull,
    NotebookDamaged, NotebookReadOnly."""
    with _changing(path):
        _settle(path)
        if not driver.is_plain(path):
            raise AlreadyProtected(str(path)) if path.exists() else NotebookError(str(path))
        keyfile.set_aside(path)
        keyfile.write(path, keys)
        try:
            _replace(path, None, data_key, course)
        except BaseException:
            if driver.is_plain(path):
                with suppress(NotebookError):
                    keyfile.remove(path)
            raise


def decrypt(path: Path, data_key: bytes, course: Course) -> None:
    """Make a closed encrypted notebook a plain one and remove its keys. Raises as `encrypt`,
    and NotProtected."""
    with _changing(path):
        _settle(path)
        if driver.is_plain(path):
            raise NotProtected(str(path))
        _replace(path, data_key, None, course)


def settle(path: Path) -> None:
    """Tidy up after a conversion that was killed; nearly free where none was.

    Raises NotebookBusy while one is under way, and what hinders putting the notebook back.
    """
    if any(trace(path).exists() for trace in (before, after, gone, changing)):
        try:
            with _changing(path):
                _settle(path)
        except NotebookBusy:
            raise
        except NotebookError:
            if not path.exists():
                raise


def throw_away(path: Path) -> None:
    """Overwrite a file and remove it. Raises NotebookError."""
    try:
        left = path.stat().st_size
        with path.open("r+b", buffering=0) as stream:
            while left > 0:
                left -= stream.write(os.urandom(min(_CHUNK, left)))
            os.fsync(stream.fileno())
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error


# --- the steps --------------------------------------------------------------------------------


def _replace(path: Path, key: bytes | None, new_key: bytes | None, course: Course) -> None:
    _look_for_room(path)
    # To the end: whoever waits for the file must not get hold of the old one. On the way nothing
    # of ours may open and close it, or the system forgets the lock.
    source = driver.connect_alone(path, key)
    try:
        _copy(source, path, new_key, course)
        _prove(source, path, new_key, course)
        if os.name == "nt":  # a file that is open cannot be replaced there
            source.close()
        _switch(path)
    finally:
        try:
            _settle(path)
        finally:
            source.close()


def _look_for_room(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    try:
        size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error
    needed = int(size * 1.1) + _SPARE
    if free < needed:
        raise NoRoom(str(path), needed, free)


def _copy(source: driver.Connection, path: Path, new_key: bytes | None, course: Course) -> None:
    target = after(path)
    whole = max(path.stat().st_size, 1)

    def look() -> tuple[int, int]:
        return min(_COPYING, _COPYING * target.stat().st_size // whole), WHOLE

    literal = driver.key_literal(new_key) if new_key else ""
    try:
        target.touch(mode=0o600)
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error
    with driver.translated(path):
        source.execute("ATTACH ? AS fresh KEY ?", (str(target), literal))
        try:
            # Half of it is worth nothing: it is made to last when it is whole.
            source.execute("PRAGMA fresh.journal_mode = OFF").fetchone()
            source.execute("PRAGMA fresh.synchronous = OFF")
            with driver.stoppable(source, course, look):
                source.execute("SELECT sqlcipher_export('fresh')").fetchone()
            for name in ("user_version", "application_id"):
                value = source.execute(f"PRAGMA main.{name}").fetchone()[0]
                source.execute(f"PRAGMA fresh.{name} = {value}")
        except BaseException:
            with suppress(driver.Error):  # half of it is no database; what went wrong is known
                source.execute("DETACH fresh")
            raise
        source.execute("DETACH fresh")


def _prove(source: driver.Connection, path: Path, new_key: bytes | None, course: Course) -> None:
    target = after(path)

    def look(done: float) -> None:
        course.step(_COPYING + int((WHOLE - _COPYING) * done), WHOLE)

    with driver.translated(target):
        copy = driver.peek(target, new_key)
        try:
            with driver.stoppable(copy, course, lambda: (_COPYING, WHOLE)):
                is_whole = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            if not is_whole or not same_content(source, copy, look):
                raise NotebookDamaged(str(path))
        finally:
            copy.close()
    try:
        with target.open("r+b") as stream:
            os.fsync(stream.fileno())
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error


def _switch(path: Path) -> None:
    try:
        try:
            os.link(path, before(path))
        except OSError:  # no second names on this disk: for a moment the first one is missing
            path.rename(before(path))
        sync_folder(path.parent)
        after(path).replace(path)
        sync_folder(path.parent)
    except PermissionError as error:
        raise NotebookBusy(str(path)) from error  # Windows: somebody has it open
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error


def _settle(path: Path) -> None:
    """Bring the folder to where either the change was made or it was not."""
    try:
        old, new = before(path), after(path)
        if old.exists():
            if not path.exists():
                old.replace(path)
            elif old.samefile(path):
                old.unlink()
            elif driver.is_plain(old) == driver.is_plain(path):
                # None of our doing, and nobody can say which one counts.
                old.replace(_free_name(path))
            else:
                if driver.is_plain(path):
                    keyfile.remove(path)
                old.replace(gone(path))
                sync_folder(path.parent)  # its bytes must not go before its name does
        for useless in (gone(path), new):
            if useless.exists():
                throw_away(useless)
        keyfile.half_written(path).unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error


def _free_name(path: Path) -> Path:
    count = 1
    while (free := path.with_name(f"{path.stem} ({count}){path.suffix}")).exists():
        count += 1
    return free


@contextmanager
def _changing(path: Path) -> Iterator[None]:
    lock = changing(path)
    try:
        with process_lock(lock) as is_ours:
            if not is_ours:
                raise NotebookBusy(str(path))
            try:
                yield
            finally:
                if os.name != "nt":
                    lock.unlink(missing_ok=True)
        if os.name == "nt":
            lock.unlink(missing_ok=True)
    except WorkCancelled as stop:
        raise ConversionStopped from stop
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error
