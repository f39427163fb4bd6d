"""One post out of two that both began with the same: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from editor.domain.blog import RemotePost
from editor.domain.chunk import Chunk, Part
from editor.domain.ledger import Copy
from editor.domain.post import Format, Post
from editor.sync.versions import SHARED_FIELDS, second_version
from editor.text.following import assembled, definitions, shown_blocks, with_definitions
from editor.text.merge import Merged, Side, is_clean, merge

# A blog gives a value of its own where the author gave none.
_GIVEN_BY_BLOGS = frozenset({"slug", "categories", "publish_at", "language", "direction"})
_KEPT_HERE = frozenset({"credits", "extra"})  # most blogs know of no such thing
_SETS = frozenset({"tags", "categories"})


class Outcome(NamedTuple):
    """The merged post, the chunks of the blog's body, and the digest of what the blog says."""

    post: Post
    chunks: tuple[Chunk, ...]
    theirs: str


def merged(post: Post, copy: Copy, now: RemotePost) -> Outcome | None:
    """What was changed here and on the blog since `copy`, in one post. None where both changed
    the same words, or the same field in different ways: then nobody chooses but the author."""
    version, chunks = second_version(post, copy, now, post.id)
    fields = _fields(post, copy.base, now)
    blocks = _blocks(post, copy, version)
    if fields is None or blocks is None or not is_clean(blocks):
        return None
    body = _body(blocks, post.body, version.body)
    theirs = _with_words_of(post, version, now)
    return Outcome(replace(post, **fields, body=body), chunks, theirs.digest)


def as_there(post: Post, copy: Copy) -> Post:
    """The post as readers of the blog have it, in our form of what only blogs fill in."""
    version, _chunks = second_version(post, copy, copy.base, post.id)
    return _with_words_of(post, version, copy.base)


def _with_words_of(post: Post, version: Post, there: RemotePost) -> Post:
    fields = {
        name: getattr(there, name)
        for name in SHARED_FIELDS
        if name not in _KEPT_HERE and (getattr(post, name) or name not in _GIVEN_BY_BLOGS)
    }
    return replace(post, **fields, body=version.body, format=version.format)


def _fields(post: Post, base: RemotePost, now: RemotePost) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for name in SHARED_FIELDS:
        was, mine, theirs = getattr(base, name), getattr(post, name), getattr(now, name)
        if was == theirs:
            continue
        if mine in (was, theirs) or (not mine and name in _GIVEN_BY_BLOGS):
            found[name] = theirs
        elif name in _SETS:
            found[name] = _merged_set(was, mine, theirs)
        else:
            return None
    return found


def _merged_set(was: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """What either added, without what either took away; in my order, theirs behind."""
    gone = (set(was) - set(mine)) | (set(was) - set(theirs))
    return tuple(each for each in dict.fromkeys([*mine, *theirs]) if each not in gone)


def _blocks(post: Post, copy: Copy, theirs: Post) -> list[Merged] | None:
    """The body, merged; None where what both began with is not known block by block."""
    if post.format is not Format.MARKDOWN or theirs.format is not Format.MARKDOWN:
        return None
    if copy.base.format is Format.MARKDOWN:
        base = shown_blocks(copy.base.body)
    elif copy.chunks:
        base = [chunk.block for chunk in copy.chunks if chunk.part is Part.BLOCK]
    else:
        return None
    return merge(base, shown_blocks(post.body), shown_blocks(theirs.body))


def _body(blocks: Sequence[Merged], mine: str, theirs: str) -> str:
    """The Markdown of merged blocks, with the author's definitions and empty lines, and with
    the definitions that only the blog's version has."""
    groups = with_definitions(mine)
    lead = "".join(behind for block, behind in groups if block is None)
    ours = [(block.text, behind) for block, behind in groups if block is not None]
    made = [lead]
    told: set[int] = set()
    for block in blocks:
        if block.mine is None:
            made.append(block.text)
            continue
        text, behind = ours[block.mine]
        end = text[len(text.rstrip("\r\n")) :]
        made.append((text if block.side is Side.MINE else block.text + end) + behind)
        told.add(block.mine)
    made += [behind for place, (_, behind) in enumerate(ours) if place not in told]
    known = set(definitions(mine))
    made += [each for each in definitions(theirs) if each not in known]
    return assembled(made)
