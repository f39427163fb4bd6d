"""A post as WordPress has it, and back. Pure.

WordPress' titles and excerpts are HTML, ours are plain text; bodies go out as HTML and come
back as the blog's own raw bytes.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from editor.domain.blog import Outgoing, RemoteHead, RemotePost, RemoteRef, Version
from editor.domain.errors import BadReply, Rejected
from editor.domain.ledger import KEY_PREFIX
from editor.domain.post import Format, Post, Status
from editor.text.html import same_text

# Without the HTML that readers get: to make it is most of a blog's work, to send it half of all.
POST_FIELDS = (
    "id,link,slug,status,title.raw,content.raw,excerpt.raw,date_gmt,modified_gmt,tags,categories,"
    "_links"
)
HEAD_FIELDS = "id,modified_gmt,status,link,_links"
TRASHED_SUFFIX = "__trashed"
KEY_LENGTH = len(KEY_PREFIX) + 36  # a UUID
SETTLED_AFTER = 3.0  # seconds by the blog's clock
FIRST_CATEGORY = 1  # made with the blog; what a post gets that has none

STATUS_THERE = {
    Status.DRAFT: "draft",
    Status.PENDING: "pending",
    Status.PRIVATE: "private",
    Status.SCHEDULED: "future",
    Status.PUBLISHED: "publish",
}
STATUS_HERE = {there: here for here, there in STATUS_THERE.items()}
EVERY_STATUS = "publish,future,draft,pending,private,trash"

_TAG = re.compile(r"<[a-zA-Z/!]")
_TAKEN_AWAY = re.compile(r"</?(?:bdi|wbr)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TermIds:
    """The numbers of a post's tags and categories; None: leave the blog's as they are."""

    tags: tuple[int, ...]
    categories: tuple[int, ...] | None


# --- from here to there -----------------------------------------------------------------------


def creation(outgoing: Outgoing, body: str, terms: TermIds, key: str) -> dict[str, Any]:
    """What to send to make a draft that can be found by `key`. `body` is HTML."""
    post = outgoing.post
    payload: dict[str, Any] = {
        "title": title_there(post),
        "content": body,
        "excerpt": html.escape(post.excerpt, quote=False),
        "status": "draft",
        "slug": key,
        "tags": list(terms.tags),
    }
    if terms.categories:
        payload["categories"] = list(terms.categories)
    return payload


def revision(
    outgoing: Outgoing, body: str, terms: TermIds, current: Mapping[str, Any]
) -> dict[str, Any]:
    """What to send to make `current` (the blog's JSON) say what `outgoing` says.

    What the blog says in its own way already is left out, so that its bytes stay. Raises
    Rejected for a scheduled post without a date: WordPress would publish it at once.
    """
    post = outgoing.post
    payload: dict[str, Any] = {
        "content": body,
        "status": STATUS_THERE[post.status],
        "tags": list(terms.tags),
    }
    if plain(raw(current, "title")) != post.title:
        payload["title"] = title_there(post)
    if plain(raw(current, "excerpt")) != post.excerpt:
        payload["excerpt"] = html.escape(post.excerpt, quote=False)
    if terms.categories or (terms.categories is not None and not _is_uncategorised(current)):
        payload["categories"] = list(terms.categories)
    return payload | _slug(post, current) | _date(post, current)


def title_there(post: Post) -> str:
    """A title as WordPress stores it. Markup that came from the blog goes back as markup."""
    if post.format is Format.HTML and _TAG.search(post.title):
        return post.title
    return html.escape(post.title, quote=False)


def _slug(post: Post, current: Mapping[str, Any]) -> dict[str, str]:
    """Sent only where it says something: an empty one makes WordPress forget the address that
    readers of a published post know."""
    if post.slug:
        return {"slug": post.slug}
    return {"slug": ""} if key_of(str(current.get("slug", ""))) else {}


def _date(post: Post, current: Mapping[str, Any]) -> dict[str, str | None]:
    if post.publish_at is not None and post.status is not Status.DRAFT:
        return {"date_gmt": moment_there(post.publish_at)}
    if post.status is Status.SCHEDULED:
        raise Rejected(reason="date_missing")
    if post.status is Status.PUBLISHED and _was_to_wait(current):
        return {"date": None}  # now, instead of when it was to be
    return {}


def _was_to_wait(current: Mapping[str, Any]) -> bool:
    """True where WordPress would schedule what is to be published now."""
    date, changed = str(current.get("date_gmt", "")), str(current.get("modified_gmt", ""))
    return current.get("status") == "future" or date > changed


def _is_uncategorised(current: Mapping[str, Any]) -> bool:
    return current.get("categories") in ([], [FIRST_CATEGORY])


def zone_there(index: Mapping[str, Any]) -> str:
    """The site's time zone as the REST index has it: a name, else hours before Greenwich."""
    name = index.get("timezone_string")
    if isinstance(name, str) and name:
        return name
    try:
        minutes = round(float(index.get("gmt_offset", "")) * 60)
    except (TypeError, ValueError):
        return ""
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def moment_there(moment: datetime) -> str:
    """UTC with Z: anything else WordPress takes for the blog's local time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- from there to here -----------------------------------------------------------------------


def says_already(current: Mapping[str, Any], payload: Mapping[str, Any]) -> bool:
    """True where the blog's JSON says what `payload` would make it say."""
    return all(_agrees(current, name, value) for name, value in payload.items())


def _agrees(current: Mapping[str, Any], name: str, value: Any) -> bool:
    match name:
        case "title" | "excerpt":
            return plain(raw(current, name)) == plain(value)
        case "content":
            return same_text(_as_stored(raw(current, name)), _as_stored(value))
        case "tags" | "categories":
            return set(current.get(name, ())) == set(value)
        case "slug":
            return not value or _same_slug(unquote(str(current.get("slug", ""))), unquote(value))
        case "date_gmt":
            return str(current.get("date_gmt", "")).rstrip("Z") == str(value).rstrip("Z")
        case "date":
            return current.get("status") != "future"
        case _:
            return bool(current.get(name) == value)


def needed(current: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    """What of `payload` the blog's JSON does not say already: who changes anything else there at
    this moment is not overwritten. The first words of all are sent once more, because WordPress
    keeps a revision of them only then."""
    found = {name: value for name, value in payload.items() if not _agrees(current, name, value)}
    if "date_gmt" in found or "date" in found:
        found["status"] = payload["status"]
    if payload.get("slug") == "":
        found["slug"] = ""  # the key it was made with is no address for readers
    if not revisions(current):
        found["content"] = payload["content"]
    return found


def revisions(data: Mapping[str, Any]) -> int:
    """How many revisions a post has, as its JSON says; 0 also where none are kept."""
    history = data.get("_links", {}).get("version-history") or [{}]
    count = history[0].get("count", 0)
    return count if isinstance(count, int) else 0


def _as_stored(body: str) -> str:
    """A body without the elements that WordPress takes away from most accounts."""
    return _TAKEN_AWAY.sub("", body)


def _same_slug(there: str, here: str) -> bool:
    """WordPress lowers the case and numbers what is taken."""
    return re.fullmatch(re.escape(here.lower()) + r"(-\d+)?", there.lower()) is not None


def is_unseen(current: Mapping[str, Any], expected: Version, status: str = "") -> bool:
    """True where writing to `current` (the blog's JSON) would overwrite what nobody here saw.

    Equal words are enough, because opening a post in WordPress' own editor already moves its
    other tokens. Only a post that moved towards its readers must not be taken back from them
    by a `status` that was meant for the draft it had been.
    """
    now = version(current)
    if not expected.digest:
        return (now.modified, now.revision) != (expected.modified, expected.revision)
    if now.digest != expected.digest:
        return True
    hides = status in ("draft", "pending") and current["status"] not in ("draft", "pending")
    return hides and now.modified != expected.modified


def remote_post(data: Mapping[str, Any], names: Mapping[int, str]) -> RemotePost:
    """A post from WordPress' JSON (POST_FIELDS, context=edit). `names` gives those of its
    terms. Raises BadReply where the JSON is no post."""
    try:
        slug = unquote(str(data["slug"]))
        status = STATUS_HERE.get(data["status"], Status.DRAFT)
        key = key_of(slug)
        return RemotePost(
            ref=RemoteRef(str(int(data["id"])), str(data["link"])),
            version=version(data),
            status=status,
            title=plain(raw(data, "title")),
            body=str(data["content"]["raw"]),  # a post that lost its words is no answer
            format=Format.HTML,
            slug="" if key else slug.removesuffix(TRASHED_SUFFIX),
            excerpt=plain(raw(data, "excerpt")),
            tags=tuple(names[term] for term in data["tags"] if term in names),
            categories=tuple(names[term] for term in data["categories"] if term in names),
            publish_at=_published(data, status),
            trashed=data["status"] == "trash",
            key=key,
            changed=_changed(data, status),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadReply from error


def remote_head(data: Mapping[str, Any]) -> RemoteHead:
    """One row of a listing (HEAD_FIELDS). Raises BadReply."""
    try:
        return RemoteHead(
            ref=RemoteRef(str(int(data["id"])), str(data["link"])),
            version=listed_version(data),
            status=STATUS_HERE.get(data["status"], Status.DRAFT),
            trashed=data["status"] == "trash",
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadReply from error


def is_fresh(modified: str, now: datetime | None) -> bool:
    """True where a post changed (`modified`, as its JSON says) in the last moments before the
    blog's clock showed `now`: WordPress' times have a grain of one second, so what is changed
    twice in one looks as if it had been changed once."""
    if now is None:
        return False
    try:
        then = datetime.fromisoformat(modified.rstrip("Z")).replace(tzinfo=UTC)
    except ValueError:
        return False
    return abs((now - then).total_seconds()) < SETTLED_AFTER


def listed_version(data: Mapping[str, Any]) -> Version:
    """The tokens a listing has: the time (of one second's grain), and the newest revision."""
    before = data.get("_links", {}).get("predecessor-version") or [{}]
    return Version(modified=str(data["modified_gmt"]), revision=str(before[0].get("id", "")))


def version(data: Mapping[str, Any]) -> Version:
    """All tokens, the content's digest with them: two writes in one second share a time."""
    listed = listed_version(data)
    said = [
        raw(data, "title"),
        raw(data, "content"),
        raw(data, "excerpt"),
        sorted(data["tags"]),
        sorted(data["categories"]),
        *_standing(data),
    ]
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    return Version(listed.modified, listed.revision, digest)


def _standing(data: Mapping[str, Any]) -> tuple[str, str]:
    """Where a post stands with its readers, as far as only people change it: its clock makes
    WordPress publish what is scheduled, and give drafts an address when they are."""
    status = str(data["status"])
    if status in ("draft", "pending"):
        return "hidden", ""
    public = status in ("publish", "future")
    return "public" if public else status, str(data["slug"]).removesuffix(TRASHED_SUFFIX)


def key_of(slug: str) -> str:
    """The creation key a slug is, in the bin too; empty for any other slug."""
    slug = slug.removesuffix(TRASHED_SUFFIX)
    return slug if slug.startswith(KEY_PREFIX) and len(slug) == KEY_LENGTH else ""


def raw(data: Mapping[str, Any], name: str) -> str:
    """A field's own bytes; empty where WordPress did not give them."""
    field = data.get(name)
    value = field.get("raw", "") if isinstance(field, Mapping) else ""
    return value if isinstance(value, str) else ""


def plain(text: str) -> str:
    """A title or excerpt as text. With real markup in it, it stays as it is."""
    return text if _TAG.search(text) else html.unescape(text)


def _changed(data: Mapping[str, Any], status: Status) -> datetime | None:
    """What is scheduled says the day it is to come; some say no day at all."""
    if status is Status.SCHEDULED:
        return None
    try:
        return datetime.fromisoformat(str(data["modified_gmt"]).rstrip("Z")).replace(tzinfo=UTC)
    except ValueError:
        return None


def _published(data: Mapping[str, Any], status: Status) -> datetime | None:
    """A draft's date floats with its last change: it has none."""
    if status in (Status.DRAFT, Status.PENDING):
        return None
    return datetime.fromisoformat(str(data["date_gmt"]).rstrip("Z")).replace(tzinfo=UTC)
