"""The pages of a static site, as text. Pure but for reading its templates once.

Every link is relative and names its file, so that the site opens from a folder without any
server.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from urllib.parse import quote

from editor.domain.post import EPOCH, Direction, Format, Post
from editor.remotes.credits import credits_html
from editor.remotes.folder.place import safe_name
from editor.remotes.folder.shelf import PAGE, Entry
from editor.system.paths import resource
from editor.text.blocks import Kind, cut
from editor.text.dates import format_date
from editor.text.direction import base_direction, language_direction, line_direction
from editor.text.html import visible_text
from editor.text.page import words_html
from editor.text.render import render_html
from editor.text.scripts import likely_language

IN_FEED = 20
OPENING = 200  # characters

# Words of a page, in its own language, which need not be that of the window.
WORDS = {
    "en": {"all_posts": "All posts", "feed": "Feed", "tags": "Tags", "empty": "Nothing here yet."},
    "ar": {
        "all_posts": "كل التدوينات",
        "feed": "خلاصة",
        "tags": "الوسوم",
        "empty": "لا شيء هنا بعد.",
    },
    "fa": {
        "all_posts": "همهٔ نوشته‌ها",
        "feed": "خوراک",
        "tags": "برچسب‌ها",
        "empty": "هنوز چیزی نیست.",
    },
    "ckb": {
        "all_posts": "هەموو بابەتەکان",
        "feed": "فید",
        "tags": "تاگەکان",
        "empty": "هێشتا هیچ نییە.",
    },
}


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share."""

    id: str  # a UUID
    title: str
    language: str

    @property
    def direction(self) -> Direction:
        """The direction of lists and of the site's own words."""
        return language_direction(self.language) or Direction.LTR


def words_in(language: str) -> Mapping[str, str]:
    """A page's own words in its language; in English where they are not known in it."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])


def tag_page(tag: str) -> Path:
    """Where the page of a tag is, relative to the site."""
    return Path("tags") / (safe_name(tag) or "tag") / PAGE


def address_of(path: Path) -> str:
    """A relative path as a link names it."""
    return quote(path.as_posix())


def language_of(post: Post, around: Direction = Direction.LTR) -> str:
    """The language of a post's page; by its script where the author did not say. `around`: the
    site's direction, for a post without words."""
    return likely_language(post, base_direction(post, around))


def body_html(site: Site, post: Post, picture: Callable[[str], str]) -> str:
    """The HTML of a body. What came as HTML stays as it is."""
    if post.format is Format.HTML:
        return post.body
    direction = base_direction(post, site.direction)
    return render_html(post.body, direction=direction, language=post.language, picture=picture)


def post_page(site: Site, post: Post, body: str) -> str:
    """The page of one post, two folders below the root. `body` is HTML."""
    direction = base_direction(post, site.direction)
    language = language_of(post, site.direction)
    title = words_html(post.title, direction)
    parts = [
        "<article>",
        f'<h1 dir="{line_direction(post.title, direction)}">{title}</h1>' if title else "",
        f'<p class="meta">{_time(post, language)}</p>',
        body,
        credits_html(post, direction),
        _tag_links(post, "../../", site.direction),
        "</article>",
    ]
    heading = " – ".join(part for part in (post.title, site.title) if part)
    main = "\n".join(part for part in parts if part)
    return _page(site, heading, main, "../../", language=language, direction=direction)


def list_page(site: Site, entries: Sequence[Entry], *, tag: str = "") -> str:
    """The front page, or that of a tag; `entries` are in the order to show."""
    root = "../../" if tag else ""
    rows = "\n".join(_row(site, entry, root) for entry in entries)
    main = (
        f'<ul class="posts">\n{rows}\n</ul>'
        if rows
        else f"<p>{words_in(site.language)['empty']}</p>"
    )
    if tag:
        own = line_direction(tag, site.direction)
        main = f'<h1 dir="{own}">{words_html(tag, site.direction)}</h1>\n{main}'
    heading = f"{tag} – {site.title}" if tag else site.title
    return _page(site, heading, main, root, language=site.language, direction=site.direction)


