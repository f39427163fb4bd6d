"""The whole notebook as one file to carry away: a proved copy of it, under its own passphrase
where one is given, and without the blogs' passwords unless they are asked for."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.course import Course
from editor.domain.errors import NotebookError
from editor.store import carrying, driver, keyfile
from editor.store.backup import backup, throw_away
from editor.store.restoring import prove
from editor.system.files import sync_folder

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.store.encryption import Keys


def pack(
    notebook: Notebook,
    target: Path,
    *,
    passwords: bool = False,
    lock: tuple[Keys, bytes] | None = None,
    course: Course | None = None,
) -> None:
    """Write the notebook to `target`, where nothing may be yet. `lock`: keys of its own, and
    their data key; without, it is encrypted as the notebook is. An encrypted one carries its keys
    at its end (carrying.py). Raises WorkCancelled (nothing is at `target` then) and the
    NotebookError family."""
    course = course or Course()
    if target.exists():
        raise NotebookError(str(target))
    course.step()
    parcel = target.with_name(f".{secrets.token_hex(8)}.midad")
    try:
        backup(notebook, parcel)
        course.step(1, 3)
        key = notebook.key
        if not passwords:
            _forget_passwords(parcel, key)
        if lock is not None:
            _lock(parcel, key, *lock, course)
            key = lock[1]
        course.step(2, 3)
        if key is None:
            prove(parcel)
        else:
            carrying.put(parcel, lock[0] if lock else keyfile.for_copies(parcel))
            prove(parcel, key)
        try:
            with parcel.open("r+b") as stream:
                os.fsync(stream.fileno())
            parcel.rename(target)
            sync_folder(target.parent)
        except OSError as error:
            raise driver.misfortune_of_system(error, target) from error
        course.step(3, 3)
    finally:
        with suppress(NotebookError):
            throw_away(parcel)


def _forget_passwords(parcel: Path, key: bytes | None) -> None:
    with driver.translated(parcel):
        connection = driver.connect_alone(parcel, key)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("UPDATE blogs SET secret = ''")
            connection.execute("VACUUM")
        finally:
            connection.close()


def _lock(parcel: Path, key: bytes | None, keys: Keys, new_key: bytes, course: Course) -> None:
    if key is None:
        from editor.store import conversion

        conversion.encrypt(parcel, keys, new_key, course)
        return
    with driver.translated(parcel):
        connection = driver.connect_alone(parcel, key)
        try:
            connection.execute(f'PRAGMA rekey = "{driver.key_literal(new_key)}"')
        finally:
            connection.close()
