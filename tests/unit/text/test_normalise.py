from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from editor.text.normalise import fold, normalise, search_key, search_keys, search_stem
from editor.text.query import expression, parse, unwanted_expression


def query(wanted: str) -> str:
    return expression(parse(wanted))


class Index:
    """A real full-text index, as the notebook has one."""

    def __init__(self) -> None:
        self._connection = sqlite.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5(title_norm, body_norm, tags_norm, stem)"
        )

    def finds(self, document: str, wanted: str) -> bool:
        self._connection.execute("DELETE FROM found")
        self._connection.execute(
            "INSERT INTO found VALUES ('', ?, '', ?)",
            (search_key(document), search_stem(document)),
        )
        return self.matches(query(wanted))

    def answers(self, document: str, wanted: str) -> bool:
        """As `finds`, with what is not wanted left out."""
        unwanted = unwanted_expression(parse(wanted))
        found = self.finds(document, wanted)
        return found and not (unwanted and self.matches(unwanted))

    def matches(self, expression: str) -> bool:
        rows = self._connection.execute("SELECT 1 FROM found WHERE found MATCH ?", (expression,))
        return rows.fetchone() is not None

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    index = Index()
    yield index
    index.close()


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ("كَتَبَ مُحَمَّدٌ رسالة", "محمد"),  # harakat
        ("كتب محمد رسالة", "مُحَمَّد"),
        ("كـــتاب قديم", "كتاب"),  # tatweel
        ("زارنا أحمد", "احمد"),  # hamza above alef
        ("زارنا احمد", "أحمد"),
        ("إلى البيت", "الى"),  # hamza below, and ى
        ("آمال كثيرة", "امال"),  # madda
        ("ٱلرحمن", "الرحمن"),  # wasla
        ("مستشفى المدينة", "مستشفي"),  # ى / ي
        ("مدرسة البنات", "مدرسه"),  # ة / ه
        ("مدرسه البنات", "مدرسة"),
        ("یک کتاب", "يك"),  # Persian ی and ک
        ("يك كتاب", "یک"),
        ("کوردستان", "كوردستان"),
        ("بەرنامە", "بهرنامه"),  # Kurdish ە
        ("ھاوڕێ", "هاوڕێ"),  # ھ
        ("من می‌روم", "میروم"),  # ZWNJ joined
        ("من می‌روم", "می روم"),  # and apart
        ("من میروم", "می‌روم"),
        ("من می روم", "می‌روم"),
        ("عام ٢٠٢٤ كان", "2024"),  # Arabic digits
        ("سال ۲۰۲۴ بود", "2024"),  # Persian digits
        ("عام 2024 كان", "٢٠٢٤"),
        ("ﻣﺪﺭﺳﺔ", "مدرسة"),  # presentation forms
        ("ﷲ", "الله"),
        ("שָׁלוֹם לכולם", "שלום"),  # niqqud
        ("والكتاب على الطاولة", "كتاب"),  # attached particles
        ("Café au lait", "cafe"),  # Latin accents and case
    ],
)
def test_a_word_is_found_however_it_is_written(index: Index, document: str, wanted: str) -> None:
    assert index.finds(document, wanted)


def pairs() -> list[tuple[str, ...]]:
    """The lines of search_pairs.txt: (document, wanted, yes or no)."""
    lines = Path(__file__).with_name("search_pairs.txt").read_text("utf-8").splitlines()
    rows = [line.replace("{zwnj}", "\u200c").split("|") for line in lines if "|" in line]
    return [tuple(part.strip() for part in row[1:4]) for row in rows if row[0][0] != "#"]


def test_there_are_a_hundred_pairs() -> None:
    assert len(set(pairs())) == len(pairs()) >= 100
    assert {answer for *_, answer in pairs()} == {"yes", "no"}


@pytest.mark.parametrize(("document", "wanted", "answer"), pairs())
def test_what_a_reader_expects_to_find(
    index: Index, document: str, wanted: str, answer: str
) -> None:
    assert index.answers(document, wanted) is (answer == "yes")


@pytest.mark.parametrize(
    ("document", "wanted", "found"),
    [
        ("خرجنا مع الفجر", "الفج", True),  # the last word is a beginning
        ("خرجنا مع الفجر", "فجر خرجنا", True),
        ("خرجنا مع الفجر", "خر الفجر", False),  # only the last one
        ("خرجنا مع الفجر", "مساء", False),
        ("للكتاب وجهان", "كتاب", True),
        ("بالكتابين", "كتاب", True),
        ("وجد الولد", "وجد", True),
        ("سؤال مهم", "سوال", True),
        ("شيء قائم", "قايم", True),
        ("C++ and C#", "c++", True),
        ("a well-known road", "well-known", True),
        ("snake_case", "snake_case", True),
        ("NOT here OR there", "or", True),
    ],
)
def test_what_a_query_finds(index: Index, document: str, wanted: str, found: bool) -> None:
    assert index.finds(document, wanted) is found


@pytest.mark.parametrize("wanted", ["", "   ", '""', "***", "++", "( ) ^ : -", "\u200c", "\u064b"])
def test_nothing_to_search_for(wanted: str) -> None:
    assert query(wanted) == ""


HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ['"', "'", "*", "AND", "OR", "NOT", "NEAR(", ")", "^", ":", "-", "{", "كتاب"]
        ),
    ),
    max_size=8,
).map(" ".join)


@given(HOSTILE)
def test_no_query_breaks_the_index(wanted: str) -> None:
    index = Index()
    expression = query(wanted)
    assert expression == "" or index.matches(expression) is False
    index.close()


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_the_way_back_to_the_source(text: str) -> None:
    found = normalise(text)
    assert found.text == fold(text)
    assert len(found.offsets) == len(found.text) + 1
    assert found.offsets[-1] == len(text)
    assert list(found.offsets) == sorted(found.offsets)


LETTERS = st.sampled_from([*"والكتابهمבל aBé\n\t_.-٢\u00a8\u00a0\u0640\u064b", "\u200c", "ﷲ"])


@given(st.lists(st.text(LETTERS, max_size=90), max_size=3))
def test_words_met_before_are_read_as_the_first_time(parts: list[str]) -> None:
    for _again in range(2):
        found, stem = search_keys(parts)
        assert found == tuple(map(search_key, parts))
        assert stem == search_stem("\n".join(parts))
