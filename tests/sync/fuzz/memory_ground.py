"""The blog in memory, as WordPress keeps posts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from editor.domain.blog import Blog, RemotePost
from editor.domain.comment import Comment, CommentListing, Verdict
from editor.domain.errors import (
    Busy,
    EditorError,
    OutcomeUnknown,
    RemoteGone,
    SignInRefused,
    Unreachable,
    WrongNetwork,
)
from editor.domain.post import Status, new_blog_id
from editor.remotes.remote import Remote
from editor.system.clock import Clock
from tests.sync.fuzz.ground import Killed, Weather
from tests.sync.fuzz.people import There
from tests.sync.fuzz.words import marks
from tests.sync.memory import MemoryBlog, MemoryRemote

READING = frozenset({"changes", "fetch", "pictures_there", "fetch comments"})
ADDRESS = "https://ink.example/"


class WorldClock:
    """One for all; every look at it is a moment later."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=10)
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class MemoryDesk(MemoryBlog):
    """The server and its own editor."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.comments: list[Comment] = []

    def kept(self, post: RemotePost) -> RemotePost:
        """What WordPress makes of dates, states and addresses."""
        if post.trashed or post.status in (Status.DRAFT, Status.PENDING):
            return replace(post, publish_at=None, slug="" if post.trashed else post.slug)
        when = post.publish_at or self.clock.now().replace(microsecond=0)
        if post.status is not Status.PRIVATE:
            waits = when > self.clock.now()
            post = replace(post, status=Status.SCHEDULED if waits else Status.PUBLISHED)
        return replace(post, publish_at=when, slug=post.slug or post.title.replace(" ", "-"))

    def all(self) -> list[There]:
        return [
            There(post.ref.id, post.title, post.body, post.status, post.tags, post.trashed)
            for post in self.posts.values()
        ]

    def remembered(self) -> set[int]:
        every = itertools.chain.from_iterable(self.revisions.values())
        return {mark for post in every for mark in marks(f"{post.title} {post.body}")}

    def add(self, title: str, body: str, status: Status = Status.PUBLISHED) -> RemotePost:
        return super().add(title, body, status)

    def change(self, id: str, **fields: object) -> None:
        before = self.posts[id]
        if fields.get("status") is Status.PUBLISHED and before.status is Status.SCHEDULED:
            fields["publish_at"] = None
        self.edit(id, **fields)

    def schedule(self, id: str, when: datetime) -> None:
        self.edit(id, status=Status.SCHEDULED, publish_at=when.replace(microsecond=0))

    def trash(self, id: str) -> None:
        self.edit(id, trashed=True, status=Status.DRAFT)

    def untrash(self, id: str) -> None:
        self.edit(id, trashed=False, status=Status.DRAFT)

    def delete(self, id: str) -> None:
        self.writes += 1
        del self.posts[id]

    def library(self, digests: list[str]) -> dict[str, int]:
        """Here each has one place; a real WordPress takes one twice."""
        return {digest: int(digest in self.pictures) for digest in digests}

    def comment(self, id: str, text: str) -> None:
        self.answer(id, "", text)

    def answer(self, on: str, parent: str, text: str) -> Comment:
        """A reader or an author says something below a post."""
        number = str(len(self.comments) + 1)
        when = self.clock.now()
        made = Comment(number, on, "somebody", text, when, Verdict.APPROVED, parent)
        self.comments.append(made)
        self.writes += 1
        return made

    def said(self) -> list[str]:
        return [comment.text for comment in self.comments]

    def tick(self, seconds: float) -> None:
        """Publishes what is due, and moves no token by it."""
        self.clock.sleep(seconds)
        for id, post in self.posts.items():
            due = post.publish_at is not None and post.publish_at <= self.clock.now()
            if post.status is Status.SCHEDULED and due:
                self.posts[id] = replace(post, status=Status.PUBLISHED)


class _Talked(MemoryRemote):
    """With comments (remotes.comments.Commented)."""

    def __init__(self, desk: MemoryDesk) -> None:
        super().__init__(desk)
        self._desk = desk

    def comments(self, _known: Sequence[str], _held: Sequence[str]) -> CommentListing:
        self.before("fetch comments")
        return CommentListing(tuple(self._desk.comments), whole=True)

    def judge(self, id: str, verdict: Verdict) -> Comment:
        raise RemoteGone  # nobody does in these worlds

    def reply(self, on: str, parent: str, text: str) -> Comment:
        self.before("reply")
        for each in self._desk.comments:
            if (each.on, each.parent, each.text) == (on, parent, text):
                return each
        self.between("reply")
        made = self._desk.answer(on, parent, text)
        self.after("reply")
        return made


class MemoryGround:
    """A ground that costs nothing."""

    def __init__(self) -> None:
        self.clock = WorldClock()
        self.desk = MemoryDesk(self.clock)

    def blog(self) -> tuple[Blog, str]:
        return Blog(new_blog_id(), "wordpress", "Ink", ADDRESS, is_default=True), ""

    def weather(self) -> Weather:
        return Weather()

    def rest(self) -> None:
        """Every change here has a token of its own."""

    def remote(self, blog: Blog, weather: Weather) -> Remote:
        remote = _Talked(self.desk)
        remote.before = lambda act: weather.before(act, lambda chance: _before(act, chance))
        remote.between = lambda act: weather.somebody_acts(act, 0.15)
        remote.after = lambda act: weather.after(act, _after)
        return remote


def _before(act: str, chance: Random) -> BaseException:
    faults: list[type[EditorError | Killed]] = [Unreachable, WrongNetwork, SignInRefused, Busy]
    if act not in READING:
        faults += [OutcomeUnknown, OutcomeUnknown, OutcomeUnknown, Killed]
    return _made(chance.choice(faults))


def _after(chance: Random) -> BaseException:
    return _made(chance.choice((OutcomeUnknown, Killed)))


def _made(fault: type[EditorError | Killed]) -> BaseException:
    if fault is Busy:
        return Busy(ADDRESS, retry_after=0)  # a world has no time to leave it alone
    return fault(ADDRESS) if issubclass(fault, EditorError) else fault()
