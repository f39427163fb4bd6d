"""In which language labels and dates stand around a post whose author named none."""

from __future__ import annotations

import pytest

from editor.domain.post import Credit, Direction, Post, PostId
from editor.remotes.credits import LABELS, credits_html
from editor.text.scripts import likely_language

RTL, LTR = Direction.RTL, Direction.LTR


@pytest.mark.parametrize(
    ("language", "title", "body", "direction", "expected"),
    [
        ("", "دفتر", "خرجنا مع الفجر", RTL, "ar"),
        ("", "יומן דרך", "יצאנו עם شاي עם שחר", RTL, "he"),
        ("", "", "", RTL, "ar"),
        ("", "Notes", "We left at dawn", LTR, "en"),
        ("ckb", "یادداشت", "ئەم ڕێگایە", RTL, "ckb"),
        ("fr", "Carnet", "", LTR, "fr"),
        ("", "דרך", "نص طويل بالعربية هنا", RTL, "ar"),
    ],
)
def test_the_language_of_labels(
    language: str, title: str, body: str, direction: Direction, expected: str
) -> None:
    post = Post(PostId("p"), title=title, body=body, language=language)
    assert likely_language(post, direction) == expected


def test_people_of_a_hebrew_post_are_called_in_hebrew() -> None:
    people = (Credit("author", "יעל"),)
    post = Post(PostId("p"), title="יומן", body="יצאנו עם שחר", credits=people)
    assert LABELS["he"]["author"] in credits_html(post, RTL)
