"""What an input method does besides letters: dead keys, and words it puts right afterwards."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor


def commit(
    editor: WritingEditor, words: str, start: int = 0, length: int = 0, left: str = ""
) -> None:
    """`words` in the place of `length` units from `start`, counted from the caret; `left` stays
    unfinished."""
    event = QInputMethodEvent(left, [])
    event.setCommitString(words, start, length)
    QApplication.sendEvent(editor, event)
    editor.repaint()


def preedit(editor: WritingEditor, words: str) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent(words, []))
    editor.repaint()


@pytest.mark.parametrize(
    ("before", "behind", "accent", "letter"),
    [
        ("caf", "", "´", "é"),
        ("سلام ", " عربي", "´", "é"),
        ("`caf", "` نص", "¨", "ë"),
        ("\ud800😀", "\udfff", "~", "ñ"),
        ("a\r\n", "b", "^", "ê"),
        ("مُحَمَّ", "د", "\u064e", "دَ"),
    ],
)
def test_a_dead_key_waits_for_its_letter(
    open_editor: Open, before: str, behind: str, accent: str, letter: str
) -> None:
    editor = open_editor(before + behind)
    put_caret(editor, place(before))
    preedit(editor, accent)
    assert editor.text() == before + behind
    assert not editor.document().isModified()
    assert accent in editor.shown(editor.textCursor().block()).display.text
    commit(editor, letter)
    assert not editor.has_unfinished_word
    assert editor.text() == before + letter + behind
    assert editor.textCursor().position() == place(before + letter)
    editor.undo()
    assert editor.text() == before + behind
    assert not editor.document().isModified()


def test_a_dead_key_that_is_given_up_leaves_nothing(open_editor: Open) -> None:
    editor = open_editor("caf", Direction.RTL)
    put_caret(editor, 3)
    heard: list[None] = []
    editor.text_edited.connect(lambda: heard.append(None))
    at = editor.caret_rect()
    preedit(editor, "´")
    assert editor.caret_rect() != at
    preedit(editor, "")
    assert editor.text() == "caf"
    assert editor.caret_rect() == at
    assert heard == []
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("text", "caret", "made", "start", "length", "after"),
    [
        # A key held down offers its accents, and the letter that is there is replaced.
        ("cafe", 4, "é", -1, 1, "café"),
        ("نص e نص", 4, "é", -1, 1, "نص é نص"),
        # A word put right, with what stands around it.
        ("سلم عليكم", 3, "سلام", -3, 3, "سلام عليكم"),
        ("اكتب `fo` ثم", 8, "foo", -2, 2, "اكتب `foo` ثم"),
        ("زر http://x.com/ اليوم", 15, "org", -3, 3, "زر http://x.org/ اليوم"),
        # Behind the caret, and on both sides of it.
        ("ab", 1, "ß", 0, 1, "aß"),
        ("abcd", 2, "X", -1, 2, "aXd"),
        # Units of UTF-16: an emoji is two, and what QString cannot hold stands in as two.
        ("😀a", 3, "å", -1, 1, "😀å"),
        ("a😀", 3, "🧭", -2, 2, "a🧭"),
        ("\ud800a", 3, "å", -1, 1, "\ud800å"),
        # Taken away, nothing in its place.
        ("abc", 3, "", -2, 2, "a"),
    ],
)
def test_words_are_put_right_behind_the_author(
    open_editor: Open, text: str, caret: int, made: str, start: int, length: int, after: str
) -> None:
    editor = open_editor(text)
    put_caret(editor, caret)
    heard: list[None] = []
    editor.text_edited.connect(lambda: heard.append(None))
    commit(editor, made, start, length)
    assert editor.text() == after
    assert heard
    caret_there = caret + start + place(made)
    assert editor.textCursor().position() == caret_there
    assert editor.caret_rect().isValid()
    editor.undo()
    assert editor.text() == text
    editor.redo()
    assert editor.text() == after


def test_putting_right_what_is_above_a_foreign_ending_leaves_the_ending(open_editor: Open) -> None:
    editor = open_editor("a\r\nbe\u2029c")
    put_caret(editor, 4)
    commit(editor, "é", -1, 1)
    assert editor.text() == "a\r\nbé\u2029c"
    put_caret(editor, 2)
    commit(editor, "x")
    assert editor.text() == "a\r\nxbé\u2029c"


def test_what_is_committed_may_leave_more_to_come(open_editor: Open) -> None:
    editor = open_editor("نص ")
    put_caret(editor, 3)
    preedit(editor, "xu")
    commit(editor, "a", left="b")
    assert editor.text() == "نص a"
    assert editor.has_unfinished_word
    commit(editor, "b")
    assert editor.text() == "نص ab"
    assert not editor.has_unfinished_word


def test_a_letter_of_a_dead_key_over_a_selection(open_editor: Open) -> None:
    editor = open_editor("كلمة طويلة")
    put_caret(editor, 10, anchor=5)
    commit(editor, "é")
    assert editor.text() == "كلمة é"
    editor.undo()
    assert editor.text() == "كلمة طويلة"


def test_letters_typed_behind_a_dead_keys_letter(open_editor: Open) -> None:
    editor = open_editor()
    editor.take_choices(WritingChoices(smart_punctuation=False))
    type_words(editor, "caf")
    preedit(editor, "´")
    commit(editor, "é")
    type_words(editor, "s et")
    assert editor.text() == "cafés et"
    met = []
    while editor.document().isUndoAvailable():
        editor.undo()
        met.append(editor.text())
    assert met == ["cafés ", "caf", ""]


def place(text: str) -> int:
    """Positions of a document: a line's end is one, what QString cannot hold stands in as two."""
    return sum(
        2 if character > "\uffff" or "\ud800" <= character <= "\udfff" else 1
        for character in text.replace("\r\n", "\n")
    )


def test_letters_handed_over_one_by_one_are_as_typed(open_editor: Open) -> None:
    editor = open_editor()
    for letter in "كيف حالك?":
        commit(editor, letter)
        editor.look()
    assert editor.text() == "كيف حالك؟"
    met = []
    while editor.document().isUndoAvailable():
        editor.undo()
        met.append(editor.text())
    assert met == ["كيف حالك?", "كيف ", ""]
    editor.setReadOnly(True)
    commit(editor, "x")
    assert editor.text() == ""


def test_what_is_handed_over_keeps_a_line_separator(open_editor: Open) -> None:
    editor = open_editor("a\r\nb")
    put_caret(editor, 2)
    commit(editor, "x\u2028y")
    assert editor.text() == "a\r\nx\u2028yb"
