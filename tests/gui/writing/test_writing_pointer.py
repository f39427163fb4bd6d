"""What the mouse selects, and what it carries about."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.domain.post import Direction
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet.words import word_around

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        ("هذا، ثم", 1, "هذا"),
        ("هذا، ثم", 3, "هذا"),
        ("قال «قول» ثم", 6, "قول"),
        ("كُتُبٌ جديدة", 2, "كُتُبٌ"),
        ("می‌خواهم برم", 4, "می‌خواهم"),
        ("it's here", 1, "it's"),
        ("😀 word", 4, "word"),
        ("a  b", 2, "  "),
        ("صح؟ نعم", 1, "صح"),
        ("", 0, ""),
    ],
)
def test_the_word_a_click_means(line: str, column: int, word: str) -> None:
    start, end = word_around(line, column)
    units = line.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == word


def point_in(editor: WritingEditor, position: int) -> QPoint:
    put_caret(editor, position)
    return editor.caret_rect().center().toPoint()


def test_two_clicks_take_a_word_and_three_a_paragraph(open_editor: Open) -> None:
    editor = open_editor("هذا، ثم كلام\n\nآخر", Direction.RTL)
    point = point_in(editor, 2)
    put_caret(editor, 0)
    QTest.mouseClick(editor.viewport(), LEFT, pos=point)
    QTest.mouseDClick(editor.viewport(), LEFT, pos=point)
    assert editor.textCursor().selectedText() == "هذا"
    QTest.mouseClick(editor.viewport(), LEFT, pos=point)
    assert editor.textCursor().selectedText() == "هذا، ثم كلام"


def test_what_is_dropped_in_the_same_text_moves_in_one_step(
    open_editor: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = open_editor("one two three")
    end = point_in(editor, 13)
    put_caret(editor, 4, anchor=0)
    event = QDropEvent(
        QPointF(end),
        Qt.DropAction.MoveAction,
        data := editor.createMimeDataFromSelection(),
        LEFT,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    event.setDropAction(Qt.DropAction.MoveAction)
    monkeypatch.setattr(QDropEvent, "source", lambda _self: editor, raising=False)
    editor.dropEvent(event)
    assert data.text() == "one "
    assert editor.text() == "two threeone "
    assert editor.textCursor().selectedText() == "one "
    editor.undo()
    assert editor.text() == "one two three"


def test_the_other_edge_of_the_caret_is_shown_where_directions_meet(open_editor: Open) -> None:
    editor = open_editor("سلام abc", Direction.RTL)
    put_caret(editor, 5)
    other = editor.other_caret_rect()
    assert other is not None
    assert abs(other.center().x() - editor.caret_rect().center().x()) > 10
    put_caret(editor, 2)
    assert editor.other_caret_rect() is None


def test_a_page_goes_down_and_up_again(open_editor: Open) -> None:
    editor = open_editor("\n\n".join(f"paragraph {n} " + "word " * 40 for n in range(60)))
    put_caret(editor, 5)
    QTest.keyClick(editor, Qt.Key.Key_PageDown)
    first = editor.textCursor().position()
    QTest.keyClick(editor, Qt.Key.Key_PageDown)
    second = editor.textCursor().position()
    assert 5 < first < second
    bar = editor.verticalScrollBar().value()
    assert bar > 0
    QTest.keyClick(editor, Qt.Key.Key_PageUp)
    QTest.keyClick(editor, Qt.Key.Key_PageUp)
    assert editor.textCursor().position() < first
    assert editor.verticalScrollBar().value() < bar
    QApplication.sendPostedEvents()
