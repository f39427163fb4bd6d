"""Posts as rows, and rows as posts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.ledger import IntentKind
from editor.domain.post import (
    EPOCH,
    BlogId,
    Credit,
    Direction,
    Format,
    Post,
    PostId,
    PostSummary,
    Status,
    Travel,
)
from editor.store.packing import (
    pack,
    pack_time,
    stored_text,
    unpack_pairs,
    unpack_time,
    unpack_words,
)
from editor.store.travel import Facts, travel_of
from editor.text.direction import base_direction

if TYPE_CHECKING:
    from editor.store.database import Value
    from editor.store.driver import Row

_DEEPER = """
    CASE WHEN trim(p.title) = '' THEN trim(p.body, char(9, 10, 13, 32)) = '' ELSE 0 END
        AS is_blank,
    EXISTS (SELECT 1 FROM copies x WHERE x.post = p.uuid AND x.conflict) AS conflict,
    EXISTS (SELECT 1 FROM copies x WHERE x.post = p.uuid AND x.trouble <> '') AS trouble
"""
_ASKED = "FROM intents i WHERE i.post = p.uuid ORDER BY id DESC LIMIT 1"

SUMMARY = f"""
    p.uuid, p.title, p.opening, p.status, p.language, p.resolved, p.updated, p.publish_at, p.blog,
    p.stays_here, p.version_of, p.binned, p.digest, b.keeps_drafts, c.agreed, {_DEEPER},
    (SELECT kind || ' ' || digest {_ASKED}) AS asked
"""
"""The columns `summary_of` reads, from SUMMARY_TABLES."""

_STATUSES = {each.value: each for each in Status}
_DIRECTIONS = {each.value: each for each in Direction}

SUMMARY_TABLES = """
    posts p
    LEFT JOIN blogs b ON b.uuid = p.blog
    LEFT JOIN copies c ON c.post = p.uuid AND c.blog = p.blog
"""

# Digests are told apart only by whether they are the post's own: '' stands for that.
KIND = f"""
    p.status, '' AS digest, p.blog, p.stays_here,
    CASE WHEN p.version_of IS NOT NULL THEN '-' END AS version_of,
    CASE WHEN p.binned IS NOT NULL THEN '-' END AS binned, b.keeps_drafts,
    CASE WHEN c.agreed = p.digest THEN '' WHEN c.agreed IS NOT NULL THEN '-' END AS agreed,
    {_DEEPER},
    (SELECT kind || ' ' || CASE digest WHEN p.digest THEN '' ELSE '-' END {_ASKED}) AS asked
"""
"""The columns `travel_of_kind` reads, from SUMMARY_TABLES, for a count of posts."""

KIND_COLUMNS = ", ".join(str(number) for number in range(1, 13))


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


def summary_of(row: Row, snippet: str = "") -> PostSummary:
    """What a list shows, from a row that begins with the SUMMARY columns."""
    # One unpacking: asking a row by name for each of them takes three times as long.
    (
        uuid, title, opening, status, language, resolved, updated, publish_at, blog,
        stays_here, version_of, binned, _digest, keeps_drafts, _agreed, _blank,
        conflict, trouble, asked,
    ) = row[:19]  # fmt: skip
    # No blog, and nothing that one has to be told: most posts of many lists.
    is_alone = keeps_drafts is None and not (conflict or trouble or asked)
    return PostSummary(
        PostId(uuid),
        stored_text(title),
        stored_text(opening),
        _STATUSES[status],
        stored_text(language),
        _DIRECTIONS[resolved],
        datetime.fromisoformat(updated),
        unpack_time(publish_at),
        _blog(blog),
        bool(stays_here),
        _post(version_of),
        unpack_time(binned),
        None if is_alone else travel_of(_facts(row, _STATUSES[status])),
        snippet,
    )


def travel_of_kind(row: Row) -> Travel | None:
    """How all posts of a kind stand with their blog, from a row of the KIND columns."""
    return travel_of(_facts(row, Status(row["status"])))


def updated_of(row: Row) -> datetime:
    """When the row was last saved."""
    return datetime.fromisoformat(row["updated"])


def _facts(row: Row, status: Status) -> Facts:
    kind, _, said = (row["asked"] or "").partition(" ")
    return Facts(
        status=status,
        digest=row["digest"],
        has_blog=row["keeps_drafts"] is not None,
        keeps_drafts=bool(row["keeps_drafts"]),
        stays_here=bool(row["stays_here"]),
        is_version=row["version_of"] is not None,
        is_binned=row["binned"] is not None,
        is_blank=bool(row["is_blank"]),
        agreed=row["agreed"],
        conflict=bool(row["conflict"]),
        trouble=bool(row["trouble"]),
        intent=IntentKind(kind) if kind else None,
        said=said,
    )


def _blog(value: str | None) -> BlogId | None:
    return BlogId(value) if value else None


def _post(value: str | None) -> PostId | None:
    return PostId(value) if value else None
