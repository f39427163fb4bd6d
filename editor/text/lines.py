"""What a single line of Markdown can be. The dialect's small print, decided once.

A "bare" line has no line ending. Columns count code points, a tab stops at every fourth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# Code points, about 2,000 words: a longer line is no prose, and slow enough for Qt alone. No more
# is made of it than its letters: no isolates, no looks, no better signs.
LONGEST = 12_000
MOST_SIGNS = 2_000  # of a line: one with more of them is no prose either

# What follows the back-ticks of a fence whose lines are HTML for the page, as in Pandoc.
RAW_HTML = "{=html}"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_RULE = re.compile(r"(?:(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,})\Z")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_FENCE = re.compile(r"(`{3,}+(?=[^`]*\Z)|~{3,})")
_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?:[ \t]+(?=\S)|[ \t]*\Z)")
_QUOTE_MARKS = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*\Z")
_ATTRIBUTES = re.compile(r"[ ]{0,3}\{:[^{}]*\}[ \t]*\Z")
_DELIMITER_ROW = re.compile(r"[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+(?:\||\Z))++[ \t]*+\Z")
# One after the other: a group inside a possessive repeat is what Python 3.11's `re` stumbles over.
_PIECE_OF_CELL = re.compile(r"[^|\\`]++|\\.|(?<!`)(`++)(?:[^`]++|(?!\1(?!`))`++)*+\1(?!`)|`++|\\\Z")
_REFERENCE = re.compile(
    r"[ ]{0,3}\[(?!\^)([^\[\]]+)(?<!\\)\]:[ \t]*(?:<([^<>]*)>|(\S+))"
    r"(?:[ \t]+(\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*\Z"
)
_ADDRESS = re.compile(r"[#/?]|[.:@]\S")
_ABBREVIATION = re.compile(r"[ ]{0,3}\*\[([^\[\]\\]+)\][ ]?:[ \t]*(.*)\Z")
# What a definition says stands in the page wherever it is used: fifty thousand signs, used ten
# thousand times, would be more than a computer holds. Nobody writes an address this long, but
# programs put whole pictures there.
_LONGEST_MEANING = 2_000
_LONGEST_PICTURE = 50_000_000
_NOTE = re.compile(r"[ ]{0,3}\[\^([^\[\]\s]+)\]:[ \t]*")
_MEANING = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")


class Marker(NamedTuple):
    """A list item's marker. `content` is the column its words begin at."""

    indent: int
    content: int
    number: int | None  # None: a bullet
    length: int  # code points of the line before the words
    empty: bool


def split_lines(text: str) -> list[str]:
    """Lines with their endings; only \\n, \\r\\n and \\r end one. Joined they are `text`."""
    if "\r" not in text:
        lines = text.split("\n")
        last = lines.pop()
        kept = [line + "\n" for line in lines]
        return [*kept, last] if last else kept
    return _LINE.findall(text)


def bare(line: str) -> str:
    """The line without its ending."""
    return line.rstrip("\r\n")


def is_blank(line: str) -> bool:
    """True where nothing but spaces and tabs stands on the line; a no-break space is ink."""
    return not line.strip(" \t\r\n\f\v")


def indent(line: str) -> int:
    """The column of the first ink."""
    if line[:1] not in (" ", "\t"):
        return 0
    column = 0
    for char in line:
        if char == " ":
            column += 1
        elif char == "\t":
            column += 4 - column % 4
        else:
            break
    return column


def dedent(line: str, columns: int) -> str:
    """The line with up to `columns` columns of leading white space taken away."""
    column = 0
    for place, char in enumerate(line):
        if column >= columns or char not in " \t":
            return " " * (column - columns) + line[place:]
        column += 1 if char == " " else 4 - column % 4
    return " " * (column - columns)


def is_rule(line: str) -> bool:
    """`---`, `* * *`, `___`."""
    return bool(_RULE.match(line.strip(" \t")))


def is_heading(line: str) -> bool:
    """`# words`: the space is needed, so that a hashtag stays one."""
    return bool(_HEADING.match(line.lstrip(" ")))


def fence(line: str) -> str:
    """The run of back-ticks or tildes that opens a fence here, or nothing."""
    found = _FENCE.match(line.lstrip(" \t"))
    return found.group(1) if found else ""


