"""Locks between processes that the machine itself releases when their holder dies: one that a
crash left behind is free. The files stay; only the lock on them counts.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class NoLocksHere(OSError):
    """The drive knows no locks: nobody can be kept out."""


class Lock:
    """A lock that is held. Any thread."""

    def __init__(self, stream: BinaryIO) -> None:
        """For `take_lock` only."""
        self._stream = stream

    def release(self) -> None:
        """Let go. Doing it twice is fine."""
        if not self._stream.closed:
            _release(self._stream.fileno())
            self._stream.close()


def take_lock(path: Path) -> Lock | None:
    """Hold the lock file `path`, which is made where there is none; None where another process
    has it. Raises NoLocksHere, and OSError where the file cannot be made."""
    stream = path.open("a+b")
    try:
        path.chmod(0o600)
        if _take(stream.fileno()):
            return Lock(stream)
    except BaseException:
        stream.close()
        raise
    stream.close()
    return None


@contextmanager
def process_lock(path: Path) -> Iterator[bool]:
    """Hold the lock file `path` for the block; yields False where another process has it. Where
    a drive knows no locks the block runs without: the window has said so before."""
    try:
        lock = take_lock(path)
    except NoLocksHere:
        yield True
        return
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def window_lock(notebook: Path) -> Path:
    """The file that the window on a notebook holds the lock of, as long as it is open."""
    return notebook.with_name(f".{notebook.name}.window")


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    # On a network drive the system may make a lock of the other kind of it, and that one says
    # EACCES for "taken".
    _TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise NoLocksHere(error.errno, error.strerror) from error
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
