"""What the journeys of this session met, until a later one disproves it. Pure.

A journey that found nothing to do proves nothing: only what a blog answered counts.
"""

from __future__ import annotations

from editor.domain.errors import (
    Busy,
    EditorError,
    OutcomeUnknown,
    SignInRefused,
    SyncCancelled,
    Unreachable,
    WrongNetwork,
)
from editor.domain.post import BlogId, PostId
from editor.sync.report import Deed, Journey

# Whoever took one post was there and let us in.
_OF_THE_DOOR = (Unreachable, Busy, SignInRefused, WrongNetwork, OutcomeUnknown)


class Logbook:
    """Troubles by blog, and the posts that a blog refused."""

    def __init__(self) -> None:
        self._troubles: dict[BlogId, BaseException] = {}
        self._refused: dict[PostId, BlogId] = {}

    def note(self, journey: Journey) -> None:
        """Remember what `journey` met; forget what it disproved."""
        blog, report = journey.blog, journey.report
        met = journey.error or _of_the_blog(journey)
        if met is not None:
            self._troubles[blog] = met
        elif journey.whole and not report.was_cut_short:
            self._troubles.pop(blog, None)
            self._refused = {post: at for post, at in self._refused.items() if at != blog}
        elif report.pushed and isinstance(self._troubles.get(blog), _OF_THE_DOOR):
            del self._troubles[blog]
        for line in report.lines:
            if line.post is not None and line.deed is Deed.FAILED:
                self._refused[line.post] = blog
            elif line.post is not None and self._refused.get(line.post) == blog:
                del self._refused[line.post]

    def trouble(self, blog: BlogId) -> BaseException | None:
        """What ended the last journey to the blog, if nothing disproved it since."""
        return self._troubles.get(blog)

    @property
    def refused(self) -> frozenset[PostId]:
        """Posts that a blog did not take."""
        return frozenset(self._refused)


def _of_the_blog(journey: Journey) -> EditorError | None:
    """What concerned the whole blog; that its author stopped a journey is no trouble."""
    for line in journey.report.errors:
        if line.post is None and not isinstance(line.error, SyncCancelled):
            return line.error
    return None
