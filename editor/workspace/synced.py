"""When each blog was last synced both ways without trouble, kept with the notebook.

What is kept outlives the window, so that nobody has to guess after a start. Any thread.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.post import BlogId

if TYPE_CHECKING:
    from editor.store.settings import Settings
    from editor.sync.report import SyncReport

_KEY = "sync.at."


class Synced:
    """Moments by blog."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def note(self, blog: BlogId, report: SyncReport, now: datetime) -> None:
        """A sync both ways came back with `report`; it counts where it came to its end."""
        if not report.was_cut_short:
            self._settings.put(_KEY + blog, now.isoformat())

    def at(self, blog: BlogId) -> datetime | None:
        """The last time that counted; None where there was none yet."""
        kept = self._settings.get(_KEY + blog)
        try:
            return datetime.fromisoformat(kept) if kept else None
        except ValueError:  # written by no Midad
            return None
