"""Numbers in other digits: what a command takes on, and what stays."""

from __future__ import annotations

import pytest
from marked import run

from editor.gui.writing.markdown.digit_commands import in_digits, rows
from editor.text.digits import Digits

ARABIC, PERSIAN, ASCII = Digits.ARABIC, Digits.PERSIAN, Digits.ASCII


@pytest.mark.parametrize(
    ("before", "digits", "after"),
    [
        ("من ‹2024 إلى 2025› ثم 2026", ARABIC, "من ‹٢٠٢٤ إلى ٢٠٢٥› ثم 2026"),
        ("سال ‹2024›", PERSIAN, "سال ‹۲۰۲۴›"),
        ("‹عام ٢٠٢٤ و ۱۴۰۳›", ASCII, "‹عام 2024 و 1403›"),
        ("‹1. بند\n2. بند›\n3. بند", ARABIC, "‹١. بند\n٢. بند›\n3. بند"),
        # the number at the caret, with its separators
        ("عام 20¦24 و 7", ARABIC, "عام ٢٠¦٢٤ و 7"),
        ("1,000.5¦ و 7", ARABIC, "١٬٠٠٠٫٥¦ و 7"),
        # else the line
        ("7\nع¦ام 2024 و 7\n7", ARABIC, "7\nع¦ام ٢٠٢٤ و ٧\n7"),
        # code, addresses, Latin words
        ("‹`10` https://x.com/2024 MP3 4K 5›", ARABIC, "‹`10` https://x.com/2024 MP3 4K ٥›"),
        ("```\n1¦0\n```", ARABIC, "```\n1¦0\n```"),
        ("‹😀 1›", ARABIC, "‹😀 ١›"),
    ],
)
def test_in_digits(before: str, digits: Digits, after: str) -> None:
    assert run(in_digits(digits), before) == after


@pytest.mark.parametrize("text", ["‹نص›", "¦", "نص¦", "‹٢٠٢٤›"])
def test_nothing_to_do_is_no_step(text: str) -> None:
    assert in_digits(ARABIC)(text.strip("‹›¦"), 0, len(text.strip("‹›¦"))) is None


def test_the_menu_shows_the_digits_it_makes() -> None:
    words = [said for said, _command in rows()]
    assert [next(c for c in said if c.isdecimal()) for said in words] == ["١", "۱", "1"]
    assert [run(command, "‹5›") for _said, command in rows()] == ["‹٥›", "‹۵›", "‹5›"]