def closes_fence(line: str, opened: str) -> bool:
    """True where this line ends the fence that `opened` began."""
    run = line.strip(" \t")
    return len(run) >= len(opened) and not run.strip(opened[0])


def fenced(lines: Iterable[str]) -> list[bool]:
    """Which lines of a list or a quotation belong to fenced code inside it, its fences with it."""
    found: list[bool] = []
    opened = ""
    for line in lines:
        inner = line.strip().lstrip(">-+* \t")
        if opened:
            found.append(True)
            if closes_fence(inner, opened):
                opened = ""
        else:
            opened = fence(inner)
            found.append(bool(opened))
    return found


def marker(line: str) -> Marker | None:
    """The list marker on this line; digits of any script count."""
    start = len(line) - len(line.lstrip(" \t"))
    if line[start : start + 1].isalpha():
        return None
    found = _MARKER.match(line, start)
    if found is None:
        return None
    at = indent(line) if "\t" in line[:start] else start
    words = found.end()
    empty = words >= len(line)
    width = len(found.group().rstrip(" \t"))
    space = words - start - width
    if "\t" in line[start:words]:
        space = indent(" " * (at + width) + line[start + width :]) - at - width
    # Five columns or more: the words are indented code, which begins one column on.
    if empty or space > 4:
        space, words = 1, start + width + (0 if empty else 1)
    number = int(found.group(1)) if found.group(1) else None
    return Marker(at, at + width + space, number, words, empty)


def without_quote_marks(line: str) -> str:
    """The line after all the `>` it begins with."""
    found = _QUOTE_MARKS.match(line)
    return line[found.end() :] if found else line


def is_quote(line: str) -> bool:
    """A line of a quotation."""
    return line.lstrip(" ").startswith(">") and indent(line) < 4


def is_underline(line: str) -> bool:
    """`===` or `---` below a heading's words."""
    return line[-1:] in "=- \t" and bool(_UNDERLINE.match(line))


def is_attributes(line: str) -> bool:
    """`{: dir="ltr"}` on a line of its own."""
    return bool(_ATTRIBUTES.match(line))


def is_delimiter_row(line: str) -> bool:
    """`|---|:--|`."""
    return "-" in line and "|" in line and bool(_DELIMITER_ROW.match(line))


def cells(row: str) -> list[str]:
    """The cells of a table's row; pipes in code and behind a backslash are no borders."""
    row = row.strip(" \t").removeprefix("|")
    found: list[str] = []
    start = at = 0
    while at <= len(row):
        piece = _PIECE_OF_CELL.match(row, at)
        if piece is not None:
            at = piece.end()
        else:
            found.append(row[start:at].strip(" \t"))
            start = at = at + 1
    if len(found) > 1 and not found[-1] and row.endswith("|"):
        found.pop()
    return found


def reference(line: str) -> tuple[str, str, str] | None:
    """(label, destination, title) of `[label]: destination "title"`. A destination must look
    like one, so that `[note]: yes` is not swallowed."""
    found = _REFERENCE.match(line)
    if found is None:
        return None
    label, pointed, plain, title = found.groups()
    if plain is not None and not _ADDRESS.search(plain):
        return None
    address, title = pointed if pointed is not None else plain, (title or "")[1:-1]
    most = _LONGEST_PICTURE if address.startswith("data:image/") else _LONGEST_MEANING
    return (label_key(label), address, title) if len(address) + len(title) <= most else None


def abbreviation(line: str) -> tuple[str, str] | None:
    """(short, long) of `*[short]: long`."""
    found = _ABBREVIATION.match(line)
    if found is None or len(found.group(2)) > _LONGEST_MEANING:
        return None
    return found.group(1).strip(), found.group(2).strip()


def is_definition(line: str) -> bool:
    """A reference or an abbreviation."""
    return reference(line) is not None or abbreviation(line) is not None


def note(line: str) -> tuple[str, int] | None:
    """(label, where its words begin) of `[^label]: words`."""
    found = _NOTE.match(line)
    return (found.group(1), found.end()) if found else None


def meaning(line: str) -> int | None:
    """Where the words begin in `: words`, a definition list's second half."""
    found = _MEANING.match(line) if ":" in line[:4] else None
    return found.end() if found else None


def label_key(label: str) -> str:
    """A reference's label as it is looked up: case and runs of space do not count."""
    return " ".join(label.split()).casefold()
