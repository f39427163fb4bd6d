"""The one cutter: Markdown into top-level blocks and back, byte for byte.

Everyone who needs blocks reads them from here; nobody cuts again. Pure, any thread, linear in
the text's length.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from editor.text import lines as line_of
from editor.text.html_blocks import HtmlEnds, opens_html
from editor.text.lines import bare, indent, is_blank, split_lines

# Two columns further in than a list's marker is inside the item.
NESTED = 2
CODE = 4


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    FENCE = "fence"
    CODE = "code"
    TABLE = "table"
    HTML = "html"
    RULE = "rule"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    TERMS = "terms"
    FRONT_MATTER = "front_matter"
    BLANK = "blank"


SILENT = frozenset({Kind.DEFINITION, Kind.FOOTNOTE, Kind.BLANK, Kind.FRONT_MATTER})
"""Kinds of blocks that show nothing where they stand."""


class Block(NamedTuple):
    """A top-level block with the blank lines that follow it.

    `start` counts code points from the top of the text, `line` lines from 0.
    """

    kind: Kind
    text: str
    start: int
    line: int

    @property
    def end(self) -> int:
        """Offset after the block, in code points."""
        return self.start + len(self.text)


def cut(text: str) -> list[Block]:
    """The blocks of a body. Their texts joined are `text`, whatever it is.

    Blank lines belong to the block before them; those at the very top are a blank block.
    """
    return _assemble(_Cutter(text), 0, 0, 0)


def cut_file(text: str) -> list[Block]:
    """The blocks of a file: as `cut`, with front matter at the top as a block of its own."""
    length = front_matter_length(text)
    if not length:
        return cut(text)
    head = split_lines(text[:length])
    rest = split_lines(text[length:])
    blanks = 0
    while blanks < len(rest) and is_blank(rest[blanks]):
        blanks += 1
    front = text[:length] + "".join(rest[:blanks])
    blocks = _assemble(_Cutter(text[len(front) :]), 0, len(front), len(head) + blanks)
    return [Block(Kind.FRONT_MATTER, front, 0, 0), *blocks]


def front_matter_length(text: str) -> int:
    """Code points of the front matter with its two `---` lines; 0 where there is none."""
    if not text.startswith("---"):
        return 0
    lines = split_lines(text)
    if bare(lines[0]).rstrip(" \t") != "---":
        return 0
    length = len(lines[0])
    for line in lines[1:]:
        length += len(line)
        if bare(line).rstrip(" \t") in ("---", "..."):
            return length
    return 0


def _assemble(cutter: _Cutter, index: int, start: int, line: int) -> list[Block]:
    blocks: list[Block] = []
    lines = cutter.lines
    while index < len(lines):
        kind, end = cutter.block(index)
        while end < len(lines) and is_blank(lines[end]):
            end += 1
        text = "".join(lines[index:end])
        blocks.append(Block(kind, text, start, line))
        start += len(text)
        line += end - index
        index = end
    return blocks


class _Cutter:
    """One pass over one text. Line numbers in, line numbers out."""

    def __init__(self, text: str) -> None:
        self.lines = split_lines(text)
        self._bare = [bare(line) for line in self.lines]
        self._html = HtmlEnds(text, self.lines)

    def block(self, index: int) -> tuple[Kind, int]:
        """Kind of the block that begins on a line, and the line after it."""
        line = self._bare[index]
        if is_blank(line):
            return Kind.BLANK, index + 1
        kind, end = self._open(index) or self._paragraph(index)
        if kind not in (Kind.HTML, Kind.RULE, Kind.DEFINITION, Kind.BLANK) and (
            end < len(self._bare) and line_of.is_attributes(self._bare[end])
        ):
            end += 1
        return kind, end

    def _may_open(self, line: str) -> bool:
        """False for most lines of prose, at once: any block but a paragraph begins with a sign,
        a digit or white space, or has a table's bar in it."""
        first = line[:1]
        return not first.isalpha() or "|" in line

    def _open(self, index: int) -> tuple[Kind, int] | None:
        """The block that begins here, where it is anything but a paragraph."""
        line = self._bare[index]
        if not self._may_open(line):
            return None
        if indent(line) >= CODE:
            return Kind.CODE, self._code_end(index)
        if line_of.note(line):
            return Kind.FOOTNOTE, self._note_end(index)
        if line_of.is_definition(line):
            return Kind.DEFINITION, self._definition_end(index)
        return self._interrupting(index) or self._list(index)

    def _interrupting(self, index: int) -> tuple[Kind, int] | None:
        """The block that begins here and needs no blank line before it, lists aside."""
        line = self._bare[index]
        first = line.lstrip(" \t")[:1]
        if first and first in "`~" and line_of.fence(line):
            return Kind.FENCE, self._fence_end(index)
        if first == "#" and line_of.is_heading(line):
            return Kind.HEADING, index + 1
        if first == ">" and line_of.is_quote(line):
            return Kind.QUOTE, self._quote_end(index)
        if first and first in "-*_" and line_of.is_rule(line):
            return Kind.RULE, index + 1
        if first == "<" and opens_html(line):
            return Kind.HTML, self._html.end(index)
        if self._is_table(index):
            return Kind.TABLE, self._table_end(index)
        return None

    def _interrupts(self, index: int) -> bool:
        """True where the line ends a paragraph above it without a blank line between."""
        line = self._bare[index]
        if not self._may_open(line) or indent(line) >= CODE:
            return False
        if line_of.note(line) or line_of.is_attributes(line) or line_of.is_definition(line):
            return True
        marker = line_of.marker(line)
        if marker is not None and not marker.empty and marker.number in (None, 1):
            return True
        first = line.lstrip(" \t")[:1]
        if first and first in "`~":
            return bool(line_of.fence(line))
        if first and first in "#>-*_":
            return line_of.is_heading(line) or line_of.is_quote(line) or line_of.is_rule(line)
        return (first == "<" and opens_html(line)) or self._is_table(index)

    def _paragraph(self, index: int) -> tuple[Kind, int]:
        end = index + 1
        while end < len(self._bare):
            line = self._bare[end]
            if is_blank(line):
                break
            if end == index + 1 and line_of.is_underline(line):
                return Kind.HEADING, end + 1
            if line_of.meaning(line) is not None:
                return Kind.TERMS, self._terms_end(end)
            if self._interrupts(end):
                return Kind.PARAGRAPH, end
            end += 1
        after = end + 1
        if after < len(self._bare) and line_of.meaning(self._bare[after]) is not None:
            return Kind.TERMS, self._terms_end(after)
        return Kind.PARAGRAPH, end

    def _fence_end(self, index: int) -> int:
        opened = line_of.fence(self._bare[index])
        for place in range(index + 1, len(self._bare)):
            if line_of.closes_fence(self._bare[place], opened):
                return place + 1
        return len(self._bare)

    def _code_end(self, index: int) -> int:
        end = index + 1
        for place in range(index + 1, len(self._bare)):
            if is_blank(self._bare[place]):
                continue
            if indent(self._bare[place]) < CODE:
                break
            end = place + 1
        return end

    def _definition_end(self, index: int) -> int:
        while index < len(self._bare) and line_of.is_definition(self._bare[index]):
            index += 1
        return index

    def _note_end(self, index: int) -> int:
        return self._indented_end(index, NESTED)

    def _indented_end(self, index: int, columns: int) -> int:
        """End of a block whose further lines are indented, or lazy right below the words."""
        end = index + 1
        blank = False
        for place in range(index + 1, len(self._bare)):
            line = self._bare[place]
            if is_blank(line):
                blank = True
                continue
            if indent(line) < columns and (blank or self._interrupts(place)):
                break
            if indent(line) < columns and line_of.meaning(line) is not None:
                break
            blank = False
            end = place + 1
        return end

    def _terms_end(self, index: int) -> int:
        """`index` is the first `: meaning` line. Further terms and meanings may follow."""
        end = self._indented_end(index, NESTED)
        while True:
            place = end
            while place < len(self._bare) and is_blank(self._bare[place]):
                place += 1
            if place >= len(self._bare):
                return end
            if line_of.meaning(self._bare[place]) is None:
                following = place + 1
                if (
                    following >= len(self._bare)
                    or line_of.meaning(self._bare[following]) is None
                    or indent(self._bare[place]) >= CODE
                    or self._interrupts(place)
                ):
                    return end
                place = following
            end = self._indented_end(place, NESTED)

    def _is_table(self, index: int) -> bool:
        line = self._bare[index]
        if "|" not in line or index + 1 >= len(self._bare):
            return False
        below = self._bare[index + 1]
        return line_of.is_delimiter_row(below) and len(line_of.cells(line)) == len(
            line_of.cells(below)
        )

    def _table_end(self, index: int) -> int:
        end = index + 2
        while end < len(self._bare) and "|" in self._bare[end] and not is_blank(self._bare[end]):
            end += 1
        return end

    def _quote_end(self, index: int) -> int:
        words = _Words()
        for place in range(index, len(self._bare)):
            line = self._bare[place]
            if is_blank(line):
                return place
            if line_of.is_quote(line):
                words.read(line_of.without_quote_marks(line))
            elif not words.are_open or self._interrupts(place) or line_of.marker(line):
                return place
        return len(self._bare)

    def _list(self, index: int) -> tuple[Kind, int] | None:
        first = line_of.marker(self._bare[index])
        if first is None:
            return None
        ordered = first.number is not None
        end = index
        blank = False
        words = _Words()
        for place in range(index, len(self._bare)):
            line = self._bare[place]
            if is_blank(line):
                blank = True
                continue
            if place > index and indent(line) >= first.indent + NESTED:
                words.read(line.lstrip(" \t"))
            elif is_item(line, ordered):
                words = _Words()
                words.read(line)
            elif blank or not words.are_open or self._ends_list(place):
                break
            blank = False
            end = place + 1
        return Kind.LIST, end

    def _ends_list(self, place: int) -> bool:
        return self._interrupts(place) or line_of.marker(self._bare[place]) is not None


