"""What we dress for WordPress, opened by WordPress' own block editor.

Its parser and its validator are those of the installed versions, run in Chromium.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.domain.blog import Outgoing
from editor.domain.post import Direction, Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.text.html_import import imported, markdown_body
from editor.text.lines import RAW_HTML
from editor.text.turning import turned
from tests.contract.block_texts import (
    DIRECTIONS,
    LANGUAGES,
    LTR,
    RTL,
    TURNED,
    everything,
    pieces,
    samples,
)
from tests.servers.block_editor import BlockEditor, Opened
from tests.servers.wordpress import WordPress
from tests.unit.text.blog_bodies import BLOCKS as BLOG_BLOCKS
from tests.unit.text.test_html_pictures import A, B, C, embed, gallery

NEWEST = pytest.param("wordpress_of_sid", marks=pytest.mark.torture)
EDITED = (gallery(A, B, C), embed("https://www.youtube.com/watch?v=x1"), C)
Pieces = list[tuple[str, str]]


@pytest.fixture(scope="module", params=["wordpress", "wordpress_of_trixie", NEWEST])
def blog(request: pytest.FixtureRequest) -> WordPress:
    found: WordPress = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def editor(blog: WordPress) -> Iterator[BlockEditor]:
    with BlockEditor(blog) as editor:
        yield editor


def complaints(
    editor: BlockEditor, dressed_pieces: Iterable[tuple[str, str]], *, html: bool = True
) -> list[str]:
    """What the editor does not take as we wrote it, one line each. `html` False: what is an HTML
    block may be invalid."""
    sources = {markup: source for source, markup in dressed_pieces}
    found = []
    for markup, opened in zip(sources, editor.open(list(sources)), strict=True):
        trouble = trouble_with(opened, markup, html)
        if trouble:
            found.append(f"{trouble}: {markup}\n   of {sources[markup]}\n   {opened.said}")
    return found


def trouble_with(opened: Opened, markup: str, html: bool) -> str:
    names = {name for name, _ in opened.blocks}
    if names & {"freeform", "missing"} or not names:
        return "no block"
    if not all(valid for name, valid in opened.blocks if html or name != "html"):
        return "not valid"
    # The size of a picture was said in another way once, which is understood.
    resized = "is-resized" in markup
    return "written anew" if opened.rewritten and not resized else ""


def is_new(blog: WordPress) -> bool:
    return tuple(map(int, blog.version.split(".")[:2])) >= (6, 8)


def knows_broken_html(blog: WordPress) -> bool:
    """An HTML block of WordPress 6.1 is invalid where a browser has to mend what its author
    wrote; in any version such a text stays as it is."""
    return is_new(blog)


@pytest.mark.parametrize(
    "broken",
    [
        '<!-- wp:heading -->\n<h2 class="wp-block-heading" dir="rtl">س</h2>\n<!-- /wp:heading -->',
        '<!-- wp:heading -->\n<h2 class="wp-block-heading" lang="ar">س</h2>\n<!-- /wp:heading -->',
        '<!-- wp:list -->\n<ul class="wp-block-list" dir="rtl"></ul>\n<!-- /wp:list -->',
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote" dir="rtl"></blockquote>\n'
        "<!-- /wp:quote -->",
        '<!-- wp:code -->\n<pre class="wp-block-code"><code dir="ltr">x</code></pre>\n'
        "<!-- /wp:code -->",
        '<!-- wp:table {"hasFixedLayout":false} -->\n<figure class="wp-block-table">'
        '<table dir="rtl"><tbody><tr><td>x</td></tr></tbody></table></figure>\n<!-- /wp:table -->',
        '<!-- wp:paragraph -->\n<p dir="rtl">س</p>\n<!-- /wp:paragraph -->',
        # Called valid, and then saved as a paragraph within a paragraph.
        '<!-- wp:paragraph -->\n<p lang="ar">س</p>\n<!-- /wp:paragraph -->',
        "<p>no block</p>",
    ],
)
def test_the_editor_finds_what_is_wrong(editor: BlockEditor, broken: str) -> None:
    assert complaints(editor, [(broken, broken)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_ours_opens_as_valid_blocks(editor: BlockEditor, language: str) -> None:
    text = everything()[language]
    found = [piece for post, site in DIRECTIONS for piece in pieces(text, post, site)]
    found += [piece for site in Direction for piece in pieces(text, RTL, site, language)]
    assert complaints(editor, found) == []


def test_lists_numbered_in_their_own_digits_open_as_lists(
    editor: BlockEditor, blog: WordPress
) -> None:
    text = "٣. كلام\n٤. كلام\n\n---\n\n۱. سخن"
    found = list(pieces(text, RTL, RTL, digits=True))
    assert sum('"type":' in markup for _, markup in found) == 2
    assert (complaints(editor, found) == []) is is_new(blog)
    assert complaints(editor, pieces(text, RTL, RTL)) == []


def test_turned_blocks_open_as_valid_blocks(editor: BlockEditor) -> None:
    found = [piece for post, site in DIRECTIONS for piece in pieces(TURNED, post, site)]
    assert complaints(editor, found) == []


@pytest.mark.parametrize("site", list(Direction))
def test_blocks_that_were_there_and_turned_open_as_valid_blocks(
    editor: BlockEditor, site: Direction
) -> None:
    """As after the author chose a direction for a post that came from the blog."""
    there = [markup for text in everything().values() for _, markup in pieces(text, site, site)]
    there += [raw for raw in BLOG_BLOCKS.plain if raw.startswith("<!-- wp:")]
    found = [(raw, turned(raw, way, site)) for raw in sound(editor, there) for way in Direction]
    changed = [(raw, markup) for raw, markup in found if raw != markup]
    assert len(changed) > 30
    assert complaints(editor, changed, html=False) == []


def test_blocks_with_other_words_in_them_open_as_valid_blocks(editor: BlockEditor) -> None:
    """A word of each block of a pulled post, an item more, another picture in a gallery."""
    there = [markup for text in everything().values() for _, markup in pieces(text, RTL, RTL)]
    there += [*BLOG_BLOCKS.plain, *EDITED]
    found = [pair for raw in sound(editor, there) for pair in edits(raw)]
    assert len(found) > 60
    assert complaints(editor, found, html=False) == []


def sound(editor: BlockEditor, there: list[str]) -> list[str]:
    """Those that are valid and would be written so today."""
    opened = zip(there, editor.open(there), strict=True)
    return [markup for markup, found in opened if not trouble_with(found, markup, True)]


def edits(raw: str) -> Iterator[tuple[str, str]]:
    """(blocks, what would be sent after an edit of them)."""
    chunks = imported(raw)
    markdown = markdown_body(chunks)
    if RAW_HTML in markdown or markdown.startswith("<!--"):
        return
    lines = re.findall(r"^(?:- |\d+\. |!\[|> ).*", markdown, re.MULTILINE)[:1]
    changes = [(word, "كلمة") for word in re.findall(r"\b[^\W\d_]{3,}", markdown)[:2]]
    changes += [(line, f"{line}\n{line}") for line in lines]
    for words, more in changes:
        post = Post(PostId("x"), body=markdown.replace(words, more, 1))
        sent = chunks_there(Outgoing(post, chunks=chunks), "ar")
        yield raw, "".join(chunk.raw for chunk in sent)


def test_the_texts_of_other_tests_open_as_valid_blocks(
    editor: BlockEditor, blog: WordPress
) -> None:
    found = [piece for text in samples() for piece in pieces(text, RTL, LTR)]
    found = [piece for piece in found if "<!-- wp:" not in piece[0]]  # by another's hand
    assert len(found) > 1000
    assert complaints(editor, found, html=knows_broken_html(blog)) == []


WORDS = st.sampled_from(
    [
        *[
            "كلمة",
            "وورد",
            "word",
            "C++",
            "שלום",
            "*",
            "**",
            "`",
            "~~",
            "![a](b.jpg)",
            "[^a]",
            "<br>",
        ],
        *[
            "](http://x.com)",
            "[",
            "\n[^a]: n\n",
            "\n\n",
            "\n",
            "- ",
            "1. ",
            "٣. ",
            "> ",
            "# ",
            "    ",
        ],
        *[
            "|",
            "|--|--|\n",
            "<b>",
            "</b>",
            "&amp;",
            "&copy",
            "&#x22;",
            '"',
            "'",
            "<!--",
            "-->",
            "--",
        ],
        *[
            "{.c}",
            "{dir=ltr}",
            "{: lang=ku}",
            "{#a}",
            "\\",
            " ",
            "\u200f",
            "\u00a0",
            "\u2028",
            "😀",
        ],
        *["https://youtu.be/x", "```\n", "---\n", ":   ", "x@y.com", "\t", "\x0b", "\x1f", "\x00"],
        *["<div>", "</div>", "<p dir=rtl>", "</p>", "<!-- wp:html -->", "<!-- /wp:paragraph -->"],
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=16).map("".join), min_size=4, max_size=4), st.data())
def test_any_document_opens_as_valid_blocks(
    editor: BlockEditor, blog: WordPress, texts: list[str], data: st.DataObject
) -> None:
    post, site = data.draw(st.sampled_from(DIRECTIONS))
    language = data.draw(st.sampled_from(["", "ckb"]))
    found = [piece for text in texts for piece in pieces(text, post, site, language)]
    assert complaints(editor, found, html=knows_broken_html(blog)) == []


def test_most_of_it_is_written_as_the_editor_itself_would(
    editor: BlockEditor, blog: WordPress
) -> None:
    """Opening and saving there changes nothing, so nobody sees an edit that nobody made."""
    found = list(pieces(everything()["ar"], RTL, RTL))
    saved = [one.saved for one in opened(editor, found)]
    same = sum(one == markup for one, (_, markup) in zip(saved, found, strict=True))
    assert same > (0.8 if is_new(blog) else 0.5) * len(found)


def opened(editor: BlockEditor, found: Pieces) -> list[Opened]:
    return editor.open([markup for _, markup in found])


# --- as readers see it --------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*everything().values(), TURNED], ids=[*LANGUAGES, "turned"])
@pytest.mark.parametrize(("post", "site"), DIRECTIONS)
def test_words_stand_where_they_stood(
    editor: BlockEditor, text: str, post: Direction, site: Direction
) -> None:
    """Every word of a block at the same place as in our HTML, on a page of the blog."""
    found = [
        (html, markup)
        for html, markup in pieces(text, post, site)
        if "wp:embed" not in markup and "wp:gallery" not in markup
    ]
    ours = editor.look([(f'<div dir="{post}">{html}</div>', site) for html, _ in found])
    theirs = editor.look([(markup, site) for _, markup in found])
    for (html, markup), before, after in zip(found, ours, theirs, strict=True):
        # The lines of a caption begin where the theme lets captions begin.
        same = within_lines if "wp:image" in markup else list
        expected = [(word, pytest.approx(left, abs=2), line) for word, left, line in same(before)]
        assert same(after) == expected, f"{markup}\n{html}"


def within_lines(words: list[tuple[str, float, int]]) -> list[tuple[str, float, int]]:
    """Places as seen from the leftmost word of each line."""
    edges = {at: min(left for _, left, line in words if line == at) for _, _, at in words}
    return [(word, left - edges[line], line) for word, left, line in words]


# --- as WordPress stores it ---------------------------------------------------------------------

LINK = re.compile(r"href=\"([^\"]*)\"")
DIRECTION = re.compile(r"(?:dir|lang)=\"[^\"]*\"")
STORED = """
$texts = json_decode(base64_decode('{texts}'));
wp_set_current_user(get_user_by('login', '{role}')->ID);
kses_init();
$found = array();
foreach ($texts as $text) {{
    $id = wp_insert_post(wp_slash(array('post_title' => 't', 'post_content' => $text)));
    $found[] = array(serialize_blocks(parse_blocks($text)), get_post($id)->post_content);
}}
echo json_encode($found);
"""


def stored(blog: WordPress, texts: list[str], role: str) -> list[tuple[str, str]]:
    """Each text after PHP's own parser and serialiser, and as it is stored."""
    data = base64.b64encode(json.dumps(texts).encode()).decode()
    return [
        (one, other) for one, other in json.loads(blog.php(STORED.format(texts=data, role=role)))
    ]


