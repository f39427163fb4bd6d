"""Our footnotes, as they come back from a blog, as Markdown again. Pure, any thread.

This only tries: whoever asks holds the rendering against what was there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from editor.text.html_inline import NoMarkdown
from editor.text.html_markdown import lines_of
from editor.text.html_tree import Element, Node, NotNested, elements, parse

_SPACE_BEHIND = re.compile(r"(?:\s|&nbsp;|&#160;)*\Z")
_BACK = "footnote-backref"


def notes_in(raw: str) -> dict[str, str]:
    """The words of each footnote in a list of ours (Markdown), by its number; nothing where it
    is no such list any more."""
    try:
        items = [each for each in elements(parse(raw)) if _number(each)]
        numbers = frozenset(map(_number, items))
        return {_number(each): "\n".join(_lines(each, numbers)) for each in items}
    except (NoMarkdown, NotNested):
        return {}


def definitions_of(notes: Mapping[str, str]) -> str:
    """Footnotes as Markdown defines them."""
    return "\n\n".join(f"[^{number}]: {words}" for number, words in notes.items())


def _number(element: Element) -> str:
    name, _, number = element.attributes.get("id", "").partition("-")
    is_note = element.name == "li" and name == "fn" and number.isdecimal()
    return number if is_note and set(element.attributes) <= {"id", "dir"} else ""


def _lines(item: Element, numbers: frozenset[str]) -> list[str]:
    first, *others = lines_of(_without_ways_back(item.children), numbers) or [""]
    return [first, *(f"    {line}" if line else "" for line in others)]


def _without_ways_back(nodes: Sequence[Node]) -> list[Node]:
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            if node.attributes.get("class") == _BACK:
                if kept and isinstance(kept[-1], str):
                    kept[-1] = _SPACE_BEHIND.sub("", kept[-1])
                continue
            bare = {name: said for name, said in node.attributes.items() if name != "dir"}
            inside = _without_ways_back(node.children)
            node = replace(node, attributes=bare, children=inside)
        kept.append(node)
    return kept
