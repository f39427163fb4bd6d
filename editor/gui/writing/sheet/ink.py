"""How far the letters of a face reach above and below their baseline, with all that can be stacked
on them in good writing. Measured once for each family, in shares of the letters' size.

Fonts say something of the kind themselves (ascent and descent), but few mean vowel signs by it.
Thread: GUI.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QTextLayout

from editor.gui.fonts import HEBREW, TEXT, Faces, Script, even
from editor.gui.writing.sheet.looks import SHIPPED_INK, Ink

_PIXELS = 1000  # large, so that no rounding is left in the shares
_MARGIN = 0.06  # signs are drawn at whole pixels, and a bold face may be made from an upright one
_KNOWN = frozenset({TEXT, HEBREW})

# Words that reach far, by script: without vowel signs, and with them.
_PLAIN = {
    Script.ARABIC: """
        إلى لإبل آخر ؤئ جدًّا شكرًا أيّها عربي ێۆڵڕ گچپژ ٹڈڑے ٹھیک میں ہوئی پیچھے
        کیفیت کمپیوٹر ہمیشگی گڑبڑ
    """,
    Script.LATIN: "ÅÉŐẪ gjpqy Qç ğ | (){}[] /\\ @§µ",
    Script.HEBREW: "אבגדהוזחטילךםןףץק ₪",
}
_VOWELLED = {
    Script.ARABIC: """
        ٱلرَّحْمَـٰنِ لِلَّٰهِ لِلَّهِ اللّٰہُ مُّبِينٌ إِنَّهُ أُولَٰئِكَ إِلَّآ رَيْبٍ عِلْمٍ أَحْيِ نَبِيٍّ أُمٍّ كُلٌّ
        لِلشَّيْءِ حَجٍّ ٱلْـَٔاخِرَةِ هُدًى يُحْيِي
    """,
    Script.LATIN: "Ậ́ Ṩ́ Ḗ",
    Script.HEBREW: "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים הַשָּׁמַ֖יִם לָאֹ֨ור֙ וַֽיְהִי־לֹֽא׃ שָּׂ֘",
}


def ink_of(faces: Faces) -> tuple[Ink, Ink]:
    """The room that any line needs, without and with vowel signs: that of the shipped faces,
    which stand in for what the others lack, and of those the author chose."""
    without, having = SHIPPED_INK
    for family, script in (
        (faces.arabic, Script.ARABIC),
        (faces.latin, Script.LATIN),
        (faces.hebrew, Script.HEBREW),
    ):
        if family not in _KNOWN:
            without = without.over(_drawn(ink(family, script, vowelled=False)))
            having = having.over(_drawn(ink(family, script, vowelled=True)))
    return without, having


def _drawn(room: Ink) -> Ink:
    return Ink(room.above + _MARGIN, room.below + _MARGIN)


@cache
def ink(family: str, script: Script, *, vowelled: bool) -> Ink:
    """The room that words of `script` need in `family`, upright and bold."""
    words = f"{_PLAIN[script]} {_VOWELLED[script] if vowelled else ''}"
    upright, bold = QFont.Weight.Normal, QFont.Weight.Bold
    return _reach(family, words, upright).over(_reach(family, words, bold))


def _reach(family: str, words: str, weight: QFont.Weight) -> Ink:
    font = QFont([family, TEXT, HEBREW])
    font.setPixelSize(_PIXELS)
    font.setWeight(weight)
    layout = QTextLayout(" ".join(words.split()), even(font))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e7)
    layout.endLayout()
    baseline = line.y() + line.ascent()
    above = below = 0.0
    for run in layout.glyphRuns():
        raw = run.rawFont()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = raw.boundingRect(glyph)
            if not box.isEmpty():
                above = max(above, baseline - place.y() - box.top())
                below = max(below, place.y() + box.bottom() - baseline)
    return Ink(above / _PIXELS, below / _PIXELS)
