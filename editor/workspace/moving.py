"""A whole notebook out as one file, and another one in.

What goes out is itself a notebook, also where it is encrypted: any Midad opens it. What comes in
is brought together with what is here: nothing is doubled, and no words are lost. Takes as long as
reading and writing all of it: on a lane of its own, with a Course.
"""

from __future__ import annotations

import glob
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.changes import Changes
from editor.domain.course import Course
from editor.domain.errors import FileMissing, FileTaken, NotebookDamaged, NotebookError
from editor.system.translation import ngettext
from editor.workspace.backups import is_stale, locked_without, require_room

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.store.encryption import Keys
    from editor.store.merging import Merged
    from editor.system.clock import Clock
    from editor.workspace.backups import Backups
    from editor.workspace.events import Events


SUFFIX = ".midad"


@dataclass(frozen=True, slots=True, repr=False)
class Packed:
    """The file that was written. `recovery_key`: of its own passphrase, to be shown once."""

    path: Path
    size: int  # bytes
    recovery_key: str = ""


class Moving:
    """Moving of one open notebook. Raises the NotebookError family."""

    def __init__(self, notebook: Notebook, backups: Backups, events: Events, clock: Clock) -> None:
        self._notebook = notebook
        self._backups = backups
        self._events = events
        self._clock = clock

    def pack(
        self,
        target: Path,
        *,
        passwords: bool = False,
        passphrase: str = "",
        course: Course | None = None,
    ) -> Packed:
        """Write everything to `target`: posts, bin, history, pictures, blogs, settings; blogs'
        passwords only with `passwords`. With `passphrase` it gets its own; without, it is
        encrypted as the notebook is, under the same one. Raises FileTaken, NoRoom,
        PassphraseUnusable, WorkCancelled."""
        from editor.store import parcel

        target = target.expanduser().absolute()
        if target.exists():
            raise FileTaken(str(target))
        if not target.parent.is_dir():
            raise FileMissing(str(target.parent))
        require_room(self._notebook.path, target.parent, times=2)
        lock, recovery_key = _lock(passphrase) if passphrase else (None, "")
        parcel.pack(self._notebook, target, passwords=passwords, lock=lock, course=course)
        return Packed(target, target.stat().st_size, recovery_key)

    def bring_in(
        self, source: Path, key: bytes | None = None, course: Course | None = None
    ) -> Merged:
        """Bring another notebook in. It is only read: what has to be brought up to date is a
        copy, beside the notebook, gone afterwards. A backup of this one is made before. `key`
        opens it where it is encrypted; without, this notebook's own is tried. Raises FileMissing,
        NotebookLocked, NotebookDamaged and its kin, WorkCancelled."""
        from editor.store.merging import merge

        source = source.expanduser().absolute()
        if not source.exists():
            raise FileMissing(str(source))
        opens = key or self._notebook.key
        # An old notebook is brought up to date first, which may be stopped as well.
        ends = Course(lambda _done, _total: course.step() if course else None)
        copied = _Copied(source, self._notebook.path, self._clock, opens, ends)
        with locked_without(key), copied as other:
            self._backups.make(ends)
            try:
                merged = merge(self._notebook, other, course)
            finally:
                self._notebook.shrink_log()
        self._events.tell(
            Changes(
                posts=frozenset((*merged.new, *merged.renewed, *merged.kept)),
                blogs=frozenset(merged.blogs),
            )
        )
        return merged


def merged_sentences(merged: Merged) -> list[str]:
    """What came in, for people; the first sentence is always there."""
    lines = [
        ngettext("{n} new post came in.", "{n} new posts came in.", len(merged.new)).format(
            n=len(merged.new)
        )
    ]
    if merged.renewed:
        lines.append(
            ngettext(
                "{n} post got newer words; those from here are in its history.",
                "{n} posts got newer words; those from here are in their history.",
                len(merged.renewed),
            ).format(n=len(merged.renewed))
        )
    if merged.kept:
        lines.append(
            ngettext(
                "{n} post has newer words here; those that came are in its history.",
                "{n} posts have newer words here; those that came are in their history.",
                len(merged.kept),
            ).format(n=len(merged.kept))
        )
    if merged.same:
        lines.append(
            ngettext(
                "{n} post was here already.", "{n} posts were here already.", merged.same
            ).format(n=merged.same)
        )
    broken = merged.unreadable + merged.broken_pictures
    if broken:
        lines.append(
            ngettext(
                "{n} post or picture could not be read there. Have that notebook repaired first.",
                "{n} posts or pictures could not be read there. Have that notebook repaired first.",
                broken,
            ).format(n=broken)
        )
    return lines


