"""What a writer can do, in one place for the window and the command line.

Every method blocks and may be called from any thread; what takes longer than a moment (adding
pictures, blogs, syncing, import, export) belongs on a lane (lanes.py). Every change is told to
`events`. Raises the EditorError family only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.blog import Blog
from editor.domain.changes import Changes
from editor.domain.errors import (
    EditorError,
    NotebookBusy,
    NotebookError,
    PostChanged,
    PostStaysHere,
    TitleUnusable,
)
from editor.domain.ledger import Copy, Intent, IntentKind
from editor.domain.media import LONG_SIDE, MediaItem, Picture
from editor.domain.post import (
    BlogId,
    Post,
    PostId,
    PostSummary,
    Status,
    new_post_id,
)
from editor.domain.revision import Cause
from editor.text import direction
from editor.workspace.blogbook import Blogbook
from editor.workspace.events import Events
from editor.workspace.history import PostHistory
from editor.workspace.journal import Journal
from editor.workspace.lanes import Lanes
from editor.workspace.searching import Searching

if TYPE_CHECKING:
    from editor.store.settings import Settings
    from editor.sync.engine import Engine
    from editor.sync.report import CancelToken, OnProgress, SyncReport
    from editor.sync.stores import Stores
    from editor.system.clock import Clock
    from editor.workspace.backups import Backups
    from editor.workspace.dressing import Dressing
    from editor.workspace.disputes import Disputes
    from editor.workspace.emptying import Emptying
    from editor.workspace.moving import Moving


class Workspace:
    """One open notebook. Made by assembly.open_workspace."""

    def __init__(
        self, path: Path, stores: Stores, settings: Settings, clock: Clock, *, is_new: bool = False
    ) -> None:
        self.path = path
        self.is_new = is_new  # the notebook was made just now
        self.clock = clock
        self.events = Events()
        self.lanes = Lanes(at_end=stores.notebook.release)
        self.blogs = Blogbook(stores, self.events)
        self.history = PostHistory(stores, self.events)
        self.searching = Searching(stores.notebook)
        self.journal = Journal(stores.notebook)
        self._stores = stores
        self._settings = settings
        self._typing: frozenset[PostId] = frozenset()
        self._blog_locks: dict[BlogId, threading.Lock] = {}

    # What nobody asks for before the first paint is made when it is asked for.

    @cached_property
    def emptying(self) -> Emptying:
        """The bin, by hand and after a time."""
        from editor.workspace.emptying import Emptying

        return Emptying(self._stores, self._settings, self.events, self.clock)

    @cached_property
    def backups(self) -> Backups:
        """Copies beside the notebook."""
        from editor.workspace.backups import Backups

        return Backups(self._stores.notebook, self.clock)

    @cached_property
    def disputes(self) -> Disputes:
        """Posts of which there are two versions."""
        from editor.workspace.disputes import Disputes

        return Disputes(self._stores, self.events)

    @cached_property
    def dressing(self) -> Dressing:
        """The preview in a blog's own look."""
        from editor.workspace.dressing import Dressing

        return Dressing(self._stores, self.events, self.clock)

    @cached_property
    def moving(self) -> Moving:
        """Everything in one file, and another notebook's posts into this one."""
        from editor.workspace.moving import Moving

        return Moving(self._stores.notebook, self.backups, self.events, self.clock)

    @cached_property
    def _engine(self) -> Engine:
        from editor.sync.engine import Engine

        return Engine(self._stores, self.clock, being_typed=lambda id: id in self._typing)

    def close(self, timeout: float | None = 10.0) -> bool:
        """Finish what is queued and close the notebook; False where something still ran. What
        was remembered of its words is forgotten."""
        finished = self.lanes.close(timeout)
        self._stores.notebook.close()
        from editor.text import normalise  # 5 ms that the start does without

        direction.forget_words()
        normalise.forget_words()
        return finished

    # --- writing ------------------------------------------------------------------------------

    def new_post(
        self,
        title: str = "",
        *,
        body: str = "",
        language: str = "",
        blog: BlogId | None = None,
        local: bool = False,
    ) -> Post:
        """A new draft, saved. It belongs to `blog`, else to the default one, else to none."""
        check_title(title)
        now = self.clock.now()
        return self.save(
            Post(
                id=new_post_id(),
                title=title,
                body=body,
                language=language,
                blog=blog or self.blogs.default_id(),
                stays_here=local,
                created=now,
                updated=now,
            )
        )

    def open_post(self, id: PostId) -> Post:
        """Raises PostMissing."""
        return self._stores.posts.get(id)

    def find(self, text: str) -> PostId:
        """The post whose id begins with `text`. Raises PostMissing, PostAmbiguous."""
        return self._stores.posts.find(text)

    def save(
        self,
        post: Post,
        *,
        base: Post | None = None,
        origin: object | None = None,
        journalled: bool = False,
    ) -> Post:
        """Save in one transaction. With `base`, the post as it was read: where it was saved
        since with the same words (a sync that only learned the status), what changed here goes
        upon that; with other words, raises PostChanged. `journalled`: these are the words in the
        journal, or newer ones. Raises NotebookGone where nobody would find them again."""
        check_title(post.title)
        with self._stores.notebook.writing():
            if post.stays_here:
                self._part_from_bins(post.id)
            try:
                saved = self._stores.posts.save(post, expected=base.updated if base else None)
            except PostChanged:
                stored = self._stores.posts.get(post.id)
                same_words = base and (base.title, base.body) == (stored.title, stored.body)
                both = post.rebased(base, stored) if base and same_words else None
                if both is None:
                    raise
                saved = self._stores.posts.save(both)
            if saved.stays_here:
                self._drop_intents(saved.id)
            if journalled:
                self.journal.drop(saved.id)
        self._tell(saved.id, origin=origin)
        return saved

    def add(self, posts: Sequence[Post]) -> list[Post | EditorError]:
        """Posts that are new here, in one transaction: each as it was kept, or why it alone was
        not. Raises the NotebookError family; then none was. While it lasts nobody else can save:
        for a few at a time."""
        kept: list[Post | EditorError] = []
        with self._stores.notebook.writing():
            for post in posts:
                try:
                    check_title(post.title)
                    saved = self._stores.posts.save(post)
                except NotebookError:
                    raise
                except EditorError as error:
                    kept.append(error)
                else:
                    kept.append(saved)
                    if saved.stays_here:
                        self._drop_intents(saved.id)
        self._tell(*(post.id for post in kept if isinstance(post, Post)))
        return kept

    def save_beside(self, post: Post, base: Post | None = None) -> Post:
        """Keep `post` as a second version of itself: what the window does with words that
        meet a post changed under them. `base`: what those words were written upon."""
        with self._stores.notebook.writing():
            if base is not None and self.disputes.of(post.id) is None:
                self._stores.posts.history.keep(base, Cause.SHARED)
            kept = self._stores.posts.save(
                replace(post, id=new_post_id(), version_of=post.id, stays_here=True)
            )
            self._drop_intents(post.id)
            for copy in self._stores.ledger.copies_of(post.id):
                self._stores.ledger.put(replace(copy, conflict=True))
        self._tell(post.id, kept.id)
        return kept

    def typing(self, id: PostId, active: bool) -> None:
        """Say that a post has unsaved words in a window: a sync leaves it alone meanwhile."""
        self._typing = self._typing | {id} if active else self._typing - {id}

    def page(
        self,
        *,
        limit: int = 200,
        offset: int = 0,
        after: PostSummary | None = None,
        binned: bool = False,
        status: Status | None = None,
        blog: BlogId | None = None,
    ) -> list[PostSummary]:
        """A stretch of the list, newest change first; `after`: from that line on."""
        return self._stores.posts.page(
            limit=limit, offset=offset, after=after, binned=binned, status=status, blog=blog
        )

    def search(self, words: str, limit: int = 200) -> list[PostSummary]:
        """Posts that are searched for (text/query.py), best first."""
        return self.searching.find(words, limit)

    def bin(self, id: PostId) -> Changes:
        """Move a post to the bin, here and, with the next sync, on its blogs."""
        post = self.open_post(id)
        with self._stores.notebook.writing():
            self._stores.posts.bin(id)
            for blog in self._reached(id):
                self._intend(post, blog, IntentKind.TRASH)
        return self._tell(id)

    def restore(self, id: PostId) -> Changes:
        """Take a post back from the bin. Where its blog has binned it already, it is a draft
        again and waits for the author to publish it anew."""
        with self._stores.notebook.writing():
            self._stores.posts.restore(id)
            self._drop_intents(id)
            copies = self.copies_of(id)
            for copy in copies:
                agreed = "" if copy.base.trashed else copy.agreed
                self._stores.ledger.put(replace(copy, agreed=agreed, trouble=""))
            if all(copy.base.trashed for copy in copies):
                self._stores.posts.save(replace(self.open_post(id), status=Status.DRAFT))
        return self._tell(id)

    # --- pictures -----------------------------------------------------------------------------

    def add_picture(
        self,
        post: PostId,
        data: bytes,
        name: str,
        *,
        is_named: bool = False,
        is_clean: bool = False,
        long_side: int = LONG_SIDE,
    ) -> MediaItem:
        """Clean a picture (media/entry.py) and keep it with the post. Slow: use a lane.

        The item's name is what the body has to say. With `is_named` the body says `name`
        already, and it is kept as it stands. With `is_clean` it was in a notebook before: its
        bytes stay, if there is nothing hidden in them. `long_side` is in pixels. Raises
        NotAPicture, DrawingRefused, PictureTooLarge.
        """
        from editor.media.entry import prepare
        from editor.media.looking import look

        seen = look(data, name) if is_clean else None
        if seen is not None:
            return self._stores.media.add(post, name, data, *seen)
        clean, mime, width, height, safe_name = prepare(data, name, long_side)
        kept = name if is_named else safe_name
        return self._stores.media.add(post, kept, clean, mime, width, height)

    def picture(self, post: PostId, name: str) -> Picture | None:
        """A post's picture by the name its body uses; None where there is none."""
        return self._stores.media.get(post, name)

    def pictures(self, post: PostId) -> list[MediaItem]:
        """Every picture of a post."""
        return self._stores.media.of_post(post)

    # --- blogs --------------------------------------------------------------------------------

    def copies_of(self, id: PostId) -> list[Copy]:
        """What is known of the post on its blogs."""
        return self._stores.ledger.copies_of(id)

    def versions_of(self, id: PostId) -> list[PostId]:
        """The second versions kept beside a post, oldest first."""
        return self._stores.posts.versions_of(id)

    def waiting(self) -> int:
        """How many things are still to be told to a blog by themselves."""
        return self._stores.posts.count_waiting()

    def publish(self, id: PostId, blog: BlogId | None = None) -> Blog:
        """The author's word: what the post says now may go to readers (Publish, Schedule,
        Update). Written down before anything is sent; `send` or the next sync carries it.

        Raises PostStaysHere, NoBlog, PostMissing.
        """
        post = self.open_post(id)
        if post.stays_here:
            raise PostStaysHere(id=id)
        chosen_blog = self.blogs.choose(blog or post.blog)
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
            post = replace(self.open_post(id), status=Status.DRAFT)
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
                post = replace(self.open_post(id), blog=blog, stays_here=False)
                self._stores.posts.save(post)
        self._tell(*ids)

    def resolve(self, id: PostId, *, keep_mine: bool) -> Post:
        """End a conflict. The version not chosen goes to the bin, where it can be had back.
        A chosen local version of a live post still waits for Update."""
        from editor.sync.versions import chosen
        from editor.text.dispute import in_our_form

        with self._stores.notebook.writing():
            post = self.open_post(id)
            versions = self._stores.posts.versions_of(id)
            if versions and not keep_mine:
                theirs = self._stores.posts.get(versions[-1])
                mine = replace(post, id=new_post_id(), version_of=id, stays_here=True)
                self._stores.posts.bin(self._stores.posts.save(mine).id)
                outcome = chosen(post, in_our_form(theirs, post))
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
    ) -> SyncReport:
        """Both ways with one blog, or with every blog. Trouble is in the report."""
        wanted = [self.blogs.get(blog)] if blog is not None else self.blogs.all()
        from editor.sync.report import SyncReport

        report = SyncReport()
        for each in wanted:
            report |= self._with(
                each,
                lambda each=each: self._engine.sync(  # type: ignore[misc]
                    each, self.blogs.remote(each.id), progress=progress, cancel=cancel
                ),
            )
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
        post = self.open_post(id)
        if post.blog is not None and not post.stays_here:
            blogs.add(post.blog)
        from editor.sync.report import SyncReport

        report = SyncReport()
        for each in (self.blogs.get(each) for each in blogs if blog in (None, each)):
            report |= self._with(
                each,
                lambda each=each: self._engine.send(  # type: ignore[misc]
                    each, self.blogs.remote(each.id), id, progress=progress, cancel=cancel
                ),
            )
        return report

    # --- settings -----------------------------------------------------------------------------

    def setting(self, key: str, default: str = "") -> str:
        """What the author chose, kept in the notebook like everything else."""
        return self._settings.get(key, default)

    def put_setting(self, key: str, value: str) -> None:
        """Remember a choice."""
        self._settings.put(key, value)

    # --- the small print ----------------------------------------------------------------------

    def _with(self, blog: Blog, work: Callable[[], SyncReport]) -> SyncReport:
        """Run a blog's work alone: in this process and among all that share the notebook."""
        from editor.system.locks import process_lock

        lock = self._blog_locks.setdefault(blog.id, threading.Lock())
        beside = self.path.with_name(f".{self.path.name}-{blog.id[:8]}.lock")
        with lock, process_lock(beside) as held:
            if not held:
                raise NotebookBusy(path=str(self.path))
            report = work()
        touched = frozenset(line.post for line in report.lines if line.post is not None)
        self.events.tell(Changes(posts=touched, travel=touched, blogs=frozenset({blog.id})))
        return report

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
        if binned and not self.open_post(id).stays_here:
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


def check_title(title: str) -> None:
    """A title is one line that can be seen: no control characters (Unicode category Cc).
    Bidi marks and ZWNJ are format characters and welcome. Raises TitleUnusable."""
    if any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in title):
        raise TitleUnusable(title=title)
