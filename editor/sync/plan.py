"""What to do with one post on one blog: a pure table.

`decide` looks at what happened to the post here and on the blog since both last agreed (the
base in the ledger), and names one action. It asks nobody and does nothing; every row is a test
in tests/unit/sync/test_plan.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from editor.domain.blog import Capabilities, RemoteHead, RemotePost
from editor.domain.ledger import Copy
from editor.domain.post import Post


class Here(StrEnum):
    """The post in the notebook, against what was agreed."""

    UNKNOWN = "unknown"  # never seen in this notebook
    SAME = "same"
    EDITED = "edited"
    BINNED = "binned"


class There(StrEnum):
    """The copy on the blog, against the base."""

    SAME = "same"
    RESTATED = "restated"  # its tokens or its status moved, its words did not
    CHANGED = "changed"
    TRASHED = "trashed"
    GONE = "gone"


class Action(StrEnum):
    """One thing to do, named for what it means to the author."""

    NOTHING = "nothing"
    WELCOME = "welcome"  # a post of the blog that this notebook does not have yet
    RESTATE = "restate"  # take over the blog's tokens and status
    TAKE = "take"  # take over the blog's words: nothing was written here
    PUSH = "push"  # send what was written here
    WAIT = "wait"  # readers would see it: the author has to say Update
    KEEP_BOTH = "keep_both"  # both changed: merged, else the blog's become a second version
    BIN_HERE = "bin_here"  # deleted there, untouched here
    KEEP_EDIT = "keep_edit"  # deleted there, written on here: the edit wins
    UNBIN = "unbin"  # in the bin here, written on there: the edit wins


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the decision depends on."""

    here: Here
    there: There
    free: bool = False  # may travel without the author's word
    stays_here: bool = False
    conflict: bool = False  # both versions are kept already, the author has not chosen


def decide(facts: Facts) -> Action:
    """The table. Rules that hold for whole rows first, then (here, there)."""
    if facts.stays_here:
        return Action.NOTHING
    if facts.conflict:
        if facts.there is There.GONE and facts.here is not Here.BINNED:
            return Action.KEEP_EDIT
        if facts.there is not There.CHANGED:
            return Action.NOTHING
        return Action.UNBIN if facts.here is Here.BINNED else Action.KEEP_BOTH
    action = TABLE[facts.here, facts.there]
    if action is Action.PUSH and not facts.free:
        return Action.WAIT
    return action


TABLE: dict[tuple[Here, There], Action] = {
    (Here.UNKNOWN, There.SAME): Action.WELCOME,
    (Here.UNKNOWN, There.RESTATED): Action.WELCOME,
    (Here.UNKNOWN, There.CHANGED): Action.WELCOME,
    (Here.UNKNOWN, There.TRASHED): Action.NOTHING,
    (Here.UNKNOWN, There.GONE): Action.NOTHING,
    (Here.SAME, There.SAME): Action.NOTHING,
    (Here.SAME, There.RESTATED): Action.RESTATE,
    (Here.SAME, There.CHANGED): Action.TAKE,
    (Here.SAME, There.TRASHED): Action.BIN_HERE,
    (Here.SAME, There.GONE): Action.BIN_HERE,
    (Here.EDITED, There.SAME): Action.PUSH,
    (Here.EDITED, There.RESTATED): Action.PUSH,
    (Here.EDITED, There.CHANGED): Action.KEEP_BOTH,
    (Here.EDITED, There.TRASHED): Action.KEEP_EDIT,
    (Here.EDITED, There.GONE): Action.KEEP_EDIT,
    (Here.BINNED, There.SAME): Action.NOTHING,
    (Here.BINNED, There.RESTATED): Action.RESTATE,
    (Here.BINNED, There.CHANGED): Action.UNBIN,
    (Here.BINNED, There.TRASHED): Action.NOTHING,
    (Here.BINNED, There.GONE): Action.NOTHING,
}


def look_here(post: Post | None, copy: Copy | None) -> Here:
    """The post's side of the facts."""
    if post is None:
        return Here.UNKNOWN
    if post.binned is not None:
        return Here.BINNED
    return Here.SAME if copy is not None and copy.agreed == post.digest else Here.EDITED


def is_kept_edit(post: Post, copy: Copy) -> bool:
    """True for a post that stays here only because the blog binned it while it was written on
    here: it travels again when the blog takes it out of its bin. (What its author keeps here has
    no copy in a blog's bin.)"""
    return post.stays_here and copy.base.trashed


def look_there(base: RemotePost, now: RemotePost) -> There:
    """The blog's side of the facts, where its copy was fetched."""
    if now.trashed:
        return There.SAME if base.trashed else There.TRASHED
    if base.trashed or not says_the_same(base, now):
        return There.CHANGED
    if base.version != now.version or base.status != now.status or base.ref != now.ref:
        return There.RESTATED
    return There.SAME


def unmoved(base: RemotePost | RemoteHead, head: RemoteHead) -> bool:
    """True where a listing's row proves that the copy need not be fetched.

    A listing may lack some tokens; a token it has must equal the base's.
    """
    known, shown = base.version, head.version
    return (
        not known.fresh
        and base.trashed == head.trashed
        and base.status == head.status
        and base.ref.url == (head.ref.url or base.ref.url)
        and all(
            not token or token == before
            for token, before in (
                (shown.modified, known.modified),
                (shown.revision, known.revision),
                (shown.digest, known.digest),
            )
        )
    )


def same_words(one: RemotePost, other: RemotePost) -> bool:
    """True where both say the same, wherever they stand: a bin takes away dates and addresses."""
    return (
        one.title == other.title
        and one.body == other.body
        and one.excerpt == other.excerpt
        and set(one.tags) == set(other.tags)
        and set(one.categories) == set(other.categories)
    )


def says_the_same(one: RemotePost, other: RemotePost) -> bool:
    """True where a reader would find no difference: equal words are never a conflict."""
    return (
        same_words(one, other)
        and one.credits == other.credits
        and one.publish_at == other.publish_at
        and one.slug == other.slug
        and one.language == other.language
        and one.direction == other.direction
    )


def may_travel(post: Post, copy: Copy | None, abilities: Capabilities) -> bool:
    """True where a change goes by itself: a draft, known to no reader, on a blog with drafts."""
    return (
        abilities.drafts
        and post.status.travels_freely
        and (copy is None or copy.base.status.travels_freely)
    )


def too_many_gone(gone: int, known: int) -> bool:
    """The guard: a blog that suddenly lacks more than half of at least four posts has a
    trouble of its own; nothing is deleted here because of it."""
    return known >= 4 and gone * 2 > known
