from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.finding import find
from editor.text.normalise import fold


def words_found(text: str, wanted: str, exact: bool = False, whole: bool = False) -> list[str]:
    return [text[start:end] for start, end in find(text, wanted, exact, whole)]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("قال مُحَمَّدٌ للقوم", "محمد", ["مُحَمَّدٌ"]),  # harakat, the last letter's too
        ("قال محمد للقوم", "مُحَمَّدٌ", ["محمد"]),
        ("مُحَمَّدٌ", "حم", ["حَمَّ"]),  # within a word: its own letters' marks, no others
        ("مُحَمَّدٌ", "مد", ["مَّدٌ"]),
        ("كتابٌ\u064b\u0651 آخر", "كتاب", ["كتابٌ\u064b\u0651"]),
        ("كـــتاب وكتابـ", "كتاب", ["كـــتاب", "كتابـ"]),  # tatweel
        ("أحمد احمد إحمد آحمد ٱحمد", "احمد", ["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"]),
        ("إلى على", "الي", ["إلى"]),
        ("مدرسة مدرسه", "مدرسه", ["مدرسة", "مدرسه"]),
        ("یک كتاب", "يك ک", ["یک ك"]),  # Persian ya and kaf
        ("بەرنامە", "بهرنامه", ["بەرنامە"]),  # Kurdish
        ("ھاوڕێ", "هاوڕێ", ["ھاوڕێ"]),
        ("٢٠٢٤ و 2024", "۲۰۲۴", ["٢٠٢٤", "2024"]),  # digits of three scripts
        ("שָׁלוֹם", "שלום", ["שָׁלוֹם"]),  # niqqud
        ("Café CAFE cafe\u0301s", "café", ["Café", "CAFE", "cafe\u0301"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("مسئول مسؤول مسءول مسوول", "مسئول", ["مسئول", "مسؤول", "مسءول"]),  # the hamza's seat
        ("المسؤُولُ شُـئون", "مسئول", ["مسؤُولُ"]),
        ("شؤون وشئون", "شئون", ["شؤون", "شئون"]),
        ("و مسو\u0654ول و", "مسئول", ["مسو\u0654ول"]),
        ("مسؤول", "مسي\u0654ول", ["مسؤول"]),
        ("مسؤول مسئول", "مسوول", ["مسؤول"]),  # and who writes none finds its seat
        ("سأل سئل", "سئل", ["سئل"]),
        ("مسئول\u200cها مسؤول ها", "مسؤول\u200cها", ["مسئول\u200cها", "مسؤول ها"]),
        ("كتاب وكتاب", "كتاب", ["كتاب", "كتاب"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("🧭 مِفتاح 🧭", "مفتاح", ["مِفتاح"]),
        ("a\u00a0b", "a b", ["a\u00a0b"]),
        ("نص", "نص طويل", []),
        ("نص", "", []),
    ],
)
def test_words_are_found_however_they_are_written(
    text: str, wanted: str, expected: list[str]
) -> None:
    assert words_found(text, wanted) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("من می\u200cروم", "میروم", ["می\u200cروم"]),  # joined
        ("من می\u200cروم", "می روم", ["می\u200cروم"]),  # and apart
        ("من میروم", "می\u200cروم", ["میروم"]),
        ("من می روم", "می\u200cروم", ["می روم"]),
        ("می روم و می\u200cروم", "می\u200cروم", ["می روم", "می\u200cروم"]),
        ("می روم و کتاب\u200cها", "می\u200cروم", ["می روم"]),
        ("می روم به خانه\u200cها", "می\u200cروم به خانه\u200cها", ["می روم به خانه\u200cها"]),
        ("من میروم", "می روم", []),  # a space is no ZWNJ
        ("می\u200cروم خانه", " ", [" "]),
        ("می\u200cروم", "می", ["می"]),  # the joiner is not the letter's
        ("می\u200cروم", "روم", ["روم"]),
        ("می\u200cروم", "می\u200c", ["می"]),
    ],
)
def test_a_zwnj_is_nothing_or_a_space(text: str, wanted: str, expected: list[str]) -> None:
    assert words_found(text, wanted) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("كتاب\u200f آخر", "كتاب", ["كتاب"]),  # a control behind the word is nobody's
        ("كتاب\u2067آخر\u2069", "كتاب", ["كتاب"]),
        ("كت\u200fاب", "كتاب", ["كت\u200fاب"]),
        ("👩\u200d💻", "👩", ["👩"]),  # the joiner joins something else as well
        ("Straße", "s", ["S"]),  # no half of a letter
        ("Straße", "as", []),
        ("sßs", "ss", ["ß"]),
        ("ﷲ أكبر", "الله", ["ﷲ"]),
        ("ﷲ", "ال", []),
        ("the end…", "...", ["…"]),
        ("the end…", ".", []),
    ],
)
def test_a_find_never_cuts_into_a_letter_or_takes_a_control(
    text: str, wanted: str, expected: list[str]
) -> None:
    assert words_found(text, wanted) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("محمد مُحَمَّد", "محمد", ["محمد"]),
        ("محمد مُحَمَّد", "مُحَمَّد", ["مُحَمَّد"]),
        ("أحمد احمد", "احمد", ["احمد"]),
        ("Word word", "word", ["word"]),
        ("٢٠٢٤ 2024", "2024", ["2024"]),
        ("می\u200cروم میروم", "میروم", ["میروم"]),
        ("a\u00a0b a b", "a b", ["a b"]),
        ("محمدٌ", "محمد", ["محمد"]),
        ("aaaaa", "aa", ["aa", "aa"]),
        ("\ud800x", "\ud800", ["\ud800"]),
    ],
)
def test_exact_letters_are_code_points(text: str, wanted: str, expected: list[str]) -> None:
    assert words_found(text, wanted, exact=True) == expected


