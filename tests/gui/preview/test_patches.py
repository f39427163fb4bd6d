from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.gui.preview.patches import Block, Splice, apply, difference, portion


def page(text: str) -> list[Block]:
    return [(letter, f"<p>{letter}</p>") for letter in text]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("أبجد", "أبجد", []),
        ("", "أب", [(0, 0, "أب")]),
        ("أب", "", [(0, 2, "")]),
        ("أبجد", "أبxد", [(2, 1, "x")]),
        ("أبجد", "أxبجد", [(1, 0, "x")]),
        ("أبجد", "أبجدx", [(4, 0, "x")]),
        ("أبجد", "أبد", [(2, 1, "")]),
        ("abcdefg", "aXcdefY", [(6, 1, "Y"), (1, 1, "X")]),
        ("abcdefg", "abXcdfg", [(4, 1, ""), (2, 0, "X")]),
        ("aaaa", "aaaaa", [(4, 0, "a")]),
        ("abcde", "eabcd", [(4, 1, ""), (0, 0, "e")]),
    ],
)
def test_only_what_changed_is_spliced(
    old: str, new: str, expected: list[tuple[int, int, str]]
) -> None:
    assert difference(page(old), page(new)) == [
        Splice(at, removed, tuple(page(blocks))) for at, removed, blocks in expected
    ]


def test_same_key_with_other_html_is_a_change() -> None:
    assert difference([("1", "<p>قلم</p>")], [("1", "<p>قلمي</p>")]) == [
        Splice(0, 1, (("1", "<p>قلمي</p>"),))
    ]


pages = st.lists(st.sampled_from(page("أبجدهوزabc")), max_size=25)


@given(pages, pages)
def test_patching_the_old_page_gives_the_new_one(old: list[Block], new: list[Block]) -> None:
    assert apply(difference(old, new), old) == new


@given(pages, pages, st.integers(1, 60))
def test_portions_do_the_same_work(old: list[Block], new: list[Block], limit: int) -> None:
    shown = old
    for part in portion(difference(old, new), limit):
        assert part
        shown = apply(part, shown)
    assert shown == new


@given(st.integers(1, 400), st.data())
def test_one_edited_block_is_one_splice(length: int, data: st.DataObject) -> None:
    old: list[Block] = [(str(place), "<p>سطر line</p>") for place in range(length)]
    at = data.draw(st.integers(0, length - 1))
    new = [*old[:at], ("edited", "<p>سطر آخر</p>"), *old[at + 1 :]]
    assert difference(old, new) == [Splice(at, 1, (new[at],))]


def test_a_long_page_goes_in_portions_the_page_can_paint_between() -> None:
    blocks: list[Block] = [(str(place), "س" * 100) for place in range(1000)]
    sizes = [
        sum(len(html) for splice in part for _, html in splice.blocks)
        for part in portion(difference([], blocks), 10_000)
    ]
    assert len(sizes) == 10
    assert max(sizes) <= 10_000
