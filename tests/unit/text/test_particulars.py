"""What is said about a post, in two states of it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from editor.domain.post import Credit, Direction, Post, PostId
from editor.text.difference import compare
from editor.text.particulars import FIELDS, Particular, particulars

HANA, SAMI = Credit("photographer", "هناء"), Credit("author", "سامي")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {}, []),
        ({"title": "أ"}, {"title": "ب", "body": "ج"}, []),
        (
            {"tags": ("جسر", "نهر")},
            {"tags": ("بحر", "جسر")},
            [Particular("tags", ("جسر",), ("نهر",), ("بحر",))],
        ),
        (
            {"credits": (HANA, SAMI)},
            {"credits": (SAMI,)},
            [Particular("credits", (SAMI,), (HANA,), ())],
        ),
        ({"language": "ckb"}, {}, [Particular("language", (), ("ckb",), ())]),
        (
            {"direction": Direction.LTR},
            {"direction": Direction.RTL},
            [Particular("direction", (), (Direction.LTR,), (Direction.RTL,))],
        ),
        (
            {"excerpt": "قبل", "tags": ("نهر",)},
            {"excerpt": "بعد", "tags": ("نهر",)},
            [
                Particular("excerpt", (), ("قبل",), ("بعد",)),
                Particular("tags", ("نهر",), (), ()),
            ],
        ),
    ],
)
def test_each_field_item_by_item(
    old: dict[str, Any], new: dict[str, Any], expected: list[Particular]
) -> None:
    before, after = Post(PostId("1"), **old), Post(PostId("1"), **new)
    assert list(particulars(before, after)) == expected
    assert compare(before, after).particulars == tuple(expected)


def test_the_same_in_another_order_is_the_same() -> None:
    (tags,) = particulars(Post(PostId("1"), tags=("a", "b")), Post(PostId("1"), tags=("b", "a")))
    assert tags.is_same
    assert tags.stayed == ("b", "a")


def test_no_field_is_forgotten() -> None:
    """Whoever adds a field to Post says whether it is the author's word on the post."""
    elsewhere = {
        *("id", "title", "body", "format"),  # the words
        *("status", "slug", "publish_at", "blog", "stays_here", "version_of"),  # where it stands
        *("created", "updated", "binned", "extra"),  # the notebook's own, and the file's
    }
    assert elsewhere.isdisjoint(FIELDS)
    assert {each.name for each in fields(Post)} == elsewhere | set(FIELDS)
