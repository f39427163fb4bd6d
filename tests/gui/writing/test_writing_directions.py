"""Looking again around an edit comes to what a look at the whole text comes to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.directions import Directions, LineFacts
from editor.text.blocks import Kind

LINES = (
    "", "مرحبا بالعالم", "Hello world", "# عنوان", "- بند", "- item", "  - داخل", "1. واحد",
    "> اقتباس", "```", "~~~", "    code", "| أ | ب |", "|---|---|", "---", "===",
    '{: dir="ltr"}', "[^1]: حاشية", "<div>", "</div>", ": معنى", "2024",
)  # fmt: skip
texts = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)
edits = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 12), st.one_of(st.sampled_from(LINES), texts)),
    max_size=5,
)


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


@settings(max_examples=300, deadline=None)
@given(texts, edits, st.sampled_from(Direction))
def test_a_look_around_the_edit_is_enough_or_says_it_is_not(
    text: str, changes: list[tuple[int, int, str]], post: Direction
) -> None:
    document, directions = opened(text, post)
    for where, drop, typed in changes:
        last = document.characterCount() - 1
        start, end = min(where, last), min(where + drop, last)
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        codec.insert(cursor, typed)
        end = start + codec.width(typed)
        directions.edited(document.findBlock(start), document.findBlock(end))
        if directions.stale:
            directions.recut()
        fresh, whole = opened(codec.read(document), post)
        assert facts(document, directions) == facts(fresh, whole)


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
    assert directions.edited(middle, middle) == []
    assert directions.stale
    assert directions.facts(middle).kind is Kind.FENCE
