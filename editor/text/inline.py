"""The inline half of the dialect: links, pictures, addresses, footnote marks.

Replaces Python-Markdown's own link patterns, which look at the rest of the text for every
bracket: on hostile input that takes hours. These look at each character a few times at most.
"""

from __future__ import annotations

import re
from collections.abc import Container
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

from editor.text.attributes import parse_at
from editor.text.lines import label_key
from editor.text.spans import ADDRESS, CODE, POINTED, TARGET, titled, without_trailing
from editor.text.template import Note, Slots

# Two more pairs of brackets may stand inside a link's text.
_TEXT = re.compile(r"\[((?:[^\[\]]++|\[(?:[^\[\]]++|\[[^\[\]]*+\])*+\])*+)\]")
_LABEL = re.compile(r"\s?\[([^\[\]]*+)\]")

# What replaces the match, its start and its end; all None where it is no match after all.
# (The type stubs know an older shape of handleMatch, hence the ignored overrides.)
Found = tuple[Element | str | None, int | None, int | None]


class CodeProcessor(InlineProcessor):
    """`` `code` ``, with as many back-ticks on both sides as it needs."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(CODE.pattern, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> Found:
        """`<code>`, and what it replaces."""
        code = Element("code")
        code.text = AtomicString(code_escape(m.group(2).strip()))
        return code, m.start(), m.end()


class LinkProcessor(InlineProcessor):
    """`[text](address "title")`, `[text][label]`, `[label]`, each with `{attributes}`."""

    tag = "a"
    start = r"(?<!!)\["

    def __init__(self, md: Markdown) -> None:
        super().__init__(self.start, md)
        self._markdown = md

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> Found:
        """An element, and what it replaces."""
        text = _TEXT.match(data, m.end() - 1)
        if text is None:
            return None, None, None
        pointed = self._target(data, text.end()) or self._reference(data, text)
        if pointed is None:
            return None, None, None
        address, title, end = pointed
        element = self.element(text.group(1), address)
        if title:
            element.set("title", title)
        listed = parse_at(data, end)
        if listed is not None:
            for name, value in listed[0].items():
                element.set(name, self.unescape(value))
            end = listed[1]
        return element, m.start(), end

    def element(self, text: str, address: str) -> Element:
        """The link itself."""
        link = Element("a", {"href": address})
        link.text = text
        return link

    def _target(self, data: str, index: int) -> tuple[str, str, int] | None:
        found = TARGET.match(data, index)
        if found is None:
            return None
        if found.group(1) is not None:
            return self.unescape(found.group(1)).strip(), "", found.end()
        inside = found.group(2).strip()
        found_title = titled(inside)
        if found_title is None:
            return self.unescape(inside), "", found.end()
        address = found_title["address"].strip().removeprefix("<").removesuffix(">")
        return self.unescape(address), self.unescape(found_title["title"]), found.end()

    def _reference(self, data: str, text: re.Match[str]) -> tuple[str, str, int] | None:
        end = text.end()
        wanted = text.group(1)
        label = _LABEL.match(data, end)
        if label is not None and label_key(label.group(1)) in self._markdown.references:
            wanted, end = label.group(1), label.end()
        elif label is not None and not label.group(1):
            end = label.end()
        defined = self._markdown.references.get(label_key(wanted))
        if defined is None or (self.tag == "a" and defined[0].startswith("data:")):
            return None  # a picture's own signs are no place to go
        return (*defined, end)


class ImageProcessor(LinkProcessor):
    """The same with an exclamation mark before it."""

    tag = "img"
    start = r"!\["

    def element(self, text: str, address: str) -> Element:
        """The picture itself."""
        return Element("img", {"src": address, "alt": self.unescape(text)})


class AddressProcessor(InlineProcessor):
    """A bare web address becomes a link; the punctuation after it does not."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(ADDRESS.pattern, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> Found:
        """A link, and what it replaces."""
        address = without_trailing(m.group())
        if address.endswith("//"):
            return None, None, None
        return _link(address, address), m.start(), m.start() + len(address)


class PointedProcessor(InlineProcessor):
    """`<http://…>` and `<somebody@example.org>`."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(POINTED.pattern, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> Found:
        """A link, and what it replaces."""
        mail = m.group(2)
        link = _link(f"mailto:{mail}", mail) if mail else _link(m.group(1), m.group(1))
        return link, m.start(), m.end()


class BreakProcessor(InlineProcessor):
    """A single Enter is a line break."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\n", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> Found:
        """`<br>`, and what it replaces."""
        return Element("br"), m.start(), m.end()


class NoteProcessor(InlineProcessor):
    """`[^label]` of a footnote that is defined somewhere; numbered when the page is put
    together."""

    def __init__(self, md: Markdown, slots: Slots) -> None:
        super().__init__(r"(?<!!)\[\^([^\[\]\s]++)\]", md)
        self.defined: Container[str] = ()
        self._slots = slots

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> Found:
        """A place holder, and what it replaces."""
        if m.group(1) not in self.defined:
            return None, None, None
        return self._slots.token(Note(m.group(1))), m.start(), m.end()


def _link(address: str, text: str) -> Element:
    link = Element("a", {"href": address})
    link.text = AtomicString(text)
    return link
