"""Blocks → HTML, block by block; what did not change is not made again.

A whole document costs Python-Markdown's full price once; after that, the price of the block that
changed. Give way between the steps of `render_steps`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from editor.domain.post import Direction
from editor.text import lines as line_of
from editor.text import parts
from editor.text.blocks import Block, Kind, cut
from editor.text.direction import block_directions, post_direction
from editor.text.html_blocks import cut_html
from editor.text.template import Numbering, Template, fill, raw_template

if TYPE_CHECKING:
    from editor.text.markup import Context, Dialect

_SILENT = frozenset({Kind.DEFINITION, Kind.FOOTNOTE, Kind.BLANK, Kind.FRONT_MATTER})
_LINE_END = re.compile(r"\r\n|\r|\n")
_LABEL = re.compile(r"\[([^\[\]]+)\]")

PictureAddress = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """A top-level piece of HTML.

    `key` is the same for the same HTML. `line` (from 0) and `start` (code points) say where its
    block begins in the body. The list of footnotes comes last, with the place of the first.
    """

    key: str
    html: str
    line: int
    start: int


@dataclass(slots=True)
class Definitions:
    """What the blocks of one text define for each other. The first definition of a name wins."""

    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    notes: dict[str, tuple[str, Block]] = field(default_factory=dict)
    _abbreviation: re.Pattern[str] | None = None

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Definitions:
        """Read them from the blocks that define."""
        found = cls()
        for block in blocks:
            if block.kind is Kind.DEFINITION:
                found._read(block)
            elif block.kind is Kind.FOOTNOTE:
                label, words = parts.note_words(parts.bare_lines(block.text))
                found.notes.setdefault(label, (words, block))
        if found.abbreviations:
            longest_first = sorted(found.abbreviations, key=len, reverse=True)
            found._abbreviation = re.compile("|".join(map(re.escape, longest_first)))
        return found

    def _read(self, block: Block) -> None:
        for line in parts.bare_lines(block.text):
            reference = line_of.reference(line)
            abbreviation = line_of.abbreviation(line)
            if abbreviation is not None:
                self.abbreviations.setdefault(*abbreviation)
            elif reference is not None:
                label, address, title = reference
                self.references.setdefault(label, (address, title))

    def used_by(self, text: str) -> Context:
        """Those that a piece of text can refer to: all it depends on beside itself."""
        from editor.text.markup import Context

        labels = _LABEL.findall(text) if "[" in text else []
        keys = {line_of.label_key(label) for label in labels} if self.references else set()
        return Context(
            {key: self.references[key] for key in sorted(keys & self.references.keys())},
            {
                short: self.abbreviations[short]
                for short in sorted(set(self._abbreviation.findall(text)))
            }
            if self._abbreviation
            else {},
            frozenset(label[1:] for label in labels if label[0] == "^" and label[1:] in self.notes),
        )


class Renderer:
    """Renders one text after another and remembers the last one's blocks. One thread at a
    time."""

    def __init__(self) -> None:
        self._cache: dict[object, Template] = {}

    @cached_property
    def _dialect(self) -> Dialect:
        from editor.text.markup import Dialect

        return Dialect()

    def render(
        self, body: str, *, direction: Direction, picture: PictureAddress | None = None
    ) -> list[RenderedBlock]:
        """All blocks of a Markdown body. `picture` maps a picture's name in the body to the
        address that is to be shown."""
        return list(self.render_steps(body, direction=direction, picture=picture))

    def render_steps(
        self, body: str, *, direction: Direction, picture: PictureAddress | None = None
    ) -> Iterator[RenderedBlock]:
        """The same, one block after the other, so that a lane can give way between them."""
        blocks = cut(body)
        definitions = Definitions.of(blocks)
        numbering = Numbering()
        used: dict[object, Template] = {}
        directions = block_directions(blocks, direction)
        for block, own in zip(blocks, directions, strict=True):
            if block.kind in _SILENT:
                continue
            context = definitions.used_by(block.text)
            key = (block.kind, block.text.rstrip("\r\n"), own, direction, _frozen(context))
            template = self._cache.get(key)
            if template is None:
                template = self._dialect.convert([(block, own)], direction, context)
            used[key] = self._cache[key] = template
            html = fill(template, numbering, picture)
            if html:
                yield RenderedBlock(_digest(html), html, block.line, block.start)
        if definitions.notes:
            yield self._notes(definitions, numbering, direction, picture, used)
        self._cache = used

    def _notes(
        self,
        definitions: Definitions,
        numbering: Numbering,
        direction: Direction,
        picture: PictureAddress | None,
        used: dict[object, Template],
    ) -> RenderedBlock:
        """The list of footnotes: those the text points to in its order, then the others."""
        templates: dict[str, Template] = {}
        pointed = deque(numbering.numbers)
        others = iter(definitions.notes)
        while True:
            label = pointed.popleft() if pointed else next(others, None)
            if label is None:
                break
            if label in templates:
                continue
            numbering.number(label)
            templates[label] = self._note(definitions, label, direction, used)
            pointed.extend(numbering.announce(templates[label]))
        items = [
            f'<li id="fn:{numbering.numbers[label]}">\n'
            f"{fill(template, numbering, picture, label)}\n</li>"
            for label, template in templates.items()
        ]
        html = (
            '<div class="footnotes" role="doc-endnotes">\n<hr>\n<ol>\n'
            + "\n".join(items)
            + "\n</ol>\n</div>"
        )
        first = min((block for _, block in definitions.notes.values()), key=lambda b: b.start)
        return RenderedBlock(_digest(html), html, first.line, first.start)

    def _note(
        self,
        definitions: Definitions,
        label: str,
        direction: Direction,
        used: dict[object, Template],
    ) -> Template:
        words = definitions.notes[label][0]
        context = definitions.used_by(words)
        key = (Kind.FOOTNOTE, words, direction, _frozen(context))
        template = self._cache.get(key)
        if template is None:
            template = self._dialect.convert_note(words, direction, context)
        used[key] = self._cache[key] = template
        return template


def render_html(
    body: str,
    *,
    direction: Direction | None = None,
    language: str = "",
    picture: PictureAddress | None = None,
) -> str:
    """The HTML of a whole Markdown body. Without a direction, language and words decide it."""
    resolved = direction or post_direction(body, language=language)
    blocks = Renderer().render_steps(body, direction=resolved, picture=picture)
    return "\n".join(block.html for block in blocks)


def render_raw(body: str, *, picture: PictureAddress | None = None) -> list[RenderedBlock]:
    """The pieces of a body that is HTML already: as they are, but for pictures' addresses."""
    blocks: list[RenderedBlock] = []
    start = line = 0
    for piece in cut_html(body):
        html = fill(raw_template(piece), Numbering(), picture)
        blocks.append(RenderedBlock(_digest(html), html, line, start))
        start += len(piece)
        line += len(_LINE_END.findall(piece))
    return blocks


def _frozen(context: Context) -> object:
    return (
        tuple(context.references.items()),
        tuple(context.abbreviations.items()),
        context.notes,
    )


def _digest(html: str) -> str:
    return blake2b(html.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
