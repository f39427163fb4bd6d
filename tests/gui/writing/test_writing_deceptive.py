"""Hidden characters that deceive: marked, explained, taken out in one step."""

from __future__ import annotations

import pytest
from measuring import Open
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.proofing.deceptive import Deceptive, add_row, explained, surprises_in
from editor.gui.writing.sheet.marks import Mark, MarkSpan
from editor.text.controls import Reason

RLO, PDF, RLI, PDI, ZWSP, ZWNJ = "\u202e", "\u202c", "\u2067", "\u2069", "\u200b", "\u200c"


def watched(editor: WritingEditor) -> Deceptive:
    made = Deceptive(editor, editor.facts)
    editor.add_marks(made.marks)
    return made


def marks(editor: WritingEditor, made: Deceptive, number: int = 0) -> list[MarkSpan]:
    return list(made.marks(editor.document().findBlockByNumber(number)))


def test_what_a_sign_turns_round_is_marked_in_units(open_editor: Open) -> None:
    editor = open_editor(f"😀 a {RLO}live{PDF} b")
    assert marks(editor, watched(editor)) == [MarkSpan(5, 10, Mark.DECEPTIVE)]


def test_what_writing_needs_is_not_marked(open_editor: Open) -> None:
    editor = open_editor(f"می{ZWNJ}خواهم {RLI}نص{PDI} و<\u200f!\n\n    {RLI}كود")
    made = watched(editor)
    assert marks(editor, made) == []
    assert marks(editor, made, 2)


def test_marks_follow_the_text(open_editor: Open) -> None:
    editor = open_editor(f"a{RLO}b")
    made = watched(editor)
    assert marks(editor, made)
    cursor = editor.textCursor()
    cursor.setPosition(2)
    cursor.deletePreviousChar()
    assert marks(editor, made) == []


def test_code_is_looked_at_more_closely(open_editor: Open) -> None:
    line = "ا\u200fب"
    editor = open_editor(f"{line}\n\n```\n{line}\n```\n")
    made = watched(editor)
    assert (marks(editor, made), len(marks(editor, made, 3))) == ([], 1)


def test_the_editor_paints_them(open_editor: Open) -> None:
    plain, marked = open_editor(f"a {RLO}live{PDF} b"), open_editor(f"a {RLO}live{PDF} b")
    watched(marked)
    assert plain.grab().toImage() != marked.grab().toImage()


def test_words_say_why_at_the_place_only(open_editor: Open) -> None:
    editor = open_editor(f"first\nab {RLO}live{PDF} and more")
    made = watched(editor)
    assert made.words_at(6 + 5) == explained(Reason.OVERRIDE)
    assert made.words_at(2) == ""
    assert made.words_at(6 + 16) == ""


def test_every_reason_is_explained_in_words_of_its_own() -> None:
    assert len({explained(reason) for reason in Reason}) == len(Reason)


def test_the_pointer_is_told_why(open_editor: Open) -> None:
    editor = open_editor(f"{RLO}live{PDF}")
    watched(editor)
    where = QPoint(round(editor.shown(editor.document().firstBlock()).layout.lineAt(0).x()) + 8, 30)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, where, editor.viewport().mapToGlobal(where))
    editor.grab()  # what is not marked yet is not pointed at
    QApplication.sendEvent(editor.viewport(), event)
    assert QToolTip.text() == explained(Reason.OVERRIDE)
    QToolTip.hideText()


def test_one_step_cleans_the_post_and_one_undo_brings_it_back(open_editor: Open) -> None:
    text = f"a {RLO}live{PDF} b\r\n\r\nwo{ZWSP}rd 😀\u2028می{ZWNJ}خواهم\r\n{RLI}x\ud800"
    editor = open_editor(text)
    made = watched(editor)
    assert made.clean_all()
    assert editor.text() == f"a live b\r\n\r\nword 😀\u2028می{ZWNJ}خواهم\r\nx\ud800"
    assert not made.clean_all()
    editor.undo()
    assert editor.text() == text


def test_only_the_lines_asked_for_are_cleaned(open_editor: Open) -> None:
    editor = open_editor(f"{RLI}a\n{RLI}b\n{RLI}c")
    made = watched(editor)
    assert made.clean(0, 4)
    assert editor.text() == f"a\nb\n{RLI}c"


def test_the_menu_has_a_row_only_where_something_is_marked(open_editor: Open) -> None:
    editor = open_editor(f"{RLI}a\nb")
    made = watched(editor)
    menu = QMenu(editor)
    add_row(menu, made, 4)
    assert menu.isEmpty()
    add_row(menu, made, 1)
    menu.actions()[0].trigger()
    assert editor.text() == "a\nb"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("plain `code`", []),
        (f"می{ZWNJ}خواهم", []),
        (f"a{RLO}b\n{RLI}c\n{RLO}d", [Reason.OVERRIDE, Reason.UNCLOSED]),
        ("ا\u200fب\n\n```\nا\u200fب\n```\n", [Reason.IN_CODE]),
        ("---\ntitle: a\u200bb\n---\n", [Reason.HIDDEN]),
    ],
)
def test_a_paste_is_looked_at_as_markdown(text: str, reasons: list[Reason]) -> None:
    assert surprises_in(text) == reasons
