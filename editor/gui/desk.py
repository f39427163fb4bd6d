"""The post on the desk: opened, saved by itself, sent on its way. Never loses a word.

A key is on disk at most SAVE_AFTER later. A long post goes into the journal then, and is saved
whole when the author rests: to save it whole would keep keys waiting. Saving has a lane of its
own, so that no search and no list is before it; the desk holds what was typed until the store has
said that it has it, and asks again by itself. How a draft leaves for its blog is `travelling`.
Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.changes import Changes
from editor.domain.errors import EditorError, PostChanged, PostMissing
from editor.domain.post import BlogId, Post, PostId, new_post_id
from editor.gui.bridge import STORE, Bridge
from editor.gui.travelling import Then, Travelling

SAVE_AFTER = 600  # milliseconds after the first key that is not saved yet
LONG = 30_000  # characters of a body that is not saved whole while its author types
REST_AFTER = 2_500  # milliseconds after the last key in a long post
WHOLE_AFTER = 60_000  # milliseconds that a long post stays in the journal at most
RETRY_FIRST, RETRY_LAST = 1_000, 60_000  # milliseconds between two tries to save
SAVING = "saving"  # the lane

Reading = Callable[[], tuple[str, str]]
"""What the window has now: title and body, every character as typed."""


class Desk(QObject):
    """One post at a time. Signals carry a Post, an EditorError or a SyncReport."""

    opened = Signal(object)  # Post: show it
    replaced = Signal(object)  # Post: the same post, changed by somebody else
    changed = Signal(object)  # Post: its particulars changed; the text is as it was
    typed = Signal()  # there are words that are not on disk yet
    handed = Signal()  # the words as they stand now are on their way to disk
    secured = Signal(object)  # datetime: they are on disk, in the journal
    saved = Signal(object)  # Post
    mended = Signal()  # a save that had failed before was done
    kept_beside = Signal(object)  # Post: the second version that holds the author's words
    failed = Signal(object)  # BaseException: a save; the words are still here
    sent = Signal(object)  # SyncReport
    emptied = Signal()  # no post is open

    def __init__(self, bridge: Bridge, read: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._workspace = bridge.workspace
        self.read = read
        self._post: Post | None = None  # with the particulars as the author left them
        self._stored: Post | None = None  # as the store last gave it; None: never saved
        self._dirty = False  # the post in the store lacks words
        self._loose = False  # words are nowhere but here
        self._saving = False
        self._journalled = False
        self._failing = False
        self._keeps_blank = False  # something already belongs to this post: a picture
        self.goes_by_itself: Callable[[], bool] = lambda: True
        self._travelling = Travelling(bridge, self)
        self._travelling.due.connect(self.send_now)
        self._travelling.sent.connect(self.sent)
        self._then: list[Then] = []
        self._save_timer = self._timer(SAVE_AFTER, self._secure)
        self._rest_timer = self._timer(REST_AFTER, self.save_now)
        self._whole_timer = self._timer(WHOLE_AFTER, self.save_now)
        self._retry_timer = self._timer(RETRY_FIRST, self.save_now)
        bridge.changed.connect(self._on_bridge_changed)

    def _timer(self, milliseconds: int, slot: Then) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # --- the post -----------------------------------------------------------------------------

    @property
    def post(self) -> Post | None:
        """The open post, as far as the window told; its text may be older than the window's."""
        return self._post

    @property
    def is_saved(self) -> bool:
        """True where the store has every word."""
        return not (self._dirty or self._saving)

    @property
    def is_blank_page(self) -> bool:
        """True for a new post without a word, which no notebook knows."""
        post = self.snapshot()
        return post is not None and post.is_blank and self._stored is None and not self._saving

    def snapshot(self) -> Post | None:
        """The open post with the words as they stand now."""
        if self._post is None:
            return None
        title, body = self.read()
        return replace(self._post, title=title, body=body)

    def new(self, blog: BlogId | None, then: Then | None = None) -> None:
        """Put a blank post on the desk. It is kept from its first word on."""

        def lay_out() -> None:
            now = self._workspace.clock.now()
            self._take(Post(id=new_post_id(), blog=blog, created=now, updated=now), stored=False)
            if then:
                then()

        self.leave(lay_out)

    def open(self, id: PostId) -> None:
        """Leave the present post, saved, and open `id`."""
        if self._post is not None and self._post.id == id:
            return
        self.leave(lambda: self._fetch(id))

    def begin(self, post: Post) -> None:
        """Lay out the first post of a window that has not been shown yet."""
        self._take(post)

    def _fetch(self, id: PostId) -> None:
        self._bridge.run(STORE, lambda: self._workspace.open_post(id), self._on_store_opened)

    def _on_store_opened(self, post: Post) -> None:
        if not self.is_saved:  # words were typed while the post was read: they go first
            self.leave(lambda: self._take(post))
        else:
            self._take(post)

    def _take(self, post: Post, *, stored: bool = True) -> None:
        self._post = post
        self._stored = post if stored else None
        self._dirty = self._loose = self._journalled = False
        self._keeps_blank = False
        self._travelling.begin(has_news=False)
        self.opened.emit(post)

    def clear(self) -> None:
        """Leave the present post, saved, and open none."""
        self.leave(self._clear)

    def _clear(self) -> None:
        self._post = self._stored = None
        self._dirty = self._loose = False
        self._travelling.begin(has_news=False)
        self.emptied.emit()

    # --- what the author does -----------------------------------------------------------------

    def text_changed(self) -> None:
        """A key was struck in the title or in the body."""
        if self._post is None:
            return
        if not self._dirty:
            self._dirty = True
            self._workspace.typing(self._post.id, True)
        if not self._loose:
            self._loose = True
            self.typed.emit()
        # From the first key on: whoever never stops typing must be saved, too.
        if not (self._save_timer.isActive() or self._retry_timer.isActive()):
            self._save_timer.start()
        if self._journalled:
            self._rest_timer.start()
        self._travelling.wait()

    def change(self, **particulars: Any) -> None:
        """Tags, language, credits …: fields of Post by name. Saved by themselves."""
        if self._post is None:
            return
        changed = replace(self._post, **particulars)
        if changed != self._post:
            self._post = changed
            self.changed.emit(changed)
            self.text_changed()

    # --- saving -------------------------------------------------------------------------------

    def _secure(self) -> None:
        """Have what was typed on disk, in the way that keeps no key waiting."""
        post, base = self.snapshot(), self._stored
        if post is None or base is None or len(post.body) < LONG or self._saving or self._then:
            self.save_now()
            return
        self._loose = False
        self._journalled = True
        self._rest_timer.start()
        if not self._whole_timer.isActive():
            self._whole_timer.start()
        self.handed.emit()
        self._bridge.run(
            SAVING,
            lambda: self._workspace.journal.put(post, base),
            self._on_journal_written,
            self._on_journal_refused,
        )

    def _on_journal_written(self, moment: datetime) -> None:
        self._mend()
        if not self._loose:
            self.secured.emit(moment)

    def _on_journal_refused(self, error: BaseException) -> None:
        self._dirty = self._loose = True
        self._fail(error)

    def save_now(self) -> None:
        """Hand what was typed to the store, whole. `saved` or `failed` follows."""
        if not self._dirty or self._saving:
            return
        for timer in (self._save_timer, self._rest_timer, self._whole_timer, self._retry_timer):
            timer.stop()
        post = self.snapshot()
        if post is None:
            return
        self._dirty = self._loose = False
        if self._stored is None and post.is_blank and not self._keeps_blank:
            self._rest(post.id)
            return
        self._saving = True
        self.handed.emit()
        base, journalled, self._journalled = self._stored, self._journalled, False
        self._bridge.run(
            SAVING,
            lambda: self._workspace.save(post, base=base, origin=self, journalled=journalled),
            lambda stored: self._on_store_saved(post, stored),
            lambda error: self._on_store_refused(post, error),
        )

    def _on_store_saved(self, sent: Post, stored: Post) -> None:
        self._saving = False
        self._mend()
        if self._post is None or self._post.id != stored.id:
            self._rest(stored.id)
            self.saved.emit(stored)
            return
        self._stored = stored
        self._travelling.begin(has_news=True)
        if self._post is not None and self._post.id == stored.id:
            mine = replace(self._post, title=sent.title, body=sent.body)
            self._post = mine.rebased(sent, stored) or self._post
        if not self._dirty:
            self._rest(stored.id)
        elif self._then:
            self.save_now()
        elif not self._save_timer.isActive():
            self._secure()
        self.saved.emit(stored)

    def _rest(self, id: PostId) -> None:
        self._workspace.typing(id, False)
        then, self._then = self._then, []
        for each in then:
            each()

    def _on_store_refused(self, post: Post, error: BaseException) -> None:
        self._saving = False
        if isinstance(error, PostChanged | PostMissing) and self._stored is not None:
            self._saving = True  # until they have a place, no other words may take theirs here
            base = self._stored
            self._bridge.run(
                SAVING,
                lambda: self._keep_beside(post, base),
                self._on_store_kept_beside,
                lambda other: self._on_store_refused(post, other),
            )
            return
        self._dirty = self._loose = self._journalled = True
        self._then.clear()
        self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Ask again by itself, where what hinders may pass: less and less often."""
        if isinstance(error, EditorError):
            longer = self._retry_timer.interval() * 2 if self._failing else RETRY_FIRST
            self._retry_timer.start(min(longer, RETRY_LAST))
            self._save_timer.stop()
        self._failing = True
        self.failed.emit(error)

    def _mend(self) -> None:
        if self._failing:
            self._failing = False
            self._retry_timer.stop()
            self.mended.emit()

    def _keep_beside(self, post: Post, base: Post) -> tuple[Post, Post | None]:
        """The author's words as a post of their own, and the changed post if it still is."""
        try:
            stored = self._workspace.open_post(post.id)
        except PostMissing:
            return self._workspace.save(replace(post, id=new_post_id())), None
        kept = stored
        if (stored.title, stored.body) != (post.title, post.body):
            kept = self._workspace.save_beside(post, base)
        self._workspace.journal.drop(post.id)
        return kept, stored

    def _on_store_kept_beside(self, outcome: tuple[Post, Post | None]) -> None:
        self._saving = False
        kept, stored = outcome
        words = self.snapshot()
        if words is not None and (words.title, words.body) != (kept.title, kept.body):
            # Typed while the other words were being put beside: they belong to them.
            newer = replace(kept, title=words.title, body=words.body)
            self._saving = True
            self._bridge.run(
                SAVING,
                lambda: self._workspace.save(newer),
                lambda saved: self._on_store_kept_beside((saved, stored)),
                lambda error: self._on_store_refused(newer, error),
            )
            return
        self._take(stored or kept)
        self._rest(kept.id)
        if stored is not None and kept.id != stored.id:
            self.kept_beside.emit(kept)

    def settle(self, then: Then) -> None:
        """Do `then` once the store has every word. Where it refuses them, `failed` is sent and
        `then` is not done: the words stay on the desk."""
        if self.is_saved:
            then()
            return
        self._then.append(then)
        self.save_now()

    def keep(self, then: Then) -> None:
        """Have the post in the notebook, even without a word, then do `then`."""
        if self._stored is None:
            self._dirty = self._keeps_blank = True
        self.settle(then)

    def leave(self, then: Then) -> None:
        """Save, let a draft travel, then do `then`."""

        def go() -> None:
            self.send_now()
            then()

        self.settle(go)

    # --- travelling ---------------------------------------------------------------------------

    @property
    def travelling(self) -> Travelling:
        """What is under way from this desk."""
        return self._travelling

    @property
    def has_to_travel(self) -> bool:
        """True where this draft has words its blog has not been told of, and may be told now."""
        return self.goes_by_itself() and self._travelling.has_to(self._stored)

    def send_now(self, then: Callable[[], None] | None = None) -> None:
        """Let a draft's changes go to its blog in the background, where there are any and they
        may go by themselves. What is live waits for the author's word and is not sent by this."""
        if self.goes_by_itself():
            self.send_by_hand(then)
        elif then:
            then()

    def send_by_hand(self, then: Callable[[], None] | None = None) -> None:
        """The same at the author's wish, whatever the network costs."""
        self._travelling.stop_waiting()
        if self.is_saved:
            self._travelling.send(self._stored, then)
        else:
            self.settle(self.send_by_hand)

    # --- news ---------------------------------------------------------------------------------

    def _on_bridge_changed(self, changes: Changes) -> None:
        post = self._stored
        if post is None or changes.origin is self:
            return
        if post.id in changes.posts | changes.removed and self.is_saved:
            id = post.id
            self._bridge.run(
                STORE,
                lambda: self._workspace.open_post(id),
                self._on_store_reread,
                self._on_store_lost,
            )

    def _on_store_reread(self, post: Post) -> None:
        old = self._post
        if old is None or old.id != post.id or not self.is_saved or old == post:
            return
        same_words = (old.title, old.body) == (post.title, post.body) or self.read() == (
            post.title,
            post.body,
        )
        self._post = self._stored = post
        if same_words:
            self.changed.emit(post)
        else:
            self.replaced.emit(post)

    def _on_store_lost(self, error: BaseException) -> None:
        if isinstance(error, PostMissing):
            self._clear()
        else:
            self._bridge.unexpected.emit(error)
