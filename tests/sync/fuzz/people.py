"""Who takes part: an author at a computer, and somebody in the blog's own editor."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Protocol

from editor.domain.errors import PostChanged
from editor.domain.post import BlogId, Post, PostId, Status
from editor.store.settings import Settings
from editor.sync.report import SyncReport
from editor.system.clock import Clock
from editor.workspace.workspace import Workspace
from tests.sync.fuzz.words import PICTURES, Words, html_edit, markdown_edit, marks


@dataclass(frozen=True)
class There:
    """A post as somebody sees it in the blog's own editor."""

    id: str
    title: str
    body: str
    status: Status
    tags: tuple[str, ...] = ()
    trashed: bool = False


class Desk(Protocol):
    """The blog's own editor. Everything at once, and as an administrator."""

    @property
    def writes(self) -> int:
        """How often a Midad changed anything there."""

    def all(self) -> list[There]: ...
    def remembered(self) -> set[int]:
        """The words of all revisions."""

    def add(self, title: str, body: str, status: Status) -> None: ...
    def change(self, id: str, **fields: object) -> None: ...
    def schedule(self, id: str, when: datetime) -> None: ...
    def trash(self, id: str) -> None: ...
    def untrash(self, id: str) -> None: ...
    def delete(self, id: str) -> None: ...
    def tick(self, seconds: float) -> None:
        """Time passes, and the blog's clock publishes what is due."""

    def library(self, digests: list[str]) -> dict[str, int]:
        """How often it has each picture."""

    def comment(self, id: str, text: str) -> None:
        """A reader says something below a published post."""

    def said(self) -> list[str]:
        """What stands below all posts."""