def is_item(line: str, ordered: bool) -> bool:
    """True where a bare line begins an item of a list of this sort."""
    marker = line_of.marker(line)
    return (
        marker is not None
        and (marker.number is not None) == ordered
        and not (line.strip(" \t")[0] in "-*_" and line_of.is_rule(line))
    )


def without_markers(line: str) -> str:
    """The line after the list markers it begins with; a few levels are enough to look at."""
    for _ in range(8):
        marker = line_of.marker(line)
        if marker is None:
            break
        line = line[marker.length :]
    return line


class _Words:
    """Whether the innermost words are an open paragraph, so that a lazy line goes on with it."""

    def __init__(self) -> None:
        self._unread: list[str] = []  # most lists and quotations have no lazy line to ask
        self._fence = ""
        self._are_open = False

    def read(self, line: str) -> None:
        """Take in the next line; markers of what it stands in are passed over."""
        self._unread.append(line)

    @property
    def are_open(self) -> bool:
        """True where a lazy line would go on with them."""
        for line in self._unread:
            self._take_in(line)
        self._unread.clear()
        return self._are_open

    def _take_in(self, line: str) -> None:
        if self._fence:
            if line_of.closes_fence(line, self._fence):
                self._fence = ""
            return
        line = line_of.without_quote_marks(without_markers(line))
        self._fence = line_of.fence(line)
        self._are_open = bool(
            not self._fence
            and not is_blank(line)
            and not line_of.is_heading(line)
            and not line_of.is_rule(line)
        )
