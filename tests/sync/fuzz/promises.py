"""What must hold, whatever happened."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from editor.domain.post import Post, Status, Travel
from editor.sync.report import Deed
from tests.sync.fuzz.people import Midad, There
from tests.sync.fuzz.words import PICTURES, books, marks

if TYPE_CHECKING:
    from tests.sync.fuzz.world import World


class Broken(AssertionError):
    """A promise that was not kept; what comes before a colon is its kind."""


def must(kept: object, promise: str, *details: object) -> None:
    if not kept:
        raise Broken(f"{promise}: {', '.join(map(str, details))}")


def look_at_readers(world: World) -> None:
    """Nobody reads what its author did not give away."""
    for there in world.desk.all():
        if there.status is Status.PUBLISHED and not there.trashed:
            leaked = set(marks(f"{there.title} {there.body}")) - world.words.released
            must(not leaked, "readers see what nobody published", leaked, there)


def look_after_sync(midad: Midad, before: set[int], taken_away: set[int]) -> None:
    """Words that a sync took off a screen are in the history. `taken_away`: by their readers,
    in the middle of it."""
    gone = before - midad.visible() - taken_away
    lost = gone - midad.remembered() if gone else set()
    must(not lost, "a sync lost words", lost, midad.name)


def look_at_peace(world: World) -> None:
    """After everybody synced on a good day."""
    _nothing_is_lost(world)
    for midad in world.midads:
        writes = world.desk.writes
        report = midad.sync()
        busy = [line for line in report.lines if line.deed is not Deed.WAITING]
        must(not busy, "one more sync had something to do", midad.name, *busy)
        must(world.desk.writes == writes, "one more sync wrote", midad.name)
    _pictures_and_answers(world)
    there = [each for each in world.desk.all() if not each.trashed]
    _once(books(each.title for each in there), "two posts for one on the blog")
    for midad in world.midads:
        own = [post for post in midad.own() if not post.stays_here]
        _once(books(post.title for post in own), f"two posts for one in {midad.name}")
        _same_everywhere(midad, there)


def _pictures_and_answers(world: World) -> None:
    words = world.words
    held = world.desk.library([words.digest(number) for number in range(PICTURES)])
    twice = [digest for digest, count in held.items() if count > 1]
    must(not twice, "two pictures for one", twice)
    said = Counter(world.desk.said())
    twice = [text for text in words.answers if said[text] > 1]
    must(not twice, "two answers for one", twice)
    for midad in world.midads:
        waiting = midad.workspace.commenting.waiting_replies()
        must(all(row.trouble for row in waiting), "an answer did not go out", midad.name, waiting)


def _shows_its_pictures(midad: Midad, post: Post, there: There) -> None:
    """Where each is, and not by a name that only this computer knows."""
    for item in midad.workspace.pictures(post.id):
        if f"({item.name})" in post.body:
            address = midad.workspace._stores.media.url(midad.blog, item.digest)
            must(address and address in there.body, "a picture is not there", post.body, there)


def _once(found: list[int], promise: str) -> None:
    twice = [book for book, count in Counter(found).items() if count > 1]
    must(not twice, promise, twice)


def _nothing_is_lost(world: World) -> None:
    seen = set().union(*(midad.visible() for midad in world.midads))
    for there in world.desk.all():
        seen |= set(marks(f"{there.title} {there.body}"))
    # What went under while an answer was lost, the blog has among its revisions.
    seen |= world.words.in_a_gap & world.desk.remembered()
    every = set(range(1, world.words.count + 1)) - world.words.taken_away
    lost = {mark for mark in every - seen if mark in world.words.written}
    must(not lost, "words are nowhere", lost)


def _same_everywhere(midad: Midad, there: list[There]) -> None:
    """Every post of the blog is here, and says the same where nobody has to choose."""
    rows = {row.id: row for row in midad.workspace.page(limit=1000)}
    homes = {
        copy.base.ref.id: (post, copy)
        for post in midad.own()
        for copy in midad.workspace.copies_of(post.id)
    }
    for each in there:
        must(each.id in homes, "a post of the blog is not here", midad.name, each)
        post, copy = homes.pop(each.id)
        travel = rows[post.id].travel
        if copy.conflict:
            must(midad.workspace.versions_of(post.id), "a conflict without a second version", post)
            continue
        known = copy.base
        must(
            (known.title, known.body, known.status) == (each.title, each.body, each.status),
            "the base is not what the blog says",
            midad.name,
            known,
            each,
        )
        if travel is not Travel.CHANGED_HERE:
            must(travel is Travel.SYNCED, "not at rest", midad.name, travel, post, each)
            _says_the_same(midad, post, each)
    for post, copy in homes.values():
        must(
            copy.conflict or (copy.base.trashed and post.status is Status.DRAFT),
            "a post that the blog does not have", midad.name, post, copy.base,
        )  # fmt: skip


def _says_the_same(midad: Midad, post: Post, there: There) -> None:
    must(post.title == there.title, "titles differ", midad.name, post, there)
    _shows_its_pictures(midad, post, there)
    must(marks(post.body) == marks(there.body), "words differ", midad.name, post.body, there.body)
    must(post.status == there.status, "states differ", midad.name, post, there)
    must(set(post.tags) == set(there.tags), "tags differ", midad.name, post, there)
