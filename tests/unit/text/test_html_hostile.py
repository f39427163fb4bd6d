"""Bodies that nobody wrote: kept whole, and read in a time that grows with their length only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from editor.domain.chunk import Chunk, Part
from editor.text.following import followed, refitted
from editor.text.html import same_text
from editor.text.html_import import LONGEST, imported, markdown_body
from editor.text.lines import RAW_HTML

MARK = '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>'
PICTURE = '<!-- wp:image --><figure><img src="a"></figure><!-- /wp:image -->'
SHAPES: dict[str, Callable[[int], str]] = {
    # Nested, closed and not.
    "divs": lambda n: "<div>" * n,
    "closed divs": lambda n: "<div>" * n + "x" + "</div>" * n,
    "divs of paragraphs": lambda n: "<div><p>a</p>" * n + "</div>" * n,
    "bold": lambda n: "<p>" + "<b>" * n,
    "closed bold": lambda n: "<p>" + "<b>" * n + "x" + "</b>" * n + "</p>",
    "isolates": lambda n: "<p>" + '<span dir="ltr">' * n,
    "lists": lambda n: "<ul><li>" * n,
    "tables": lambda n: "<table><tr><td>" * n,
    "groups": lambda n: "<!-- wp:group --><div>" * n + "</div><!-- /wp:group -->" * n,
    "paragraphs": lambda n: "<p>x " * n,
    "ends": lambda n: "</div>" * n,
    "captions": lambda n: '<figure><img src="a"><figcaption>' + '<span dir="ltr">' * n,
    "notes": lambda n: '<div class="footnotes" role="doc-endnotes">' + '<li id="fn-1">' * n,
    # Comments, references and attributes that lie.
    "comments": lambda n: "<!-- " * n,
    "closed comments": lambda n: "<!-- a --> x " * n,
    "blocks": lambda n: "<!-- wp:a -->" * n,
    "blocks of braces": lambda n: "<!-- wp:a " + "{" * n,
    "blocks of ends": lambda n: "<!-- wp:a {" + "} " * n,
    "blocks of text": lambda n: '<!-- wp:a {"a":"' + "x " * n,
    "tags": lambda n: "<a " * n,
    "signs": lambda n: "<" * n,
    "addresses": lambda n: '<a href="' * n,
    "attributes": lambda n: "<p " + "a=b " * n + ">x</p>",
    "quotes": lambda n: "<p a='\"" * n,
    "references": lambda n: "&amp" * n,
    "numbers": lambda n: "<p>&#99999999999;</p>" * n,
    "shortcodes": lambda n: "[a]" + "[/b " * n,
    # A lot of nothing, and of one thing.
    "spaces": lambda n: "x" + " " * n + "x",
    "lines": lambda n: " \n" * n,
    "breaks": lambda n: "<br> " * n + "x",
    "rules": lambda n: "<hr>" * n,
    "words": lambda n: "word " * n,
    "loose words": lambda n: "<b>word\n\n" * n,
    "mute": lambda n: "<p>" + "&nbsp; " * n + "x</p>",
    "marks": lambda n: f"<p>{MARK * n}</p>",
    "gallery": lambda n: f"<!-- wp:gallery --><figure>{PICTURE * n}</figure><!-- /wp:gallery -->",
    # What Markdown takes for signs.
    "ticks": lambda n: "<p>" + "`" * n + "</p>",
    "code": lambda n: "<pre>" + "```\n" * n + "</pre>",
    "islands": lambda n: "<x>" + "```` " * n + "</x>",
    "strokes": lambda n: "<p>" + "\\" * n + "</p>",
    "stars": lambda n: "<p>" + "_a*" * n + "</p>",
    "brackets": lambda n: "<p>" + "[" * n + "]" * n + "</p>",
}


@pytest.mark.parametrize("name", SHAPES)
def test_it_is_kept_whole(name: str) -> None:
    body = SHAPES[name](3000)
    chunks = imported(body)
    assert "".join(chunk.raw for chunk in chunks) == body
    now = followed((Chunk("x", "<p>x</p>"),), "x", body)
    assert now is not None
    assert "".join(chunk.raw for chunk in now.chunks) == body


@pytest.mark.parametrize("name", SHAPES)
def test_twice_as_much_is_at_most_some_twice_the_work(name: str) -> None:
    once, twice = (calls(SHAPES[name](size)) for size in (1000, 2000))
    assert twice < 2.7 * once + 3000


def calls(body: str) -> int:
    """How many functions are called to read a body."""
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    imported("<p>[x](y)</p>")  # what is made once for all
    sys.setprofile(called)
    try:
        imported(body)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.torture
@pytest.mark.parametrize("name", SHAPES)
def test_a_body_as_large_as_is_read_takes_seconds(name: str) -> None:
    """Regular expressions call nothing: their time is all there is to see of them."""
    size = 10_000
    seconds = []
    for _ in range(3):
        body = SHAPES[name](size)
        began = process_time()
        imported(body)
        seconds.append(process_time() - began)
        size *= 3
    assert seconds[2] < 12 * seconds[0] + 4.5 * seconds[1] + 0.5


@pytest.mark.parametrize(
    "body",
    [
        "<p>كلمات &amp; more</p>\n" * 400_000,
        "<b>" * 400_000,
        "<div>" * 200_000 + "</div>" * 200_000,
        '<p>x</p><img src="data:image/png;base64,' + "A" * 20_000_000 + '">',
    ],
    ids=["10 MB", "a million signs", "a deep tree", "a picture of 20 MB"],
)
def test_more_than_a_person_edits_is_one_piece_of_html(body: str) -> None:
    assert len(body) > LONGEST
    assert imported(body) == ()
    assert followed((Chunk("x", "<p>x</p>"),), "x", body) is None
    there = (Chunk("", body, part=Part.PLACE),)
    assert refitted(there, body) == there
    assert refitted(there, f"{body} ", filtered=True) == (Chunk("", f"{body} ", part=Part.PLACE),)
    assert refitted((*there, *there), body) == ()
    assert same_text(body, body)


def test_a_picture_within_the_text_is_kept_beside_the_words() -> None:
    """Of a size that a body may have."""
    picture = f'<p><img src="data:image/png;base64,{"A" * 500_000}" alt="x"></p>'
    chunks = imported(f"<p>كلمات</p>\n{picture}\n<p>words</p>")
    assert [chunk.raw.strip() for chunk in chunks] == ["<p>كلمات</p>", picture, "<p>words</p>"]
    assert RAW_HTML in chunks[1].block


@pytest.mark.parametrize(
    "body",
    [
        '<p onclick="alert(1)">x <b onmouseover="y">z</b></p>',
        "<script>alert('<p>x</p>')</script>",
        '<p>a<script>1</script>b</p>',
        '<a href="javascript:alert(1)">x</a>',
        "<svg onload=alert(1)><p>x</p></svg>",
        "<style>p{}</style>",
        "<p>&lt;script&gt;</p>",
        "<!--[if IE]><p>x</p><![endif]-->",
        "<![CDATA[<p>x</p>]]>",
        "<?php echo 1 ?>",
        "<p>x</p><!-- wp:paragraph {\"a\":\"-->\"} --><p>y</p><!-- /wp:paragraph -->",
        "<textarea><p>x</p></textarea>",
        "<plaintext><p>x",
    ],
)  # fmt: skip
def test_what_runs_or_lies_goes_back_as_it_came(body: str) -> None:
    chunks = imported(f"<p>one</p>\n{body}\n<p>two</p>")
    assert "".join(chunk.raw for chunk in chunks) == f"<p>one</p>\n{body}\n<p>two</p>"
    markdown: Any = markdown_body(chunks)
    assert "<script>" not in markdown or RAW_HTML in markdown
