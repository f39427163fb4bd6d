"""Backups that make themselves, beside the notebook; and the way back to one of them.

They lie in a folder of their own on the notebook's own disk, encrypted as it is, each opened
once to see that it opens. Nothing is ever carried to another medium unasked.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.errors import FileMissing, NoRoom, NotebookError
from editor.workspace.rotation import is_due, moment_of, stamp, staying

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.system.clock import Clock

_HALF = re.compile(r"\..+-[0-9a-f]{8}(?:-journal)?")  # what backup() writes before it is whole
_STALE = timedelta(hours=12)
SPARE = 64 * 1024 * 1024  # bytes that a backup leaves free for what is written next
_SUFFIX = ".midad"


@dataclass(frozen=True, slots=True)
class Backup:
    """One of them. `moment` in UTC, `size` in bytes."""

    path: Path
    moment: datetime
    size: int


class Backups:
    """The backups of one open notebook. Making one blocks for seconds in a large notebook: on
    the store lane, in a quiet moment. Raises the NotebookError family."""

    def __init__(self, notebook: Notebook, clock: Clock) -> None:
        self._notebook = notebook
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Where they lie; it may not exist yet."""
        return folder_of(self._notebook.path)

    def all(self) -> list[Backup]:
        """The newest first."""
        return backups_of(self._notebook.path)

    def is_due(self) -> bool:
        """True where the last one is a day old and something was written since. Quick."""
        last = next(iter(self.all()), None)
        now = self._clock.now()
        if last is None or not is_due(last.moment, now):
            return last is None
        return _written(self._notebook.path) > last.path.stat().st_mtime

    def make(self) -> Backup:
        """Make one now, and let go of those that are not kept any longer. Also before anything
        that can go wrong. Raises NoRoom and the NotebookError family."""
        from editor.store.backup import backup

        path = self._notebook.path
        require_room(path, self.folder)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            from editor.store.driver import misfortune_of_system

            raise misfortune_of_system(error, self.folder) from error
        moment = self._clock.now().replace(microsecond=0)
        target = self.folder / f"{path.stem} {stamp(moment)}{_SUFFIX}"
        backup(self._notebook, target)
        self._thin()
        return Backup(target, moment, target.stat().st_size)

    def make_if_due(self) -> Backup | None:
        """Make one where it is due."""
        return self.make() if self.is_due() else None

    def _thin(self) -> None:
        from editor.store.backup import throw_away

        found = self.all()
        kept = staying(each.moment for each in found)
        for each in found:
            if each.moment not in kept:
                throw_away(each.path)
        for path in self.folder.iterdir():
            if _HALF.fullmatch(path.name) and is_stale(path, self._clock):
                throw_away(path)


def folder_of(notebook: Path) -> Path:
    """The folder of a notebook's backups."""
    return notebook.with_name(f"{notebook.stem} backups")


def backups_of(notebook: Path) -> list[Backup]:
    """A notebook's backups, the newest first; also of one that does not open any more."""
    found = []
    for path in folder_of(notebook).glob(f"*{_SUFFIX}"):
        moment = moment_of(path.name)
        if moment is not None and not path.name.startswith(".") and path.is_file():
            found.append(Backup(path, moment, path.stat().st_size))
    return sorted(found, key=lambda each: each.moment, reverse=True)


def find_backup(notebook: Path, wanted: str) -> Backup:
    """The newest whose name or date begins with `wanted`; the newest of all where it is empty.
    Raises FileMissing."""
    for each in backups_of(notebook):
        if stamp(each.moment).startswith(wanted) or each.path.name.startswith(wanted):
            return each
    raise FileMissing(str(folder_of(notebook) / wanted))


def restore(backup: Path, notebook: Path, clock: Clock, key: bytes | None = None) -> Path | None:
    """Let a backup be the notebook again. Gives where the present one is now, whole, under
    another name; None where there was none.

    The notebook has to be closed (NotebookBusy), `key` opens both where they are encrypted.
    Raises the NotebookError family; whatever it raises, the notebook is as it was.
    """
    from editor.store import restoring

    require_room(backup, notebook.parent)
    aside = _free_name(notebook, clock)
    return aside if restoring.restore(backup, notebook, aside, key) else None


def is_stale(path: Path, clock: Clock) -> bool:
    """True for what nobody can be at work on any more: left by a program that was killed."""
    return clock.now() - datetime.fromtimestamp(path.stat().st_mtime, UTC) > _STALE


def require_room(path: Path, folder: Path, times: int = 1) -> None:
    """Raises NoRoom where `times` copies of `path` below `folder` would fill the disk."""
    try:
        needed = int(size_of(path) * times * 1.05) + SPARE
        free = shutil.disk_usage(folder if folder.is_dir() else folder.parent).free
    except OSError as error:
        raise NotebookError(str(path)) from error
    if free < needed:
        raise NoRoom(str(folder), needed, free)


def size_of(path: Path) -> int:
    """A notebook's size with its log, in bytes."""
    log = path.with_name(path.name + "-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _written(path: Path) -> float:
    log = path.with_name(path.name + "-wal")
    return max(each.stat().st_mtime for each in (path, log) if each.exists())


def _free_name(notebook: Path, clock: Clock) -> Path:
    name = f"{notebook.stem} {stamp(clock.now())} (replaced)"
    path, count = notebook.with_name(name + notebook.suffix), 1
    while path.exists():
        count += 1
        path = notebook.with_name(f"{name} {count}{notebook.suffix}")
    return path
