"""Whether a file is still the one its folder knows by that name.

A system writes without complaint into a file that was removed, or whose folder was: what is
written there nobody finds again.
"""

from __future__ import annotations

from pathlib import Path


class Presence:
    """Remembers which file had the name when it was made. Any thread; a look costs a
    microsecond."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._look()

    @property
    def is_there(self) -> bool:
        """False where the name is gone, or another file has it."""
        return self._look() == self._known is not None

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
