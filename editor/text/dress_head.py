"""What a page of a blog says of itself before its words: how it is dressed. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editor.text.html_tree import VOID, attributes_of

_TAG = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+)>"
)
OF_BLOCKS = r"wp-block-([a-z-]+?)(?:-rtl)?-(?:inline-)?css"
"""Matches the id of a sheet that is for one kind of a WordPress' blocks."""

_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noscript"})
_UNCLOSED = frozenset(
    {"html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot"}
    | {"option", "optgroup", "colgroup", "caption", "rt", "rp"}
)
MOST_SHEETS = 80
DEEPEST = 400  # elements inside each other, before a parser that takes long for more is asked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet of a page: where it is, or what it says. `media` is what it is for, `kind` the
    kind of blocks, where it is there for those alone (dress_wordpress.py)."""

    address: str = ""
    css: str = ""
    media: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The attributes of `<html>` and `<body>`, what addresses are relative to, and the sheets in
    the order they count."""

    html: dict[str, str]
    body: dict[str, str]
    base: str
    sheets: tuple[Sheet, ...]


def head_of(page: str) -> Head:
    """Of any page, however broken; linear in its length. As a browser with scripts would see it:
    what stands in `<noscript>` does not count, and sheets that a script would switch on do."""
    found: dict[str, dict[str, str]] = {}
    sheets: list[Sheet] = []
    for name, attributes, inside in _elements(page):
        if name.startswith("/"):
            continue
        if name in ("html", "body", "base"):
            found.setdefault(name, attributes)
        elif name == "style":
            sheets.append(Sheet("", inside, attributes.get("media", ""), _kind(attributes)))
        elif name == "link" and (sheet := _linked(attributes)):
            sheets.append(sheet)
    return Head(
        found.get("html", {}),
        found.get("body", {}),
        found.get("base", {}).get("href", ""),
        tuple(sheets[:MOST_SHEETS]),
    )


def is_deep(page: str) -> bool:
    """True where elements stand in each other as deep as no page needs."""
    depth = 0
    for name, _attributes, _inside in _elements(page):
        bare = name.removeprefix("/")
        if bare in VOID or bare in _RAW or bare in _UNCLOSED:
            continue
        depth = max(0, depth - 1) if name != bare else depth + 1
        if depth > DEEPEST:
            return True
    return False


def _linked(attributes: dict[str, str]) -> Sheet | None:
    kinds = attributes.get("rel", "").lower().split()
    late = "onload" in attributes  # fetched as something else, and switched on by a script
    preloaded = "preload" in kinds and attributes.get("as", "").lower() == "style" and late
    is_css = attributes.get("type", "text/css").lower().strip() in ("text/css", "")
    address = attributes.get("href", "").strip()
    if not (is_css and address and ("stylesheet" in kinds or preloaded)):
        return None
    if "alternate" in kinds or "disabled" in attributes:
        return None
    media = "" if late else attributes.get("media", "")
    return Sheet(address, media=media, kind=_kind(attributes))


def _kind(attributes: dict[str, str]) -> str:
    found = re.fullmatch(OF_BLOCKS, attributes.get("id", ""))
    return found[1] if found else ""


def _elements(page: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Tags in order, closing ones with their stroke; those of raw text with what stands in
    them."""
    at = 0
    while (tag := _TAG.search(page, at)) is not None:
        at = tag.end()
        if tag.group() == "<!--":
            at = page.find("-->", at) + 3
            if at < 3:
                return
            continue
        name = tag["name"].lower()
        if tag["close"]:
            yield f"/{name}", {}, ""
            continue
        inside = ""
        if name in _RAW:
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, at)
            if end is None:
                return
            inside, at = page[at : end.start()], end.end()
        yield name, attributes_of(tag["attributes"]), inside
