"""Numbers, days, states: in the words and the digits of the interface."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from editor.domain.blog import Blog
from editor.domain.post import BlogId, Direction, Post, PostId, Status
from editor.gui import phrases
from editor.gui.details import join_words, split_words
from editor.gui.standing import Standing, blog_of, publish_label, status_words
from editor.system import translation

NOW = datetime(2026, 11, 20, 10, 42).astimezone()
BLOG = Blog(BlogId("b"), "wordpress", "حبر على ضفة النهر", "https://ink.example", is_default=True)


@pytest.mark.parametrize(
    ("moment", "english", "arabic"),
    [
        (NOW, "10:42", "١٠:٤٢"),
        (NOW - timedelta(days=2), "18 Nov", "١٨ تشرين الثاني"),
        (NOW.replace(year=2024), "20 Nov 2024", "٢٠ تشرين الثاني ٢٠٢٤"),
    ],
)
def test_days_are_said_as_people_say_them(moment: datetime, english: str, arabic: str) -> None:
    assert phrases.when(moment, NOW) == english
    translation.use("ar")
    assert phrases.when(moment, NOW) == arabic


def test_yesterday_is_a_word() -> None:
    assert phrases.when(NOW - timedelta(days=1), NOW) == "Yesterday"


def test_numbers_have_the_interfaces_digits() -> None:
    assert phrases.number(1234) == "1,234"
    translation.use("ar")
    assert phrases.number(1234) == "١٬٢٣٤"


def test_a_day_and_its_time_stand_apart_by_the_interfaces_comma() -> None:
    assert phrases.date_and_time(NOW) == "20 November 2026, 10:42"
    assert phrases.in_a_row(["a", "", "b"]) == "a, b"
    translation.use("ar")
    assert phrases.date_and_time(NOW) == "٢٠ تشرين الثاني ٢٠٢٦، ١٠:٤٢"
    assert phrases.in_a_row(["أ", "ب"]) == "أ، ب"


def test_a_title_alone_runs_as_its_words_do() -> None:
    assert phrases.in_its_direction("WordPress بالعربية اليوم")[0] == "\u2067"
    assert phrases.in_its_direction("Notes")[0] == "\u2066"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("سفر، نهر, road ;a", ("سفر", "نهر", "road", "a")),
        ("  ، ,", ()),
        ("two  words, two words", ("two words",)),
    ],
)
def test_tags_stand_between_commas_of_any_script(typed: str, tags: tuple[str, ...]) -> None:
    assert split_words(typed) == tags
    assert split_words(join_words(tags, rtl=True)) == tags


POST = Post(PostId("p"), title="دفتر", body="نص", blog=BLOG.id)
LIVE = replace(POST, status=Status.PUBLISHED)
LATER = replace(POST, publish_at=NOW + timedelta(days=1))
FOLDER = Blog(BLOG.id, "folder", "Site", "/site")
NONE = Standing(POST.id)
AGREED = Standing(POST.id, agreed=POST.digest)


@pytest.mark.parametrize(
    ("post", "blog", "standing", "words", "can"),
    [
        (None, BLOG, NONE, "Publish", False),
        (POST, BLOG, NONE, "Publish", True),
        (POST, None, NONE, "Publish", True),  # leads to adding a blog
        (replace(POST, stays_here=True), BLOG, NONE, "Publish", False),
        (replace(POST, title="", body=" "), BLOG, NONE, "Publish", False),
        (LATER, BLOG, NONE, "Schedule", True),
        (LATER, FOLDER, NONE, "Schedule", False),  # it would be refused, and never go out
        (replace(LATER, publish_at=NOW - timedelta(days=1)), FOLDER, NONE, "Publish", True),
        (LIVE, BLOG, AGREED, "Update", False),
        (replace(LIVE, body="آخر"), BLOG, AGREED, "Update", True),
        (LIVE, BLOG, AGREED._replace(trouble="Busy"), "Update", True),
        (replace(POST, binned=NOW), BLOG, NONE, "Publish", False),
    ],
)
def test_the_publish_button_says_what_it_does(
    post: Post | None, blog: Blog | None, standing: Standing, words: str, can: bool
) -> None:
    label = publish_label(post, blog, standing, NOW)
    assert (label.words, label.can) == (words, can)


def test_the_publish_button_says_where() -> None:
    assert BLOG.name in publish_label(POST, BLOG, NONE, NOW).why


def test_the_publish_button_tells_of_pictures_without_a_description() -> None:
    why = publish_label(POST, BLOG, NONE, NOW, 2).why
    assert "2 pictures have no description" in why
    assert BLOG.name in why
    edited = replace(LIVE, body="آخر")
    assert "1 picture has no description" in publish_label(edited, BLOG, AGREED, NOW, 1).why
    assert "description" not in publish_label(LIVE, BLOG, AGREED, NOW, 1).why  # nothing to send
    assert "description" not in publish_label(POST, BLOG, NONE, NOW).why


@pytest.mark.parametrize(
    ("post", "standing", "words"),
    [
        (POST, NONE, "Draft"),
        (replace(POST, stays_here=True), NONE, "Draft · stays on this computer"),
        (LIVE, AGREED, "Published · synced"),
        (replace(LIVE, body="آخر"), AGREED, "Published · changed here"),
        (LIVE, AGREED._replace(conflict=True), "Published · changed here and on the blog"),
    ],
)
def test_the_line_says_where_the_post_stands(post: Post, standing: Standing, words: str) -> None:
    assert status_words(post, standing) == words


def test_a_post_goes_to_its_own_blog_else_to_the_default() -> None:
    other = replace(BLOG, id=BlogId("c"), is_default=False)
    assert blog_of(replace(POST, blog=other.id), [BLOG, other]) == other
    assert blog_of(replace(POST, blog=None), [other, BLOG]) == BLOG
    assert blog_of(POST, []) is None


def test_directions_and_languages_have_names() -> None:
    assert phrases.direction_name(Direction.RTL) == "Right to left"
    assert phrases.language_name("ar") == "العربية"
    assert phrases.language_name("ckb") == "کوردیی ناوەندی"
    assert phrases.language_name("x-klingon-ish")
