"""Which words of a line are checked, in which language, and what may stand in their place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.blocks import Kind
from editor.text.lines import fenced
from editor.text.scripts import Script, language_script, languages, word_script
from editor.text.words import fitted, is_own, spellings, spelt, words

ZWNJ = "\u200c"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("كتب الكاتب نصا", ["كتب", "الكاتب", "نصا"]),
        ("كَتَبَ مـــداد", ["كتب", "مداد"]),
        ("ا\u0654حمد", ["أحمد"]),  # a hamza of its own, as some keyboards write it
        ("می\u200cروم به کتاب\u200cها", ["می\u200cروم", "به", "کتاب\u200cها"]),
        ("שָׁלוֹם צה״ל ג׳ורג", ["שלום", 'צה"ל', "ג'ורג"]),
        ("cafe\u0301 Straße it’s don't", ["café", "Straße", "it's", "don't"]),
        ("well-known and/or", ["well", "known", "and", "or"]),
        ("**bold** _soft_ ~~gone~~ «قال» (“yes”)", ["bold", "soft", "gone", "قال", "yes"]),
        ("# عنوان #", ["عنوان"]),
        ("- [x] بند", ["بند"]),
        ("> قال", ["قال"]),
        ("| اسم | name |", ["اسم", "name"]),
        ("[نص](http://x.example/wrod)", ["نص"]),
        ('![صورة](a-wrod.png "عنوان هنا"){: .wide credit="Wrod"}', ["صورة", "عنوان", "هنا"]),
        ("[نص][labl] [^noet] {in braces}", ["نص", "in", "braces"]),
        ("see `wrod` and ``a ` wrod`` here", ["see", "and", "here"]),
        ("https://x.example/wrod www.wrod.example wrod@x.example", []),
        ("<b class='wrod'>نص</b> &nbsp; <https://wrod.example>", ["نص"]),
        ("@wrod @wrod@x.example #وسم_طويل #wrod :smile:", []),
        ("12 ١٢ 5kg covid19 ٣مرات", []),
        ("snake_case foo.bar() run() node.js ~/wrod /usr/wrod C:\\wrod \\alpha", []),
        ("NASA URLs WordPress iPhone I I'm O'Brien", ["I'm"]),
        ("الـWordPress هـ و a", []),
        ("**ال**كتاب", []),
        ("{: dir=ltr .wrod}", []),
        ("😀 \U0001e900\U0001e901 \ud800 漢字 \u202eنص\u202c", ["نص"]),
        ("", []),
    ],
)
def test_which_words_are_checked(line: str, expected: list[str]) -> None:
    assert [word.letters for word in words(line)] == expected


def test_the_letters_are_found_where_they_stand() -> None:
    line = "😀 كَتَبَ\u200c `x` _soft_ it’s"
    assert [line[word.start : word.end] for word in words(line)] == [
        "كَتَبَ\u200c",
        "soft",
        "it’s",
    ]


@pytest.mark.parametrize("kind", [Kind.FENCE, Kind.CODE, Kind.HTML, Kind.FRONT_MATTER])
def test_what_is_code_is_not_checked(kind: Kind) -> None:
    assert words("wrod", kind) == []
    assert words("wrod", Kind.HEADING)


def test_code_inside_a_list_is_found() -> None:
    block = ["- نص", "  ```python", "  wrod", "  ```", "- end", "> ~~~", "> wrod"]
    assert fenced(block) == [False, True, True, True, False, True, True]


@given(st.text(alphabet="`[](){}<>*_~\\#@:/.'\"!&a ا\u200c\u0301😀1", max_size=60))
def test_words_lie_apart_and_in_order(line: str) -> None:
    found = words(line)
    assert all(0 <= word.start < word.end <= len(line) for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


# What looks at the rest of the line for every sign would take minutes.
@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "sign",
    ["`", "``a`", "[", "](", "](<", "<a", "{", "a@", "a.", "#", "\\", '"a', "ا\u200c", "]('"],
)
def test_a_hostile_line_costs_no_more_than_its_length(sign: str) -> None:
    line = sign * 100_000
    assert all(word.end <= len(line) for word in words(line))


# --- scripts and languages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "script"),
    [
        ("كتاب", Script.ARABIC),
        ("گۆڤار", Script.ARABIC),
        ("שלום", Script.HEBREW),
        ("don't", Script.LATIN),
        ("Straße", Script.LATIN),
        ("слово", Script.CYRILLIC),
        ("λέξη", Script.GREEK),
        ("الWeb", None),
        ("كتاب٢", None),
        ("漢字", None),
        ("", None),
    ],
)
def test_a_word_has_one_script_or_none(letters: str, script: Script | None) -> None:
    assert word_script(letters) is script


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("ar", Script.ARABIC),
        ("ckb-IQ", Script.ARABIC),
        ("ku-Arab", Script.ARABIC),
        ("ku_IQ", Script.ARABIC),
        ("ku", Script.LATIN),
        ("he", Script.HEBREW),
        ("en-GB", Script.LATIN),
        ("sr", Script.CYRILLIC),
        ("sr-Latn", Script.LATIN),
        ("el", Script.GREEK),
        ("ja", None),
        ("syr", None),
        ("C", None),
        ("", None),
    ],
)
def test_a_language_has_a_script(tag: str, script: Script | None) -> None:
    assert language_script(tag) is script


@pytest.mark.parametrize(
    ("script", "post", "others", "expected"),
    [
        (Script.ARABIC, "fa", ["ar"], ["fa"]),
        (Script.ARABIC, "en", ["ckb", "en"], ["ckb", "ar"]),
        (Script.ARABIC, "", [], ["ar"]),
        (Script.LATIN, "fr-CA", ["en_GB"], ["fr-CA"]),
        (Script.LATIN, "ar", ["en_GB", "ar"], ["en_GB", "en"]),
        (Script.LATIN, "ar", ["ar_IQ", "ar"], ["en"]),
        (Script.HEBREW, "ar", ["en"], ["he"]),
        (Script.GREEK, "ar", ["en"], []),
    ],
)
def test_words_are_looked_up_in_the_language_they_are_meant_in(
    script: Script, post: str, others: list[str], expected: list[str]
) -> None:
    assert languages(script, post, others) == expected


# --- dictionaries' ways and the author's ----------------------------------------------------------


def test_a_zero_width_non_joiner_may_join_or_part() -> None:
    assert spellings("كتاب") == (("كتاب",),)
    assert spellings(f"می{ZWNJ}روم") == ((f"می{ZWNJ}روم",), ("میروم",), ("می", "روم"))


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("مداد", True),
        ("ومداد", True),
        ("فبالمداد", True),
        ("للمداد", True),
        ("امداد", False),
        ("Mixtape's", True),
        ("mixtapes", False),
        ("Shawarma", True),
    ],
)
def test_an_own_word_is_known_with_what_leans_on_it(letters: str, expected: bool) -> None:
    assert is_own(letters, {"مداد", "Mixtape", "shawarma"}) is expected


@pytest.mark.parametrize(
    ("source", "suggestion", "expected"),
    [
        ("wrold", "world", "world"),
        ("كِتَاابٌ", "كتاب", "كِتَابٌ"),
        ("مـــدااد", "مداد", "مـــداد"),
        ("الكتتاب", "الكتاب", "الكتاب"),
        ("dont’s", "don't's", "don't’s"),
        ("هذة", "هذه", "هذه"),
        ("هٰذة", "هذه", "هٰذه"),
        ("", "نص", "نص"),
        ("نص", "", ""),
    ],
)
def test_what_the_author_wrote_right_stays(source: str, suggestion: str, expected: str) -> None:
    assert fitted(source, suggestion) == expected


@given(st.text(alphabet="كتاب\u064e\u0651\u0640\u200c’'ab"), st.text(alphabet="كتاب\u200c'ab"))
def test_a_fitted_word_is_spelt_as_suggested(source: str, suggestion: str) -> None:
    assert spelt(fitted(source, suggestion)) == spelt(suggestion)
