"""Three-way merge of bodies: by block, then by word."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.merge import Side, is_clean, merge, merge_words


def merged(base: str, mine: str, theirs: str) -> str:
    """Blocks apart by `|`, those in conflict after `!`."""
    found = merge(*[text.split("|") if text else [] for text in (base, mine, theirs)])
    return "|".join(
        f"!{each.text}" * 1 if each.side is Side.CONFLICT else each.text for each in found
    )


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a|b|c", "a|b|c", "a|b|c", "a|b|c"),
        ("one day|two days", "ONE day|two days", "one day|two DAYS", "ONE day|two DAYS"),
        ("a|b", "a|b|new", "a|b", "a|b|new"),
        ("a|b", "a|b", "new|a|b", "new|a|b"),
        ("a|b", "a|b|mine", "a|b|theirs", "a|b|mine|theirs"),
        ("a|b", "a|b|same", "a|b|same", "a|b|same"),
        ("a|b|c", "a|c", "a|b|c", "a|c"),
        ("a|b|c", "a|b|c", "b|c", "b|c"),
        ("a b c|d", "d", "a b c e|d", "a b c e|d"),
        ("a b c|d", "a b c e|d", "d", "a b c e|d"),
        ("a|b|c", "c|a|b", "a|b|c", "c|a|b"),
        ("a|b|c", "a|b|c", "c|a|b", "c|a|b"),
        ("a|b b b|c", "c|a|b b b", "a|b b X|c", "c|a|b b X"),
        ("a|b b b|c", "a|b b X|c", "c|a|b b b", "c|a|b b X"),
        ("x y z", "x Y z", "x yy z", "!x Y z"),
        ("x y z|w", "x Y z|w", "w|x yy z", "x Y z|w|x yy z"),
        ("", "mine", "theirs", "mine|theirs"),
        ("a b|c d", "all new", "another", "!all new"),
        ("a b|c d|e", "all new|e", "a b|c d|e f", "all new|e f"),
        ("a b|c d|e", "all new|e", "a b|c d X|e", "all new|c d X|e"),
        ("", "same", "same", "same"),
        ("a", "", "", ""),
        (
            "كتبنا عن بغداد|ثم عن دجلة",
            "كتبنا عن البصرة|ثم عن دجلة",
            "كتبنا عن بغداد|ثم عن الفرات",
            "كتبنا عن البصرة|ثم عن الفرات",
        ),
    ],
)
def test_blocks(base: str, mine: str, theirs: str, expected: str) -> None:
    assert merged(base, mine, theirs) == expected


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        (
            "خرجنا مع الفجر إلى الجسر",
            "خرجنا قبل الفجر إلى الجسر",
            "خرجنا مع الفجر إلى النهر",
            "خرجنا قبل الفجر إلى النهر",
        ),
        ("شدّة وضمّة", "شدّة وفتحة", "شدّة، وضمّة", "شدّة، وفتحة"),
        ("خانه‌ها بزرگ است", "خانه‌ها کوچک است", "خانه‌ها بزرگ بود", "خانه‌ها کوچک بود"),
        ("a b", "a b.", "A b", "A b."),
        ("a b", "a c", "a d", None),
        ("a b", "a", "a c", None),
        ("a b", "a c", "a c", "a c"),
        ("שלום לכם", "שלום לך", "שלום לכם!", "שלום לך!"),
        ("a 👨‍👩‍👧 b", "a 👨‍👩‍👧 c", "d 👨‍👩‍👧 b", "d 👨‍👩‍👧 c"),
    ],
)
def test_words(base: str, mine: str, theirs: str, expected: str | None) -> None:
    assert merge_words(base, mine, theirs) == expected


def test_a_conflict_has_all_three() -> None:
    (block,) = merge(["x y z"], ["x Y z"], ["x yy z"])
    assert (block.side, block.base, block.text, block.mine, block.theirs) == (
        Side.CONFLICT,
        "x y z",
        "x Y z",
        0,
        0,
    )


_BLOCKS = st.lists(
    st.sampled_from(["a b c", "d e", "f", "g h i j", "k l", "نص هنا", "m"]), max_size=5
)


@given(_BLOCKS, _BLOCKS)
def test_one_sided_changes_are_taken_whole(base: list[str], changed: list[str]) -> None:
    assert [each.text for each in merge(base, changed, base)] == changed
    assert [each.text for each in merge(base, base, changed)] == changed
    assert [each.text for each in merge(base, changed, changed)] == changed


@given(_BLOCKS, _BLOCKS, _BLOCKS)
def test_no_word_of_either_is_lost(base: list[str], mine: list[str], theirs: list[str]) -> None:
    outcome = merge(base, mine, theirs)
    if not is_clean(outcome):
        return
    words = Counter(" ".join(each.text for each in outcome).split())
    known = Counter(" ".join(base).split())
    for side in (mine, theirs):
        for word in Counter(" ".join(side).split()) - known:
            assert words[word] > 0, (word, outcome)


@given(_BLOCKS, _BLOCKS, _BLOCKS)
def test_both_computers_come_to_the_same_words(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert is_clean(one) == is_clean(other)
    if is_clean(one):
        assert {each.text for each in one} == {each.text for each in other}
