"""A post's body as WordPress gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.blog import Outgoing
from editor.domain.chunk import Chunk, Part
from editor.domain.post import Credit, Direction, Format, Post, PostId, Status
from editor.remotes.wordpress.body import chunks_there, with_addresses
from editor.remotes.wordpress.flavour import Flavour
from editor.text.html_import import imported, markdown_body

ID = PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11")
POST = Post(id=ID, title="صباح & morning", body="سلام\n", language="ar", status=Status.PUBLISHED)


def body_there(outgoing: Outgoing, site: str) -> str:
    return "".join(chunk.raw for chunk in chunks_there(outgoing, site))


@pytest.mark.parametrize(
    ("language", "site", "opening"),
    [
        ("ar", "ar", "<p>"),
        ("ar", "en-US", '<div dir="rtl" lang="ar">'),
        ("fa", "ar", '<div lang="fa">'),
        ("", "en-US", '<div dir="rtl">'),
        ("", "ar", "<p>"),
        ("ar", "", '<div dir="rtl" lang="ar">'),
    ],
)
def test_direction_survives_on_a_blog_of_another_language(
    language: str, site: str, opening: str
) -> None:
    body = body_there(Outgoing(replace(POST, language=language)), site)
    assert body.startswith(opening)
    assert body.endswith("</div>" if opening.startswith("<div") else "</p>")


@pytest.mark.parametrize(
    ("title", "site", "wrapped"),
    [
        ("", "ar", ""),
        ("2026", "ar", ""),
        ("2026", "en", ""),
        ("Bridge", "ar", '<div dir="ltr">'),
        ("جسر", "ar", ""),
        ("جسر", "en", '<div dir="rtl">'),
    ],
)
def test_a_post_without_words_runs_as_its_title_or_the_blog(
    title: str, site: str, wrapped: str
) -> None:
    post = replace(POST, title=title, language="", body="![](a.png)\n\n2026\n")
    body = body_there(Outgoing(post), site)
    assert body.startswith(wrapped or "<p>")


def test_an_empty_body_stays_empty() -> None:
    assert body_there(Outgoing(replace(POST, body="")), "en") == ""


def test_pictures_get_their_addresses() -> None:
    pictures = {"جسر.png": "https://blog.example/a.png"}
    body = body_there(Outgoing(replace(POST, body="![جسر](جسر.png)\n"), pictures), "ar")
    assert 'src="https://blog.example/a.png"' in body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<img src="a.png">', '<img src="https://b/?a=1&amp;b=2">'),
        ('<img src="a&amp;b.png">', '<img src="https://b/amp">'),
        (
            '<a href="a.png"><img src="other.png"></a>',
            '<a href="https://b/?a=1&amp;b=2"><img src="other.png"></a>',
        ),
        ("<img src='a.png'> src=a.png", "<img src='a.png'> src=a.png"),
    ],
)
def test_pictures_in_html(body: str, expected: str) -> None:
    pictures = {"a.png": "https://b/?a=1&b=2", "a&b.png": "https://b/amp"}
    assert with_addresses(body, pictures) == expected
    assert with_addresses(body, {}) == body


THEIRS = """<!-- wp:paragraph {"align":"right"} -->
<p class="has-text-align-right" dir="rtl">كلمات <b>الزميلة</b> &amp; more</p>
<!-- /wp:paragraph -->

<!-- wp:latest-posts /-->

