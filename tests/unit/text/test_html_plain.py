"""What passes for plain is proved here: the same comes of it where every piece is rendered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.domain.chunk import Chunk
from editor.text import html_import
from editor.text.envelope import envelope
from editor.text.html_import import imported
from editor.text.html_plain import is_plain
from tests.bench import blogposts
from tests.unit.text.blog_bodies import BLOCKS, CLASSIC, SOUP, WORD

BODIES = [
    *(blogposts.body(number) for number in range(1, 9)),
    *(style.between.join(style.plain + style.odd) for style in (BLOCKS, CLASSIC, SOUP, WORD)),
]


def proved(body: str) -> tuple[Chunk, ...]:
    """The chunks where nothing passes for plain but bare words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_import, "is_plain", lambda _piece: False)
        patch.setattr(html_import, "_stand_apart", lambda _one, _other: False)
        return imported(body)


@pytest.mark.parametrize("body", BODIES)
def test_a_blogs_bodies_are_read_as_if_all_had_been_proved(body: str) -> None:
    assert imported(body) == proved(body)


ATOMS = [
    "word", "كلمة", "a", "ب", "2024", "12", "well-known", "km/h", "it's", "كتبتُ", "e.g.", "C++",
    "www.a.example", "a.example", "x_y", "_x_", "a*b", "*", "**", "~~x~~", "~", "`c`", "\\", "&",
    "&amp;", "R&amp;D", "&nbsp;", "x&nbsp;", "&nbsp;x", "&amp;lt;", "&lt;b&gt;", "&#8217;", "<br>",
    "(see", "this)", "«قول»", "«", "“so”", '"x"', "'x'", "!", "![x]", "[x]", "[^1]", "{x}", "|",
    "http://a.example/b", "a@b.example", "x:", ":", "-", "--", "—", "=", "#", "+", ">", "1.", "1)",
    "*[HTML]:", "the", "،", "؟", ".", "…", "\u200f", "\xa0", "\u200c", "\n", "\r\n", "\t",
]  # fmt: skip
PLAIN = st.sampled_from(["word", "كلمة", "a", "2024", "well-known", "«قول»", "(see", "this)", "x."])
LINKS = [
    '<a href="https://a.example/b/?c=1">{}</a>', '<a href="http://a.example/x_y_z">{}</a>',
    '<a href="https://a.example/?b=1&amp;copy=2" target="_blank" rel="noopener">{}</a>',
    '<a href="https://a.example/&amp;lt=1">{}</a>', '<a title="so" href="https://a.example">{}</a>',
    '<a href="https://a.example/" class="x y" id="b_c">{}</a>', '<a href="/b">{}</a>',
    '<a href="https://a.example/(b)" rel="nofollow">{}</a>', '<a href="https://a.example/ب">{}</a>',
    '<a href="https://a.example/*b*" target="_blank">{}</a>', '<a name="b">{}</a>',
]  # fmt: skip
MARKS = [
    "<strong>{}</strong>", "<b>{}</b>", "<em>{}</em>", "<i>{}</i>", '<em class="x">{}</em>',
    "<del>{}</del>", "<span>{}</span>", "<code>{}</code>", "<u>{}</u>", "<!-- {} -->", *LINKS,
]  # fmt: skip
PLACES = [
    "<p>{}</p>", '<p dir="rtl">{}</p>', "{}", " {} ", "<h2>{}</h2>", '<h3 id="x">{}</h3>',
    "<ul><li>{}</li></ul>", "<ol>\n<li>{}</li>\n<li>word</li></ol>", "<ul>\n \t<li>{}</li>\n</ul>",
    '<ol start="3"><li>{}</li></ol>', "<ul><li>word</li><li>{}</li></ul>", "<ul>{}</ul>",
    "<blockquote>{}</blockquote>", "<blockquote><p>{}</p></blockquote>", "<div>{}</div>",
    '<img src="https://a.example/b.jpg" alt="{}" />', '<p><img src="https://a.example/b_c.png"/></p>',
    '<figure class="wp-block-image"><img src="https://a.example/b.jpg" alt="word"/>'
    '<figcaption class="wp-element-caption">{}</figcaption></figure>',
    '<!-- wp:image {{"id":5}} -->\n<figure class="wp-block-image size-large">'
    '<img src="http://a.example/ب%20c.jpg" alt="{}"/></figure>\n<!-- /wp:image -->',
    "<blockquote>\n<p>word</p>\n<p>{}</p>\n</blockquote>",
    '<ul class="x" type="a"><li>{}</li></ul>',
    "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->",
    '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>{}</li>\n'
    "<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
    '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n<p>{}</p>\n'
    "<!-- /wp:paragraph --></blockquote>\n<!-- /wp:quote -->",
]  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, atoms: st.SearchStrategy[str], depth: int = 1) -> str:
    """Words, some of them in marks, with a space between most of them."""
    made = ""
    for _ in range(draw(st.integers(1, 5))):
        piece = draw(atoms)
        if depth and draw(st.integers(0, 2)) == 0:
            piece = draw(st.sampled_from(MARKS)).format(draw(lines(atoms, depth - 1)))
        made += piece + draw(st.sampled_from([" ", " ", " ", " ", "", ".", "، ", "  "]))
    return draw(st.sampled_from([made, made.strip()]))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Some blocks one after the other; a strange sign in few of them."""
    strange = st.one_of(PLAIN, PLAIN, PLAIN, st.sampled_from(ATOMS))
    return "\n\n".join(
        draw(st.sampled_from(PLACES)).format(draw(lines(strange)))
        for _ in range(draw(st.integers(1, 3)))
    )


@settings(max_examples=60)
@given(texts())
def test_what_is_plain_would_have_been_proved(body: str) -> None:
    assert imported(body) == proved(body)


@pytest.mark.parametrize(
    "html",
    [
        "<p>كتبنا عن <strong>بغداد</strong> وعن <em>دجلة.</em></p>",
        '<p>words and <a href="https://a.example/b">a link</a>, and more</p>',
        '<p>a <a href="https://a.example/?b=1&amp;c" target="_blank" rel="noopener">link</a></p>',
        "<h2><strong>عنوان</strong></h2>",
        "<ul>\n \t<li>تمر</li>\n \t<li><em>خبز</em> وماء</li>\n</ul>",
        "<blockquote><p>قالت «شيئًا» &amp; مضت</p></blockquote>",
        "<p>«words»&nbsp; and well-known ones</p>",
        '<p><img src="https://a.example/u/2024/b.jpg" alt="جسر قديم" width="6" height="4"/></p>',
    ],
)
def test_what_people_write_most_needs_no_proof(html: str) -> None:
    piece = envelope(html)
    assert piece is not None
    assert is_plain(piece)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <strong>b</strong><em>c</em></p>",
        "<p>a<strong>b</strong></p>",
        "<p>a <strong> b</strong></p>",
        "<p>a <strong>b*c</strong></p>",
        '<p><a href="https://a.example" rel="x">b</a> begins a line</p>',
        "<p>2024. a year</p>",
        "<p>R&amp;D</p>",
        "<ul><li>a<br>b</li></ul>",
        '<ol start="4"><li>a</li></ol>',
        "<blockquote>a <cite>b</cite></blockquote>",
        '<p><img src="/b.jpg" alt="a"/></p>',
        '<p><img src="https://a.example/b.jpg" alt="a [b]"/></p>',
        '<a href="https://a.example/"><img src="https://a.example/b.jpg" alt="a"/></a>',
    ],
)
def test_what_might_be_read_otherwise_is_left_to_the_proof(html: str) -> None:
    piece = envelope(html)
    assert piece is not None
    assert not is_plain(piece)
