"""Blocks that were read from rich text, as Markdown. Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import bidirectional

from editor.domain.post import Direction
from editor.text import rich_words
from editor.text.blocks import cut
from editor.text.direction import block_direction
from editor.text.escaping import as_heading
from editor.text.rich_words import Run

_DIGITS = {"arabic-indic": "\u0660", "persian": "\u06f0"}
_FILLED_UP = 50  # cells: the page fills up no longer rows
_RTL = frozenset({"R", "AL"})


@dataclass(slots=True)
class Paragraph:
    """`level` is a heading's, 0 for words. `direction`: what its source says, if it does. `box`:
    the box of a task. `is_caption`: it says what the picture above shows."""

    runs: list[Run]
    level: int = 0
    direction: Direction | None = None
    box: str = ""
    is_caption: bool = False

    @property
    def picture(self) -> Run | None:
        """The picture that is all there is in it."""
        seen = [run for run in self.runs if run.picture or run.made or run.words.strip()]
        return seen[0] if len(seen) == 1 and seen[0].picture else None

    @property
    def plain(self) -> str:
        """Its words, where they say no more than that; else nothing."""
        if any(run.href or run.made or run.picture for run in self.runs):
            return ""
        return " ".join("".join(run.words for run in self.runs).split())


@dataclass(slots=True)
class Code:
    """Lines that mean nothing but themselves."""

    text: str
    language: str = ""


@dataclass(slots=True)
class Rule:
    """A line across."""


@dataclass(slots=True)
class Quote:
    """What somebody else said."""

    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Items:
    """A list. `digits` is CSS' name for those of another script. `is_guessed`: nothing in the
    source said where it begins and ends, so further items join it. `name` is the source's own."""

    is_ordered: bool
    start: int = 1
    digits: str = ""
    is_guessed: bool = False
    name: str = ""
    items: list[list[Block]] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Rows of cells, each with its blocks. `reaching`: the number of the last row that a cell from
    above reaches down to, by column."""

    rows: list[list[list[Block]]] = field(default_factory=list)
    reaching: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Note:
    """A footnote."""

    label: str
    blocks: list[Block] = field(default_factory=list)


Block = Paragraph | Code | Rule | Quote | Items | Table | Note


def markdown_of(blocks: Sequence[Block], post: Direction) -> str:
    """The Markdown of some blocks in a post that runs in direction `post`."""
    minded = _wishes(blocks)
    made = []
    blocks = [*(each for each in blocks if not isinstance(each, Note)), *_notes(blocks)]
    for block in blocks:
        lines = list(_lines(block))
        if lines:
            made.append("\n".join(lines + _direction(block, lines, post, minded)))
    return "\n\n".join(made)


def leaves(blocks: Iterable[Block]) -> Iterator[Paragraph | Code]:
    """The paragraphs and the code of all levels, in their order."""
    waiting = list(blocks)[::-1]
    while waiting:
        block = waiting.pop()
        if isinstance(block, (Paragraph, Code)):
            yield block
        elif isinstance(block, (Quote, Note)):
            waiting += reversed(block.blocks)
        elif isinstance(block, Items):
            waiting += [each for item in reversed(block.items) for each in reversed(item)]
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            waiting += [each for cell in reversed(cells) for each in reversed(cell)]


# --- directions ---------------------------------------------------------------------------------


def _direction(
    block: Block, lines: list[str], post: Direction, minded: set[Direction | None]
) -> list[str]:
    """The line that says a direction our rule would not see. Many programs stamp all there is
    with theirs: right to left counts only with a word that runs so, left to right only beside
    right to left and where most words run so."""
    if isinstance(block, Note):
        return []
    wishes = {block.direction} if isinstance(block, Paragraph) else _wishes([block])
    if len(wishes) != 1:
        return []
    wish = wishes.pop()
    if wish is None or (wish is Direction.LTR and Direction.RTL not in minded):
        return []
    found = cut("\n".join(lines))
    if len(found) != 1 or block_direction(found[0], post) is wish:
        return []
    if wish is Direction.LTR:
        is_meant = block_direction(found[0], wish) is wish
    else:
        is_meant = not _RTL.isdisjoint(map(bidirectional, set(found[0].text)))
    if not is_meant:
        return []
    return [f'{{: dir="{wish}"}}']


def _wishes(blocks: Iterable[Block]) -> set[Direction | None]:
    return {each.direction for each in leaves(blocks) if isinstance(each, Paragraph)}


# --- blocks -------------------------------------------------------------------------------------


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _heading(block) if block.level else _words(block)
    elif isinstance(block, Code):
        yield from _fence(block)
    elif isinstance(block, Rule):
        yield "***"  # three hyphens would begin front matter, or make a heading of what is above
    elif isinstance(block, Quote):
        yield from (f"> {line}".rstrip() for line in _all_lines(block.blocks))
    elif isinstance(block, Items):
        yield from _items(block)
    elif isinstance(block, Note):
        yield from _note(block)
    else:
        yield from _table(block)


def _all_lines(blocks: Sequence[Block], *, tight: bool = False) -> Iterator[str]:
    begun = False
    for block in blocks:
        for number, line in enumerate(_lines(block)):
            if begun and not number and not tight:
                yield ""
            begun = True
            yield line


def _heading(block: Paragraph) -> Iterator[str]:
    runs = rich_words.one_line([run._replace(bold=False) for run in block.runs])
    if runs:
        line = rich_words.line_of(runs, begins_line=False)
        yield f"{'#' * block.level} {as_heading(line)}"


def _words(block: Paragraph) -> Iterator[str]:
    for number, lines in enumerate(rich_words.paragraphs(block.runs)):
        if number:
            yield ""
        box = "" if number else block.box
        for line in lines:
            yield box + rich_words.line_of(line)
            box = ""


def _fence(block: Code) -> Iterator[str]:
    text = block.text.strip("\n").rstrip()
    if not text:
        return
    ticks = "```"
    while ticks in text:
        ticks += "`"
    yield f"{ticks}{block.language}"
    yield from text.split("\n")
    yield ticks


def _items(block: Items) -> Iterator[str]:
    items = [lines for lines in (_item(item) for item in block.items) if lines]
    is_loose = any("" in lines for lines in items)
    for number, lines in enumerate(items):
        if number and is_loose:
            yield ""
        marker = f"{_written(block.start + number, block.digits)}. " if block.is_ordered else "- "
        yield marker + lines[0]
        yield from (" " * len(marker) + line if line else "" for line in lines[1:])


def _item(blocks: list[Block]) -> list[str]:
    """The lines of an item; no empty one where it is a paragraph with lists below it. In the
    midst of a paragraph only the first number begins a list."""
    is_tight = all(isinstance(each, Items) and each.start == 1 for each in blocks[1:])
    return list(_all_lines(blocks, tight=is_tight))


def _note(block: Note) -> Iterator[str]:
    lines = list(_all_lines(block.blocks)) or [""]
    yield f"[^{block.label}]: {lines[0]}"
    yield from (f"    {line}" if line else "" for line in lines[1:])


def _notes(blocks: Iterable[Block]) -> Iterator[Note]:
    return (block for block in blocks if isinstance(block, Note))


def _written(number: int, digits: str) -> str:
    zero = ord(_DIGITS.get(digits, "0"))
    return "".join(chr(zero + int(digit)) for digit in str(number))


def _table(block: Table) -> Iterator[str]:
    width = max((len(row) for row in block.rows), default=0)
    if width <= 1:  # a frame around words
        yield from _all_lines([each for row in block.rows for cell in row for each in cell])
        return
    for number, row in enumerate(block.rows):
        cells = [_cell(cell, is_head=not number) for cell in row]
        if not number or width <= _FILLED_UP:
            cells += [""] * (width - len(row))
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield f"|{'---|' * width}"


def _cell(blocks: list[Block], *, is_head: bool) -> str:
    """What is in a cell, in one line; those of the head are bold by themselves."""
    runs: list[Run] = []
    for block in leaves(blocks):
        runs.append(Run(" "))
        runs += block.runs if isinstance(block, Paragraph) else [Run(block.text, code=True)]
    if is_head:
        runs = [run._replace(bold=False) for run in runs]
    return rich_words.line_of(rich_words.one_line(runs), in_cell=True, begins_line=False)
