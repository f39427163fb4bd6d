"""What a post becomes when the blog's words arrive: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.chunk import Chunk, Part
from editor.domain.ledger import GONE, Copy
from editor.domain.post import BlogId, Direction, Format, Post, PostId, Status

# Fields that mean the same on both sides. The body and its format go together, further down.
SHARED_FIELDS = (
    "title",
    "slug",
    "excerpt",
    "tags",
    "categories",
    "credits",
    "language",
    "direction",
    "publish_at",
    "status",
    "extra",
)


def taken(post: Post, copy: Copy, now: RemotePost) -> tuple[Post, tuple[Chunk, ...]]:
    """`post`, untouched since `copy`, with what changed on the blog and nothing else; and the
    chunks of its body there.

    A field the blog did not change keeps our form of it, and so does each block of the body.
    """
    base = copy.base
    changed: dict[str, Any] = {
        name: getattr(now, name)
        for name in SHARED_FIELDS
        if getattr(now, name) != getattr(base, name)
    }
    if base.trashed:
        changed["status"] = now.status  # while it lay in the bin nobody asked
    chunks = copy.chunks
    if now.body != base.body:
        body = _followed(copy, post, now)
        chunks = body.chunks
        changed |= {"body": body.text, "format": body.format}
    return replace(post, **changed), chunks


def welcomed(
    now: RemotePost, id: PostId, blog: BlogId, chunks: tuple[Chunk, ...] | None = None
) -> tuple[Post, tuple[Chunk, ...]]:
    """A post of the blog's that this notebook did not have, and the chunks of its body there;
    `chunks` are those, where they were read already."""
    body = _read(now, chunks)
    fields = {name: getattr(now, name) for name in SHARED_FIELDS}
    post = Post(id=id, blog=blog, body=body.text, format=body.format, **fields)
    return post, body.chunks


def with_its_past(post: Post, now: RemotePost, moment: datetime) -> Post:
    """A post that was welcomed at `moment` is as old as it is on its blog, so that a list begins
    with what its author works on; a blog's clock that is ahead makes nothing younger than new."""
    if now.changed is None:
        return post
    changed = min(now.changed, moment)
    return replace(post, updated=changed, created=min(now.publish_at or changed, changed))


def second_version(
    post: Post, copy: Copy, now: RemotePost, id: PostId
) -> tuple[Post, tuple[Chunk, ...]]:
    """The blog's words beside ours, after both changed, and the chunks of its body there. It
    never travels by itself. Blocks that the blog did not change are as we have them."""
    blog = post.blog if post.blog is not None else BlogId("")
    version, chunks = welcomed(now, id, blog)
    if copy.chunks and version.format is Format.MARKDOWN:
        from editor.text.following import definitions

        blocks = [chunk for chunk in copy.chunks if chunk.part is not Part.NOTES]
        notes = [chunk for chunk in copy.chunks if chunk.part is Part.NOTES]
        said = {_label(each): each for each in definitions(_markdown(notes))}
        # Each once, as the blog has it, where the author has it.
        about = [said.pop(_label(each), each) for each in definitions(post.body)]
        before = "\n\n".join([_markdown(blocks), *about, *said.values()])
        body = _followed(copy, replace(post, body=before), now)
        version, chunks = replace(version, body=body.text), body.chunks
    return replace(version, version_of=post.id, stays_here=True), chunks


def _label(definition: str) -> str:
    return definition.partition("]:")[0]


def is_there(post: Post, copy: Copy) -> bool:
    """True where the blog's body is made of the post's, or is the same."""
    from editor.text.following import shown_blocks

    if post.title != copy.base.title:
        return False
    blocks = [chunk.block for chunk in copy.chunks if chunk.part is Part.BLOCK]
    return post.body == copy.base.body or (bool(blocks) and shown_blocks(post.body) == blocks)


def restated(copy: Copy, now: RemotePost) -> Copy:
    """The copy where the blog says the same, perhaps in other bytes."""
    chunks = copy.chunks
    if now.body != copy.base.body:
        from editor.text.following import refitted

        chunks = refitted(chunks, now.body)
    return replace(copy, base=now, chunks=chunks)


def binned_there(copy: Copy, now: RemotePost) -> Copy:
    """The copy where the blog put it into its bin. The base keeps the words that both sides knew:
    what else was written there first is met when the post is sent again."""
    base = replace(copy.base, trashed=True, status=Status.DRAFT, version=now.version)
    return replace(copy, base=base)


def gone(copy: Copy) -> Copy:
    """The copy where the blog has deleted it for good: what it was is remembered, so that it is
    known again where another computer publishes it anew. Its address leads nowhere."""
    base = replace(
        copy.base,
        ref=RemoteRef(copy.base.ref.id),
        trashed=True,
        status=Status.DRAFT,
        version=Version(modified=GONE),
    )
    return replace(copy, base=base, agreed="", conflict=False, trouble="")


def is_gone(copy: Copy) -> bool:
    """True for what `gone` made."""
    return copy.base.version.modified == GONE


def came_back(copy: Copy, now: RemotePost) -> Copy:
    """The copy, that was gone, where the blog has it by another name: as if it had come out of a
    bin, and been changed since."""
    return replace(copy, base=replace(copy.base, ref=now.ref, version=Version()))


class _Body(NamedTuple):
    text: str
    format: Format
    chunks: tuple[Chunk, ...] = ()


def _read(now: RemotePost, chunks: tuple[Chunk, ...] | None = None) -> _Body:
    """A body from a blog as it can be edited here."""
    if now.format is Format.MARKDOWN:
        return _Body(now.body, now.format)
    if chunks is None:
        from editor.text.html_import import imported

        chunks = imported(now.body)
    if now.body and not chunks:
        return _Body(now.body, now.format)
    return _Body(_markdown(chunks), Format.MARKDOWN, chunks)


def _followed(copy: Copy, post: Post, now: RemotePost) -> _Body:
    if now.format is Format.MARKDOWN or not copy.chunks or post.format is Format.HTML:
        return _read(now)
    from editor.text.following import followed

    body = followed(copy.chunks, post.body, now.body)
    if body is None:
        return _Body(now.body, now.format)
    return _Body(body.body, Format.MARKDOWN, body.chunks)


def _markdown(chunks: Sequence[Chunk]) -> str:
    from editor.text.html_import import markdown_body

    return markdown_body(chunks)


def html_of(post: Post) -> str:
    """Its body as HTML, without what a blog makes of it."""
    from editor.text.render import render_html

    return render_html(post.body) if post.format is Format.MARKDOWN else post.body


def carries(made: RemotePost, sent: Post) -> bool:
    """True where the blog's new copy says what was sent and no word more, in the blog's own
    markup and with the line of credits that blogs get after the body."""
    if made.title != sent.title.strip():
        return False
    if made.body == sent.body:
        return True
    if sent.format is not Format.MARKDOWN:
        return _words(made.body) == _words(sent.body)
    from editor.remotes.credits import credits_html
    from editor.text.render import render_html

    ours = _words(render_html(sent.body))
    # Where a post has no words the blog's language decides how its credits are called.
    return _words(made.body) in [ours + _words(credits_html(sent, each)) for each in Direction]


def _words(html: str) -> str:
    from editor.text.html import visible_text

    return "".join(visible_text(html).split())


def chosen(post: Post, theirs: Post) -> Post:
    """`post` with the second version's words, after the author chose them."""
    fields = {name: getattr(theirs, name) for name in SHARED_FIELDS}
    return replace(post, body=theirs.body, format=theirs.format, **fields)
