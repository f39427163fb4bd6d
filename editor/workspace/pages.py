"""A post as HTML: the body alone, or a page of its own."""

from __future__ import annotations

from editor.domain.post import Direction, Format, Post
from editor.system.translation import is_rtl


def resolved_direction(post: Post) -> Direction:
    """The post's base direction: its override, its language, its words, else the interface's."""
    from editor.text.direction import post_direction
    from editor.text.html import visible_text

    words = post.body if post.format is Format.MARKDOWN else visible_text(post.body)
    return post_direction(
        f"{post.title}\n\n{words}",
        override=post.direction,
        language=post.language,
        default=Direction.RTL if is_rtl() else Direction.LTR,
    )


def body_html(post: Post) -> str:
    """The body as readers get it. A body that came from a blog is HTML already."""
    from editor.text.render import render_html

    if post.format is Format.HTML:
        return post.body
    return render_html(post.body, direction=resolved_direction(post), language=post.language)


def page_html(post: Post) -> str:
    """A whole page that opens in a browser by itself."""
    from editor.text.page import page
    from editor.workspace.labels import credit_labels

    return page(
        post,
        body_html(post),
        direction=resolved_direction(post),
        labels=credit_labels(),
    )
