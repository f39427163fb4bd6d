"""What a chunk of a blog's body is, taken apart into what its author wrote and what is around it.

A paragraph's words can change and all attributes of its element stay, whoever gave them. Pure,
any thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import unescape

from editor.text.html_chunks import BLOCK_COMMENT, MARK
from editor.text.html_inline import is_inline
from editor.text.html_pictures import (
    OWN_LINK,
    Picture,
    embedded,
    gallery_in,
    picture_in,
    pictures_in,
)
from editor.text.html_tree import Comment, Element, Node, parse

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACES_AND_OTHERS = re.compile(r"(?P<space>(?:\s++|<br\b[^<>]*+>)++)|[^\s<]++|<", re.IGNORECASE)
_SHORTCODE = re.compile(r"\s*\[(?P<name>[\w-]+)\b[^\[\]]*\](?:.*\[/(?P=name)\])?\s*\Z", re.DOTALL)
_WORDPRESS = {
    "paragraph": {"p"}, "heading": _HEADINGS, "list": {"ul", "ol"}, "quote": {"blockquote"},
    "table": {"figure"}, "code": {"pre"}, "separator": {"hr"}, "image": {"figure", "div"},
    "gallery": {"figure"}, "embed": {"figure"}, "more": set(), "nextpage": set(),
    "html": {"ul", "ol", "figure"},  # lists and tables that run against their blog
}  # fmt: skip


class Sort(StrEnum):
    """What sort of thing a chunk is."""

    WORDS = "words"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"
    PICTURE = "picture"
    GALLERY = "gallery"
    EMBED = "embed"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A chunk is `before` + `shown` + `after`. `name` is the element's whose content is shown,
    `given` its attributes; both are empty for words without an element."""

    sort: Sort
    before: str
    shown: str
    after: str
    name: str = ""
    given: dict[str, str] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    pictures: tuple[Picture, ...] = ()


def envelope(raw: str) -> Envelope | None:
    """The chunk taken apart; None for what only its blog understands. Raises NotNested."""
    if MARK.fullmatch(BLOCK_COMMENT.sub("", raw).strip()):
        return Envelope(Sort.MARK, "", BLOCK_COMMENT.sub("", raw).strip(), "")
    nodes = parse(raw)
    block = BLOCK_COMMENT.match(raw.lstrip())
    shown = [node for node in nodes if not _is_around(node)]
    if any(isinstance(node, Comment) for node in shown) or not shown:
        return None
    if block is None and all(is_inline(node) for node in shown):
        return _loose(raw, shown)
    if len(shown) > 1 or not isinstance(shown[0], Element):
        return None
    only = shown[0]
    if block is not None and only.name not in _WORDPRESS.get(block["name"], ()):
        return None
    return _of_element(raw, only, block["name"] if block is not None else "")


def as_there(ours: Envelope | None, sort: Sort) -> Envelope | None:
    """Ours as what it becomes on a blog that has such a thing: an address alone a video, several
    pictures a gallery."""
    if ours is None or ours.sort is not Sort.WORDS or sort not in (Sort.EMBED, Sort.GALLERY):
        return ours
    if sort is Sort.EMBED:
        link = OWN_LINK.fullmatch(ours.shown)
        return replace(ours, sort=sort, shown=unescape(link[1])) if link else ours
    pictures = pictures_in(ours.nodes)
    return replace(ours, sort=sort, pictures=pictures) if len(pictures) > 1 else ours


def _alone(sort: Sort, raw: str, only: Element, pictures: tuple[Picture, ...] = ()) -> Envelope:
    """What stands alone is shown as a whole."""
    return Envelope(sort, "", raw, "", only.name, only.attributes, (only,), pictures)


