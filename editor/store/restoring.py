"""A backup takes the notebook's place; what was there is set aside and stays whole.

A kill at any moment leaves either of the two under the notebook's name.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from editor.domain.errors import KeysMissing, NotebookDamaged, NotebookError, WrongKeys
from editor.store import driver, keyfile
from editor.system.files import sync_folder

_LOG, _SHARED = "-wal", "-shm"


def restore(backup: Path, path: Path, aside: Path, key: bytes | None = None) -> bool:
    """Let a copy of `backup` be the notebook at `path`; the present one becomes `aside`, where
    nothing may be yet. Gives False where there was none.

    `key` opens both, where they are encrypted. The notebook has to be closed: NotebookBusy. A
    backup that does not prove sound is refused before anything is touched: NotebookDamaged,
    WrongKeys. Also NoRoom, DiskFull, NotebookReadOnly.
    """
    if aside.exists():
        raise NotebookError(str(aside))
    prove(backup, key)
    was_there = path.exists()
    if was_there:
        _alone(path, key)
    fresh = path.with_name(f".{path.name}.restoring")
    try:
        try:
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=0o600)
            shutil.copyfile(backup, fresh)
            with fresh.open("r+b") as stream:
                os.fsync(stream.fileno())
            prove(fresh, key)
            if was_there:
                _set_aside(path, aside)
            keys = keyfile.for_copies(backup) if keyfile.exist(backup) else None
            if keys is not None:
                keyfile.write_twin(
                    path, keys
                )  # until the name changes hands, both have to be there
            fresh.replace(path)
            sync_folder(path.parent)
            if keys is not None:
                keyfile.write(path, keys)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise driver.misfortune_of_system(error, path) from error
    if driver.is_plain(path) and keyfile.exist(path):
        keyfile.remove(path)
    return was_there


def prove(path: Path, key: bytes | None = None) -> None:
    """Raises NotebookDamaged where a file at rest is no sound notebook, WrongKeys where `key`
    does not open it, NotebookError where it is missing."""
    from editor.store.migrations import APPLICATION_ID

    if not path.is_file():
        raise NotebookError(str(path))
    key = None if driver.is_plain(path) else key
    if key is not None and not driver.opens(path, key):
        raise WrongKeys(str(path))
    with driver.translated(path):
        connection = driver.peek(path, key)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    if application != APPLICATION_ID or verdict != "ok":
        raise NotebookDamaged(str(path))


def _alone(path: Path, key: bytes | None) -> None:
    """See that nobody has it open, and bring its log into the file. A damaged one has to do
    without."""
    with suppress(NotebookDamaged):
        driver.connect_alone(path, None if driver.is_plain(path) else key).close()


def _set_aside(path: Path, aside: Path) -> None:
    """The present notebook under a second name, its log with it; under the first it stays until
    the new one replaces it."""
    with suppress(KeysMissing):
        if keyfile.exist(path):
            keyfile.write(aside, keyfile.for_copies(path))
    for ending in ("", _LOG):
        source = path.with_name(path.name + ending)
        if source.exists():
            _also_known_as(source, aside.with_name(aside.name + ending))
    sync_folder(path.parent)
    # A log that is left would be taken for the new notebook's own.
    for ending in (_LOG, _SHARED):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    sync_folder(path.parent)


def _also_known_as(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:  # no second names on this disk
        shutil.copyfile(path, name)
        name.chmod(0o600)
