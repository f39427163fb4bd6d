"""What stands within a line of HTML, as Markdown. Pure, any thread.

What Markdown has no sign for stays the tag it was: our Markdown takes HTML within a line. Whether
the outcome says what the HTML said is for the caller to find out; this only tries.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Sequence

from editor.text.escaping import as_line, code, destination, escaped
from editor.text.html_tree import Comment, Element, Node, elements

SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
WITHIN_LINES = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn"}
    | {"em", "font", "i", "img", "ins", "kbd", "label", "mark", "o:p", "q", "rp", "rt", "ruby"}
    | {"s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"}
    | {"wbr"}
)
# HTML's space: a no-break space is a letter.
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK = re.compile(r"[ \t\f]*(?:\r\n|\r|\n)[ \t\f]*")
_LINE = "\n"
ISOLATES = ({"dir": "ltr"}, {"dir": "rtl"})
_MARK = re.compile(r"fnref\d*-(\d{1,6})")


class NoMarkdown(ValueError):
    """There is something in it that does not stand within a line."""


def is_inline(node: Node) -> bool:
    """True for words, and for elements with nothing but words in them."""
    if isinstance(node, Element):
        return all(each.name in WITHIN_LINES for each in elements([node]))
    return isinstance(node, str)


def markdown_of(
    nodes: Sequence[Node],
    *,
    keeps_lines: bool,
    with_signs: bool = True,
    begins_line: bool = True,
    notes: Collection[str] = (),
    as_ours: bool = False,
) -> str:
    """Nodes as lines of Markdown. `keeps_lines`: the end of a line in the source is one for
    readers. Without signs only `<br>` and the marks of `notes` are anything but the tags they
    were. `as_ours`: without what our own rendering puts around names, numbers and addresses.
    Raises NoMarkdown."""
    writer = _Writer(keeps_lines, with_signs, notes, as_ours)
    writer.write(nodes)
    lines = [line.strip(" ") for line in "".join(writer.lines()).split(_LINE)]
    return _LINE.join(as_line(line) if begins_line else line for line in _without_gaps(lines))


def _without_gaps(lines: list[str]) -> list[str]:
    """An empty line would end the paragraph: the break above it is written as a tag."""
    kept: list[str] = []
    for line in lines:
        if line or not kept:
            kept.append(line)
        else:
            kept[-1] += "<br>"
    while len(kept) > 1 and not kept[0]:
        kept[:2] = [f"<br>{kept[1]}"]
    return kept


class _Writer:
    def __init__(
        self, keeps_lines: bool, with_signs: bool, notes: Collection[str], as_ours: bool
    ) -> None:
        self._as_ours = as_ours
        self._keeps_lines = keeps_lines
        self._with_signs = with_signs
        self._notes = notes
        self._pieces: list[tuple[bool, str]] = []  # (are words, text)

    def lines(self) -> list[str]:
        """The source, its words escaped for where they stand."""
        made: list[str] = []
        depth = 0
        for place, (are_words, text) in enumerate(self._pieces):
            if are_words:
                before = made[-1] if made else ""
                after = self._pieces[place + 1][1] if place + 1 < len(self._pieces) else ""
                text = _LINE.join(
                    escaped(line, before, after, in_link=depth > 0) for line in text.split(_LINE)
                )
            elif text in ("[", "!["):
                depth += 1
            elif text.startswith("]("):
                depth -= 1
            made.append(text)
        return made

    def write(self, nodes: Sequence[Node]) -> None:
        """Take in some nodes."""
        for node in nodes:
            match node:
                case str():
                    self._words(node)
                case Comment():
                    raise NoMarkdown(node.source)
                case Element(name="br") if not {*node.attributes} - {"clear"}:
                    self._sign(_LINE)
                case Element() if node.name in WITHIN_LINES:
                    self._element(node)
                case _:
                    raise NoMarkdown(node.name)

    def _words(self, source: str) -> None:
        if self._keeps_lines:
            text = _BREAK.sub(_LINE, source)
        else:
            text = _SPACE.sub(" ", source)
        text = entities.unescape(text)
        if self._pieces and self._pieces[-1][0]:
            text = self._pieces.pop()[1] + text
        elif self._pieces and self._pieces[-1][1] == _LINE:
            text = text.lstrip(" \n")  # behind a break neither is seen
        if text:
            self._pieces.append((True, text))

    def _sign(self, text: str) -> None:
        self._pieces.append((False, text))

    def _element(self, element: Element) -> None:
        sign = SIGNS.get(element.name) if self._with_signs else None
        given = element.attributes
        words = element.inside
        if self._notes and note_number(element) in self._notes:
            self._sign(f"[^{note_number(element)}]")
        elif self._as_ours and element.name == "span" and given in ISOLATES:
            self.write(element.children)
        elif self._as_ours and element.name == "a" and _is_own_address(element):
            self._sign(entities.unescape(_words_of(element)))
        elif sign and not given and words and words == words.strip() and "<br" not in words:
            self._around(sign, element, sign)
        elif self._with_signs and element.name == "a" and _is_plain_link(element):
            self._around("[", element, f"]({_target(given['href'], given.get('title', ''))})")
        elif self._with_signs and element.name == "code" and _is_plain_code(element):
            self._sign(code(entities.unescape(words)))
        elif (
            self._with_signs
            and element.name == "img"
            and {"src"} < given.keys() <= {"src", "alt", "title"}
        ):
            self._sign("![")
            self._words(entities.escape(given.get("alt", ""), quote=False))
            self._sign(f"]({_target(given['src'], given.get('title', ''))})")
        else:
            self._around(element.opening, element, element.closing)

    def _around(self, before: str, element: Element, after: str) -> None:
        self._sign(before)
        self.write(element.children)
        if after:
            self._sign(after)


def _words_of(link: Element) -> str:
    inside = link.children[0] if len(link.children) == 1 else None
    if isinstance(inside, Element) and inside.name == "span" and inside.attributes in ISOLATES:
        return inside.inside
    return link.inside


def _is_own_address(link: Element) -> bool:
    words = entities.unescape(_words_of(link))
    return link.attributes.keys() == {"href"} and link.attributes["href"] in (
        words,
        f"mailto:{words}",
        f"http://{words}",
    )


def note_number(element: Element) -> str:
    """The number of the footnote of ours that an element is a mark of; empty for any other."""
    link = element.children[0] if len(element.children) == 1 else None
    if element.name != "sup" or not isinstance(link, Element):
        return ""
    found = _MARK.fullmatch(element.attributes.get("id", ""))
    leads = found and link.attributes == {"class": "footnote-ref", "href": f"#fn-{found[1]}"}
    return found[1] if found and leads else ""


def _is_plain_link(element: Element) -> bool:
    return element.attributes.keys() in ({"href"}, {"href", "title"}) and bool(
        element.attributes["href"].strip()
    )


def _is_plain_code(element: Element) -> bool:
    return (
        element.attributes in ({}, {"dir": "ltr"})
        and len(element.children) == 1
        and isinstance(element.children[0], str)
    )


def _target(address: str, title: str) -> str:
    if not title:
        return destination(address)
    return f'{destination(address)} "{title}"'
