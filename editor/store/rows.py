"""Posts as rows, and rows as posts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.post import (
    EPOCH,
    BlogId,
    Credit,
    Direction,
    Format,
    Post,
    PostId,
    Status,
)
from editor.store.packing import (
    pack,
    pack_time,
    stored_text,
    unpack_pairs,
    unpack_time,
    unpack_words,
)
from editor.text.direction import base_direction

if TYPE_CHECKING:
    from editor.store.database import Value
    from editor.store.driver import Row


def row_of(post: Post) -> dict[str, Value]:
    """The columns of `posts`, all but its number."""
    from editor.store.opening import opening_of

    return {
        "uuid": post.id,
        "title": post.title,
        "opening": opening_of(post.body, post.format),
        "format": post.format.value,
        "language": post.language,
        "direction": post.direction.value if post.direction else None,
        "resolved": base_direction(post).value,
        "status": post.status.value,
        "slug": post.slug,
        "excerpt": post.excerpt,
        "tags": pack(post.tags),
        "categories": pack(post.categories),
        "credits": pack(tuple((credit.role, credit.name) for credit in post.credits)),
        "publish_at": pack_time(post.publish_at),
        "blog": post.blog,
        "stays_here": int(post.stays_here),
        "version_of": post.version_of,
        "created": pack_time(post.created),
        "updated": pack_time(post.updated),
        "binned": pack_time(post.binned),
        "extra": pack(post.extra),
        "digest": post.digest,
        "body": post.body,
    }


def post_of(row: Row) -> Post:
    """The post whose whole row this is."""
    return Post(
        id=PostId(row["uuid"]),
        title=stored_text(row["title"]),
        body=stored_text(row["body"]),
        format=Format(row["format"]),
        language=stored_text(row["language"]),
        direction=Direction(row["direction"]) if row["direction"] else None,
        status=Status(row["status"]),
        slug=stored_text(row["slug"]),
        excerpt=stored_text(row["excerpt"]),
        tags=unpack_words(stored_text(row["tags"])),
        categories=unpack_words(stored_text(row["categories"])),
        credits=tuple(Credit(*pair) for pair in unpack_pairs(stored_text(row["credits"]))),
        publish_at=unpack_time(row["publish_at"]),
        blog=_blog(row["blog"]),
        stays_here=bool(row["stays_here"]),
        version_of=_post(row["version_of"]),
        created=unpack_time(row["created"]) or EPOCH,
        updated=updated_of(row),
        binned=unpack_time(row["binned"]),
        extra=unpack_pairs(stored_text(row["extra"])),
    )


def updated_of(row: Row) -> datetime:
    """When the row was last saved."""
    return datetime.fromisoformat(row["updated"])


def _blog(value: str | None) -> BlogId | None:
    return BlogId(value) if value else None


def _post(value: str | None) -> PostId | None:
    return PostId(value) if value else None
