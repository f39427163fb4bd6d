"""What readers say below a post, and what the author wants done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from editor.domain.post import BlogId, PostId


class Verdict(StrEnum):
    """Where a comment stands."""

    APPROVED = "approved"  # everybody reads it
    HELD = "held"  # waits for somebody to decide
    SPAM = "spam"
    BINNED = "binned"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as the blog has it. `text` is plain: what readers wrote is never run or shown
    as HTML here. Neither their mail address nor where they wrote from is fetched or kept."""

    id: str  # the blog's number
    on: str  # the blog's number of the post
    author: str
    text: str
    when: datetime
    verdict: Verdict
    parent: str = ""  # the number of the comment it answers; empty: none
    url: str = ""
    may_judge: bool = True  # this account may change its verdict


@dataclass(frozen=True, slots=True)
class CommentListing:
    """The newest comments of a blog. `whole`: there are no others."""

    comments: tuple[Comment, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment as the author sees it: with its post's title, and what was decided here and the
    blog has not heard yet. A reply that waits has an `id` of 0 on the blog: `waiting` is its
    number here."""

    comment: Comment
    blog: BlogId
    post: PostId | None = None
    title: str = ""
    wanted: Verdict | None = None
    waiting: int = 0  # the number of a reply that has not gone out; 0: it is on the blog
    trouble: str = ""  # the name of the error that kept what is wanted from happening


class WishKind(StrEnum):
    """What the author can want of a comment."""

    JUDGE = "judge"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to tell the blog: a verdict on `comment`, or a reply to it."""

    number: int
    kind: WishKind
    comment: str
    on: str
    made: datetime
    verdict: Verdict | None = None
    text: str = ""
    trouble: str = ""
