"""A page of a blog as a dress for another post: its look without its words, and nothing in it
that runs or leads anywhere. Pure, any thread.

The page is sanitised first, so that it is a tree; then the places of title and body are found in
it and emptied, and what is left is written anew with names of ours for every address. The sanitiser
has the last word again.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from editor.text.dress_css import Lookup, Sort, references, rewritten
from editor.text.dress_head import Head, head_of, is_deep
from editor.text.dress_places import Places, find
from editor.text.dress_wordpress import for_kinds, sheets_of_others
from editor.text.html_tree import VOID, Comment, Element, Node, NotNested, elements, parse

MOST = 2_000_000  # characters of a page that are read
MARK = "data-midad"
"""The attribute that says which place an element is: `title`, `body`, or `end`, the first element
behind the post's."""

KIND = "data-midad-kind"
"""The attribute of a sheet that counts only for posts with this kind of blocks in them."""

_NAME = re.compile(r"\d{1,4}\.\w{2,5}")
_LAZY = ("data-src", "data-lazy-src", "data-original")
_DEAD = frozenset({"a", "button", "input", "summary"})
_FOREIGN_IDS = frozenset({"comments", "respond", "disqus_thread"})
_FOREIGN_CLASSES = frozenset(
    {"comments-area", "comment-respond", "wp-block-comments", "wp-block-post-comments"}
    | {"post-thumbnail", "wp-post-image", "wp-block-post-featured-image"}
)
_SAID = frozenset({"class", "id", "dir", "lang", "style"})  # of <html> and <body>


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something a page wants to load, by its whole address."""

    address: str
    sort: Sort


class Look:
    """The look of one page. `sheets` are its style sheets in order, with whole addresses; those
    that stand in the page have none."""

    def __init__(self, head: Head, nodes: list[Node], base: str, *, strict: bool) -> None:
        self._head = head
        self._nodes = nodes
        self._base = base
        self._strict = strict
        self.sheets = tuple(
            replace(sheet, address=_joined(base, sheet.address)) for sheet in head.sheets
        )

    @property
    def base(self) -> str:
        """What addresses in the page itself are relative to."""
        return self._base

    def wanted(self) -> list[Wanted]:
        """Sheets and pictures that the page itself loads, in order, each once."""
        sheets = [Wanted(sheet.address, Sort.SHEET) for sheet in self.sheets if sheet.address]
        styles = [self._head.html.get("style", ""), self._head.body.get("style", "")]
        pictures = []
        for element in elements(self._nodes):
            if element.name == "img":
                pictures.append(_source(element))
            styles.append(element.attributes.get("style", ""))
        inline = [each for style in styles if style for each in wanted_by(style, self._base)]
        files = [Wanted(_joined(self._base, each), Sort.FILE) for each in pictures if each]
        return list(dict.fromkeys([*sheets, *files, *inline]))

    def page(self, names: Sequence[str | None], lookup: Lookup) -> str:
        """The page as it is kept. `names` are ours for `sheets`, None for one that is not there;
        `lookup` gives ours for a whole address."""
        here = _relative(lookup, self._base)
        links = [
            f'<link rel="stylesheet" href="{name}"{_attribute("media", sheet.media)}'
            f"{_attribute(KIND, sheet.kind)}>"
            for name, sheet in zip(names, self.sheets, strict=True)
            if name is not None
        ]
        inside = _strictly("".join(_written(node, here) for node in self._nodes))
        return "\n".join(
            [
                *(["<!doctype html>"] if self._strict else []),
                f"<html{_said(self._head.html, here)}>",
                '<head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                *links,
                '<link rel="stylesheet" href="media://preview/dress.css">',
                f"</head>\n<body{_said(self._head.body, here)}>",
                inside,
                "</body></html>",
            ]
        )


def look_of(page: str, address: str, title: str, body: str) -> Look | None:
    """The look of the page at `address`, on which the post with this title (plain or HTML) and
    body (HTML, as the blog keeps it) stands. None where it cannot be told where the post stands."""
    page = page[:MOST]
    if is_deep(page):
        return None
    head = head_of(page)
    is_rtl = head.html.get("dir", "").lower() == "rtl"
    others = sheets_of_others(page, is_rtl=is_rtl)
    head = replace(head, sheets=(*others, *for_kinds(head.sheets, body)))
    try:
        nodes = parse(_loosely(page))
    except NotNested:
        return None
    places = find(nodes, title, body)
    if places is None:
        return None
    _empty(places)
    kept = {id(places.body), *(id(each) for each in _around(nodes, places.body))}
    if places.title is not None:
        kept |= {id(places.title), *(id(each) for each in _around(nodes, places.title))}
    strict = "<!doctype" in page[:2000].lower()
    base = _joined(address, head.base) or address
    return Look(head, _without_foreign(nodes, kept), base, strict=strict)


def wanted_by(css: str, base: str) -> list[Wanted]:
    """What a sheet at `base` wants to load."""
    return [Wanted(_joined(base, each.address), each.sort) for each in references(css)]


def bound(css: str, base: str, lookup: Lookup) -> str:
    """A sheet at `base` that loads nothing but what `lookup` has a name for, by whole addresses."""
    return rewritten(css, _relative(lookup, base))


def _relative(lookup: Lookup, base: str) -> Lookup:
    def find_name(written: str, sort: Sort) -> str | None:
        address = _joined(base, written)
        name = lookup(address, sort) if address else None
        fragment = address.partition("#")[2] if not address.startswith("data:") else ""
        return f"{name}#{fragment}" if name and fragment else name

    return find_name


def _joined(base: str, address: str) -> str:
    """The whole address; empty where it is none."""
    address = address.strip()
    if not address or address[:5].lower() == "data:":
        return address
    try:
        whole = urljoin(base, address)
        return whole if urlsplit(whole).scheme in ("http", "https", "file") else ""
    except ValueError:
        return ""


# --- the places -----------------------------------------------------------------------------------


def _empty(places: Places) -> None:
    """Take the post out of the page, and mark where it was."""
    body, behind = places.body, places.body.children[places.end :]
    end = next((each for each in behind if isinstance(each, Element)), None)
    if end is not None:
        end.attributes[MARK] = "end"
    body.children[:] = [*body.children[: places.start], *behind]
    body.attributes[MARK] = "body"
    if places.title is not None:
        places.title.attributes[MARK] = "title"
        places.title.children.clear()


def _around(nodes: Sequence[Node], wanted: Element) -> list[Element]:
    """The elements in which `wanted` stands."""
    for node in nodes:
        if node is wanted:
            return []
        if isinstance(node, Element) and any(each is wanted for each in elements(node.children)):
            return [node, *_around(node.children, wanted)]
    return []


def _without_foreign(nodes: Sequence[Node], kept: set[int]) -> list[Node]:
    """Without what is another post's or other people's: its picture, its comments."""
    left: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            if id(node) not in kept and _is_foreign(node):
                continue
            node.children[:] = _without_foreign(node.children, kept)
        left.append(node)
    return left


def _is_foreign(element: Element) -> bool:
    said = element.attributes
    return said.get("id", "").lower() in _FOREIGN_IDS or not _FOREIGN_CLASSES.isdisjoint(
        said.get("class", "").split()
    )


# --- writing --------------------------------------------------------------------------------------


def _written(node: Node, here: Lookup) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, Comment):
        return ""
    name = "div" if node.name == "form" else node.name
    said = "".join(_attribute(key, value) for key, value in _attributes(node, here))
    if name in VOID:
        return f"<{name}{said}>"
    inside = "".join(_written(child, here) for child in node.children)
    return f"<{name}{said}>{inside}</{name}>"


def _attributes(element: Element, here: Lookup) -> Iterator[tuple[str, str]]:
    for name, value in element.attributes.items():
        if name == "style":
            yield name, rewritten(value, here)
        elif name == "href":
            yield name, value if element.name == "use" else "#"
        elif name not in ("src", *_LAZY):
            yield name, value
    if element.name == "img":
        source = _source(element)
        found = here(source, Sort.FILE) if source else None
        if found is not None:
            yield "src", found
    if element.name in _DEAD:
        yield "tabindex", "-1"


def _source(image: Element) -> str:
    """Where a picture is; one that a script would fetch later is where that would look."""
    said = image.attributes
    late = next((said[name] for name in _LAZY if said.get(name)), "")
    return late or said.get("src", "")


def _attribute(name: str, value: str) -> str:
    return f' {name}="{entities.escape(value)}"' if value or name not in ("media", KIND) else ""


def _said(attributes: dict[str, str], here: Lookup) -> str:
    """Of `<html>` or `<body>`, which the sanitiser does not know."""
    words = []
    for name, value in attributes.items():
        if name not in _SAID and not re.fullmatch(r"data-(?!midad)[\w-]+", name):
            continue
        if name == "class":  # a script would have said that it runs
            value = " ".join("js" if word == "no-js" else word for word in value.split())
        if name == "style":
            value = rewritten(rewritten(value, here), _known)
        words.append(_attribute(name, value))
    return "".join(words)


# --- the sanitiser --------------------------------------------------------------------------------


def _loosely(page: str) -> str:
    cleaned: str = _cleaner(_as_it_is).clean(page.encode("utf-8", "replace").decode())
    return cleaned


def _strictly(html: str) -> str:
    cleaned: str = _cleaner(_ours_only).clean(html)
    return cleaned


def _as_it_is(_tag: str, name: str, value: str) -> str | None:
    return None if name == MARK else value


def _ours_only(_tag: str, name: str, value: str) -> str | None:
    """No address but one of ours; a final look, whatever wrote it."""
    if name == "src":
        return value if _NAME.fullmatch(value.partition("#")[0]) else None
    if name == "href":
        return value if value.startswith("#") else None
    if name == "style":
        return rewritten(value, _known)
    return None if "url(" in value.lower() and "url(#" not in value else value


def _known(address: str, _sort: Sort) -> str | None:
    return address if _NAME.fullmatch(address.partition("#")[0]) else None


_SVG = {
    "svg": {"viewBox", "preserveAspectRatio", "focusable"},
    "path": {"d"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "rect": {"x", "y", "rx", "ry"},
    "line": {"x1", "y1", "x2", "y2"},
    "polygon": {"points"},
    "polyline": {"points"},
    "use": {"href", "x", "y"},
    "g": set[str](),
    "symbol": {"viewBox"},
}
_DRAWN = {"fill", "fill-rule", "clip-rule", "stroke", "stroke-width", "stroke-linecap"} | {
    "stroke-linejoin",
    "transform",
    "opacity",
}


@cache
def _cleaner(judge: Callable[[str, str, str], str | None]) -> Any:
    import nh3

    attributes: dict[str, set[str]] = {
        "*": {"class", "id", "dir", "lang", "style", "role", "title", "hidden", "tabindex"}
        | {"align", "valign", "width", "height", "bgcolor", "border", "color", "face", "size"},
        "a": {"href"},
        "img": {"src", "alt"},
        "input": {"type", "placeholder", "value", "checked"},
        "button": {"type"},
        "table": {"cellpadding", "cellspacing"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "ol": {"start", "type", "reversed"},
        "details": {"open"},
    }
    attributes |= {tag: names | _DRAWN for tag, names in _SVG.items()}
    gone = {"script", "style", "title", "noscript", "template", "iframe", "object", "embed"}
    gone |= {"video", "audio", "canvas", "textarea", "select", "math", "frameset", "noframes"}
    return nh3.Cleaner(
        tags=(nh3.ALLOWED_TAGS - {"map", "area", "link"})
        | {"main", "section", "picture", "form", "input", "button", "label", "fieldset", "legend"}
        | {"font", "center", "big", "tt", "address", "dialog", "search"}
        | set(_SVG),
        clean_content_tags=gone,
        attributes=attributes,
        attribute_filter=judge,
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes={"http", "https", "data"},
        link_rel=None,
        strip_comments=True,
    )