class Midad:
    """An author at a computer. `reopen` opens the notebook and gives it its network."""

    def __init__(
        self, name: str, path: Path, words: Words, open_it: Callable[[Midad], Workspace]
    ) -> None:
        self.name = name
        self.path = path
        self.words = words
        self._open_it = open_it
        self.half_typed: dict[PostId, tuple[Post, str]] = {}
        self.workspace = open_it(self)

    @property
    def blog(self) -> BlogId:
        return self.workspace.blogs.all()[0].id

    def reopen(self) -> None:
        """After a kill: what was not saved is gone, as the window's journal is not here."""
        self.workspace.close()
        for base, body in self.half_typed.values():
            self.words.seen_going(body, base.body)
        self.half_typed.clear()
        self.workspace = self._open_it(self)

    def rested(self) -> None:
        """A world has no time to leave a busy blog alone."""
        Settings(self.workspace._stores.notebook).put(f"sync-{self.blog}-rest", "")

    def sync(self) -> SyncReport:
        self.rested()
        return self.workspace.sync(self.blog)

    # --- what is seen -----------------------------------------------------------------------------

    def posts(self, *, binned: bool = False) -> list[Post]:
        rows = self.workspace.page(limit=1000, binned=binned)
        return [self.workspace.open_post(row.id) for row in rows]

    def own(self) -> list[Post]:
        """Without second versions."""
        return [post for post in self.posts() if post.version_of is None]

    def visible(self) -> set[int]:
        """Every word an author finds, in the bin and beside a post too."""
        found = self.posts() + self.posts(binned=True)
        return {mark for post in found for mark in marks(f"{post.title} {post.body}")}

    def remembered(self) -> set[int]:
        """Every word in the history."""
        history = self.workspace._stores.posts.history
        found: set[int] = set()
        for post in self.posts() + self.posts(binned=True):
            for revision in history.of_post(post.id):
                state = history.state(post.id, revision.number)
                found |= set(marks(f"{state.title} {state.body}"))
        return found

    # --- what is done -----------------------------------------------------------------------------

    def write(self, chance: Random) -> str:
        title = self.words.title()
        body = "\n\n".join(self.words.paragraph(chance) for _ in range(chance.randint(1, 4)))
        self.workspace.new_post(title, body=body)
        return title

    def edit(self, chance: Random) -> str:
        if not (own := self.own()):
            return ""
        post = chance.choice(own)
        if post.id in self.half_typed:
            return self._stop_typing(post.id)
        self._put(post, markdown_edit(self.words, chance, post.body))
        return post.title

    def retitle(self, chance: Random) -> str:
        if not (own := self.own()):
            return ""
        post = chance.choice(own)
        title = f"{post.title.split()[0]} {self.words.fresh()}" if post.title else ""
        self.words.seen_going(post.title, title)
        self.workspace.save(replace(post, title=title))
        return title

    def tag(self, chance: Random) -> str:
        if not (own := self.own()):
            return ""
        post = chance.choice(own)
        self.workspace.save(replace(post, tags=_tags(post.tags, chance)))
        return post.title

    def begin_typing(self, chance: Random) -> str:
        """Words are on the screen and not yet saved; a sync may come in between."""
        own = [post for post in self.own() if post.id not in self.half_typed]
        if not own:
            return ""
        post = chance.choice(own)
        self.half_typed[post.id] = (post, markdown_edit(self.words, chance, post.body))
        self.workspace.typing(post.id, True)
        return post.title

    def stop_typing(self) -> None:
        for id in list(self.half_typed):
            self._stop_typing(id)

    def _stop_typing(self, id: PostId) -> str:
        """As the window does it: words that meet a post changed under them are kept beside."""
        base, body = self.half_typed.pop(id)
        self.words.seen_going(base.body, body)
        typed = replace(base, body=body)
        try:
            self.workspace.save(typed, base=base)
        except PostChanged:
            self.workspace.save_beside(typed)
        self.workspace.typing(id, False)
        return base.title

    def publish(self, chance: Random) -> str:
        if not (own := [post for post in self.own() if not post.stays_here]):
            return ""
        post = chance.choice(own)
        if post.id in self.half_typed:
            self._stop_typing(post.id)
        self._release(post.id)
        self.workspace.publish(post.id)
        return post.title

    def schedule(self, chance: Random) -> str:
        if not (own := [post for post in self.own() if not post.stays_here]):
            return ""
        post = chance.choice(own)
        if post.id in self.half_typed:
            self._stop_typing(post.id)
        when = self.workspace.clock.now() + timedelta(hours=chance.randint(1, 5))
        when = when.replace(microsecond=0)
        self.workspace.save(replace(self.workspace.open_post(post.id), publish_at=when))
        self._release(post.id)
        self.workspace.publish(post.id)
        return post.title

    def unpublish(self, chance: Random) -> str:
        own = [post for post in self.own() if not post.status.travels_freely]
        if not own:
            return ""
        post = chance.choice(own)
        self.workspace.unpublish(post.id)
        return post.title

    def bin(self, chance: Random) -> str:
        if not (own := [post for post in self.own() if post.id not in self.half_typed]):
            return ""
        post = chance.choice(own)
        self.workspace.bin(post.id)
        return post.title

    def restore(self, chance: Random) -> str:
        binned = [post for post in self.posts(binned=True) if post.version_of is None]
        if not binned:
            return ""
        post = chance.choice(binned)
        self.workspace.restore(post.id)
        return post.title

    def resolve(self, chance: Random) -> str:
        torn = [post for post in self.own() if self.workspace.versions_of(post.id)]
        if not torn:
            return ""
        post = chance.choice(torn)
        if post.id in self.half_typed:
            self._stop_typing(post.id)
        mine = chance.random() < 0.5
        self.workspace.resolve(post.id, keep_mine=mine)
        return f"{post.title}, {'mine' if mine else 'theirs'}"

    def illustrate(self, chance: Random) -> str:
        """A picture is put into a post, or in place of another one."""
        own = [post for post in self.own() if post.id not in self.half_typed]
        if not own:
            return ""
        post = chance.choice(own)
        number = chance.randrange(PICTURES)
        item = self.workspace._stores.media.add(
            post.id, f"p{number}.png", self.words.picture(number), "image/png", 1, 1
        )
        others = re.findall(r"\(p\d\.png\)", post.body)
        if others and chance.random() < 0.5:
            body = post.body.replace(chance.choice(others), f"({item.name})")
        else:
            body = f"{post.body}\n\n![]({item.name})"
        self._put(post, body)
        return f"{post.title} {item.name}"

    def answer(self, chance: Random) -> str:
        """Answer somebody, and sometimes think better of it."""
        if not (rows := self.workspace.commenting.page()):
            return ""
        row = chance.choice(rows)
        text = f"answer {len(self.words.answers)} {self.words.paint}"
        number = self.workspace.commenting.reply(self.blog, row.comment.id, text)
        if chance.random() < 0.2:
            self.workspace.commenting.take_back(self.blog, number)
        else:
            self.words.answers.append(text)
        return text

    def let_go(self, chance: Random) -> str:
        """A post that was kept here after the blog had deleted it may travel again."""
        kept = [post for post in self.own() if post.stays_here]
        if not kept:
            return ""
        post = chance.choice(kept)
        self.workspace.assign([post.id], self.blog)
        return post.title

    def send(self, chance: Random) -> str:
        if not (own := self.own()):
            return ""
        post = chance.choice(own)
        self.rested()
        self.workspace.send(post.id)
        return post.title

    def _put(self, post: Post, body: str) -> None:
        self.words.seen_going(post.body, body)
        self.workspace.save(replace(post, body=body))

    def _release(self, id: PostId) -> None:
        post = self.workspace.open_post(id)
        self.words.released |= set(marks(f"{post.title} {post.body}"))


