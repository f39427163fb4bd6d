"""No letter reaches out of its line, read from drawn pixels; and what the author chose is seen."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout

from editor.gui.fonts import HEBREW, MONOSPACE, TEXT, Faces, Script
from editor.gui.writing.choices import Spacing, Width, WritingChoices
from editor.gui.writing.sheet.highlighter import Style
from editor.gui.writing.sheet.ink import ink
from editor.gui.writing.sheet.looks import _CODE_SIZE, PIXELS, SHIPPED_INK, VOWELLED, Ink, Looks

VOWELLED_WORDS = "ٱلرَّحْمَـٰنِ لِلَّٰهِ مُّبِينٌ أَحْيِ عِلْمٍ إِلَّآ أُمٍّ نَبِيٍّ كِتَابٍ Ậ́g| בְּרֵאשִׁ֖ית אֱלֹהִ֑ים לָאֹ֨ור֙"
PLAIN_WORDS = "إلى آخر لإبل شكرًا جدًّا أيّها ێۆڵڕ گچپژ ٹھیک ہے Åẫgjpqy|(){} שלום ץק"
STYLES = {0: Style.STRONG, 1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}
FACES = [Faces(), Faces(latin=MONOSPACE), Faces(arabic=MONOSPACE, hebrew=TEXT)]


def rows_of_ink(looks: Looks, level: int, words: str, ratio: int) -> tuple[int, int, int]:
    """The first and last row with ink of a line in its slot, and how high the slot is; in pixels
    of an image that is `ratio` times as fine."""
    index = looks.size(level, words)
    slot = looks.slots[index]
    layout = QTextLayout(words, looks.font)
    bold = QTextLayout.FormatRange()
    bold.start, bold.length, bold.format = 0, len(words), looks.formats[STYLES[level]]
    layout.setFormats([*looks.faced(words), bold])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    line.setPosition(QPointF(0, looks.baselines[index] - line.ascent()))
    layout.endLayout()
    image = QImage(
        ratio * (round(line.naturalTextWidth()) + 20), ratio * 3 * slot, QImage.Format.Format_Alpha8
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    layout.draw(painter, QPointF(10, slot))
    painter.end()
    inked = [
        row
        for row in range(image.height())
        if any(bytes(image.constScanLine(row))[: image.width()])  # behind them is padding
    ]
    return inked[0] - ratio * slot, inked[-1] - ratio * slot, ratio * slot


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("pixels", [12, PIXELS, 2 * PIXELS])
@pytest.mark.parametrize("spacing", list(Spacing))
@pytest.mark.parametrize("faces", FACES)
def test_no_ink_outside_its_line(faces: Faces, spacing: Spacing, pixels: int, ratio: int) -> None:
    chosen = WritingChoices(faces.arabic, faces.latin, faces.hebrew, pixels, spacing)
    looks = Looks().taking(chosen)
    for level, words in product(STYLES, (PLAIN_WORDS, VOWELLED_WORDS)):
        first, last, height = rows_of_ink(looks, level, words, ratio)
        assert first >= 0, (level, words)
        assert last < height, (level, words)


def test_the_shipped_faces_are_as_they_were_measured() -> None:
    for vowelled, known in enumerate(SHIPPED_INK):
        found = Ink(0, 0)
        for family, script, size in (
            (TEXT, Script.ARABIC, 1.0),
            (TEXT, Script.LATIN, 1.0),
            (HEBREW, Script.HEBREW, 1.0),
            (MONOSPACE, Script.ARABIC, _CODE_SIZE),
            (MONOSPACE, Script.LATIN, _CODE_SIZE),
        ):
            above, below = ink(family, script, vowelled=bool(vowelled))
            found = found.over(Ink(above * size, below * size))
        assert found.above <= known.above <= found.above + 0.02
        assert found.below <= known.below <= found.below + 0.02


def test_a_face_that_reaches_far_gets_more_room() -> None:
    usual, far = Looks(), Looks(faces=Faces(arabic=MONOSPACE))
    assert far.slots[VOWELLED] > usual.slots[VOWELLED]
    assert far.slots[0] == usual.slots[0]


def test_no_line_moves_for_its_first_vowel_sign() -> None:
    for pixels in range(12, 41):
        looks = Looks(pixels=pixels)
        for level in range(7):
            if looks.slots[level] == looks.slots[level + VOWELLED]:
                assert looks.baselines[level] == looks.baselines[level + VOWELLED]


def test_spacing_is_seen_and_the_usual_is_comfortable() -> None:
    compact, comfortable, airy = (
        Looks().taking(WritingChoices(spacing=spacing)).slots for spacing in Spacing
    )
    assert compact[0] < comfortable[0] < airy[0]
    assert compact[7] < comfortable[7] < airy[7]
    assert comfortable == Looks().slots


def test_only_lines_with_vowel_signs_are_kept_apart_when_lines_stand_close() -> None:
    looks = Looks().taking(WritingChoices(spacing=Spacing.COMPACT))
    plain, vowelled = looks.size(0, "شكرًا لكم جدًّا"), looks.size(0, "كِتَابٌ")
    assert looks.slots[plain] < looks.slots[vowelled]
    assert Looks().size(0, "كِتَابٌ") == 0  # comfortable lines have the room anyway


@pytest.mark.parametrize(
    ("width", "room", "expected"),
    [
        (Width.NARROW, 2000, 24 * PIXELS),
        (Width.MEDIUM, 2000, 31 * PIXELS),
        (Width.WIDE, 2000, 42 * PIXELS),
        (Width.WHOLE, 2000, 2000),
        (Width.MEDIUM, 300, 300),
        (Width.WHOLE, -10, 60),
    ],
)
def test_lines_are_as_wide_as_chosen(width: Width, room: int, expected: int) -> None:
    assert Looks().taking(WritingChoices(width=width)).measure(room) == expected


def test_an_empty_line_and_a_heading_keep_their_share() -> None:
    looks = Looks()
    body, first, second, third, *_others, blank = looks.slots[:8]
    assert blank < body < third < second < first
