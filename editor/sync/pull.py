"""From the blog into the notebook: ask what moved, fetch it, have each post settled."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace

from editor.domain.blog import RemoteHead, RemoteListing, RemotePost, Version
from editor.domain.errors import PostChanged, TooManyGone
from editor.domain.ledger import Copy
from editor.domain.post import Post, PostId
from editor.remotes.remote import MOST_AT_ONCE
from editor.sync.arrivals import PARCEL, Arrival, arriving
from editor.sync.plan import (
    too_many_gone,
    unmoved,
)
from editor.sync.recognising import Recognition, note_emptied_bin
from editor.sync.report import CancelToken, Deed, OnProgress, Progress
from editor.sync.settling import Settling
from editor.sync.versions import (
    came_back,
    is_gone,
)

RESTS = 5  # times as long as it took a pull leaves the interpreter to an author who types


class Pull:
    """One pull of one blog. Runs on the blog's lane; no transaction spans a network call."""

    def __init__(self, settling: Settling, is_typing: Callable[[], bool] = lambda: False) -> None:
        self.settling = settling
        self.stores, self.blog = settling.stores, settling.blog
        self.remote, self.tell = settling.remote, settling.tell
        self.is_typing = is_typing
        self._recognition = Recognition(self.stores, self.blog.id)
        self._came: list[PostId] = []
        self._telling = PARCEL

    def run(
        self, progress: OnProgress, cancel: CancelToken, *, accept_deletions: bool = False
    ) -> None:
        """Bring the notebook up to date. Raises RemoteError, SyncCancelled; what was settled
        before stays settled, and the cursor moves only when all was."""
        listing = self.remote.changes(self.blog.cursor)
        for trouble in listing.troubles:
            self.tell(Deed.FAILED, None, error=trouble)
        known = self.stores.ledger.heads(self.blog.id)
        note_emptied_bin(self.stores.ledger, self.blog.id, listing, known)
        heads = [
            head
            for head in listing.heads
            if head.ref.id not in known or not unmoved(known[head.ref.id], head)
        ]
        heads.sort(key=lambda head: head.version.modified, reverse=True)  # what is being worked on
        wanted = [head for head in heads if head.ref.id in known or not head.trashed]
        done = 0
        with closing(arriving(self.remote, wanted, known, cancel.check)) as parcels:  # type: ignore[type-var]
            for parcel in parcels:
                progress(self._progress(done, len(wanted)))
                cancel.check()
                self._welcome([each for each in parcel if self._is_new(each)])
                done += len(parcel)
        self._settle_absent(listing, known, accept_deletions)
        self._recognition.end()
        if listing.cursor != self.blog.cursor:
            self.stores.blogs.update(replace(self.blog, cursor=listing.cursor))

    def _progress(self, done: int, total: int) -> Progress:
        """New posts are told of after the first few, then by the hundred, and while nobody types:
        every face lists its posts anew."""
        came: frozenset[PostId] = frozenset()
        if len(self._came) >= self._telling and not self.is_typing():
            came, self._came, self._telling = frozenset(self._came), [], MOST_AT_ONCE
        return Progress(self.blog.name, done=done, total=total, came=came)

    def _is_new(self, arrival: Arrival) -> bool:
        """True for a post to welcome; any other is settled."""
        copy = self.stores.ledger.by_remote(self.blog.id, arrival.head.ref.id)
        now = arrival.now
        if now is None:
            if copy is not None:
                self.settling.settle_gone(copy)
            return False
        if copy is None:
            if self._is_under_way(now):
                return False  # the outbox finds it by its key, and compares before it writes
            copy = self._adopt(now)
        if copy is None:
            return not now.trashed
        with suppress(PostChanged):  # typed into meanwhile: all is safe, the next sync sees both
            self.settling.settle(copy, now)
        return False

    def _welcome(self, arrivals: Sequence[Arrival]) -> None:
        """All at once; while the author types one by one, with rests in which keys are painted."""
        rest = deque(arrivals)
        while rest:
            is_typing = self.is_typing()
            some = [rest.popleft() for _ in range(1 if is_typing else len(rest))]
            began = time.monotonic()
            self._came += self.settling.welcome(some)
            if is_typing:
                time.sleep(RESTS * (time.monotonic() - began))

    def _is_under_way(self, now: RemotePost) -> bool:
        """True where this is what an attempt of ours with an unknown outcome has made."""
        post = self._by_key(now.key)
        return post is not None and any(intent.sent for intent in self.settling.intents(post))

    def _adopt(self, now: RemotePost) -> Copy | None:
        """The copy of a post of ours whose creation was not recorded, by the key it carries or
        by its words.

        Where the blog's words are not ours, both are kept.
        """
        post = self._by_key(now.key)
        before = self.stores.ledger.copy(post.id, self.blog.id) if post is not None else None
        if post is None or (before is not None and is_gone(before)):
            known = came_back(before, now) if before else self._recognition.copy_of(now)
            if known is not None:
                self.stores.ledger.put(known)
            return known
        if before is not None:
            return None
        same = now.title == post.title and now.body == post.body
        # Where it stands there is news to us, whatever its tokens say.
        base = replace(now, status=post.status, version=Version())
        copy = Copy(post.id, self.blog.id, base=base, agreed=post.digest if same else "")
        if not same:
            self.settling.keep_both(post, copy, now)
            return self.stores.ledger.copy(post.id, self.blog.id)
        self.stores.ledger.put(copy)
        return copy

    def _settle_absent(
        self, listing: RemoteListing, known: Mapping[str, RemoteHead], accept_deletions: bool
    ) -> None:
        if not listing.whole:
            return
        present = {head.ref.id for head in listing.heads}
        alive = [id for id, head in known.items() if not head.trashed]
        gone = [id for id in alive if id not in present]
        if too_many_gone(len(gone), len(alive)) and not accept_deletions:
            self.tell(Deed.FAILED, None, error=TooManyGone(gone=len(gone), known=len(alive)))
            return
        for id in gone:
            copy = self.stores.ledger.by_remote(self.blog.id, id)
            if copy is not None and not copy.base.trashed:
                self.settling.settle_gone(copy)

    def _by_key(self, key: str) -> Post | None:
        id = self._recognition.post_of(key)
        return self.settling.post(id) if id is not None else None
