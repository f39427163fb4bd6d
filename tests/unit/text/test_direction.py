from __future__ import annotations

import re
import unicodedata

import pytest
from babel.core import get_global

from editor.domain.post import Direction, Format, Post, PostId
from editor.text import direction
from editor.text.blocks import Kind, cut, cut_file
from editor.text.direction import (
    base_direction,
    block_directions,
    direction_by_title,
    forget_words,
    language_direction,
    line_direction,
    majority,
    post_direction,
    strong_words,
    wordless_direction,
)
from editor.text.languages import OPEN_LANGUAGES, RTL_SCRIPTS
from editor.text.render import render_html

RTL, LTR = Direction.RTL, Direction.LTR


BLOCKS = [
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
    ('| أ | ب |\n|---|---|\n| ج | د |\n{: dir="ltr"}', RTL, LTR),
    ('مداد\n: حبر\n{: dir="ltr"}', RTL, LTR),
    ('1. بند\n2. بند\n   {: dir="ltr"}', RTL, LTR),
    ('عنوان\n====\n{: dir="ltr"}', RTL, LTR),
    ('عنوان {dir="ltr"}\n====', RTL, LTR),
    ('[^1]: كلام\n{: dir="ltr"}', RTL, LTR),
    ('كلام\n{dir="ltr"}', RTL, LTR),
    # These belong to the words inside: the block keeps its own.
    ('- بند\n    {: dir="ltr"}', RTL, RTL),
    ('- بند\n{dir="ltr"}', RTL, RTL),
    ('# {dir="ltr"}', RTL, RTL),
    # `auto` says nothing, and a rule has no direction of its own.
    ('English words\n{: dir="auto"}', RTL, LTR),
    ("* * *", RTL, RTL),
    ("|---|:--|", RTL, RTL),
    ("*[HTML]: لغة", RTL, LTR),
    # A quarter of the words in a post that runs right to left, a half in the other kind.
    ("one two three كلمة", RTL, RTL),
    ("one two three four كلمة", RTL, LTR),
    ("one كلمة", LTR, RTL),
    ("one two كلمة", LTR, LTR),
    # Sorani, Persian, Hebrew, Urdu, and scripts that are rare.
    ("WordPress بۆ بلۆگەکەت باشە", RTL, RTL),
    ("Install کردنی WordPress", LTR, LTR),
    ("با VS Code می‌نویسم", LTR, RTL),
    ("`npm` را نصب کنید", LTR, RTL),
    ("לומדים Python עם Django", LTR, RTL),
    ("See the שלום page of docs", LTR, LTR),
    ("میں WordPress استعمال کرتا ہوں", LTR, RTL),
    ("ܫܠܡܐ ߒߞߏ 𞤆𞤵𞤤𞤢𞤪", LTR, RTL),
    # Telephone numbers and digits are no words.
    ("+964 770 123 4567 WhatsApp", RTL, LTR),
    ("٢٠٢٤", LTR, LTR),
    ("²³ 😀", RTL, LTR),
    ("\\`كلمة\\` one two three", LTR, LTR),
]


@pytest.mark.parametrize(("text", "post", "expected"), BLOCKS)
def test_direction_of_a_block(text: str, post: Direction, expected: Direction) -> None:
    assert block_directions(cut(text), post) == [expected]


_ELEMENT = re.compile(r"<(p|h\d|ul|ol|dl|table|blockquote|figure|pre)\b[^>]*>")


@pytest.mark.parametrize(("text", "post", "expected"), BLOCKS)
def test_the_page_says_the_same(text: str, post: Direction, expected: Direction) -> None:
    page = render_html(text + "\n\n[^note] [^1]", direction=post)
    if cut(text)[0].kind is Kind.FOOTNOTE:
        page = page.partition("<li")[2]
    if cut(text)[0].kind in (Kind.DEFINITION, Kind.HTML, Kind.RULE, Kind.BLANK):
        return
    first = _ELEMENT.search(page)
    assert first is not None
    said = re.search(r' dir="(\w+)"', first.group())
    assert (said.group(1) if said else post) == expected


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


@pytest.mark.parametrize("name", ["dir", "DIR", "Dir"])
def test_a_block_says_its_direction_in_small_letters_or_large(name: str) -> None:
    said = f'كلمة\n{{: {name}="ltr"}}'
    assert block_directions(cut(said), RTL) == [LTR]
    assert render_html(said, direction=RTL).startswith('<p dir="ltr">')
    value = 'كلمة\n{: title="DIR=ltr"}'
    assert block_directions(cut(value), RTL) == [RTL]
    assert render_html(value, direction=RTL).startswith('<p title="DIR=ltr">')


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
        ("ara", RTL),
        ("heb-IL", RTL),
        ("azb", RTL),
        ("bqi", RTL),
        ("khw", RTL),
        ("rhg", RTL),
        ("dan", LTR),
        ("uz-AF", RTL),
        ("kaz", None),
        ("sd", RTL),
        ("sd-IN", LTR),
        ("en-Syrc", RTL),
        ("und", None),
        ("", None),
        ("عربي", None),
        ("x-klingon", None),
    ],
)
def test_direction_of_a_language(tag: str, expected: Direction | None) -> None:
    assert language_direction(tag) is expected