def whole_posts() -> list[str]:
    return [
        "\n\n".join(markup for _, markup in pieces(text, post, site))
        for text in [*everything().values(), TURNED]
        for post, site in DIRECTIONS
    ]


def test_it_is_stored_byte_for_byte(blog: WordPress) -> None:
    texts = whole_posts()
    for text, (again, kept) in zip(texts, stored(blog, texts, "administrator"), strict=True):
        assert again == text
        assert kept == text


def test_readers_get_code_as_it_was_written(blog: WordPress) -> None:
    """WordPress obeys shortcodes and shows videos in the place of their addresses."""
    for text in whole_posts()[:4]:
        data = base64.b64encode(text.encode()).decode()
        shown = blog.php(f"echo apply_filters('the_content', base64_decode('{data}'));")
        code = [unescape(each) for each in re.findall(r"<code[^>]*>(.*?)</code>", shown, re.S)]
        assert any("[gallery]\nhttps://youtu.be/abc" in each for each in code), code
        assert any("[gallery]" in each and "\n" not in each for each in code), code


def test_what_an_author_may_not_write_leaves_valid_blocks(
    blog: WordPress, editor: BlockEditor
) -> None:
    """WordPress takes tags and attributes away from whoever may not write all HTML."""
    texts = whole_posts()
    kept = [kept for _, kept in stored(blog, texts, "author")]
    for before, after in zip(texts, kept, strict=True):
        assert LINK.findall(after) == LINK.findall(before)
        assert DIRECTION.findall(after) == DIRECTION.findall(before)
    assert all(valid for one in editor.open(kept) for name, valid in one.blocks if name != "html")


def test_a_whole_post_opens_block_by_block(editor: BlockEditor) -> None:
    found = list(pieces(everything()["ar"], RTL, RTL))
    (one,) = editor.open(["\n\n".join(markup for _, markup in found)])
    apart = opened(editor, found)
    assert one.blocks == [block for each in apart for block in each.blocks]
