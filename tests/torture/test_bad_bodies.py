"""Bodies that no author means to write, in the sizes in which they come: each is shown within
BOUND seconds of one thread's time, whatever it is, and its words are in what is shown."""

from __future__ import annotations

import time

import pytest

from editor.domain.post import Direction
from editor.text.html import sanitise
from editor.text.render import render_html, render_raw
from tests.unit.text.test_bad_bodies import SIGNS as TWICE

pytestmark = pytest.mark.torture

BOUND = 30.0
PARAGRAPH = "كلمة وأخرى word and more. " * 30
PICTURE = "data:image/png;base64," + "iVBORw0KGgo" * 1_900_000

SIGNS = [
    *TWICE,
    "<",
    "&amp; ",
    "http://a.b/ ",
    "a@b.c ",
    "[^a] ",
    "[a](b) ",
    "![a](b) ",
    "C++ كلمة ",
]
SIGNS += ["<div>", "\t", "\n"]
BODIES = {
    **{f"{sign!r} 100,000 times": f"كلمة {sign * 100_000}\n\n[^a]: x" for sign in SIGNS},
    "50,000 brackets in each other": "كلمة " + "[" * 50_000 + "]" * 50_000,
    "back-ticks of all lengths": "كلمة " + " ".join("`" * n for n in range(1, 600)),
    "10 MB": "\n\n".join(f"{n} {PARAGRAPH}" for n in range(10_000_000 // len(PARAGRAPH))),
    "a picture of 20 MB as text": f"كلمة ![x]({PICTURE})",
    "a list of 100,000": "\n".join(f"- كلمة *x{n}* [a](b)" for n in range(100_000)),
    "a table of 100,000": "|كلمة" * 100
    + "|\n"
    + "|-" * 100
    + "|\n"
    + ("|*b*" * 100 + "|\n") * 1_000,
}
TAGS = ["<div>", "<b>", "<p>x", "<table>", "<ul><li>", "<!--", "-->", "&amp", "<a ", '<a b="']
TAGS += ["<![CDATA[", "<", "<svg><math>", "<select><option>", "<a><p>", "&#x110000;&bogus;"]
PAGES = {
    **{f"{tag!r} a million times": f"<p>كلمة</p>{tag * 1_000_000}" for tag in TAGS},
    "a million, closed": f"<p>كلمة</p>{'<div>' * 500_000}{'</div>' * 500_000}",
    "10 MB": f"<p>{PARAGRAPH}</p>\n" * (10_000_000 // len(PARAGRAPH)),
    "a picture of 20 MB": f'<p>كلمة <img src="{PICTURE}"></p>',
}


@pytest.mark.parametrize("name", BODIES)
def test_markdown_is_shown_in_time(name: str) -> None:
    began = time.thread_time()
    html = render_html(BODIES[name], direction=Direction.RTL, picture=lambda name: "")
    shown = sanitise(html)
    assert time.thread_time() - began < BOUND
    assert "كلمة" in shown


@pytest.mark.parametrize("name", PAGES)
def test_html_is_shown_in_time(name: str) -> None:
    began = time.thread_time()
    shown = "".join(sanitise(block.html) for block in render_raw(PAGES[name]))
    assert time.thread_time() - began < BOUND
    assert "كلمة" in shown