@pytest.mark.parametrize("sign", ["\u064b", "ـ", "\u200c", "\u200f", "\u2067"])
def test_a_sign_that_makes_no_difference_can_be_looked_for_alone(sign: str) -> None:
    assert find(f"نص{sign} {sign}", sign) == [(2, 3), (4, 5)]


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("كتاب والكتاب كتابي كتابٌ", "كتاب", ["كتاب", "كتابٌ"]),
        ("مُحَمَّد", "حمد", []),  # a mark does not end a word
        ("cat concat cats cat2 cat", "cat", ["cat", "cat"]),
        ("«كتاب»، كتاب.", "كتاب", ["كتاب", "كتاب"]),
        ("**كتاب** _كتاب_ `كتاب`", "كتاب", ["كتاب"] * 3),  # emphasis is not the word's
        ("snake_case _case_", "case", ["case"]),
        ("من می\u200cروم", "می", []),  # a ZWNJ holds a word together
        ("من می\u200cروم", "روم", []),
        ("من می\u200cروم", "می روم", ["می\u200cروم"]),
        ("كتاب\u200f كتاب", "كتاب", ["كتاب", "كتاب"]),
        ("co\u00adoperate co", "co", ["co"]),
        ("ba a a", "a a", ["a a"]),  # behind one that is none
        ("C++ and C++x", "c++", ["C++", "C++"]),
        ("क कि", "क", ["क"]),
        ("🧭x 🧭", "🧭", ["🧭", "🧭"]),
        ("_" * 40, "_", ["_"] * 40),
    ],
)
def test_whole_words(text: str, wanted: str, expected: list[str]) -> None:
    assert words_found(text, wanted, whole=True) == expected


def test_whole_words_spelt_exactly() -> None:
    assert words_found("محمدٌ محمد", "محمد", exact=True, whole=True) == ["محمد"]
    assert find("محمدٌ محمد", "محمد", exact=True, whole_words=True) == [(6, 10)]


TEXT = st.text("اأإىيكک\u064e\u0651ـabAéßﷲ \u200c\u200f_-٢2\U0001f9ed\ud800", max_size=24)
WANTED = st.text("اأيك\u064eـabAéßsل \u200c٢2", min_size=1, max_size=3)


@given(TEXT, WANTED, st.booleans(), st.booleans())
def test_what_is_found_is_what_was_wanted(text: str, wanted: str, exact: bool, whole: bool) -> None:
    spans = find(text, wanted, exact, whole)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for start, end in spans:
        piece = text[start:end]
        if exact or not fold(wanted):
            assert piece == wanted
        else:
            spelt = {fold(wanted), fold(wanted.strip("\u200c").replace("\u200c", " "))}
            assert {fold(piece), fold(piece.replace("\u200c", " "))} & spelt


@given(
    TEXT.map(lambda text: text.replace("\u200c", "")), WANTED.filter(lambda w: "\u200c" not in w)
)
def test_nothing_that_was_wanted_is_missed(text: str, wanted: str) -> None:
    there = fold(wanted) and any(
        fold(text[start:end]) == fold(wanted)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
    )
    assert bool(find(text, wanted)) == bool(there or wanted in text)
