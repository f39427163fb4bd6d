"""What keys, the mouse and menus do to folded islands: an island is one thing, taken whole.

It is chosen, moved, deleted, opened to be edited as HTML; words go beside it, never into it by
mistake. Thread: GUI. Positions are UTF-16 units of the document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from unicodedata import category

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCursor,
)

from editor.gui.writing import clipboard, codec
from editor.gui.writing.folding.folds import Folds, make_room, take_out
from editor.gui.writing.markdown import commands
from editor.gui.writing.markdown.edits import Command, Edit
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.folded import Fold, fold_of
from editor.gui.writing.sheet.word_steps import taken_forward
from editor.system.translation import gettext as _
from editor.text.blocks import Kind
from editor.text.islands import is_island

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from editor.gui.writing.editor import WritingEditor

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_DEEDS = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier
_NONE = _Modifier.NoModifier
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_TAB = (_Key.Key_Tab, _Key.Key_Backtab)
_MOVES = (commands.move_up, commands.move_down)
_DELETE = (_Key.Key_Delete, _Key.Key_Backspace)


class Islands:
    """Belong to one editor."""

    def __init__(self, editor: WritingEditor, folds: Folds) -> None:
        self._editor = editor
        self._folds = folds
        self._told = ""

    # --- keys ---------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says where an island is meant; False where it is another matter."""
        if self._editor.isReadOnly():
            return False
        if event.key() == _Key.Key_Escape and not event.modifiers() & _DEEDS:
            return self._close()
        if not self._folds.are_touched():
            return self._takes_towards(event)
        self._editor.meet_folds()
        fold = self._folds.chosen()
        if fold is not None:
            return self._press_on(fold, event)
        beside = self._folds.beside()
        if beside is not None:
            return self._press_beside(*beside, event)
        return self._takes_towards(event)

    def _press_on(self, fold: Fold, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _DELETE or taken_forward(event) is not None:
            self.delete(fold)
        elif key in _ENTER and not event.modifiers() & _DEEDS:
            self._open(fold)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._editor.cut()
        elif _writes(event) or key in _TAB:
            self.hint()
        else:
            return False
        return True

    def _press_beside(self, fold: Fold, behind: bool, event: QKeyEvent) -> bool:
        """At the edge of an island with which the text begins or ends."""
        key, forward = event.key(), _takes_forward(event)
        if forward is not None:
            if forward is not behind:
                self._editor.choose_island(fold.start)
            return True
        if key in _TAB:
            return True
        if key in _ENTER and not event.modifiers() & _DEEDS:
            self.make_room()
            return True
        if _writes(event):
            self.make_room()
        return False

    def _takes_towards(self, event: QKeyEvent) -> bool:
        """A key that would draw an island into the line of the caret takes hold of it instead."""
        forward = None if event.text().isprintable() and event.text() else _takes_forward(event)
        if forward is None:
            return False
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or cursor.block().length() == 1:
            return False
        block = cursor.block().next() if forward else cursor.block().previous()
        at_edge = cursor.atBlockEnd() if forward else cursor.atBlockStart()
        fold = fold_of(block) if at_edge and block.isValid() else None
        return fold is not None and self._editor.choose_island(fold.start)

    def may_write(self) -> bool:
        """True where words can go to the caret now; beside an island, room is made for them. Else
        the author is told why not."""
        if not self._folds.are_touched():
            return True
        self._editor.meet_folds()
        if self._folds.chosen() is not None:
            self.hint()
            return False
        self.make_room()
        return True

    def make_room(self) -> None:
        """An empty line to write in, where the caret stands at the edge of an island."""
        beside = self._folds.beside()
        if beside is not None:
            cursor = self._editor.textCursor()
            make_room(cursor, beside[0], behind=beside[1])
            self._editor.setTextCursor(cursor)
            self._editor.show_caret()

    def step_beside(self) -> None:
        """What is pasted where an island is chosen goes below it; so nothing is lost."""
        fold = self._folds.chosen()
        if fold is None:
            self.make_room()
            return
        cursor = self._editor.textCursor()
        make_room(cursor, fold, behind=True)
        self._editor.setTextCursor(cursor)

    def sparing(self, command: Command) -> Command:
        """`command`, but for what it would do to the chosen island: to move it is all it can, and
        to put something below it."""
        if self._folds.chosen() is None:
            self.make_room()
            return command
        if command in _MOVES:
            return command

        def spared(text: str, start: int, end: int) -> Edit | None:
            edit = command(text, start, end)
            if edit is None or (
                edit.start == edit.end == end and edit.replacement.startswith("\n\n")
            ):
                return edit
            self.hint()
            return None

        return spared

    # --- deeds --------------------------------------------------------------------------------

    def hint(self) -> None:
        """Say what can be done with an island."""
        self._say(
            _("This piece is HTML from the blog: press Enter to edit it, or Delete to remove it.")
        )

    def _say(self, words: str) -> None:
        self._editor.hinted.emit(words)
        self._announce(words)

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._editor, words))

    def edit(self) -> None:
        """Show the HTML of the chosen island, to be edited."""
        fold = self._folds.chosen()
        if fold is None:
            self._say(_("Select a folded piece of HTML first."))
        else:
            self._open(fold)

    def _open(self, fold: Fold) -> None:
        if self._editor.open_island(fold.start):
            self._say(_("You are editing HTML. Press Escape to fold it again."))

    def _close(self) -> bool:
        """Fold the island the caret is in, and choose it; False where it is in none."""
        block = self._editor.textCursor().block()
        if not block.isVisible() or self._folds.chosen() is not None:
            return False
        self._editor.look()
        fold = self._folds.close(block)
        if fold is not None:
            self._editor.choose_island(fold.start)
            self._editor.show_caret()
        return fold is not None

    def cut(self) -> bool:
        """Carry the chosen island off; False where none is chosen."""
        fold = self._folds.chosen()
        if fold is None or self._editor.isReadOnly():
            return False
        self._editor.copy()
        self.delete(fold)
        return True

    def delete(self, fold: Fold) -> None:
        """Delete an island: one step to undo."""
        cursor = self._editor.textCursor()
        take_out(cursor, fold)
        self._editor.setTextCursor(cursor)
        self._editor.show_caret()

    def tell(self) -> None:
        """Let screen readers say the name of the island that is chosen."""
        fold = self._folds.chosen()
        said = ""
        if fold is not None:
            from editor.gui.writing.folding.words import name_of

            name = name_of(self._folds.island(fold))
            said = _("{name}. Enter: edit as HTML. Delete: remove.").format(name=name)
        if said == self._told:
            return
        self._told = said
        self._editor.setAccessibleDescription(said)
        if said:
            self._announce(said)

    def add_rows(self, menu: QMenu) -> None:
        """Add to the top of `menu` what can be done with the chosen island."""
        fold = self._folds.chosen()
        if fold is None:
            return
        first = menu.actions()[0] if menu.actions() else None
        rows = [
            (_("Edit as HTML"), self.edit, True),
            (_("Remove"), lambda: self.delete(fold), not self._editor.isReadOnly()),
        ]
        for words, act, enabled in rows:
            action = menu.addAction(words)
            action.setEnabled(enabled)
            action.triggered.connect(act)
            if first is not None:
                menu.insertAction(first, action)
        if first is not None:
            menu.insertSeparator(first)

    # --- what comes from elsewhere --------------------------------------------------------------

    def take_in(self, words: str) -> bool:
        """Put a pasted island where it is one; False for any other words, and where the caret is
        in code."""
        editor = self._editor
        if not is_island(words) or editor.facts_here.is_verbatim or editor.is_source:
            return False
        cursor = editor.textCursor()
        if cursor.hasSelection():
            return False
        if editor.facts_here.kind is Kind.PARAGRAPH and not cursor.atBlockEnd():
            if not cursor.atBlockStart():
                codec.insert(cursor, codec.adapted(cursor, "\n\n"))
            _put(cursor, words)
        else:
            self._put_beside(cursor, cursor.block(), words, behind=True)
        editor.setTextCursor(cursor)
        editor.look()
        editor.show_caret()
        return True

    def drop(self, data: QMimeData, point: QPointF, *, moves: bool) -> bool:
        """Put down what was dropped, where an island is dropped or something on one: beside it.
        `moves`: it is this editor's selection, which leaves its place. False where no island has
        to do with it."""
        editor = self._editor
        caret = editor.caret_at(point)
        over = self._folds.at(caret.position) if editor.is_on_card(point) else None
        words = clipboard.words(data, editor.textCursor()) if data.hasText() else ""
        here = editor.facts(editor.document().findBlock(caret.position))
        if over is None and (not is_island(words) or here.is_verbatim or editor.is_source):
            return False
        source = editor.textCursor()
        start, end = source.selectionStart(), source.selectionEnd()
        place = over.start if over else caret.position
        if moves and start <= place <= end:
            return True
        chosen = self._folds.chosen() if moves else None
        target = QTextCursor(editor.document())
        step = QTextCursor(editor.document())
        step.beginEditBlock()
        if over is not None:
            make_room(target, over, behind=self._is_lower(over.first, point))
            begin = _mark(target)
            if data.hasText():
                codec.insert(target, words.strip("\n") if is_island(words) else words)
        else:
            target.setPosition(place)
            lower = self._is_lower(target.block(), point)
            begin = self._put_beside(target, target.block(), words, behind=lower)
        if moves and chosen is not None:
            take_out(source, chosen)
        elif moves:
            source.removeSelectedText()
        step.endEditBlock()
        editor.look()
        editor.take(begin.position(), target.position())
        if not data.hasText():
            editor.insertFromMimeData(data)
        return True

    def _is_lower(self, block: QTextBlock, point: QPointF) -> bool:
        """True where a point is in the lower half of a line."""
        return point.y() > self._editor.line_rect(block).center().y()

    def _put_beside(
        self, cursor: QTextCursor, block: QTextBlock, words: str, *, behind: bool
    ) -> QTextCursor:
        """Put an island before or behind all that `block` is a line of; see `_put`."""
        facts = self._editor.facts
        if facts(block).kind is not Kind.BLANK:
            while behind and _goes_on(block.next(), facts):
                block = block.next()
            while not behind and _goes_on(block, facts) and block.previous().isValid():
                block = block.previous()
        cursor.setPosition(block.position() + (block.length() - 1 if behind else 0))
        return _put(cursor, words)


