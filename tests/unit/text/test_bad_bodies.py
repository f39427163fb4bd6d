"""Bodies that no author means to write: what is shown of them is bounded work, and no word is lost.
Their real sizes are in torture/test_bad_bodies.py."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from editor.domain.post import Direction, Format, PostId
from editor.text.dress_css import references
from editor.text.dress_files import kind_of
from editor.text.envelope import envelope
from editor.text.grafting import grafted
from editor.text.html import DEEPEST, sanitise, visible_text
from editor.text.island_names import named
from editor.text.render import render_html
from editor.text.spans import titled
from editor.text.turning import turned
from editor.workspace.rendering import Snapshot
from tests.typesetters import rendered

SIGNS = [
    "[",
    "[x](",
    "![",
    "*",
    "*a ",
    "**a_ ",
    "_*",
    "*a**b",
    "~~a",
    "`",
    "` a",
    "<b>",
    "<a ",
    "<!--",
]
SIGNS += ["&", "&#", "\\", "http://", "a@", "{: ", "*a*{.a ", "[^", "|", "> ", "- ", "1. ", "HTML "]


def calls(act: Callable[[], object]) -> int:
    """How many functions were called: work that no other program on the machine can change."""
    count = 0

    def heard(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(heard)
    act()
    sys.setprofile(None)
    return count


@pytest.mark.parametrize("sign", SIGNS)
def test_twice_the_signs_are_twice_the_work(sign: str) -> None:
    def work(times: int) -> int:
        body = f"كلمة {sign * times}\n\n{sign * times}\n\n*[HTML]: ل"
        return calls(lambda: render_html(body, direction=Direction.RTL))

    work(10)  # what is made once
    once, twice = work(1_000), work(2_000)
    assert twice < 2.3 * once + 2_000


# Each of these took minutes, or for ever, when it was read anew behind each of its signs.
READ_ONCE: dict[str, tuple[Callable[[str], object], str]] = {
    "titles": (titled, "a" + " '" * 300_000 + ' "x"'),
    "comments": (lambda html: turned(html, Direction.RTL, Direction.LTR), "<!--a-->" * 60 + "x"),
    "comments of drawings": (lambda svg: kind_of(svg.encode()), "<!---->" * 500),
    "words of a sheet": (references, "_" * 1_000_000),
    "comments of an island": (named, "<!--" * 10_000),
    "line ends": (envelope, "<br>" * 50_000 + "["),
    "comments without end": (lambda html: grafted(html, html, html), "<!--" * 150_000),
}


@pytest.mark.parametrize("name", READ_ONCE)
def test_a_sign_is_not_looked_for_behind_each_of_its_kind(name: str) -> None:
    act, body = READ_ONCE[name]
    act(body)


LONG = "b" * 50_000


@pytest.mark.parametrize(
    "body",
    [
        "[a] " * 6_000 + f"\n\n[a]: http://{LONG}",
        "[a] " * 6_000 + f'\n\n[a]: http://x "{LONG}"',
        "[a] " * 6_000 + f"\n\n[a]: data:image/png;base64,{LONG}",
        "![a] " * 6_000 + f"\n\n[a]: data:image/png;base64,{LONG}",
        f"*[HTML]: {LONG}\n\n" + "HTML " * 10_000,
    ],
)
def test_what_is_said_once_and_used_often_does_not_fill_the_computer(body: str) -> None:
    """It was a page of 300 MB."""
    assert len(shown(body, Format.MARKDOWN)) < 3 * len(body)


def test_what_authors_define_is_defined_at_any_sensible_length() -> None:
    address, words = "https://example.org/" + "b" * 1_500, "كلمة " * 300
    html = render_html(
        f'[a] و HTML و ![x][p]\n\n[a]: {address} "t"\n\n*[HTML]: {words}\n\n'
        f"[p]: data:image/png;base64,{LONG}",
        direction=Direction.RTL,
    )
    assert f'href="{address}"' in html
    assert f'title="{words.strip()}"' in html
    assert LONG in html


def test_what_has_too_many_signs_stands_as_it_was_typed() -> None:
    few = render_html("كلمة " + "<b>x</b>*y* " * 50, direction=Direction.RTL)
    assert few.count("<em>y</em>") == few.count("<b>x</b>") == 50
    many = render_html("كلمة " + "<b>*x* " * 60_000, direction=Direction.RTL)
    assert many.count("&lt;b&gt;*x*") == 60_000
    long = render_html("كلمة " * 50_000 + "*x*", direction=Direction.RTL)
    assert long.endswith("<em>x</em></p>"), "length alone is no reason"


@pytest.mark.parametrize("depth", [DEEPEST + 1, 100_000])
@pytest.mark.parametrize("close", [True, False])
def test_of_what_nests_deeper_than_any_page_the_words_are_shown(depth: int, close: bool) -> None:
    html = f"<div>قبل{'<div>' * depth}كلمة &amp; &lt;b&gt;{'</div>' * depth * close}</div>"
    shown = sanitise(html)
    assert shown.count("<") == 2
    assert visible_text(shown).split() == ["قبل", "كلمة", "&", "<b>"]


def test_what_browsers_can_nest_keeps_its_elements() -> None:
    html = "<div>" * DEEPEST + "كلمة" + "</div>" * DEEPEST
    assert sanitise(html) == html
    flat = "<div>" + "<p>كلمة<br><img>" * (DEEPEST * 3) + "</div>"
    assert sanitise(flat).count("<p>") == DEEPEST * 3


def shown(body: str, format: Format) -> str:
    """What the preview is given."""
    made = rendered(Snapshot(PostId("bad"), body=body, format=format))
    return "".join(block.html for block in made.blocks)


PULLED = """<p onclick="x()">كلمة <a href="javascript:x()">رابط</a> <b onmouseover=x()>غليظ</b></p>
<script>x()</script><p>بعد</p><img src=x onerror="x()"><svg onload=x()>
<a xlink:href="javascript:x"/></svg><iframe srcdoc="<script>x()</script>"></iframe>
<form action="http://e/"><input autofocus onfocus=x()></form><style>@import "http://e/";</style><base
href="http://e/"><meta http-equiv=refresh content="0;url=http://e/">
<p style="background:url(http://e/)">آخر&#x202e; &bogus; &#0; &lt</p>
<!-- <p>لا</p> --><![CDATA[ نص ]]><a href="data:text/html,<script>x()</script>">ب</a>"""


@pytest.mark.parametrize("format", Format)
def test_what_a_pulled_post_would_do_it_does_not_do_here(format: Format) -> None:
    html = shown(PULLED, format).lower()
    for evil in ("<script", "onclick", "onerror", "onload=", "javascript:", "<iframe", "<form"):
        assert evil not in html.replace("&lt;", "")
    for evil in ("<style", "<base", "<meta", "url(", "data:", "srcdoc=", "<svg"):
        assert evil not in html.replace("&lt;", "")
    assert "http://e/" not in html.replace('href="http://e/', "").replace(">http://e/", "")
    for word in ("كلمة", "رابط", "غليظ", "بعد", "آخر"):
        assert word in html


def test_a_picture_as_text_is_not_carried_to_the_page() -> None:
    data = "data:image/png;base64," + "iVBORw0KGgo" * 100_000
    html = shown(f'![جسر]({data})\n\n<p><img alt="x" src="{data}"></p>\n', Format.MARKDOWN)
    assert len(html) < 300
    assert 'alt="جسر"' in html
