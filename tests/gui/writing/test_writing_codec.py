"""Opening, typing, undo and the clipboard change no character of the author's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.gui.writing import codec

KEEP = QTextCursor.MoveMode.KeepAnchor
EDGE = (
    "\r\n", "\r", "\n", "\u2028", "\u2029", "\ufdd0", "\ufdd1", "\u00a0", "\u200c", "\u200f",
    "\u2067", "\x00", "\ufeff", "\ufffe", "\ufffc", "\ud83d", "\ude00", "😀", "\U0010f7ff",
    "\U0010f800", "\U0010ffff", "مُحَمَّد", "WordPress ", "- ", "#", "\t",
)  # fmt: skip
any_text = st.lists(
    st.one_of(st.sampled_from(EDGE), st.text(st.characters(), max_size=4)), max_size=12
).map("".join)


def filled(text: str) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    codec.load(document, text)
    return document


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_what_is_loaded_is_read(text: str) -> None:
    document = filled(text)
    assert codec.read(document) == text
    assert not document.isModified()
    assert not document.isUndoAvailable()


@settings(max_examples=200, deadline=None)
@given(any_text, st.integers(0, 60), any_text)
def test_typing_and_undo_leave_the_rest_alone(text: str, where: int, typed: str) -> None:
    document = filled(text)
    cursor = QTextCursor(document)
    cursor.setPosition(codec.position_of(document, where))
    before = codec.offset_of(document, cursor.position())
    codec.insert(cursor, typed)
    after = codec.read(document)
    assert after == text[:before] + typed + text[before:]
    while document.isUndoAvailable():
        document.undo()
    assert codec.read(document) == text
    while document.isRedoAvailable():
        document.redo()
    assert codec.read(document) == after


@settings(max_examples=200, deadline=None)
@given(any_text, st.integers(0, 60), st.integers(0, 60))
def test_a_selection_is_a_slice_of_the_text(text: str, one: int, other: int) -> None:
    document = filled(text)
    cursor = QTextCursor(document)
    cursor.setPosition(codec.position_of(document, one))
    cursor.setPosition(codec.position_of(document, other), KEEP)
    start = codec.offset_of(document, cursor.selectionStart())
    end = codec.offset_of(document, cursor.selectionEnd())
    assert codec.selected(cursor) == text[start:end]


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_offsets_and_positions_are_each_others_inverse(text: str) -> None:
    document = filled(text)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n" or offset == 0:
            assert codec.offset_of(document, codec.position_of(document, offset)) == offset


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2029"])
def test_a_new_line_ends_as_its_neighbours_do(ending: str) -> None:
    document = filled(f"سطر{ending}line")
    for position in (2, 6):
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.insertBlock()
    assert codec.read(document) == f"سط{ending}ر{ending}l{ending}ine"


def test_joining_lines_keeps_the_other_endings() -> None:
    document = filled("a\r\nb\nc\r\nd")
    cursor = QTextCursor(document)
    cursor.setPosition(1)
    cursor.deleteChar()
    assert codec.read(document) == "ab\nc\r\nd"
    document.undo()
    assert codec.read(document) == "a\r\nb\nc\r\nd"


def test_loading_again_forgets_the_endings_of_before() -> None:
    document = filled("a\r\nb")
    codec.load(document, "c\nd")
    assert codec.read(document) == "c\nd"
