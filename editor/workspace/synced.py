"""When each blog was last synced both ways without trouble, and which door was found closed since;
kept with the notebook.

What is kept outlives the window, so that nobody has to guess after a start. A network that is away
comes back and is not kept; a password that was refused stays refused. Any thread.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.errors import (
    AddressInsecure,
    DoorInFront,
    HeaderStripped,
    OnlyXmlRpc,
    PasswordsOff,
    RemoteError,
    RestClosed,
    SignInRefused,
)
from editor.domain.post import BlogId

if TYPE_CHECKING:
    from editor.store.settings import Settings
    from editor.sync.report import SyncReport

_KEY, _CLOSED = "sync.at.", "sync.closed."
_LASTING: dict[str, type[RemoteError]] = {
    kind.__name__: kind
    for kind in (
        SignInRefused,
        PasswordsOff,
        HeaderStripped,
        DoorInFront,
        RestClosed,
        OnlyXmlRpc,
        AddressInsecure,
    )
}


class Synced:
    """Moments and closed doors by blog."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def note(self, blog: BlogId, report: SyncReport, now: datetime, *, whole: bool = True) -> None:
        """A sync both ways, or one post's way out (not `whole`), came back with `report`."""
        closed = next((line.error for line in report.errors if line.post is None), None)
        if type(closed).__name__ in _LASTING and isinstance(closed, RemoteError):
            self._settings.put(_CLOSED + blog, f"{type(closed).__name__} {closed.address}")
        elif (whole and closed is None) or report.pushed:
            self._open(blog)
        if whole and closed is None:
            self._settings.put(_KEY + blog, now.isoformat())

    def _open(self, blog: BlogId) -> None:
        if self._settings.get(_CLOSED + blog):
            self._settings.put(_CLOSED + blog, "")

    def trouble(self, blog: BlogId) -> RemoteError | None:
        """What kept the blog closed when somebody last asked; None where nothing did."""
        name, _, address = self._settings.get(_CLOSED + blog).partition(" ")
        kind = _LASTING.get(name)
        return kind(address) if kind is not None else None

    def at(self, blog: BlogId) -> datetime | None:
        """The last time that counted; None where there was none yet."""
        kept = self._settings.get(_KEY + blog)
        try:
            return datetime.fromisoformat(kept) if kept else None
        except ValueError:  # written by no Midad
            return None
