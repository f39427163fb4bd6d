"""How WordPress rewrites what it stores, each way that was observed: nobody's edit is seen in it.

What it says in other bytes is the same. What it takes from accounts that may not write it is
gone there, and stays here: the next words that are sent do not bring the others back into doubt.
"""

from __future__ import annotations

import pytest

from editor.domain.blog import Outgoing
from editor.domain.chunk import Chunk, Part
from editor.domain.post import Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.remotes.wordpress.flavour import Flavour
from editor.text.following import followed, refitted, shown_blocks
from editor.text.html import same_text
from editor.text.html_import import imported, markdown_body

ID = PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11")

IN_OTHER_BYTES = [
    # To everybody: 6.1 adds `rel`; 6.8 and newer write the JSON of blocks anew.
    ('<a target="_blank" href="/x">y</a>', '<a target="_blank" href="/x" rel="noopener">y</a>'),
    ('<a href="/x" rel="me">y</a>', '<a href="/x" rel="me noopener noreferrer">y</a>'),
    ('<!-- wp:x {"a":1.0} --><p>y</p><!-- /wp:x -->',
     '<!-- wp:x {"a":1} --><p>y</p><!-- /wp:x -->'),
    ('<!-- wp:x {"a":{}} --><p>y</p><!-- /wp:x -->',
     '<!-- wp:x {"a":[]} --><p>y</p><!-- /wp:x -->'),
    ('<!-- wp:x {"a":"\\""} --><p>y</p><!-- /wp:x -->',
     '<!-- wp:x {"a":"\\u0022"} --><p>y</p><!-- /wp:x -->'),
    # To those whose HTML is filtered.
    ("<p>a & b</p>", "<p>a &amp; b</p>"),
    ("<p>it&#39;s</p>", "<p>it&#039;s</p>"),
    ("<p>a<br/>b</p>", "<p>a<br />b</p>"),
    ("<p>a</p><!-- x -- y -->", "<p>a</p><!-- x - y -->"),
    ("<p title='x'>a</p>", '<p title="x">a</p>'),
    ("<p style=\"color: red\">a</p>", "<p style=\"color:red\">a</p>"),
]  # fmt: skip

TAKEN_OUT = [
    ("<p>a <bdi>b</bdi></p>", "<p>a b</p>"),
    ("<p>a<wbr>b</p>", "<p>ab</p>"),
    ('<p onclick="x()">a</p>', "<p>a</p>"),
    ("<script>alert(1)</script>", "alert(1)"),
    ("<style>p{}</style>", "p{}"),
    ('<iframe src="https://m.example"></iframe>', ""),
    ("<svg><circle></circle></svg>", ""),
    ('<form><input name="q"></form>', ""),
    ('<picture><source srcset="b"><img src="a" alt=""></picture>', '<img src="a" alt="" />'),
    ('<p><img src="a" srcset="b 2x" sizes="c" alt=""></p>', '<p><img src="a" alt="" /></p>'),
    ('<a href="javascript:x">a</a>', '<a href="x">a</a>'),
    ('<p><img src="data:image/png;base64,AA" alt=""></p>',
     '<p><img src="image/png;base64,AA" alt="" /></p>'),
    ("<p style=\"unicode-bidi: plaintext; direction: rtl\">a</p>",
     "<p style=\"direction: rtl\">a</p>"),
    ("<p><math><mi>x</mi></math> a</p>", "<p>x a</p>"),
    ("<x-card>a</x-card>", "a"),
    ("<p>a\x00b\x01</p>", "<p>ab</p>"),
    ("<!-- a & b < c -->", "&lt;!-- a &amp; b &lt; c --&gt;"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "stored"), IN_OTHER_BYTES)
def test_other_bytes_say_the_same(sent: str, stored: str) -> None:
    """So they are no edit, whenever they are found; and the blog's bytes are the ground."""
    body, answer = (f"<p>one</p>\n{part}\n<p>two</p>" for part in (sent, stored))
    assert same_text(body, answer)
    chunks = imported(body)
    for filtered in (False, True):
        now = refitted(chunks, answer, filtered=filtered)
        assert "".join(chunk.raw for chunk in now) == answer
        assert [chunk.block for chunk in now] == [chunk.block for chunk in chunks]


@pytest.mark.parametrize("manner", list(Flavour))
@pytest.mark.parametrize(("sent", "stored"), IN_OTHER_BYTES + TAKEN_OUT)
def test_the_words_stay_and_only_what_is_edited_moves(
    sent: str, stored: str, manner: Flavour
) -> None:
    between = ("<p>{}</p>" if manner is Flavour.CLASSIC else
               "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->")  # fmt: skip
    body, answer = (
        "\n\n".join([between.format("one"), part, between.format("two")]) for part in (sent, stored)
    )
    chunks = imported(body)
    markdown = markdown_body(chunks)
    learned = refitted(chunks, answer, filtered=True)
    assert "".join(chunk.raw for chunk in learned) == answer
    assert [chunk.block for chunk in learned] == [chunk.block for chunk in chunks]
    again = joined(markdown, learned)
    assert again == answer  # nothing to send
    assert joined(markdown.replace("two", "three"), learned) == answer.replace("two", "three")


def joined(markdown: str, chunks: tuple[Chunk, ...]) -> str:
    outgoing = Outgoing(Post(ID, body=markdown), chunks=chunks)
    return "".join(chunk.raw for chunk in chunks_there(outgoing, "en"))


def test_what_the_blog_never_took_survives_an_edit_there() -> None:
    body = '<p>one</p>\n<iframe src="https://m.example"></iframe>\n<p>two</p>'
    chunks = imported(body)
    learned = refitted(chunks, "<p>one</p>\n\n<p>two</p>", filtered=True)
    now = followed(learned, markdown_body(chunks), "<p>one</p>\n\n<p>three</p>")
    assert now is not None
    assert "iframe" in now.body
    assert "three" in now.body
    kept = [chunk.block for chunk in now.chunks if chunk.part is Part.BLOCK]
    assert set(kept) <= set(shown_blocks(now.body))


def test_an_answer_without_any_of_it_is_still_the_ground() -> None:
    chunks = imported("<iframe></iframe>")
    assert [chunk.raw for chunk in refitted(chunks, "", filtered=True)] == [""]
    many = imported("<iframe></iframe>\n<form></form>\n<p>x</p>")
    assert [chunk.raw for chunk in refitted(many, "<p>x</p>", filtered=True)] == [
        "",
        "",
        "<p>x</p>",
    ]
    assert refitted(many, "<p>x</p>") == ()
