"""Looking again around an edit comes to what a look at the whole text comes to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.sheet.directions import Directions, LineFacts
from editor.text.blocks import Kind

PLAIN = (
    "", "مرحبا بالعالم", "Hello world", "# عنوان", "- بند", "- item", "  - داخل", "1. واحد",
    "> اقتباس", "2024", "    ", "---", "    code", "===",
)  # fmt: skip
LINES = (
    *PLAIN, "```", "~~~", "    code", "| أ | ب |", "|---|---|", "===", '{: dir="ltr"}',
    "[^1]: حاشية", "<div>", "</div>", ": معنى",
)  # fmt: skip


def edits_of(lines: tuple[str, ...]) -> st.SearchStrategy[list[tuple[int, int, str]]]:
    words = st.lists(st.sampled_from(lines), max_size=4).map("\n".join)
    return st.lists(st.tuples(st.integers(0, 80), st.integers(0, 12), words), max_size=5)


def texts_of(lines: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(lines), max_size=14).map("\n".join)


def opened(text: str, post: Direction) -> tuple[QTextDocument, Directions]:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    codec.load(document, text)
    directions = Directions(document)
    directions.settle(post, "")
    directions.recut()
    return document, directions


def facts(document: QTextDocument, directions: Directions) -> list[LineFacts]:
    blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
    return [directions.facts(block) for block in blocks]


def edit(
    document: QTextDocument, directions: Directions, where: int, drop: int, typed: str
) -> None:
    last = document.characterCount() - 1
    start, end = min(where, last), min(where + drop, last)
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    codec.insert(cursor, typed)
    end = start + codec.width(typed)
    directions.touch(document.findBlock(start), document.findBlock(end))
    directions.look()


@settings(max_examples=200, deadline=None)
@given(texts_of(PLAIN), edits_of(PLAIN), st.sampled_from(Direction))
def test_for_words_a_look_around_the_edit_is_enough(
    text: str, changes: list[tuple[int, int, str]], post: Direction
) -> None:
    document, directions = opened(text, post)
    for where, drop, typed in changes:
        edit(document, directions, where, drop, typed)
        assert facts(document, directions) == facts(*opened(codec.read(document), post))


@settings(max_examples=200, deadline=None)
@given(texts_of(LINES), edits_of(LINES), st.sampled_from(Direction))
def test_at_the_pause_all_is_right(
    text: str, changes: list[tuple[int, int, str]], post: Direction
) -> None:
    document, directions = opened(text, post)
    for where, drop, typed in changes:
        edit(document, directions, where, drop, typed)
    before = facts(document, directions)
    changed = {block.blockNumber() for block in directions.recut()}
    after = facts(document, directions)
    assert after == facts(*opened(codec.read(document), post))
    assert changed == {n for n in range(len(after)) if after[n] != before[n]}


def test_lines_know_what_they_are() -> None:
    document, directions = opened("# HTML للجميع\n\n```\nنص\n```\n\n2024\n", Direction.RTL)
    assert [(f.kind, f.direction) for f in facts(document, directions)] == [
        (Kind.HEADING, Direction.RTL),
        (Kind.BLANK, Direction.RTL),
        (Kind.FENCE, Direction.LTR),
        (Kind.FENCE, Direction.LTR),
        (Kind.FENCE, Direction.LTR),
        (Kind.BLANK, Direction.RTL),
        (Kind.PARAGRAPH, Direction.RTL),
        (Kind.BLANK, Direction.RTL),
    ]


def test_source_is_code_throughout() -> None:
    document, directions = opened("<p>مرحبا</p>\n# نص", Direction.RTL)
    directions.settle(None, "ar", plain=True)
    directions.recut()
    assert {(f.kind, f.direction) for f in facts(document, directions)} == {
        (Kind.CODE, Direction.LTR)
    }


def test_a_key_in_a_huge_block_waits_for_the_pause() -> None:
    document, directions = opened("```\n" + "سطر\n" * 2000 + "```", Direction.RTL)
    middle = document.findBlockByNumber(1000)
    directions.touch(middle, middle)
    assert directions.look() == []
    assert directions.facts(middle).kind is Kind.FENCE
