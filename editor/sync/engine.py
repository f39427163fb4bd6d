"""Sync one blog: pull, collect what changed here, empty the outbox; and say what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from editor.domain.blog import Blog
from editor.domain.errors import Busy, EditorError
from editor.domain.post import Post, PostId
from editor.remotes.comments import Commented
from editor.remotes.remote import Remote
from editor.store.comments import Comments
from editor.store.settings import Settings
from editor.sync.comments import CommentSync
from editor.sync.moments import Moments
from editor.sync.outbox import Outbox
from editor.sync.pull import Pull
from editor.sync.report import CancelToken, Deed, OnProgress, Progress, ReportLine, SyncReport
from editor.sync.settling import Settling
from editor.sync.stores import Stores
from editor.sync.versions import is_gone
from editor.system.clock import Clock


def _silent(progress: Progress) -> None:
    """The progress of somebody who does not look."""


class Engine:
    """One notebook's syncing. Call from the blog's lane; one call at a time per blog."""

    def __init__(
        self,
        stores: Stores,
        clock: Clock,
        being_typed: Callable[[PostId], bool] = lambda _id: False,
        is_typing: Callable[[], bool] = lambda: False,
    ) -> None:
        self.stores = stores
        self.clock = clock
        self.being_typed = being_typed
        self.is_typing = is_typing

    def sync(
        self,
        blog: Blog,
        remote: Remote,
        *,
        progress: OnProgress = _silent,
        cancel: CancelToken | None = None,
        accept_deletions: bool = False,
    ) -> SyncReport:
        """Both ways, everything. Expected misfortune ends in the report, never in a raise.
        `accept_deletions`: the author has looked and says that the blog was emptied on purpose."""
        token = cancel or CancelToken()
        return self._run(blog, remote, progress, token, None, accept_deletions=accept_deletions)

    def send(
        self,
        blog: Blog,
        remote: Remote,
        post: PostId,
        *,
        progress: OnProgress = _silent,
        cancel: CancelToken | None = None,
    ) -> SyncReport:
        """One post's way out, without the listing: what publishing and leaving a post need."""
        return self._run(blog, remote, progress, cancel or CancelToken(), only=post)

    def _may_be_there(self, blog: Blog, post: PostId) -> bool:
        """True where the post is about to be made on the blog, and may have been made before, by
        an attempt whose answer was lost or by another computer. Its key tells that no more where
        somebody was at it since: only what the blog has does."""
        copy = self.stores.ledger.copy(post, blog.id)
        if copy is not None:
            return is_gone(copy)
        return any(intent.sent for intent in self.stores.ledger.intents(blog.id, post=post))

    def _run(
        self,
        blog: Blog,
        remote: Remote,
        progress: OnProgress,
        cancel: CancelToken,
        only: PostId | None,
        *,
        accept_deletions: bool = False,
    ) -> SyncReport:
        lines: list[ReportLine] = []

        def tell(
            deed: Deed, post: Post | None, url: str = "", error: EditorError | None = None
        ) -> None:
            lines.append(
                ReportLine(
                    deed,
                    blog.id,
                    blog.name,
                    post.id if post else None,
                    post.title if post else "",
                    url,
                    self.clock.now(),
                    error,
                )
            )

        moments = Moments(Settings(self.stores.notebook), blog.id)
        if (left := moments.rest_left(self.clock.now())) > 0:
            tell(Deed.FAILED, None, error=Busy(blog.address, retry_after=left))
            return SyncReport(tuple(lines))
        settling = Settling(self.stores, blog, remote, tell, self.being_typed)
        outbox = Outbox(settling, moments)
        try:
            if only is None or self._may_be_there(blog, only):
                pull = Pull(settling, self.is_typing)
                pull.run(progress, cancel, accept_deletions=accept_deletions)
            outbox.collect(self.clock.now(), only)
            outbox.empty(progress, cancel, only)
            if only is None and isinstance(remote, Commented):
                comments = Comments(self.stores.notebook)
                complain = partial(tell, Deed.FAILED, None, "")
                is_due = moments.is_comments_day(self.clock.now())
                CommentSync(comments, blog, remote, complain).run(cancel, all_known=is_due)
                if is_due:
                    moments.had_comments_day(self.clock.now())
        except EditorError as error:
            if isinstance(error, Busy):
                moments.rest(error, self.clock.now())
            tell(Deed.FAILED, None, error=error)
        return SyncReport(tuple(lines))
