"""What is inside a block: the items of a list, the words of a quotation, the rows of a table.

Each gives text that can be cut again. Lines come back with `\\n` as their ending.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from editor.text import lines as line_of
from editor.text.blocks import NESTED, is_item
from editor.text.lines import bare, dedent, indent, is_blank, split_lines

_OTHER_NUMBER = re.compile(r"^[ \t>]*[\u0660-\u0669\u06f0-\u06f9]{1,9}[.)]", re.MULTILINE)
_FILLED_UP = 50  # columns


class Term(NamedTuple):
    """One or more terms of a definition list with what they mean."""

    names: tuple[str, ...]
    meanings: tuple[str, ...]


def bare_lines(text: str) -> list[str]:
    """The lines of a block without endings, and without the blank ones that follow it."""
    lines = [bare(line) for line in split_lines(text)]
    while lines and is_blank(lines[-1]):
        lines.pop()
    return lines


def list_start(lines: list[str]) -> int | None:
    """The number a list begins with; None for bullets."""
    first = line_of.marker(lines[0])
    return first.number if first else None


def list_digits(lines: list[str]) -> str:
    """CSS' name (Predefined Counter Styles) for the digits a list is numbered with, as its
    author wrote them; empty for bullets and for the digits of Europe."""
    first = lines[0].lstrip(" \t")[:1]
    if "\u0660" <= first <= "\u0669":
        return "arabic-indic"
    return "persian" if "\u06f0" <= first <= "\u06f9" else ""


def has_other_digits(body: str) -> bool:
    """True where a line of a Markdown body may begin a list that is numbered in the digits of
    Arabic or Persian."""
    return _OTHER_NUMBER.search(body) is not None


def list_items(lines: list[str]) -> list[str]:
    """The text of each item of a list, its marker and its indentation taken away."""
    first = line_of.marker(lines[0])
    if first is None:
        return ["\n".join(lines)]
    items: list[list[str]] = []
    for line in lines:
        inside = items and indent(line) >= first.indent + NESTED
        if not inside and is_item(line, first.number is not None):
            items.append([line])
        else:
            items[-1].append(line)
    return [_item(item, first.indent) for item in items]


def _item(lines: list[str], outer: int) -> str:
    marker = line_of.marker(lines[0])
    if marker is None:
        raise ValueError(lines[0])
    # The first indented line says how far the author indents: two columns, three or four.
    deeper = (indent(line) for line in lines[1:] if not is_blank(line))
    columns = min(
        marker.content, next((at for at in deeper if at >= outer + NESTED), marker.content)
    )
    rest = [dedent(line, columns) if not is_blank(line) else "" for line in lines[1:]]
    return "\n".join([lines[0][marker.length :], *rest])


def quoted(lines: list[str]) -> str:
    """The words of a quotation, one level of `>` taken away."""
    kept: list[str] = []
    for line in lines:
        words = line.lstrip(" ")
        if line_of.is_quote(line):
            words = words[1:]
            kept.append(words.removeprefix(" ") if not words.startswith("\t") else words)
        else:
            kept.append(line)
    return "\n".join(kept)


def table_rows(lines: list[str]) -> tuple[list[str], list[str], list[list[str]]]:
    """(cells of the head, alignment of each column, cells of each row); every row as wide as
    the head. An alignment is `start`, `end`, `center` or nothing."""
    head = line_of.cells(lines[0])
    alignments = [_alignment(cell) for cell in line_of.cells(lines[1])]
    # Filling up short rows of a monstrous table would make gigabytes of a page.
    width = len(head) if len(head) <= _FILLED_UP else 0
    rows = [line_of.cells(line)[: len(head)] for line in lines[2:]]
    return head, alignments, [row + [""] * (width - len(row)) for row in rows]


def _alignment(cell: str) -> str:
    if cell.startswith(":"):
        return "center" if cell.endswith(":") else "start"
    return "end" if cell.endswith(":") else ""


def terms(lines: list[str]) -> list[Term]:
    """The groups of a definition list."""
    groups: list[tuple[list[str], list[list[str]]]] = []
    for line in lines:
        at = line_of.meaning(line)
        if at is not None and groups:
            groups[-1][1].append([line[at:]])
        elif groups and groups[-1][1] and _goes_on(line, groups[-1][1][-1]):
            groups[-1][1][-1].append(dedent(line, 4) if not is_blank(line) else "")
        elif not is_blank(line):
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(line.strip(" \t"))
    return [
        Term(tuple(names), tuple("\n".join(words) for words in meanings))
        for names, meanings in groups
    ]


def _goes_on(line: str, meaning: list[str]) -> bool:
    """Indented lines and blank ones go on; so does a lazy line right below the words."""
    return is_blank(line) or indent(line) >= NESTED or not is_blank(meaning[-1])


def note_words(lines: list[str]) -> tuple[str, str]:
    """(label, words) of a footnote's definition."""
    found = line_of.note(lines[0])
    if found is None:
        raise ValueError(lines[0])
    label, at = found
    rest = [dedent(line, 4) if not is_blank(line) else "" for line in lines[1:]]
    return label, "\n".join([lines[0][at:], *rest])


def fenced(lines: list[str]) -> tuple[str, str]:
    """(what follows the opening run, the code) of a fence, closed or not."""
    run = line_of.fence(lines[0])
    info = lines[0].strip(" \t")[len(run) :].strip(" \t")
    inside = lines[1:]
    if inside and line_of.closes_fence(inside[-1], run):
        inside = inside[:-1]
    return info, "".join(dedent(line, indent(lines[0])) + "\n" for line in inside)
