"""The words of WordPress' block markup: comments, tags, and what may stand between them. Pure,
any thread."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from editor.domain.post import Direction
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_tree import Element, Node, elements, source_of

Value = str | int | bool | None

_WITHIN_LINES = re.compile(
    "a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|"
    "sup|time|u|var|wbr"
)
_COMMON = frozenset({"id", "class", "dir", "lang"})
# As our own HTML is written; what a browser would have to mend is no block's.
_OPENING = re.compile(r"<[a-z][a-z0-9]*(?:\s+[a-z][a-z0-9-]*=\"[^\"<>]*\")*\s*/?>")
_LOOSE_REFERENCE = re.compile(r"&(?=[A-Za-z#])(?!#?[A-Za-z0-9]+;)")
_CODE = re.compile(r"(<code\b[^<>]*>)([^<]+)(?=</code>)")
_LONE_ADDRESS = re.compile(r"^([ \t]*https?:)//(?=[^\s<>\"]+[ \t]*$)", re.MULTILINE)
# How WordPress writes what would end a comment, or confuse those who look for its end.
_IN_COMMENT = (
    ("--", "\\u002d\\u002d"),
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ('\\"', "\\u0022"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


class NoBlock(ValueError):
    """WordPress has no block that says this."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where a piece stands: how the blog runs, what HTML without a `dir` means there, its
    language where that is not the blog's, the blog's pictures (address → number), and whether
    its lists have the digits of other scripts."""

    site: Direction
    around: Direction
    language: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    digits: bool = False

    def inside(self, element: Element) -> Here:
        """The same for what stands in `element`. Raises NoBlock."""
        said = element.attributes.get("dir", self.around)
        if said not in ("rtl", "ltr"):
            raise NoBlock
        language = element.attributes.get("lang", self.language)
        return replace(self, around=Direction(said), language=language)

    @property
    def differs(self) -> bool:
        """True where words run against the blog."""
        return self.around is not self.site

    def side(self, *, end: bool = False) -> str:
        """`left` or `right`: where lines begin here, or end."""
        return "right" if (self.around is Direction.RTL) is not end else "left"

    def span(self, words: str, *, direction: bool = True) -> str:
        """Words in a span that says how they run and in which language, where the blog would
        not know; `direction` False: the block around them says that."""
        said = {"dir": self.around if direction and self.differs else "", "lang": self.language}
        return f"{tag('span', said)}{words}</span>" if words and any(said.values()) else words


def wrapped(name: str, said: Mapping[str, Value], html: str) -> str:
    """A block with its comments. What is None or empty in `said` is left out. Raises NoBlock."""
    return f"<!-- wp:{name}{_json(said)} -->\n{html}\n<!-- /wp:{name} -->"


def is_markup(html: str) -> bool:
    """True for whole blocks with nothing but space between them."""
    at = 0
    opened: list[str] = []
    for comment in BLOCK_COMMENT.finditer(html):
        if not opened and html[at : comment.start()].strip():
            return False
        if comment["closes"]:
            if not opened or opened.pop() != comment["name"]:
                return False
        elif not comment["void"]:
            opened.append(comment["name"])
        at = comment.end()
    return at > 0 and not opened and not html[at:].strip()


def tag(name: str, said: Mapping[str, str], *, closed: bool = False) -> str:
    """An opening tag. `closed`: as XML has it, as WordPress writes elements without content."""
    return f"<{name}{attributes(said)}{'/' * closed}>"


def attributes(said: Mapping[str, str]) -> str:
    """Attributes, each with a space before it; empty ones are left out."""
    return "".join(f' {name}="{escaped(value)}"' for name, value in said.items() if value)


def escaped(text: str) -> str:
    """Text as it may stand in an attribute or between tags."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def classes(*names: str) -> str:
    """Classes as an attribute's value, empty names left out."""
    return " ".join(name for name in names if name)


def aligned(side: str) -> str:
    """WordPress' class for words on the `left` or `right`; empty for no side."""
    return f"has-text-align-{side}" if side else ""


def own(element: Element, *more: str) -> dict[str, str]:
    """`class` and `id` of an element, which every block keeps. Raises NoBlock where anything
    but those, direction, language and `more` is said."""
    if not element.attributes.keys() <= _COMMON | set(more):
        raise NoBlock
    return {
        "class": " ".join(element.attributes.get("class", "").split()),
        "id": element.attributes.get("id", ""),
    }


def words(nodes: Sequence[Node], here: Here, *, direction: bool = True) -> str:
    """Words as they may stand in a block. Raises NoBlock where a browser would read other
    words than we wrote. `direction`: see Here.span."""
    for node in nodes:
        if isinstance(node, str):
            check_text(node)
        elif isinstance(node, Element):
            _check(node)
    inside = inert("".join(map(source_of, nodes)))
    return here.span(inside.strip(), direction=direction)


def check_text(text: str) -> None:
    """Raises NoBlock for a reference without its semicolon: readers of it disagree."""
    if _LOOSE_REFERENCE.search(text):
        raise NoBlock


def inert(html: str) -> str:
    """HTML whose code is shown: WordPress would obey a shortcode in it, or put a video in the
    place of an address that is alone on its line."""
    return _CODE.sub(lambda code: code[1] + shown(code[2]), html)


def shown(code: str) -> str:
    """The same for the text of code."""
    code = code.replace("[", "&#91;")
    return _LONE_ADDRESS.sub(r"\1&#47;&#47;", code) if "\n" in code else code


def is_space(node: Node) -> bool:
    """True for text without a word."""
    return isinstance(node, str) and not node.strip(" \t\r\n\f")


def is_within_line(node: Node) -> bool:
    """True for words, and for elements that stand among them."""
    if isinstance(node, Element):
        return _WITHIN_LINES.fullmatch(node.name) is not None
    return isinstance(node, str)


def only(nodes: Iterable[Node], *names: str) -> list[Element]:
    """The elements among nodes that are nothing else but space. Raises NoBlock for any but
    `names`."""
    found = []
    for node in nodes:
        if isinstance(node, Element) and node.name in names:
            found.append(node)
        elif not is_space(node):
            raise NoBlock
    return found


def _check(top: Element) -> None:
    for element in elements([top]):
        if not is_within_line(element) or not _OPENING.fullmatch(element.opening):
            raise NoBlock
        if element.name == "a" and any(each.name == "a" for each in elements(element.children)):
            raise NoBlock
        for child in element.children:
            if isinstance(child, str):
                check_text(child)


def _json(said: Mapping[str, Value]) -> str:
    kept = {name: value for name, value in said.items() if value is not None and value != ""}
    if not kept:
        return ""
    if any("\\" in value for value in kept.values() if isinstance(value, str)):
        raise NoBlock  # versions of WordPress differ in how they write it
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    for plain, written in _IN_COMMENT:
        text = text.replace(plain, written)
    return f" {text}"
