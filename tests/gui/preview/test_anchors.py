from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.gui.preview.anchors import Anchors, Span, nth_word


def test_a_page_begins_and_ends_with_its_source() -> None:
    #           head, paragraph, paragraph, notes (defined in line 1), foot
    anchors = Anchors([0, 0, 4, 1, 6], 7)
    assert anchors.at_line(0) == Span(0, 4, 0, 2)
    assert anchors.at_line(3) == Span(0, 4, 0, 2)
    assert anchors.at_line(4) == Span(4, 6, 2, 4)
    assert anchors.at_line(99) == Span(6, 7, 4, 5)
    assert anchors.at_place(1.9) == Span(0, 4, 0, 2)
    assert anchors.at_place(5) == anchors.at_line(6)


@pytest.mark.parametrize("lines", [[], [0], [0, 0], [3], [5, 5, 5]])
def test_a_page_of_next_to_nothing(lines: list[int]) -> None:
    for count in (0, 1, 3):
        anchors = Anchors(lines, count)
        for span in (anchors.at_line(0), anchors.at_place(0), anchors.at_line(9)):
            assert span.line < span.next_line
            assert span.block < span.next_block


pages = st.lists(st.integers(0, 60), max_size=20)


@given(pages, st.integers(1, 60))
def test_every_line_and_every_place_has_one_span(lines: list[int], count: int) -> None:
    anchors = Anchors(lines, count)
    for line in range(count):
        span = anchors.at_line(line)
        assert span.line <= line < span.next_line
    for block in range(len(lines)):
        span = anchors.at_place(block)
        assert span.block <= block < span.next_block
        assert anchors.at_line(span.line) == span


@given(pages, st.integers(1, 60), st.floats(0, 0.999))
def test_there_and_back_is_the_same_place(lines: list[int], count: int, share: float) -> None:
    anchors = Anchors(lines, count)
    for line in range(count):
        span = anchors.at_line(line)
        place = span.on_page(share)
        assert anchors.at_place(place) == span
        assert abs(span.share_of(place) - share) < 1e-9


@given(pages, st.integers(1, 60))
def test_further_down_in_the_source_is_further_down_on_the_page(
    lines: list[int], count: int
) -> None:
    anchors = Anchors(lines, count)
    places = [anchors.at_line(line).on_page(0) for line in range(count)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("source", "shown", "at", "expected"),
    [
        ("خرجنا مع **الفجر** من الدار", "خرجنا مع الفجر من الدار", 11, 13),
        ("one two one *two* one", "one two one two one", 12, 13),
        ("[text](http://a.org/b) then text", "text then text", 11, 29),
        ("# عنوان", "عنوان", 0, 2),
        ("a &amp; b", "a & b", 2, 0),
        ("x", "other words", 3, 0),
        ("", "", 5, 0),
        ("می‌روم خانه", "می‌روم خانه", 8, 8),
        ("a\na\na", "a a a", 4, 4),
    ],
)
def test_the_same_word_is_found_in_the_source(
    source: str, shown: str, at: int, expected: int
) -> None:
    assert nth_word(source, shown, at) == expected