def is_notebook(path: Path) -> bool:
    """True where a file is meant to be a notebook: by its name, or by its first bytes."""
    from editor.store import driver

    return path.is_file() and (path.suffix.lower() == SUFFIX or driver.is_plain(path))


class _Copied:
    """Another notebook, opened as a copy of it that only this account can read."""

    def __init__(
        self, source: Path, beside: Path, clock: Clock, key: bytes | None, course: Course
    ) -> None:
        self._source = source
        self._course = course
        self._folder = beside.with_name(f".{beside.name}-{secrets.token_hex(4)}")
        self._clock = clock
        self._key = key
        self._opened: Notebook | None = None

    def __enter__(self) -> Notebook:
        from editor.store.database import Notebook
        from editor.store.driver import misfortune_of_system

        self._refuse_others()
        self._sweep()
        try:
            require_room(self._source, self._folder.parent)
            self._folder.mkdir(mode=0o700)
            self._copy()
            self._opened = Notebook.open(
                self._folder / self._source.name, self._clock, self._key, self._course
            )
            self._refuse_programs(self._opened)
        except OSError as error:
            self._remove()
            raise misfortune_of_system(error, self._source) from error
        except BaseException as error:
            if self._opened is not None:
                self._opened.close()
            self._remove()
            if isinstance(error, NotebookError):
                error.path = str(self._source)  # the name the author knows
            raise
        return self._opened

    def __exit__(self, *_error: object) -> None:
        if self._opened is not None:
            self._opened.close()
        self._remove()

    def _refuse_others(self) -> None:
        """What cannot be a notebook is not copied: it may be large."""
        from editor.store import driver, keyfile

        path = self._source
        if not path.is_file() or not path.stat().st_size:
            raise NotebookDamaged(str(path))
        if not (driver.is_plain(path) or keyfile.exist(path) or driver.looks_encrypted(path)):
            raise NotebookDamaged(str(path))

    def _refuse_programs(self, notebook: Notebook) -> None:
        """A view answers what it likes, without end; Midad makes none."""
        if notebook.row("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger')"):
            raise NotebookDamaged(str(self._source))

    def _copy(self) -> None:
        name = self._source.name
        for each in (name, f"{name}-wal", f"{name}.keys", f".{name}.keys.bak"):
            path = self._source.with_name(each)
            if path.is_file():
                shutil.copyfile(path, self._folder / each)

    def _sweep(self) -> None:
        """Remove copies that a kill has left here."""
        stem = self._folder.name.rpartition("-")[0]
        for path in self._folder.parent.glob(f"{glob.escape(stem)}-{'[0-9a-f]' * 8}"):
            if path.is_dir() and is_stale(path, self._clock):
                _throw_away(path)

    def _remove(self) -> None:
        if self._folder.is_dir():
            _throw_away(self._folder)


def _throw_away(folder: Path) -> None:
    from editor.store.conversion import throw_away

    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(NotebookError):
                throw_away(path)
        shutil.rmtree(folder)


def _lock(passphrase: str) -> tuple[tuple[Keys, bytes], str]:
    """Keys that the passphrase opens, their data key, and the recovery key."""
    from editor.store import encryption
    from editor.workspace.protection import check_passphrase

    check_passphrase(passphrase)
    data_key, recovery_key = encryption.new_data_key(), encryption.new_recovery_key()
    keys = encryption.new_keys()
    for kind, secret in (
        (encryption.Kind.PASSPHRASE, passphrase),
        (encryption.Kind.RECOVERY, recovery_key),
    ):
        keys = encryption.with_secret(keys, kind, secret, data_key)
    return (keys, data_key), recovery_key
