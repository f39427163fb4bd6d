"""Slugs, dates, counts, pages: what is made of words and not of Markdown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import Credit, Direction, Post, PostId
from editor.text.counting import Counts, count
from editor.text.dates import format_date, parse_date
from editor.text.page import page, stylesheet
from editor.text.slug import slugify

RTL, LTR = Direction.RTL, Direction.LTR


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("دفترُ الطريقِ إلى السليمانية!", "دفتر-الطريق-إلى-السليمانية"),
        ("Notes from the bridge, part 2", "notes-from-the-bridge-part-2"),
        ("WordPress بالعربية", "wordpress-بالعربية"),
        ("می‌روم", "می-روم"),
        ("كـــتاب", "كتاب"),
        ("Café Straße", "café-straße"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON\x00\x1f", "con"),
        ("snake_case", "snake-case"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slugify(title) == expected


def test_a_long_slug_is_cut_between_words() -> None:
    assert slugify("واحد اثنان ثلاثة", limit=11) == "واحد-اثنان"
    assert slugify("ا" * 100, limit=10) == "ا" * 10


@given(st.text())
def test_a_slug_is_a_name_for_a_file_and_an_address(title: str) -> None:
    slug = slugify(title)
    assert len(slug) <= 80
    assert re.fullmatch(r"(?:\w+(?:-\w+)*)?", slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "٢٠ تشرين الثاني ٢٠٢٦"),
        ("ar-MA", "20 نونبر 2026"),
        ("en", "20 November 2026"),
        ("en-GB", "20 November 2026"),
        ("ckb", "٢٠ی تشرینی دووەمی ٢٠٢٦"),
        ("fa", "۲۰ نوامبر ۲۰۲۶"),
        ("", "20 November 2026"),
        ("not a language", "20 November 2026"),
    ],
)
def test_a_date_in_words(language: str, expected: str) -> None:
    assert format_date(datetime(2026, 11, 20, tzinfo=UTC), language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("٢٠٢٦-١١-٢٠", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026/1/2 10:30", datetime(2026, 1, 2, 10, 30, tzinfo=UTC)),
        ("2026-11-20T10:00:00+03:00", datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ("2026-11-20T10:00:00.12Z", datetime(2026, 11, 20, 10, 0, 0, 120000, tzinfo=UTC)),
        ("2026-11-20 10:00:00 -0330", datetime(2026, 11, 20, 13, 30, tzinfo=UTC)),
        ("2026-13-01", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_from_a_file(text: str, expected: datetime | None) -> None:
    assert parse_date(text) == expected


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("body", "words", "characters"),
    [
        ("", 0, 0),
        ("كَتَبَ مُحَمَّدٌ", 2, 16),
        ("می‌روم it's 3.5", 3, 15),
        ("# عنوان **كبير**", 2, 10),
        ("- بند\n- بند", 2, 7),
        ("> قول", 1, 3),
        ("[رابط](http://example.com/long) `code`", 2, 9),
        ("| أ | ب |\n|---|---|\n| ج | د |", 4, 7),
        ("```py\nx = 1\n```", 2, 5),
        ("---\n\n<div>كلام</div>\n\n[a]: http://x", 0, 0),
        ('![جسر](a.jpg "عند الفجر"){credit=سالم}', 3, 13),
    ],
)
def test_counts(body: str, words: int, characters: int) -> None:
    assert count(body) == Counts(words, characters)


POST = Post(
    PostId("11111111-2222-4333-8444-555555555555"),
    title='WordPress & "مداد"',
    language="ar",
    credits=(
        Credit("author", "سالم حسن"),
        Credit("language_editor", "Jane <Doe>"),
        Credit("رسم", "ليلى"),
    ),
    publish_at=datetime(2026, 11, 20, tzinfo=UTC),
)


class Balance(HTMLParser):
    """Notes tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "img", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_a_page_stands_by_itself() -> None:
    html = page(POST, "<p>كلام</p>", direction=RTL, labels={"language_editor": "التدقيق اللغوي"})
    assert html.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    assert "<title>WordPress &amp; &quot;مداد&quot;</title>" in html
    assert (
        '<p class="byline">سالم حسن · <time datetime="2026-11-20">٢٠ تشرين الثاني ٢٠٢٦</time></p>'
        in html
    )
    assert '<p>التدقيق اللغوي: <span dir="ltr">Jane &lt;Doe&gt;</span></p>' in html
    assert "<p>رسم: ليلى</p>" in html
    assert "default-src 'none'" in html
    assert "<script" not in html
    balance = Balance()
    balance.feed(html)
    assert (balance.open, balance.wrong) == ([], [])


def test_a_page_without_people_and_date_says_nothing_of_them() -> None:
    html = page(Post(POST.id, title="Notes"), "<p>a</p>", direction=LTR, labels={})
    assert '<html dir="ltr">' in html
    assert 'byline">' not in html
    assert "<footer" not in html


def test_the_stylesheet_mirrors() -> None:
    style = stylesheet()
    assert not re.search(
        r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)", style
    )
    assert "plaintext" not in style
    assert "prefers-color-scheme: dark" in style


def test_an_island_of_html_has_no_words_as_html_has_none() -> None:
    island = "```{=html}\n<!-- wp:gallery -->\n<figure class='wide'>text</figure>\n```\n"
    assert count(f"كلمة\n\n{island}\nواحدة\n") == count("كلمة\n\nواحدة\n")
    assert count("```html\n<b>code is read</b>\n```\n").words
