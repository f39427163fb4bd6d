"""How the card of an island looks: as many of its pictures as there is room for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from editor.gui.theme import DARK, LIGHT, Tokens
from editor.gui.writing.folding import card
from editor.gui.writing.sheet.looks import Looks
from editor.text.island_names import named

COLOURS = ("#c01010", "#10a010", "#1010c0")
GALLERY = "<!-- wp:gallery --><figure>" + "".join(
    f'<figure><img src="{n}.jpg" alt=""></figure>' for n in range(3)
)


def drawn(width: int, count: int, *, rtl: bool, tokens: Tokens = LIGHT) -> QImage:
    """The card of a gallery of which so many pictures are known."""
    image = QImage(width, 76, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.paper))
    pictures = [QImage(30, 20, QImage.Format.Format_RGB32) for _ in range(count)]
    for picture, colour in zip(pictures, COLOURS, strict=False):
        picture.fill(QColor(colour))
    painter = QPainter(image)
    card.paint(
        painter,
        QRectF(0, 0, width, 76),
        named(GALLERY),
        Looks(tokens=tokens),
        rtl=rtl,
        pictures=pictures,
    )
    painter.end()
    return image


def colours(image: QImage) -> list[str]:
    """The pictures' colours in the card's middle, from the left."""
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    return [colour for colour in dict.fromkeys(row) if colour in COLOURS]


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("width", "count", "expected"), [(640, 3, 3), (640, 2, 2), (300, 3, 1)])
def test_as_many_pictures_as_there_is_room_for(
    qtbot: QtBot,
    tokens: Tokens,
    rtl: bool,
    width: int,
    count: int,
    expected: int,
) -> None:
    image = drawn(width, count, rtl=rtl, tokens=tokens)
    seen = list(COLOURS[:expected])
    assert colours(image) == (seen[::-1] if rtl else seen)
    one = drawn(width, 0, rtl=rtl, tokens=tokens)
    assert colours(one) == []
