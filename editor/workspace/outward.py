"""The half of a Workspace that has to do with blogs: what the author wants of them is written down
before it is done, and carried there and back.

Every method blocks and may be called from any thread; `sync` and `send` ask the network, and
belong on a lane. Every change is told to `events`. Raises the EditorError family only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.changes import Changes
from editor.domain.errors import NotebookBusy, PostStaysHere
from editor.domain.ledger import Copy, Intent, IntentKind
from editor.domain.post import BlogId, Post, PostId, Status, new_post_id
from editor.domain.revision import Cause
from editor.workspace.blogbook import Blogbook
from editor.workspace.events import Events

if TYPE_CHECKING:
    from editor.domain.apart import Apart
    from editor.domain.blog import Blog
    from editor.sync.engine import Engine
    from editor.sync.pictures import Lost
    from editor.sync.report import CancelToken, OnProgress, Progress, SyncReport
    from editor.sync.stores import Stores
    from editor.system.clock import Clock
    from editor.workspace.commenting import Commenting
    from editor.workspace.disputes import Disputes
    from editor.workspace.elsewhere import Elsewhere
    from editor.workspace.synced import Synced


class Outward:
    """What every Workspace has; nobody makes one alone."""

    def __init__(self, path: Path, stores: Stores, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.events = Events()
        self.blogs = Blogbook(stores, self.events)
        self._stores = stores
        self._typing: frozenset[PostId] = frozenset()
        self._blog_locks: dict[BlogId, threading.Lock] = {}

    @cached_property
    def disputes(self) -> Disputes:
        """Posts of which there are two versions."""
        from editor.workspace.disputes import Disputes

        return Disputes(self._stores, self.events)

    @cached_property
    def commenting(self) -> Commenting:
        """What readers say."""
        from editor.workspace.commenting import Commenting

        return Commenting(self._stores.notebook, self.events, self.clock)

    @cached_property
    def synced(self) -> Synced:
        """When each blog was last synced."""
        from editor.store.settings import Settings
        from editor.workspace.synced import Synced

        return Synced(Settings(self._stores.notebook))

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """Posts on other blogs than their own."""
        from editor.store.settings import Settings
        from editor.workspace.elsewhere import Elsewhere

        return Elsewhere(self._stores, Settings(self._stores.notebook))

    @cached_property
    def _engine(self) -> Engine:
        from editor.sync.engine import Engine

        return Engine(
            self._stores,
            self.clock,
            being_typed=lambda id: id in self._typing,
            is_typing=lambda: bool(self._typing),
        )

    def copies_of(self, id: PostId) -> list[Copy]:
        """What is known of the post on its blogs."""
        return self._stores.ledger.copies_of(id)

    def versions_of(self, id: PostId) -> list[PostId]:
        """The second versions kept beside a post, oldest first."""
        return self._stores.posts.versions_of(id)

    def waiting(self) -> int:
        """How many things are still to be told to a blog by themselves."""
        return self._stores.posts.count_waiting()

    def apart(self) -> Apart:
        """The posts that stand otherwise with their blogs and need their author for it. Reads
        what is known of every copy."""
        from editor.store.apart import read_apart

        return read_apart(self._stores.notebook)

    def publish(self, id: PostId, blog: BlogId | None = None) -> Blog:
        """The author's word: what the post says now may go to readers (Publish, Schedule,
        Update). Written down before anything is sent; `send` or the next sync carries it.

        Raises PostStaysHere, NoBlog, PostMissing, and PostElsewhere for a post that another blog
        has: `copy` or `move` it first.
        """
        post = self._stores.posts.get(id)
        if post.stays_here:
            raise PostStaysHere(id=id)
        chosen_blog = self.blogs.choose(blog or post.blog)
        self.elsewhere.refuse(post, chosen_blog.id)
        scheduled = post.publish_at is not None and post.publish_at > self.clock.now()
        status = Status.SCHEDULED if scheduled else Status.PUBLISHED
        if post.status is Status.PRIVATE:
            status = Status.PRIVATE
        with self._stores.notebook.writing():
            if post.binned is not None:  # what readers see, its author has to see, too
                self._stores.posts.restore(id)
                self._drop_intents(id)
            post = self._stores.posts.save(replace(post, status=status, blog=chosen_blog.id))
            self._stores.posts.history.keep(post, Cause.PUBLISHED)
            self.disputes.end(post)
            self._intend(post, chosen_blog.id, IntentKind.PUBLISH)
        self._tell(id)
        return chosen_blog

    def unpublish(self, id: PostId) -> list[Blog]:
        """Take a post back from its readers; it becomes a draft. Gives the blogs to `send` to."""
        with self._stores.notebook.writing():
            blogs = self._reached(id)
            post = replace(self._stores.posts.get(id), status=Status.DRAFT)
            if post.publish_at is not None and post.publish_at > self.clock.now():
                post = replace(post, publish_at=None)
            post = self._stores.posts.save(post)
            for blog in blogs:
                self._intend(post, blog, IntentKind.UNPUBLISH)
        self._tell(id)
        return [self.blogs.get(blog) for blog in blogs]

    def assign(self, ids: list[PostId], blog: BlogId) -> None:
        """Let existing posts belong to a blog: what adding one asks about."""
        with self._stores.notebook.writing():
            for id in ids:
                post = replace(self._stores.posts.get(id), blog=blog, stays_here=False)
                self._stores.posts.save(post)
        self._tell(*ids)

    def resolve(self, id: PostId, *, keep_mine: bool) -> Post:
        """End a conflict. The version not chosen goes to the bin, where it can be had back.
        A chosen local version of a live post still waits for Update."""
        from editor.sync.versions import chosen

        with self._stores.notebook.writing():
            post = self._stores.posts.get(id)
            versions = self._stores.posts.versions_of(id)
            found = None if keep_mine else self.disputes.of(id)
            if found is not None:
                mine = replace(post, id=new_post_id(), version_of=id, stays_here=True)
                self._stores.posts.bin(self._stores.posts.save(mine).id)
                outcome = chosen(post, found.dispute.theirs)
                post = self._stores.posts.save(outcome, cause=Cause.CHOSEN_AGAINST)
            self.disputes.end(post)
        self._tell(id, *versions)
        return post

    def sync(
        self,
        blog: BlogId | None = None,
        *,
        progress: OnProgress = lambda _progress: None,
        cancel: CancelToken | None = None,
        accept_deletions: bool = False,
    ) -> SyncReport:
        """Both ways with one blog, or with every blog. Trouble is in the report. Where most
        posts are gone from a blog nothing is binned here, unless its author says so with
        `accept_deletions`."""
        wanted = [self.blogs.get(blog)] if blog is not None else self.blogs.all()
        from editor.sync.report import SyncReport

        report = SyncReport()
        for each in wanted:
            came = self._with(
                each,
                lambda each=each: self._engine.sync(  # type: ignore[misc]
                    each,
                    self.blogs.remote(each.id),
                    progress=partial(self._hear, each, progress),
                    cancel=cancel,
                    accept_deletions=accept_deletions,
                ),
            )
            self.synced.note(each.id, came, self.clock.now())
            report |= came
        return report

    def send(
        self,
        id: PostId,
        blog: BlogId | None = None,
        *,
        progress: OnProgress = lambda _progress: None,
        cancel: CancelToken | None = None,
    ) -> SyncReport:
        """One post's way out: after publish, unpublish, bin, or on leaving a draft."""
        blogs = {intent.blog for intent in self._stores.ledger.intents(post=id)}
        post = self._stores.posts.get(id)
        if post.blog is not None and not post.stays_here:
            blogs.add(post.blog)
        from editor.sync.report import SyncReport

        report = SyncReport()
        for each in (self.blogs.get(each) for each in blogs if blog in (None, each)):
            came = self._with(
                each,
                lambda each=each: self._engine.send(  # type: ignore[misc]
                    each, self.blogs.remote(each.id), id, progress=progress, cancel=cancel
                ),
            )
            self.synced.note(each.id, came, self.clock.now(), whole=False)
            report |= came
        return report

    def look_for_lost_pictures(self, blog: BlogId) -> list[Lost]:
        """Ask the blog whether it still has every picture that was brought there; those it lost
        go there again when their posts do: drafts by themselves, others with Update. Slow: use
        the blog's lane. Raises RemoteError, NotebookBusy."""
        from editor.sync.pictures import look_for_lost

        known = self.blogs.get(blog)
        with self._alone(known):
            lost = look_for_lost(self._stores, known, self.blogs.remote(blog))
        self._tell_travel(known, (each.post for each in lost))
        return lost

    def typing(self, id: PostId, active: bool) -> None:
        """Say that a post has unsaved words in a window: a sync leaves it alone meanwhile."""
        self._typing = self._typing | {id} if active else self._typing - {id}

    def _hear(self, blog: Blog, tell: OnProgress, progress: Progress) -> None:
        """What came is listed at once: a first pull takes minutes."""
        if progress.came:
            self._tell_travel(blog, progress.came)
        tell(progress)

    # --- the small print ----------------------------------------------------------------------

    def _with(self, blog: Blog, work: Callable[[], SyncReport]) -> SyncReport:
        with self._alone(blog):
            report = work()
        self._tell_travel(blog, (line.post for line in report.lines if line.post is not None))
        return report

    @contextmanager
    def _alone(self, blog: Blog) -> Iterator[None]:
        """Nobody else does a blog's work, in this process or among all that share the notebook.
        Raises NotebookBusy."""
        from editor.system.locks import process_lock

        lock = self._blog_locks.setdefault(blog.id, threading.Lock())
        beside = self.path.with_name(f".{self.path.name}-{blog.id[:8]}.lock")
        with lock, process_lock(beside) as held:
            if not held:
                raise NotebookBusy(path=str(self.path))
            yield

    def _tell_travel(self, blog: Blog, posts: Iterable[PostId]) -> None:
        touched = frozenset(posts)
        self.events.tell(Changes(posts=touched, travel=touched, blogs=frozenset({blog.id})))

    def _intend(self, post: Post, blog: BlogId, kind: IntentKind) -> None:
        self._stores.ledger.intend(Intent(post.id, blog, kind, post, self.clock.now()))

    def _drop_intents(self, id: PostId) -> None:
        """Take back what was not tried yet. An attempt whose outcome is unknown stays: only
        the outbox can find out what became of it."""
        for intent in self._stores.ledger.intents(post=id):
            if not intent.sent:
                self._stores.ledger.finish(intent.id)

    def _part_from_bins(self, id: PostId) -> None:
        """A post is about to stay here. If that is its author's wish, what lies in a blog's bin
        has no more to do with it; if it stays because the blog binned it, that may come back."""
        binned = [copy for copy in self.copies_of(id) if copy.base.trashed]
        if binned and not self._stores.posts.get(id).stays_here:
            for copy in binned:
                self._stores.ledger.forget(id, copy.blog)

    def _reached(self, id: PostId) -> list[BlogId]:
        """Blogs that have the post, or may have it; what was not tried yet is taken back."""
        self._drop_intents(id)
        copies = [copy.blog for copy in self.copies_of(id) if not copy.base.trashed]
        tried = [intent.blog for intent in self._stores.ledger.intents(post=id)]
        return list(dict.fromkeys(copies + tried))

    def _tell(self, *ids: PostId, origin: object | None = None) -> Changes:
        return self.events.tell(Changes(posts=frozenset(ids), origin=origin))