class Person:
    """Somebody in the blog's own editor, who sees what is there at that moment."""

    def __init__(self, desk: Desk, words: Words, clock: Clock) -> None:
        self.desk = desk
        self.words = words
        self.clock = clock

    def _choose(self, chance: Random, *, trashed: bool = False) -> There | None:
        found = [each for each in self.desk.all() if each.trashed == trashed]
        return chance.choice(found) if found else None

    def write(self, chance: Random) -> str:
        body = "\n".join(f"<p>{self.words.paragraph(chance)}</p>" for _ in range(3))
        status = chance.choice((Status.DRAFT, Status.PUBLISHED))
        title = self.words.title()
        self.words.released |= set(marks(body))
        self.desk.add(title, body, status)
        return title

    def edit(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None:
            return ""
        body = html_edit(self.words, chance, there.body)
        self.words.seen_going(there.body, body)
        self.words.released |= set(marks(body)) - set(marks(there.body))
        self.desk.change(there.id, body=body)
        return f"{there.id} {there.title}"

    def retitle(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None:
            return ""
        title = f"{there.title.split()[0]} {self.words.fresh()}" if there.title else ""
        self.words.seen_going(there.title, title)
        self.words.released |= set(marks(title))
        self.desk.change(there.id, title=title)
        return f"{there.id} {title}"

    def tag(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None:
            return ""
        self.desk.change(there.id, tags=_tags(there.tags, chance))
        return f"{there.id} {there.title}"

    def publish(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None:
            return ""
        self.words.released |= set(marks(f"{there.title} {there.body}"))
        self.desk.change(there.id, status=Status.PUBLISHED)
        return f"{there.id} {there.title}"

    def schedule(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None or there.status is Status.PUBLISHED:
            return ""
        self.words.released |= set(marks(f"{there.title} {there.body}"))
        self.desk.schedule(there.id, self.clock.now() + timedelta(hours=chance.randint(1, 5)))
        return f"{there.id} {there.title}"

    def take_back(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None:
            return ""
        self.desk.change(there.id, status=Status.DRAFT)
        return f"{there.id} {there.title}"

    def trash(self, chance: Random) -> str:
        there = self._choose(chance)
        if there is None:
            return ""
        self.desk.trash(there.id)
        return f"{there.id} {there.title}"

    def untrash(self, chance: Random) -> str:
        there = self._choose(chance, trashed=True)
        if there is None:
            return ""
        self.desk.untrash(there.id)
        return f"{there.id} {there.title}"

    def comment(self, chance: Random) -> str:
        """A reader's."""
        there = self._choose(chance)
        if there is None or there.status is not Status.PUBLISHED:
            return ""
        self.desk.comment(there.id, f"question {chance.random()}")
        return f"{there.id} {there.title}"

    def delete(self, chance: Random) -> str:
        there = self._choose(chance, trashed=chance.random() < 0.7)
        if there is None:
            return ""
        self.words.seen_going(f"{there.title} {there.body}", "")
        self.desk.delete(there.id)
        return f"{there.id} {there.title}"


def _tags(before: tuple[str, ...], chance: Random) -> tuple[str, ...]:
    tag = chance.choice(("سفر", "نهر", "road", "tea"))
    return tuple(each for each in before if each != tag) if tag in before else (*before, tag)
