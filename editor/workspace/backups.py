"""Backups that make themselves, beside the notebook or where the author wants them; and the way
back to one of them.

They are encrypted as the notebook is, each opened once to see that it opens. Nothing is ever
carried to another medium unasked. Where the disk the author chose is not there, a backup beside
the notebook is better than none.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.course import Course
from editor.domain.errors import (
    BackupPlaceUnusable,
    DiskFull,
    FileMissing,
    FileTaken,
    NoRoom,
    NotebookError,
    NotebookLocked,
    WrongKeys,
)
from editor.system.files import sync_folder
from editor.workspace.backup_plan import Plan, plan_of, put_plan
from editor.workspace.rotation import Keep, is_due, moment_of, stamp, staying

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.system.clock import Clock

_HALF = re.compile(r"\..+-[0-9a-f]{8}(?:-journal)?")  # what backup() writes before it is whole
_STALE = timedelta(hours=12)
SPARE = 64 * 1024 * 1024  # bytes that a backup leaves free for what is written next
_SUFFIX = ".midad"


@dataclass(frozen=True, slots=True)
class Backup:
    """One of them. `moment` in UTC, `size` in bytes. `instead_of`: the folder it should lie in,
    where that was not there."""

    path: Path
    moment: datetime
    size: int
    instead_of: Path | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand with the backups. `folder`: where the next one goes."""

    backups: tuple[Backup, ...]  # the newest first
    plan: Plan
    folder: Path

    @property
    def missing(self) -> Path | None:
        """The folder the author chose, where it is not there now."""
        return self.plan.folder if self.plan.folder not in (None, self.folder) else None

    @property
    def size(self) -> int:
        """Bytes of them all."""
        return sum(each.size for each in self.backups)


class Backups:
    """The backups of one open notebook. Making one blocks for seconds in a large notebook: on a
    lane of its own, in a quiet moment. Raises the NotebookError family."""

    def __init__(self, notebook: Notebook, clock: Clock) -> None:
        self._notebook = notebook
        self._clock = clock

    @property
    def plan(self) -> Plan:
        """What the author chose."""
        return plan_of(self._notebook.path)

    @property
    def folder(self) -> Path:
        """Where the next one goes; it may not exist yet."""
        chosen = self.plan.folder
        return chosen if chosen is not None and chosen.is_dir() else self.usual_folder

    @property
    def usual_folder(self) -> Path:
        """Where they lie while the author chose no place for them."""
        return folder_of(self._notebook.path)

    def all(self) -> list[Backup]:
        """The newest first."""
        return backups_of(self._notebook.path)

    def overview(self) -> Overview:
        """Looks at disks that may be slow: on a lane."""
        return Overview(tuple(self.all()), self.plan, self.folder)

    def is_due(self) -> bool:
        """True where the last one is a day old and something was written since. Quick."""
        last = next(iter(self.all()), None)
        now = self._clock.now()
        if last is None or not is_due(last.moment, now):
            return last is None
        return _written(self._notebook.path) > last.path.stat().st_mtime

    def make(self, course: Course | None = None) -> Backup:
        """Make one now, and let go of those that are not kept any longer. Also before anything
        that can go wrong. Raises NoRoom, WorkCancelled and the NotebookError family."""
        from editor.store.backup import backup

        path, plan, folder = self._notebook.path, self.plan, self.folder
        require_room(path, folder)
        _make_folder(folder)
        moment = self._clock.now().replace(microsecond=0)
        target = folder / f"{path.stem} {stamp(moment)}{_SUFFIX}"
        backup(self._notebook, target, course)
        self._thin(folder, plan.keep, target)
        missed = plan.folder if plan.folder != folder else None
        return Backup(target, moment, target.stat().st_size, missed)

    def make_if_due(self) -> Backup | None:
        """Make one where it is due."""
        return self.make() if self.is_due() else None

    def keep_for(self, keep: Keep) -> None:
        """Keep them for so long, from the next backup on."""
        put_plan(self._notebook.path, replace(self.plan, keep=keep))

    def move_to(self, parent: Path | None, course: Course | None = None) -> Backup:
        """Have backups lie in a folder of their own in `parent` from now on, None: beside the
        notebook; and make the first one there. Older ones stay where they are. Where it fails,
        nothing is changed. Raises as `make`."""
        before = self.plan
        folder = self._free_folder(parent) if parent is not None else None
        is_new = folder is not None and not folder.exists()
        if folder is not None:
            _make_folder(folder)
        put_plan(self._notebook.path, replace(before, folder=folder))
        try:
            return self.make(course)
        except BaseException:
            put_plan(self._notebook.path, before)
            if is_new and folder is not None and not any(folder.iterdir()):
                folder.rmdir()
            raise

    def take_out(self, backup: Path, target: Path, key: bytes | None = None) -> None:
        """Make a notebook of its own at `target` of a backup. `key` opens it where it is under
        another one than the notebook. Raises FileTaken, NoRoom, NotebookLocked, WrongKeys,
        NotebookDamaged."""
        if target.exists():
            raise FileTaken(str(target))
        with locked_without(key):
            restore(backup, target, self._clock, key or self._notebook.key)

    def _free_folder(self, parent: Path) -> Path:
        """In `parent`, the folder that has this notebook's backups already, or a new one: those
        of two notebooks must not lie together, for old ones are removed."""
        name, count = self.usual_folder.name, 1
        folder = parent / name
        while folder.exists() and not self._is_ours(folder):
            count += 1
            folder = parent / f"{name} {count}"
        return folder

    def _is_ours(self, folder: Path) -> bool:
        from editor.store.copies import origin

        if folder == self.plan.folder or (folder.is_dir() and not any(folder.iterdir())):
            return True
        ours = origin(self._notebook.path, self._notebook.key)
        for each in _backups_in(folder)[:1]:
            theirs = origin(each.path) or origin(each.path, self._notebook.key)
            return ours is not None and theirs is not None and theirs.is_of(ours)
        return False

    def _thin(self, folder: Path, keep: Keep, made: Path) -> None:
        """Let old ones go, and never `made`: where the clock was set back, it is the oldest."""
        from editor.store.backup import throw_away

        found = _backups_in(folder)
        kept = staying((each.moment for each in found), keep)
        surplus = [each.path for each in found if each.moment not in kept and each.path != made]
        halves = [path for path in folder.iterdir() if _HALF.fullmatch(path.name)]
        for path in (*surplus, *(each for each in halves if is_stale(each, self._clock))):
            # The new one is made and proved: what holds an old one fast takes nothing from that.
            with suppress(NotebookError):
                throw_away(path)


