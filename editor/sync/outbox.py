"""From the notebook to the blog: an intent is written, then done, then struck out.

A kill between any two lines leaves either no intent (nothing was promised), or an intent that
the next sync does again; the remote's writes look before they act (remotes/remote.py), so doing
it again makes no second post and overwrites nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from editor.domain.blog import Outgoing, RemotePost, Version
from editor.domain.errors import (
    Busy,
    EditOverwritten,
    OutcomeUnknown,
    PictureRefused,
    PostChanged,
    RemoteError,
    RemoteGone,
    SignInRefused,
    Unreachable,
    VersionConflict,
    WrongNetwork,
)
from editor.domain.ledger import Copy, Intent, IntentKind, creation_key, key_anew
from editor.domain.post import Post, PostId, Status, Travel
from editor.sync.moments import Moments
from editor.sync.pictures import addresses
from editor.sync.plan import There, look_there, may_travel, same_words
from editor.sync.report import CancelToken, Deed, OnProgress, Progress, deed_of
from editor.sync.settling import Settling
from editor.sync.versions import binned_there, came_back, carries, gone, is_gone, restated

MOST_MEETINGS = 3  # with somebody who edits the same post, in one sync

# With these the next post would fare no better: stop, and try the whole blog later.
BLOG_IS_AWAY = (Unreachable, Busy, SignInRefused, WrongNetwork, OutcomeUnknown)


class Outbox:
    """Everything that waits for one blog. Runs on the blog's lane."""

    def __init__(self, settling: Settling, moments: Moments) -> None:
        self.settling = settling
        self.stores, self.blog = settling.stores, settling.blog
        self.remote, self.tell = settling.remote, settling.tell
        self.moments = moments

    def collect(self, made: datetime, only: PostId | None = None) -> None:
        """Write an intent for every draft that changed; name the posts that wait."""
        for id, travel in self.stores.posts.unsettled(self.blog.id):
            if only is not None and id != only:
                continue
            post = self.stores.posts.get(id)
            if travel is Travel.CHANGED_HERE:
                self.tell(Deed.WAITING, post)
            elif self._goes_by_itself(post):
                self.stores.ledger.intend(
                    Intent(post.id, self.blog.id, IntentKind.SEND, post, made)
                )

    def _goes_by_itself(self, post: Post) -> bool:
        copy = self.stores.ledger.copy(post.id, self.blog.id)
        pending = self.stores.ledger.intents(self.blog.id, post=post.id)
        return (
            may_travel(post, copy, self.remote.capabilities)
            and not post.stays_here
            and not post.is_blank
            and not self.settling.being_typed(post.id)
            and all(intent.kind is IntentKind.SEND for intent in pending)
            and all(intent.snapshot.digest != post.digest for intent in pending)
        )

    def empty(self, progress: OnProgress, cancel: CancelToken, only: PostId | None = None) -> None:
        """Do what was intended, oldest first. Raises BLOG_IS_AWAY errors and SyncCancelled;
        an intent that was not done stays for the next time."""
        total = len(self.stores.ledger.intents(self.blog.id, post=only))
        done, last, met = 0, 0, Counter[PostId]()
        while (intent := self.stores.ledger.next_intent(self.blog.id, last, only)) is not None:
            cancel.check()
            last = intent.id
            progress(Progress(self.blog.name, intent.snapshot.title, done, max(total, done)))
            done += 1
            try:
                self._do(intent)
            except VersionConflict as conflict:
                met[intent.post] += 1
                if met[intent.post] <= MOST_MEETINGS and self._settle(intent, conflict.current):
                    last = intent.id - 1
            except RemoteGone:
                if self._keep_edit(intent):
                    last = intent.id - 1
            except PostChanged:
                continue  # typed into meanwhile; the intent stays for the next time
            except BLOG_IS_AWAY as error:
                if isinstance(error, Unreachable):
                    self._did_not_happen(intent)
                raise
            except RemoteError as error:
                self._did_not_happen(intent)
                self._note_trouble(intent, error)
                if isinstance(error, PictureRefused):
                    self.moments.refuse(intent.post, intent.snapshot.digest)

    # --- one intent ----------------------------------------------------------------------------

    def _do(self, intent: Intent) -> None:
        post = self.stores.posts.get(intent.post)
        copy = self.stores.ledger.copy(intent.post, self.blog.id)
        if intent.kind is IntentKind.SEND and self._was_overtaken(intent, post, copy):
            self.stores.ledger.finish(intent.id)
        elif self._waits_for_another_picture(intent):
            return
        elif intent.kind is IntentKind.TRASH and post.binned is None:
            self._look_after_restoring(intent, copy)
        elif self._takes_away(intent):
            self.stores.ledger.mark_sent(intent.id)
            self._remove(intent, copy)
        else:
            self.stores.ledger.mark_sent(intent.id)
            self._send(self._without_what_was_taken_back(intent), copy)

    def _was_overtaken(self, intent: Intent, post: Post, copy: Copy | None) -> bool:
        """True where a draft's change has nowhere to go any more: the post stays here now, or
        somebody gave it to its readers."""
        if copy is not None and not copy.base.status.travels_freely:
            return True
        return not intent.sent and self._stays_away(post)

    def _waits_for_another_picture(self, intent: Intent) -> bool:
        """True where the blog said no to a picture of it: it would say so with every sync. The
        author has heard of it once, and changes something or publishes it by a word."""
        digest = intent.snapshot.digest
        is_draft = intent.kind is IntentKind.SEND and not intent.sent
        return is_draft and self.moments.was_refused(intent.post, digest)

    def _stays_away(self, post: Post) -> bool:
        return post.stays_here or post.blog != self.blog.id

    def _without_what_was_taken_back(self, intent: Intent) -> Intent:
        """An attempt to publish whose outcome is unknown is repeated to learn it; if the author
        has taken the post back since, it is repeated as a draft."""
        taken_back = any(
            later.id > intent.id and later.kind in (IntentKind.UNPUBLISH, IntentKind.TRASH)
            for later in self.stores.ledger.intents(self.blog.id, post=intent.post)
        )
        if not taken_back:
            return intent
        return replace(intent, snapshot=replace(intent.snapshot, status=Status.DRAFT))

    def _look_after_restoring(self, intent: Intent, copy: Copy | None) -> None:
        """The post was taken from the bin again; did the blog hear of the bin before?"""
        if copy is not None and intent.sent:
            now = self.remote.fetch(copy.base.ref)
            if now.trashed:
                self._binned_there_only(binned_there(copy, now))
        self.stores.ledger.finish(intent.id)

    def _binned_there_only(self, copy: Copy) -> None:
        """Not in the bin here: a draft again, that the author can publish anew."""
        self.stores.ledger.put(replace(copy, agreed=""))
        self.stores.posts.save(replace(self.stores.posts.get(copy.post), status=Status.DRAFT))

    def _did_not_happen(self, intent: Intent) -> None:
        """The blog's answer was clear, so nothing hangs in the air."""
        if not intent.sent:
            self.stores.ledger.mark_sent(intent.id, sent=False)

    def _takes_away(self, intent: Intent) -> bool:
        if intent.kind is IntentKind.TRASH:
            return True
        return intent.kind is IntentKind.UNPUBLISH and not self.remote.capabilities.drafts

    def _send(self, intent: Intent, copy: Copy | None) -> None:
        lost = copy if copy is not None and is_gone(copy) else None
        before = copy = None if lost else copy
        known = copy.chunks if copy is not None else ()
        pictures = addresses(self.stores, self.blog, self.remote, intent.snapshot)
        outgoing = Outgoing(intent.snapshot, pictures, known)
        if copy is None:
            key = key_anew(lost.base.ref.id) if lost else creation_key(intent.post)
            made = self.remote.create(outgoing, key)
            copy = Copy(intent.post, self.blog.id, base=made, chunks=made.chunks)
            outgoing = replace(outgoing, chunks=made.chunks)
            if (intent.sent or lost) and self._was_met(intent, copy, lost):
                return
            self.stores.ledger.put(copy)
        elif copy.base.trashed:
            there = self.remote.fetch(copy.base.ref)
            if not same_words(copy.base, there):
                raise VersionConflict(self.blog.address, current=there)
        theirs = None
        try:
            now = self.remote.update(copy.base.ref, outgoing, copy.base.version)
        except EditOverwritten as met:
            if met.written is None or met.current is None:
                raise
            now, theirs = met.written, met.current
        with self.stores.notebook.writing():
            self.stores.ledger.put(
                replace(
                    copy,
                    base=now,
                    agreed=intent.snapshot.digest,
                    trouble="",
                    conflict=False,
                    chunks=now.chunks,
                )
            )
            for done in self.stores.ledger.intents(self.blog.id, post=intent.post):
                if done.id <= intent.id:  # what was wanted before is settled by this, too
                    self.stores.ledger.finish(done.id)
            self._follow_status(intent, now)
            if theirs is not None:
                self.settling.recover(intent, copy, now, theirs)
        self.tell(deed_of(before, now), intent.snapshot, url=now.ref.url)
        if theirs is not None:
            self._send_on(intent)

    def _was_met(self, intent: Intent, made: Copy, lost: Copy | None) -> bool:
        """True where an earlier attempt, whose answer was lost, had made it, and somebody else
        was at it since: then both are kept, in the one step that learns of it, so that a kill
        leaves no copy that claims to be known. `lost`: what the blog had had before, where it is
        made anew, perhaps by another computer."""
        sent, there = intent.snapshot, made.base
        if lost is not None and not carries(there, sent):
            self.stores.ledger.put(came_back(lost, there))
            self._settle(intent, there)
            return True
        if not carries(there, sent):
            self.settling.keep_both(self.stores.posts.get(intent.post), made, there)
            return True
        was = replace(there, status=Status.DRAFT, tags=sent.tags, excerpt=sent.excerpt)
        hides = intent.kind is IntentKind.SEND and there.status is not Status.DRAFT
        if same_words(was, there) and not hides:
            return False
        known = replace(made, base=replace(was, version=Version()), agreed=sent.digest)
        self.stores.ledger.put(known)
        self._settle(intent, there)
        return True

    def _follow_status(self, intent: Intent, now: RemotePost) -> None:
        """The blog has the last word on whether a post is scheduled, live or pending."""
        post = self.stores.posts.get(intent.post)
        if post.status == intent.snapshot.status and post.status != now.status:
            self.stores.posts.save(replace(post, status=now.status))

    def _remove(self, intent: Intent, copy: Copy | None) -> None:
        if copy is not None and not copy.base.trashed:
            self.remote.delete(copy.base.ref, copy.base.version)
        with self.stores.notebook.writing():
            if copy is not None and self.remote.capabilities.trash:
                copy = binned_there(copy, copy.base)
                self.stores.ledger.put(copy)
                post = self.stores.posts.get(intent.post)
                if intent.kind is IntentKind.TRASH and post.binned is None:  # a moment ago
                    self._binned_there_only(copy)
            elif copy is not None:
                self.stores.ledger.forget(copy.post, copy.blog)
            self.stores.ledger.finish(intent.id)
        deed = Deed.TRASHED if intent.kind is IntentKind.TRASH else Deed.UNPUBLISHED
        self.tell(deed, intent.snapshot)

    # --- when it did not go as intended -----------------------------------------------------------

    def _settle(self, intent: Intent, current: RemotePost | None) -> bool:
        """Somebody else changed the blog's copy: decide as if a pull had found it. True where
        the intent is to be tried again."""
        copy = self.stores.ledger.copy(intent.post, self.blog.id)
        if copy is None or current is None or self.settling.being_typed(intent.post):
            return False  # under the caret nothing is decided: the intent stays for the next time
        there = look_there(copy.base, current)
        hides = intent.kind in (IntentKind.UNPUBLISH, IntentKind.TRASH)
        if there is There.SAME and not same_words(copy.base, current):
            # Both in the blog's bin, and there with other words; it is to come out again.
            self.settling.bring_together(self.stores.posts.get(intent.post), copy, current)
            met = self.stores.ledger.copy(intent.post, self.blog.id) or copy
            self.stores.ledger.put(replace(met, agreed=""))
        elif there is There.SAME or (
            there is There.RESTATED and (hides or current.status is copy.base.status)
        ):  # only its tokens were not known
            self.stores.ledger.put(restated(copy, current))
            return True
        else:
            self.settling.settle(copy, current, looked=True)
        self.stores.ledger.finish(intent.id)
        self._send_on(intent)
        return False

    def _send_on(self, intent: Intent) -> None:
        """What was made of two versions goes in the same sync, if it may go by itself."""
        post = self.stores.posts.get(intent.post)
        copy = self.stores.ledger.copy(intent.post, self.blog.id)
        is_settled = copy is not None and not copy.conflict and copy.agreed != post.digest
        if is_settled and not self._stays_away(post) and self._goes_by_itself(post):
            self.stores.ledger.intend(
                Intent(post.id, self.blog.id, IntentKind.SEND, post, intent.made)
            )

    def _keep_edit(self, intent: Intent) -> bool:
        """The blog does not have it any more. True where the intent is to be tried again."""
        copy = self.stores.ledger.copy(intent.post, self.blog.id)
        if copy is not None and copy.base.trashed and intent.kind is not IntentKind.TRASH:
            # It was in the blog's bin, and its author wants it there again: as a new one.
            self.stores.ledger.put(gone(copy))
            return True
        with self.stores.notebook.writing():
            self.stores.ledger.finish(intent.id)
            if copy is not None and intent.kind is not IntentKind.TRASH:
                self.settling.keep_edit(self.stores.posts.get(intent.post), copy, copy.base)
        return False

    def _note_trouble(self, intent: Intent, error: RemoteError) -> None:
        """The blog said no. A draft is tried again with every sync, for rights and plug-ins
        change; a word to publish is taken back, so that the post does not claim to be live."""
        copy = self.stores.ledger.copy(intent.post, self.blog.id)
        with self.stores.notebook.writing():
            if copy is not None:
                self.stores.ledger.put(replace(copy, trouble=type(error).__name__))
            if intent.kind is IntentKind.PUBLISH:
                self.stores.ledger.finish(intent.id)
                post = self.stores.posts.get(intent.post)
                there = copy.base.status if copy is not None else Status.DRAFT
                if post.status == intent.snapshot.status and post.status != there:
                    self.stores.posts.save(replace(post, status=there))
        self.tell(Deed.FAILED, intent.snapshot, error=error)
