"""Words that can be recognised wherever they turn up, and what writers do to texts of them.

Everybody writes words with a number, each once in a world: so it can be told of each whether it
is still there, who wrote it, and whether somebody took it away on purpose.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from random import Random
from uuid import uuid4

MARK = re.compile(r"(?:word|كلمة)(\d+)")
BOOK = re.compile(r"(?:notebook|دفتر)(\d+)")
PICTURES = 4
PIXELS = base64.b64decode(  # a PNG of one pixel; what stands behind its end changes nothing
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
_PIECE = re.compile(r"<p[^>]*>(?:(?!</p>).)*</p>", re.DOTALL)


def marks(text: str) -> list[int]:
    """The numbers of the words of a text, in their order."""
    return [int(number) for number in MARK.findall(text)]


class Words:
    """The words of one world."""

    def __init__(self) -> None:
        self.count = 0
        self.taken_away: set[int] = set()  # by somebody who saw them
        self.lately: set[int] = set()  # the same, since somebody cleared it
        self.in_a_gap: set[int] = set()  # came between somebody's looking and writing
        self.released: set[int] = set()  # somebody said that readers may see them
        self.written: set[int] = set()  # all but those of titles' first words
        self.answers: list[str] = []  # to what readers said
        self.paint = uuid4().hex  # no other world has the pictures of this one

    def fresh(self) -> str:
        """A word nobody wrote before, in one script or the other."""
        self.count += 1
        self.written.add(self.count)
        return f"كلمة{self.count}" if self.count % 2 else f"word{self.count}"

    def title(self) -> str:
        """A title by which a post is known as long as it lives, on every computer."""
        self.count += 1
        return f"دفتر{self.count}" if self.count % 2 else f"notebook{self.count}"

    def picture(self, number: int) -> bytes:
        """One of a few: authors have the same ones, and different ones."""
        return PIXELS + f"{self.paint} {number}".encode()

    def digest(self, number: int) -> str:
        """Hex SHA-256 of that one."""
        return hashlib.sha256(self.picture(number)).hexdigest()

    def paragraph(self, chance: Random) -> str:
        """One to three words."""
        return " ".join(self.fresh() for _ in range(chance.randint(1, 3)))

    def seen_going(self, before: str, after: str) -> None:
        """Somebody changed what they saw."""
        going = set(marks(before)) - set(marks(after))
        self.taken_away |= going
        self.lately |= going


def markdown_edit(words: Words, chance: Random, body: str) -> str:
    """What an author makes of a Markdown body."""
    blocks = [block for block in body.split("\n\n") if block]
    return "\n\n".join(_edited(words, chance, blocks, "{}"))


def html_edit(words: Words, chance: Random, body: str) -> str:
    """What somebody in the blog's own editor makes of it."""
    places = [match.span() for match in _PIECE.finditer(body)]
    if not places:
        return f"{body}<p>{words.paragraph(chance)}</p>"
    start, end = places[0][0], places[-1][1]
    pieces = [body[first:last] for first, last in places]
    made = "\n".join(_edited(words, chance, pieces, "<p>{}</p>"))
    return body[:start] + made + body[end:]


def _edited(words: Words, chance: Random, blocks: list[str], form: str) -> list[str]:
    blocks = list(blocks)
    at = chance.randrange(len(blocks)) if blocks else 0
    kind = chance.choice(("add", "add", "replace", "replace", "append", "remove", "move", "drop"))
    if not blocks or kind == "add":
        blocks.insert(chance.randint(0, len(blocks)), form.format(words.paragraph(chance)))
    elif kind == "remove" and len(blocks) > 1:
        del blocks[at]
    elif kind == "move" and len(blocks) > 1:
        blocks.insert(chance.randrange(len(blocks)), blocks.pop(at))
    elif found := list(MARK.finditer(blocks[at])):
        match = chance.choice(found)
        new = "" if kind == "drop" and len(found) > 1 else words.fresh()
        if kind not in ("drop", "replace"):
            new = f"{match[0]} {new}"
        blocks[at] = blocks[at][: match.start()] + new + blocks[at][match.end() :]
    return blocks


def books(titles: Iterable[str]) -> list[int]:
    """Which posts these are the titles of."""
    return [int(found[1]) for title in titles if (found := BOOK.search(title))]
