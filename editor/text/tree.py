"""Blocks into an element tree: the block half of the dialect.

Cuts with the one cutter, also inside lists and quotations, so that what a block is never depends
on who asks. Words are put in as they are; the inline half comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

from editor.domain.post import Direction
from editor.text import parts
from editor.text.attributes import parse, split_end, split_line
from editor.text.blocks import Block, Kind, cut
from editor.text.direction import line_direction
from editor.text.lines import RAW_HTML, dedent, is_attributes
from editor.text.template import Back, Raw, Slots

# Deeper than this nobody writes; what is in there is shown as it was typed.
MAX_DEPTH = 16

_CLOSING_MARKS = re.compile(r"(?:\A|[ \t]+)#+[ \t]*\Z")
_HEADING = re.compile(r"[ \t]*(#{1,6})[ \t]*")
_HARD_BREAK = re.compile(r"[ \t\\]\Z")
_LANGUAGE = re.compile(r"[\w#.+-]+")


class TreeBuilder:
    """Builds the tree of one piece of a post. `post` is the direction around it."""

    def __init__(self, post: Direction, slots: Slots) -> None:
        self._post = post
        self._slots = slots
        self._direction = post

    def add(self, parent: Element, block: Block, direction: Direction) -> None:
        """Put a top-level block into the tree, stamped where it differs from its post."""
        self._direction = direction
        before = len(parent)
        self._block(parent, block, 0)
        if block.kind not in (Kind.FENCE, Kind.CODE, Kind.HTML):
            self._stamp(list(parent)[before:])

    def add_note(self, parent: Element, words: str, direction: Direction) -> None:
        """Put a footnote's words and the way back into the tree."""
        self._direction = direction
        blocks = cut(words)
        back = self._slots.token(Back())
        last = blocks[-1] if blocks else None
        for block in blocks:
            if block is last and block.kind is Kind.PARAGRAPH:
                lines = parts.bare_lines(block.text)
                listed = f"\n{lines.pop()}" if len(lines) > 1 and is_attributes(lines[-1]) else ""
                text = "\n".join(lines).rstrip() + f"\u00a0{back}{listed}"
                self._block(parent, Block(block.kind, text, block.start, block.line), 1)
            else:
                self._block(parent, block, 1)
        if last is None or last.kind is not Kind.PARAGRAPH:
            SubElement(parent, "p").text = back
        self._stamp(parent)

    def _stamp(self, elements: Iterable[Element]) -> None:
        if self._direction is self._post:
            return
        for element in elements:
            is_raw = isinstance(element.text, AtomicString)
            if not is_raw and element.get("dir", "auto") == "auto":
                element.set("dir", self._direction)

    def _block(self, parent: Element, block: Block, depth: int) -> None:
        lines = parts.bare_lines(block.text)
        if not lines:
            return
        if depth >= MAX_DEPTH and block.kind in (Kind.LIST, Kind.QUOTE, Kind.TERMS):
            self._code(parent, "\n".join(lines) + "\n", depth)
            return
        attributes: dict[str, str] = {}
        if len(lines) > 1 and is_attributes(lines[-1]) and block.kind is not Kind.HTML:
            attributes = parse(lines[-1].strip()[2:-1]) or {}
            lines.pop()
        element = self._element(parent, block.kind, lines, depth)
        if element is not None:
            element.attrib.update(attributes)

    def _element(self, parent: Element, kind: Kind, lines: list[str], depth: int) -> Element | None:
        match kind:
            case Kind.HEADING:
                return self._heading(parent, lines, depth)
            case Kind.LIST:
                return self._list(parent, lines, depth)
            case Kind.QUOTE:
                quote = SubElement(parent, "blockquote")
                self._blocks(quote, cut(parts.quoted(lines)), depth + 1)
                return quote
            case Kind.TABLE:
                return self._table(parent, lines)
            case Kind.TERMS:
                return self._terms(parent, lines, depth)
            case Kind.FENCE:
                info, code = parts.fenced(lines)
                if info == RAW_HTML:
                    self._raw(parent, code)
                    return None
                return self._code(parent, code, depth, info)
            case Kind.CODE:
                code = "".join(dedent(line, 4) + "\n" for line in lines)
                return self._code(parent, code, depth)
            case Kind.RULE:
                return SubElement(parent, "hr")
            case Kind.HTML:
                self._raw(parent, "\n".join(lines))
                return None
            case _:
                # Definitions inside a list or a quotation are words: they define nothing.
                return self._paragraph(parent, lines, depth)

    def _raw(self, parent: Element, html: str) -> None:
        SubElement(parent, "p").text = AtomicString(self._slots.token(Raw(html.strip("\n"))))

    def _blocks(self, parent: Element, blocks: Iterable[Block], depth: int) -> None:
        for block in blocks:
            self._block(parent, block, depth)

    def _paragraph(self, parent: Element, lines: list[str], depth: int) -> Element:
        text, attributes = split_line(_flowing(lines))
        paragraph = SubElement(parent, "p", attributes)
        if depth:
            self._words(paragraph, text)
        else:
            paragraph.text = text
        return paragraph

    def _heading(self, parent: Element, lines: list[str], depth: int) -> Element:
        marks = _HEADING.match(lines[0])
        if marks is not None and len(lines) == 1:
            level, text = len(marks.group(1)), lines[0][marks.end() :]
        else:
            level, text = (1 if lines[-1].strip().startswith("=") else 2), lines[0]
        text, attributes = split_end(text.strip(" \t"))
        heading = SubElement(parent, f"h{level}", attributes)
        text = _CLOSING_MARKS.sub("", text) if marks else text
        if depth:
            self._words(heading, text)
        else:
            heading.text = text
        return heading

    def _list(self, parent: Element, lines: list[str], depth: int) -> Element:
        number = parts.list_start(lines)
        element = SubElement(parent, "ul" if number is None else "ol")
        if number is not None and number != 1:
            element.set("start", str(number))
        digits = parts.list_digits(lines)
        if digits:
            element.set("style", f"list-style-type: {digits}")
        items = [cut(item) for item in parts.list_items(lines)]
        loose = _is_loose(items)
        for blocks in items:
            item = SubElement(element, "li")
            if blocks and blocks[0].kind is Kind.PARAGRAPH and not loose:
                text, attributes = split_line(_flowing(parts.bare_lines(blocks[0].text)))
                self._words(item, text, attributes)
                blocks = blocks[1:]
            self._blocks(item, blocks, depth + 1)
        return element

    def _table(self, parent: Element, lines: list[str]) -> Element:
        table = SubElement(parent, "table")
        head, alignments, rows = parts.table_rows(lines)
        if any(cell.strip() for cell in head) or not rows:  # a head without words is none
            self._row(SubElement(table, "thead"), "th", head, alignments)
        if rows:
            body = SubElement(table, "tbody")
            for row in rows:
                self._row(body, "td", row, alignments)
        return table

    def _row(self, parent: Element, tag: str, cells: list[str], alignments: list[str]) -> None:
        row = SubElement(parent, "tr")
        for text, alignment in zip(cells, alignments, strict=False):
            cell = SubElement(row, tag)
            if alignment:
                cell.set("style", f"text-align: {alignment}")
            self._words(cell, text.replace("\\|", "|"))

    def _terms(self, parent: Element, lines: list[str], depth: int) -> Element:
        element = SubElement(parent, "dl")
        for term in parts.terms(lines):
            for name in term.names:
                self._words(SubElement(element, "dt"), name)
            for meaning in term.meanings:
                self._meaning(SubElement(element, "dd"), meaning, depth)
        return element

    def _meaning(self, element: Element, text: str, depth: int) -> None:
        blocks = cut(text)
        if len(blocks) == 1 and blocks[0].kind is Kind.PARAGRAPH:
            self._words(element, _flowing(parts.bare_lines(text)))
        else:
            self._blocks(element, blocks, depth + 1)

    def _code(self, parent: Element, text: str, depth: int, info: str = "") -> Element:
        pre = SubElement(parent, "pre", {"dir": "ltr"})
        if depth and self._direction is Direction.RTL:
            # Browsers hand the side of a list's items down to all that is in them.
            pre.set("style", "text-align: left")
        code = SubElement(pre, "code")
        code.text = AtomicString(code_escape(text))
        attributes = parse(info[1:-1]) if info.startswith("{") and info.endswith("}") else None
        language = _LANGUAGE.match(info)
        if attributes is not None:
            code.attrib.update(attributes)
        elif language is not None:
            code.set("class", f"language-{language.group()}")
        return pre

    def _words(self, element: Element, text: str, attributes: dict[str, str] | None = None) -> None:
        """Words into part of a block. The block keeps its one direction; words that run the
        other way are isolated, so that their full stop stands at their own end."""
        attributes = dict(attributes or {})
        around = element.get("dir", self._direction)
        if "dir" not in attributes and around in ("rtl", "ltr"):
            own = line_direction(text, Direction(around))
            if own != around:
                attributes["dir"] = own
        holder = SubElement(element, "span", attributes) if attributes else element
        holder.text = text


def _flowing(lines: list[str]) -> str:
    """A paragraph's lines; every line break is one, so those marked as hard need no mark."""
    return "\n".join(
        [_HARD_BREAK.sub("", line.strip(" \t")) for line in lines[:-1]] + [lines[-1].strip(" \t")]
    )


def _is_loose(items: list[list[Block]]) -> bool:
    """True where blank lines stand between items, or between the blocks of one."""
    inner = [block.text for item in items for block in item[:-1]]
    # An item's text has no line end of its own: one that is there stands before a blank line.
    last = [item[-1].text + "\n" for item in items[:-1] if item]
    return any(re.search(r"\n[ \t]*\n\s*\Z", text) for text in inner + last)
