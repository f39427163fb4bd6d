"""HTML that is nested as it ought to be, as a tree that keeps every byte. Pure, any thread.

What a browser would have to mend is no tree here: whoever asks leaves such HTML as it is.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 60  # elements inside each other; no post that a person wrote comes near

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|[^<]++|<",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?")
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
# Their content is no HTML, so that nothing in it can be told apart.
_OPAQUE = frozenset({"script", "style", "textarea", "title", "xmp", "plaintext", "noembed"})


class NotNested(ValueError):
    """The HTML is no tree."""


@dataclass(slots=True)
class Element:
    """An element. `opening` and `closing` are its tags as written; `closing` is empty where
    there is none. Attributes' names are in lower case, their values without references."""

    name: str
    opening: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    closing: str = ""

    @property
    def source(self) -> str:
        """All of it, as written."""
        return "".join([self.opening, *(source_of(child) for child in self.children), self.closing])

    @property
    def inside(self) -> str:
        """What stands between its tags, as written."""
        return "".join(source_of(child) for child in self.children)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as written, `<!--` and `-->` with it."""

    source: str


Node = Element | Comment | str
"""Text is as written, references and all."""


def parse(html: str) -> list[Node]:
    """The nodes of a piece of HTML; their sources joined are the piece. Raises NotNested."""
    root = Element("", "", {})
    opened = [root]
    for token in _TOKEN.finditer(html):
        text = token.group()
        name = (token["name"] or "").lower()
        if not name:
            _add_text(opened[-1], text)
        elif token["close"]:
            if opened[-1].name != name or len(opened) == 1:
                raise NotNested(name)
            opened.pop().closing = text
        else:
            if name in _OPAQUE:
                raise NotNested(name)
            element = Element(name, text, attributes_of(token["attributes"]))
            opened[-1].children.append(element)
            if name not in VOID:
                opened.append(element)
                if len(opened) > DEEPEST:
                    raise NotNested(name)
    if len(opened) > 1:
        raise NotNested(opened[-1].name)
    return root.children


def attributes_of(text: str) -> dict[str, str]:
    """The attributes in a tag; the first of a name wins, as in browsers."""
    found: dict[str, str] = {}
    for attribute in ATTRIBUTE.finditer(text):
        name, *values = attribute.groups()
        value = next((value for value in values if value is not None), "")
        found.setdefault(name.lower(), entities.unescape(value))
    return found


def elements(nodes: list[Node]) -> Iterator[Element]:
    """Every element, those inside others with them."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            yield node
            waiting += reversed(node.children)


def source_of(node: Node) -> str:
    """A node as written."""
    return node if isinstance(node, str) else node.source


def _add_text(parent: Element, text: str) -> None:
    if text.startswith("<!--") and text.endswith("-->"):
        parent.children.append(Comment(text))
    elif text == "<" or "<!" in text[:2]:
        raise NotNested(text)
    elif parent.children and isinstance(parent.children[-1], str):
        parent.children[-1] += text
    else:
        parent.children.append(text)
