"""A chunk of HTML as Markdown: an attempt, which the caller holds against the chunk. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Iterator, Sequence

from editor.text import html_inline
from editor.text.envelope import Envelope, Sort
from editor.text.escaping import as_heading, destination, escaped
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_inline import NoMarkdown
from editor.text.html_pictures import Picture
from editor.text.html_tree import Comment, Element, Node

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang)-([\w#+.-]+)")
_ALIGNMENT = re.compile(r"\s*text-align\s*:\s*(left|right|center)\s*;?\s*")
_RULES = {"": "---", "left": ":--", "right": "--:", "center": ":-:"}


def markdown_of(
    chunk: Envelope,
    *,
    keeps_lines: bool = False,
    with_signs: bool = True,
    notes: Collection[str] = (),
    as_ours: bool = False,
) -> str:
    """The Markdown of a chunk. `keeps_lines`: the ends of lines in a paragraph's source are seen.
    `with_signs`: emphasis, links and code as Markdown writes them, not as tags. `notes`: the
    numbers of the footnotes whose marks become Markdown's. `as_ours`: see html_inline. Raises
    NoMarkdown."""
    writer = _Writer(with_signs, notes, as_ours)
    match chunk.sort:
        case Sort.WORDS:
            return writer.words(chunk.nodes, keeps_lines=keeps_lines or not chunk.name)
        case Sort.HEADING:
            line = writer.line(chunk.nodes, begins_line=False)
            return f"{'#' * int(chunk.name[1])} {as_heading(line)}"
        case Sort.LIST:
            return "\n".join(writer.items(chunk.name, chunk.given, chunk.nodes))
        case Sort.QUOTE:
            return "\n".join(_quoted(list(writer.blocks(chunk.nodes))))
        case Sort.TABLE:
            return "\n".join(writer.table(chunk.nodes))
        case Sort.CODE:
            return _fence(chunk)
        case Sort.RULE:
            return "***"
        case Sort.PICTURE | Sort.GALLERY:
            return "\n".join(map(_picture, chunk.pictures))
        case Sort.MARK | Sort.EMBED:
            return chunk.shown
    raise NoMarkdown(chunk.sort)


def lines_of(nodes: Sequence[Node], notes: Collection[str] = ()) -> list[str]:
    """What stands in an element of blocks as lines of Markdown. Raises NoMarkdown."""
    return list(_Writer(True, notes, as_ours=True).blocks(nodes))


class _Writer:
    def __init__(self, with_signs: bool, notes: Collection[str], as_ours: bool) -> None:
        self._as_ours = as_ours
        self._with_signs = with_signs
        self._notes = notes

    def words(self, nodes: Sequence[Node], *, keeps_lines: bool, begins_line: bool = True) -> str:
        made = html_inline.markdown_of(
            nodes,
            keeps_lines=keeps_lines,
            with_signs=self._with_signs,
            begins_line=begins_line,
            notes=self._notes,
            as_ours=self._as_ours,
        )
        if not made:
            raise NoMarkdown("nothing")
        return made

    def line(self, nodes: Sequence[Node], *, begins_line: bool = True) -> str:
        made = self.words(nodes, keeps_lines=False, begins_line=begins_line)
        if "\n" in made:
            raise NoMarkdown("br")
        return made

    def blocks(self, nodes: Sequence[Node]) -> Iterator[str]:
        """The lines of what stands in a quotation or an item, an empty one between blocks."""
        shown = _shown(nodes)
        if all(html_inline.is_inline(node) for node in shown):
            yield from self.words(nodes, keeps_lines=False).split("\n")
            return
        for place, node in enumerate(shown):
            if place:
                yield ""
            match node:
                case Element(name="p") if not node.attributes:
                    yield from self.words(node.children, keeps_lines=False).split("\n")
                case Element(name="cite"):
                    yield from self.words([node], keeps_lines=False).split("\n")
                case Element(name="ul" | "ol"):
                    yield from self.items(node.name, node.attributes, node.children)
                case Element(name="blockquote") if not node.attributes:
                    yield from _quoted(list(self.blocks(node.children)))
                case _:
                    raise NoMarkdown(str(node)[:40])

    def items(self, name: str, given: dict[str, str], nodes: Sequence[Node]) -> Iterator[str]:
        """The lines of a list."""
        start = given.get("start", "1")
        if not (start.isdecimal() and len(start) < 7) or "reversed" in given:
            raise NoMarkdown(start)
        items = []
        for node in _shown(nodes):
            if not isinstance(node, Element) or node.name != "li" or node.attributes:
                raise NoMarkdown(str(node)[:40])
            items.append(self._item(node))
        if not items:
            raise NoMarkdown("no item")
        is_loose = any(loose for loose, _ in items)
        for number, (_, lines) in enumerate(items, int(start)):
            if is_loose and number > int(start):
                yield ""
            marker = f"{number}. " if name == "ol" else "- "
            yield marker + lines[0]
            yield from (" " * len(marker) + line if line else "" for line in lines[1:])

    def _item(self, item: Element) -> tuple[bool, list[str]]:
        """Whether it is of paragraphs, and its lines."""
        shown = _shown(item.children)
        if not shown:
            raise NoMarkdown("empty item")
        if any(isinstance(node, Element) and node.name == "p" for node in shown):
            return True, list(self.blocks(item.children))
        words = [node for node in item.children if html_inline.is_inline(node)]
        below = [node for node in shown if not html_inline.is_inline(node)]
        if not all(isinstance(node, Element) and node.name in ("ul", "ol") for node in below):
            raise NoMarkdown("item")
        if [node for node in shown if node not in below] != shown[: len(shown) - len(below)]:
            raise NoMarkdown("words below a list")
        lines = self.words(words, keeps_lines=False).split("\n")
        for node in below:
            if isinstance(node, Element):
                lines += self.items(node.name, node.attributes, node.children)
        return False, lines

    def table(self, nodes: Sequence[Node]) -> Iterator[str]:
        """The lines of a table; a head without words where it has none."""
        rows = list(_rows(nodes))
        if not rows:
            raise NoMarkdown("no row")
        width = len(rows[0])
        if not width or any(len(row) != width for row in rows):
            raise NoMarkdown("uneven")
        if all(cell.name == "th" for cell in rows[0]):
            head, rows = [self._cell(cell) for cell in rows[0]], rows[1:]
            alignments = [_alignment(cell) for cell in _rows(nodes)[0]]
        else:
            head, alignments = [" "] * width, [_alignment(cell) for cell in rows[0]]
        yield f"| {' | '.join(head)} |"
        yield f"| {' | '.join(_RULES[each] for each in alignments)} |"
        for row in rows:
            if any(cell.name != "td" for cell in row):
                raise NoMarkdown("th")
            yield f"| {' | '.join(self._cell(cell) for cell in row)} |"

    def _cell(self, cell: Element) -> str:
        if not cell.inside.strip():
            return " "
        line = self.line(cell.children, begins_line=False)
        return line.replace("|", "\\|")


def _rows(nodes: Sequence[Node]) -> list[list[Element]]:
    rows: list[list[Element]] = []
    for node in _shown(nodes):
        if not isinstance(node, Element) or node.attributes:
            raise NoMarkdown(str(node)[:40])
        if node.name in ("thead", "tbody"):
            rows += _rows(node.children)
        elif node.name == "tr":
            cells = _shown(node.children)
            found = [cell for cell in cells if isinstance(cell, Element)]
            if len(found) != len(cells) or any(cell.name not in ("td", "th") for cell in found):
                raise NoMarkdown("cell")
            rows.append(found)
        else:
            raise NoMarkdown(node.name)
    return rows


def _alignment(cell: Element) -> str:
    if not cell.attributes:
        return ""
    found = _ALIGNMENT.fullmatch(cell.attributes.get("style", ""))
    if found is None or len(cell.attributes) > 1:
        raise NoMarkdown("cell")
    return found.group(1)


def _quoted(lines: list[str]) -> Iterator[str]:
    yield from (f"> {line}".rstrip(" ") for line in lines)


def _fence(chunk: Envelope) -> str:
    language = _LANGUAGE.search(chunk.given.get("class", ""))
    text = code_text(chunk.shown)
    ticks = "```"
    while ticks in text:
        ticks += "`"
    info = language.group(1) if language else ""
    return f"{ticks}{info}\n{text}\n{ticks}"


def code_text(shown: str) -> str:
    """The lines of code that HTML shows, without the ends around them that nobody sees."""
    text = entities.unescape(shown).replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\n").rstrip("\n")


def _picture(picture: Picture) -> str:
    alt = escaped(" ".join(picture.alt.split()), "[", "]", in_link=True)
    title = f" {_in_quotes(picture.caption)}" if picture.caption else ""
    credit = f"{{credit={_in_quotes(picture.credit)}}}" if picture.credit else ""
    made = f"![{alt}]({destination(picture.source)}{title}){credit}"
    return f"[{made}]({destination(picture.href)})" if picture.href else made


def _in_quotes(words: str) -> str:
    quote = next((sign for sign in "\"'" if sign not in words), None)
    if quote is None:
        raise NoMarkdown("quotes")
    return f"{quote}{words}{quote}"


def _shown(nodes: Sequence[Node]) -> list[Node]:
    """Nodes without space and WordPress' comments between them."""
    return [
        node
        for node in nodes
        if not (isinstance(node, str) and not node.strip(" \t\r\n\f"))
        and not (isinstance(node, Comment) and BLOCK_COMMENT.fullmatch(node.source))
    ]
