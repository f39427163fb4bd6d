"""What one undo takes back of what was typed."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.typing_steps import TypingSteps, begins_word


def undone(editor: WritingEditor) -> list[str]:
    met = []
    while editor.document().isUndoAvailable():
        editor.undo()
        met.append(editor.text())
    return met


@pytest.mark.parametrize(
    ("before", "typed", "begins"),
    [
        ("", "a", True),
        (" ", "ك", True),
        ("\u2029", "a", True),
        ("\u2028", "a", True),
        ("\u00a0", "a", True),
        ("a", "b", False),
        ("a", " ", False),
        (" ", " ", False),
        ("", " ", False),
        ("a", ",", False),
        ("\u200c", "ش", False),
    ],
)
def test_a_word_begins(before: str, typed: str, begins: bool) -> None:
    assert begins_word(before, typed) is begins


def test_each_undo_takes_back_a_word(open_editor: Open) -> None:
    editor = open_editor()
    editor.take_choices(WritingChoices(smart_punctuation=False))
    type_words(editor, "كتبتُ كلمةً، then\u00a0one😀 more ")
    text = editor.text()
    words = ["كتبتُ ", "كتبتُ كلمةً، ", "كتبتُ كلمةً، then\u00a0", "كتبتُ كلمةً، then\u00a0one😀 "]
    assert undone(editor) == [*reversed(words), ""]
    assert not editor.document().isModified()
    while editor.document().isRedoAvailable():
        editor.redo()
    assert editor.text() == text


def test_what_was_typed_behind_a_bettered_sign_does_not_go_with_it(open_editor: Open) -> None:
    editor = open_editor("كيف حالك")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_words(editor, "? نعم")
    assert editor.text() == "كيف حالك؟ نعم"
    assert undone(editor) == ["كيف حالك؟ ", "كيف حالك؟", "كيف حالك?", "كيف حالك"]


def test_words_typed_over_a_selection_come_back_with_it(open_editor: Open) -> None:
    editor = open_editor("one two")
    put_caret(editor, 7, anchor=4)
    type_words(editor, "ثلاثة")
    assert editor.text() == "one ثلاثة"
    assert undone(editor) == ["one two"]


def test_a_rest_within_a_word_begins_a_step(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor()
    rest = editor._hands._steps._rest
    type_words(editor, "abc")
    assert rest.isActive()
    rest.setInterval(0)
    rest.start()
    qtbot.waitUntil(lambda: not rest.isActive())
    type_words(editor, "d")
    assert undone(editor) == ["abc", ""]


def test_a_key_ends_the_rest(qapp: QApplication) -> None:
    steps = TypingSteps(qapp)
    assert steps.begins("a", "b"), "nothing was typed before"
    assert not steps.begins("b", "c")
