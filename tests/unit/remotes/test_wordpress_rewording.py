"""Other words in a post that came from a blog: every byte around them stays as the blog has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from editor.domain.blog import Outgoing
from editor.domain.post import Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.text.html_import import imported, markdown_body
from editor.text.lines import RAW_HTML
from tests.unit.text.blog_bodies import BLOCKS, CLASSIC, SOUP, WORD, Style

ID = PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11")
ARABIC, ENGLISH = "كلمة", "Word"
LIST = '<!-- wp:list -->\n<ul class="wp-block-list">'
ITEM = "<!-- wp:list-item -->\n<li>a <i>b</i></li>\n<!-- /wp:list-item -->"
_TARGET = re.compile(r"<[^<>]*>|\]\([^()]*\)|\S*(?:://|@)\S*|`{3}\w+")


def sent(body: str, old: str, new: str, site: str = "ar") -> str:
    """What goes to the blog after one edit in the Markdown of `body`."""
    chunks = imported(body)
    markdown = markdown_body(chunks)
    assert markdown.count(old) == 1, markdown
    post = Post(id=ID, body=markdown.replace(old, new))
    return "".join(chunk.raw for chunk in chunks_there(Outgoing(post, chunks=chunks), site))


def words_of(body: str) -> Iterator[str]:
    """The words that its Markdown and the blog's HTML have once, and that readers read."""
    markdown = markdown_body(imported(body))
    if RAW_HTML in markdown:
        return
    for word in re.findall(r"[^\W\d_]{3,}", _TARGET.sub(" ", markdown)):
        if markdown.count(word) == 1 and body.count(word) == 1:
            yield word


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("site", ["ar", "en"])
@pytest.mark.parametrize("style", [BLOCKS, CLASSIC, SOUP, WORD])
def test_every_byte_around_another_word_stays(style: Style, site: str, end: str) -> None:
    count = 0
    for piece in style.plain:
        body = piece.replace("\n", end)
        for word in words_of(body):
            new = ARABIC if "\u0600" < word < "\u06ff" else ENGLISH
            assert sent(body, word, new, site) == body.replace(word, new)
            count += 1
    assert count >= len(style.plain)


@pytest.mark.parametrize(
    ("body", "old", "new", "expected"),
    [
        # Words come and go within signs that stay.
        ("<p>a <b>b c</b> <i class='k'>d</i></p>", "b c", "b x c",
         "<p>a <b>b x c</b> <i class='k'>d</i></p>"),
        ("<p>a <b>b</b> <b>c</b></p>", "**c**", "c", "<p>a <b>b</b> c</p>"),
        ("<p>a <b>b</b> <b>c</b></p>", "**b**", "b", "<p>a b <b>c</b></p>"),
        ("<p>a <b>b c</b></p>", "**b c**", "**b** c", "<p>a <strong>b</strong> c</p>"),
        ("<p>a <B>b</B> c</p>", "c", "*c*", "<p>a <B>b</B> <em>c</em></p>"),
        # Links keep what they are, and change where they lead.
        ("<p><a href='/x' rel=\"z\">y</a> q w</p>", "w", "v",
         "<p><a href='/x' rel=\"z\">y</a> q v</p>"),
        ("<p><b>k</b> <a href='/x'>y</a> q</p>", "/x", "/z",
         '<p><b>k</b> <a href="/z">y</a> q</p>'),
        # References, line ends, addresses that are links by themselves.
        ("<p>&ldquo;a&rdquo;&nbsp;&mdash; q&hellip; w</p>", "q", "v",
         "<p>&ldquo;a&rdquo;&nbsp;&mdash; v&hellip; w</p>"),
        ("<p>one<br />\ntwo<BR>three</p>", "two", "2", "<p>one<br />\n2<BR>three</p>"),
        ("<p>one\ntwo</p>", "two", "2", "<p>one\n2</p>"),
        ("see https://e.org/a?b=1&c=2 q", "q", "v", "see https://e.org/a?b=1&c=2 v"),
        ("<p><i>x</i> see https://e.org q</p>", "q", "https://f.org",
         '<p><i>x</i> see https://e.org <a href="https://f.org"><span dir="ltr">https://f.org'
         "</span></a></p>"),
        # Lists as WordPress wrote them before their items were blocks, and as it writes them.
        ("<!-- wp:list -->\n<ul><li>a <i>b</i></li><li>c</li></ul>\n<!-- /wp:list -->",
         "- c", "- c\n- d",
         "<!-- wp:list -->\n<ul><li>a <i>b</i></li><li>c</li><li>d</li></ul>\n<!-- /wp:list -->"),
        (f"{LIST}{ITEM}</ul>\n<!-- /wp:list -->", "- a *b*", "- a *b*\n- d",
         f"{LIST}{ITEM}\n\n{ITEM.replace('a <i>b</i>', 'd')}</ul>\n<!-- /wp:list -->"),
        # Code, line by line.
        ("<pre>a &lt; &quot;b&quot;\r\nc\r\n</pre>", "c", "c\nd",
         "<pre>a &lt; &quot;b&quot;\r\nc\r\nd\r\n</pre>"),
        # Nothing that is left of a sign.
        ("<p>a <b>b</b> c</p>", "a **b** c", "a b c", "<p>a b c</p>"),
        ("<p><b>a</b> <b>b</b></p>", "**a** **b**", "**a b**",
         "<p><strong>a b</strong></p>"),
    ],
)  # fmt: skip
def test_what_was_not_written_anew_keeps_its_bytes(
    body: str, old: str, new: str, expected: str
) -> None:
    assert sent(body, old, new, "en") == expected
