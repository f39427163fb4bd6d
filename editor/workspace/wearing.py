"""A post as its blog shows it: the HTML that the blog would get, in its blog's look. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Literal

from editor.domain.blog import Blog
from editor.domain.post import BlogId, Direction, Post

_ADDRESS = "media://dress/"


@dataclass(frozen=True, slots=True)
class Wear:
    """The look of one blog, and how posts are written there. `number` tells one look of a blog
    from the next; `manner` is the blog's (domain/blog.py), `kind` its kind."""

    blog: BlogId
    number: int
    kind: str = "wordpress"
    manner: str = ""
    language: str = ""

    @property
    def page(self) -> str:
        """Where the preview finds the page."""
        return f"{_ADDRESS}{self.blog}/{self.number}/"

    @property
    def direction(self) -> Direction:
        """That of the blog's pages."""
        from editor.text.direction import language_direction

        return language_direction(self.language) or Direction.LTR

    @property
    def is_whole(self) -> bool:
        """True where each post has a page that is made for it, direction and all."""
        return self.kind == "folder"

    def around(self, direction: Direction, language: str) -> tuple[Direction | Literal[""], str]:
        """Direction and language of the element that stands around a post which differs from its
        blog, or of the page; blocks say it each for themselves."""
        if self.is_whole:
            return direction, language
        if self.manner == "blocks":
            return "", ""
        return (
            direction if direction is not self.direction else "",
            language if self._is_foreign(language) else "",
        )

    def title(self, post: Post, direction: Direction) -> str:
        """HTML within the heading, or with it where it says how it runs: a WordPress leaves a
        title to its page."""
        from editor.text.direction import line_direction
        from editor.text.page import words_html

        title = post.title.strip()
        if self.is_whole and title:
            own = line_direction(title, direction)
            return f'<h1 dir="{own}">{words_html(title, direction)}</h1>'
        return self.shown(escape(title, quote=False))

    def block(self, html: str, direction: Direction, language: str) -> str:
        """A block's HTML, rendered for a post of that direction and language."""
        if self.is_whole:
            return html
        if self.manner == "blocks":
            from editor.text.wordpress_blocks import dressed

            said = language if self._is_foreign(language) else ""
            return self.shown(dressed(html, self.direction, post=direction, language=said))
        from editor.text.wordpress_markup import inert

        return self.shown(inert(html))

    def kinds(self, html: str) -> frozenset[str]:
        """The kinds of blocks in a piece of HTML that the blog would get."""
        if "<!-- wp:" not in html:
            return frozenset()
        from editor.text.dress_wordpress import kinds_in

        return kinds_in(html)

    def shown(self, html: str) -> str:
        """What the blog makes of HTML when it shows it."""
        if self.kind != "wordpress":
            return html
        from editor.text.wordpress_signs import with_signs

        return with_signs(html)

    def foot(self, post: Post, direction: Direction) -> str:
        """The credits below the body."""
        from editor.remotes.credits import credits_html

        return self.block(credits_html(post, direction), direction, post.language)

    def _is_foreign(self, language: str) -> bool:
        return bool(language) and _main(language) != _main(self.language)


def wear_of(blog: Blog, fetched: datetime) -> Wear:
    """The look of `blog` that was fetched then."""
    number = int(fetched.timestamp() * 1_000_000)
    return Wear(blog.id, number, blog.kind, blog.manner, blog.language)


def _main(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