def feed(site: Site, entries: Sequence[Entry]) -> str:
    """An Atom feed of the newest entries. Ids are the posts' own, for the site has no address."""
    newest = entries[:IN_FEED]
    updated = max((date_of(entry.post) for entry in newest), default=EPOCH)
    items = "\n".join(_feed_item(site, entry) for entry in newest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{html.escape(site.language)}">\n'
        f"<id>urn:uuid:{site.id}</id>\n<title>{_xml(site.title)}</title>\n"
        f'<link href="{PAGE}"/>\n<link rel="self" href="feed.xml"/>\n'
        f"<author><name>{_xml(site.title)}</name></author>\n"
        f"<updated>{_moment(updated)}</updated>\n{items}\n</feed>\n"
    )


def date_of(post: Post) -> datetime:
    """The date a post is shown under and sorted by."""
    return post.publish_at or EPOCH


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """In the order readers expect; by folder where dates are equal, so that it stays put."""
    return sorted(entries, key=lambda e: (date_of(e.post), e.folder.as_posix()), reverse=True)


# --- parts --------------------------------------------------------------------------------------


def _page(
    site: Site, title: str, main: str, root: str, *, language: str, direction: Direction
) -> str:
    template = Template(resource("templates", "site", "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=html.escape(title),
        main=main,
        root=root,
        language=html.escape(language),
        direction=direction.value,
        site=html.escape(site.title),
        site_direction=line_direction(site.title, direction).value,
        all_posts=words_in(language)["all_posts"],
        feed=words_in(language)["feed"],
    )


def _row(site: Site, entry: Entry, root: str) -> str:
    post = entry.post
    direction = base_direction(post, site.direction)
    language = language_of(post, site.direction)
    link = root + address_of(entry.folder / PAGE)
    title = words_html(post.title or entry.folder.name, direction)
    opening = post.excerpt or _opening(site, post)
    return (
        f'<li lang="{html.escape(language)}" dir="{direction.value}">'
        f'<h2 dir="{line_direction(post.title, direction)}"><a href="{link}">{title}</a></h2>'
        f'<p class="meta">{_time(post, language)}</p>'
        f'<p dir="{line_direction(opening, direction)}">{html.escape(opening)}</p></li>'
    )


def _opening(site: Site, post: Post) -> str:
    """The first words of a post. One paragraph: the next may run the other way."""
    if post.format is Format.MARKDOWN:
        post = replace(post, body=_first_paragraph(post.body))
    line = " ".join(visible_text(body_html(site, post, picture=lambda name: name)).split())
    if len(line) <= OPENING:
        return line
    return line[:OPENING].rpartition(" ")[0] + "…"


def _first_paragraph(body: str) -> str:
    """It alone is rendered for a list, with what its links may refer to."""
    blocks = cut(body)
    first = [block.text for block in blocks if block.kind is Kind.PARAGRAPH][:1]
    return "\n\n".join(first + [b.text for b in blocks if b.kind is Kind.DEFINITION])


def _time(post: Post, language: str) -> str:
    moment = date_of(post)
    return f'<time datetime="{_moment(moment)}">{html.escape(format_date(moment, language))}</time>'


def _tag_links(post: Post, root: str, around: Direction) -> str:
    direction = base_direction(post, around)
    comma = "، " if direction is Direction.RTL else ", "
    links = comma.join(
        f'<a href="{root}{address_of(tag_page(tag))}" dir="{line_direction(tag, direction)}">'
        f"{words_html(tag, direction)}</a>"
        for tag in post.tags
    )
    label = words_in(language_of(post, around))["tags"]
    return f'<p class="tags">{label}: {links}</p>' if links else ""


def _feed_item(site: Site, entry: Entry) -> str:
    post = entry.post
    body = body_html(site, post, picture=lambda name: address_of(entry.folder / name))
    link = address_of(entry.folder / PAGE)
    id = f"urn:uuid:{entry.id}" if "/" not in entry.id else f"urn:midad:{quote(entry.id)}"
    return (
        f'<entry xml:lang="{html.escape(language_of(post, site.direction))}"><id>{id}</id>'
        f'<title>{_xml(post.title)}</title><link href="{link}"/>'
        f"<updated>{_moment(date_of(post))}</updated>"
        f'<content type="html">{_xml(body)}</content></entry>'
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(text: str) -> str:
    """Text for XML, which has no control characters at all, not even escaped ones."""
    return html.escape("".join(c for c in text if c >= " " or c in "\t\n\r"))
