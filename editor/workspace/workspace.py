"""What a writer can do, in one place for the window and the command line.

Every method blocks and may be called from any thread; what takes longer than a moment (adding
pictures, blogs, syncing, import, export) belongs on a lane (lanes.py). Every change is told to
`events`. Raises the EditorError family only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.changes import Changes
from editor.domain.errors import (
    EditorError,
    NotebookError,
    PostChanged,
    TitleUnusable,
)
from editor.domain.ledger import IntentKind
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
from editor.workspace.history import PostHistory
from editor.workspace.illustrated import Illustrated
from editor.workspace.journal import Journal
from editor.workspace.lanes import Lanes
from editor.workspace.searching import Searching

if TYPE_CHECKING:
    from editor.store.settings import Settings
    from editor.sync.stores import Stores
    from editor.system.clock import Clock
    from editor.workspace.backups import Backups
    from editor.workspace.dressing import Dressing
    from editor.workspace.emptying import Emptying
    from editor.workspace.moving import Moving
    from editor.workspace.replacing import Replacing


class Workspace(Illustrated):
    """One open notebook. Made by assembly.open_workspace."""

    def __init__(
        self, path: Path, stores: Stores, settings: Settings, clock: Clock, *, is_new: bool = False
    ) -> None:
        super().__init__(path, stores, clock)
        self.is_new = is_new  # the notebook was made just now
        self.lanes = Lanes(at_end=stores.notebook.release)
        self.history = PostHistory(stores, self.events)
        self.searching = Searching(stores.notebook)
        self.journal = Journal(stores.notebook)
        self._settings = settings

    # What nobody asks for before the first paint is made when it is asked for.

    @cached_property
    def emptying(self) -> Emptying:
        """The bin, by hand and after a time."""
        from editor.workspace.emptying import Emptying

        return Emptying(self._stores, self._settings, self.events, self.clock)

    @cached_property
    def replacing(self) -> Replacing:
        """A replaced picture in other posts."""
        from editor.workspace.replacing import Replacing

        return Replacing(self._stores, self.history, lambda post, base: self.save(post, base=base))

    @cached_property
    def backups(self) -> Backups:
        """Copies beside the notebook."""
        from editor.workspace.backups import Backups

        return Backups(self._stores.notebook, self.clock)

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

    def close(self, timeout: float | None = 10.0) -> bool:
        """Finish what is queued and close the notebook; False where something still ran. What
        was remembered of its words is forgotten."""
        finished = self.lanes.close(timeout)
        self._stores.notebook.close()
        forget_words()
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
        upon that; with other words, raises PostChanged. A post that its blog has stays that
        blog's (`move`, `copy`). `journalled`: these are the words in the
        journal, or newer ones. Raises NotebookGone where nobody would find them again."""
        check_title(post.title)
        with self._stores.notebook.writing():
            if post.stays_here and not (base and base.stays_here):
                self._part_from_bins(post.id)
            if base is None or base.blog != post.blog:
                post = self.elsewhere.settled(post)
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

    def copy(self, id: PostId, blog: BlogId) -> Post:
        """A new draft that says the same, for another blog; from now on each goes its own way.
        Where there is one already, that one. Raises BlogMissing, PostMissing, and PostElsewhere
        where it is the post's own blog."""
        self.blogs.get(blog)
        made = self.elsewhere.copy_of(id, blog)
        if made is None:
            with self._stores.notebook.writing():
                made = self.elsewhere.make_copy(id, blog)
            self._tell(made.id)
        return made

    def move(self, id: PostId, blog: BlogId) -> Post:
        """Let a post belong to another blog. One that no blog has is the same post then; else it
        is a copy, and this one goes to the bin, here and with the next sync on its blog."""
        self.blogs.get(blog)
        if self.elsewhere.homes(id):
            made = self.copy(id, blog)
            self.bin(id)
            return made
        with self._stores.notebook.writing():
            self._drop_intents(id)
            post = self._stores.posts.save(replace(self.open_post(id), blog=blog, stays_here=False))
        self._tell(id)
        return post

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
            post = self.open_post(id)
            alive = {copy.blog: copy.base.status for copy in copies if not copy.base.trashed}
            there = alive.get(post.blog) if post.blog else None
            if not alive:
                self._stores.posts.save(replace(post, status=Status.DRAFT))
            elif there is not None and not self._stores.ledger.intents(post=id):
                # What its author said about readers went into the bin with it.
                self._stores.posts.save(replace(post, status=there))
        return self._tell(id)

    # --- settings -----------------------------------------------------------------------------

    def setting(self, key: str, default: str = "") -> str:
        """What the author chose, kept in the notebook like everything else."""
        return self._settings.get(key, default)

    def put_setting(self, key: str, value: str) -> None:
        """Remember a choice."""
        self._settings.put(key, value)


def check_title(title: str) -> None:
    """A title is one line that can be seen: no control characters (Unicode category Cc).
    Bidi marks and ZWNJ are format characters and welcome. Raises TitleUnusable."""
    if any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in title):
        raise TitleUnusable(title=title)


def forget_words() -> None:
    """Nothing of what was counted or folded in any post is remembered any more."""
    from editor.text import normalise  # 5 ms that the start does without

    direction.forget_words()
    normalise.forget_words()
