"""What is known of a post on a blog, and what is still to be told to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from editor.domain.post import BlogId, Post, PostId

if TYPE_CHECKING:
    from editor.domain.blog import RemotePost
    from editor.domain.chunk import Chunk

KEY_PREFIX = "midad-"
GONE = "gone"  # Version.modified of what a blog does not have any more, in its bin neither


def creation_key(post: PostId) -> str:
    """What a blog is searched for before a post is created there, so that one draft never
    becomes two posts. Derived from the id, so that two computers cannot double it either.
    Lower-case ASCII letters, digits and hyphens: survives as a slug everywhere."""
    return KEY_PREFIX + post


def key_anew(remote_id: str) -> str:
    """The creation key of a post that a blog had by this name and has no more. Derived from what
    all its computers know, so that those that publish it anew make one post of it."""
    from uuid import NAMESPACE_OID, uuid5

    return f"{KEY_PREFIX}{uuid5(NAMESPACE_OID, remote_id)}"


def post_of_key(key: str) -> PostId | None:
    """The post a creation key was derived from; None for any other text."""
    return PostId(key.removeprefix(KEY_PREFIX)) if key.startswith(KEY_PREFIX) else None


@dataclass(frozen=True, slots=True)
class Copy:
    """A post's copy on a blog: the base of every comparison.

    `base` is the blog's own bytes as last seen. `agreed` is `Post.digest` here at the moment
    both said the same; empty while a creation is not finished.
    """

    post: PostId
    blog: BlogId
    base: RemotePost
    agreed: str = ""
    conflict: bool = False
    trouble: str = ""  # name of the RemoteError that stopped it; empty: all is well
    chunks: tuple[Chunk, ...] = ()  # of the base's body, where we know them


class IntentKind(StrEnum):
    """What the author wants of the blog."""

    SEND = "send"  # a draft's change; goes by itself
    PUBLISH = "publish"  # publish, schedule or update for readers: the author's word
    UNPUBLISH = "unpublish"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Intent:
    """Written before the act, struck out with its outcome; survives a kill between any two
    lines. `snapshot` is the post as it was when the author said so: what was typed after it
    does not go."""

    post: PostId
    blog: BlogId
    kind: IntentKind
    snapshot: Post
    made: datetime
    id: int = 0  # given by the store
    sent: bool = False  # an attempt was made whose outcome is not known
