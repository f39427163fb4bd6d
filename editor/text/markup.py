"""The dialect, decided once for preview and blogs: Python-Markdown with our block half, our
links, and a finish that stamps directions and makes figures.

A heading needs `# `; a list needs no blank line before it; two columns nest; a single Enter is a
line break; web addresses are links. Tables, footnotes, definition lists, abbreviations, fenced
code, `~~struck~~`, attribute lists. Raw HTML is the author's and stays as it is.

Importing this costs some 25 ms (Python-Markdown): import it where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.inlinepatterns import DelimiterProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from editor.domain.post import Direction
from editor.text import inline, isolation
from editor.text.attributes import parse_at
from editor.text.blocks import Block
from editor.text.html_pictures import BETWEEN
from editor.text.template import Picture, Slots, Template, without_tokens
from editor.text.tree import TreeBuilder

_OWN_CONTROLS = re.compile("[\x00\x02\x03]")
_ADDRESS_TEXT = re.compile(r"(?:https?://|www\.)\S+\Z|[\w.+-]++@[\w-]+(?:\.[\w-]+)++\Z")
# What each sign costs grows with the text it is in: a megabyte of signs would take hours.
_SIGN = re.compile(r"[\[<*_`&~\\!@]|://")
_LONG = 20_000  # characters: in a shorter text no number of signs matters
_BEARABLE = 1_000_000_000  # signs times characters, two or three seconds
_INLINE = frozenset({"a", "em", "strong", "del", "code", "img"})
_CODE = frozenset({"code", "pre"})
# Each is a paragraph to the bidirectional algorithm.
_LINES = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "th", "td", "figcaption"]
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a piece of Markdown refers to elsewhere in its text."""

    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()


class Dialect:
    """Makes HTML of blocks. Not for two threads at once."""

    def __init__(self) -> None:
        self._slots = Slots()
        self._abbreviations: dict[str, str] = {}
        self._markdown = Markdown(output_format="html")
        self._note = inline.NoteProcessor(self._markdown, self._slots)
        self._words = _Words(self._markdown)
        extension = _DialectExtension(self._note, self._words, self._abbreviations, self._slots)
        self._markdown.registerExtensions([extension], {})

    def convert(
        self,
        blocks: Sequence[tuple[Block, Direction]],
        post: Direction,
        context: Context,
    ) -> Template:
        """The HTML of blocks with their directions, in a post that runs in direction `post`."""
        root = self._begin(context, post)
        builder = TreeBuilder(post, self._slots)
        for block, direction in blocks:
            clean = Block(block.kind, _clean(block.text), block.start, block.line)
            builder.add(root, clean, direction)
        return self._finish(root)

    def convert_note(
        self, words: str, direction: Direction, post: Direction, context: Context
    ) -> Template:
        """The HTML of what stands in a footnote that runs in `direction`, without the list
        item around it."""
        root = self._begin(context, post)
        TreeBuilder(post, self._slots).add_note(root, _clean(words), direction)
        return self._finish(root)

    def _begin(self, context: Context, post: Direction) -> Element:
        self._markdown.reset()
        self._words.post = post
        self._slots.parts.clear()
        self._markdown.references.update(context.references)
        self._abbreviations.clear()
        self._abbreviations.update(context.abbreviations)
        self._note.defined = context.notes
        return Element("div")

    def _finish(self, root: Element) -> Template:
        for treeprocessor in self._markdown.treeprocessors:
            treeprocessor.run(root)
        text: str = self._markdown.serializer(root)
        for postprocessor in self._markdown.postprocessors:
            text = postprocessor.run(text)
        text = text.strip().removeprefix("<div>").removesuffix("</div>").strip("\n")
        return self._slots.template(text)


def _clean(text: str) -> str:
    return _OWN_CONTROLS.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


class _DialectExtension(Extension):
    """What makes Python-Markdown speak our dialect."""

    def __init__(
        self,
        note: inline.NoteProcessor,
        words: _Words,
        abbreviations: dict[str, str],
        slots: Slots,
    ) -> None:
        super().__init__()
        self._note = note
        self._words = words
        self._abbreviations = abbreviations
        self._slots = slots

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Take out what we do otherwise, put in what we do."""
        patterns = md.inlinePatterns
        for name in (
            "backtick",
            "reference",
            "short_reference",
            "image_reference",
            "short_image_ref",
            "autolink",
            "automail",
            "linebreak",
        ):
            patterns.deregister(name)
        patterns.register(inline.CodeProcessor(md), "backtick", 190)
        patterns.register(self._note, "footnote", 175)
        patterns.register(inline.LinkProcessor(md), "link", 160)
        # Before links: in ![words][label] the label would pass for a link of its own.
        patterns.register(inline.ImageProcessor(md), "image_link", 165)
        patterns.register(inline.PointedProcessor(md), "pointed", 120)
        patterns.register(inline.AddressProcessor(md), "address", 115)
        patterns.register(inline.BreakProcessor(md), "break", 5)
        tags = patterns["html"]
        patterns.deregister("html")
        patterns.register(tags, "html", 118)  # an address within a tag is no link
        emphasis = patterns["em_strong"]
        if isinstance(emphasis, DelimiterProcessor):
            emphasis.add("~", "del", double=True)
        md.treeprocessors.register(_Bearable(md), "bearable", 25)  # before the signs are read
        md.treeprocessors.register(_Finish(md, self._slots), "finish", 18)
        md.treeprocessors.register(self._words, "words", 16)
        # Last, for it tears words apart.
        md.treeprocessors.register(AbbrTreeprocessor(md, self._abbreviations), "abbr", 14)


class _Bearable(Treeprocessor):
    """Lets stand as it was typed what has too many signs to be read in a bearable time."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            text = element.text or ""
            if len(text) > _LONG and len(_SIGN.findall(text)) * len(text) > _BEARABLE:
                element.text = AtomicString(text)


