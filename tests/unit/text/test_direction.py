from __future__ import annotations

import pytest

from editor.domain.post import Direction
from editor.text.blocks import cut
from editor.text.direction import (
    block_directions,
    language_direction,
    line_direction,
    post_direction,
    strong_words,
)

RTL, LTR = Direction.RTL, Direction.LTR


@pytest.mark.parametrize(
    ("text", "post", "expected"),
    [
        ("# HTML للمبتدئين", RTL, RTL),
        ("- WordPress منصة", RTL, RTL),
        ("**Note**: مرحبا", RTL, RTL),
        ("[link](http://x.com/) ثم نص", RTL, RTL),
        ("شغل `--force` الآن", RTL, RTL),
        ("اكتب `foo()` و `bar()`", RTL, RTL),
        ("زر http://x.com/ اليوم", RTL, RTL),
        ("لغة C++ قوية", RTL, RTL),
        ("رقم +964 770 123 4567", RTL, RTL),
        ("سعر 3-5", RTL, RTL),
        ("2024", RTL, RTL),
        ("![](a.png)", RTL, RTL),
        ("---", RTL, RTL),
        ("\n", RTL, RTL),
        ("2024", LTR, LTR),
        ("![](a.png)", LTR, LTR),
        ("---", LTR, LTR),
        ("\n", LTR, LTR),
        ("```python\n# تعليق\nx=1\n```", RTL, LTR),
        ("    # تعليق", RTL, LTR),
        ("This is a full English paragraph with كلمة", RTL, LTR),
        ("WordPress منصة تدوين عربية", LTR, RTL),
        ("- Open the ملف menu", LTR, LTR),
        ("١. بند", RTL, RTL),
        ("1. بند", RTL, RTL),
        ("- بند\n- WordPress\n- بند", RTL, RTL),
        ("| الاسم | العمر |\n|---|---|\n| Sara | 5 |", RTL, RTL),
        ("> اقتباس", RTL, RTL),
        ("می‌روم به VS Code", RTL, RTL),
        ("שלום עולם", RTL, RTL),
        ("کوردستان API", RTL, RTL),
        # What is markup does not count as words.
        ("`code ثم code`", RTL, RTL),
        ("http://example.com موقع", RTL, RTL),
        ("somebody@example.org هنا", RTL, RTL),
        ("@somebody @another @third شكرا", RTL, RTL),
        ('<span class="very long words in a tag">نص', RTL, RTL),
        ("- بند\n  ```\n  many words of code in an item\n  ```", RTL, RTL),
        ("![A bridge at dawn](b.jpg)", RTL, LTR),
        ('![](b.jpg "جسر عند الفجر"){credit="تصوير: سالم"}', LTR, RTL),
        ("[^note]: حاشية", RTL, RTL),
        ("[note]: http://x.com", RTL, LTR),
        ("<div>نص</div>", RTL, LTR),
        ("&nbsp;&amp;", RTL, RTL),
        # Harakat do not make a word many.
        ("مُحَمَّدٌ reads and writes", LTR, LTR),
        # The author's word is the last.
        ('hello\n{: dir="rtl"}', LTR, RTL),
        ('# مرحبا {: dir="ltr"}', RTL, LTR),
        ('- بند\n- بند\n{: dir="ltr"}', RTL, LTR),
        ('> قول\n{: dir="ltr"}', RTL, LTR),
        ('```\n{: dir="rtl"}\n```', RTL, LTR),
    ],
)
def test_direction_of_a_block(text: str, post: Direction, expected: Direction) -> None:
    assert block_directions(cut(text), post) == [expected]


def test_a_list_a_table_a_quotation_has_one_direction() -> None:
    text = "- بند\n- Words\n\n> قول\n> words\n\n| أ | b |\n|---|---|\n| c | د |\n"
    assert block_directions(cut(text), RTL) == [RTL, RTL, RTL]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"override": LTR, "language": "ar"}, LTR),
        ({"override": RTL, "language": "en"}, RTL),
        ({"language": "en"}, LTR),
        ({"language": "ckb"}, RTL),
        ({"language": "ku"}, RTL),
        ({}, RTL),
    ],
)
def test_direction_of_a_post(arguments: dict[str, object], expected: Direction) -> None:
    body = "خرجنا مع الفجر\n\nWe left\n\n```\nmany words of code that count for nothing\n```\n"
    assert post_direction(body, **arguments) is expected  # type: ignore[arg-type]


def test_a_post_without_words_follows_its_blog() -> None:
    assert post_direction("2024", default=RTL) is RTL
    assert post_direction("كلمة word", default=RTL) is RTL
    assert post_direction("كلمة word", default=LTR) is LTR
    assert post_direction("") is LTR


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", RTL),
        ("ar-IQ", RTL),
        ("AR_iq", RTL),
        ("fa", RTL),
        ("ckb", RTL),
        ("he", RTL),
        ("ur", RTL),
        ("ar-Latn", LTR),
        ("en", LTR),
        ("az-Arab", RTL),
        ("az-Latn", LTR),
        ("ku-IQ", RTL),
        ("ku", None),
        ("und", None),
        ("", None),
        ("عربي", None),
        ("x-klingon", None),
    ],
)
def test_direction_of_a_language(tag: str, expected: Direction | None) -> None:
    assert language_direction(tag) is expected


def test_direction_of_a_title() -> None:
    assert line_direction("WordPress بالعربية", RTL) is RTL
    assert line_direction("Notes from the bridge", RTL) is LTR
    assert line_direction("2024", RTL) is RTL


def test_strong_words_are_whole_words() -> None:
    assert strong_words("مُحَمَّدٌ می‌رود he's C++ 2024") == (2, 2)
