"""Pictures and videos that stand alone in HTML: what they show and what is said of them. Pure,
any thread."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from editor.text.html_inline import ISOLATES
from editor.text.html_tree import Comment, Element, Node, elements

OWN_LINK = re.compile(r'<a href="([^"]*)"><span dir="ltr">\1</span></a>')
CREDIT = "credit"  # the class of a span
BETWEEN = " · "  # a caption and its credit; a space alone had run them together
_FRAMES = frozenset({"figure", "p", "div"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands alone. `caption` and `credit` are plain text; `href` is what it links
    to."""

    source: str
    alt: str = ""
    caption: str = ""
    href: str = ""
    credit: str = ""


def picture_in(element: Element) -> Picture | None:
    """The picture that an element shows and nothing beside it; None where it shows more."""
    found = [each for each in elements([element]) if each.name == "img"]
    if len(found) != 1 or not found[0].attributes.get("src"):
        return None
    image = found[0]
    picture = Picture(image.attributes["src"], image.attributes.get("alt", ""))
    waiting: list[Node] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            if node.strip():
                return None
        elif isinstance(node, Comment):
            continue
        elif node.name == "figcaption":
            said = _caption(node)
            if said is None:
                return None
            picture = replace(picture, caption=said[0], credit=said[1])
        elif node.name == "a" and image in node.children:
            picture = replace(picture, href=node.attributes.get("href", ""))
            waiting += node.children
        elif node.name in _FRAMES:
            waiting += node.children
        elif node is not image:
            return None
    return picture


def _caption(element: Element) -> tuple[str, str] | None:
    """(caption, credit), where they are words and no more."""
    words: list[str] = []
    credit = ""
    for node in element.children:
        if credit and not (isinstance(node, str) and not node.strip()):
            return None
        if isinstance(node, str):
            words.append(node)
            continue
        if isinstance(node, Element) and len(element.children) == 1 and _is_said_around(node):
            return _caption(node)
        text = _plain_words(node)
        if text is None or not isinstance(node, Element):
            return None
        if node.attributes == {"class": CREDIT}:
            credit = text
        elif node.attributes in ISOLATES:
            words.append(text)
        else:
            return None
    caption = _line("".join(words))
    if credit:
        caption = caption.removesuffix(BETWEEN.strip()).rstrip()
    return caption, _line(credit)


def _is_said_around(element: Element) -> bool:
    """True for a span that says how all of a caption runs, or in which language it is."""
    given = element.attributes.keys()
    return element.name == "span" and bool(given) and given <= {"dir", "lang"}


def _plain_words(node: Node) -> str | None:
    """The words of a span with no more than words and isolates in it."""
    if isinstance(node, str):
        return node
    if not isinstance(node, Element) or node.name != "span":
        return None
    inside = [_plain_words(child) for child in node.children]
    plain = [words for words in inside if words is not None]
    deep = [child for child in node.children if isinstance(child, Element)]
    is_plain = len(plain) == len(inside) and all(each.attributes in ISOLATES for each in deep)
    return "".join(plain) if is_plain else None


def _line(source: str) -> str:
    return " ".join(entities.unescape(source).split())


def gallery_in(figure: Element) -> tuple[Picture, ...]:
    """The pictures of a gallery of WordPress' that has no words of its own; none where it is
    something else."""
    found = []
    for node in _shown(figure.children):
        picture = picture_in(node) if isinstance(node, Element) and node.name == "figure" else None
        if picture is None:
            return ()
        found.append(picture)
    return tuple(found)


def pictures_in(paragraph: Sequence[Node]) -> tuple[Picture, ...]:
    """The pictures of a paragraph of ours with nothing else but their credits and line breaks;
    their titles are their captions."""
    found: list[Picture] = []
    for node in _shown(paragraph):
        if not isinstance(node, Element):
            return ()
        if node.name == "br":
            continue
        if found and node.attributes == {"class": CREDIT}:
            words = _plain_words(node)
            if words is None or found[-1].credit:
                return ()
            found[-1] = replace(found[-1], credit=_line(words))
            continue
        image = next((each for each in elements([node]) if each.name == "img"), None)
        picture = picture_in(node) if node.name in ("img", "a") else None
        if picture is None or image is None:
            return ()
        found.append(replace(picture, caption=_line(image.attributes.get("title", ""))))
    return tuple(found)


def embedded(figure: Element) -> str:
    """The address whose video (or sound, or post) a figure of WordPress' shows, where it has no
    words of its own; empty for any other."""
    shown = list(_shown(figure.children))
    wrapper = shown[0] if len(shown) == 1 else None
    if not isinstance(wrapper, Element) or wrapper.name != "div":
        return ""
    inside = wrapper.children[0] if len(wrapper.children) == 1 else None
    address = entities.unescape(inside).strip() if isinstance(inside, str) else ""
    return address if address.startswith(("http://", "https://")) else ""


def _shown(nodes: Sequence[Node]) -> Iterator[Node]:
    return (
        node
        for node in nodes
        if not isinstance(node, Comment) and not (isinstance(node, str) and not node.strip())
    )
