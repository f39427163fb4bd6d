"""The middle button pastes what is selected somewhere, where the system has such a clipboard."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QClipboard, QTextCursor
from PySide6.QtTest import QTest

from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet import pointer

MIDDLE, LEFT = Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton
_Primary = QClipboard.Mode.Selection


class Selected:
    """A system's clipboard, as far as the pointer asks it."""

    def __init__(self, *, is_there: bool = True) -> None:
        self.is_there = is_there
        self.data: QMimeData | None = None

    def supportsSelection(self) -> bool:
        return self.is_there

    def mimeData(self, mode: QClipboard.Mode) -> QMimeData | None:
        assert mode == _Primary
        return self.data

    def setMimeData(self, data: QMimeData, mode: QClipboard.Mode) -> None:
        assert mode == _Primary
        self.data = data


@pytest.fixture
def selected(monkeypatch: pytest.MonkeyPatch) -> Selected:
    made = Selected()

    class _Application:
        @staticmethod
        def clipboard() -> Selected:
            return made

    monkeypatch.setattr(pointer, "QGuiApplication", _Application)
    return made


def point_at(editor: WritingEditor, position: int) -> QPoint:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(position)
    return editor.cursorRect(cursor).center()


def middle_click(editor: WritingEditor, position: int) -> None:
    at = point_at(editor, position)
    QTest.mouseClick(editor.viewport(), MIDDLE, Qt.KeyboardModifier.NoModifier, at)


@pytest.mark.parametrize("text", ["سلام عليكم", "words here", "اكتب `--force` الآن"])
@pytest.mark.parametrize("position", [0, 3, 8])
def test_it_pastes_at_the_mouse_not_at_the_caret(
    open_editor: Open, selected: Selected, text: str, position: int
) -> None:
    editor = open_editor(text)
    put_caret(editor, len(text))
    selected.data = QMimeData()
    selected.data.setText("جديد")
    middle_click(editor, position)
    assert editor.text() == text[:position] + "جديد" + text[position:]
    assert editor.textCursor().position() == position + 4
    assert not editor.textCursor().hasSelection()
    editor.undo()
    assert editor.text() == text


def test_what_is_selected_with_the_mouse_is_offered_as_it_is(
    open_editor: Open, selected: Selected
) -> None:
    editor = open_editor("one\r\ntwo\u2029\ud800three\u00a0four")
    view = editor.viewport()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, LEFT, none, point_at(editor, 0))
    QTest.mouseMove(view, point_at(editor, 8))
    QTest.mouseRelease(view, LEFT, none, point_at(editor, 8))
    assert selected.data is not None
    put_caret(editor, 0)
    editor.selectAll()
    QTest.mousePress(view, LEFT, none, point_at(editor, 1))
    QTest.mouseRelease(view, LEFT, none, point_at(editor, 1))
    text = editor.text()
    chosen = selected.data
    end = editor.document().characterCount() - 1
    QTest.mousePress(view, LEFT, none, point_at(editor, 0))
    QTest.mouseMove(view, point_at(editor, end))
    QTest.mouseRelease(view, LEFT, none, point_at(editor, end))
    assert selected.data is not chosen
    middle_click(editor, 0)
    assert editor.text() == text + text


@pytest.mark.parametrize("reason", ["no such clipboard", "it is empty", "read only"])
def test_nothing_happens_where_nothing_can(
    open_editor: Open, selected: Selected, reason: str
) -> None:
    editor = open_editor("نص")
    put_caret(editor, 2)
    if reason != "it is empty":
        selected.data = QMimeData()
        selected.data.setText("جديد")
    selected.is_there = reason != "no such clipboard"
    editor.setReadOnly(reason == "read only")
    middle_click(editor, 0)
    assert editor.text() == "نص"
    assert editor.textCursor().position() == 2
    assert not editor.document().isModified()
