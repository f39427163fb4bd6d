"""What readers say below the author's posts: read, searched, judged and answered here, offline;
the blog hears of it with the next sync. Every method blocks for a moment; any thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.domain.changes import Changes
from editor.domain.comment import CommentRow, Verdict
from editor.domain.post import BlogId
from editor.store.comments import Comments

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.system.clock import Clock
    from editor.workspace.events import Events


class Commenting:
    """The comments of one notebook."""

    def __init__(self, notebook: Notebook, events: Events, clock: Clock) -> None:
        self._comments = Comments(notebook)
        self._events = events
        self._clock = clock

    def page(
        self, *, verdict: Verdict | None = None, words: str = "", limit: int = 200, offset: int = 0
    ) -> list[CommentRow]:
        """The newest first; without a `verdict` those that are read or wait. See store.comments."""
        return self._comments.page(verdict=verdict, words=words, limit=limit, offset=offset)

    def get(self, blog: BlogId, id: str) -> CommentRow | None:
        """One comment; None where it is not known."""
        return self._comments.get(blog, id)

    def replies(self, blog: BlogId, id: str) -> list[CommentRow]:
        """What answers a comment, oldest first; those that have not gone out come last."""
        return self._comments.replies(blog, id)

    def waiting_replies(self) -> list[CommentRow]:
        """Every reply of the author's that has not gone out."""
        return self._comments.waiting_replies()

    def orphaned_replies(self) -> list[CommentRow]:
        """Those whose comment is gone."""
        return self._comments.orphaned_replies()

    def count_held(self) -> int:
        """How many comments wait for a decision."""
        return self._comments.count_held()

    def judge(self, blog: BlogId, id: str, verdict: Verdict) -> None:
        """Where a comment shall stand."""
        self._comments.want(blog, id, verdict, self._clock.now())
        self._tell(blog)

    def reply(self, blog: BlogId, id: str, text: str) -> int:
        """Answer a comment; gives back the number by which the reply can be taken back, 0 where
        there are no words or no such comment."""
        words = text.strip()
        number = self._comments.answer(blog, id, words, self._clock.now()) if words else 0
        self._tell(blog)
        return number

    def take_back(self, blog: BlogId, number: int) -> None:
        """Do not send a reply that has not gone out."""
        self._comments.finish(number)
        self._tell(blog)

    def _tell(self, blog: BlogId) -> None:
        self._events.tell(Changes(blogs=frozenset({blog})))
