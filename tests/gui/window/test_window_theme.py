"""Colours that can be read, icons that exist and point the right way, fonts for every script."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPalette, QRawFont, QTransform
from PySide6.QtWidgets import QApplication, QPushButton

import editor.gui
from editor.gui import fonts, icons
from editor.gui.theme import DARK, LIGHT, Theme, Tokens, contrast
from editor.system.paths import resource

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@SCHEMES
def test_every_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    texts = ("ink", "muted", "accent", "warning", "marker")
    grounds = ("paper", "surface", "side")
    pairs = [*product(texts, grounds)]
    pairs += [("ink", "accent_soft"), ("accent", "accent_soft"), ("muted", "accent_soft")]
    pairs += [("warning", "warning_soft"), ("on_accent", "accent"), ("surface", "ink")]
    too_faint = {
        pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2)
        for pair in pairs
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 4.5
    }
    assert too_faint == {}


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_authors_choice_goes_before_the_system(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    heard: list[Tokens] = []
    theme.changed.connect(heard.append)
    button = QPushButton()
    icons.dress(button, "send", theme.tokens)
    light = button.icon().pixmap(18, 18).toImage()
    theme.choose("dark")
    assert heard == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.paper
    assert button.icon().pixmap(18, 18).toImage() != light
    theme.choose("light")
    assert heard == [DARK, LIGHT]
    qapp.setStyleSheet("")


def sources() -> str:
    folder = Path(editor.gui.__file__).parent
    return "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))


def test_every_icon_is_used_and_every_used_one_is_there() -> None:
    text = sources()
    shipped = {file.stem for file in resource("icons").glob("*.svg")}
    unused = {name for name in shipped if f'"{name}"' not in text}
    assert unused == set()
    for name in re.findall(r'icons\.(?:dress\([\w.]+, |pixmap\(|icon\()"([\w-]+)"', text):
        assert name in shipped


def test_an_icon_that_points_looks_the_other_way_in_a_mirrored_window(qapp: QApplication) -> None:
    straight = {name: icons.pixmap(name, "#000000").toImage() for name in ("send", "eye")}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = {name: icons.pixmap(name, "#000000").toImage() for name in ("send", "eye")}
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert mirrored["send"] == straight["send"].transformed(QTransform(-1, 0, 0, 1, 0, 0))
    assert mirrored["eye"] == straight["eye"]


def test_icons_are_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    assert icons.pixmap("send", "#000000", 18, 2.0).width() == 36


@pytest.mark.parametrize(
    ("family", "text"),
    [
        (fonts.TEXT, "مداد پێنووس گچپژ abc"),
        (fonts.MONOSPACE, "def مداد():"),
        (fonts.HEBREW, "דיו"),
    ],
)
def test_the_shipped_fonts_have_the_letters(qapp: QApplication, family: str, text: str) -> None:
    raw = QRawFont.fromFont(QFont(family))
    assert raw.familyName() == family
    assert all(raw.supportsCharacter(ord(char)) for char in text if char != " ")
    assert QFontMetrics(QFont(family)).horizontalAdvance(text) > 0


def test_fonts_and_icons_carry_their_licences() -> None:
    notice = (resource("fonts") / "NOTICE").read_text(encoding="utf-8")
    for file in re.findall(r"LICENSE-\w+\.txt", notice):
        assert (resource("fonts") / file).stat().st_size > 1000
    assert len(set(re.findall(r"LICENSE-\w+\.txt", notice))) == 3
    assert "ISC" in (resource("icons") / "LICENSE").read_text(encoding="utf-8")
    size = sum(file.stat().st_size for file in resource("fonts").iterdir())
    assert size < 3_000_000