<!-- wp:paragraph -->
<p>English words</p>
<!-- /wp:paragraph -->"""


CLASSIC = "<p>كلمات <b>الزميلة</b></p>\n<p class='x'>English words</p>"


def pulled(source: str, **changes: object) -> Outgoing:
    """A post that came from the blog, with some changes."""
    chunks = imported(source)
    post = Post(id=ID, body=markdown_body(chunks))
    return Outgoing(replace(post, **changes), chunks=chunks)  # type: ignore[arg-type]


@pytest.mark.parametrize("site", ["ar", "en-US", ""])
def test_what_was_not_touched_goes_back_byte_for_byte(site: str) -> None:
    assert body_there(pulled(THEIRS), site) == THEIRS


@pytest.mark.parametrize("site", ["ar", "en-US"])
def test_one_other_word_changes_its_own_paragraph_only(site: str) -> None:
    edited = markdown_body(imported(THEIRS)).replace("English", "Englisch")
    expected = THEIRS.replace("English", "Englisch")
    assert body_there(pulled(THEIRS, body=edited), site) == expected


def test_new_words_in_a_pulled_post_say_their_direction_for_themselves() -> None:
    edited = markdown_body(imported(THEIRS)) + "\n\nنص جديد"
    assert body_there(pulled(THEIRS, body=edited), "en") == (
        f'{THEIRS}\n\n<!-- wp:paragraph {{"direction":"rtl"}} -->\n'
        '<p dir="rtl">نص جديد</p>\n<!-- /wp:paragraph -->'
    )
    edited = markdown_body(imported(CLASSIC)) + "\n\nنص جديد"
    assert body_there(pulled(CLASSIC, body=edited), "en") == (
        f'{CLASSIC}\n\n<p dir="rtl">نص جديد</p>'
    )


def test_a_pulled_post_gets_an_element_around_it_only_by_the_authors_word() -> None:
    said = body_there(pulled(CLASSIC, direction=Direction.RTL), "en")
    assert said == f'<div dir="rtl">\n{CLASSIC}\n</div>'
    assert body_there(pulled(CLASSIC, direction=Direction.LTR), "en") == CLASSIC


def test_the_element_around_our_post_goes_when_its_words_turn() -> None:
    first = chunks_there(Outgoing(replace(POST, language="")), "en")
    assert "".join(chunk.raw for chunk in first) == '<div dir="rtl">\n<p>سلام</p>\n</div>'
    turned = replace(POST, language="", body="Hello\n", title="Morning")
    assert body_there(Outgoing(turned, chunks=first), "en") == "<p>Hello</p>"


def test_what_a_definition_changes_is_made_anew_though_its_block_is_the_same() -> None:
    def post(address: str) -> Post:
        return replace(POST, body=f"[كلمة][1] هنا\n\nنص آخر\n\n[1]: {address}\n")

    first = chunks_there(Outgoing(post("https://one.example")), "ar")
    body = body_there(Outgoing(post("https://two.example"), chunks=first), "ar")
    assert "https://two.example" in body
    assert "https://one.example" not in body


def test_footnotes_stay_at_the_end_and_go_with_the_last_mark() -> None:
    first = chunks_there(Outgoing(replace(POST, body="نص[^1]\n\n[^1]: حاشية\n")), "ar")
    assert [chunk.part for chunk in first][-2:] == [Part.NOTES, Part.CLOSING]
    more = replace(POST, body="نص[^1]\n\n[^1]: حاشية\n\nفقرة أخيرة\n")
    body = body_there(Outgoing(more, chunks=first), "ar")
    assert body.index("فقرة أخيرة") < body.index("حاشية")
    assert "footnotes" not in body_there(Outgoing(POST, chunks=first), "ar")


def test_an_address_alone_stays_bare_so_that_its_video_shows() -> None:
    assert body_there(Outgoing(replace(POST, body="https://youtu.be/a?b=1&c=2\n")), "ar") == (
        "<p>https://youtu.be/a?b=1&amp;c=2</p>"
    )
    kept = body_there(Outgoing(replace(POST, body="انظر https://youtu.be/a\n")), "ar")
    assert '<a href="https://youtu.be/a">' in kept


def test_html_edited_on_purpose_goes_out_as_it_stands() -> None:
    edited = markdown_body(imported(THEIRS)).replace("latest-posts /", 'latest-posts {"n":3} /')
    assert body_there(pulled(THEIRS, body=edited), "ar") == THEIRS.replace(
        "latest-posts /", 'latest-posts {"n":3} /'
    )


def test_a_body_that_is_html_is_one_part() -> None:
    post = replace(POST, format=Format.HTML, body='<p><img src="a.png"></p>')
    assert chunks_there(Outgoing(post, {"a.png": "https://b/a.png"}), "ar") == (
        Chunk("", '<p><img src="https://b/a.png"></p>', part=Part.PLACE),
    )


def test_a_new_post_is_written_in_blocks_where_the_blog_is() -> None:
    post = replace(POST, body="# عنوان\n\nنص `x`\n\n- واحد\n")
    chunks = chunks_there(Outgoing(post), "ar", Flavour.BLOCKS)
    assert "".join(chunk.raw for chunk in chunks) == (
        '<!-- wp:heading {"level":1} -->\n<h1 class="wp-block-heading">عنوان</h1>\n'
        "<!-- /wp:heading -->\n\n"
        '<!-- wp:paragraph -->\n<p>نص <code dir="ltr">x</code></p>\n'
        "<!-- /wp:paragraph -->\n\n"
        '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>واحد</li>\n'
        "<!-- /wp:list-item --></ul>\n<!-- /wp:list -->"
    )


def test_blocks_name_the_pictures_of_the_library_and_number_lists_as_written() -> None:
    post = replace(POST, body="![جسر](جسر.png)\n\n١. أول\n٢. ثان\n")
    outgoing = Outgoing(post, {"جسر.png": "https://b.example/1.png"})

    def said(**known: object) -> str:
        chunks = chunks_there(outgoing, "ar", Flavour.BLOCKS, **known)  # type: ignore[arg-type]
        return "".join(chunk.raw for chunk in chunks)

    known = said(numbers={"https://b.example/1.png": 12}, digits=True)
    assert '"id":12' in known
    assert 'class="wp-image-12"' in known
    assert '"type":"arabic-indic"' in known
    assert "wp-image-" not in said()
    assert '"type":' not in said()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![جسر](a.png)", '<img alt="جسر" src="https://b.example/1.png" class="wp-image-12">'),
        ('![](a.png "عند الفجر")', 'src="https://b.example/1.png" class="wp-image-12"><figcaption'),
        (
            "[![](a.png)](https://x.example)",
            'src="https://b.example/1.png" class="wp-image-12"></a>',
        ),
        ("![](a.png){.wide}", 'class="wide wp-image-12"'),
        # Among words it would come back as HTML; the others are none of the library's.
        ("نص ![](a.png) نص", 'src="https://b.example/1.png">'),
        ("![](a.png) ![](a.png)", 'src="https://b.example/1.png">'),
        ("![](https://elsewhere.example/2.png)", 'src="https://elsewhere.example/2.png">'),
    ],
)
def test_a_classic_post_numbers_pictures_that_stand_alone(body: str, expected: str) -> None:
    numbers = {"https://b.example/1.png": 12}
    outgoing = Outgoing(replace(POST, body=body), {"a.png": "https://b.example/1.png"})
    chunks = chunks_there(outgoing, "ar", Flavour.CLASSIC, numbers=numbers)
    sent = "".join(chunk.raw for chunk in chunks)
    assert expected in sent
    assert ("wp-image-12" in sent) is ("wp-image-12" in expected)
    assert "wp-image-12" not in "".join(c.raw for c in chunks_there(outgoing, "ar"))
    assert "<img" not in markdown_body(imported(sent))


def test_a_post_keeps_the_manner_it_has_on_the_blog() -> None:
    first = chunks_there(Outgoing(POST), "ar", Flavour.CLASSIC)
    more = replace(POST, body="سلام\n\nنص جديد\n")
    assert "<!-- wp:" not in body_there(Outgoing(more, chunks=first), "ar")
    assert all(
        "<!-- wp:" not in chunk.raw
        for chunk in chunks_there(Outgoing(more, chunks=first), "ar", Flavour.BLOCKS)
    )


def test_in_blocks_each_block_says_its_own_direction_and_language() -> None:
    post = replace(POST, body="سلام\n\nEnglish words only\n")
    chunks = chunks_there(Outgoing(post), "en-US", Flavour.BLOCKS)
    body = "".join(chunk.raw for chunk in chunks)
    assert '<!-- wp:paragraph {"direction":"rtl"} -->' in body
    assert body.count("direction") == 1
    assert not body.startswith("<div")


@pytest.mark.parametrize("manner", list(Flavour))
def test_credits_and_notes_of_another_computer_stay_and_are_not_doubled(manner: Flavour) -> None:
    mine = replace(POST, body="نص[^1]\n\n[^1]: حاشية\n", credits=(Credit("photographer", "هناء"),))
    there = "".join(chunk.raw for chunk in chunks_there(Outgoing(mine), "ar", manner))
    other = imported(there)
    edited = markdown_body(other).replace("نص", "كلام")
    sent = Outgoing(Post(id=ID, body=edited), chunks=other)
    assert body_there(sent, "ar") == there.replace("نص", "كلام")
    assert "هناء" not in edited
    again = body_there(Outgoing(mine, chunks=other), "ar")
    assert (again.count("هناء"), again.count("حاشية")) == (1, 1)
