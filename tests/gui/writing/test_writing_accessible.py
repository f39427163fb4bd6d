"""A screen reader reads the source, whatever is painted."""

from __future__ import annotations

from measuring import Open, put_caret
from PySide6.QtGui import QAccessible

from editor.domain.post import Direction

TEXT = "سلام `code` https://a.org/b\n\nكلمة **غامقة**"


def test_the_text_interface_reads_the_source(open_editor: Open) -> None:
    editor = open_editor(TEXT, Direction.RTL)
    interface = QAccessible.queryAccessibleInterface(editor)
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "Text of the post"
    reader = interface.textInterface()
    assert reader.characterCount() == len(TEXT)
    assert reader.text(0, reader.characterCount()) == TEXT
    put_caret(editor, 7)
    assert reader.cursorPosition() == 7
    put_caret(editor, 11, anchor=5)
    assert reader.selectionCount() == 1
    put_caret(editor, 7)
    assert reader.selectionCount() == 0
    reader.setCursorPosition(3)
    assert editor.textCursor().position() == 3
