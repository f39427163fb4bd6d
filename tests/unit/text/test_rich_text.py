"""Rich text from other programs, as Markdown that says the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from editor.domain.post import Direction
from editor.text import rich_text
from editor.text.html import visible_text
from editor.text.render import render_html


def markdown(html: str, post: Direction = Direction.LTR) -> str | None:
    read = rich_text.read(html, post)
    return read and read.markdown


def inked(text: str) -> str:
    return re.sub(r"\s+", "", text)


nasty = st.lists(
    st.sampled_from(
        ["كلمة", "word", "مُحَمَّد", "می\u200cروم", " ", " ", "\n", "*", "**", "_", "__", "`", "``",
         "~~", "~", "[", "]", "](", ")", "!", "!\u200c[", "{", "}", "{: dir=\"ltr\"}", "\\", "|",
         "a|b", "---", "-|-", "- ", "1. ", "١. ", "1984.", "# ", "#", "#وسم", "> ", "&lt;",
         "&lt;b>",
         "&amp;", "&amp;amp;", "&amp;#42;", ":", ": ", "===", "+ ", "```", "~~~", "https://e.org/a_b",
         "https://e.org/?a=1&amp;b=2*", "a@b.org", "[^1]:", "[x]: /u", "*[x]: y", "\u00a0", "😀",
         "\u2028", "\x01", "'", '"', "=", "\t", "    "]
    ),
    min_size=1,
    max_size=7,
).map("".join)  # fmt: skip


def element(inside: st.SearchStrategy[str], names: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, words: f"<{name}>{words}</{name.split()[0]}>",
        st.sampled_from(names.split("|")),
        inside,
    )


inline = st.recursive(
    st.one_of(nasty, st.just("<br>"), element(nasty, "code|kbd")),
    lambda inside: st.one_of(
        element(inside, "b|i|s|em|strong|span|u|a href='https://e.org/(x'|a href='https://e.org/'"),
        st.lists(inside, min_size=1, max_size=4).map("".join),
    ),
    max_leaves=6,
)
blocks = st.recursive(
    st.one_of(
        element(inline, "p|p|div|h1|h2|h3|p dir='rtl'|p dir='ltr'|li|dt|dd|pre"), st.just("<hr>")
    ),
    lambda inside: st.one_of(
        element(inside, "blockquote|div|ul|ol|ul><li|ol start=9><li|table><tr><td"),
        st.lists(inside, min_size=1, max_size=3).map("".join),
        st.tuples(inline, inside).map("".join),
        st.tuples(inline, inside).map(
            lambda each: f"<table><tr><th>{each[0]}<td>{each[1]}<tr><td>x</table>"
        ),
    ),
    max_leaves=5,
)


TABLE = [
    # What people copy.
    ("<h1>عنوان</h1><h2>b</h2><p>نص", "## عنوان\n\n### b\n\nنص"),
    ("<h2>عنوان <b>x</b></h2>", "## عنوان x"),
    ("a <b>b </b>c", "a **b** c"),
    ("<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>", "**a** *b* ~~c~~ `d`"),
    ("<b>a <i>b</i></b>", "**a *b***"),
    ("<a href='https://e.org/?a=1&amp;b=(2'><b>x</b></a>", "**[x](<https://e.org/?a=1&b=(2>)**"),
    ("see <a href='https://e.org/'>https://e.org/</a>.", "see https://e.org/."),
    ("<a href='mailto:a@b.org'>me</a>", "[me](mailto:a@b.org)"),
    ("<ul><li>a<ul><li>b</ul><li><p>c</p></ul>", "- a\n  - b\n- c"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
    ("<ol start=9><li>a<li>b<p>c</ol>", "9. a\n\n10. b\n\n    c"),
    ("<ol style='list-style-type: arabic-indic'><li>a<li>b</ol>", "١. a\n٢. b"),
    ("<li><input type=checkbox checked>a<li><input type=checkbox>b", "- [x] a\n- [ ] b"),
    ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
    ("a<br>b<br><br>c", "a\nb\n\nc"),
    ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
    ("a<pre class='language-py'>x =\n\n  `1`</pre>", "a\n\n```py\nx =\n\n  `1`\n```"),
    ("a<hr>b", "a\n\n***\n\nb"),
    ("<table><tr><th><b>أ</b><th>b|c<tr><td><p>1<p>2</table>",
     "| أ | b\\|c |\n|---|---|\n| 1 2 |  |"),
    ("<table><tr><td><p>frame<p>d</table>", "frame\n\nd"),
    ("<img src='https://e.org/x.png' alt='صورة [1]'>", "![صورة \\[1\\]](https://e.org/x.png)"),
    ("مرحبا <img src='data:image/gif;base64,R0' alt='😀'>", "مرحبا 😀"),
    # Signs that mean themselves.
    ("1984. b", "1984\\. b"),
    ("# a", "\\# a"),
    ("#وسم 2 * 3 snake_case C# a|b [1] x.y", "#وسم 2 * 3 snake_case C# a|b \\[1] x.y"),
    # What programs add for their own sake.
    ("<b style='font-weight:normal' id=docs-internal-guid-1><p>a</p></b>", "a"),
    ("<span style='font-weight:700'>a</span><span style='font-weight:400'> b</span>", "**a** b"),
    ("<style>p{}</style><title>T</title><!--x--><p class=MsoNormal>a<o:p>&nbsp;</o:p></p>", "a"),
    ("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<i>&nbsp;</i></span>a</p>"
     "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>b</p>"
     "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>c</p>",
     "1. a\n   - b\n2. c"),
    ("a<span style='display:none'>b</span><img src='https://e.org/t' width=1 height=1>", "a"),
    # What does harm.
    ("<script>x</script><a href='javascript:x'>a</a><img src='file:///e' alt=b>", "a"),
    ("<a href='#top'>a</a> <a href='/b'>b</a>", "a b"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "wanted"), TABLE)
def test_markdown_of_rich_text(html: str, wanted: str) -> None:
    assert markdown(html) == wanted


@pytest.mark.parametrize("html", ["", "<p>&nbsp;</p>", "<br>", "<img src='file:///x' alt=y>"])
def test_no_words(html: str) -> None:
    assert markdown(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<pre>x = 1\n</pre>",
        "<div style='font-family: Consolas'><div><span>def</span> x():</div></div>",
        "<div style='white-space: pre;'>if x:</div>",
    ],
)
def test_source_code_is_pasted_as_it_is(html: str) -> None:
    assert markdown(html) is None


DIRECTIONS = [
    # The words say it themselves.
    ("<p dir=rtl>نص عربي</p>", Direction.LTR, "نص عربي"),
    ("<p dir=ltr>words</p>", Direction.RTL, "words"),
    # The words say another one.
    ("<p dir=rtl>iPhone XS Max جديد</p>", Direction.LTR, "iPhone XS Max جديد\n{: dir=\"rtl\"}"),
    ("<p dir=rtl>iPhone XS Max جديد</p>", Direction.RTL, "iPhone XS Max جديد"),
    ("<ul dir=rtl><li>a b<li>نص</ul>", Direction.LTR, "- a b\n- نص\n{: dir=\"rtl\"}"),
    ("<p dir=rtl>نص</p><p dir=ltr>a b نص</p>", Direction.RTL,
     "نص\n\na b نص\n{: dir=\"ltr\"}"),
    # A stamp on all there is.
    ("<p dir=rtl>plain English words</p>", Direction.LTR, "plain English words"),
    ("<p dir=ltr>a b نص</p>", Direction.RTL, "a b نص"),
    ("<p dir=ltr>نص عربي</p>", Direction.LTR, "نص عربي"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "post", "wanted"), DIRECTIONS)
def test_a_direction_is_kept_where_the_words_say_another(
    html: str, post: Direction, wanted: str
) -> None:
    assert markdown(html, post) == wanted


@pytest.mark.parametrize(
    ("html", "is_formatted", "is_parted"),
    [
        ("<span>just words</span>", False, False),
        ("<p>one</p><p>two</p>", False, True),
        ("<div>one</div><div>two</div>", False, False),
        ("<a href='https://e.org'>https://e.org</a>", False, False),
        ("<a href='https://e.org'>x</a>", True, False),
        ("<b>x</b>", True, False),
        ("<ul><li>x</ul>", True, False),
    ],
)
def test_whether_it_says_more_than_its_words(
    html: str, is_formatted: bool, is_parted: bool
) -> None:
    read = rich_text.read(html)
    assert read is not None
    assert (read.is_formatted, read.is_parted) == (is_formatted, is_parted)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "x",
        "<b>" * 10_000 + "x",
        "<blockquote>" * 10_000 + "x",
        "x" * 5_000_000,
        "<p>x</p>" * 100_000,
        "&" * 1_000_000,
    ],
)
def test_too_much_is_left_alone(html: str) -> None:
    assert rich_text.read(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" * 399 + "x",
        "<ul><li>x" * 199,
        "<table><tr><td>" * 100 + "x",
        "<table>" + "<tr><td>x" * 2_000 + "<tr>" + "<td>y" * 2_000 + "</table>",
        "<b>a</b> <i>b</i> " * 5_000,
        "\ud800<b>x</b>\x00",
        "<a href='https://e.org/\ud800'>x",
        "<p style='mso-list:l0 level9 lfo1'>x" * 50,
    ],
)
def test_monsters_are_read(html: str) -> None:
    made = markdown(html)
    assert made
    assert len(made) < 10 * len(html) + 1_000


@example("<p><a href='https://e.org/(x'>]:</a></p>", Direction.RTL)
@settings(max_examples=400, deadline=None)
@given(blocks, st.sampled_from(Direction))
def test_the_page_says_the_same_words(html: str, post: Direction) -> None:
    made = markdown(html, post)
    wanted = inked(visible_text(html).replace("\x01", ""))
    if made is None:
        assert "<pre>" in html or not wanted
        return
    assert inked(visible_text(render_html(made, direction=post))) == wanted
