"""What a browser makes of a page: its paragraphs in the sense of UAX #9, with the isolates that
HTML's `dir` stands for ("Rendering", bidirectional text, of the HTML standard).

A block is a paragraph; `dir` on a block is its base direction, on a span an isolate.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from editor.domain.post import Direction

_INLINE = frozenset(("a", "abbr", "b", "code", "del", "em", "kbd", "span", "strong", "sub", "sup"))
_VOID = frozenset(("br", "hr", "img", "wbr", "input"))
_OPENING = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}
_CLOSING = "\u2069"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` holds an isolate for each span with a direction of its own."""

    text: str
    direction: Direction


@dataclass(slots=True)
class _Open:
    tag: str
    direction: Direction | None


def paragraphs(html: str, post: Direction) -> list[Paragraph]:
    """The paragraphs of a page whose root runs in the direction `post`."""
    reader = _Reader(post)
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.found


def first_direction(html: str, post: Direction) -> Direction:
    """The direction of the first element of a piece of a page."""
    reader = _Reader(post)
    reader.feed(html)
    return reader.first or post


class _Reader(HTMLParser):
    def __init__(self, post: Direction) -> None:
        super().__init__()
        self.found: list[Paragraph] = []
        self.first: Direction | None = None
        self._post = post
        self._open: list[_Open] = []
        self._text = ""
        self._started = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs).get("dir")
        direction = Direction(said) if said in ("ltr", "rtl") else None
        if not self._started:
            self.first, self._started = direction, True
        if tag in _INLINE:
            self._open.append(_Open(tag, direction))
            if direction:
                self._text += _OPENING[direction]
            return
        if tag != "img":
            self.end_paragraph()
        if tag not in _VOID:
            self._open.append(_Open(tag, direction))

    def handle_endtag(self, tag: str) -> None:
        if not any(each.tag == tag for each in self._open):
            return
        if tag not in _INLINE:
            self.end_paragraph()
        while self._open:
            closed = self._open.pop()
            if closed.tag in _INLINE and closed.direction:
                self._text += _CLOSING
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        first, *rest = data.split("\n")
        self._text += first
        for line in rest:  # in a block of code; elsewhere after a break, which is one already
            self.end_paragraph()
            self._text += line

    def end_paragraph(self) -> None:
        """What was read is a paragraph; isolates that are open go on in the next."""
        isolates = [each for each in self._open if each.tag in _INLINE and each.direction]
        opening = "".join(_OPENING[each.direction] for each in isolates if each.direction)
        text = self._text + _CLOSING * len(isolates)
        if text.strip("\u2066\u2067\u2069 "):
            self.found.append(Paragraph(text, self._base()))
        self._text = opening

    def _base(self) -> Direction:
        blocks = (each.direction for each in reversed(self._open) if each.tag not in _INLINE)
        return next((direction for direction in blocks if direction), self._post)
