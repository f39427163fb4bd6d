"""HTML with gaps: what a block's HTML needs from elsewhere is filled in last.

A footnote's number depends on the blocks before it, a picture's address on who shows the page.
With gaps in their place a block's HTML depends on the block alone and can be kept.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """A mark that points to a footnote."""

    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's address, as an attribute's value."""

    name: str


@dataclass(frozen=True, slots=True)
class Raw:
    """HTML by the author's own hand."""

    html: str


@dataclass(frozen=True, slots=True)
class Back:
    """The way back from a footnote to its marks."""


Part = str | Note | Picture | Back
Template = tuple[Part, ...]

Mark = tuple[int, int]
"""A footnote's number, and how many marks of it there are so far."""

# Python-Markdown keeps U+0002 and U+0003 for itself; neither is ever in what it is given.
_TOKEN = re.compile(r"(?:<p>)?\x02raw:(\d+)\x03(?:</p>)?|\x02slot:(\d+)\x03")
_SOURCE = re.compile(r"(<img\b[^<>]*?\ssrc\s*=\s*)(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)


@dataclass(slots=True)
class Slots:
    """The gaps of one piece of HTML while it is being made."""

    parts: list[Note | Picture | Raw | Back] = field(default_factory=list)

    def token(self, part: Note | Picture | Raw | Back) -> str:
        """What stands in the gap until `template`."""
        self.parts.append(part)
        sort = "raw" if isinstance(part, Raw) else "slot"
        return f"\x02{sort}:{len(self.parts) - 1}\x03"

    def template(self, text: str) -> Template:
        """The finished HTML, its tokens resolved."""
        parts: list[Part] = []
        at = 0
        for token in _TOKEN.finditer(text):
            parts.extend(_raw(text[at : token.start()]))
            part = self.parts[int(token.group(1) or token.group(2))]
            parts.extend(_raw(part.html) if isinstance(part, Raw) else (part,))
            at = token.end()
        parts.extend(_raw(text[at:]))
        return tuple(part for part in parts if part != "")


def without_tokens(text: str) -> str:
    """An attribute's value: no mark of a footnote can stand in one."""
    return _TOKEN.sub("", text) if "\x02" in text else text


def raw_template(text: str) -> Template:
    """The author's own HTML, with gaps for the addresses of its pictures."""
    return tuple(part for part in _raw(text) if part != "")


def _raw(text: str) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for image in _SOURCE.finditer(text):
        address = html.unescape(image.group(2) if image.group(2) is not None else image.group(3))
        parts.extend((text[at : image.end(1)] + '"', Picture(address), '"'))
        at = image.end()
    return [*parts, text[at:]]


@dataclass(slots=True)
class Numbering:
    """The footnotes of a page, numbered in the order of their first marks."""

    numbers: dict[str, int] = field(default_factory=dict)
    _marks: Counter[str] = field(default_factory=Counter)
    _to_come: Counter[str] = field(default_factory=Counter)

    def number(self, label: str) -> int:
        """The footnote's number, given now if it has none."""
        return self.numbers.setdefault(label, len(self.numbers) + 1)

    def announce(self, template: Template) -> list[str]:
        """Count the marks of a piece that is filled later; gives the labels not seen before."""
        labels = [part.label for part in template if isinstance(part, Note)]
        if not labels:
            return []
        new = [label for label in dict.fromkeys(labels) if label not in self.numbers]
        for label in labels:
            self.number(label)
        self._to_come.update(labels)
        return new

    def mark(self, label: str) -> Mark:
        """One more mark."""
        number = self.numbers.get(label) or self.number(label)
        count = self._marks[label] = self._marks.get(label, 0) + 1
        if self._to_come.get(label):
            self._to_come[label] -= 1
        return number, count

    def back(self, label: str) -> str:
        """HTML of the ways back from a footnote. U+FE0E keeps the arrow from being an emoji."""
        number = self.numbers[label]
        marks = self._marks[label] + self._to_come[label]
        return " ".join(
            f'<a class="footnote-backref" href="#{_mark_id(number, count)}">↩\ufe0e</a>'
            for count in range(1, marks + 1)
        )


def mark_html(number: int, count: int) -> str:
    """HTML of a mark."""
    return (
        f'<sup id="{_mark_id(number, count)}">'
        f'<a class="footnote-ref" href="#fn-{number}">{number}</a></sup>'
    )


def _mark_id(number: int, count: int) -> str:
    # Not with a colon, as Python-Markdown has it: WordPress takes what is before it for a scheme
    # and from most accounts takes it away.
    return f"fnref-{number}" if count == 1 else f"fnref{count}-{number}"


def fill(
    template: Template,
    numbering: Numbering,
    picture: Callable[[str], str] | None,
    note: str = "",
) -> str:
    """The HTML. `note` is the label of the footnote it belongs to, where it does."""
    if len(template) == 1 and isinstance(template[0], str):
        return template[0]
    filled: list[str] = []
    for part in template:
        match part:
            case str():
                filled.append(part)
            case Note(label):
                filled.append(mark_html(*numbering.mark(label)))
            case Picture(name):
                filled.append(html.escape(picture(name) if picture else name))
            case Back():
                filled.append(numbering.back(note))
    return "".join(filled)
