"""Unicode's own test of the bidirectional algorithm (BidiCharacterTest.txt), through the layout
the editor paints with, read back from where the glyphs stand and which they are.

All rows apply. They are shown as they are, without the editor's isolates, in lines of code: what
is isolated elsewhere is for test_cases. Of a row everything is compared that has a place of its
own on the screen: not what rule X9 removes, not isolates and marks of direction, which have no
ink, not tabs, which have no glyph, and not marks above, which go where their letter goes (L3).
Beyond the file, which ends with rule L2: a bracket is drawn turned around just where its level
is odd (L4); four rows with brackets that no font of ours has are read by their places alone.

`make test` takes every 9th row, the torture every one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from unicodedata import bidirectional

import pytest
from PySide6.QtGui import QTextBlock, QTextDocument
from reading import MIRRORED, has_ink, seen

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet.directions import Directions, LineFacts
from editor.gui.writing.sheet.layout import WritingLayout
from editor.gui.writing.sheet.looks import Looks
from editor.text.blocks import Kind

FILE = Path("/usr/share/unicode/BidiCharacterTest.txt")  # Debian's unicode-data
ROWS_OF_UNICODE_15 = 91_707
AT_ONCE = 2_000

# Few fonts have dice: others of their class (ON), which is all that counts.
_SUBSTITUTES = str.maketrans("\u2680\u2681\u2682\u2683", "!&;?")


@dataclass(frozen=True, slots=True)
class Row:
    """`levels` and `order` as in the file: of code points; None what rule X9 removes."""

    text: str
    direction: Direction
    levels: list[int | None]
    order: list[int]


class Code(Directions):
    """Every line is code, and yet runs as the post does."""

    def facts(self, block: QTextBlock) -> LineFacts:
        return LineFacts(Kind.FENCE, self.post, opens=False)


def rows(step: int) -> Iterator[Row]:
    """Every `step`-th row of the file."""
    with FILE.open(encoding="utf-8") as lines:
        content = (line for line in lines if line.strip() and not line.startswith("#"))
        for line in islice(content, 0, None, step):
            codes, _, base, levels, order = line.split(";")
            yield Row(
                "".join(chr(int(code, 16)) for code in codes.split()).translate(_SUBSTITUTES),
                Direction.RTL if base == "1" else Direction.LTR,
                [None if level == "x" else int(level) for level in levels.split()],
                [int(place) for place in order.split()],
            )


def complaints(some: list[Row], direction: Direction) -> list[str]:
    """The rows, all of one direction, that are not shown as the file has it."""
    document = QTextDocument()
    directions = Code(document)
    directions.post = direction
    layout = WritingLayout(document, directions, Looks())
    layout.measure = 5000.0
    document.setDocumentLayout(layout)
    codec.load(document, "\n".join(row.text for row in some))
    found: list[str] = []
    block = document.firstBlock()
    for row in some:
        shown = layout.shown(block)
        assert shown.display.text == row.text
        glyphs = [glyph for glyph in seen(shown.layout, row.text) if _counts(glyph.text[0])]
        expected = [place for place in row.order if _counts(row.text[place])]
        turned = [place for place in expected if _is_turned(row, place)]
        if [glyph.start for glyph in glyphs] != expected:
            found.append(f"{row}: {[glyph.start for glyph in glyphs]}")
        elif [glyph.start for glyph in glyphs if glyph.ink != glyph.text[0]] != turned:
            found.append(f"{row}: not these brackets are turned around: {turned}")
        block = block.next()
    return found


def _counts(character: str) -> bool:
    return has_ink(character) and bidirectional(character) != "NSM"


def _is_turned(row: Row, place: int) -> bool:
    return row.text[place] in MIRRORED and (row.levels[place] or 0) % 2 == 1


def check(step: int) -> int:
    """How many rows were looked at; all must be right."""
    found: list[str] = []
    count = 0
    for direction in Direction:
        some = (row for row in rows(step) if row.direction is direction)
        while chunk := list(islice(some, AT_ONCE)):
            count += len(chunk)
            found += complaints(chunk, direction)
    assert not found, f"{len(found)} of {count}, first {found[:3]}"
    return count


def test_every_ninth_row_of_unicodes_own_test(qapp: object) -> None:
    assert check(9) > 10_000


@pytest.mark.torture
def test_every_row_of_unicodes_own_test(qapp: object) -> None:
    assert check(1) >= ROWS_OF_UNICODE_15


def test_a_wrong_row_would_be_found(qapp: object) -> None:
    row = Row("a(א", Direction.RTL, [2, 1, 1], [0, 1, 2])
    assert complaints([row], Direction.RTL)
    assert not complaints([Row(row.text, row.direction, row.levels, [2, 1, 0])], Direction.RTL)
    unturned = Row(row.text, row.direction, [2, 2, 1], [2, 1, 0])
    assert complaints([unturned], Direction.RTL)