def test_every_language_runs_as_cldr_says() -> None:
    likely: dict[str, str] = get_global("likely_subtags")
    found = 0
    for tag, whole in likely.items():
        language, *rest = tag.split("_")
        if language == "und" or len(language) > 3 or (rest and len(rest[0]) == 4):
            continue
        rtl = whole.split("_")[1].lower() in RTL_SCRIPTS
        said = language_direction(tag)
        if said is None:
            assert language in OPEN_LANGUAGES
            assert rest or not rtl
        elif language != "ku":
            assert (said is RTL) == rtl, tag
        found += 1
    assert found > 7000


def test_every_script_runs_as_its_letters_do() -> None:
    samples = {"adlm": "𞤀", "arab": "ع", "hebr": "ש", "mand": "ࡀ", "nkoo": "ߊ", "rohg": "𐴀",
               "samr": "ࠀ", "syrc": "ܐ", "thaa": "ހ", "yezi": "𐺀", "phnx": "𐤀"}  # fmt: skip
    for script, letter in samples.items():
        assert script in RTL_SCRIPTS
        assert strong_words(letter * 3) == (1, 0)


def test_a_post_without_a_word_runs_as_its_blog_then_as_the_window() -> None:
    assert wordless_direction("ar", LTR) is RTL
    assert wordless_direction("en-GB", RTL) is LTR
    for here in (LTR, RTL):
        assert wordless_direction("", here) is here
        assert wordless_direction("ku", here) is here


def test_direction_of_a_title() -> None:
    assert line_direction("WordPress بالعربية", RTL) is RTL
    assert line_direction("Notes from the bridge", RTL) is LTR
    assert line_direction("2024", RTL) is RTL


def test_strong_words_are_whole_words() -> None:
    assert strong_words("مُحَمَّدٌ می‌رود he's C++ 2024") == (2, 2)


def test_most_words_of_blocks_are_most_words_of_their_text() -> None:
    body = "كلمة كلمة\n\nwords\n\n    code words here\n\n[a]: http://x.com\n"
    assert majority(cut(body), LTR) is post_direction(body) is RTL
    assert majority([], RTL) is RTL


def test_front_matter_is_no_part_of_the_words() -> None:
    text = "---\ntitle: many words in English\n---\nكلمة\n"
    assert cut_file(text)[0].kind is Kind.FRONT_MATTER
    assert majority(cut_file(text), LTR) is RTL


def shown(title: str, body: str, default: Direction = LTR, **fields: object) -> Direction:
    return base_direction(Post(PostId("p"), title=title, body=body, **fields), default)  # type: ignore[arg-type]


def test_a_post_without_words_is_as_its_title_and_then_as_its_place() -> None:
    assert shown("دفتر", "2024") is RTL
    assert shown("Notes", "2024", RTL) is LTR
    assert shown("2026", "2024") is LTR
    assert shown("2026", "2024", RTL) is RTL
    assert shown("", "", RTL) is RTL
    assert shown("", "words", RTL) is LTR
    assert shown("", "<p>كلام</p>", format=Format.HTML) is RTL
    assert shown("", "words", direction=RTL) is RTL
    assert shown("كلام", "كلام", language="en") is LTR
    assert direction_by_title("WordPress and one كلمة more", RTL) is LTR
    assert direction_by_title("12", RTL) is RTL


def test_counting_keeps_no_words_and_can_be_forgotten() -> None:
    forget_words()
    assert strong_words("كلمة word") == (1, 1)
    assert strong_words("كلمة word") == (1, 1)
    assert len(direction._COUNTED) == 1
    assert "word" not in repr(direction._COUNTED)
    forget_words()
    assert not direction._COUNTED


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(direction, "_REMEMBERED", 10)
    forget_words()
    for count in range(50):
        assert strong_words("كلمة " * count) == (count, 0)
    assert len(direction._COUNTED) <= 10


def test_a_word_runs_as_unicode_says_of_its_first_letter() -> None:
    """Letters are told by Unicode's blocks; the database of characters is the judge."""
    for number in range(0x110000):
        letter = chr(number)
        if letter.isalpha() and not 0xD800 <= number <= 0xDFFF:
            found = direction._WORD.findall(letter)
            is_rtl = unicodedata.bidirectional(letter) in ("R", "AL")
            assert found == [letter if is_rtl else ""], hex(number)
