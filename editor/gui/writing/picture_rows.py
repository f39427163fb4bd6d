"""What the menu of the right button offers for a picture. Thread: GUI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor.gui.writing import codec
from editor.gui.writing.markdown import picturing
from editor.system.translation import gettext as _
from editor.text.pictures import is_of_the_web

if TYPE_CHECKING:
    from editor.gui.writing.editor import WritingEditor


def add_rows(menu: QMenu, editor: WritingEditor, place: int) -> None:
    """Put the rows at the top of `menu`, where there is a picture at `place`, a position of the
    document."""
    if editor.isReadOnly() or editor.is_source:
        return
    document = editor.document()
    if "![" not in document.findBlock(place).text():
        return
    mark = picturing.picture_under(editor.text(), codec.offset_of(document, place))
    if mark is None:
        return
    first = menu.actions()[0] if menu.actions() else None
    describe = QAction(_("Describe this picture …"), menu)
    describe.triggered.connect(lambda: editor.picture_to_describe.emit(mark))
    rows = [describe]
    if not is_of_the_web(mark.target):
        change = QAction(_("Replace this picture …"), menu)
        change.triggered.connect(lambda: editor.picture_to_replace.emit(mark))
        rows.append(change)
    menu.insertActions(first, rows)  # type: ignore[arg-type]
    if first is not None:
        menu.insertSeparator(first)
