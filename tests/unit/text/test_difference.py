"""What changed, word by word, right in both directions."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from editor.domain.post import Direction, Format, Post, PostId
from editor.text.difference import Line, Passage, Side, compare, difference, folded, words
from editor.text.unique_matches import matches

SIGNS = {Side.BOTH: "{}", Side.OLD: "[-{}-]", Side.NEW: "{{+{}+}}"}
TEXT = st.text(alphabet="اب تَ\u200c\u200fab ,.\n\u0301😀", max_size=60)


def post(body: str, **fields: object) -> Post:
    return Post(PostId("p"), body=body, **fields)  # type: ignore[arg-type]


def shown(passage: Passage) -> str:
    return "".join(SIGNS[piece.side].format(piece.text) for piece in passage.pieces)


def changes(old: str, new: str) -> list[str]:
    return [shown(passage) for passage in compare(post(old), post(new)).body]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كتبتُ سطرًا", ["كتبتُ", "سطرًا"]),  # harakat
        ("كـتـاب وكتاب", ["كـتـاب", "وكتاب"]),  # tatweel
        ("می\u200cروم خانه", ["می\u200cروم", "خانه"]),  # zero width non-joiner
        ("ئەڵێم\u200c", ["ئەڵێم\u200c"]),
        ("שָׁלוֹם עוֹלָם", ["שָׁלוֹם", "עוֹלָם"]),  # niqqud
        ("cafe\u0301 café", ["cafe\u0301", "café"]),
        ("don't it’s", ["don't", "it’s"]),
        ("3.14 و٣٫١٤", ["3.14", "و٣٫١٤"]),
        ("**عن** C++.", ["**", "عن", "**", "C", "++", "."]),
        ("قال\u200f (نعم)", ["قال\u200f", "(", "نعم", ")"]),
        ("👩🏽\u200d🌾👍🏽", ["👩🏽\u200d🌾", "👍🏽"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("", []),
        (" \t ", []),
    ],
)
def test_a_word_is_one_with_its_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("نص", "نص", ["نص"]),
        ("", "نص جديد", ["{+نص جديد+}"]),
        ("نص قديم", "", ["[-نص قديم-]"]),
        ("كتبت سطرا هنا", "كتبت كتابا هنا", ["كتبت [-سطرا -]{+كتابا +}هنا"]),
        ("كتبتُ سطرًا هنا", "كتبتَ سطرًا هنا", ["[-كتبتُ -]{+كتبتَ +}سطرًا هنا"]),
        ("one two three", "one three", ["one [-two -]three"]),
        ("one three", "one two three", ["one {+two +}three"]),
        # Words that went stand apart from those that stayed.
        ("one two", "one", ["one [-two-]"]),
        ("one two three", "one. three", ["one [-two -]{+. +}three"]),
        # Signs between changed words change with them.
        ("the old, cat sat", "the new, dog sat", ["the [-old, cat -]{+new, dog +}sat"]),
        # A line without words in common is another line.
        ("قلم وحبر", "a pen and ink", ["[-قلم وحبر-]", "{+a pen and ink+}"]),
        # White space is no word.
        ("a  b\n\n\n\nc", "a b\nc\n", ["a b", "c"]),
        ("one\r\ntwo", "one\ntwo", ["one", "two"]),
        # Lines that moved, went and came.
        ("أول\nثان\nثالث", "أول\nثالث\nرابع", ["أول", "[-ثان-]", "ثالث", "{+رابع+}"]),
        (
            "first line here\nsecond line there",
            "a new beginning of it all\nfirst line here now\nsecond line there",
            ["{+a new beginning of it all+}", "first line here {+now+}", "second line there"],
        ),
    ],
)
def test_what_changed(old: str, new: str, expected: list[str]) -> None:
    assert changes(old, new) == expected


def test_each_side_keeps_its_direction() -> None:
    old = "بداية عربية طويلة هنا\n\nthe word Midad in the text\n\nخاتمة عربية"
    new = "بداية عربية طويلة هنا\n\nكلمة the word Midad في النص وفي كل مكان\n\nخاتمة عربية"
    (turned,) = [each for each in compare(post(old), post(new)).body if not each.is_same]
    assert (turned.old, turned.new) == (Direction.LTR, Direction.RTL)
    assert turned.turned
    assert turned.of(Side.OLD)[0].text == "the word Midad "
    assert "كلمة " in [piece.text for piece in turned.of(Side.NEW)]


def test_what_is_on_one_side_only_has_one_direction() -> None:
    old, new = "سطر عربي أول", "سطر عربي أول\n\na line in English"
    came = compare(post(old), post(new)).body[-1]
    assert (came.old, came.new, came.turned) == (None, Direction.LTR, False)
    went = compare(post(new), post(old)).body[-1]
    assert (went.old, went.new) == (Direction.LTR, None)


def test_a_list_runs_one_way_and_code_to_the_right() -> None:
    body = "- عنصر عربي\n- C++ only\n\n```\nكود\n```\n\nنص عربي هنا"
    found = compare(post(""), post(body)).body
    directions = [passage.new for passage in found]
    assert directions == [Direction.RTL] * 2 + [Direction.LTR] * 3 + [Direction.RTL]


def test_titles_are_compared_too() -> None:
    found = compare(post("نص", title="رسالة قديمة"), post("نص", title="رسالة جديدة"))
    assert shown(found.title) == "رسالة [-قديمة-]{+جديدة+}"
    assert not found.is_empty
    assert found.count() == (1, 1)


def test_a_title_runs_as_it_does_above_its_text() -> None:
    title = "يوم في السليمانية: Notes from the road"
    found = compare(post("خرجنا مع الفجر", title=title), post("خرجنا مع الناس", title=title))
    assert (found.title.old, found.title.new) == (Direction.RTL, Direction.RTL)


def test_html_is_compared_as_readers_see_it() -> None:
    old = post("<p class='a'>كما&nbsp;كان <b>هنا</b></p>", format=Format.HTML)
    new = post("<p>كما&nbsp;كان <i>هناك</i></p>", format=Format.HTML)
    (found,) = compare(old, new).body
    assert found.of(Side.OLD)[-1].text.strip() == "هنا"
    assert found.of(Side.NEW)[-1].text.strip() == "هناك"


def test_nothing_changed() -> None:
    found = compare(post("سطر\n\nسطر"), post("سطر\nسطر\n\n"))
    assert found.is_empty
    assert found.count() == (0, 0)


def test_a_letter_replaced_everywhere_keeps_the_lines_together() -> None:
    lines = [f"كلمة {n} من السطر رقم {n} وفيه حبر كثير" for n in range(300)]
    old, new = "\n\n".join(lines), "\n\n".join(lines).replace("حبر", "مداد")
    found = compare(post(old), post(new))
    assert len(found.body) == 300
    assert found.count() == (300, 300)


def test_what_is_far_from_a_change_is_left_out() -> None:
    lines = [f"سطر رقم {n} هنا" for n in range(10)]
    old = "\n\n".join(lines)
    new = old.replace("رقم 3", "عدد 3").replace("رقم 8", "عدد 8")
    found = [
        each if isinstance(each, int) else each.new and each.pieces[-1].text
        for each in folded(compare(post(old), post(new)).body)
    ]
    assert found == [2, lines[2], "3 هنا", lines[4], 2, lines[7], "8 هنا", lines[9]]
    assert list(folded(compare(post(old), post(old)).body)) == [10]
    assert list(folded(())) == []


TURNED = "one\n\ntwo\n\nthe words of three\n{: dir=rtl}\n\nfour\n\nfive\n"


def test_a_block_that_only_turned_is_there_once_without_its_mark() -> None:
    old, new = post(TURNED.replace("\n{: dir=rtl}", "")), post(TURNED)
    for before, after, now in ((old, new, Direction.RTL), (new, old, Direction.LTR)):
        found = compare(before, after)
        assert found.is_empty
        assert found.has_turned
        assert [each.text for p in found.body for each in p.pieces] == [
            *("one", "two", "the words of three", "four", "five"),
        ]
        _one, two, turned, four, _five = found.body
        assert list(folded(found.body)) == [1, two, turned, four, 1]
        assert (turned.turned, turned.new) == (True, now)
    same = compare(new, new)
    assert not same.has_turned
    assert len(same.body) == 6  # the mark is of the text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Another mark, with words of its own, or one that turns nothing.
        ("words", "words\n{: dir=rtl .lead}", ["words", "{+{: dir=rtl .lead}+}"]),
        ("words", "words\n{: dir=ltr}", ["words", "{+{: dir=ltr}+}"]),
        ("words here", "words\n{: dir=rtl}", ["words [-here-]"]),
    ],
)
def test_marks_of_direction(old: str, new: str, expected: list[str]) -> None:
    assert changes(old, new) == expected


@example(".a", ". .")
@example(".a.", ". .")
@settings(max_examples=300, deadline=None)
@given(old=TEXT, new=TEXT)
def test_both_texts_are_whole_in_the_difference(old: str, new: str) -> None:
    """Every word of each side is there, once, in order."""
    old_line, new_line = (Line(text, Direction.RTL) for text in (old, new))
    passages = list(difference([old_line] * bool(old), [new_line] * bool(new)))
    for side, text in ((Side.OLD, old), (Side.NEW, new)):
        pieces = "".join(piece.text for each in passages for piece in each.of(side))
        assert pieces.split() == text.split() or words(pieces) == words(text)


@settings(max_examples=200, deadline=None)
@given(old=st.lists(st.integers(0, 5), max_size=30), new=st.lists(st.integers(0, 5), max_size=30))
def test_matches_rise_and_are_equal(old: list[int], new: list[int]) -> None:
    found = matches(old, new)
    assert all(old[a] == new[b] for a, b in found)
    for (a, b), (c, d) in pairwise(found):
        assert a < c
        assert b < d


def test_all_of_what_is_the_same_matches() -> None:
    same = list("abcabcabc" * 50)
    assert matches(same, same) == [(at, at) for at in range(len(same))]
    assert matches(same, []) == []
    assert len(matches(same, [*same[:100], "x", *same[100:]])) == len(same)


def test_hostile_texts_are_compared_in_one_sitting() -> None:
    """Two letters in any order, as words and as lines: no anchor anywhere. Quadratic work would
    take minutes here, and the test its limit of time."""
    chance = random.Random(4)
    old, new = (["a" if chance.random() < 0.5 else "b" for _ in range(60_000)] for _ in range(2))
    for gap in (" ", "\n"):
        found = compare(post(gap.join(old)), post(gap.join(new)))
        assert not found.is_empty
