"""What the eye meets on a line: read from where the glyphs really stand, and which they are.

Beside it the same as UAX #9 has it, by python-bidi, which knows nothing of our layouts. Both are
lists of graphemes from the left edge of the screen to the right. What has no ink of its own
(isolates, marks of direction, ZWNJ, tabs) is in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import bidirectional, category

from bidi import get_display
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QGlyphRun, QTextLayout

from editor.domain.post import Direction
from editor.gui.writing import codec

# Signs that are drawn the other way round where words run right to left (BidiMirroring.txt).
MIRRORED = dict(zip("()[]{}<>«»‹›≤≥⟨⟩", ")(][}{><»«›‹≥≤⟩⟨", strict=True))

_ALL = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
_NO_INK = frozenset(("BN", "S", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_MARKS_OF_DIRECTION = frozenset("\u200e\u200f\u061c")

# A mark above goes with its base; on which side it comes in what python-bidi gives tells which
# way the base runs.
_PROBE = "\u0300"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A grapheme on the screen. `start` is its offset in UTF-16 units of what is laid out; `ink`
    is its first character, as it is drawn; `left` is where it begins, in pixels of the layout.
    The letters of a ligature begin at one place."""

    start: int
    text: str
    ink: str
    left: float


def seen(layout: QTextLayout, text: str, number: int = 0) -> list[Glyph]:
    """The graphemes of a line of a layout, from left to right. `text` is what is laid out: Qt's
    own layout of a block does not tell."""
    line = layout.lineAt(number)
    begin, end = line.textStart(), line.textStart() + line.textLength()
    placed: list[tuple[float, int, Glyph]] = []
    for start, whole in graphemes_of(text):
        if begin <= start < end and has_ink(whole[0]):
            first = line.glyphRuns(start, 1, _ALL)[0]
            runs = [first, *line.glyphRuns(start, codec.units(whole), _ALL)]
            # The letters of a ligature share a glyph: they stand as their run reads.
            rank = -start if first.isRightToLeft() else start
            left = first.positions()[0].x()
            placed.append((left, rank, Glyph(start, whole, _ink(runs, whole[0]), left)))
    placed.sort(key=lambda one: one[:2])
    return [glyph for _, _, glyph in placed]


def edges(layout: QTextLayout, number: int = 0) -> tuple[float, float]:
    """Where the glyphs of a line begin on the left and end on the right."""
    boxes = [run.boundingRect() for run in layout.lineAt(number).glyphRuns()]
    return min(box.left() for box in boxes), max(box.right() for box in boxes)


def foretold(display: str, direction: Direction) -> list[str]:
    """What UAX #9 makes of a line, as drawn: of each grapheme its first character."""
    bases = [text[0] for _, text in graphemes_of(display)]
    probed = "".join(base + _PROBE if base in MIRRORED else base for base in bases)
    ordered = get_display(probed, base_dir="R" if direction is Direction.RTL else "L")
    drawn: list[str] = []
    place = 0
    while place < len(ordered):
        character = ordered[place]
        if character == _PROBE:  # before its sign: which runs right to left
            drawn.append(MIRRORED[ordered[place + 1]])
            place += 2
        else:
            if has_ink(character):
                drawn.append(character)
            place += 2 if character in MIRRORED else 1
    return drawn


def graphemes_of(text: str) -> Iterator[tuple[int, str]]:
    """(offset in UTF-16 units, grapheme)."""
    offsets = codec.unit_offsets(text)
    at = {offset: index for index, offset in enumerate(offsets)}
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    start = 0
    while (end := finder.toNextBoundary()) > 0:
        yield start, text[at[start] : at[end]]
        start = end


def has_ink(character: str) -> bool:
    """False for what only steers, and for tabs, which have no glyph."""
    return bidirectional(character) not in _NO_INK and character not in _MARKS_OF_DIRECTION


def is_in_one_piece(token: str, line: list[str]) -> bool:
    """True where `token` is met in a line, exactly so from left to right."""
    return _place(_bases(token), line, 0) is not None


def misplaced(items: list[str], line: list[str], direction: Direction) -> str:
    """What is wrong where the eye does not meet just these items, one after the other, coming
    from the edge at which the line begins. Signs between them do not matter."""
    from_right = direction is Direction.RTL
    met = line[::-1] if from_right else line
    at = 0
    for item in items:
        drawn = _drawn(item)
        wanted = drawn[::-1] if from_right else drawn
        place = _place(wanted, met, at)
        if place is None:
            return f"{item!r} is not met where it should be"
        if words := _words(met[at:place]):
            return f"{words!r} is met before {item!r}"
        at = place + len(wanted)
    words = _words(met[at:])
    return f"{words!r} is met after everything" if words else ""


def _place(wanted: list[str], line: list[str], start: int) -> int | None:
    last = len(line) - len(wanted)
    return next(
        (at for at in range(start, last + 1) if line[at : at + len(wanted)] == wanted), None
    )


def _drawn(item: str) -> list[str]:
    """An item that runs one way, as it is seen from left to right."""
    bases = _bases(item)
    classes = (bidirectional(base) for base in bases)
    strong = next((each for each in classes if each in ("L", "R", "AL")), "L")
    return bases if strong == "L" else [MIRRORED.get(base, base) for base in reversed(bases)]


def _bases(text: str) -> list[str]:
    return [each[0] for _, each in graphemes_of(text) if has_ink(each[0])]


def _words(line: list[str]) -> str:
    return "".join(ink for ink in line if category(ink)[0] in "LN")


def _ink(runs: list[QGlyphRun], character: str) -> str:
    """Which of a pair of signs is drawn; every other character is drawn as itself. A mark above
    may bring another font, and a run of its own."""
    other = MIRRORED.get(character)
    if other is None:
        return character
    for run in runs:
        own, turned = (run.rawFont().glyphIndexesForString(sign)[0] for sign in (character, other))
        if own in run.glyphIndexes():
            return character
        if turned in run.glyphIndexes():
            return other
    raise AssertionError(f"neither {character} nor {other} is drawn")
