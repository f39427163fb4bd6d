"""The blog in memory, as WordPress keeps posts; and the weather between it and a Midad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from editor.domain.blog import RemotePost
from editor.domain.errors import (
    Busy,
    EditorError,
    OutcomeUnknown,
    SignInRefused,
    Unreachable,
    WrongNetwork,
)
from editor.domain.post import Status
from editor.system.clock import Clock
from tests.sync.fuzz.people import There
from tests.sync.memory import MemoryBlog, MemoryRemote

READING = frozenset({"changes", "fetch"})


class MemoryDesk(MemoryBlog):
    """The server and its own editor."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

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

    def tick(self) -> None:
        """Publishes what is due, and moves no token by it."""
        for id, post in self.posts.items():
            due = post.publish_at is not None and post.publish_at <= self.clock.now()
            if post.status is Status.SCHEDULED and due:
                self.posts[id] = replace(post, status=Status.PUBLISHED)


class Killed(BaseException):
    """Not an Exception: nothing in the program may catch it."""


class Weather:
    """What happens around each request of one Midad. Fair until somebody asks for a storm."""

    def __init__(self) -> None:
        self.chance: Random | None = None
        self.meanwhile: Callable[[Random], None] = lambda _chance: None
        self.happened: list[str] = []

    def connect(self, remote: MemoryRemote) -> MemoryRemote:
        remote.before = self._before
        remote.between = lambda act: None
        remote.after = self._after
        return remote

    def _before(self, act: str) -> None:
        if self.chance is None:
            return
        self._meanwhile(act, 0.15)
        if self.chance.random() < 0.1:
            faults: list[type[BaseException]] = [Unreachable, WrongNetwork, SignInRefused, Busy]
            if act not in READING:
                faults += [OutcomeUnknown, OutcomeUnknown, OutcomeUnknown, Killed]
            self._strike(f"before {act}", self.chance.choice(faults))

    def _after(self, act: str) -> None:
        if self.chance is None:
            return
        if self.chance.random() < 0.15:
            self._strike(f"after {act}", self.chance.choice((OutcomeUnknown, Killed)))
        self._meanwhile(act, 0.1)

    def _meanwhile(self, act: str, how_often: float) -> None:
        if self.chance is not None and self.chance.random() < how_often:
            chance, self.chance = self.chance, None
            self.happened.append(f"at {act}")
            try:
                self.meanwhile(chance)
            finally:
                self.chance = chance

    def _strike(self, where: str, fault: type[BaseException]) -> None:
        self.happened.append(f"{fault.__name__} {where}")
        raise fault() if not issubclass(fault, EditorError) else fault("https://ink.example/")
