"""What is in the bin leaves it for good: by the author's word, or by itself after a time.

Every method blocks and may be called from any thread; in a large notebook it takes a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from editor.domain.changes import Changes

if TYPE_CHECKING:
    from editor.domain.post import PostId
    from editor.store.settings import Settings
    from editor.sync.stores import Stores
    from editor.system.clock import Clock
    from editor.workspace.events import Events

DAYS = 60
_SETTING = "bin.days"


@dataclass(frozen=True, slots=True)
class Emptied:
    """`gone`: posts removed for good. `waiting`: how many stay until their blog was told."""

    gone: tuple[PostId, ...]
    waiting: int


class Emptying:
    """The bin of one notebook. A post leaves it with every earlier state and with the pictures
    no other post has; nothing can bring it back."""

    def __init__(self, stores: Stores, settings: Settings, events: Events, clock: Clock) -> None:
        self._stores = stores
        self._settings = settings
        self._events = events
        self._clock = clock

    @property
    def days(self) -> int:
        """After how many days a post leaves the bin by itself; 0: never."""
        text = self._settings.get(_SETTING, str(DAYS))
        return int(text) if text.isdecimal() else DAYS

    @days.setter
    def days(self, days: int) -> None:
        self._settings.put(_SETTING, str(max(0, days)))

    def count(self) -> int:
        """How many posts are in the bin."""
        return self._stores.posts.count(binned=True)

    def remove(self, *ids: PostId) -> Emptied:
        """Remove some of the posts in the bin; what is not in it stays."""
        return self._remove([id for id in self._stores.posts.disposable() if id in ids], len(ids))

    def empty(self) -> Emptied:
        """Remove everything in the bin."""
        with self._stores.notebook.writing():
            return self._remove(self._stores.posts.disposable(), self.count())

    def expire(self) -> Emptied:
        """Remove what was put into the bin too long ago."""
        if not self.days:
            return Emptied((), 0)
        limit = self._clock.now() - timedelta(days=self.days)
        old = self._stores.posts.disposable(limit)
        return self._remove(old, len(old))

    def _remove(self, ids: list[PostId], wanted: int) -> Emptied:
        if ids:
            self._stores.posts.remove(*ids)
            self._events.tell(Changes(removed=frozenset(ids)))
        return Emptied(tuple(ids), wanted - len(ids))
