"""The first words of a post, as a reader would see them."""

from __future__ import annotations

import pytest

from editor.domain.post import Format
from editor.store import opening
from editor.store.opening import LENGTH, opening_of


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ""),
        ("كتبتُ **سطرًا** about *C++*.", "كتبتُ سطرًا about C++."),
        ("# عنوان #\n\nنص", "عنوان نص"),
        ("> اقتباس\n> ثانٍ", "اقتباس ثانٍ"),
        ("- [ ] one\n* two\n+ ثلاثة\n1. four\n٤", "[ ] one two ثلاثة four ٤"),
        ("a\u00a0b\r\nc\td", "a b c d"),
        ("![جسر](bridge.jpg){credit=\"ليلى\"} بعدها", "بعدها"),
        ("[رابط](https://x.example/a_b \"t\") و[آخر][1]\n\n[1]: https://y.example", "رابط وآخر"),
        ("<https://x.example> <a@b.example>", "https://x.example a@b.example"),
        ("قال <em>نعم</em><!-- سر -->", "قال نعم"),
        ("```python\nprint(1)\n```\nafter", "print(1) after"),
        ("`code` ~~محذوف~~ __قوي__ snake_case_name", "code محذوف قوي snake_case_name"),
        ("جملة[^1] تامة.\n\n[^1]: حاشية", "جملة تامة."),
        ("| أ | b |\n|---|:-:|\n| ١ | 2 |", "أ b ١ 2"),
        ("---\n***\n\nنص\n===\n", "نص"),
        ("2 * 3 * 4 \\*مهم\\* &amp; 5 < 6", "2 3 4 *مهم* & 5 < 6"),
        ("\u202eمقلوب\u202c \u2067عزل\u2069 می\u200cخواهم\x07", "مقلوب عزل می\u200cخواهم"),
        ("#وسم و_تسطير_", "#وسم و_تسطير_"),
    ],
)  # fmt: skip
def test_markdown(body: str, expected: str) -> None:
    assert opening_of(body, Format.MARKDOWN) == expected


def test_html() -> None:
    body = "<p class='a'>كتبتُ <b>سطرًا</b> &amp; more</p>\n<script>x()</script><p>ثانٍ</p>"
    assert opening_of(body, Format.HTML) == "كتبتُ سطرًا & more ثانٍ"


def test_a_long_one_is_cut_between_words() -> None:
    opening = opening_of("كلمة طويلة " * 500, Format.MARKDOWN)
    assert LENGTH - 15 < len(opening) <= LENGTH
    assert opening.endswith(("كلمة…", "طويلة…"))


def test_one_endless_word_is_cut_too() -> None:
    assert opening_of("ا" * 100_000, Format.MARKDOWN) == "ا" * (LENGTH - 1) + "…"


@pytest.mark.parametrize(
    "body",
    ["[" * 50_000, "*" * 50_000, "<" * 50_000, "> " * 25_000, "`" * 49_999 + "x", "![" * 25_000,
     "|-" * 25_000, "- " * 25_000, "\\" * 50_000, "{: " * 20_000, "<a" * 25_000, "_a" * 25_000],
)  # fmt: skip
@pytest.mark.timeout(5)
def test_no_text_makes_it_slow(body: str) -> None:
    assert len(opening_of(body, Format.MARKDOWN)) <= LENGTH


@pytest.mark.parametrize("filler", ["كلمة ", "[a](https://example.org/a) ", "word\n", "> - "])
def test_a_glance_says_what_a_long_look_says(filler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first lines of a long body are enough, wherever the glance ends."""
    for length in range(0, 900, 23):
        body = "كلمات أولى " * (length // 10) + "\n\n" + filler * 300
        near = opening_of(body, Format.MARKDOWN)
        monkeypatch.setattr(opening, "_GLANCE", 0)
        assert near == opening_of(body, Format.MARKDOWN)
        monkeypatch.undo()


def test_what_is_hidden_at_the_start_is_not_all_there_is() -> None:
    body = "<!-- " + "سرّ\n" * 400 + "-->\n\n" + "ظاهر " * 50
    assert opening_of(body, Format.MARKDOWN).startswith("ظاهر")
