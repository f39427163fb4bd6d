"""When one post's words are another's."""

from __future__ import annotations

from collections import Counter

import pytest

from editor.sync.recognising import is_kin, likeness

TEN = "خرجنا مع الفجر والجسر خال and the tea was hot"


@pytest.mark.parametrize(
    ("was", "now", "same_title", "kin"),
    [
        (TEN, TEN, False, True),
        (TEN, TEN + " تتمة", False, True),
        (TEN, TEN + " و تتمة أطول", False, False),
        (TEN, TEN + " و تتمة أطول بكثير من ذلك كله", True, True),
        (TEN, "خرجنا مع الفجر والجسر خال", True, True),
        (TEN, "خرجنا مع الفجر والجسر", True, False),
        (TEN, "كلام آخر", True, False),
        ("نعم", "نعم", False, False),  # so few words tell of nothing
        ("نعم", "نعم", True, True),
        ("", "", False, False),
    ],
)
def test_kin(was: str, now: str, same_title: bool, kin: bool) -> None:
    assert is_kin(Counter(was.split()), Counter(now.split()), same_title=same_title) is kin


def test_likeness() -> None:
    assert likeness(Counter("abcd"), Counter("abcd")) == 1.0
    assert likeness(Counter("abcd"), Counter("abxy")) == 0.5
    assert likeness(Counter("ab"), Counter("abcdefgh")) == 0.0
    assert likeness(Counter(), Counter()) == 0.0
