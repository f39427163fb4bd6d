"""What a post becomes when the blog's words arrive: pure functions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from editor.domain.blog import RemotePost
from editor.domain.post import BlogId, Direction, Format, Post, PostId

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


def taken(post: Post, base: RemotePost, now: RemotePost) -> Post:
    """`post`, untouched since `base`, with what changed on the blog and nothing else.

    A field the blog did not change keeps our form of it: a post whose tags were edited there
    stays Markdown here.
    """
    changed: dict[str, Any] = {
        name: getattr(now, name)
        for name in SHARED_FIELDS
        if getattr(now, name) != getattr(base, name)
    }
    if now.body != base.body:
        changed |= {"body": now.body, "format": now.format}
    return replace(post, **changed)


def welcomed(now: RemotePost, id: PostId, blog: BlogId) -> Post:
    """A post of the blog's that this notebook did not have."""
    fields = {name: getattr(now, name) for name in SHARED_FIELDS}
    return Post(id=id, blog=blog, body=now.body, format=now.format, **fields)


def second_version(post: Post, now: RemotePost, id: PostId) -> Post:
    """The blog's words beside ours, after both changed. It never travels by itself."""
    blog = post.blog if post.blog is not None else BlogId("")
    return replace(welcomed(now, id, blog), version_of=post.id, stays_here=True)


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
