"""A post as HTML: the body alone, or a page of its own."""

from __future__ import annotations

from editor.domain.post import Format, Post
from editor.text.direction import base_direction


def body_html(post: Post) -> str:
    """The body as readers get it. A body that came from a blog is HTML already."""
    from editor.text.render import render_html

    if post.format is Format.HTML:
        return post.body
    return render_html(post.body, direction=base_direction(post), language=post.language)


def page_html(post: Post) -> str:
    """A whole page that opens in a browser by itself."""
    from editor.text.page import page
    from editor.workspace.labels import credit_labels

    return page(
        post,
        body_html(post),
        direction=base_direction(post),
        labels=credit_labels(),
    )
