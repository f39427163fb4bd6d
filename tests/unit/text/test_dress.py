"""Pages of blogs as dresses: the post's places are found, and nothing dangerous is left."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.dress import Look, Wanted, bound, look_of, wanted_by
from editor.text.dress_css import Sort
from editor.text.dress_head import head_of
from editor.text.dress_wordpress import kinds_in, sheets_of_others
from editor.text.html import visible_text
from tests.unit.text.dress_pages import (
    BLOCK_THEME,
    BLOGGER_BODY,
    BLOGGER_LIKE,
    BODY,
    CLASSIC_BODY,
    CLASSIC_THEME,
    SHOWN,
    STATIC,
    TITLE,
)

HOME = "https://blog.example/2026/p/"

OPENING = re.compile(r"<([a-z0-9]+)([^>]*)>")


def look(page: str, title: str = TITLE, body: str = BODY) -> Look:
    found = look_of(page, HOME, title, body)
    assert found is not None
    return found


def made(page: str, title: str = TITLE, body: str = BODY) -> str:
    """The page with a name for everything that it wants."""
    found = look(page, title, body)
    return found.page(
        [f"{place}.css" for place, _ in enumerate(found.sheets)], lambda _address, _sort: "9.png"
    )


def place(page: str, mark: str) -> str:
    """The opening tag of a place."""
    (found,) = [tag[0] for tag in OPENING.finditer(page) if f'data-midad="{mark}"' in tag[2]]
    return found


@pytest.mark.parametrize(
    ("page", "title", "body", "in_body", "in_title"),
    [
        (BLOCK_THEME, TITLE, BODY, "is-layout-constrained", "<h1"),
        (CLASSIC_THEME, TITLE, CLASSIC_BODY, "entry-content", "entry-title"),
        (BLOGGER_LIKE, "مفكرة يوم", BLOGGER_BODY, "post-body-55", "<a"),
        (STATIC, TITLE, BODY, "<article", "<h1"),
        # A blog that makes paragraphs of lines, and a title with markup of its own.
        (
            CLASSIC_THEME.replace('<div dir="rtl" lang="ar">', "<div>"),
            f"<em>{TITLE}</em>",
            f"<div>\n{SHOWN}\n</div>",
            "entry-content",
            "entry-title",
        ),
        # One paragraph, in an element of the theme's own.
        (
            "<main><div><p>كلمات قليلة لكنها كافية</p></div></main><h1>عنوان</h1>",
            "عنوان",
            "كلمات قليلة لكنها كافية",
            "<div",
            "<h1",
        ),
    ],
)
def test_the_places_are_found(
    page: str, title: str, body: str, in_body: str, in_title: str
) -> None:
    result = made(page, title, body)
    assert in_body in place(result, "body")
    assert in_title in place(result, "title")
    for words in ("الميناء", "fishermen", "weather", "المدينة البعيدة"):
        assert words not in visible_text(result).replace(TITLE, "")


def test_the_heading_is_the_title_and_not_the_list_of_posts() -> None:
    result = made(BLOCK_THEME)
    assert visible_text(result).count("يوم في الميناء") == 1  # in the list
    assert place(result, "title") == '<h1 class="wp-block-post-title" data-midad="title">'


def test_what_stands_around_a_post_in_one_element_stays_around_it() -> None:
    result = made(STATIC)
    assert re.search(r'data-midad="title".*21 November.*data-midad="end".*sea', result, re.DOTALL)
    assert 'class="tags"' in place(result, "end")


def test_a_post_without_a_title_has_a_place_for_its_body_only() -> None:
    result = made(CLASSIC_THEME, "", CLASSIC_BODY)
    assert 'data-midad="body"' in result
    assert 'data-midad="title"' not in result


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (BLOCK_THEME, "<p>كلمات لا توجد في هذه الصفحة أبدًا، ولا في غيرها</p>"),
        ("", BODY),
        ("<p>Sign in to this network</p>", BODY),
        ("<div>" * 5_000 + SHOWN, BODY),
        ("<i>" * 100 + SHOWN, BODY),
        (BLOCK_THEME, ""),
        (BLOCK_THEME, "<p>...</p>"),
    ],
)
def test_a_page_without_the_post_is_no_dress(page: str, body: str) -> None:
    assert look_of(page, HOME, TITLE, body) is None


def test_a_page_cannot_say_where_the_places_are() -> None:
    page = BLOCK_THEME.replace("<aside>", '<aside data-midad="body">')
    assert "is-layout-constrained" in place(made(page), "body")


def test_other_peoples_words_and_pictures_do_not_come_along() -> None:
    result = made(BLOCK_THEME)
    assert "reader's own words" not in visible_text(result)
    assert "theirs.jpg" not in str(look(BLOCK_THEME).wanted())
    assert "featured" not in result


def test_the_page_keeps_its_own_direction_language_and_classes() -> None:
    result = made(BLOCK_THEME)
    assert '<html lang="ar" dir="rtl" class="js">' in result
    assert '<body class="single postid-7" style=\'' not in result
    assert "single postid-7" in result
    assert result.startswith("<!doctype html>")
    assert not made(BLOCK_THEME.replace("<!DOCTYPE html>", "")).startswith("<!doctype")


DANGERS = ("<script", "<iframe", "<object", "<embed", "<form", "<base", "http-equiv", "onload")
DANGERS += (
    "onclick",
    "javascript:",
    "srcset",
    "http://",
    "https://",
    "tracker",
    "<style",
    "action",
)


@pytest.mark.parametrize("page", [BLOCK_THEME, CLASSIC_THEME, STATIC])
def test_nothing_runs_and_nothing_leads_away(page: str) -> None:
    body = CLASSIC_BODY if page is CLASSIC_THEME else BODY
    result = made(page, TITLE, body)
    for danger in DANGERS:
        assert danger not in result, danger


def test_links_look_like_links_and_lead_nowhere() -> None:
    assert '<a href="#" tabindex="-1">Elsewhere</a>' in made(BLOCK_THEME)


def test_a_field_looks_like_one_without_a_form() -> None:
    result = made(BLOCK_THEME)
    assert '<div class="search" role="search"><input type="search"' in result


def test_what_a_page_wants_is_told_with_whole_addresses() -> None:
    assert look(BLOCK_THEME).wanted() == [
        Wanted("https://blog.example/wp-content/a.css?ver=1", Sort.SHEET),
        Wanted("https://blog.example/2026/p/late.css", Sort.SHEET),
        Wanted("https://blog.example/2026/p/side.png", Sort.FILE),
        Wanted("https://tracker.example/pixel.gif", Sort.FILE),
        Wanted("https://blog.example/2026/p/paper.png", Sort.FILE),
    ]


def test_pictures_of_the_post_itself_are_not_wanted() -> None:
    page = BLOCK_THEME.replace(SHOWN, SHOWN + '<img src="in-the-post.png">')
    assert "in-the-post" not in str(look(page).wanted())


def test_sheets_stand_in_their_order_and_those_that_are_missing_do_not() -> None:
    found = look(BLOCK_THEME)
    assert [sheet.css or sheet.address.rpartition("/")[2] for sheet in found.sheets] == [
        "a.css?ver=1",
        "body{margin:0}",
        "late.css",
    ]
    result = found.page(["1.css", None, "3.css"], lambda _address, _sort: None)
    assert result.index('href="1.css" media="all"') < result.index('href="3.css">')
    assert "2.css" not in result
    assert 'src="' not in result


def test_the_sanitiser_has_the_last_word() -> None:
    found = look(BLOCK_THEME)
    result = found.page([None] * 3, lambda _address, _sort: "https://tracker.example/")
    assert "tracker" not in result
    assert 'src="' not in result


def test_a_base_is_what_addresses_are_relative_to() -> None:
    page = CLASSIC_THEME.replace("<head>", '<head><base href="/theme/">').replace(
        "https://blog.example/style.css", "s.css"
    )
    (sheet,) = look(page, TITLE, CLASSIC_BODY).sheets
    assert sheet.address == "https://blog.example/theme/s.css"


def test_addresses_in_a_sheet_are_relative_to_the_sheet() -> None:
    css = "@import 'b.css';a{b:url(../i.svg#g);c:url(data:image/png;base64,AA==);d:url(file:x)}"
    base = "https://blog.example/css/a.css"
    assert wanted_by(css, base)[:2] == [
        Wanted("https://blog.example/css/b.css", Sort.SHEET),
        Wanted("https://blog.example/i.svg#g", Sort.FILE),
    ]
    ours = {"https://blog.example/i.svg#g": "4.svg"}
    result = bound(css, base, lambda address, _sort: ours.get(address))
    assert 'b:url("4.svg#g");c:url("about:invalid")' in result


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<a href=x>",
        "<!--",
        "<style>",
        "<p a=",
        "<table>",
        "<b><i>",
        "<svg>",
        "<li>x",
        "<p>نزلنا إلى الميناء",
        "<table><tr><td>",
        "<a><div></a>",
        "&#",
        '<a b="',
        "<math><mi>",
    ],
)
def test_no_page_takes_long(piece: str) -> None:
    look_of(piece * (500_000 // len(piece)), HOME, TITLE, BODY)


PIECES = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<p>",
        "<script>",
        "</script>",
        "<img src=http://e/>",
        "<svg>",
        "</svg>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<a href='javascript:x'>",
        "<math>",
        "<mtext>",
        "<table>",
        "<td>",
        '<p style="a:url(http://e/)">',
        "<use href=//e#x>",
        "<noscript>",
        '">',
        "<title>",
        "<textarea>",
        "<img onerror=x>",
        "<foreignObject>",
        "<desc>",
        "<form action=x>",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map("".join))
def test_whatever_the_page_is_nothing_of_it_loads_or_runs(before: str, behind: str) -> None:
    found = look_of(f"{before}<article>{SHOWN}</article>{behind}", HOME, "", BODY)
    if found is None:
        return
    result = found.page([None] * len(found.sheets), lambda _address, _sort: None)
    inside = result.partition("<body>")[2]
    for tag in OPENING.finditer(inside):
        assert tag[1] not in ("script", "style", "iframe", "form", "link", "meta", "base")
        assert "http" not in tag[2]
        assert not re.search(r"\son\w+=|javascript|//e", tag[2])


def test_head_of_a_page_without_one() -> None:
    head = head_of("<p>")
    assert (head.html, head.body, head.base, head.sheets) == ({}, {}, "", ())


APART = "<style id='wp-block-paragraph-inline-css'></style>"
THERE = "<script src='https://blog.example/wp-includes/js/x.js'></script>"


@pytest.mark.parametrize(
    ("page", "is_rtl", "wanted"),
    [
        (APART + THERE, False, "https://blog.example/wp-includes/blocks/list/style.min.css"),
        (APART + THERE, True, "https://blog.example/wp-includes/blocks/list/style-rtl.min.css"),
    ],
)
def test_a_wordpress_is_asked_for_the_styles_of_blocks_the_page_has_not(
    page: str, is_rtl: bool, wanted: str
) -> None:
    addresses = [sheet.address for sheet in sheets_of_others(page, is_rtl=is_rtl)]
    assert wanted in addresses
    assert not any("paragraph" in address for address in addresses)


@pytest.mark.parametrize(
    "page", ["", APART, THERE, APART + THERE + "<link href='/dist/block-library/style.min.css'>"]
)
def test_other_pages_are_not_asked_for_more(page: str) -> None:
    assert sheets_of_others(page, is_rtl=False) == ()


def test_kinds_of_blocks_are_counted() -> None:
    assert kinds_in(BODY) == {"paragraph", "heading"}
    assert kinds_in("<p>x</p><!-- wp:acme/slider --><!-- wp:more -->") == frozenset()


def test_styles_that_are_there_for_the_post_alone_are_marked() -> None:
    of_blocks = "".join(
        f"<style id='wp-block-{kind}-inline-css'>{kind}{{}}</style>"
        for kind in ("heading", "separator", "library")
    )
    linked = '<link rel="stylesheet" id="wp-block-paragraph-rtl-css" href="p.css">'
    page = BLOCK_THEME.replace("<head>", f"<head>{of_blocks}{linked}{THERE}")
    kinds = {each.kind or each.css: each for each in look(page).sheets}
    assert "heading" in kinds
    assert kinds["paragraph"].address.endswith("/p.css")
    assert kinds["separator{}"].kind == ""  # the page's own
    assert kinds["library{}"].kind == ""
    assert kinds["list"].address.endswith("blocks/list/style-rtl.min.css")
    result = look(page).page(["1.css"] * len(look(page).sheets), lambda _address, _sort: None)
    assert 'data-midad-kind="list">' in result
    assert "separator" not in result
