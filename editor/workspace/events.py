"""Who wants to know what changed. Listeners are called on the thread that made the change."""

from __future__ import annotations

from collections.abc import Callable

from editor.domain.changes import Changes

Listener = Callable[[Changes], None]


class Events:
    """One kind of event: `Changes`. A listener must not raise, and must be quick."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; calling the result ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self, changes: Changes) -> Changes:
        """Tell everybody, and hand the changes back."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)
        return changes
