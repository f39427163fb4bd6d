"""The footnotes of rich text: Word, LibreOffice and web pages each have them in their own way, but
in all of them a mark leads to its note and the note leads back to its mark. Pure, any thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from editor.text.rich_blocks import Block, Note, Rule

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]++|\"[^\"]*+\")*+)>")
_NAME = re.compile(r"\b(?:id|name)=\"([^\"]++)\"")
_WAY = re.compile(r"\bhref=\"#([^\"]++)\"")
# What Word and LibreOffice put around a note of several paragraphs.
_AROUND_NOTE = re.compile(r"mso-element:\s*(?:foot|end)note\b(?!-)|id=\"sd(?:foot|end)note\d")
_MOST_WAYS = 50  # back from one note, or elements right around a link
_BLOCKS = frozenset({"p", "li", "div", "td", "dd"})
_VOID = frozenset({"br", "hr", "img", "input"})


@dataclass(frozen=True, slots=True)
class Notes:
    """By the place of a tag's `<` in the HTML: the labels of marks, and of the elements that hold
    the notes; the links that only lead back."""

    marks: Mapping[int, str] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)
    ways_back: Collection[int] = frozenset()


class _Link(NamedTuple):
    """A link within the page: where it stands, where it leads, by which names it can be found, and
    the element that would hold the note, were this its sign."""

    at: int
    target: str
    names: tuple[str, ...]
    around: int


class _Open(NamedTuple):
    """An element that is open, and the place of the one that holds a note whose sign is in it.
    `is_note`: that one is for notes alone."""

    name: str
    names: tuple[str, ...]
    holder: int
    is_note: bool


def find(html: str, taken: Collection[str] = ()) -> Notes:
    """The footnotes in well-formed HTML, numbered in the order of their marks without the labels
    that are `taken`."""
    if 'href="#' not in html:
        return Notes()
    links, holders = _read(html)
    marks: dict[int, str] = {}
    bodies: dict[int, str] = {}
    ways_back: set[int] = set()
    by_target: dict[str, list[_Link]] = {}
    for link in links:
        by_target.setdefault(link.target, []).append(link)
    free = (str(number) for number in count(1) if str(number) not in taken)
    for link in links:
        home = holders.get(link.target)
        ways = [
            way
            for name in link.names
            for way in by_target.get(name, [])[:_MOST_WAYS]
            if way.at > link.at
        ]
        if home is None or home <= link.at or link.at in ways_back:
            continue
        if not ways and home not in bodies:
            continue
        ways_back.update(way.at for way in ways)
        if home not in bodies:
            bodies[home] = next(free)
        marks[link.at] = bodies[home]
    return Notes(marks, bodies, ways_back)


def drop_line_above_notes(blocks: list[Block]) -> None:
    """Programs draw one between the words and their notes; the page does so by itself."""
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Note)), 0)
    if at and isinstance(blocks[at - 1], Rule):
        del blocks[at - 1]


def _read(html: str) -> tuple[list[_Link], dict[str, int]]:
    """The links within the page, and by each name the element that holds what it names."""
    links: list[_Link] = []
    holders: dict[str, int] = {}
    opened = [_Open("", (), -1, False)]
    for tag in _TAG.finditer(html):
        closing, name, said = tag.groups()
        if closing:
            if opened[-1].name == name:
                opened.pop()
            continue
        at, around = tag.start(), opened[-1].holder
        names = tuple(_NAME.findall(said))
        if name == "a":
            for each in names:
                holders.setdefault(each, around)
            way = _WAY.search(said)
            if way is not None:
                links.append(_Link(at, way[1], (*names, *_names_above(opened)), around))
        elif name in _BLOCKS:
            for each in names:
                holders.setdefault(each, at)
        if name not in _VOID:
            is_note = name == "div" and _AROUND_NOTE.search(said) is not None
            if is_note or (name in _BLOCKS and not opened[-1].is_note):
                around = at
            opened.append(_Open(name, names, around, is_note or opened[-1].is_note))
    return links, holders


def _names_above(opened: Sequence[_Open]) -> Iterator[str]:
    """The names of the small elements right around a link."""
    for each in opened[: -_MOST_WAYS - 1 : -1]:
        if each.name not in ("sup", "span"):
            return
        yield from each.names
