"""The keyboard's own direction: the caret's flag, and empty lines."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from editor.domain.post import Direction
from editor.gui.theme import LIGHT
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet.painting import FLAG

LTR, RTL = Direction.LTR, Direction.RTL
_SIDES = {RTL: Qt.LayoutDirection.RightToLeft, LTR: Qt.LayoutDirection.LeftToRight}


def switch(direction: Direction) -> None:
    """As the system says it."""
    QGuiApplication.inputMethod().inputDirectionChanged.emit(_SIDES[direction])


def flag(editor: WritingEditor) -> Direction | None:
    """To which side the caret's flag points; None where it has none."""
    editor.setFocus()
    editor._blink.restart()
    picture = editor.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rect = editor.caret_rect()
    ink = QColor(LIGHT.ink).rgb()
    top = round(rect.top()) + 1
    sides = {
        LTR: range(round(rect.right()) + 1, round(rect.right()) + FLAG - 1),
        RTL: range(round(rect.left()) - FLAG + 2, round(rect.left()) - 1),
    }
    found = [side for side, xs in sides.items() if any(picture.pixel(x, top) == ink for x in xs)]
    assert len(found) < 2
    return found[0] if found else None


@pytest.fixture
def editor(open_editor: Open) -> WritingEditor:
    # Room on both sides of the caret, and nothing there that is as dark as it.
    editor = open_editor("كلمة\n\nword\n\n    code\n\n    more\n")
    put_caret(editor, editor.document().lastBlock().position())
    return editor


def test_the_caret_points_to_where_the_keyboard_writes(editor: WritingEditor) -> None:
    assert flag(editor) is None, "nobody said yet"
    for direction in (RTL, LTR, RTL):
        switch(direction)
        assert flag(editor) is direction


@pytest.mark.parametrize(("letter", "side"), [("س", RTL), ("ש", RTL), ("a", LTR), ("ж", LTR)])
def test_a_typed_letter_tells_where_the_system_does_not(
    editor: WritingEditor, letter: str, side: Direction
) -> None:
    switch(LTR if side is RTL else RTL)
    type_words(editor, letter + " 1.")
    assert editor._keyboard.direction is side, "digits and points are of no side"
    editor.undo()
    editor.undo()
    assert flag(editor) is side


def test_an_input_methods_word_tells_too(editor: WritingEditor) -> None:
    switch(LTR)
    event = QInputMethodEvent()
    event.setCommitString("سلام")
    QApplication.sendEvent(editor, event)
    assert editor._keyboard.direction is RTL


def at_right(editor: WritingEditor) -> bool:
    left, width = editor.column()
    x = editor.caret_rect().center().x()
    assert min(abs(x - left), abs(x - left - width)) < 3
    return abs(x - left) > abs(x - left - width)


@pytest.mark.parametrize("post", [LTR, RTL])
def test_an_empty_line_with_the_caret_follows_the_keyboard(
    open_editor: Open, post: Direction
) -> None:
    editor = open_editor("one\n\nكلمة\n\nend", post)
    first, second = editor.document().findBlockByNumber(1), editor.document().findBlockByNumber(3)
    put_caret(editor, first.position())
    assert at_right(editor) is (post is RTL)
    state = editor.text(), editor.document().isModified(), editor.document().isUndoAvailable()
    for direction in (RTL, LTR, RTL):
        switch(direction)
        assert at_right(editor) is (direction is RTL)
        assert editor.shown(second).direction is post, "the caret is not there"
    put_caret(editor, second.position())
    assert at_right(editor)
    assert editor.shown(first).direction is post, "the caret left it"
    assert editor.block_direction is post, "it is no word of the author's"
    assert state == (
        editor.text(),
        editor.document().isModified(),
        editor.document().isUndoAvailable(),
    )


def test_lines_with_words_and_lines_of_code_do_not_follow(open_editor: Open) -> None:
    editor = open_editor("```\n\n```\n\nword")
    put_caret(editor, 4)
    switch(RTL)
    assert not at_right(editor)
    put_caret(editor, editor.document().lastBlock().position())
    switch(LTR)
    switch(RTL)
    assert not at_right(editor)


def test_the_caret_waits_where_the_first_letter_will_be(open_editor: Open) -> None:
    editor = open_editor("Some words\n\n")
    put_caret(editor, 12)
    switch(RTL)
    waiting = editor.caret_rect().center().x()
    type_words(editor, "س")
    editor.look()
    left, width = editor.column()
    assert waiting > left + width - 3
    assert editor.shown(editor.textCursor().block()).is_rtl
    assert waiting - 30 < editor.caret_rect().center().x() < waiting
