"""Chunks of a blog's that are to run the other way."""

from __future__ import annotations

import pytest

from editor.domain.blog import Outgoing
from editor.domain.post import Direction, Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.text.html_import import imported, markdown_body
from editor.text.turning import turned
from tests.unit.text.blog_bodies import BLOCKS

RTL, LTR = Direction.RTL, Direction.LTR
ID = PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11")


def paragraph(words: str, said: str = "", given: str = "") -> str:
    comment = f"{said} " if said else ""
    return f"<!-- wp:paragraph {comment}-->\n<p{given}>{words}</p>\n<!-- /wp:paragraph -->\n"


def heading(words: str, said: str = "", given: str = "") -> str:
    comment = f"{said} " if said else ""
    return f"<!-- wp:heading {comment}-->\n<h2{given}>{words}</h2>\n<!-- /wp:heading -->"


QUOTE = '<!-- wp:quote -->\n<blockquote class="wp-block-quote">{}</blockquote>\n<!-- /wp:quote -->'
ITEM = "<!-- wp:list-item -->\n<li>a <b>b</b></li>\n<!-- /wp:list-item -->"
SPAN = '<span dir="rtl">{}</span>'
SIDE = ' class="wp-block-heading has-text-align-right"'

TO_THE_RIGHT = [
    (paragraph("a <b>b</b>"), paragraph("a <b>b</b>", '{"direction":"rtl"}', ' dir="rtl"')),
    (
        paragraph("a", '{"align":"right","fontSize":"large"}', ' class="has-large-font-size"'),
        paragraph(
            "a",
            '{"align":"right","fontSize":"large","direction":"rtl"}',
            ' dir="rtl" class="has-large-font-size"',
        ),
    ),
    (heading("a <i>b</i>"), heading(SPAN.format("a <i>b</i>"), '{"textAlign":"right"}',
                                    ' class="has-text-align-right"')),
    (heading("a", '{"level":3}', ' class="wp-block-heading"'),
     heading(SPAN.format("a"), '{"textAlign":"right","level":3}', SIDE)),
    (QUOTE.format(paragraph("نص")),
     QUOTE.format(paragraph("نص", '{"direction":"rtl"}', ' dir="rtl"'))),
    (f'<!-- wp:list -->\n<ul class="wp-block-list">{ITEM}\n\n{ITEM}</ul>\n<!-- /wp:list -->\n\n',
     '<!-- wp:html -->\n<ul dir="rtl" class="wp-block-list">\n<li>a <b>b</b></li>\n'
     "<li>a <b>b</b></li>\n</ul>\n<!-- /wp:html -->\n\n"),
    ('<!-- wp:table -->\n<figure class="wp-block-table"><table class="k"><tr><td>a</td></tr>'
     "</table></figure>\n<!-- /wp:table -->",
     '<!-- wp:html -->\n<figure class="wp-block-table"><table dir="rtl" class="k"><tr><td>a</td>'
     "</tr></table></figure>\n<!-- /wp:html -->"),
    ('<!-- wp:image -->\n<figure><img src="a"/><figcaption>a</figcaption></figure>\n'
     "<!-- /wp:image -->",
     '<!-- wp:image -->\n<figure><img src="a"/><figcaption><span dir="rtl">a</span></figcaption>'
     "</figure>\n<!-- /wp:image -->"),
    ("<p class=k>a <b dir=ltr>b</b></p>", '<p dir="rtl" class=k>a <b dir=ltr>b</b></p>'),
    ("<P DIR='LTR'>a</P>", '<P dir="rtl">a</P>'),
]  # fmt: skip

AS_IT_IS = [
    "<!-- wp:code -->\n<pre><code>a</code></pre>\n<!-- /wp:code -->",
    "<!-- wp:separator -->\n<hr/>\n<!-- /wp:separator -->",
    "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->",
    '<!-- wp:embed {"url":"https://x"} -->\n<figure>https://x</figure>\n<!-- /wp:embed -->',
    '<!-- wp:image -->\n<figure><img src="a"/></figure>\n<!-- /wp:image -->',
    "<!-- wp:acme/poll /-->",
    "loose words",
    "<pre>a</pre>",
    "",
]


