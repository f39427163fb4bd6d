"""HTML as text: what a reader sees of it, whether two pieces say the same, and what of it may be
shown. Nothing here is ever applied to what goes to a blog."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from editor.text.html_tree import ATTRIBUTE

_TAG = re.compile(
    r"<!--|-->|<(/?)([A-Za-z][A-Za-z0-9:-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+)>"
    r"|<[!?][A-Za-z\[](?:(?!-->)[^<>])*+>"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r" ?\n[ \n]*")
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*?)\s*(?:;|\Z)")

DEEPEST = 512
"""So deep browsers nest elements. To clean what is deeper takes the square of its depth."""

MOST_ENTITIES = 100_000
"""In one piece; to clean more takes the square of their number."""

# They hold nothing, or end where the next one begins, closed or not.
_FLAT = re.compile(
    "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|"
    "p|li|dt|dd|td|th|tr|tbody|thead|tfoot|colgroup|caption|option|optgroup|rt|rp"
)
_HIDDEN = frozenset({"script", "style", "template", "head", "noscript"})
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|meter|"
    "output|q|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)


def _pieces(html: str) -> Iterator[str | re.Match[str]]:
    """Text and tags in turn; comments, and what is in hidden elements, left out."""
    at = 0
    in_comment = False
    hidden = ""
    last_comment_end = html.rfind("-->")
    for tag in _TAG.finditer(html):
        skip = in_comment or hidden
        if not skip:
            yield html[at : tag.start()]
        if tag.group() == "-->":
            if not in_comment and not hidden:
                yield tag.group()
            in_comment = False
        elif in_comment:
            pass
        elif tag.group() == "<!--":
            in_comment = not hidden and tag.start() < last_comment_end
        elif tag.group(2):
            name = tag.group(2).lower()
            if hidden:
                hidden = "" if tag.group(1) and name == hidden else hidden
            elif name in _HIDDEN and not tag.group(1):
                hidden = name
            else:
                yield tag
        at = tag.end()
    if not (in_comment or hidden):
        yield html[at:]


def visible_text(html: str) -> str:
    """What a reader sees, pictures' texts aside: blocks and `<br>` end lines, runs of space are
    one space."""
    parts: list[str] = []
    for piece in _pieces(html):
        if isinstance(piece, str):
            parts.append(_SPACE.sub(" ", entities.unescape(piece)))
        elif not _INLINE.fullmatch(piece.group(2).lower()) and piece.group(2).lower() != "img":
            parts.append("\n")
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(parts))).strip(" \n")


_SPACES = re.compile(" {2,}")


def same_text(one: str, other: str) -> bool:
    """True where two pieces of HTML say the same to a reader: entities, quotes, `<br />`, order
    of attributes and space between blocks, which servers rewrite as they like, do not count."""
    return one == other or canonical(one) == canonical(other)


Tag = tuple[str, str, tuple[tuple[str, str], ...]]
"""`/` or nothing, the element, its attributes."""


def canonical(html: str) -> list[str | Tag]:
    """What HTML says to a reader: words and tags, those of comments and scripts aside."""
    found: list[str | Tag] = []
    text = ""
    for piece in [*_pieces(html), None]:
        if isinstance(piece, str):
            text += piece
            continue
        name = piece.group(2).lower() if piece else ""
        words = _SPACE.sub(" ", entities.unescape(text))
        text = ""
        if not _INLINE.fullmatch(name) and name != "img":
            words = words.rstrip(" ")
        if not found or _ends_line(found[-1]):
            words = words.lstrip(" ")
        if words:
            found.append(words)
        if piece:
            found.append((piece.group(1), name, _attributes(piece.group(3))))
    return found


def _ends_line(piece: object) -> bool:
    """A block's tag, or `<br>`: space after it is not seen."""
    return isinstance(piece, tuple) and not _INLINE.fullmatch(piece[1]) and piece[1] != "img"


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for attribute in ATTRIBUTE.finditer(text):
        name, *values = attribute.groups()
        value = entities.unescape(next((value for value in values if value is not None), name))
        if name.lower() == "style":
            value = ";".join(f"{key}:{said}" for key, said in _DECLARATION.findall(value))
        elif name.lower() == "rel":  # WordPress adds them to links that open a new window
            value = " ".join(sorted({*value.lower().split()} - {"noopener", "noreferrer"}))
            if not value:
                continue
        found.setdefault(name.lower(), _SPACE.sub(" ", value).strip())
    return tuple(sorted(found.items()))


def sanitise(html: str) -> str:
    """What of some HTML may be shown in the preview: no scripts, frames, forms, nothing that
    loads from anywhere but the notebook (`media:`). Directions and languages stay. Of what nests
    deeper than any page, or is all entities, only the words are shown."""
    if html.count("&") > MOST_ENTITIES or (html.count("<") > DEEPEST and _is_too_deep(html)):
        return f"<p>{entities.escape(visible_text(html))}</p>"
    cleaned: str = _cleaner().clean(html)
    return cleaned


def _is_too_deep(html: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag.group(2) and not _FLAT.fullmatch(tag.group(2).lower()):
            depth = max(0, depth - 1) if tag.group(1) else depth + 1
            if depth > DEEPEST:
                return True
    return False


@cache
def _cleaner() -> Any:
    import nh3

    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes["*"] = {"dir", "lang", "class", "id", "title", "role", "style"}
    attributes["img"] = {"src", "alt", "width", "height"}
    attributes["ol"] = {"start", "type", "reversed"}
    attributes["details"] = {"open"}
    return nh3.Cleaner(
        tags=(nh3.ALLOWED_TAGS | {"section", "main", "picture"}) - {"map", "area"},
        attributes=attributes,
        attribute_filter=_harmless,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "media"},
        filter_style_properties={
            "text-align",
            "direction",
            "width",
            "height",
            "list-style-type",  # numbers in the digits of the words
        },
        strip_comments=True,
    )


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    """A picture comes from the notebook; an address that shows nothing still does no harm."""
    if tag == "img" and attribute == "src":
        return value if value.lower().startswith("media:") else None
    return value
