"""The menu of the right button, in the interface's language whatever Qt's catalogues know.

Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from editor.system.translation import gettext as _

_Key = QKeySequence.StandardKey


def context_menu(editor: QPlainTextEdit) -> QMenu:
    """A menu for `editor`, which owns it."""
    menu = QMenu(editor)
    document, selection = editor.document(), editor.textCursor().hasSelection()
    writable = not editor.isReadOnly()
    rows = (
        (_("Undo"), _Key.Undo, editor.undo, writable and document.isUndoAvailable()),
        (_("Redo"), _Key.Redo, editor.redo, writable and document.isRedoAvailable()),
        None,
        (_("Cut"), _Key.Cut, editor.cut, writable and selection),
        (_("Copy"), _Key.Copy, editor.copy, selection),
        (_("Paste"), _Key.Paste, editor.paste, writable and editor.canPaste()),
        None,
        (_("Select all"), _Key.SelectAll, editor.selectAll, not document.isEmpty()),
    )
    for row in rows:
        if row is None:
            menu.addSeparator()
            continue
        words, key, act, enabled = row
        action = QAction(words, menu)
        action.setShortcut(key)
        action.setEnabled(enabled)
        action.triggered.connect(act)
        menu.addAction(action)
    return menu
