"""Copies of a notebook that lie about: which files beside it are it, and which only look alike.

Every copy tells when the notebook was made, to the microsecond; a repaired one does not, and is
known by its posts. Files are only looked at, and nothing is left beside them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editor.domain.errors import NotebookError
from editor.store import driver
from editor.store.migrations import APPLICATION_ID

_SUFFIX = ".midad"


@dataclass(frozen=True, slots=True)
class Origin:
    """What tells notebooks apart: when they were made, and the ids of their posts."""

    made: str
    posts: frozenset[str]

    def is_of(self, other: Origin) -> bool:
        """True for copies of one notebook: made at the same moment, or most of the posts here
        are there. A post that was brought in from elsewhere makes no copy."""
        if self.made and self.made == other.made:
            return True
        return 2 * len(self.posts & other.posts) > len(self.posts)


def origin(path: Path, key: bytes | None = None) -> Origin | None:
    """What a file says of itself; None for what cannot be read. `key` opens an encrypted one."""
    with suppress(NotebookError), driver.translated(path):
        connection = driver.peek(path, key)
        try:
            made = connection.execute("SELECT taken FROM migrations ORDER BY number").fetchone()
            posts = connection.execute("SELECT uuid FROM posts").fetchall()
        except driver.Error:  # our sign is on it, and it has other tables
            return None
        finally:
            connection.close()
        return Origin(str(made[0]) if made else "", frozenset(str(row[0]) for row in posts))
    return None


def plain_copies(path: Path, key: bytes | None, elsewhere: Iterable[Path] = ()) -> list[Path]:
    """Copies of the notebook that anybody can read, in its folder, one level below, and in the
    folders `elsewhere`: backups from before it was encrypted, mostly. The author's other
    notebooks are none; what is damaged counts where it has the notebook's name."""
    ours = origin(path, key)
    return [each for each in _plain_near(path, elsewhere) if _is_copy(each, path, ours)]


def _is_copy(each: Path, path: Path, ours: Origin | None) -> bool:
    theirs = origin(each)
    if theirs is None or ours is None:
        return each.name.startswith(path.stem)
    return theirs.is_of(ours)


def _plain_near(path: Path, elsewhere: Iterable[Path]) -> Iterator[Path]:
    folders = dict.fromkeys((path.parent, *_folders_in(path.parent), *elsewhere))
    for folder in folders:
        for each in sorted(folder.iterdir()) if _can_be_read(folder) else ():
            if each.suffix in (path.suffix, _SUFFIX) and each != path and each.is_file():
                head = driver.head(each)
                if head.startswith(driver.PLAIN) and head[68:72] == _SIGN:
                    yield each


_SIGN = APPLICATION_ID.to_bytes(4, "big")


def _folders_in(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.iterdir()) if _can_be_read(each)]


def _can_be_read(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.R_OK)
