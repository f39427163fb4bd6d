"""What a passphrase field says of the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from editor.domain.post import Direction
from editor.gui.protection.passphrase_field import keyboard_words

ARABIC, KURDISH, ENGLISH = QLocale("ar_IQ"), QLocale("ckb_IQ"), QLocale("en_GB")
RTL, LTR = Direction.RTL, Direction.LTR


@pytest.mark.parametrize(
    ("heard", "told", "runs", "system", "said"),
    [
        (None, ARABIC, RTL, ENGLISH, "العربية"),
        (RTL, ARABIC, RTL, ENGLISH, "العربية"),
        (LTR, ENGLISH, LTR, ARABIC, "English"),
        # Nobody told Qt: it names the system's language, and the keyboard may be another.
        (None, ARABIC, RTL, ARABIC, ""),
        (LTR, ARABIC, RTL, ARABIC, "left to right"),
        (RTL, ARABIC, RTL, ARABIC, "right to left"),
        # What was typed knows better.
        (LTR, KURDISH, RTL, ENGLISH, "left to right"),
        (None, QLocale.c(), LTR, ENGLISH, ""),
    ],
)
def test_the_keyboard_is_named_where_it_is_known(
    heard: Direction | None, told: QLocale, runs: Direction, system: QLocale, said: str
) -> None:
    words = keyboard_words(heard, told, runs, system)
    assert said in words
    assert said or not words
