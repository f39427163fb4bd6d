"""Sizes, faces and colours of the writing: the looks of `highlighter.Style` as Qt's formats.

Thread: GUI. Offsets are UTF-16 units of what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import NamedTuple

from PySide6.QtGui import QBrush, QColor, QFont, QTextCharFormat, QTextLayout

from editor.gui import fonts
from editor.gui.fonts import Faces, Script
from editor.gui.theme import LIGHT, Tokens
from editor.gui.writing.choices import USUAL_SIZE, Spacing, Width, WritingChoices
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.highlighter import Style

PIXELS = USUAL_SIZE  # of the body's letters, before zooming
LINE_HEIGHT = 1.95  # times the letters, where lines stand comfortably
_SPACING = {Spacing.COMPACT: 1.6, Spacing.COMFORTABLE: LINE_HEIGHT, Spacing.AIRY: 2.35}
_LETTERS = {Width.NARROW: 24, Width.MEDIUM: 31, Width.WIDE: 42}  # 31: about 65 characters
_BLANK_HEIGHT = 0.64  # of a line's
_HEADING_HEIGHT = 0.92
_HEADINGS = {1: 1.45, 2: 1.22, 3: 1.1}
_MIDDLE = 0.25  # how far above the baseline the middle of most letters lies
_CODE_SIZE = 0.88  # a monospace face looks larger than text of its size

_BLANK = 7  # index of an empty line's height in Looks.slots
VOWELLED = 8  # from this index on the lines whose vowel signs need more room
CARD = _BLANK + VOWELLED  # index of the height of what stands for folded lines
_CARD_HEIGHT = 3.5  # times the letters


class Ink(NamedTuple):
    """How far letters reach from their baseline, in shares of their size; `below` counts
    downwards."""

    above: float
    below: float

    def over(self, other: Ink) -> Ink:
        """Room for both."""
        return Ink(max(self.above, other.above), max(self.below, other.below))


# Of the faces that come with Midad (code's too, in its size), without and with vowel signs:
# nothing is measured before the first paint. A test measures it.
SHIPPED_INK = Ink(1.07, 0.48), Ink(1.25, 0.66)


@dataclass(frozen=True)
class Looks:
    """All that depends on theme, type and zoom. `pixels` are device-independent."""

    tokens: Tokens = LIGHT
    faces: Faces = fonts.SHIPPED_FACES
    pixels: int = PIXELS
    source: bool = False
    """HTML source: a monospace face throughout."""
    spacing: float = LINE_HEIGHT
    measure_letters: int = _LETTERS[Width.MEDIUM]
    """How wide lines may be, times the letters' size; 0: as wide as the view."""

    def taking(self, choices: WritingChoices) -> Looks:
        """These looks with the author's own faces and sizes."""
        return replace(
            self,
            faces=fonts.chosen_faces(choices.arabic, choices.latin, choices.hebrew),
            pixels=choices.size,
            spacing=_SPACING[choices.spacing],
            measure_letters=_LETTERS.get(choices.width, 0),
        )

    @cached_property
    def font(self) -> QFont:
        """Of plain words."""
        families = self._families
        font = QFont([fonts.MONOSPACE, *families] if self.source else families)
        font.setPixelSize(round(self.pixels * (_CODE_SIZE if self.source else 1)))
        return fonts.even(font)

    def measure(self, room: float) -> float:
        """The width of the words' column where there is `room`, in pixels."""
        widest = self.pixels * self.measure_letters or room
        return max(min(widest, room), 60)

    # --- heights ------------------------------------------------------------------------------

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """Height of a line in pixels: of words, of a heading of level 1 to 6, and of an empty
        line, which parts paragraphs and needs less; then the same for lines with vowel signs, and
        of a card in the place of the empty one's.
        No letter reaches out of its slot."""
        return tuple(self._slot(index) for index in range(2 * VOWELLED))

    @cached_property
    def baselines(self) -> tuple[int, ...]:
        """How far below the top of its slot the letters of a line stand, in pixels."""
        return tuple(self._baseline(index) for index in range(2 * VOWELLED))

    def size(self, level: int, text: str) -> int:
        """The index in `slots` of a line of words (0) or a heading (1 to 6)."""
        if self.slots[level] == self.slots[level + VOWELLED]:
            return level
        from editor.gui.writing.sheet.faces import is_vowelled

        return level + VOWELLED if is_vowelled(text) else level

    def _slot(self, index: int) -> int:
        usual = self.pixels * self.spacing
        if index == CARD:
            return round(self.pixels * _CARD_HEIGHT)
        if index % VOWELLED == _BLANK:
            return round(usual * _BLANK_HEIGHT)
        above, below = self._room(index)
        scale = self._scale(index)
        return max(round(usual * scale * (_HEADING_HEIGHT if scale > 1 else 1)), above + below)

    def _baseline(self, index: int) -> int:
        slot = self.slots[index]
        if slot == self.slots[index % VOWELLED + VOWELLED]:
            index = index % VOWELLED + VOWELLED  # no line moves for its first vowel sign
        middle = round(slot / 2 + self.pixels * self._scale(index) * _MIDDLE)
        if index % VOWELLED == _BLANK:
            return middle
        above, below = self._room(index)
        return min(max(middle, above), slot - below)

    def reach(self, pixels: int, *, vowelled: bool = True) -> tuple[int, int]:
        """How far letters of `pixels` reach above and below their baseline, in pixels."""
        ink = self._inks[vowelled]
        return ceil(ink.above * pixels), ceil(ink.below * pixels)

    def _room(self, index: int) -> tuple[int, int]:
        pixels = round(self.pixels * self._scale(index))
        return self.reach(pixels, vowelled=index >= VOWELLED)

    def _scale(self, index: int) -> float:
        return _HEADINGS.get(index % VOWELLED, 1)

    @cached_property
    def _inks(self) -> tuple[Ink, Ink]:
        if self.faces.are_shipped:
            return SHIPPED_INK
        from editor.gui.writing.sheet.ink import ink_of

        return ink_of(self.faces)

    # --- formats ------------------------------------------------------------------------------

    @property
    def has_own_faces(self) -> bool:
        """True where `faced` may say something."""
        return bool(self._scripts) and not self.source

    def faced(self, shown: str) -> list[QTextLayout.FormatRange]:
        """The faces of what is shown, where the order of the font's families does not give them:
        to be laid under all other formats."""
        if not self.has_own_faces:
            return []
        from editor.gui.writing.sheet.faces import stretches

        return [
            _range(found.start, found.length, self._scripts[found.script])
            for found in stretches(shown)
            if found.script in self._scripts
        ]

    @cached_property
    def _scripts(self) -> dict[Script, QTextCharFormat]:
        """The scripts that the first family of the font might take from their own."""
        faces = self.faces
        if faces.are_shipped:
            return {}
        own = {Script.ARABIC: faces.arabic, Script.HEBREW: faces.hebrew}
        return {
            script: _format(families=faces.of(script))
            for script, family in own.items()
            if family != faces.latin
        }

    @cached_property
    def formats(self) -> dict[Style, QTextCharFormat]:
        """What Qt lays over the characters."""
        tokens = self.tokens
        code_families = [fonts.MONOSPACE, *self._families]
        code = _format(size=round(self.pixels * _CODE_SIZE), families=code_families)
        chip = QTextCharFormat(code)
        chip.setBackground(QBrush(painting.blend(tokens.line, tokens.surface, 0.5)))
        return {
            Style.HEADING_1: _format(bold=True, size=round(self.pixels * _HEADINGS[1])),
            Style.HEADING_2: _format(bold=True, size=round(self.pixels * _HEADINGS[2])),
            Style.HEADING_3: _format(bold=True, size=round(self.pixels * _HEADINGS[3])),
            Style.HEADING: _format(bold=True),
            Style.MARKER: _format(tokens.marker, bold=False),
            Style.STRONG: _format(bold=True),
            Style.EMPHASIS: _format(italic=True),
            Style.STRIKE: _format(strike=True),
            Style.CODE: chip,
            Style.CODE_BLOCK: code,
            Style.LINK: _format(tokens.accent),
            Style.QUOTE: _format(tokens.muted),
        }

    @property
    def _families(self) -> list[str]:
        return self.faces.families


def _range(start: int, length: int, format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, format
    return made


def _format(
    colour: str = "",
    *,
    bold: bool | None = None,
    italic: bool = False,
    strike: bool = False,
    size: int = 0,
    families: list[str] | None = None,
) -> QTextCharFormat:
    made = QTextCharFormat()
    if colour:
        made.setForeground(QBrush(QColor(colour)))
    if bold is not None:
        made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    if italic:
        made.setFontItalic(True)
    if strike:
        made.setFontStrikeOut(True)
    if size:
        made.setProperty(QTextCharFormat.Property.FontPixelSize, size)
    if families:
        made.setFontFamilies(families)
    return made
