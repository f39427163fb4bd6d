"""The one stretch in which two texts differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.stretch import changed_stretch

TEXT = st.text(alphabet="ab\r\nا", max_size=12)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", (0, 0, 0)),
        ("abc", "abc", (3, 3, 3)),
        ("abc", "", (0, 3, 0)),
        ("one two three", "one 2 three", (4, 7, 5)),
        ("aaaa", "aa", (2, 4, 2)),
        ("كتاب", "كتب", (2, 3, 2)),
        ("a\r\nb", "a\nb", (1, 3, 2)),
        ("a\r\nb", "a\rb", (1, 3, 2)),
        ("a\nb", "a\r\nb", (1, 2, 3)),
    ],
)
def test_where_they_differ(old: str, new: str, expected: tuple[int, int, int]) -> None:
    assert changed_stretch(old, new) == expected


@given(old=TEXT, new=TEXT)
def test_what_is_put_in_its_place_makes_the_other(old: str, new: str) -> None:
    start, old_end, new_end = changed_stretch(old, new)
    assert old[:start] + new[start:new_end] + old[old_end:] == new
    for text, at in ((old, start), (old, old_end), (new, start), (new, new_end)):
        assert text[max(0, at - 1) : at + 1] != "\r\n" or old == new
