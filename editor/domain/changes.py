"""What an action touched, so that views refresh that and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from editor.domain.post import BlogId, PostId


@dataclass(frozen=True, slots=True)
class Changes:
    """The one thing every writing action returns and every view listens to."""

    posts: frozenset[PostId] = frozenset()
    removed: frozenset[PostId] = frozenset()
    blogs: frozenset[BlogId] = frozenset()
    travel: frozenset[PostId] = frozenset()  # only their state with the blog changed
    origin: object | None = None  # who asked; a view ignores its own echo

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.posts | other.posts,
            self.removed | other.removed,
            self.blogs | other.blogs,
            self.travel | other.travel,
            self.origin if self.origin is not None else other.origin,
        )

    def __bool__(self) -> bool:
        return bool(self.posts or self.removed or self.blogs or self.travel)
