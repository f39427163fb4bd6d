"""What an island is: a piece of HTML that came from a blog, told so that a person knows it again.

A guess from its block comment, its shortcode and its tags; nothing but a name and a look into it
depends on it. Pure, any thread. The faces have the words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from editor.text.html import visible_text
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_tree import attributes_of

_SEEN = 40_000  # code points of an island that are looked at
_PREVIEW = 240  # code points
_MOST_PICTURES = 3

_TAG = re.compile(
    r"<(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\s*\[/?(?P<name>[A-Za-z][\w-]*)(?P<attributes>[^\[\]]*)\]")
_IDS = re.compile(r"\bids\s*=\s*[\"']?([\d,\s]+)")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")
_SPACE = re.compile(r"\s+")
_HOST_BEGIN = re.compile(r"(?:www|m|player|embed|w|open|platform)\.(?=[^.]+\.)")


class Sort(Enum):
    """What an island is."""

    GALLERY = auto()  # of `number` pictures
    PICTURE = auto()
    VIDEO = auto()  # from `detail`, a host
    AUDIO = auto()  # from `detail`
    MAP = auto()  # from `detail`
    EMBED = auto()  # from `detail`
    TABLE = auto()
    COLUMNS = auto()  # `number` of them
    GROUP = auto()
    BUTTONS = auto()  # `number` of them
    FORM = auto()
    FILE = auto()  # named `detail`
    MEDIA_TEXT = auto()
    COVER = auto()
    DETAILS = auto()
    LIST = auto()
    QUOTE = auto()
    VERSE = auto()
    CODE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    SEPARATOR = auto()
    DRAWING = auto()
    SCRIPT = auto()
    SHORTCODE = auto()  # `detail`, its name
    BLOCK = auto()  # `detail`, a block's name in its own words
    COMMENT = auto()
    HTML = auto()


class Island(NamedTuple):
    """`words`: the beginning of what a reader sees of it, on one line. `pictures`: the addresses of
    its first few pictures as written."""

    sort: Sort
    number: int = 0
    detail: str = ""
    words: str = ""
    pictures: tuple[str, ...] = ()


def named(html: str) -> Island:
    """What the HTML inside an island is. Never raises."""
    html = html[:_SEEN]
    tags = [(tag["name"].lower(), _attributes(tag)) for tag in _TAG.finditer(html)]
    sort, count, detail = _sort(html, tags)
    pictures = [each for name, each in tags if name == "img"]
    addresses = tuple(dict.fromkeys(each["src"] for each in pictures if each.get("src")))
    bare = BLOCK_COMMENT.sub("", html)
    if sort is not Sort.SHORTCODE and _SHORTCODE.match(bare):  # its name says it already
        bare = _SHORTCODE.sub("", bare)
    return Island(sort, count, detail, _words(bare, tags, detail), addresses[:_MOST_PICTURES])


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    return attributes_of(tag["attributes"])


_Tags = list[tuple[str, dict[str, str]]]
_Said = tuple[Sort, int, str]

_BLOCKS = {
    "image": Sort.PICTURE,
    "video": Sort.VIDEO,
    "audio": Sort.AUDIO,
    "playlist": Sort.AUDIO,
    "map": Sort.MAP,
    "table": Sort.TABLE,
    "group": Sort.GROUP,
    "contact-form": Sort.FORM,
    "form": Sort.FORM,
    "search": Sort.FORM,
    "media-text": Sort.MEDIA_TEXT,
    "cover": Sort.COVER,
    "details": Sort.DETAILS,
    "list": Sort.LIST,
    "quote": Sort.QUOTE,
    "pullquote": Sort.QUOTE,
    "verse": Sort.VERSE,
    "code": Sort.CODE,
    "preformatted": Sort.CODE,
    "heading": Sort.HEADING,
    "paragraph": Sort.PARAGRAPH,
    "separator": Sort.SEPARATOR,
    "spacer": Sort.SEPARATOR,
}
_TAGS = {
    "video": Sort.VIDEO,
    "audio": Sort.AUDIO,
    "table": Sort.TABLE,
    "form": Sort.FORM,
    "details": Sort.DETAILS,
    "blockquote": Sort.QUOTE,
    "ul": Sort.LIST,
    "ol": Sort.LIST,
    "dl": Sort.LIST,
    "pre": Sort.CODE,
    "svg": Sort.DRAWING,
    "canvas": Sort.DRAWING,
    "script": Sort.SCRIPT,
    "style": Sort.SCRIPT,
    "img": Sort.PICTURE,
    "h1": Sort.HEADING,
    "h2": Sort.HEADING,
    "h3": Sort.HEADING,
    "h4": Sort.HEADING,
    "h5": Sort.HEADING,
    "h6": Sort.HEADING,
    "hr": Sort.SEPARATOR,
    "p": Sort.PARAGRAPH,
}
_SHORTCODES = {
    "caption": Sort.PICTURE,
    "wp_caption": Sort.PICTURE,
    "audio": Sort.AUDIO,
    "playlist": Sort.AUDIO,
    "soundcloud": Sort.AUDIO,
    "video": Sort.VIDEO,
    "youtube": Sort.VIDEO,
    "vimeo": Sort.VIDEO,
    "contact-form": Sort.FORM,
    "contact-form-7": Sort.FORM,
    "googlemaps": Sort.MAP,
    "map": Sort.MAP,
    "code": Sort.CODE,
    "sourcecode": Sort.CODE,
}
_FROM = {
    "youtube.com": Sort.VIDEO,
    "youtube-nocookie.com": Sort.VIDEO,
    "youtu.be": Sort.VIDEO,
    "vimeo.com": Sort.VIDEO,
    "dailymotion.com": Sort.VIDEO,
    "ted.com": Sort.VIDEO,
    "tiktok.com": Sort.VIDEO,
    "videopress.com": Sort.VIDEO,
    "video.wordpress.com": Sort.VIDEO,
    "aparat.com": Sort.VIDEO,
    "soundcloud.com": Sort.AUDIO,
    "spotify.com": Sort.AUDIO,
    "mixcloud.com": Sort.AUDIO,
    "openstreetmap.org": Sort.MAP,
    "maps.google.com": Sort.MAP,
}
_SAME_HOST = {"youtube-nocookie.com": "youtube.com", "youtu.be": "youtube.com"}
_QUOTED_FROM = {
    "twitter-tweet": "x.com",
    "instagram-media": "instagram.com",
    "tiktok-embed": "tiktok.com",
    "reddit-embed-bq": "reddit.com",
    "mastodon-embed": "mastodon",
    "fb-post": "facebook.com",
}


def _sort(html: str, tags: _Tags) -> _Said:
    block = BLOCK_COMMENT.match(html.lstrip())
    if block is not None:
        said = _of_block(block["name"], _json(block["attributes"]), html, tags)
        if said is not None:
            return said
    inner = BLOCK_COMMENT.sub("", html)
    shortcode = _SHORTCODE.match(inner)
    if shortcode is not None:
        return _of_shortcode(shortcode["name"].lower(), shortcode["attributes"])
    if not tags:
        ended = inner.rfind("-->") + 3  # behind it, one that nobody ended would be sought for each
        bare = (_COMMENT.sub("", inner[:ended]) + inner[ended:]).strip()
        return (Sort.HTML if bare else Sort.COMMENT), 0, ""
    return _of_tags(html, tags)


def _of_block(name: str, said: Mapping[str, object], html: str, tags: _Tags) -> _Said | None:
    """None where the block is a box for any HTML."""
    kind = name.rpartition("/")[2]
    if kind in ("html", "freeform", "shortcode"):
        return None
    if kind == "gallery" or kind.endswith("-gallery"):
        return Sort.GALLERY, _count(tags, "img"), ""
    if kind == "embed" or name.startswith("core-embed/"):
        return _of_address(str(said.get("url", "")) or _address(html))
    if kind == "columns":
        return Sort.COLUMNS, len(re.findall(r"<!--\s+wp:column\s", html)), ""
    if kind in ("buttons", "button"):
        return Sort.BUTTONS, max(len(re.findall(r"<!--\s+wp:button\s", html)), 1), ""
    if kind == "file":
        return Sort.FILE, 0, unquote(urlsplit(_link(tags)).path.rpartition("/")[2])
    if kind in _BLOCKS:
        return _BLOCKS[kind], 0, ""
    return Sort.BLOCK, 0, kind.replace("-", " ").replace("_", " ")


def _of_shortcode(name: str, said: str) -> _Said:
    if name == "gallery":
        ids = _IDS.search(said)
        return Sort.GALLERY, len(re.findall(r"\d+", ids.group(1))) if ids else 0, ""
    if name in ("embed", "googlemaps") or name in _SHORTCODES:
        return _SHORTCODES.get(name, Sort.EMBED), 0, ""
    return Sort.SHORTCODE, 0, name


def _of_tags(html: str, tags: _Tags) -> _Said:
    for name, said in tags:
        if name in ("iframe", "embed", "object"):
            return _of_address(said.get("src") or said.get("data") or "")
        if name in ("blockquote", "div"):
            for each in said.get("class", "").split():
                if each in _QUOTED_FROM:
                    return Sort.EMBED, 0, _QUOTED_FROM[each]
    counts = Counter(name for name, _ in tags)
    classes = " ".join(said.get("class", "") for _, said in tags)
    if re.search(r"\bwp-block-button\b", classes) or tags[0][0] == "button":
        return Sort.BUTTONS, max(counts["a"], counts["button"], 1), ""
    if counts["img"] > 1 and ("gallery" in classes or not visible_text(html).strip()):
        return Sort.GALLERY, counts["img"], ""
    for name in ("video", "audio", "form", "table"):
        if counts[name]:
            return _TAGS[name], 0, ""
    for name, _said in tags:
        if name in _TAGS and not (name == "p" and counts["img"] and not visible_text(html)):
            return _TAGS[name], 0, ""
    return Sort.HTML, 0, ""


def _of_address(address: str) -> _Said:
    host = _host(address)
    if "google." in host and "/maps" in address:
        return Sort.MAP, 0, "google.com"
    sort = _FROM.get(host, Sort.EMBED)
    return sort, 0, _SAME_HOST.get(host, host)


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    shorter = _HOST_BEGIN.sub("", host)
    return shorter if "." in host else ""


def _count(tags: _Tags, name: str) -> int:
    return sum(each == name for each, _ in tags)


def _address(html: str) -> str:
    found = _ADDRESS.search(BLOCK_COMMENT.sub("", html))
    return found.group() if found else ""


def _link(tags: _Tags) -> str:
    return next((said["href"] for name, said in tags if name == "a" and said.get("href")), "")


def _json(text: str | None) -> dict[str, object]:
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _words(html: str, tags: _Tags, detail: str) -> str:
    """What is read of it; where there is nothing to read, what is said of its pictures."""
    seen = _SPACE.sub(" ", visible_text(html)).strip()
    if not seen:
        said = [each.get("alt") or each.get("title") or "" for _, each in tags]
        seen = next((_SPACE.sub(" ", each).strip() for each in said if each.strip()), "")
    return "" if seen == detail else seen[:_PREVIEW]
