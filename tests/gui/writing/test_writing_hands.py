"""Keys that write more than a letter, pressed in a real editor."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction, Format
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor

RTL = Direction.RTL
_Key, _Modifier = Qt.Key, Qt.KeyboardModifier


def press(
    editor: WritingEditor, key: Qt.Key, modifiers: Qt.KeyboardModifier = _Modifier.NoModifier
) -> None:
    QTest.keyClick(editor, key, modifiers)


def at_end(editor: WritingEditor) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.End)


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("كيف حالك", "?", "كيف حالك؟"),
        ("مرحبا", ",", "مرحبا،"),
        ("قال ", '"نعم"', "قال «نعم»"),
        ("ثم سكت", "...", "ثم سكت…"),
        ("How are you", "?", "How are you?"),
        ("`x", "?", "`x?"),
        ("😀 نعم", "?", "😀 نعم؟"),
    ],
)
def test_typed_signs_become_those_of_the_words(
    open_editor: Open, before: str, typed: str, after: str
) -> None:
    editor = open_editor(before)
    at_end(editor)
    type_words(editor, typed)
    assert editor.text() == after


@pytest.mark.parametrize("typed", ["?", ' "نعم"', " -- ثم", " a--b"])
def test_lone_surrogates_before_a_sign_change_nothing(open_editor: Open, typed: str) -> None:
    made = []
    for before in ("\ud800\udc00\udfff", "x"):
        editor = open_editor(before + " كيف حالك")
        at_end(editor)
        type_words(editor, typed)
        assert editor.text().startswith(before)
        made.append(editor.text().removeprefix(before))
    assert made[0] == made[1]


def test_one_undo_brings_back_what_was_typed_and_backspace_does_so_too(open_editor: Open) -> None:
    editor = open_editor("كيف حالك")
    for take_back in (editor.undo, lambda: press(editor, _Key.Key_Backspace)):
        at_end(editor)
        type_words(editor, "?")
        assert editor.text() == "كيف حالك؟"
        take_back()
        assert editor.text() == "كيف حالك?"
        press(editor, _Key.Key_Backspace)
        assert editor.text() == "كيف حالك"


def test_backspace_takes_away_what_is_selected_even_behind_a_bettered_sign(
    open_editor: Open,
) -> None:
    editor = open_editor("كيف حالك")
    at_end(editor)
    type_words(editor, "?")
    editor.selectAll()
    press(editor, _Key.Key_Backspace)
    assert editor.text() == ""


def test_signs_stay_as_typed_for_who_wants_them_so(open_editor: Open) -> None:
    editor = open_editor("كيف حالك")
    editor.take_choices(WritingChoices(smart_punctuation=False))
    at_end(editor)
    type_words(editor, "?")
    assert editor.text() == "كيف حالك?"


def test_shift_and_space_give_the_non_joiner_once(open_editor: Open) -> None:
    editor = open_editor("می")
    at_end(editor)
    for _ in range(2):
        QTest.keyClick(editor, " ", _Modifier.ShiftModifier)
    type_words(editor, "شود")
    assert editor.text() == "می\u200cشود"
    put_caret(editor, 0)
    QTest.keyClick(editor, " ", _Modifier.ShiftModifier)
    assert editor.text() == " می\u200cشود"


def test_control_shift_2_gives_it_anywhere(open_editor: Open) -> None:
    editor = open_editor("HTML ")
    at_end(editor)
    press(editor, _Key.Key_2, _Modifier.ControlModifier | _Modifier.ShiftModifier)
    assert editor.text() == "HTML \u200c"


@pytest.mark.parametrize(
    ("text", "position", "key", "after"),
    [
        ("- بند", 2, _Key.Key_Backspace, "بند"),
        ("> قول", 2, _Key.Key_Backspace, "قول"),
        ("- بند", 5, _Key.Key_Backspace, "- بن"),
        ("1. أ\n2. ب\n3. ج", 4, _Key.Key_Delete, "1. أ2. ب\n2. ج"),
        ("- أ\n- ب", 7, _Key.Key_Tab, "- أ\n  - ب"),
        ("١. أ", 4, _Key.Key_Return, "١. أ\n٢. "),
    ],
)
def test_keys_know_lists(
    open_editor: Open, text: str, position: int, key: Qt.Key, after: str
) -> None:
    editor = open_editor(text, RTL)
    put_caret(editor, position)
    press(editor, key)
    assert editor.text() == after
    editor.undo()
    assert editor.text() == text


def test_paragraphs_change_places_by_alt_and_arrows(open_editor: Open) -> None:
    editor = open_editor("أول\n\nثان")
    put_caret(editor, 1)
    press(editor, _Key.Key_Down, _Modifier.AltModifier)
    assert editor.text() == "ثان\n\nأول"
    press(editor, _Key.Key_Up, _Modifier.AltModifier)
    assert editor.text() == "أول\n\nثان"


def test_source_knows_no_lists(open_editor: Open) -> None:
    editor = open_editor()
    editor.load("  <li>- a", Format.HTML)
    at_end(editor)
    press(editor, _Key.Key_Return)
    assert editor.text() == "  <li>- a\n  "


def test_control_and_shift_of_one_side_say_a_direction(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("نص")
    right_control, right_shift = 0xFFE4, 0xFFE2  # keysymdef.h
    said = []
    editor.direction_wanted.connect(said.append)
    for kind, key, keysym, held in (
        (QEvent.Type.KeyPress, _Key.Key_Control, right_control, _Modifier.NoModifier),
        (QEvent.Type.KeyPress, _Key.Key_Shift, right_shift, _Modifier.ControlModifier),
        (QEvent.Type.KeyRelease, _Key.Key_Shift, right_shift, _Modifier.ControlModifier),
        (QEvent.Type.KeyRelease, _Key.Key_Control, right_control, _Modifier.ControlModifier),
    ):
        QApplication.sendEvent(editor, QKeyEvent(kind, key, held, 0, keysym, 0))
    assert said == [RTL]
    assert editor.text() == "نص"
    assert not editor.document().isModified()


def test_an_address_pasted_over_words_makes_a_link_of_them(open_editor: Open) -> None:
    editor = open_editor("اقرأ هذا المقال")
    put_caret(editor, 15, anchor=9)
    data = QMimeData()
    data.setText("https://example.org/a")
    editor.insertFromMimeData(data)
    assert editor.text() == "اقرأ هذا [المقال](https://example.org/a)"
    editor.undo()
    assert editor.text() == "اقرأ هذا المقال"


def test_control_shift_v_pastes_the_words_alone(open_editor: Open) -> None:
    editor = open_editor("نص ")
    at_end(editor)
    data = QMimeData()
    data.setText("كلمة")
    data.setHtml("<p>a <b>كلمة</b></p>")
    QGuiApplication.clipboard().setMimeData(data)
    press(editor, _Key.Key_V, _Modifier.ControlModifier | _Modifier.ShiftModifier)
    assert editor.text() == "نص كلمة"
