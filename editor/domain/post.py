"""A post as its author means it: words, language, people, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple, NewType

PostId = NewType("PostId", str)
"""A UUID in its usual 36 characters. The key of exactly-once creation is derived from it."""

BlogId = NewType("BlogId", str)
"""A UUID in its usual 36 characters."""

# A birthday, not a date to show: posts made without one get it, so that Post needs no clock.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Status(StrEnum):
    """Where a post stands with its readers."""

    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"

    @property
    def travels_freely(self) -> bool:
        """True where a change may go to the blog without the author's word: no reader sees it."""
        return self in (Status.DRAFT, Status.PENDING)


class Direction(StrEnum):
    """Base direction of a post, a block or a span."""

    RTL = "rtl"
    LTR = "ltr"


class Format(StrEnum):
    """What a body is written in. HTML is what came from a blog and was never ours."""

    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody's part in a post: `role` is `author`, `language_editor`, `photographer`,
    `translator`, `editor`, `source`, or the author's own word for it."""

    role: str
    name: str


CREDIT_ROLES = ("author", "language_editor", "photographer", "translator", "editor", "source")


@dataclass(frozen=True, slots=True)
class Post:
    """One post. Times are aware and in UTC; `body` keeps every character the author typed."""

    id: PostId
    title: str = ""
    body: str = ""
    format: Format = Format.MARKDOWN
    language: str = ""  # BCP 47; empty: not said, the words decide
    direction: Direction | None = None  # the author's override; None: the words decide
    status: Status = Status.DRAFT
    slug: str = ""
    excerpt: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    publish_at: datetime | None = None
    blog: BlogId | None = None  # the blog it belongs to
    stays_here: bool = False
    version_of: PostId | None = None  # the other side of a conflict, kept beside this post
    created: datetime = EPOCH
    updated: datetime = EPOCH
    binned: datetime | None = None
    extra: tuple[tuple[str, str], ...] = field(default=())
    """Front matter that is not ours: (key, YAML text) pairs, given back on export."""

    @property
    def digest(self) -> str:
        """Hex SHA-256 of what readers get. Equal digests: nothing to send.

        Status and the notebook's own dates are not part of it; a date to publish at is.
        """
        import hashlib  # OpenSSL, 4 ms: nobody asks for a digest before the first paint
        import json

        return hashlib.sha256(
            json.dumps(
                [
                    self.title,
                    self.body,
                    self.format,
                    self.language,
                    self.direction,
                    self.slug,
                    self.excerpt,
                    self.tags,
                    self.categories,
                    [(credit.role, credit.name) for credit in self.credits],
                    self.publish_at.isoformat() if self.publish_at else None,
                ],
                ensure_ascii=True,
            ).encode()
        ).hexdigest()

    @property
    def is_blank(self) -> bool:
        """True where nothing was written yet."""
        return not (self.title.strip() or self.body.strip())

    def rebased(self, base: Post, theirs: Post) -> Post | None:
        """What was changed here since `base`, upon what `theirs` became meanwhile, field by
        field; None where both changed the same one in different ways."""
        changes = {}
        for each in fields(self):
            mine, other = getattr(self, each.name), getattr(theirs, each.name)
            if mine == getattr(base, each.name) or each.name in ("updated", "binned"):
                continue
            if other not in (mine, getattr(base, each.name)):
                return None
            changes[each.name] = mine
        return replace(theirs, **changes)


class PostSummary(NamedTuple):
    """What a list shows of a post, read without its body. A tuple: hundreds are made at a time,
    and a frozen dataclass takes four times as long."""

    id: PostId
    title: str
    opening: str  # the first words of the body, one line, at most 160 characters
    status: Status
    language: str
    direction: Direction  # resolved, never None
    updated: datetime
    publish_at: datetime | None = None
    blog: BlogId | None = None
    stays_here: bool = False
    version_of: PostId | None = None
    binned: datetime | None = None
    travel: Travel | None = None
    snippet: str = ""  # of a search: the found words between U+0002 and U+0003


class Travel(StrEnum):
    """How a post stands with its blog, in the order of what an author must know first."""

    CONFLICT = "conflict"  # changed here and there; both kept
    TROUBLE = "trouble"  # the blog said no; the reason is in the sync panel
    CHANGED_HERE = "changed_here"  # live, and changed here: waits for the author's Update
    WAITING = "waiting"  # goes with the next sync
    SYNCED = "synced"


def new_post_id() -> PostId:
    """A fresh random id."""
    return PostId(_uuid())


def new_blog_id() -> BlogId:
    """A fresh random id."""
    return BlogId(_uuid())


def _uuid() -> str:
    import uuid

    return str(uuid.uuid4())
