"""Where on a page of a blog its post stands. Pure, any thread.

The page is known only by its HTML; the post is known by what the blog keeps of it. So the place of
the body is where that post's words stand, and of the elements around them the one whose own
children are the post's: what a theme calls them is not asked.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass

from editor.text.html import visible_text
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_tree import Element, Node, NotNested, parse

_LEAST = 8  # letters that make a line known again
_MOST = 40  # lines that are looked for
_AHEAD = 12  # children that are looked at for the next element of the post
_ENOUGH = 0.6  # of the lines have to be there: blogs make videos and galleries of some
_SHORTCODE = re.compile(r"\[/?[A-Za-z][^\[\]]*+\]")
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2}
_WITHIN = re.compile(
    "p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|figure|figcaption|table|thead|tbody|tr|"
    "a|b|i|em|strong|span|code|small|sub|sup|u|s|mark|cite|q|abbr|time|font"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where title and body of a post stand in a page: elements of its tree. `start` and `end`:
    the children of `body` that are the post's."""

    body: Element
    start: int
    end: int
    title: Element | None


def letters(text: str) -> str:
    """What blogs leave as it is: the letters and digits, without case, quotes, space, marks."""
    return "".join(character for character in text.casefold() if character.isalnum())


def find(page: Sequence[Node], title: str, body: str) -> Places | None:
    """The places of a post in a page's tree; `title` is plain or HTML, `body` HTML, both as the
    blog keeps them. None where the post is not to be found on the page."""
    return _Search(page).run(title, body)


class _Search:
    """One page."""

    def __init__(self, page: Sequence[Node]) -> None:
        self._root = Element("", "", {}, list(page))
        self._letters: dict[int, str] = {}
        self._measure(self._root)

    def _measure(self, element: Element) -> str:
        """The letters of every element, of those without words in lines too. Trees are at most
        html_tree.DEEPEST deep."""
        parts = []
        for child in element.children:
            if isinstance(child, str):
                parts.append(letters(entities.unescape(child)))
            elif isinstance(child, Element):
                parts.append(self._measure(child))
        found = self._letters[id(element)] = "".join(parts)
        return found

    def run(self, title: str, body: str) -> Places | None:
        lines = _lines_of(body)
        path = self._way_to(lines)
        if path is None:
            return None
        own = _nodes_of(body)
        place = self._container(path, own)
        found = self._title(letters(visible_text(title)), place)
        start, end = 0, len(place.children)
        if found is not None and any(each is found for each in _within(place)):
            start, end = self._stretch(place, lines, body)
            outside = place.children[:start] + place.children[end:]
            if not any(each is found for each in _within(Element("", "", {}, outside))):
                found = None  # a heading in the post's own words
                start, end = 0, len(place.children)
        return Places(place, start, end, found)

    def _way_to(self, lines: list[str]) -> list[Element] | None:
        """From the root down to the deepest element in which the post's lines stand."""
        whole = self._letters[id(self._root)]
        present = [line for line in lines if line in whole]
        if not present or len(present) < _ENOUGH * len(lines):
            return None
        path = [self._root]
        while True:
            inside = [each for each in path[-1].children if isinstance(each, Element)]
            best = max(inside, key=lambda each: self._count(each, present), default=None)
            if best is None or self._count(best, present) < 0.8 * len(present):
                return path[1:] or None
            path.append(best)

    def _count(self, element: Element, lines: list[str]) -> int:
        text = self._letters[id(element)]
        return sum(line in text for line in lines)

    def _container(self, path: list[Element], own: list[Element]) -> Element:
        """Of the elements on the way the one whose children are most like the post's own; the
        inner one where two are."""
        best, most = path[-1], 0.0
        for element in path:
            likeness = _likeness(element, own)
            if likeness and likeness >= most:
                best, most = element, likeness
        if most:
            return best
        outer = [each for each in path if not _WITHIN.fullmatch(each.name)]
        return outer[-1] if outer else path[0]

    def _stretch(self, place: Element, lines: list[str], body: str) -> tuple[int, int]:
        """From which to which child the post stands: where its lines are, and behind them what
        says nothing but short words of it."""
        words = letters(visible_text(body))
        inside = [
            (number, child)
            for number, child in enumerate(place.children)
            if isinstance(child, Element)
        ]
        found = [number for number, child in inside if self._count(child, lines)]
        if not found:
            return 0, len(place.children)
        end = found[-1]
        for number, child in inside:
            if number > end and self._letters[id(child)]:
                if self._letters[id(child)] not in words:
                    break
                end = number
        return found[0], end + 1

    def _title(self, wanted: str, body: Element) -> Element | None:
        """The element that says the title and nothing else: the innermost of the best heading."""
        if not wanted:
            return None
        best, least = None, (9, 9)
        is_behind = False
        for element, heading in _headed(self._root):
            if element is body:
                is_behind = True
            if self._letters[id(element)] != wanted:
                continue
            rank = (_HEADINGS.get(heading, 3), int(is_behind))
            if rank < least or (rank == least and best is not None and _is_in(element, best)):
                best, least = element, rank
        return best


def _headed(root: Element, heading: str = "") -> list[tuple[Element, str]]:
    """Every element in the order of the page, with the heading it stands in."""
    found = []
    for child in root.children:
        if isinstance(child, Element):
            within = child.name if child.name in _HEADINGS else heading
            found += [(child, within), *_headed(child, within)]
    return found


def _within(element: Element) -> list[Element]:
    return [each for each, _ in _headed(element)]


def _is_in(inner: Element, outer: Element) -> bool:
    return any(each is inner for each in _within(outer))


def _lines_of(body: str) -> list[str]:
    """Lines of a body that can be found again."""
    text = _SHORTCODE.sub(" ", visible_text(body))
    lines = dict.fromkeys(letters(line) for line in text.split("\n"))
    return [line for line in lines if len(line) >= _LEAST][:_MOST] or [
        line for line in [letters(text)] if line
    ]


def _nodes_of(body: str) -> list[Element]:
    """The elements a body begins with; paragraphs that a blog makes of bare lines as such."""
    html = BLOCK_COMMENT.sub("", body)
    try:
        nodes = parse(html)
    except NotNested:
        return []
    found = []
    for node in nodes:
        if isinstance(node, Element) and node.name not in ("a", "b", "i", "em", "strong", "span"):
            found.append(node)
        elif isinstance(node, str):
            found += [Element("p", "", {}) for line in re.split(r"\n\s*\n", node) if line.strip()]
    return found[:_MOST]


def _likeness(element: Element, own: list[Element]) -> float:
    """How many of a post's elements are children here, in their order; 1 where all are."""
    at = 0
    score = 0.0
    children = [child for child in element.children if isinstance(child, Element)]
    for wanted in own:
        for ahead in range(at, min(at + _AHEAD, len(children))):
            if _is_like(children[ahead], wanted):
                score += 1 + _kinship(children[ahead], wanted)
                at = ahead + 1
                break
    return score / (2 * len(own)) if own else 0.0


def _is_like(child: Element, wanted: Element) -> bool:
    if child.name != wanted.name:
        return False
    said, asked = child.attributes, wanted.attributes
    classes = set(said.get("class", "").split())
    return classes >= set(asked.get("class", "").split()) and all(
        said.get(name) == asked[name] for name in ("id", "dir", "lang") if name in asked
    )


def _kinship(child: Element, wanted: Element) -> float:
    """1 where what stands in both begins alike."""
    inside = [[e.name for e in each.children if isinstance(e, Element)] for each in (child, wanted)]
    return float(inside[0][:2] == inside[1][:2])
