"""Copies of a notebook that are known to open."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.course import Course
from editor.domain.errors import NotebookDamaged, NotebookError
from editor.store import driver
from editor.system.files import sync_folder

if TYPE_CHECKING:
    from editor.store.database import Notebook


def backup(notebook: Notebook, target: Path, course: Course | None = None) -> None:
    """Copy the notebook to `target`, for its owner's eyes only, and prove that the copy opens.

    A copy of an encrypted notebook is encrypted too, and has its key file beside it: the same
    passphrase opens it. `target` is replaced only by a copy that was proved. Blocks as long as
    writing all of it takes; others may go on reading and writing. Raises WorkCancelled (nothing
    is at `target` then) and the NotebookError family.
    """
    temporary = target.with_name(f".{target.name[:40]}-{secrets.token_hex(4)}")
    try:
        temporary.touch(mode=0o600, exist_ok=False)
        try:
            _copy(notebook, temporary, course or Course())
            _put(notebook, temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(target.parent)
    except OSError as error:
        raise driver.misfortune_of_system(error, target) from error
    except NotebookError as error:
        error.path = str(target)  # the name the author knows
        raise


def _copy(notebook: Notebook, target: Path, course: Course) -> None:
    connection = notebook.connection
    with driver.translated(target):
        before = _counts(connection)
        whole = connection.execute("PRAGMA page_count").fetchone()[0] * driver.PAGE

        def look() -> tuple[int, int]:
            return min(target.stat().st_size, whole), whole

        with driver.stoppable(connection, course, look):
            connection.execute("VACUUM INTO ?", (str(target),))
        after = _counts(connection)
    _prove(target, notebook.key, before if before == after else None, course)
    _make_last(target)


def _put(notebook: Notebook, temporary: Path, target: Path) -> None:
    """A copy of an encrypted notebook is worth nothing without its keys beside it."""
    if notebook.key is None:
        temporary.replace(target)
        return
    from editor.store import keyfile

    keys = keyfile.for_copies(notebook.path)
    keyfile.write_twin(target, keys)  # the keys of the copy it replaces stay until it is replaced
    temporary.replace(target)
    keyfile.write(target, keys)


def backup_before_migration(notebook: Notebook, schema: int, course: Course) -> Path:
    """A copy beside the notebook, kept until its author throws it away. Raises as `backup`."""
    path = notebook.path
    day = notebook.clock.now().date().isoformat()
    name = f"{path.stem} {day} (schema {schema})"
    target = path.with_name(f"{name}{path.suffix}")
    count = 1
    while target.exists():
        count += 1
        target = path.with_name(f"{name} {count}{path.suffix}")
    backup(notebook, target, course)
    return target


def throw_away(copy: Path) -> None:
    """Remove a copy that is not kept any longer, with its keys. Raises NotebookError."""
    try:
        copy.unlink(missing_ok=True)
        from editor.store import keyfile

        if keyfile.exist(copy):
            keyfile.remove(copy)
    except OSError as error:
        raise driver.misfortune_of_system(error, copy) from error


def _prove(
    path: Path,
    key: bytes | None = None,
    counts: tuple[int, ...] | None = None,
    course: Course | None = None,
) -> None:
    """Open the copy and look through it; with `counts`, it has to hold as many rows."""
    course = course or Course()
    course.step(1, 1)
    with driver.translated(path):
        connection = driver.peek(path, key)
        try:
            with driver.stoppable(connection, course, lambda: (1, 1)):
                verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            is_whole = counts is None or _counts(connection) == counts
        finally:
            connection.close()
    if verdict != "ok" or not is_whole:
        raise NotebookDamaged(str(path))


def _counts(connection: driver.Connection) -> tuple[int, ...]:
    """How many rows the tables have that an author would miss; an older notebook lacks some."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    return tuple(
        connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        for name in ("posts", "history", "media", "pictures", "blogs")
        if name in names
    )


def _make_last(path: Path) -> None:
    """VACUUM INTO leaves the bytes with the system; a power cut could still take them."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