@pytest.mark.parametrize(("raw", "expected"), TO_THE_RIGHT)
def test_nothing_changes_but_what_says_it(raw: str, expected: str) -> None:
    assert turned(raw, RTL, LTR) == expected
    assert turned(expected, RTL, LTR) == expected


@pytest.mark.parametrize("raw", AS_IT_IS)
def test_what_has_no_other_direction_stays(raw: str) -> None:
    for direction in Direction:
        for around in Direction:
            assert turned(raw, direction, around) == raw


@pytest.mark.parametrize("raw", [raw for raw, _ in TO_THE_RIGHT if not set(raw) & set("نصDIR")])
def test_what_runs_so_already_stays(raw: str) -> None:
    assert turned(raw, LTR, LTR) == raw
    assert turned(raw, RTL, RTL) == raw


@pytest.mark.parametrize("place", [0, 1, 2, 3, 7])
def test_turning_back_leaves_nothing(place: int) -> None:
    raw, there = TO_THE_RIGHT[place]
    back = turned(there, LTR, LTR)
    assert back == raw or back.replace(' class=""', "") == raw


@pytest.mark.parametrize("raw", BLOCKS.plain + BLOCKS.odd)
def test_turning_twice_is_turning_once(raw: str) -> None:
    for direction in Direction:
        for around in Direction:
            once = turned(raw, direction, around)
            assert turned(once, direction, around) == once


# --- a pulled post ---------------------------------------------------------------------------

BODY = (
    f"{paragraph('نص عربي')}\n{heading('عنوان')}\n\n{paragraph('2026')}\n"
    f"{paragraph('English only')}"
    '\n<!-- wp:html -->\n<div dir="ltr"><iframe></iframe></div>\n<!-- /wp:html -->\n'
)


def sent(direction: Direction | None, site: str, old: str = "", new: str = "") -> str:
    chunks = imported(BODY)
    post = Post(ID, body=markdown_body(chunks).replace(old, new), direction=direction)
    return "".join(chunk.raw for chunk in chunks_there(Outgoing(post, chunks=chunks), site))


def test_the_authors_word_reaches_every_block_that_runs_otherwise_there() -> None:
    assert sent(None, "en") == BODY
    assert sent(RTL, "ar") == BODY.replace(
        paragraph("English only"), paragraph("English only", '{"direction":"ltr"}', ' dir="ltr"')
    )
    said = BODY
    for words in ("نص عربي", "2026"):
        said = said.replace(paragraph(words), paragraph(words, '{"direction":"rtl"}', ' dir="rtl"'))
    said = said.replace(
        heading("عنوان"),
        heading(SPAN.format("عنوان"), '{"textAlign":"right"}', ' class="has-text-align-right"'),
    )
    assert sent(RTL, "en") == said
    assert sent(LTR, "en") == said.replace(
        paragraph("2026", '{"direction":"rtl"}', ' dir="rtl"'), paragraph("2026")
    )


def test_a_direction_said_of_one_block_changes_that_block_only() -> None:
    assert sent(None, "en", "2026", '2026\n{: dir="rtl"}') == BODY.replace(
        paragraph("2026"), paragraph("2026", '{"direction":"rtl"}', ' dir="rtl"')
    )


def test_the_element_around_our_post_that_goes_leaves_its_blocks_running_as_they_did() -> None:
    words = "سلام عليكم\n\nEnglish words\n"
    first = chunks_there(Outgoing(Post(ID, body=words, direction=RTL)), "en")
    there = "".join(chunk.raw for chunk in first)
    assert there == '<div dir="rtl">\n<p>سلام عليكم</p>\n\n<p dir="ltr">English words</p>\n</div>'
    now = chunks_there(Outgoing(Post(ID, body=words, direction=LTR), chunks=first), "en")
    said = "".join(chunk.raw for chunk in now)
    assert said == '<p dir="rtl">سلام عليكم</p>\n\n<p dir="ltr">English words</p>'
