from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.html import same_text, sanitise, visible_text
from editor.text.html_blocks import cut_html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("كلام", "كلام"),
        ("<p>أ &amp; ب&nbsp;ج<br>د</p><p>هـ</p>", "أ & ب\u00a0ج\nد\nهـ"),
        ("مر<b>ح</b>با", "مرحبا"),
        ("<ul>\n <li>أ</li>\n <li>ب</li>\n</ul>", "أ\nب"),
        ("أ<!-- <p>x</p> -->ب", "أب"),
        ("<!-- open", "open"),
        ("<script>x</script><style>y</style>أ", "أ"),
        ("<SCRIPT>if (a<b) x</SCRIPT>أ", "أ"),
        ("a < b > c", "a < b > c"),
        ("<!DOCTYPE html>أ", "أ"),
        ('<a title="a > b">أ</a>', "أ"),
        ("", ""),
    ],
)
def test_visible_text(html: str, expected: str) -> None:
    assert visible_text(html) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<p>a &amp; b</p>", "<p>a &#038; b</p>", True),
        ("it&#39;s", "it&#039;s", True),
        ("a<br>\nb", "a<br />b", True),
        ("<p>أ</p>\n\n<p>ب</p>\n", "<p>أ</p><p>ب</p>", True),
        ('<p dir="rtl" class="x">أ</p>', "<p class='x' dir=rtl>أ</p>", True),
        ('<td style="text-align: start">أ</td>', '<td style="text-align:start;">أ</td>', True),
        ('<img src="a&b.jpg" alt="">', '<img alt="" src="a&amp;b.jpg" />', True),
        ("<p>أ  ب</p>", "<p>أ\nب</p>", True),
        ("<p>أ</p>", "<p>ب</p>", False),
        ("<p>أ</p>", "<h2>أ</h2>", False),
        ("<b>أ</b> ب", "<b>أ</b>ب", False),
        ('<p dir="rtl">أ</p>', "<p>أ</p>", False),
        ('<a href="x">أ</a>', '<a href="y">أ</a>', False),
        ("<p>أ</p><p>ب</p>", "<p>أب</p>", False),
        ("<p>أ\u00a0ب</p>", "<p>أ ب</p>", False),
        # A comment ends where it ends, whatever is in it.
        ("<!--[if mso]><p>x</p><![endif]--><p>أ</p>", "<!--[if y]><![endif]--><p>أ</p>", True),
        ("<!--[if mso]><p>x</p><![endif]--><p>أ</p>", "<!--[if mso]><![endif]--><p>ب</p>", False),
        ("<!-- <!DOCTYPE x --><p>أ</p>", "<!-- <!DOCTYPE x --><p>ب</p>", False),
        ("<!-- <?php x --><p>أ</p>", "<!-- <?php x --><p>ب</p>", False),
    ],
)
def test_same_text(one: str, other: str, same: bool) -> None:
    assert same_text(one, other) is same
    assert same_text(other, one) is same


def test_the_preview_loads_nothing_and_runs_nothing() -> None:
    hostile = """
    <script>x</script><style>p{}</style><iframe src="http://x"></iframe><svg onload="x"></svg>
    <form action="http://x"><input></form><object data="x"></object><video src="http://x"></video>
    <link rel="preconnect" href="http://x"><meta http-equiv="refresh" content="0;http://x"><base href="http://x">
    <p onclick="x" style="background:url(http://x);text-align:start">a</p>
    <a href="javascript:x">b</a><img src="http://x/a.png" srcset="http://x/b.png 2x">
    <img src="data:image/png;base64,x"><img src="//x/a.png"><img src="a.png" onerror="x">
    """
    shown = sanitise(hostile)
    assert "http://x" not in shown
    for gone in ("script", "style>", "iframe", "svg", "form", "input", "object", "video", "link"):
        assert f"<{gone}" not in shown
    for gone in ("onclick", "onerror", "javascript", "srcset", "url(", "data:", "//x", "a.png"):
        assert gone not in shown
    assert '<p style="text-align:start">a</p>' in shown


@pytest.mark.parametrize(
    "html",
    [
        '<p dir="rtl" lang="ar" class="x">أ</p>',
        '<ol style="list-style-type:arabic-indic"><li>أ</li></ol>',
        '<a href="https://x.org">أ</a>',
        '<a class="footnote-ref" href="#fn:1">1</a>',
        '<img src="media://picture/1/a.jpg" alt="أ">',
        '<figure><img src="media:1" alt=""><figcaption>أ <span class="credit">ب</span>'
        "</figcaption></figure>",
        "<bdi>أ</bdi>",
        '<ol start="3"><li>أ</li></ol>',
        '<pre dir="ltr"><code class="language-py">x</code></pre>',
    ],
)
def test_the_preview_shows_what_the_author_wrote(html: str) -> None:
    assert same_text(sanitise(html), html)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<b>", "<!--", "-->", "أ", "\n", "<", '"']
        )
    ).map("".join)
)
def test_pieces_joined_are_the_body(body: str) -> None:
    assert "".join(cut_html(body)) == body
    assert same_text(body, body)
