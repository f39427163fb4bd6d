"""The menu of the right button, in the interface's language whatever Qt's catalogues know.

At its top is what may have been meant by a misspelt word, where there is one at the pointer.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from editor.system.translation import gettext as _

_Key = QKeySequence.StandardKey
_PLAIN = QKeySequence("Ctrl+Shift+V")  # the editor's own, here told only


def context_menu(
    editor: QPlainTextEdit,
    position: QPoint | None = None,
    paste_plain: Callable[[], object] | None = None,
) -> QMenu:
    """A menu for `editor`, which owns it. `position`, in its viewport, is where it was asked for:
    with one, and where the editor has a `Spelling`, words are suggested. `paste_plain` pastes
    without formatting, where that is something else than to paste."""
    menu = QMenu(editor)
    menu.setLayoutDirection(QGuiApplication.layoutDirection())  # its words', not the post's
    if position is None:
        _add_usual(menu, editor, paste_plain)
        return menu
    from editor.gui.writing.proofing.deceptive import Deceptive, add_row
    from editor.gui.writing.proofing.spelling import Spelling
    from editor.gui.writing.proofing.spelling_rows import SpellingRows, add_reason

    place = editor.cursorForPosition(position).position()
    deceptive = editor.findChild(Deceptive)
    if deceptive and not editor.isReadOnly():
        add_row(menu, deceptive, place)
    spelling = editor.findChild(Spelling)
    met = spelling.met_at(place) if spelling else None
    if spelling and met:
        SpellingRows(menu, spelling, met, writable=not editor.isReadOnly())
    _add_usual(menu, editor, paste_plain)
    if spelling:
        add_reason(menu, editor, spelling)
    return menu


def _add_usual(
    menu: QMenu, editor: QPlainTextEdit, paste_plain: Callable[[], object] | None
) -> None:
    document, selection = editor.document(), editor.textCursor().hasSelection()
    writable = not editor.isReadOnly()
    can_paste = writable and editor.canPaste()
    plainly = ((_("Paste without formatting"), _PLAIN, paste_plain, can_paste),)
    rows = (
        (_("Undo"), _Key.Undo, editor.undo, writable and document.isUndoAvailable()),
        (_("Redo"), _Key.Redo, editor.redo, writable and document.isRedoAvailable()),
        None,
        (_("Cut"), _Key.Cut, editor.cut, writable and selection),
        (_("Copy"), _Key.Copy, editor.copy, selection),
        (_("Paste"), _Key.Paste, editor.paste, can_paste),
        *(plainly if paste_plain else ()),
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
