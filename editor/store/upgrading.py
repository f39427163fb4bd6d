"""Bringing a notebook up to date: a backup, then every missing step of migrations.py in one
transaction. A kill, a failure or the author's word on the way leaves it as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.course import Course
from editor.domain.errors import UpgradeStopped, WorkCancelled
from editor.store import driver, migrations
from editor.store.migrations import APPLICATION_ID

if TYPE_CHECKING:
    from editor.store.database import Notebook

_WHOLE = 1_000  # parts
_BACKED_UP = 200


def is_outdated(path: Path) -> bool:
    """True for a plain notebook, closed or open, that lacks steps. Raises NotebookError."""
    first = driver.head(path)
    if not first.startswith(driver.PLAIN):
        return False
    marks = driver.marks(path, first)
    if marks is not None:
        return marks.application == APPLICATION_ID and marks.version < len(migrations.MIGRATIONS)
    with driver.translated(path):
        connection = driver.peek(path)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    return bool(application == APPLICATION_ID and version < len(migrations.MIGRATIONS))


def bring_up_to_date(notebook: Notebook, found: int, course: Course) -> None:
    """Take the steps from version `found` on; a new notebook (0) takes all. In a large notebook
    it may take minutes. Raises UpgradeStopped and the NotebookError family."""
    from editor.store.backup import backup_before_migration, throw_away

    copy = None
    try:
        if found:
            copy = backup_before_migration(notebook, found, _part(course, 0, _BACKED_UP))
        _take_steps(notebook, _part(course, _BACKED_UP, _WHOLE))
    except WorkCancelled as stop:
        if copy is not None:
            throw_away(copy)  # nothing changed: nobody needs it
        raise UpgradeStopped from stop


def _take_steps(notebook: Notebook, course: Course) -> None:
    with notebook.writing() as connection:  # all steps, or none
        for number, (name, step) in enumerate(migrations.MIGRATIONS, start=1):
            if notebook.version() >= number:  # done before, or by another Midad just now
                continue
            step(notebook.tables, course)
            migrations.record(notebook.tables, number, name, notebook.clock.now())
            connection.execute(f"PRAGMA user_version = {number}")


def _part(course: Course, first: int, last: int) -> Course:
    """A course whose whole is one part of the way of `course`."""

    def told(done: int, total: int) -> None:
        course.step(first + (last - first) * done // total if total else first, _WHOLE)

    return Course(told)