def _goes_on(block: QTextBlock, facts: Callable[[QTextBlock], LineFacts]) -> bool:
    """True for a line that is not the first of what it belongs to."""
    if not block.isValid():
        return False
    found = facts(block)
    return not found.opens and found.kind is not Kind.BLANK


def _put(cursor: QTextCursor, words: str) -> QTextCursor:
    """Put an island in, with empty lines around it; `cursor` stands behind it then. Where it
    begins."""
    above, below = cursor.block().previous(), cursor.block().next()
    before = behind = "\n\n"
    if cursor.atBlockStart():
        before = "\n" if above.isValid() and above.length() > 1 else ""
    if cursor.atBlockEnd():
        behind = "\n" if below.isValid() and below.length() > 1 else ""
    codec.insert(cursor, codec.adapted(cursor, before))
    begin = _mark(cursor)
    codec.insert(cursor, words.strip("\r\n"))
    end = cursor.position()
    codec.insert(cursor, codec.adapted(cursor, behind))
    cursor.setPosition(end)
    return begin


def _mark(cursor: QTextCursor) -> QTextCursor:
    made = QTextCursor(cursor)
    made.setKeepPositionOnInsert(True)
    return made


def _writes(event: QKeyEvent) -> bool:
    """True where a key puts a character into the text, be it one without a shape."""
    deeds, altgr = event.modifiers() & _DEEDS, _Modifier.ControlModifier | _Modifier.AltModifier
    return bool(event.text()) and category(event.text()[0]) != "Cc" and deeds in (_NONE, altgr)


def _takes_forward(event: QKeyEvent) -> bool | None:
    """Whether a key takes away what is behind the caret, or before it; None: neither."""
    forward = taken_forward(event)
    if forward is None and event.key() in _DELETE and not event.modifiers() & _DEEDS:
        return event.key() == _Key.Key_Delete
    return forward
