"""Digits of one script into another's, as a table."""

from __future__ import annotations

import pytest

from editor.text.digits import Digits, convert, number_at

ASCII, ARABIC, PERSIAN = Digits.ASCII, Digits.ARABIC, Digits.PERSIAN

BOTH_WAYS = [
    ("عام 2024", ARABIC, "عام ٢٠٢٤"),
    ("سال 2024", PERSIAN, "سال ۲۰۲۴"),
    ("النسبة 3.14 من 1,000", ARABIC, "النسبة ٣٫١٤ من ١٬٠٠٠"),
    ("المبلغ 1,234,567.89", PERSIAN, "المبلغ ۱٬۲۳۴٬۵۶۷٫۸۹"),
    ("50%", ARABIC, "٥٠%"),
    ("+964 770 123 4567", ARABIC, "+٩٦٤ ٧٧٠ ١٢٣ ٤٥٦٧"),
    # versions, dates, times, lists of numbers keep their signs
    ("الإصدار 3.11.2", ARABIC, "الإصدار ٣.١١.٢"),
    ("1.2.2024 و 2024-01-05 و 10:30", ARABIC, "١.٢.٢٠٢٤ و ٢٠٢٤-٠١-٠٥ و ١٠:٣٠"),
    ("1,2,3", ARABIC, "١,٢,٣"),
    ("عام 2024. ثم 5, ثم", ARABIC, "عام ٢٠٢٤. ثم ٥, ثم"),
    # markers, tables, headings are words
    ("1. بند\n2. بند", ARABIC, "١. بند\n٢. بند"),
    ("| 1 | 2 |\n|---|---|\n| 3 | 4 |", ARABIC, "| ١ | ٢ |\n|---|---|\n| ٣ | ٤ |"),
    ("# 10 أسئلة", ARABIC, "# ١٠ أسئلة"),
    ("**10** و _20_", ARABIC, "**١٠** و _20_"),
]


@pytest.mark.parametrize(("text", "digits", "expected"), BOTH_WAYS)
def test_there(text: str, digits: Digits, expected: str) -> None:
    assert convert(text, digits) == expected


@pytest.mark.parametrize(("expected", "digits", "text"), BOTH_WAYS)
def test_and_back(text: str, digits: Digits, expected: str) -> None:
    assert digits is not ASCII
    assert convert(text, ASCII) == expected


def test_between_arabic_and_persian() -> None:
    assert convert("٢٠٢٤ و ٣٫١٤ و ١٬٠٠٠", PERSIAN) == "۲۰۲۴ و ۳٫۱۴ و ۱٬۰۰۰"
    assert convert("۲۰۲۴", ARABIC) == "٢٠٢٤"


KEPT = [
    "`x = 10` ``a ` 20``",
    "http://x.com/2024/05?n=1",
    "<http://x.com/2024> www.x2.com/3 a1@b2.com",
    "[نص](http://x.com/2024 'نص') [نص](<a 1.png>)",
    "![نص](a1.png){width=200}",
    "<img width=200> &#1234; نص[^1]",
    "MP3 UTF-8 4K 10MB v3.11 GPT-4 H2O iso_8859",
    "{: #id1 .c2}",
    "```\n10\n```",
    "    10\n",
    "- نص\n\n  ```\n  10\n  ```\n",
    "> ~~~\n> 10\n> ~~~\n",
    "[1]: http://x.com/1\n",
    "<div>\n10\n</div>\n",
    "---\ndate: 2024-01-01\n---\n",
    "\\1",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_words_stays(text: str) -> None:
    if text == "\\1":  # no escape: a backslash before a digit means nothing
        assert convert(text, ARABIC) == "\\١"
    else:
        assert convert(text, ARABIC) == text
        assert convert(text, PERSIAN) == text


def test_digits_of_a_latin_word_become_latin_ones() -> None:
    assert convert("MP٣ و COVID-۱۹", ASCII) == "MP3 و COVID-19"


def test_a_selection_knows_what_it_stands_in() -> None:
    text = "نص 10\n\n```\n20\n30\n```\n\nو `40` و 50"
    at = text.index("20")
    assert convert(text, ARABIC, at, at + 5) == "20\n30"
    at = text.index("40")
    assert convert(text, ARABIC, at, len(text)) == "40` و ٥٠"
    assert convert(text, ARABIC, 0, 4) == "نص ١"


@pytest.mark.parametrize("text", ["", "نص", "نص\r\nنص 1\r\n", "\n\n1\n\n", "😀 1 \ud800 2"])
def test_every_other_character_stays(text: str) -> None:
    made = convert(text, ARABIC)
    assert len(made) == len(text)
    assert convert(made, ASCII) == text


def test_the_number_at_the_caret() -> None:
    text = "نص\nعام 2,024.5 ثم"
    at = text.index("2,")
    assert number_at(text, at) == (at, at + 7)
    assert number_at(text, at + 3) == (at, at + 7)
    assert number_at(text, at + 7) == (at, at + 7)
    assert number_at(text, 1) == (1, 1)


@pytest.mark.parametrize(
    "line",
    ["1" * 100_000, "1," * 50_000, "1a" * 50_000, "](" * 50_000, "a@" * 50_000, "<a" * 50_000,
     "a." * 50_000, "{" * 100_000, "[^" * 50_000, "&" * 100_000, "<!--" * 25_000, "a-." * 33_000,
     "> " * 10_000 + "1"],
)  # fmt: skip
def test_a_hostile_line_is_answered(line: str) -> None:
    assert len(convert(line + " 1", ARABIC)) == len(line) + 2
