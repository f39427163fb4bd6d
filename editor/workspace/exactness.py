"""What a Markdown file cannot say of its post, in one line of its front matter.

Where the post belongs, whether it lies in the bin, which of its pictures are as they were, and
the few characters that no text file holds. The line counts for words only as long as the file
says what it said when it was written: an author who edits it is always right. Pure.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass, fields, replace
from typing import Any

from editor.domain.post import Post
from editor.store.packing import inflated, pack, unpack

KEY = "midad"
_BESIDE = ("blog", "binned", "version_of")
_OURS = frozenset({"id", "created", "updated", *_BESIDE})
_LONGEST = 10_000_000  # bytes, unpacked: nobody's line is longer
_STAND_IN = "\ufffd"
# What read_text takes for a sign that a file is no text, and halves of surrogate pairs.
_ODD = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture beside the file: its name in the body, and its path below the file's folder."""

    name: str
    digest: str
    path: str


@dataclass(frozen=True, slots=True)
class Exact:
    """What the line says. `post` holds the fields that count, `said` the digest of the file's
    own words that it was written for."""

    post: Post
    names: tuple[str, ...]
    said: str
    odd: tuple[tuple[int, int], ...] = ()  # (place in the body, code point)
    pictures: tuple[PictureFile, ...] = ()


def printable(body: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`body` as a text file can hold it, and what was replaced: (place, code point) pairs."""
    if not _ODD.search(body):
        return body, ()
    odd = tuple((found.start(), ord(found[0])) for found in _ODD.finditer(body))
    return _ODD.sub(_STAND_IN, body), odd


def line(post: Post, read_back: Post, pictures: tuple[PictureFile, ...]) -> str:
    """The line for `post`, of which the file without it says `read_back`; empty where that is
    the same and there is nothing to add."""
    names = tuple(
        field.name
        for field in fields(Post)
        if field.name != "body" and getattr(post, field.name) != getattr(read_back, field.name)
    )
    if not post.title.strip():  # else it would be called by the file's name
        names = (*names, "title")
    _body, odd = printable(post.body)
    if not (names or odd or pictures):
        return ""
    exact = Exact(replace(post, body=""), names, said(read_back), odd, pictures)
    packed = zlib.compress(pack(exact).encode("utf-8", "surrogatepass"), 9)
    return f"{KEY}: {b64encode(packed).decode()}"


def separated(post: Post) -> tuple[Post, Exact | None]:
    """A post as it was read, without the line, and what that says; None where there is none
    that can be understood."""
    texts = [text for key, text in post.extra if key == KEY]
    rest = replace(post, extra=tuple(pair for pair in post.extra if pair[0] != KEY))
    if len(texts) != 1:
        return rest, None
    try:
        packed = b64decode(texts[0].partition(":")[2].strip(), validate=True)
        text = inflated(packed, _LONGEST).decode("utf-8", "surrogatepass")
        return rest, unpack(Exact, text)
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error, RecursionError):
        return rest, None


def restored(post: Post, exact: Exact) -> Post:
    """`post`, as the file says it, with what the line adds."""
    given: dict[str, Any] = {
        name: getattr(exact.post, name) for name in exact.names if name in _BESIDE
    }
    if said(post) == exact.said:
        known = {field.name for field in fields(Post)} - {"id", "body"}
        given = {name: getattr(exact.post, name) for name in exact.names if name in known}
        body = list(post.body)
        for place, code in exact.odd:
            if 0 <= place < len(body) and body[place] == _STAND_IN:
                body[place] = chr(code)
        given["body"] = "".join(body)
    return replace(post, **given)


def said(post: Post) -> str:
    """A digest of what a file itself says."""
    plain = {
        field.name: str(getattr(post, field.name))
        for field in fields(Post)
        if field.name not in _OURS
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
