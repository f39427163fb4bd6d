"""Blocks → HTML, block by block; what did not change is not made again.

A whole document costs Python-Markdown's full price once; after that, the price of the block that
changed. Give way between the steps of `render_steps`.
"""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from editor.domain.post import Direction
from editor.text import lines as line_of
from editor.text import parts
from editor.text.blocks import SILENT, Block, Kind
from editor.text.direction import block_direction, post_direction
from editor.text.html_blocks import cut_html
from editor.text.recut import cut_again
from editor.text.template import Mark, Note, Numbering, Template, fill, mark_html, raw_template

if TYPE_CHECKING:
    from editor.text.markup import Context, Dialect

_LINE_END = re.compile(r"\r\n|\r|\n")
# Not sets: to hash a member of an enumeration takes longer than to look at them.
_DEFINING = (Kind.DEFINITION, Kind.FOOTNOTE)
_SILENT = tuple(SILENT)
_LABEL = re.compile(r"\[([^\[\]]+)\]")

_OF_THREAD = threading.local()

PictureAddress = Callable[[str], str]


class RenderedBlock(NamedTuple):
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
    notes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Definitions:
        """Read them from the blocks that define."""
        found = cls()
        for block in blocks:
            if block.kind is Kind.DEFINITION:
                found._read(block)
            elif block.kind is Kind.FOOTNOTE:
                found.notes.setdefault(*parts.note_words(parts.bare_lines(block.text)))
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
            {short: long for short, long in self.abbreviations.items() if short in text},
            frozenset(label[1:] for label in labels if label[0] == "^" and label[1:] in self.notes),
        )


@dataclass(slots=True)
class _Made:
    """What was made of a piece of source, and with which definitions in force."""

    kind: Kind
    direction: Direction
    definitions: Definitions | None = None
    context: Context | None = None
    template: Template = ()
    block: tuple[str, str] | None = None  # (key, html), where nothing is filled in
    notes: tuple[str, ...] = ()  # labels, where nothing else is filled in
    marks: list[Mark] | None = None  # of these notes, when `marked` was made
    marked: tuple[str, str] = "", ""

    def take(self, template: Template) -> None:
        """Make its HTML of another template from now on."""
        self.template, self.marks = template, None
        self.block = _whole(template)
        gaps = [part for part in template if not isinstance(part, str)]
        labels = tuple(part.label for part in gaps if isinstance(part, Note))
        self.notes = labels if len(labels) == len(gaps) else ()

    def filled(self, numbering: Numbering, picture: PictureAddress | None) -> tuple[str, str]:
        """(key, html), made anew only where the marks of its notes are others."""
        if not self.notes:
            return _filled(self.template, numbering, picture)
        marks = [numbering.mark(label) for label in self.notes]
        if marks != self.marks:
            self.marks, taken = marks, iter(marks)
            html = "".join(
                part if isinstance(part, str) else mark_html(*next(taken)) for part in self.template
            )
            self.marked = _digest(html), html
        return self.marked


