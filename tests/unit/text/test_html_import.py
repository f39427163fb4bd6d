"""Bodies from blogs, as Markdown and back: nothing lost, and nothing touched that was not meant."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.domain.chunk import Chunk, Part
from editor.domain.post import Direction
from editor.text import html_import
from editor.text.blocks import cut
from editor.text.envelope import envelope
from editor.text.following import followed, refitted, shown_blocks
from editor.text.html_import import imported, island, island_html, markdown_body
from editor.text.html_markdown import markdown_of
from editor.text.lines import RAW_HTML
from editor.text.render import Renderer, render_html
from editor.text.rewording import html_of
from editor.text.same_meaning import meaning
from editor.text.turning import turned
from editor.text.weaving import Made, woven
from tests.unit.text.blog_bodies import BLOCKS, CLASSIC, SOUP, WORD, bodies

BODIES = list(bodies())
PLAIN = [piece for style in (BLOCKS, CLASSIC, SOUP, WORD) for piece in style.plain]


def pushed(chunks: Sequence[Chunk], markdown: str) -> tuple[Chunk, ...]:
    """What would be sent of a pulled post whose body says `markdown` now."""
    sources = {block.start: block.text.rstrip("\r\n") for block in cut(markdown)}
    parts = [
        Made(sources[each.start], html_of(sources[each.start], each.html), each.key)
        for each in Renderer().render(markdown, direction=Direction.RTL)
    ]
    return woven(
        chunks,
        parts,
        before=lambda block: render_html(block, direction=Direction.RTL),
        dress=lambda html: html,
        within=lambda html: html,
        turn=lambda raw, direction: turned(raw, direction or Direction.RTL, Direction.RTL),
    )


def joined(chunks: Sequence[Chunk]) -> str:
    return "".join(chunk.raw for chunk in chunks)


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_nobody_edits_stays_as_it_is(body: str) -> None:
    chunks = imported(body)
    assert joined(chunks) == body
    markdown = markdown_body(chunks)
    assert shown_blocks(markdown) == [chunk.block for chunk in chunks if chunk.block]
    assert joined(pushed(chunks, markdown)) == body


@pytest.mark.parametrize("body", BODIES)
def test_another_word_in_a_block_changes_its_own_bytes_only(body: str) -> None:
    chunks = imported(body)
    for place, chunk in enumerate(chunks):
        word = next((w for w in ("نص", "words", "سطر", "واحد") if w in chunk.block), "")
        if not word or RAW_HTML in chunk.block:
            continue
        edited = chunk.block.replace(word, "كلمات", 1)
        blocks = [edited if at == place else each.block for at, each in enumerate(chunks)]
        markdown = "\n\n".join(block for block in blocks if block)
        now = pushed(chunks, markdown)
        assert [each.raw for at, each in enumerate(now) if at != place] == [
            each.raw for at, each in enumerate(chunks) if at != place
        ]
        assert "كلمات" in now[place].raw
        again = imported(joined(now))
        assert shown_blocks(markdown_body(again)) == shown_blocks(markdown)


def test_nearly_all_that_authors_write_can_be_edited(capsys: pytest.CaptureFixture[str]) -> None:
    """What is a paragraph, heading, list, quotation, link, picture, simple table: counted in all
    bodies, beside what only a blog understands and what is broken."""
    plain = [piece.strip() for piece in PLAIN]
    written = [
        chunk.block
        for body in BODIES
        for chunk in imported(body)
        if chunk.part is Part.BLOCK and _is_plain(chunk.raw.replace("\r\n", "\n").strip(), plain)
    ]
    islands = [block for block in written if RAW_HTML in block]
    share = 100 * (1 - len(islands) / len(written))
    with capsys.disabled():
        print(f"\n{share:.1f} % of {len(written)} pieces in {len(BODIES)} bodies are Markdown")
    assert len(BODIES) >= 200
    assert len(written) > 500
    assert share >= 95, islands


def _is_plain(raw: str, plain: list[str]) -> bool:
    return any(raw in piece or piece in raw for piece in plain)


@pytest.mark.parametrize(
    ("raw", "markdown"),
    [
        ("<p>a <b>b</b> <i>c</i> <del>d</del></p>", "a **b** *c* ~~d~~"),
        ("<p>a<br />b</p>", "a\nb"),
        ("<p>a\nb</p><!-- wp:x /-->", "a b\n\n" + island("<!-- wp:x /-->")),
        ("first\nsecond\n\nthird", "first\nsecond\n\nthird"),
        ('<p><a href="/x" title="t">y</a></p>', '[y](/x "t")'),
        ('<p><a href="/x" rel="z">y</a></p>', '<a href="/x" rel="z">y</a>'),
        ("<h1>x</h1><h6>y</h6>", "# x\n\n###### y"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n  1. c"),
        ('<ol start="7"><li>a</li></ol>', "7. a"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<figure><img src="a.jpg" alt="b"><figcaption>c</figcaption></figure>', '![b](a.jpg "c")'),
        ('<pre><code class="language-py">x = 1\n</code></pre>', "```py\nx = 1\n```"),
        ("<table><tr><td>a</td></tr></table>", "|   |\n| --- |\n| a |"),
        ("<p># a</p><p>1. b</p><p>- c</p>", "\\# a\n\n1\\. b\n\n\\- c"),
        ("<!--more-->", "<!--more-->"),
        ("a\n\n<hr />\n\nb\n<HR>c", "a\n\n***\n\nb\n\n***\n\nc"),
        ('<p dir="rtl">abc</p><p>سلام سلام</p>', 'abc\n{: dir="rtl"}\n\nسلام سلام'),
        ("<p>&nbsp;</p><p>a</p><p></p>", "a"),
        ("<iframe></iframe>", island("<iframe></iframe>")),
        ('[gallery ids="1"]', island('[gallery ids="1"]')),
    ],
)
def test_pieces_as_markdown(raw: str, markdown: str) -> None:
    assert markdown_body(imported(raw)) == markdown


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        (
            '<p class="x" style="y">a <b>b</b></p>\n',
            "a",
            "z",
            '<p class="x" style="y">z <b>b</b></p>\n',
        ),
        ("one\ntwo<br /><br />three", "two", "2", "one\n2<br /><br />three"),
        ('<h2 id="k">a</h2>', "## a", "## b", '<h2 id="k">b</h2>'),
        ('<h2 id="k">a</h2>', "## a", "### a", "<h3>a</h3>"),
        ("<div>a</div>", "a", "b", "<div>b</div>"),
        (
            '<img alt="a" src="s.jpg" width="3" />',
            "![a]",
            "![b]",
            '<img alt="b" src="s.jpg" width="3" />',
        ),
        (
            '<img src="s.jpg" class="c">',
            "![]",
            "![b&c]",
            '<img alt="b&amp;c" src="s.jpg" class="c">',
        ),
        (
            '<figure class="f"><img src="s.jpg" alt=""><figcaption '
            'class="g">x</figcaption></figure>',
            '"x"',
            '"y < z"',
            '<figure class="f"><img src="s.jpg" alt=""><figcaption class="g">y &lt; '
            "z</figcaption></figure>",
        ),
        ("<pre>a &lt; b</pre>", "a < b", "a > b", "<pre>a &gt; b</pre>"),
        ('<p class="x">abc</p>', "abc", "سلام عليكم", '<p class="x">سلام عليكم</p>'),
    ],
)
def test_other_words_in_the_old_element(raw: str, old: str, new: str, expected: str) -> None:
    chunks = imported(raw)
    markdown = markdown_body(chunks)
    assert old in markdown
    assert _without_dir(joined(pushed(chunks, markdown.replace(old, new)))) == expected


def _without_dir(html: str) -> str:
    return html.replace(' dir="rtl"', "").replace(' dir="ltr"', "")


def test_blocks_move_with_all_their_bytes() -> None:
    body = "<p class=a>one</p>\n<iframe src=x></iframe>\n<p class=b>two</p>\n"
    chunks = imported(body)
    blocks = [chunk.block for chunk in chunks]
    moved = joined(pushed(chunks, "\n\n".join([blocks[2], blocks[1], blocks[0]])))
    for raw in ("<p class=a>one</p>", "<iframe src=x></iframe>", "<p class=b>two</p>"):
        assert raw in moved
    assert moved.index("two") < moved.index("iframe") < moved.index("one")


def test_a_new_block_stands_within_what_wraps_the_post() -> None:
    body = '<div class="post">\n<p>one</p>\n<p>two</p>\n</div>'
    chunks = imported(body)
    assert [chunk.part for chunk in chunks].count(Part.PLACE) == 2
    before = joined(pushed(chunks, "new\n\none\n\ntwo"))
    after = joined(pushed(chunks, "one\n\ntwo\n\nnew"))
    assert _without_dir(before).startswith('<div class="post">\n<p>new</p>\n\n<p>one</p>')
    assert _without_dir(after).endswith("<p>two</p>\n\n<p>new</p></div>")


def test_a_deleted_block_takes_its_bytes_and_no_others() -> None:
    body = "<p>one</p>\n<p>two</p>\n<p>three</p>"
    assert joined(pushed(imported(body), "one\n\nthree")) == "<p>one</p>\n\n<p>three</p>" or (
        joined(pushed(imported(body), "one\n\nthree")) == "<p>one</p>\n<p>three</p>"
    )


# --- what somebody changed on the blog -----------------------------------------------------------


def test_what_did_not_change_there_stays_as_its_author_wrote_it() -> None:
    mine = "* نص\n* [رابط][1]\n\nفقرة __ثانية__\n\n\n[1]: https://a.example\n\nثالثة\n"
    sent = pushed((), mine)
    there = joined(sent).replace("ثالثة", "رابعة")
    now = followed(sent, mine, there)
    assert now is not None
    assert now.body.startswith(mine.partition("ثالثة")[0])
    assert now.body.endswith("رابعة")
    assert joined(now.chunks) == there


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("<p>ب</p>", "<p>ب</p>\n<p>جديد</p>"), "أ\n\nب\n\nجديد\n\nج\n"),
        (("<p>ب</p>", ""), "أ\n\nج\n"),
        (("<p>أ</p>", "<p>جديد</p>\n<p>أ</p>"), "جديد\n\nأ\n\nب\n\nج\n"),
    ],
)
def test_additions_and_deletions_on_the_blog(change: tuple[str, str], expected: str) -> None:
    mine = "أ\n\nب\n\nج\n"
    sent = pushed((), mine)
    now = followed(sent, mine, joined(sent).replace(*change))
    assert now is not None
    assert now.body == expected


def test_the_blogs_way_of_writing_is_learned_after_sending() -> None:
    sent = pushed((), 'a & b\n\n"c"\n\nd\ne\n')
    there = joined(sent).replace("<br>", "<br />").replace('"c"', "&quot;c&quot;")
    assert there != joined(sent)
    learned = refitted(sent, there)
    assert joined(learned) == there
    assert [chunk.block for chunk in learned] == [chunk.block for chunk in sent]
    assert refitted(sent, there.replace("a &amp; b", "other")) == ()


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000,
        "<p>" * 20_000,
        "<b>" * 5_000 + "x" + "</b>" * 5_000,
        "<!-- " * 20_000,
        "<!-- wp:a {" * 20_000,
        '<a href="' * 20_000,
        "<p>" + "`" * 5_000 + "</p>",
        "<p>" + "[" * 5_000 + "</p>",
        "<p>" + "*a " * 3_000 + "</p>",
        "<ul><li>" * 3_000,
        "<p>word</p>" * 2_000,
    ],
    ids=lambda body: body[:12],
)
def test_hostile_bodies_are_kept_whole(body: str) -> None:
    assert joined(imported(body)) == body


def test_more_than_a_person_edits_stays_html() -> None:
    assert imported("<p>x</p>" * 30_000) == ()
    assert imported("x" * 1_000_001) == ()


@pytest.mark.parametrize("raw", ["<x>`</x>", "<x>\n```\n````\n</x>", "<x>\r\ny</x>"])
def test_islands_hold_anything(raw: str) -> None:
    assert island_html(island(raw)) == raw
    assert [block.text for block in cut(island(raw))] == [island(raw)]


@pytest.mark.parametrize("block", ["", "```\nx\n```", "```{=latex}\nx\n```", "words", "```{=html}"])
def test_other_blocks_are_no_islands(block: str) -> None:
    assert island_html(block) is None


@example("Z\xa0", "h2")
@given(
    st.text(st.sampled_from("abZ نصُ\u200cé9.,;:?!()%/'\"«»“”’…–—،؛؟- \xa0www@_*[]"), max_size=30),
    st.sampled_from(["p", "h2", "h3"]),
)
def test_words_without_signs_are_what_the_whole_way_makes_of_them(text: str, name: str) -> None:
    """The short way for most paragraphs says what the long one says."""
    around = envelope(f"<{name}>{text}</{name}>")
    short = around and html_import._bare_words(around)
    if not around or not short:
        return
    long = markdown_of(around)
    (one,), (other,) = cut(short), cut(long)
    assert one.kind is other.kind
    html = render_html(short, direction=Direction.LTR)
    assert html == render_html(long, direction=Direction.LTR)
    ours = envelope(html)
    assert ours is not None
    assert meaning(ours) == meaning(around)


_OF_BLOCKS = ("p", "div", "ul", "li", "blockquote", "table", "tr", "td", "h2", "pre")
_NAMES = st.sampled_from([*_OF_BLOCKS, "b", "i", "a", "br", "img", "span", "code"])
_TEXT = st.text(st.sampled_from("ab نص*_`[]<>&;\n\r\t#-1.|{}\u200f\u00a0\\"), max_size=8)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """HTML of a few levels, most of it well-formed."""
    made = ""
    for _ in range(draw(st.integers(0, 4))):
        made += draw(_TEXT)
        if depth and draw(st.booleans()):
            name = draw(_NAMES)
            end = draw(st.sampled_from([f"</{name}>", f"</{name}>\n", ""]))
            made += f"<{name}{draw(st.sampled_from(['', ' class=x', ' dir=rtl']))}>"
            made += draw(trees(depth - 1)) + end
    return made


@given(trees())
def test_random_trees_come_back_byte_for_byte(body: str) -> None:
    chunks = imported(body)
    assert joined(chunks) == body
    markdown = markdown_body(chunks)
    assert shown_blocks(markdown) == [chunk.block for chunk in chunks if chunk.block]
    assert joined(pushed(chunks, markdown)) == body
