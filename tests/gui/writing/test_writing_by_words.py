"""Keys that go by words, or take them away."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.writing.title_field import TitleField

LTR, RTL = Direction.LTR, Direction.RTL
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
BACK, DELETE = Qt.Key.Key_Backspace, Qt.Key.Key_Delete


@pytest.mark.parametrize(
    ("text", "on", "places"),
    [
        # "\n" counts as one place, a character beyond the first plane as two.
        ("هذا، ثم هو", LEFT, [3, 5, 8, 10]),
        ("this, then", RIGHT, [4, 6, 10]),
        ("قال WordPress ثم", LEFT, [4, 14, 16]),
        ("كُتُبٌ 😀 ثم\nنعم", LEFT, [7, 10, 12, 13, 16]),
        ("a\u2028b", RIGHT, [2, 3]),
    ],
)
def test_control_and_arrows_go_by_words_as_the_paragraph_reads(
    open_editor: Open, text: str, on: Qt.Key, places: list[int]
) -> None:
    editor = open_editor(text)
    met = []
    for _ in places:
        QTest.keyClick(editor, on, CONTROL)
        met.append(editor.textCursor().position())
    assert met == places
    back = []
    for _ in places:
        QTest.keyClick(editor, LEFT if on == RIGHT else RIGHT, CONTROL)
        back.append(editor.textCursor().position())
    assert back == [*reversed(places[:-1]), 0]
    assert editor.text() == text


def test_with_shift_the_word_is_selected(open_editor: Open) -> None:
    editor = open_editor("نعم، ثم", RTL)
    QTest.keyClick(editor, LEFT, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.textCursor().selectedText() == "نعم"


@pytest.mark.parametrize(
    ("text", "caret", "key", "after"),
    [
        ("نعم، ثم هو", 4, BACK, "نعم ثم هو"),
        ("نعم، ثم هو", 3, BACK, "، ثم هو"),
        ("نعم، ثم هو", 0, DELETE, "، ثم هو"),
        ("نعم، ثم هو", 5, DELETE, "نعم، هو"),
        ("كُتُبٌ", 6, BACK, ""),
        ("a 👨\u200d👩\u200d👧", 10, BACK, "a "),
        ("\ud800\ud800 كلمة", 5, DELETE, "\ud800\ud800 "),
        ("one\ntwo", 4, BACK, "onetwo"),
        ("one\ntwo", 3, DELETE, "onetwo"),
        ("one\r\ntwo\u2029three", 4, DELETE, "one\r\n\u2029three"),
        ("one\r\ntwo\u2029three", 7, DELETE, "one\r\ntwothree"),
        ("", 0, BACK, ""),
        ("", 0, DELETE, ""),
    ],
)
def test_control_and_backspace_or_delete_take_a_word(
    open_editor: Open, text: str, caret: int, key: Qt.Key, after: str
) -> None:
    editor = open_editor(text)
    put_caret(editor, caret)
    QTest.keyClick(editor, key, CONTROL)
    assert editor.text() == after
    editor.undo()
    assert editor.text() == text


@pytest.mark.parametrize("key", [BACK, DELETE])
def test_they_take_what_is_selected(open_editor: Open, key: Qt.Key) -> None:
    editor = open_editor("نعم، ثم هو")
    put_caret(editor, 6, anchor=1)
    QTest.keyClick(editor, key, CONTROL)
    assert editor.text() == "نم هو"


@pytest.fixture
def title(qtbot: QtBot) -> TitleField:
    field = TitleField()
    qtbot.addWidget(field)
    field.resize(500, 80)
    field.show()
    return field


def test_the_title_knows_the_same_words(title: TitleField) -> None:
    title.load("هذا، ثم C++", RTL)
    put_caret(title, 0)
    met = []
    for _ in range(5):
        QTest.keyClick(title, LEFT, CONTROL)
        met.append(title.textCursor().position())
    assert met == [3, 5, 8, 9, 11]
    QTest.keyClick(title, RIGHT, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert title.textCursor().selectedText() == "++"
    QTest.keyClick(title, BACK, CONTROL)
    assert title.title() == "هذا، ثم C"
    put_caret(title, 3)
    QTest.keyClick(title, BACK, CONTROL)
    assert title.title() == "، ثم C"
    QTest.keyClick(title, DELETE, CONTROL)
    assert title.title() == "ثم C"
    title.undo()
    assert title.title() == "، ثم C"
    title.load("one, two", LTR)
    put_caret(title, 0)
    QTest.keyClick(title, RIGHT, CONTROL)
    assert title.textCursor().position() == 3
    QTest.keyClick(title, LEFT, CONTROL)
    assert title.textCursor().position() == 0
