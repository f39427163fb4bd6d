"""What programs put on the clipboard, as Markdown: each fixture is as that program writes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editor.domain.post import Direction
from editor.text import rich_text
from editor.text.render import render_html

FOLDER = Path(__file__).parent / "data" / "pasted"
PASTED = sorted(FOLDER.glob("*.html"))
JUNK = ("mso", "style=", "<span", "<o:p", "file://", "data:", "google.com/url", "docs-", "\n\n\n")


@pytest.mark.parametrize("file", PASTED, ids=lambda file: file.stem)
def test_it_says_what_the_program_showed_and_no_more(file: Path) -> None:
    read = rich_text.read(file.read_text("utf-8"), Direction.RTL)
    assert read is not None
    assert f"{read.markdown}\n" == file.with_suffix(".md").read_text("utf-8")
    assert not [junk for junk in JUNK if junk in read.markdown]
    assert "<p></p>" not in render_html(read.markdown)


def test_each_program_is_there() -> None:
    assert len(PASTED) == 11


SAFE = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.org&amp;d=1"


def item(name: str, marker: str, words: str) -> str:
    return (
        f"<p style='mso-list:{name} level1 lfo1'>"
        f"<span style='mso-list:Ignore'>{marker}</span>{words}</p>"
    )


def deeper(marker: str, words: str) -> str:
    return item("l0", marker, words).replace("level1", "level2")


def frame(address: str) -> str:
    return f'<iframe width="560" src="{address}" allowfullscreen>no frames</iframe>'


FIGURE = '<figure><img src="https://e.org/a.jpg" alt="b">'
SHOWN = "![b](https://e.org/a.jpg"
TUBE = "https://www.youtube.com/watch?v=abc_DEF-123"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Word's lists have no element: their names part them, their markers tell how they count.
        (item("l0", "٣.", "أ") + item("l0", "٤.", "ب"), "٣. أ\n٤. ب"),
        (item("l0", "۱.", "أ") + item("l1", "1)", "b"), "۱. أ\n\n1. b"),
        (item("l0", "·", "a") + item("l0", "o", "b"), "- a\n- b"),
        # Lists that stand beside those they belong to.
        (
            '<ol><li>a</li></ol><ul data-indent="1"><li>b</li></ul><p>c</p>',
            "1. a\n   - b\n\nc",
        ),
        ('<ul data-indent="7"><li>a</li></ul>', "- a"),
        # Links lead where they lead to.
        (
            '<a href="https://www.google.com/url?sa=t&amp;url=https%3A%2F%2Fe.org%2Fa">a</a>',
            "[a](https://e.org/a)",
        ),
        (f'<a href="{SAFE}">a</a>', "[a](https://e.org)"),
        (
            '<a href="https://www.google.com/url?q=javascript%3Ax">a</a>',
            "[a](https://www.google.com/url?q=javascript%3Ax)",
        ),
        # Numbers of several levels; what a cell reaches over is empty.
        (
            item("l0", "1.", "a")
            + deeper("1.1.", "b")
            + deeper("1.2", "c")
            + item("l0", "2.", "d"),
            "1. a\n   1. b\n   2. c\n2. d",
        ),
        (
            "<table><tr><td rowspan=2>a</td><td>1</td></tr><tr><td>2</td></tr>"
            "<tr><td colspan=2>b</td></tr></table>",
            "| a | 1 |\n|---|---|\n|  | 2 |\n| b |  |",
        ),
        (
            "<table><tr><td rowspan=9999999>a</td><td rowspan=3>1<td colspan=3>x</td></tr>"
            "<tr><td>b</td></tr></table>",
            "| a | 1 | x |  |  |\n|---|---|---|---|---|\n| b |  |  |  |  |",
        ),
        # Above and below the line.
        ("H<sub>2</sub>O, x<sup>n+1</sup>, 10<sup>−3</sup>", "H₂O, xⁿ⁺¹, 10⁻³"),
        ("x<sub>i, j</sub> م<sup>٢</sup>", "x<sub>i, j</sub> م<sup>٢</sup>"),
        ("1<sup>st</sup> 2<sup>e</sup> <sup> </sup>", "1st 2e"),
        ("<span style='vertical-align:super'>3</span> <code>a<sup>2</sup></code>", "³ `a2`"),
        ("a<sup>*b* [c]</sup>", "a<sup>\\*b\\* \\[c]</sup>"),
        # A picture's caption is said with it, where it is nothing but words.
        (f"{FIGURE}<figcaption>The <b>bridge</b></figcaption></figure>", f'{SHOWN} "The bridge")'),
        (
            f"{FIGURE}<figcaption>By <a href='https://e.org'>her</a></figcaption></figure>",
            f"{SHOWN})\n\nBy [her](https://e.org)",
        ),
        (
            '<p><img src="https://e.org/a.jpg"></p><p class=MsoCaption>Figure 1</p>',
            '![](https://e.org/a.jpg "Figure 1")',
        ),
        ("<p>words</p><figcaption>alone</figcaption>", "words\n\nalone"),
        # Videos stand alone, by the address of their page.
        (frame("//www.youtube.com/embed/abc_DEF-123?si=x&amp;start=9"), f"{TUBE}&t=9s"),
        (frame("https://www.youtube-nocookie.com/embed/abc_DEF-123"), TUBE),
        (
            frame("https://player.vimeo.com/video/769?h=8272103f6e"),
            "https://vimeo.com/769/8272103f6e",
        ),
        (
            f"<p>a {frame('https://player.vimeo.com/video/769')} b",
            "a\n\nhttps://vimeo.com/769\n\nb",
        ),
        (
            f"a{frame('https://e.org/embed/abc_DEF-123')}{frame('javascript:x')}{frame('https://[')}",
            "a",
        ),
        ("words<button>Copy</button><span class='mw-editsection'>[edit]</span>", "words"),
    ],
)
def test_what_programs_do_in_their_own_way(html: str, markdown: str) -> None:
    read = rich_text.read(html)
    assert read is not None
    assert read.markdown == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (  # LibreOffice's
            'a<a name="s1anc" href="#s1sym"><sup>1</sup></a><div id="sdfootnote1">'
            '<p><a name="s1sym" href="#s1anc">1</a>b</p><p>c</p></div>',
            "a[^1]\n\n[^1]: b\n\n    c",
        ),
        (  # the block editor's
            '<p>a<sup><a href="#n" id="m">1</a></sup>.</p>'
            '<ol><li id="n">b <a href="#m">↩</a></li></ol>',
            "a[^1].\n\n[^1]: b",
        ),
        (  # one note, two marks
            '<p>a<a href="#n" id="m">1</a> b<a href="#n" id="k">1</a></p>'
            '<p id="n">c <a href="#m">x</a><a href="#k">y</a></p>',
            "a[^1] b[^1]\n\n[^1]: c",
        ),
        # No notes: a link within the page, a way back to what is above it, one of itself.
        ('<p>a <a href="#n">see</a></p><p id="n">b</p>', "a see\n\nb"),
        ('<p id="t">a</p><p>b <a href="#t">up</a></p>', "a\n\nb up"),
        ('<p id="t">a <a id="m" href="#t">self</a> <a href="#m">x</a></p>', "a self x"),
    ],
)
def test_footnotes(html: str, markdown: str) -> None:
    read = rich_text.read(html)
    assert read is not None
    assert read.markdown == markdown


def test_notes_are_numbered_beside_those_that_are_there() -> None:
    html = (FOLDER / "word_notes.html").read_text("utf-8")
    read = rich_text.read(html, taken={"1", "3"})
    assert read is not None
    assert re.findall(r"\[\^(\w+)\]:", read.markdown) == ["2", "4"]


def test_links_that_lead_everywhere_take_no_time() -> None:
    html = '<p id="a">' + '<a id="a" href="#a">x</a>' * 10_000
    read = rich_text.read(html)
    assert read is not None
