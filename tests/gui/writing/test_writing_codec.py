"""Opening, typing, undo and the clipboard change no character of the author's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import Open, put_caret, type_words
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextDocumentLayout

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
        codec.insert(cursor, codec.adapted(cursor, "\n"))
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


@pytest.mark.parametrize("way", ["delete", "type", "commit"])
@pytest.mark.parametrize("selected", [(2, 5), (1, 5), (2, 4), (4, 7), (0, 5)])
def test_each_line_ending_stays_the_one_it_was(
    open_editor: Open, selected: tuple[int, int], way: str
) -> None:
    text = "a\nbc\u2029de\r\nfg\rh"
    editor = open_editor(text)
    places = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12]  # of each position, in `text`
    put_caret(editor, selected[1], selected[0])
    made = "" if way == "delete" else "س"
    if way == "delete":
        QTest.keyClick(editor, Qt.Key.Key_Delete)
    elif way == "type":
        type_words(editor, made)
    else:
        event = QInputMethodEvent()
        event.setCommitString(made)
        QApplication.sendEvent(editor, event)
    start, end = (places[each] for each in selected)
    assert editor.text() == text[:start] + made + text[end:]
    editor.undo()
    assert editor.text() == text


def test_letters_beside_a_line_ending_have_no_format_of_its(open_editor: Open) -> None:
    editor = open_editor("a\u2029لام")
    put_caret(editor, 2)
    type_words(editor, "س")
    put_caret(editor, 2)
    event = QInputMethodEvent()
    event.setCommitString("س")
    QApplication.sendEvent(editor, event)
    block = editor.document().findBlockByNumber(1)
    looks = block.begin()
    formats = set()
    while not looks.atEnd():
        formats.add(looks.fragment().charFormatIndex())
        looks += 1
    assert len(formats) == 1
    assert editor.text() == "a\u2029سسلام"
