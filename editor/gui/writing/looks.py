"""Sizes and colours of the writing: the looks of `highlighter.Style` as Qt's formats.

Thread: GUI.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QBrush, QColor, QFont, QTextCharFormat

from editor.gui import fonts
from editor.gui.theme import LIGHT, Tokens
from editor.gui.writing import painting
from editor.gui.writing.highlighter import Style

PIXELS = 18  # of the body's letters, before zooming
LINE_HEIGHT = 1.95  # times the letters: harakat above and below never touch another line
_HEADING_HEIGHT = 1.8
_BLANK_HEIGHT = 1.25
_HEADINGS = {1: 1.45, 2: 1.22, 3: 1.1}
_CODE_SIZE = 0.88  # a monospace face looks larger than text of its size


@dataclass(frozen=True)
class Looks:
    """All that depends on theme, type and zoom. `pixels` are device-independent."""

    tokens: Tokens = LIGHT
    family: str = fonts.TEXT
    pixels: int = PIXELS
    source: bool = False
    """HTML source: a monospace face throughout."""

    @cached_property
    def font(self) -> QFont:
        """Of plain words."""
        families = [fonts.MONOSPACE, fonts.TEXT] if self.source else [self.family, fonts.TEXT]
        font = QFont([*families, fonts.HEBREW])
        font.setPixelSize(round(self.pixels * (_CODE_SIZE if self.source else 1)))
        # Full hinting makes joined letters uneven.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """Height of a line in pixels: of words, of a heading of level 1 to 6, and last of an
        empty line, which parts paragraphs and needs less."""
        body = round(self.pixels * LINE_HEIGHT)
        headings = (
            round(self.pixels * _HEADINGS[level] * _HEADING_HEIGHT) if level in _HEADINGS else body
            for level in range(1, 7)
        )
        return body, *headings, round(self.pixels * _BLANK_HEIGHT)

    @cached_property
    def formats(self) -> dict[Style, QTextCharFormat]:
        """What Qt lays over the characters."""
        tokens = self.tokens
        code = _format(size=round(self.pixels * _CODE_SIZE), families=self._code_families)
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
    def _code_families(self) -> list[str]:
        return [fonts.MONOSPACE, self.family, fonts.TEXT]


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