def _of_element(raw: str, only: Element, block: str) -> Envelope | None:
    picture = picture_in(only)
    if block == "gallery":
        pictures = gallery_in(only)
        return _alone(Sort.GALLERY, raw, only, pictures) if len(pictures) > 1 else None
    if block == "embed":
        address = embedded(only)
        return replace(_alone(Sort.EMBED, raw, only), shown=address) if address else None
    if picture is not None:
        return None if block == "html" else _alone(Sort.PICTURE, raw, only, (picture,))
    if only.name == "figure":
        inside = [node for node in only.children if not _is_around(node)]
        if len(inside) != 1 or not isinstance(inside[0], Element) or inside[0].name != "table":
            return None
        only = inside[0]
    if only.name == "pre":
        return _code(raw, only)
    sort = _sort(only)
    if sort is None or (sort is Sort.WORDS and _SHORTCODE.match(only.inside)):
        return None
    if sort not in (Sort.WORDS, Sort.HEADING):
        return _around(raw, only, sort)
    inner = _innermost(only)
    found = _around(raw, inner, sort)
    # Words in a paragraph may stand in a span because they are a number or a name of a thing.
    said = inner.attributes if sort is Sort.HEADING else {}
    return replace(found, name=only.name, given=said | only.attributes)


def _innermost(element: Element) -> Element:
    """The element, or the span in it that only says how all of its words run, or in which
    language they are."""
    inside = element.children[0] if len(element.children) == 1 else None
    is_said = isinstance(inside, Element) and inside.name == "span" and inside.attributes
    if isinstance(inside, Element) and is_said and inside.attributes.keys() <= {"dir", "lang"}:
        return inside
    return element


def _sort(element: Element) -> Sort | None:
    if element.name == "hr":
        return Sort.RULE
    if element.name in ("ul", "ol"):
        return Sort.LIST
    if element.name == "blockquote":
        return Sort.QUOTE
    if element.name == "table":
        return Sort.TABLE
    if not all(is_inline(node) for node in element.children):
        return None
    if element.name in _HEADINGS:
        return Sort.HEADING
    return Sort.WORDS if element.name in ("p", "div") else None


def _around(raw: str, element: Element, sort: Sort) -> Envelope:
    start = raw.index(element.source) + len(element.opening)
    end = start + len(element.inside)
    return Envelope(
        sort,
        raw[:start],
        raw[start:end],
        raw[end:],
        element.name,
        element.attributes,
        tuple(element.children),
    )


def _loose(raw: str, nodes: list[Node]) -> Envelope | None:
    if _SHORTCODE.match(raw):
        return None
    only = nodes[0] if len(nodes) == 1 else None
    picture = picture_in(only) if isinstance(only, Element) else None
    if picture is not None:
        return Envelope(Sort.PICTURE, "", raw, "", "", {}, tuple(nodes), (picture,))
    before, shown, after = _apart(raw)
    return Envelope(Sort.WORDS, before, shown, after, nodes=tuple(parse(shown)))


def _apart(raw: str) -> tuple[str, str, str]:
    """The space before some words, the words, and the space and ends of lines behind them."""
    start = len(raw) - len(raw.lstrip())
    end = start
    for token in _SPACES_AND_OTHERS.finditer(raw, start):
        if not token["space"]:
            end = token.end()
    return raw[:start], raw[start:end], raw[end:]


def _code(raw: str, element: Element) -> Envelope | None:
    innermost, said = element, element.attributes.get("class", "")
    for name in ("code", "span"):  # such a span says how the lines run, no more
        inside = [node for node in innermost.children if not isinstance(node, str) or node.strip()]
        only = inside[0] if len(inside) == 1 else None
        if isinstance(only, Element) and only.name == name:
            if name == "span" and only.attributes != {"dir": "ltr"}:
                return None
            innermost, said = only, f"{said} {only.attributes.get('class', '')}"
    if not all(isinstance(node, str) for node in innermost.children):
        return None
    found = _around(raw, innermost, Sort.CODE)
    return replace(found, given={**innermost.attributes, "class": said.strip()})


def _is_around(node: Node) -> bool:
    """Space, and WordPress' comments."""
    if isinstance(node, Comment):
        return BLOCK_COMMENT.fullmatch(node.source) is not None
    return isinstance(node, str) and not node.strip(" \t\r\n\f")
