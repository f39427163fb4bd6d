"""Front matter: what a Markdown file says about its post, above the body.

What we do not know is kept as it stands, comments too, and given back on export. The body's
bytes are never touched; one blank line between the two belongs to neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from editor.domain.errors import FrontMatterBroken
from editor.domain.post import (
    CREDIT_ROLES,
    EPOCH,
    Credit,
    Direction,
    Format,
    Post,
    PostId,
    Status,
)
from editor.text.blocks import front_matter_length
from editor.text.dates import parse_date
from editor.text.yaml_events import Entry, Value, read_entries

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./،؛؟'’()+-]*[\w.؟)])?\Z")
_WORDS_OF_YAML = re.compile(r"(?:true|false|yes|no|on|off|null|y|n|nan|inf)\Z", re.IGNORECASE)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_COMMENT_KEY = ""

_STATUS_WORDS = {
    "publish": Status.PUBLISHED,
    "future": Status.SCHEDULED,
    "review": Status.PENDING,
    **{status.value: status for status in Status},
}
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says of its post. `given` names the fields it speaks of at all.

    `extra` is what is not ours: (key, the entry's lines) pairs, a comment with an empty key.
    """

    title: str = ""
    language: str = ""
    direction: Direction | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    slug: str = ""
    date: datetime | None = None
    status: Status | None = None
    excerpt: str = ""
    id: PostId | None = None
    stays_here: bool = False
    format: Format = Format.MARKDOWN
    created: datetime | None = None
    updated: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()
    given: frozenset[str] = field(default=frozenset(), compare=False)


def read(text: str) -> tuple[FrontMatter, str]:
    """(front matter, body) of a file's text. Raises FrontMatterBroken with the file's line."""
    length = front_matter_length(text)
    if not length:
        return FrontMatter(), text
    head = text[:length].replace("\r\n", "\n").replace("\r", "\n")
    inside = head.split("\n", 1)[1].rstrip("\n").rpartition("\n")[0] + "\n"
    body = text[length:]
    for ending in ("\r\n", "\n", "\r"):
        if body.startswith(ending):
            body = body[len(ending) :]
            break
    try:
        comments, entries = read_entries(inside)
    except FrontMatterBroken as error:
        raise FrontMatterBroken(line=error.line + 1) from error
    return _collect(comments, entries), body


def _collect(comments: Iterable[str], entries: Iterable[Entry]) -> FrontMatter:
    known: dict[str, Any] = {}
    extra = [(_COMMENT_KEY, comment) for comment in comments]
    for entry in entries:
        reader = _READERS.get(entry.key.strip().lower().replace("-", "_"))
        found = reader(entry.value) if reader else None
        if found is None:
            extra.append((entry.key, entry.text))
            extra.extend((_COMMENT_KEY, comment) for comment in entry.below)
            continue
        name, value = found
        # Credits may come in several entries; of the rest the last one counts.
        known[name] = known.get(name, ()) + value if name == "credits" else value
        extra.extend((_COMMENT_KEY, comment) for comment in entry.comments)
    return FrontMatter(**known, extra=tuple(extra), given=frozenset(known))


# --- reading: a value as (field, what it means), or None where it is not what we mean ----------

_Found = tuple[str, Any] | None


def _text(name: str) -> Callable[[Value], _Found]:
    def read_text(value: Value) -> _Found:
        return (name, value) if isinstance(value, str) else None

    return read_text


def _names(name: str) -> Callable[[Value], _Found]:
    def read_names(value: Value) -> _Found:
        if isinstance(value, str):
            return name, tuple(part.strip() for part in re.split("[,،]", value) if part.strip())
        if isinstance(value, list):
            parts = [part for part in value if isinstance(part, str)]
            return (name, tuple(part for part in parts if part)) if parts == value else None
        return None

    return read_names


def _moment(name: str) -> Callable[[Value], _Found]:
    def read_moment(value: Value) -> _Found:
        moment = parse_date(value) if isinstance(value, str) else None
        return (name, moment) if moment else None

    return read_moment


def _chosen(name: str, words: dict[str, Any]) -> Callable[[Value], _Found]:
    def read_chosen(value: Value) -> _Found:
        chosen = words.get(value.strip().lower()) if isinstance(value, str) else None
        return None if chosen is None else (name, chosen)

    return read_chosen


def _role(role: str) -> Callable[[Value], _Found]:
    def read_role(value: Value) -> _Found:
        credited = _credited(role, value)
        return None if credited is None else ("credits", credited)

    return read_role


def _credited(role: str, value: Value) -> tuple[Credit, ...] | None:
    names = value if isinstance(value, list) else [value]
    texts = [name for name in names if isinstance(name, str)]
    if texts != names:
        return None
    return tuple(Credit(role, name) for name in texts if name)


def _language(value: Value) -> _Found:
    if not isinstance(value, str) or (value and not _LANGUAGE.match(value.strip())):
        return None
    return "language", value.strip()


def _id(value: Value) -> _Found:
    try:
        return ("id", PostId(str(UUID(value)))) if isinstance(value, str) else None
    except ValueError:
        return None