class _Finish(Treeprocessor):
    """The last hand: attribute lists, figures, directions of code and addresses, gaps for
    pictures."""

    def __init__(self, md: Markdown, slots: Slots) -> None:
        super().__init__(md)
        self._slots = slots

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        elements = list(root.iter())
        blocks_of_code = {code for element in elements if element.tag == "pre" for code in element}
        for element in elements:
            if element.tag in _INLINE:
                _take_attributes(element)
            # It would look at the first letter only; our rule looks at all words.
            if element.get("dir") == "auto":
                del element.attrib["dir"]
            if element.tag == "p":
                _make_figure(element)
            elif element.tag == "code" and element not in blocks_of_code:
                element.attrib.setdefault("dir", "ltr")
            elif element.tag == "a":
                _isolate_address(element)
        for parent in list(root.iter()):
            self._pictures(parent)

    def _pictures(self, parent: Element) -> None:
        for place, element in reversed(list(enumerate(parent))):
            for name, value in element.items():
                element.set(name, without_tokens(value))
            credit = element.attrib.pop("credit", "")  # no attribute of HTML's
            if element.tag != "img":
                continue
            element.set("src", self._slots.token(Picture(element.get("src", ""))))
            if credit:
                beside = _credit(credit)
                beside.tail, element.tail = element.tail, " "
                parent.insert(place + 1, beside)


def _take_attributes(element: Element) -> None:
    tail = element.tail
    if tail and tail.startswith("{"):
        listed = parse_at(tail, 0)
        if listed is not None:
            element.attrib.update(listed[0])
            element.tail = tail[listed[1] :]


def _make_figure(paragraph: Element) -> None:
    """A picture that stands alone and has a title or a credit becomes a figure."""
    if len(paragraph) != 1 or (paragraph.text or "").strip():
        return
    only = paragraph[0]
    image = only[0] if only.tag == "a" and len(only) == 1 and not only.text else only
    if image.tag != "img" or (only.tail or "").strip() or (image.tail or "").strip():
        return
    title = image.attrib.pop("title", "")
    credit = image.attrib.pop("credit", "")
    if not title and not credit:
        return
    paragraph.tag = "figure"
    paragraph.text = only.tail = None
    caption = SubElement(paragraph, "figcaption")
    caption.text = f"{title}{BETWEEN}" if title and credit else title
    if credit:
        caption.append(_credit(credit))


def _credit(text: str) -> Element:
    credit = Element("span", {"class": "credit"})
    credit.text = text
    return credit


def _isolate_address(link: Element) -> None:
    """A link whose text is an address reads left to right, whatever is around it."""
    if len(link) == 0 and link.text and _ADDRESS_TEXT.match(link.text):
        inside = SubElement(link, "span", {"dir": "ltr"})
        inside.text, link.text = AtomicString(link.text), None


class _Words(Treeprocessor):
    """Phone numbers, `C++` and their like read left to right: what `text.isolation` finds in
    words that are not settled yet."""

    post = Direction.LTR

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        waiting: list[tuple[Element, str, bool]] = [(root, self.post, False)]
        while waiting:
            element, around, matters = waiting.pop()
            direction = element.get("dir", around)
            if element.tag in _LINES or direction != around:
                matters = isolation.matters("".join(element.itertext()), Direction(direction))
            children = list(element)
            if matters:
                _isolate_words(element, children)
            waiting += ((child, direction, matters) for child in children if child.tag not in _CODE)


def _isolate_words(element: Element, children: list[Element]) -> None:
    """In the text of `element` and behind each of its children, not in them."""
    for place in range(len(children), 0, -1):
        child = children[place - 1]
        child.tail, spans = _words_apart(child.tail)
        element[place:place] = spans
    element.text, spans = _words_apart(element.text)
    element[0:0] = spans


def _words_apart(text: str | None) -> tuple[str | None, list[Element]]:
    """What is before the first word to isolate, and an element for each with what follows."""
    if not text or isinstance(text, AtomicString):
        return text, []
    spans: list[Element] = []
    end = len(text)
    for start, stop in reversed(isolation.word_isolates(text)):
        span = Element("span", {"dir": "ltr"})
        span.text, span.tail = text[start:stop], text[stop:end]
        spans.append(span)
        end = start
    return text[:end], spans[::-1]
