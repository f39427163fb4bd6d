"""Our own footnotes that come back from a blog: Markdown again, under the author's own labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.blog import Outgoing
from editor.domain.chunk import Chunk, Part
from editor.domain.post import Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.remotes.wordpress.flavour import Flavour
from editor.text.blocks import cut
from editor.text.following import followed
from editor.text.html_import import imported, markdown_body

MINE = """نص[^أ] وآخر[^ب] ثم[^أ]

ثانية __كذا__[^ب]

[^أ]: حاشية _مائلة_
[^ب]: بفقرتين

    وهذه الثانية
"""
POST = Post(PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11"), body=MINE, language="ar")
AGAIN = """نص[^1] وآخر[^2] ثم[^1]

ثانية **كذا**[^2]

[^1]: حاشية *مائلة*

[^2]: بفقرتين

    وهذه الثانية"""


def sent(
    markdown: str,
    chunks: tuple[Chunk, ...] = (),
    site: str = "ar",
    manner: Flavour = Flavour.CLASSIC,
) -> tuple[Chunk, ...]:
    return chunks_there(Outgoing(replace(POST, body=markdown), chunks=chunks), site, manner)


def joined(chunks: tuple[Chunk, ...]) -> str:
    return "".join(chunk.raw for chunk in chunks)


@pytest.mark.parametrize("site", ["ar", "en"])
@pytest.mark.parametrize("manner", list(Flavour))
def test_another_computer_reads_them_as_footnotes(site: str, manner: Flavour) -> None:
    there = joined(sent(MINE, site=site, manner=manner))
    chunks = imported(there)
    assert markdown_body(chunks) == AGAIN
    assert joined(chunks) == there
    assert [chunk.part for chunk in chunks].count(Part.NOTES) == 1


@pytest.mark.parametrize("site", ["ar", "en"])
@pytest.mark.parametrize("manner", list(Flavour))
def test_it_sends_back_what_it_did_not_change(site: str, manner: Flavour) -> None:
    there = joined(sent(MINE, site=site, manner=manner))
    chunks = imported(there)
    theirs = Post(POST.id, body=AGAIN)
    assert joined(chunks_there(Outgoing(theirs, chunks=chunks), site)) == there
    edited = replace(theirs, body=AGAIN.replace("وآخر", "كلمة"))
    said = joined(chunks_there(Outgoing(edited, chunks=chunks), site))
    assert said == there.replace("وآخر", "كلمة")
    noted = replace(theirs, body=AGAIN.replace("بفقرتين", "كلمة"))
    said = joined(chunks_there(Outgoing(noted, chunks=chunks), site))
    assert said.replace(' dir="rtl"', "").replace(' lang="ar"', "") == there.replace(
        "بفقرتين", "كلمة"
    ).replace(' dir="rtl"', "").replace(' lang="ar"', "")


def test_a_new_footnote_above_numbers_the_others_anew() -> None:
    there = joined(sent(MINE))
    chunks = imported(there)
    said = joined(sent(f"أولى[^س]\n\n{AGAIN}\n\n[^س]: جديدة", chunks))
    assert said.count('class="footnotes"') == 1
    assert '<p>نص<sup id="fnref-2"><a class="footnote-ref" href="#fn-2">2</a></sup>' in said
    assert said.index("جديدة") < said.index("حاشية")
    assert "fnref-1" not in joined(sent("كلام", chunks))  # they go with their last mark


@pytest.mark.parametrize(
    "body",
    [
        '<p>x<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup></p>',
        '<p>x</p>\n<div class="footnotes" role="doc-endnotes">\n<p>other</p>\n</div>',
        # Somebody took the mark, so that no way back is right any more.
        joined(sent("a[^1] b\n\n[^1]: c")).replace("<sup", "<sub").replace("</sup", "</sub"),
        joined(sent("a[^1] b\n\n[^1]: c")).replace("#fnref-1", "#elsewhere"),
    ],
)
def test_what_is_not_quite_ours_stays_html(body: str) -> None:
    chunks = imported(body)
    assert joined(chunks) == body
    assert "[^" not in markdown_body(chunks)
    markdown = markdown_body(chunks)
    assert joined(chunks_there(Outgoing(Post(POST.id, body=markdown), chunks=chunks), "ar")) == body


def test_what_stands_below_them_stays_there() -> None:
    body = f'<div class="post">\n{joined(sent(MINE))}\n</div>\n<iframe src="x"></iframe>'
    chunks = imported(body)
    assert markdown_body(chunks).startswith(AGAIN.partition("\n\n[^1]")[0])
    for edit in ("كلمة", "وآخر"):
        markdown = markdown_body(chunks).replace("وآخر", edit)
        said = sent(markdown, chunks)
        assert joined(said) == body.replace("وآخر", edit)
        noted = sent(markdown.replace("مائلة", "عوجاء"), said)
        assert joined(noted) == joined(said).replace("مائلة", "عوجاء")


# --- changed elsewhere ---------------------------------------------------------------------------


def told(changed: str) -> str:
    """What the author's own Markdown is after another computer sent `changed`."""
    now = followed(sent(MINE), MINE, joined(sent(changed)))
    assert now is not None
    assert joined(now.chunks) == joined(sent(changed))
    shown = [b.text.rstrip("\n") for b in cut(now.body) if b.kind.value != "footnote"]
    assert shown == [chunk.block for chunk in now.chunks if chunk.part is Part.BLOCK]
    return now.body


def test_another_word_beside_a_mark_keeps_the_authors_label() -> None:
    assert told(MINE.replace("وآخر", "كلمة")) == MINE.replace("وآخر", "كلمة")


def test_another_word_in_a_footnote_arrives() -> None:
    assert told(MINE.replace("مائلة", "عوجاء")) == MINE.replace("_مائلة_", "*عوجاء*")


def test_a_new_footnote_gets_a_label_of_its_own() -> None:
    body = told(f"جديد[^ي]\n\n{MINE}\n[^ي]: قبلها\n")
    assert body.startswith("جديد[^1]\n\nنص[^أ] وآخر[^ب] ثم[^أ]")
    assert body.count("]: ") == 3
    assert body.rstrip().endswith("[^1]: قبلها")


def test_a_footnote_that_went_there_goes_here() -> None:
    body = told("نص[^أ] وآخر ثم[^أ]\n\nثانية\n\n[^أ]: حاشية _مائلة_\n")
    assert "ب" not in body
    assert body.count("[^أ]") == 3
    assert "[^" not in told("نص وآخر\n\nثانية\n")