def _credits(value: Value) -> _Found:
    pairs: list[tuple[str, Value]] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            pairs.append((CREDIT_ROLES[0], item))
        elif isinstance(item, dict) and item.keys() == {"role", "name"}:
            pairs.append((str(item["role"]), item["name"]))
        elif isinstance(item, dict):
            pairs.extend(item.items())
        else:
            return None
    found: list[Credit] = []
    for role, names in pairs:
        credited = _credited(role, names)
        if credited is None:
            return None
        found.extend(credited)
    return "credits", tuple(found)


_READERS: dict[str, Callable[[Value], _Found]] = {
    "id": _id,
    "title": _text("title"),
    "lang": _language,
    "language": _language,
    "dir": _chosen("direction", {way.value: way for way in Direction}),
    "direction": _chosen("direction", {way.value: way for way in Direction}),
    "status": _chosen("status", _STATUS_WORDS),
    "draft": _chosen(
        "status",
        dict.fromkeys(_TRUE, Status.DRAFT) | dict.fromkeys(_FALSE, Status.PUBLISHED),
    ),
    "published": _chosen(
        "status",
        dict.fromkeys(_TRUE, Status.PUBLISHED) | dict.fromkeys(_FALSE, Status.DRAFT),
    ),
    "date": _moment("date"),
    "created": _moment("created"),
    "updated": _moment("updated"),
    "slug": _text("slug"),
    "excerpt": _text("excerpt"),
    "tags": _names("tags"),
    "categories": _names("categories"),
    "category": _names("categories"),
    "credits": _credits,
    "stays_here": _chosen("stays_here", dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)),
    "format": _chosen("format", {sort.value: sort for sort in Format}),
    **{role: _role(role) for role in CREDIT_ROLES},
}


# --- writing ----------------------------------------------------------------------------------


def write(front: FrontMatter, body: str) -> str:
    """A file's text: front matter, a blank line, the body as it is. `read` undoes it."""
    lines = list(_entries(front))
    written = {line.partition(":")[0] for line in lines if not line.startswith(" ")}
    for key, text in front.extra:
        # A key of the file's own that ours has taken over stays readable, as a comment.
        kept = text if key not in written else "\n".join(f"# {line}" for line in text.split("\n"))
        lines.append(kept)
    return "\n".join(["---", *lines, "---", "", body])


def _entries(front: FrontMatter) -> Iterable[str]:
    scalars = (
        ("id", front.id or ""),
        ("title", front.title),
        ("lang", front.language),
        ("dir", front.direction.value if front.direction else ""),
        ("status", front.status.value if front.status else ""),
        ("slug", front.slug),
        ("excerpt", front.excerpt),
    )
    moments = (("date", front.date), ("created", front.created), ("updated", front.updated))
    yield from (f"{key}: {_scalar(text)}" for key, text in scalars if text)
    yield from (f"{key}: {_iso(moment)}" for key, moment in moments if moment)
    for key, names in (("tags", front.tags), ("categories", front.categories)):
        if names:
            yield f"{key}:"
            yield from (f"  - {_scalar(name)}" for name in names)
    if front.credits:
        yield "credits:"
        for credit in front.credits:
            yield f"  - {_scalar(credit.role)}: {_scalar(credit.name)}"
    if front.format is not Format.MARKDOWN:
        yield f"format: {front.format.value}"
    if front.stays_here:
        yield "stays_here: true"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _scalar(text: str) -> str:
    if _PLAIN.match(text) and not _WORDS_OF_YAML.match(text):
        return text
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    # What YAML would not print, or would take for the end of a line.
    if char.isprintable() or char in "\u200c\u200d\u00a0":
        return char
    return f"\\U{ord(char):08x}"


# --- posts ------------------------------------------------------------------------------------


def post_to_file(post: Post) -> str:
    """A post as a file's text, with all that makes the same post of it again."""
    front = FrontMatter(
        title=post.title,
        language=post.language,
        direction=post.direction,
        tags=post.tags,
        categories=post.categories,
        credits=post.credits,
        slug=post.slug,
        date=post.publish_at,
        status=post.status,
        excerpt=post.excerpt,
        id=post.id,
        stays_here=post.stays_here,
        format=post.format,
        created=post.created if post.created != EPOCH else None,
        updated=post.updated if post.updated != EPOCH else None,
        extra=post.extra,
    )
    return write(front, post.body)


_SAME_NAME = (
    "title",
    "language",
    "direction",
    "tags",
    "categories",
    "credits",
    "slug",
    "status",
    "excerpt",
    "id",
    "stays_here",
    "format",
    "created",
    "updated",
)


def post_from_file(text: str, base: Post) -> Post:
    """`base` with what a file's text says: its body, and every field its front matter speaks
    of. Raises FrontMatterBroken."""
    front, body = read(text)
    said: dict[str, Any] = {
        name: getattr(front, name) for name in _SAME_NAME if name in front.given
    }
    if "date" in front.given:
        said["publish_at"] = front.date
    return replace(base, **said, body=body, extra=front.extra)