class Renderer:
    """Renders one text after another and remembers the last one's blocks. One thread at a
    time."""

    def __init__(self) -> None:
        self._post = self._around = Direction.LTR
        self._blocks: list[Block] = []
        self._defining: list[Block] = []
        self._definitions = Definitions()
        self._made: dict[str, _Made] = {}  # by source
        self.labels: tuple[str, ...] = ()  # of the last text's footnotes, in their numbers' order

    @property
    def _dialect(self) -> Dialect:
        """One for each thread: making one costs as much as rendering several blocks, and none
        keeps anything of what it rendered."""
        if not hasattr(_OF_THREAD, "dialect"):
            from editor.text.markup import Dialect

            _OF_THREAD.dialect = Dialect()
        dialect: Dialect = _OF_THREAD.dialect
        return dialect

    def render(
        self,
        body: str,
        *,
        direction: Direction,
        around: Direction | None = None,
        picture: PictureAddress | None = None,
    ) -> list[RenderedBlock]:
        """All blocks of a Markdown body that runs in `direction`. `around` is the direction of
        the page where it will stand without an element of its own; then what differs from it says
        so. `picture` maps a picture's name in the body to the address that is to be shown."""
        steps = self.render_steps(body, direction=direction, around=around, picture=picture)
        return list(steps)

    def render_steps(
        self,
        body: str,
        *,
        direction: Direction,
        around: Direction | None = None,
        picture: PictureAddress | None = None,
    ) -> Iterator[RenderedBlock]:
        """The same, one block after the other, so that a lane can give way between them."""
        self._begin(body, direction, around or direction)
        numbering = Numbering()
        used: dict[str, _Made] = {}
        first_note: Block | None = None
        for block in self._blocks:
            if block.kind is Kind.FOOTNOTE:
                first_note = first_note or block
            if block.kind in _SILENT:
                continue
            made = used[block.text] = self._make(block)
            key, html = made.block or made.filled(numbering, picture)
            if html:
                yield RenderedBlock(key, html, block.line, block.start)
        if first_note is not None:
            html = self._notes(numbering, picture, used)
            yield RenderedBlock(_digest(html), html, first_note.line, first_note.start)
        self.labels = tuple(numbering.numbers)
        self._made = used

    def _begin(self, body: str, direction: Direction, around: Direction) -> None:
        self._blocks = cut_again(self._blocks, body)
        defining = [block for block in self._blocks if block.kind in _DEFINING]
        # What stands elsewhere only was moved: compared by its text, which is quick.
        if [block.text for block in defining] != [block.text for block in self._defining]:
            definitions = Definitions.of(defining)
            if definitions != self._definitions:
                self._definitions = definitions
        self._defining = defining
        if (direction, around) != (self._post, self._around):
            self._post, self._around = direction, around
            self._made.clear()

    def _make(self, block: Block) -> _Made:
        """The block's template, made now where it was not made before."""
        made = self._made.get(block.text)
        if made is None or made.kind is not block.kind:
            made = _Made(block.kind, block_direction(block, self._post))
            self._made[block.text] = made
        if made.definitions is not self._definitions:
            made.definitions = self._definitions
            context = self._definitions.used_by(block.text)
            if context != made.context:
                made.context = context
                made.take(self._template(block, made.direction, context))
        return made

    def _template(self, block: Block, own: Direction, context: Context) -> Template:
        if block.kind is Kind.FOOTNOTE:
            return self._dialect.convert_note(block.text, own, self._post, context)
        return self._dialect.convert([(block, own)], self._around, context)

    def _notes(
        self,
        numbering: Numbering,
        picture: PictureAddress | None,
        used: dict[str, _Made],
    ) -> str:
        """The list of footnotes: those the text points to in its order, then the others."""
        templates: dict[str, Template] = {}
        pointed = deque(numbering.numbers)
        others = iter(self._definitions.notes)
        while True:
            label = pointed.popleft() if pointed else next(others, None)
            if label is None:
                break
            if label in templates:
                continue
            numbering.number(label)
            words = Block(Kind.FOOTNOTE, self._definitions.notes[label], 0, 0)
            made = used[words.text] = self._make(words)
            templates[label] = made.template
            pointed.extend(numbering.announce(made.template))
        items = [
            f'<li id="fn-{numbering.numbers[label]}">\n'
            f"{fill(template, numbering, picture, label)}\n</li>"
            for label, template in templates.items()
        ]
        side = f' dir="{self._post}"' if self._post is not self._around else ""
        return "\n".join(
            [
                f'<div class="footnotes" role="doc-endnotes"{side}>',
                "<hr>",
                "<ol>",
                *items,
                "</ol>",
                "</div>",
            ]
        )


def _whole(template: Template) -> tuple[str, str] | None:
    """(key, html) of a template without gaps."""
    if not template:
        return "", ""
    if len(template) == 1 and isinstance(template[0], str):
        return _digest(template[0]), template[0]
    return None


def _filled(
    template: Template, numbering: Numbering, picture: PictureAddress | None
) -> tuple[str, str]:
    html = fill(template, numbering, picture)
    return _digest(html), html


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


def _digest(html: str) -> str:
    return blake2b(html.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
