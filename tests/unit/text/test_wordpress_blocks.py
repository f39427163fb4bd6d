"""What is written. That WordPress finds it valid is asked in contract/test_block_editor.py."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.blog import Outgoing
from editor.domain.post import Direction, Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.text.html import visible_text
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_import import imported, markdown_body
from editor.text.render import Renderer
from editor.text.wordpress_blocks import dressed
from editor.text.wordpress_markup import escaped, is_markup

RTL, LTR = Direction.RTL, Direction.LTR


def of(markdown: str, site: Direction, post: Direction | None = None, **more: object) -> str:
    """The blocks of a text."""
    post = post or site
    blocks = Renderer().render(markdown, direction=post)
    return "\n\n".join(dressed(each.html, site, post=post, **more) for each in blocks)  # type: ignore[arg-type]


TABLE = "| كلام | سلام |\n|---|---|\n| أ | ب |"
PARAGRAPH = "<!-- wp:paragraph -->\n<p>كلام</p>\n<!-- /wp:paragraph -->"


@pytest.mark.parametrize(
    ("html", "site", "expected"),
    [
        ("", RTL, ""),
        (" \n", RTL, ""),
        ("<p>كلام</p>", RTL, PARAGRAPH),
        (
            '<p dir="ltr">words</p>',
            RTL,
            '<!-- wp:paragraph {"direction":"ltr"} -->\n<p dir="ltr">words</p>\n'
            "<!-- /wp:paragraph -->",
        ),
        (
            '<p class="note" dir="rtl" id="a" lang="ckb">قسە</p>',
            LTR,
            '<!-- wp:paragraph {"direction":"rtl","className":"note"} -->\n'
            '<p class="note" dir="rtl" id="a"><span lang="ckb">قسە</span></p>\n'
            "<!-- /wp:paragraph -->",
        ),
        (
            "<h2>س</h2>",
            RTL,
            '<!-- wp:heading -->\n<h2 class="wp-block-heading">س</h2>\n<!-- /wp:heading -->',
        ),
        (
            '<h3 dir="rtl">س</h3>',
            LTR,
            '<!-- wp:heading {"textAlign":"right","level":3} -->\n<h3 class="wp-block-heading '
            'has-text-align-right"><span dir="rtl">س</span></h3>\n<!-- /wp:heading -->',
        ),
        (
            '<h1 dir="ltr" lang="en">s</h1>',
            RTL,
            '<!-- wp:heading {"textAlign":"left","level":1} -->\n<h1 class="wp-block-heading '
            'has-text-align-left"><span dir="ltr" lang="en">s</span></h1>\n<!-- /wp:heading -->',
        ),
        (
            "<hr>",
            RTL,
            '<!-- wp:separator -->\n<hr class="wp-block-separator has-alpha-channel-opacity"/>\n'
            "<!-- /wp:separator -->",
        ),
        ("<!--more-->", RTL, "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->"),
        (
            "<!--more اقرأ  المزيد -->",
            RTL,
            '<!-- wp:more {"customText":"اقرأ المزيد"} -->\n<!--more اقرأ المزيد-->\n'
            "<!-- /wp:more -->",
        ),
        ("<!--nextpage-->", RTL, "<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->"),
        ("<!-- x -->", RTL, "<!-- wp:html -->\n<!-- x -->\n<!-- /wp:html -->"),
        ("<dl><dt>س</dt></dl>", RTL, "<!-- wp:html -->\n<dl><dt>س</dt></dl>\n<!-- /wp:html -->"),
        ("<b>a", RTL, "<!-- wp:html -->\n<b>a\n<!-- /wp:html -->"),
        (
            "<pre>a\n b</pre>",
            LTR,
            '<!-- wp:preformatted -->\n<pre class="wp-block-preformatted">a\n b</pre>\n'
            "<!-- /wp:preformatted -->",
        ),
    ],
)
def test_small_blocks(html: str, site: Direction, expected: str) -> None:
    assert dressed(html, site) == expected


def test_a_list_has_items_and_lists_in_them() -> None:
    assert of("- أ\n\n  2. ب\n- ج", RTL) == (
        '<!-- wp:list -->\n<ul class="wp-block-list">'
        "<!-- wp:list-item -->\n<li>أ"
        '<!-- wp:list {"ordered":true,"start":2} -->\n<ol start="2" class="wp-block-list">'
        "<!-- wp:list-item -->\n<li>ب</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list --></li>\n"
        "<!-- /wp:list-item -->\n\n"
        "<!-- wp:list-item -->\n<li>ج</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->"
    )


def test_what_follows_in_an_item_is_a_block_of_its_own() -> None:
    assert of("- أ\n\n  ب", RTL) == (
        '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>أ'
        "<!-- wp:paragraph -->\n<p>ب</p>\n<!-- /wp:paragraph --></li>\n<!-- /wp:list-item --></ul>"
        "\n<!-- /wp:list -->"
    )


def test_a_list_that_runs_against_its_blog_is_html() -> None:
    assert of("- words", RTL) == (
        '<!-- wp:html -->\n<ul dir="ltr" class="wp-block-list">\n<li>words</li>\n</ul>\n'
        "<!-- /wp:html -->"
    )
    assert of("- كلام", LTR, RTL) == (
        '<!-- wp:html -->\n<ul dir="rtl" class="wp-block-list">\n<li>كلام</li>\n</ul>\n'
        "<!-- /wp:html -->"
    )
    assert '<ul dir="rtl" class="wp-block-list wide">' in of("- كلام\n{: .wide}", LTR, RTL)


@pytest.mark.parametrize("text", ["- كلام\n- سلام\n  - داخل", "3. كلام\n4. سلام", TABLE])
def test_what_runs_against_its_blog_comes_back_to_be_edited(text: str) -> None:
    """As Markdown, in another notebook, too; and its other words go back into the block of HTML."""
    there = of(text, LTR, RTL)
    chunks = imported(there)
    body = markdown_body(chunks)
    assert "wp:html" in there
    assert "html" not in body
    post = Post(PostId("x"), body=body)
    assert body_there(Outgoing(post, chunks=chunks)) == there
    edited = replace(post, body=body.replace("كلام", "كلمات"))
    assert body_there(Outgoing(edited, chunks=chunks)) == there.replace("كلام", "كلمات")


def body_there(outgoing: Outgoing) -> str:
    return "".join(chunk.raw for chunk in chunks_there(outgoing, "en"))


def test_a_list_with_digits_of_its_own_is_html_where_the_blog_has_none() -> None:
    style = 'style="list-style-type: arabic-indic"'
    assert of("١. أ", RTL) == (
        f'<!-- wp:html -->\n<ol {style} class="wp-block-list">\n<li>أ</li>\n</ol>\n'
        "<!-- /wp:html -->"
    )
    assert of("١. أ", RTL, digits=True) == (
        '<!-- wp:list {"ordered":true,"type":"arabic-indic"} -->\n'
        '<ol style="list-style-type:arabic-indic" class="wp-block-list">'
        "<!-- wp:list-item -->\n<li>أ</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list -->"
    )


def test_a_quotation_leaves_its_direction_to_what_is_in_it() -> None:
    assert of("> قول", LTR, RTL) == (
        '<!-- wp:quote {"textAlign":"right"} -->\n'
        '<blockquote class="wp-block-quote has-text-align-right">'
        '<!-- wp:paragraph {"direction":"rtl"} -->\n<p dir="rtl">قول</p>\n<!-- /wp:paragraph -->'
        "</blockquote>\n<!-- /wp:quote -->"
    )
    assert of("> words", RTL) == (
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote">'
        '<!-- wp:paragraph {"direction":"ltr"} -->\n<p dir="ltr">words</p>\n'
        "<!-- /wp:paragraph --></blockquote>\n<!-- /wp:quote -->"
    )


def test_code_runs_from_left_to_right_everywhere_and_does_nothing() -> None:
    code = "```py\nx[1] < 2\nhttps://youtu.be/x\n```"
    shown = "x&#91;1] &lt; 2\nhttps:&#47;&#47;youtu.be/x"
    assert of(code, LTR) == (
        '<!-- wp:code {"className":"language-py"} -->\n<pre class="wp-block-code language-py">'
        f"<code>{shown}</code></pre>\n<!-- /wp:code -->"
    )
    assert of(code, RTL) == (
        '<!-- wp:code {"className":"language-py has-text-align-left"} -->\n'
        '<pre class="wp-block-code language-py has-text-align-left">'
        f'<code><span dir="ltr">{shown}</span></code></pre>\n<!-- /wp:code -->'
    )


@pytest.mark.parametrize(
    "text",
    ["`[gallery]`", "- `[gallery]`", "`[gallery]`\n: كلام", "- أ\n\n  ```\n  [gallery]\n  ```"],
)
@pytest.mark.parametrize("post", Direction)
def test_code_is_not_obeyed_wherever_it_stands(text: str, post: Direction) -> None:
    assert "&#91;gallery]" in of(text, RTL, post)
    assert "[" not in of(text, RTL, post)


def test_shortcodes_among_words_are_the_authors() -> None:
    assert "[gallery]" in of("[gallery]", RTL)


def test_a_table_has_sides_not_starts() -> None:
    table = "| ا | ب | ج |\n|:--|:-:|--:|\n| 1 | 2 | |"
    assert of(table, RTL).splitlines() == [
        '<!-- wp:table {"hasFixedLayout":false} -->',
        '<figure class="wp-block-table"><table><thead><tr>'
        '<th class="has-text-align-right" data-align="right">ا</th>'
        '<th class="has-text-align-center" data-align="center">ب</th>'
        '<th class="has-text-align-left" data-align="left">ج</th></tr></thead><tbody><tr>'
        '<td class="has-text-align-right" data-align="right">1</td>'
        '<td class="has-text-align-center" data-align="center">2</td>'
        '<td class="has-text-align-left" data-align="left"></td></tr></tbody></table></figure>',
        "<!-- /wp:table -->",
    ]
    against = of(table, LTR, RTL)
    assert against.startswith(
        '<!-- wp:html -->\n<figure class="wp-block-table"><table dir="rtl">\n<thead>'
    )


def test_pictures() -> None:
    assert of('![جسر](a.jpg "عند <الفجر>"){credit="سالم" .x}', RTL, numbers={"a.jpg": 12}) == (
        '<!-- wp:image {"id":12,"sizeSlug":"full","linkDestination":"none","className":"x"} -->\n'
        '<figure class="wp-block-image size-full x">'
        '<img src="a.jpg" alt="جسر" class="wp-image-12"/>'
        '<figcaption class="wp-element-caption">عند &lt;الفجر&gt; · '
        '<span class="credit">سالم</span></figcaption></figure>\n<!-- /wp:image -->'
    )
    assert of("[![](a.jpg){width=30}](http://x.com/)", RTL) == (
        '<!-- wp:image {"width":30,"linkDestination":"custom"} -->\n'
        '<figure class="wp-block-image is-resized"><a href="http://x.com/">'
        '<img src="a.jpg" alt="" width="30"/></a></figure>\n<!-- /wp:image -->'
    )
    assert of('![](a.jpg "words")', RTL, LTR).count('<span dir="ltr">words</span>') == 1
    assert "wp:html" in of("![](a.jpg){width=50%}", RTL)


def test_pictures_side_by_side_are_a_gallery() -> None:
    assert of('![أ](a.jpg) ![ب](b.jpg "ت"){credit=س}\n![ج](c.jpg)', RTL).splitlines() == [
        '<!-- wp:gallery {"linkTo":"none"} -->',
        '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
        "<!-- wp:image -->",
        '<figure class="wp-block-image"><img src="a.jpg" alt="أ"/></figure>',
        "<!-- /wp:image -->",
        "",
        "<!-- wp:image -->",
        '<figure class="wp-block-image"><img src="b.jpg" alt="ب"/>'
        '<figcaption class="wp-element-caption">ت <span class="credit">س</span></figcaption>'
        "</figure>",
        "<!-- /wp:image -->",
        "",
        "<!-- wp:image -->",
        '<figure class="wp-block-image"><img src="c.jpg" alt="ج"/></figure>',
        "<!-- /wp:image --></figure>",
        "<!-- /wp:gallery -->",
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://youtu.be/x-1?t=1&y=2", "video youtube 16-9"),
        ("http://www.youtube.com/watch?v=x", "video youtube 16-9"),
        ("https://m.youtube.com/shorts/x", "video youtube 9-16"),
        ("https://vimeo.com/1", "video vimeo 16-9"),
        ("https://vimeo.com/channels/x/1", "video vimeo 16-9"),
        ("https://www.dailymotion.com/video/x", "video dailymotion 16-9"),
        ("https://www.ted.com/talks/x", "video ted 16-9"),
        ("https://wordpress.tv/2026/x", "video wordpress-tv 16-9"),
        ("https://www.tiktok.com/@x/video/1", "video tiktok"),
        ("https://x.com/midad/status/1", "rich twitter"),
        ("https://twitter.com/midad/status/1", "rich twitter"),
        ("https://open.spotify.com/track/x", "rich spotify"),
        ("https://soundcloud.com/x/y", "rich soundcloud"),
        ("https://www.youtube.com/@somebody", ""),
        ("https://x.com/midad", ""),
        ("https://vimeo.com/about", ""),
        ("https://example.com/youtu.be/x", ""),
        ("https://notyoutu.be/x", ""),
    ],
)
def test_an_address_alone_is_shown_where_wordpress_can(address: str, expected: str) -> None:
    markup = of(address, RTL)
    found = re.match(r"<!-- wp:embed (\{.*\}) -->\n<figure class=\"([^\"]*)\">", markup)
    if not expected:
        assert markup.startswith("<!-- wp:paragraph -->")
        return
    assert found is not None
    said = json.loads(found[1])
    assert said["url"] == address
    shape = said.get("className", "").partition(" ")[0].removeprefix("wp-embed-aspect-")
    assert f"{said['type']} {said['providerNameSlug']} {shape}".strip() == expected
    assert f"is-type-{said['type']} is-provider-{said['providerNameSlug']}" in found[2]
    assert f"\n{address.replace('&', '&amp;')}\n</div>" in markup


@pytest.mark.parametrize(
    "text",
    [
        "شاهد https://youtu.be/x",
        "[شاهد](https://youtu.be/x)",
        "https://youtu.be/x\n{: .mine}",
        "[https://youtu.be/x](https://youtu.be/y)",
        "https://youtu.be/x https://youtu.be/y",
    ],
)
def test_an_address_among_words_is_a_link(text: str) -> None:
    assert of(text, RTL).startswith("<!-- wp:paragraph")


def test_a_post_against_its_blog_says_so_in_every_block() -> None:
    """Nothing is around the whole post, as WordPress has no block for it."""
    text = "كلام\n\n# س\n\n<b>خام</b> <i>\n\nمداد\n: حبر"
    assert of(text, LTR, RTL, language="ar").splitlines() == [
        '<!-- wp:paragraph {"direction":"rtl"} -->',
        '<p dir="rtl"><span lang="ar">كلام</span></p>',
        "<!-- /wp:paragraph -->",
        "",
        '<!-- wp:heading {"textAlign":"right","level":1} -->',
        '<h1 class="wp-block-heading has-text-align-right"><span dir="rtl" lang="ar">س</span></h1>',
        "<!-- /wp:heading -->",
        "",
        "<!-- wp:html -->",
        '<div dir="rtl" lang="ar">',
        "<p><b>خام</b> <i></p>",
        "</div>",
        "<!-- /wp:html -->",
        "",
        "<!-- wp:html -->",
        '<dl dir="rtl" lang="ar">',
        "<dt>مداد</dt>",
        "<dd>حبر</dd>",
        "</dl>",
        "<!-- /wp:html -->",
    ]


# --- what is markup already, and what looks like it ---------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        PARAGRAPH,
        f"{PARAGRAPH}\n\n{PARAGRAPH}",
        "<!-- wp:latest-posts /-->",
        '<!-- wp:my/block {"a":"b"} -->\n<div dir="rtl">x</div>\n<!-- /wp:my/block -->',
        f"<!-- wp:group -->{PARAGRAPH}<!-- /wp:group -->",
    ],
)
def test_blocks_stay_as_they_are(markup: str) -> None:
    assert dressed(markup, LTR, post=RTL, language="ar") == markup


@pytest.mark.parametrize(
    "html",
    [
        "<!-- wp:html -->",
        "<!-- /wp:html -->",
        "<p>a</p><!-- /wp:paragraph -->",
        "<!-- wp:paragraph --><p>a</p>",
        "<!-- wp:paragraph --><p>a</p><!-- /wp:list -->",
        "<!-- wp:x /--> a",
        "a <!-- wp:x /-->",
        "<!-- /wp:html --><!-- wp:html -->",
        "<p>a <!-- wp:html --> b</p>",
        "<div><!-- /wp:html --></div>",
        "<!-<!-- wp:html -->- wp:html -->",
    ],
)
def test_half_a_block_does_not_swallow_what_follows(html: str) -> None:
    whole = f"{dressed(html, RTL)}\n\n{PARAGRAPH}"
    assert is_markup(whole)
    assert len(list(BLOCK_COMMENT.finditer(whole))) in (2, 4)


TEXT = st.text(st.sampled_from("ab <>&\"'-\\[]{}!/=\u2028\u0651كل\x1f"), max_size=20)


@given(TEXT, TEXT, TEXT)
def test_no_attribute_leaves_its_comment(name: str, address: str, words: str) -> None:
    picture = f'<img src="{escaped(address)}" alt="{escaped(name)}">'
    for inside in (escaped(words), picture):
        markup = dressed(f'<p class="{escaped(name)}">{inside}</p>', RTL)
        assert is_markup(markup)
        (first, *_) = BLOCK_COMMENT.finditer(markup)
        said = json.loads(first["attributes"] or "{}")
        assert said.get("className", "").split() in ([], name.split())


DOCUMENTS = st.lists(
    st.sampled_from(
        [
            *[
                "كلام",
                "word",
                "**",
                "`",
                "- ",
                "1. ",
                "> ",
                "# ",
                "\n",
                "\n\n",
                "|",
                "|--|\n",
                "    ",
            ],
            *["![a](b.jpg)", "[x](y)", "<b>", "</b>", "{dir=ltr}", "```\n", "https://youtu.be/x"],
        ]
    ),
    max_size=30,
).map("".join)


@given(DOCUMENTS, st.sampled_from(Direction), st.sampled_from(Direction))
def test_every_word_stays(text: str, post: Direction, site: Direction) -> None:
    for block in Renderer().render(text, direction=post):
        markup = dressed(block.html, site, post=post)
        assert is_markup(markup) or not markup
        assert visible_text(markup).split() == visible_text(block.html).split()


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 3000 + "a",
        "<ul><li>" * 3000 + "</li></ul>" * 3000,
        "<ul><li>" * 25 + "x</li></ul>" * 25,
        "<blockquote>" * 25 + "x" + "</blockquote>" * 25,
        "<p>" + "<a>" * 50_000 + "</p>",
        "<p>" + "&a" * 200_000 + "</p>",
        "<pre><code>" + "\n" * 200_000 + "</code></pre>",
        "<pre><code>" + " " * 200_000 + "</code></pre>",
        "<!--more" + " " * 200_000 + "x-->",
        "<p>" + "<b " * 100_000 + "</p>",
        "<p>" + '<span dir="ltr">a</span> ' * 20_000 + "</p>",
        "<!-- wp:x " * 100_000,
    ],
    ids=lambda html: html[:20],
)
@pytest.mark.timeout(20)
def test_monstrous_html_takes_no_time(html: str) -> None:
    dressed(html, RTL, post=LTR)
