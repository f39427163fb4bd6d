"""A chunk of a blog's body that is to run the other way: nothing of it changes but what says so.

WordPress' editor calls a block invalid that says its direction where it has no place for one
(see wordpress_blocks). So a paragraph says it as WordPress does, the words of a heading and of a
caption stand in a span, what is in a quotation or gallery speaks for itself, and a list or table
that is to run against its blog becomes HTML. Pure, any thread.
"""

from __future__ import annotations

import json
import re

from editor.domain.post import Direction
from editor.text.direction import line_direction
from editor.text.html import visible_text
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_tree import Element, NotNested, parse

# A comment ends where it first can: were it to reach over others, many would have no end of ways.
_TAG = re.compile(
    r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*"
    r"<([a-z][a-z0-9]*)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.IGNORECASE | re.DOTALL,
)
_DIR = re.compile(r"\sdir\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_WORDS = {
    "heading": re.compile(r"(<h[1-6]\b[^<>]*>)(.*)(</h[1-6]>)", re.DOTALL),
    "image": re.compile(r"(<figcaption\b[^<>]*>)(.*)(</figcaption>)", re.DOTALL),
}
_HEADING = re.compile(r"<h[1-6]\b[^<>]*>")
_CLASS = re.compile(r"class=\"([^\"]*)\"")
_DIRECTION = re.compile(r"\"direction\":\"\w+\",?|,\"direction\":\"\w+\"(?=\})")


def turned(raw: str, direction: Direction, around: Direction) -> str:
    """The chunk such that it runs in `direction` where what is around it runs as `around`; the
    same bytes where it does so already. Code, and what shows no words, has no other direction."""
    block = BLOCK_COMMENT.match(raw.lstrip())
    if block is None:
        return _with_dir(raw, direction, around)
    match block["name"]:
        case "paragraph":
            return _paragraph(raw, direction, around)
        case "heading" | "image":
            return _words(raw, block["name"], direction, around)
        case "quote" | "gallery":
            return _inner(raw, direction, around)
        case "list" | "table":
            return raw if direction is around else _as_html(raw, block["name"], direction)
        case "html":
            return _with_dir(raw, direction, around)
    return raw


def _with_dir(raw: str, direction: Direction, around: Direction) -> str:
    """What the first element says is set, or taken where it need not say it."""
    tag = _TAG.match(raw)
    if tag is None or tag[1].lower() in ("pre", "hr", "img", "iframe", "script", "style"):
        return raw
    start = tag.start(1) - 1
    if tag[1].lower() == "figure" and (table := _TABLE.search(raw, start)):
        start = table.start()
    end = raw.index(">", start)
    return raw[:start] + _said(raw[start:end], direction, around) + raw[end:]


def _said(tag: str, direction: Direction, around: Direction) -> str:
    found = _DIR.search(tag)
    now = next((value for value in found.groups() if value), "").lower() if found else around
    if now == direction:
        return tag
    tag = _DIR.sub("", tag)
    name = re.match(r"<\w+", tag)
    if direction is around or name is None:
        return tag
    return f'{name[0]} dir="{direction}"{tag[name.end() :]}'


def _paragraph(raw: str, direction: Direction, around: Direction) -> str:
    made = _with_dir(raw, direction, around)
    return raw if made == raw else _saying(made, None if direction is around else direction)


def _saying(raw: str, direction: Direction | None) -> str:
    """A paragraph block whose comment says what its element says."""
    block = BLOCK_COMMENT.search(raw)
    if block is None:
        return raw
    said = (block["attributes"] or "{}").strip()
    said = _DIRECTION.sub("", said)
    if direction is not None:
        said = f'{said[:-1]}{"," if said[1:-1].strip() else ""}"direction":"{direction}"}}'
    if not _is_json(said):
        return raw
    attributes = "" if said == "{}" else f"{said} "
    return f"{raw[: block.start()]}<!-- wp:paragraph {attributes}-->{raw[block.end() :]}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _words(raw: str, name: str, direction: Direction, around: Direction) -> str:
    """The words of a heading or caption in a span of their own, or out of it."""
    found = _WORDS[name].search(raw)
    if found is None or not found[2].strip():
        return raw
    if _DIR.search(found[1]):
        return _with_dir(raw, direction, around)
    span = _span(found[2])
    if (span.attributes["dir"] if span else around) == direction:
        return raw
    inside = span.inside if span else found[2].strip()
    if direction is not around:
        inside = f'<span dir="{direction}">{inside}</span>'
    made = raw[: found.start(2)] + inside + raw[found.end(2) :]
    return _on_its_side(made, direction, around) if name == "heading" else made


def _span(words: str) -> Element | None:
    """The span that only says how all of the words run."""
    try:
        nodes = parse(words.strip())
    except NotNested:
        return None
    only = nodes[0] if len(nodes) == 1 else None
    is_span = isinstance(only, Element) and only.name == "span" and [*only.attributes] == ["dir"]
    return only if isinstance(only, Element) and is_span else None


def _on_its_side(raw: str, direction: Direction, around: Direction) -> str:
    """A heading that begins where its words begin, unless its author chose a side."""
    block = BLOCK_COMMENT.search(raw)
    tag = _HEADING.search(raw)
    if block is None or tag is None:
        return raw
    said = (block["attributes"] or "{}").strip()
    side, other = ("right", "left") if direction is Direction.RTL else ("left", "right")
    if direction is around:
        said = said.replace(f'"textAlign":"{other}",', "").replace(f'"textAlign":"{other}"', "")
        named = re.sub(rf"\s?has-text-align-{other}\b", "", tag[0])
        named = named.replace(' class=""', "")
    elif "textAlign" in said or "has-text-align-" in tag[0]:
        return raw
    else:
        said = f'{{"textAlign":"{side}"{"," if said[1:-1].strip() else ""}{said[1:]}'
        name = f"has-text-align-{side}"
        if _CLASS.search(tag[0]):
            named = _CLASS.sub(lambda found: f'class="{found[1]} {name}"', tag[0], count=1)
        else:
            named = f'{tag[0][:-1]} class="{name}">'
    said = said.replace(",}", "}")
    if not _is_json(said):
        return raw
    attributes = "" if said == "{}" else f"{said} "
    return (
        f"{raw[: block.start()]}<!-- wp:heading {attributes}-->{raw[block.end() : tag.start()]}"
        f"{named}{raw[tag.end() :]}"
    )


def _inner(raw: str, direction: Direction, around: Direction) -> str:
    """Each block in a block by its own words."""
    made: list[str] = []
    at = start = depth = 0
    for comment in BLOCK_COMMENT.finditer(raw):
        if comment["closes"]:
            if depth == 2:
                inner = raw[start : comment.end()]
                own = line_direction(visible_text(inner), direction)
                made += (raw[at:start], turned(inner, own, around))
                at = comment.end()
            depth -= 1
        elif not comment["void"]:
            depth += 1
            if depth == 2:
                start = comment.start()
    return "".join([*made, raw[at:]])


def _as_html(raw: str, name: str, direction: Direction) -> str:
    lead = raw[: len(raw) - len(raw.lstrip())]
    tail = raw[len(raw.rstrip()) :]
    bare = BLOCK_COMMENT.sub("", raw).strip()
    if name == "list":
        bare = re.sub(r"\n{2,}", "\n", bare)
    other = Direction.LTR if direction is Direction.RTL else Direction.RTL
    made = _with_dir(bare, direction, other)
    return f"{lead}<!-- wp:html -->\n{made}\n<!-- /wp:html -->{tail}"
