"""The editor, `midad direction` and the published page set every block the same way."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from page_reading import first_direction
from PySide6.QtGui import QTextDocument

from editor.cli.files import direction as direction_command
from editor.domain.post import Direction, Post, PostId
from editor.gui.writing.markdown import directing
from editor.gui.writing.markdown.edits import applied
from editor.gui.writing.sheet.directions import Directions
from editor.text.blocks import Kind, cut
from editor.text.direction import base_direction, block_directions
from editor.text.render import render_html

RTL, LTR = Direction.RTL, Direction.LTR

_WORDS = ("كلمة", "سلام", "مرحبا بالعالم", "words", "Visual C++", "2026", "`code`", "שלום", "…")
_line = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
_said = st.sampled_from(("", "", "", '\n{: dir="rtl"}', '\n{: dir="ltr"}'))


def _shaped(first: str, further: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda one, two, said: f"{first}{one}\n{further}{two}{said}", _line, _line, _said
    )


_block = st.one_of(
    _shaped("", ""),
    st.builds(lambda words, said: f"## {words}{said}", _line, _said),
    _shaped("- ", "- "),
    _shaped("1. ", "2. "),
    _shaped("> ", "> "),
    st.builds(
        lambda one, two, said: f"| {one} | {two} |\n| --- | --- |\n| {two} | {one} |{said}",
        _line,
        _line,
        _said,
    ),
    _line.map(lambda words: f"```\n{words}\n```"),
    st.just("---"),
)
_post = st.lists(_block, min_size=1, max_size=6).map(lambda blocks: "\n\n".join(blocks) + "\n")


def _in_editor(body: str) -> list[Direction]:
    document = QTextDocument()
    document.setPlainText(body)
    directions = Directions(document)
    directions.settle(None, "")
    directions.recut()
    found = []
    for block in cut(body):
        if block.kind is not Kind.BLANK:
            line = document.findBlockByNumber(block.line)
            found.append(directions.facts(line).direction)
    return found


def _on_page(body: str, post: Direction) -> list[Direction]:
    blocks = [block for block in cut(body) if block.kind is not Kind.BLANK]
    return [
        first_direction(render_html(block.text, direction=post), post)
        for block in blocks
        if block.kind is not Kind.RULE
    ]


@settings(max_examples=150, deadline=None)
@given(_post)
def test_every_block_reads_one_way_everywhere(body: str) -> None:
    post = base_direction(Post(PostId("p"), body=body))
    blocks = [block for block in cut(body) if block.kind is not Kind.BLANK]
    pure = block_directions(blocks, post)
    assert _in_editor(body) == pure
    assert _on_page(body, post) == [
        way for block, way in zip(blocks, pure, strict=True) if block.kind is not Kind.RULE
    ]


def test_the_command_says_the_same(tmp_path: Path) -> None:
    body = 'كلمة وكلمة\n\n- words\n- more words\n{: dir="rtl"}\n\n## Words\n\n```\nx\n```\n'
    file = tmp_path / "post.md"
    file.write_text(body, encoding="utf-8")
    said = CliRunner().invoke(direction_command, [str(file), "--json"])
    assert said.exit_code == 0, said.output
    assert [row["direction"] for row in json.loads(said.output)] == _in_editor(body)


@pytest.mark.parametrize("post", [RTL, LTR])
@pytest.mark.parametrize("wanted", [RTL, LTR])
@pytest.mark.parametrize(
    "block",
    [
        "كلمة وكلمة",
        "Some words",
        "## كلمة",
        "## Words",
        "- كلمة\n- words",
        "1. Words\n2. more",
        "> كلمة\n> وكلمة",
        "> Words",
        "| a | b |\n| --- | --- |\n| c | d |",
        "| أ | ب |\n| --- | --- |\n| ت | ث |",
    ],
)
def test_what_the_menu_says_is_markdown_that_the_page_carries(
    block: str, wanted: Direction, post: Direction
) -> None:
    edit = directing.direct(wanted, post)(block, 0, 0)
    made = applied(block, edit) if edit else block
    assert first_direction(render_html(made, direction=post), post) is wanted
    assert block_directions(cut(made), post) == [wanted]
    assert not set(made) & set("\u200e\u200f\u202a\u202b\u2066\u2067\u2069")
    assert "".join(made.splitlines()[: len(block.splitlines())]) == block.replace("\n", "")


@pytest.mark.parametrize("post", [RTL, LTR])
@pytest.mark.parametrize("wanted", [RTL, LTR])
@pytest.mark.parametrize(
    "note", ["حاشية", "A note", "كلمة\n\n    and more of it", "A note\n\n    - حاشية\n    - words"]
)
def test_a_footnote_is_turned_like_any_block(note: str, wanted: Direction, post: Direction) -> None:
    text = f"كلمة[^1]\n\n[^1]: {note}\n\n[^2]: next\n"
    edit = directing.direct(wanted, post)(text, text.index("]: ") + 3, text.index("]: ") + 3)
    made = applied(text, edit) if edit else text
    blocks = cut(made)
    assert [block.kind for block in blocks] == [Kind.PARAGRAPH, Kind.FOOTNOTE, Kind.FOOTNOTE]
    assert block_directions(blocks, post)[1] is wanted
    page = render_html(made, direction=post)
    assert first_direction(page.partition('<li id="fn-1">')[2], post) is wanted
    assert "{" not in page
    before = block_directions(cut(text), post)[1]
    back = directing.direct(before, post)(made, blocks[1].start, blocks[1].start)
    assert (applied(made, back) if back else made) == text


@pytest.mark.parametrize("item", ["Visual C++ is here", "words", "npm --force"])
def test_an_odd_item_stays_in_its_lists_direction(item: str) -> None:
    """The list's direction is the item's; the page puts its words into a run of their own."""
    body = f"- كلمة وكلمة\n- سلام وسلام\n- {item}\n- مرحبا\n"
    assert _in_editor(body) == [RTL]
    page = render_html(body, direction=RTL)
    assert first_direction(page, RTL) is RTL
    assert f'<li><span dir="ltr">{item}</span></li>' in page
