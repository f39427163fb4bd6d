"""One post and what its blog says of it now: decide, act, record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from editor.domain.blog import Blog, RemotePost
from editor.domain.chunk import Chunk
from editor.domain.errors import PostMissing
from editor.domain.ledger import GONE, Copy, Intent, IntentKind
from editor.domain.post import Post, PostId, Status, new_post_id
from editor.domain.revision import Cause
from editor.remotes.remote import Remote
from editor.sync.arrivals import Arrival
from editor.sync.merging import as_there, merged
from editor.sync.plan import (
    Action,
    Facts,
    Here,
    There,
    decide,
    is_kept_edit,
    look_here,
    look_there,
    may_travel,
    same_words,
)
from editor.sync.report import Deed
from editor.sync.stores import Stores
from editor.sync.versions import (
    binned_there,
    gone,
    restated,
    second_version,
    taken,
    welcomed,
    with_its_past,
)

Tell = Callable[..., None]
"""tell(deed, post, url="", error=None): one line of the report."""

BeingTyped = Callable[[PostId], bool]


class Settling:
    """For one blog. Runs on the blog's lane; every deed is one transaction."""

    def __init__(
        self, stores: Stores, blog: Blog, remote: Remote, tell: Tell, being_typed: BeingTyped
    ) -> None:
        self.stores = stores
        self.blog = blog
        self.remote = remote
        self.tell = tell
        self.being_typed = being_typed

    def settle(self, copy: Copy | None, now: RemotePost, *, looked: bool = False) -> None:
        """Decide for one fetched post and do it.

        Where an attempt of ours has an unknown outcome, what changed there may be our own
        doing: the outbox repeats the attempt first, and comes back with `looked`.
        """
        if copy is None:
            if not now.trashed:
                self.welcome([Arrival(now.head, now)])
            return
        post = self.post(copy.post)
        if post is None:  # removed here for good; the blog's copy is a new acquaintance
            self.stores.ledger.forget(copy.post, copy.blog)
            self.settle(None, now)
            return
        if self.being_typed(post.id):
            return  # never change a post under the caret: the next sync will find it
        if not looked and any(intent.sent for intent in self.intents(post)):
            return
        there = look_there(copy.base, now)
        self._act(decide(self._facts(post, copy, there)), post, copy, now)

    def settle_gone(self, copy: Copy) -> None:
        """Decide for a post that the blog does not have any more."""
        post = self.post(copy.post)
        if post is None:
            self.stores.ledger.forget(copy.post, copy.blog)
            return
        if copy.base.trashed or self.being_typed(post.id):
            return
        action = decide(self._facts(post, copy, There.GONE))
        self._act(action, post, copy, gone(copy).base)
        if post.stays_here and action is not Action.BIN_HERE:
            self.stores.ledger.forget(copy.post, copy.blog)

    def _facts(self, post: Post, copy: Copy, there: There) -> Facts:
        here = look_here(post, copy)
        if here is Here.SAME and self.intents(post):
            here = Here.EDITED  # the author's word is on its way, even if no letter changed
        return Facts(
            here=here,
            there=there,
            free=may_travel(post, copy, self.remote.capabilities),
            # A copy on a blog the post has left has no say over it.
            stays_here=(post.stays_here and not is_kept_edit(post, copy))
            or post.blog != self.blog.id,
            conflict=copy.conflict,
        )

    def _act(self, action: Action, post: Post, copy: Copy, now: RemotePost) -> None:
        match action:
            case Action.TAKE:
                self._take(post, copy, now)
            case Action.KEEP_BOTH:
                self.bring_together(post, copy, now)
            case Action.BIN_HERE:
                self._bin_here(post, copy, now)
            case Action.KEEP_EDIT:
                self.keep_edit(post, copy, now)
            case Action.UNBIN:
                self._unbin(post, copy, now)
            case Action.RESTATE | Action.PUSH | Action.WAIT | Action.NOTHING:
                self._restate(post, copy, now)
            case Action.WELCOME:  # decided in settle(): a post without a copy
                self.welcome([Arrival(now.head, now)])

    # --- what can happen to it ------------------------------------------------------------------

    def welcome(self, arrivals: Sequence[Arrival]) -> list[PostId]:
        """Posts that were not known here, in one transaction: to make it durable takes longer
        than to write many."""
        made = [
            (now, *welcomed(now, new_post_id(), self.blog.id, each.chunks))
            for each in arrivals
            if (now := each.now) is not None
        ]
        if not made:
            return []
        moment = self.stores.notebook.clock.now()
        with self.stores.notebook.writing():
            saved = [
                self.stores.posts.save(with_its_past(post, now, moment)) for now, post, _ in made
            ]
            for (now, _post, chunks), post in zip(made, saved, strict=True):
                self._agree(post, now, chunks)
        for (now, *_), post in zip(made, saved, strict=True):
            self.tell(Deed.WELCOMED, post, url=now.ref.url)
        return [post.id for post in saved]

    def _take(self, post: Post, copy: Copy, now: RemotePost) -> None:
        with self.stores.notebook.writing():
            now_here, chunks = taken(_travelling(post, copy), copy, now)
            post = self.stores.posts.save(now_here, expected=post.updated, cause=Cause.PULLED)
            self._agree(post, now, chunks)
        self.tell(Deed.TAKEN, post, url=now.ref.url)

    def _restate(self, post: Post, copy: Copy, now: RemotePost) -> None:
        """The words on the blog are those we know: only its tokens and its status moved."""
        if look_there(copy.base, now) in (There.CHANGED, There.TRASHED):
            return  # stays here or waits for the author's choice: leave the base as it was
        with self.stores.notebook.writing():
            both_binned = now.trashed and not same_words(copy.base, now)
            known = binned_there(copy, now) if both_binned else restated(copy, now)
            self.stores.ledger.put(known)
            moved = now.status != copy.base.status and post.status == copy.base.status
            if moved and not now.trashed and post.blog == self.blog.id:
                self.stores.posts.save(replace(post, status=now.status), expected=post.updated)
                deed = Deed.PUBLISHED if now.status is Status.PUBLISHED else Deed.TAKEN
                self.tell(deed, post, url=now.ref.url)

    def bring_together(self, post: Post, copy: Copy, now: RemotePost) -> None:
        """Both changed: one post says both, or both are kept."""
        if copy.conflict or not self._merge(post, copy, now):
            self.keep_both(post, copy, now)

    def _merge(self, post: Post, copy: Copy, now: RemotePost) -> bool:
        """Both changed, in different places: one post says both. False where it cannot.

        The author's word to update a post that readers see holds for the merged words, too. The
        word to publish a draft does not: somebody may be in the middle of a sentence there.
        """
        outcome = merged(post, copy, now)
        if outcome is None:
            return False
        is_live = copy.base.status is now.status is Status.PUBLISHED
        word = next(reversed(self.intents(post)), None)  # the author's last one
        updates = word is not None and word.kind is IntentKind.PUBLISH
        here = _travelling(outcome.post, copy)
        if updates and not is_live:
            here = replace(here, status=now.status)
        with self.stores.notebook.writing():
            saved = self.stores.posts.save(here, expected=post.updated, cause=Cause.MERGED)
            self.stores.ledger.put(
                replace(copy, base=now, agreed=outcome.theirs, chunks=outcome.chunks, trouble="")
            )
            self._drop_intents(post)
            is_hidden = saved.status is Status.DRAFT  # and nobody gave it to its readers since
            if word is not None and word.kind is IntentKind.UNPUBLISH and is_hidden:
                self.stores.ledger.intend(replace(word, snapshot=saved, sent=False))
            update = merged(word.snapshot, copy, now) if word and updates and is_live else None
            if word is not None and update is not None:
                self.stores.ledger.intend(replace(word, snapshot=update.post, sent=False))
        self.tell(Deed.MERGED, saved, url=now.ref.url)
        return True

    def keep_both(self, post: Post, copy: Copy, now: RemotePost) -> None:
        """Both changed: the blog's words become a second version beside the post. Where the post
        stands with its readers only the blog can say."""
        version, chunks = second_version(post, copy, now, new_post_id())
        with self.stores.notebook.writing():
            if post.binned is not None:  # nobody looks there for something to choose
                self.stores.posts.restore(post.id)
            for old in self.stores.posts.versions_of(post.id):
                if self.stores.posts.get(old).digest == version.digest:
                    break
            else:
                self.stores.posts.save(version)
            if copy.agreed and not copy.conflict:  # the base is about to be another
                self.stores.posts.history.keep(as_there(post, copy), Cause.SHARED)
            self.stores.ledger.put(replace(copy, base=now, conflict=True, chunks=chunks))
            self.stores.posts.save(replace(_travelling(post, copy), status=now.status))
            self._drop_intents(post)  # they were meant for the words the blog had before
        self.tell(Deed.KEPT_BOTH, post, url=now.ref.url)

    def recover(self, intent: Intent, before: Copy, now: RemotePost, theirs: RemotePost) -> None:
        """`intent` went through over somebody's edit that nobody here had seen: `theirs` comes
        back into one post, or is kept beside ours. `before` is what both began with, `now` what
        the blog says. Inside the transaction that records the outcome."""
        post = self.stores.posts.get(intent.post)
        outcome = None if self.being_typed(post.id) else merged(post, before, theirs)
        if outcome is None:
            self.keep_both(post, before, replace(theirs, status=now.status))
            kept = self.stores.ledger.copy(post.id, self.blog.id)
            if kept is not None:
                self.stores.ledger.put(replace(kept, base=now, chunks=now.chunks))
            return
        saved = self.stores.posts.save(outcome.post, cause=Cause.MERGED)
        update = merged(intent.snapshot, before, theirs)
        was_live = theirs.status is Status.PUBLISHED  # else nobody said that readers may see it
        if intent.kind is IntentKind.PUBLISH and update is not None and was_live:
            self.stores.ledger.intend(replace(intent, snapshot=update.post, sent=False))
        self.tell(Deed.MERGED, saved, url=now.ref.url)

    def keep_edit(self, post: Post, copy: Copy, now: RemotePost) -> None:
        """Deleted there, written on here: the words stay, and go nowhere until asked to. A blog
        with a bin may give back what it has there; the post is then known again."""
        with self.stores.notebook.writing():
            kept = replace(post, status=Status.DRAFT, stays_here=True)
            self.stores.posts.save(kept, expected=post.updated)
            if now.trashed and now.version.modified != GONE:
                self.stores.ledger.put(replace(binned_there(copy, now), conflict=False))
            else:
                self.stores.ledger.put(replace(gone(copy), conflict=copy.conflict))
            self._drop_intents(post)
        self.tell(Deed.KEPT_EDIT, post, url=now.ref.url)

    def _bin_here(self, post: Post, copy: Copy, now: RemotePost) -> None:
        """Deleted there, untouched here; with the last words that were written there."""
        with self.stores.notebook.writing():
            now_here, chunks = taken(post, copy, now)
            post = self.stores.posts.save(now_here, expected=post.updated, cause=Cause.PULLED)
            self.stores.posts.bin(post.id)
            self._agree(post, now, chunks)
        self.tell(Deed.BINNED, post)

    def _unbin(self, post: Post, copy: Copy, now: RemotePost) -> None:
        with self.stores.notebook.writing():
            self.stores.posts.restore(post.id)
            is_edited = copy.conflict or copy.agreed != post.digest
            post = _travelling(self.stores.posts.get(post.id), copy)
            if is_edited:  # where it stands with its readers is what the blog says now
                self.bring_together(replace(post, status=now.status), copy, now)
            else:
                now_here, chunks = taken(post, copy, now)
                now_here = replace(now_here, status=now.status)  # a word to publish went with it
                post = self.stores.posts.save(now_here, cause=Cause.PULLED)
                self._agree(post, now, chunks)
                self._drop_intents(post)
        self.tell(Deed.UNBINNED, post, url=now.ref.url)

    # --- small things -------------------------------------------------------------------------

    def _agree(self, post: Post, now: RemotePost, chunks: tuple[Chunk, ...]) -> None:
        self.stores.ledger.put(
            Copy(post.id, self.blog.id, base=now, agreed=post.digest, chunks=chunks)
        )

    def _drop_intents(self, post: Post) -> None:
        for intent in self.intents(post):
            self.stores.ledger.finish(intent.id)

    def intents(self, post: Post) -> list[Intent]:
        """What is still to be told to this blog of the post, oldest first."""
        return self.stores.ledger.intents(self.blog.id, post=post.id)

    def post(self, id: PostId) -> Post | None:
        """The post; None where it was removed for good."""
        try:
            return self.stores.posts.get(id)
        except PostMissing:
            return None


def _travelling(post: Post, copy: Copy) -> Post:
    """The post, which travels again where it stayed here only while the blog had binned it."""
    return replace(post, stays_here=False) if is_kept_edit(post, copy) else post