@contextmanager
def locked_without(key: bytes | None) -> Iterator[None]:
    """In the block, what our own key does not open is locked and not damaged, where nobody gave
    a `key`: NotebookLocked instead of WrongKeys."""
    try:
        yield
    except WrongKeys as error:
        if key is not None:
            raise
        raise NotebookLocked(error.path) from error


def folder_of(notebook: Path) -> Path:
    """The usual folder of a notebook's backups."""
    return notebook.with_name(f"{notebook.stem} backups")


def folders_of(notebook: Path) -> list[Path]:
    """The folders that may hold backups of a notebook: the one that was chosen, and the usual."""
    chosen = plan_of(notebook).folder
    return list(dict.fromkeys([*([chosen] if chosen else []), folder_of(notebook)]))


def backups_of(notebook: Path) -> list[Backup]:
    """A notebook's backups, the newest first; also of one that does not open any more."""
    found = [each for folder in folders_of(notebook) for each in _backups_in(folder)]
    return sorted(found, key=lambda each: each.moment, reverse=True)


def _backups_in(folder: Path) -> list[Backup]:
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        moment = moment_of(path.name)
        if moment is not None and not path.name.startswith(".") and path.is_file():
            found.append(Backup(path, moment, path.stat().st_size))
    return sorted(found, key=lambda each: each.moment, reverse=True)


def _make_folder(folder: Path) -> None:
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(folder)) from error
        raise BackupPlaceUnusable(str(folder.parent)) from error


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
    """True for what nobody can be at work on any more: left by a program that was killed. False
    for what is gone meanwhile: somebody else is at work there."""
    try:
        written = path.stat().st_mtime
    except FileNotFoundError:
        return False
    return clock.now() - datetime.fromtimestamp(written, UTC) > _STALE


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
    return sum(found.st_size for found in _with_log(path))


def _written(path: Path) -> float:
    return max(found.st_mtime for found in _with_log(path))


def _with_log(path: Path) -> list[os.stat_result]:
    """What the system says of a notebook and of its log, which may go at any moment."""
    found = [path.stat()]
    with suppress(FileNotFoundError):
        found.append(path.with_name(path.name + "-wal").stat())
    return found


def _free_name(notebook: Path, clock: Clock) -> Path:
    name = f"{notebook.stem} {stamp(clock.now())} (replaced)"
    path, count = notebook.with_name(name + notebook.suffix), 1
    while path.exists():
        count += 1
        path = notebook.with_name(f"{name} {count}{notebook.suffix}")
    return path
