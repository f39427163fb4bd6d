"""A post as a page of its own: one file, opens in any browser, loads nothing but pictures."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from string import Template

from editor.domain.post import Direction, Post
from editor.system.paths import resource
from editor.text.dates import format_date
from editor.text.direction import line_direction
from editor.text.isolation import matters, word_isolates
from editor.text.scripts import likely_language

_AUTHOR = "author"


def stylesheet() -> str:
    """CSS of an article: logical properties only, so that it mirrors with `dir`; light and
    dark."""
    return resource("templates", "article.css").read_text(encoding="utf-8")


def article(post: Post, html: str, *, direction: Direction, labels: Mapping[str, str]) -> str:
    """`<article>` with title, byline, body and credits. `html` is the rendered body, put in as
    it is. `labels` has what stands before a name, by role; an unknown role stands for itself."""
    parts = [
        f'<article class="post"{_language(post)} dir="{direction}">',
        head(post, direction),
        html,
        foot(post, direction, labels),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def head(post: Post, direction: Direction) -> str:
    """`<header>` with title and byline; empty for a post that has neither."""
    title = post.title.strip()
    lines = [
        f"<h1{_stamp(title, direction)}>{words_html(title, direction)}</h1>" if title else "",
        _byline(post, direction),
    ]
    return "\n".join(["<header>", *filter(None, lines), "</header>"]) if any(lines) else ""


def words_html(text: str, around: Direction) -> str:
    """Plain words as HTML: phone numbers, `C++` and their like are isolated, as in a body."""
    if not matters(text, line_direction(text, around)):
        return escape(text)
    parts: list[str] = []
    at = 0
    for start, end in word_isolates(text):
        parts += (escape(text[at:start]), f'<span dir="ltr">{escape(text[start:end])}</span>')
        at = end
    return "".join([*parts, escape(text[at:])])


def page(post: Post, html: str, *, direction: Direction, labels: Mapping[str, str]) -> str:
    """The whole document, for which `article` makes the middle."""
    template = Template(resource("templates", "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        language=_language(post),
        direction=direction.value,
        title=escape(post.title),
        style=stylesheet(),
        article=article(post, html, direction=direction, labels=labels),
    )


def _byline(post: Post, direction: Direction) -> str:
    parts = [_name(credit.name, direction) for credit in post.credits if credit.role == _AUTHOR]
    if post.publish_at is not None:
        day = escape(format_date(post.publish_at, likely_language(post, direction)))
        parts.append(f'<time datetime="{post.publish_at.date().isoformat()}">{day}</time>')
    return f'<p class="byline">{" · ".join(parts)}</p>' if parts else ""


def foot(post: Post, direction: Direction, labels: Mapping[str, str]) -> str:
    """`<footer>` with the credits of all but the authors; empty without any."""
    lines = [
        f"<p>{escape(labels.get(credit.role, credit.role))}: {_name(credit.name, direction)}</p>"
        for credit in post.credits
        if credit.role != _AUTHOR
    ]
    return "\n".join(['<footer class="credits">', *lines, "</footer>"]) if lines else ""


def _name(name: str, direction: Direction) -> str:
    stamp = _stamp(name, direction)
    words = words_html(name, direction)
    return f"<span{stamp}>{words}</span>" if stamp else words


def _stamp(text: str, around: Direction) -> str:
    own = line_direction(text, around)
    return f' dir="{own}"' if own is not around else ""


def _language(post: Post) -> str:
    return f' lang="{escape(post.language)}"' if post.language else ""
