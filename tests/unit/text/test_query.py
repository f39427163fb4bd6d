"""What is typed into the search field, and what is understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import Status
from editor.text.query import Search, Words, expression, parse, quoted


def words(*texts: str, last_open: bool = True) -> tuple[Words, ...]:
    """Single words as typed, the last one perhaps unfinished."""
    last = len(texts) - 1
    return tuple(Words(text, is_open=last_open and n == last) for n, text in enumerate(texts))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Search()),
        ("  قلم  حبر ", Search(wanted=words("قلم", "حبر"))),
        ("status:draft", Search(statuses=(Status.DRAFT,))),
        ("حالة:مسوّدة", Search(statuses=(Status.DRAFT,))),
        ("Status: Published", Search(statuses=(Status.PUBLISHED,))),
        ("lang:ar-IQ", Search(languages=("ar-iq",))),
        ("لغة:كردية", Search(languages=("ckb",))),
        ("lang:ar lang:fa", Search(languages=("ar", "fa"))),
        ("مدوّنة:«حبر النهر»", Search(blogs=("حبر النهر",))),
        ("after:2024", Search(after=date(2024, 1, 1))),
        ("بعد:٢٠٢٤-٠٥", Search(after=date(2024, 5, 1))),
        ("قبل:۲۰۲۴/۵/۳", Search(before=date(2024, 5, 3))),
        ("after:2024-", Search(after=date(2024, 1, 1))),
        ("\u200fوسم:\u200fشعر", Search(tags=(Words("\u200fشعر", is_open=True),))),
    ],
)
def test_pairs_are_understood(typed: str, meant: Search) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize("typed", ["tag:", "وسم: ", "before:", 'blog:""'])
def test_a_name_without_a_value_says_nothing_yet(typed: str) -> None:
    assert parse(typed) == Search()


@pytest.mark.parametrize(
    "typed",
    ["http://x.example/a", "status:happy", "after:2024-13", "lang:4x", "10:30", ":", "a:b"],
)  # fmt: skip
def test_what_is_no_pair_is_plain_words(typed: str) -> None:
    assert parse(typed) == Search(wanted=words(typed))


def test_words_after_an_unknown_name_are_words_of_their_own() -> None:
    assert parse("قال: نعم tag:شعر ") == Search(
        wanted=words("قال:", "نعم", last_open=False), tags=(Words("شعر", is_open=True),)
    )


@pytest.mark.parametrize("pair", ['""', "“”", "”“", "„“", "«»", "»«", "‹›"])
def test_quotes_of_every_kind_make_a_phrase(pair: str) -> None:
    typed = f"{pair[0]}قلم أسود{pair[1]} ثم"
    assert parse(typed) == Search(wanted=(Words("قلم أسود", is_phrase=True), *words("ثم")))


def test_a_phrase_that_is_being_typed_goes_to_the_end() -> None:
    assert parse("«قلم أسو") == Search(wanted=(Words("قلم أسو", is_phrase=True, is_open=True),))


def test_a_mark_within_a_word_opens_and_closes_nothing() -> None:
    assert parse('צה"ל') == Search(wanted=words('צה"ל'))
    assert parse('"צה"ל גדול" x') == Search(
        wanted=(Words('צה"ל גדול', is_phrase=True), *words("x"))
    )


def test_a_minus_leaves_out() -> None:
    typed = parse("حبر -قلم -«ورق أصفر» well-known - -")
    assert typed.unwanted == (Words("قلم"), Words("ورق أصفر", is_phrase=True))
    assert [each.text for each in typed.wanted] == ["حبر", "well-known", "-", "-"]


def test_the_words_alone_can_be_marked_in_a_post() -> None:
    assert parse("tag:x قلم «حبر أسود» -ورق status:draft").plain == "قلم حبر أسود"


def test_signs_alone_are_searched_for_in_vain() -> None:
    assert parse("++ 🖋").is_vain
    assert not parse("").is_vain
    assert not parse("++ tag:x").is_vain


def test_a_shell_takes_quotes_off_and_they_are_put_back() -> None:
    assert quoted(["tag:black ink", "x y", "وسم:شعر"]) == 'tag:"black ink" x y وسم:شعر'
    assert quoted(["http://a b", 'tag:"black ink"']) == 'http://a b tag:"black ink"'


@given(st.text(max_size=60), st.text(max_size=10))
def test_anything_typed_means_something(typed: str, more: str) -> None:
    expression(parse(f"{typed} tag:{more} {more}:{typed} -{more} «{typed}"))


@pytest.mark.timeout(5)
@pytest.mark.parametrize("part", ["ا ", '"', "tag:x ", "-", "a:", "«x» ", "x"])
def test_a_pasted_book_is_understood_quickly(part: str) -> None:
    parse(part * 50_000)
