"""For who prefers it, arrows walk in the order of the text, not of the eye."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor

LTR, RTL = Direction.LTR, Direction.RTL
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
SHIFT = Qt.KeyboardModifier.ShiftModifier

# A text, its direction, and the places an arrow stops at: those where a reader sees a letter begin.
TEXTS = [
    ("مرحبا abc نص", RTL, [*range(13)]),
    ("abc مرحبا def", LTR, [*range(14)]),
    ("WordPress منصة", RTL, [*range(15)]),
    ("مُحَمَّد", RTL, [0, 2, 4, 7, 8]),
    ("a😀b", LTR, [0, 1, 3, 4]),
    ("أول\nb c", RTL, [*range(8)]),
    ("اكتب `--force` و C++", RTL, [*range(21)]),
]


def walk(editor: WritingEditor, key: Qt.Key) -> list[int]:
    met = [editor.textCursor().position()]
    for _ in range(2 * editor.document().characterCount()):
        QTest.keyClick(editor, key)
        if editor.textCursor().position() == met[-1]:
            return met
        met.append(editor.textCursor().position())
    raise AssertionError("the way has no end")


@pytest.fixture
def open_logical(open_editor: Open) -> Open:
    def show(text: str, post: Direction) -> WritingEditor:
        editor = open_editor(text, post)
        editor.take_choices(WritingChoices(visual_caret=False))
        return editor

    return show


@pytest.mark.parametrize(("text", "post", "places"), TEXTS)
def test_arrows_walk_in_the_order_of_the_text(
    open_logical: Open, text: str, post: Direction, places: list[int]
) -> None:
    editor = open_logical(text, post)
    on, back = (LEFT, RIGHT) if post is RTL else (RIGHT, LEFT)
    assert walk(editor, on) == places
    assert walk(editor, back) == places[::-1]
    assert editor.text() == text


def test_with_shift_they_select(open_logical: Open) -> None:
    editor = open_logical("مرحبا abc نص", RTL)
    for _ in range(8):
        QTest.keyClick(editor, LEFT, SHIFT)
    assert editor.textCursor().selectedText() == "مرحبا ab"
    QTest.keyClick(editor, LEFT)
    assert not editor.textCursor().hasSelection()


def test_the_eyes_order_is_another_and_comes_back(open_logical: Open) -> None:
    editor = open_logical("مرحبا abc نص", RTL)
    logical = walk(editor, LEFT)
    editor.take_choices(WritingChoices(visual_caret=True))
    put_caret(editor, 0)
    visual = walk(editor, LEFT)
    assert sorted(visual) == logical
    assert visual != logical


def test_the_caret_is_drawn_at_its_place_in_both_orders(open_logical: Open) -> None:
    editor = open_logical("مرحبا abc نص", RTL)
    put_caret(editor, 7)
    x = editor.caret_rect().center().x()
    QTest.keyClick(editor, LEFT)
    assert editor.textCursor().position() == 8
    assert editor.caret_rect().center().x() > x, "forward in abc is to the right"
