"""What keys write besides letters: new lines, items, cells, joiners, the right punctuation.

What each key does is decided elsewhere (`keys`, `punctuation`, `chords`); here it is done to the
document. Thread: GUI.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from editor.gui.writing import codec
from editor.gui.writing.chords import ZWNJ, non_joiner, stroke_of
from editor.gui.writing.markdown import commands
from editor.gui.writing.sheet.word_steps import take_word, taken_forward
from editor.gui.writing.typing_steps import TypingSteps

if TYPE_CHECKING:
    from editor.gui.writing.editor import WritingEditor

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_NONE, _SHIFT = _Modifier.NoModifier, _Modifier.ShiftModifier
_JOINING = (" ", ZWNJ)  # what may mean the non-joiner
_KEEP = QTextCursor.MoveMode.KeepAnchor
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
# What may stand before the words of a line: behind it, Backspace takes a sign of Markdown.
_SIGNS = re.compile(r"[ \t>]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t]+[>\t ]*+)*+(?:\[[ xX]\][ \t]+)?\Z")


class Hands:
    """Belong to one editor. `is_smart`: typed punctuation becomes that of the words around it."""

    def __init__(self, editor: WritingEditor) -> None:
        self._editor = editor
        self.is_smart = True
        self._bettered: tuple[int, int] | None = None  # the document's revision, the caret
        self._steps = TypingSteps(editor)
        editor.cursorPositionChanged.connect(self._on_moved)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False where it is none of these."""
        forward = taken_forward(event)
        if forward is not None:
            return self._delete_word(back=not forward)
        key, modifiers = event.key(), event.modifiers() & ~_Modifier.KeypadModifier
        control = bool(modifiers & _Modifier.ControlModifier)
        if key in _ENTER and not control:
            self._enter(plainly=bool(modifiers & _Modifier.ShiftModifier))
        elif key == _Key.Key_Backtab or (key == _Key.Key_Tab and not modifiers):
            self._tab(back=key == _Key.Key_Backtab)
        elif key == _Key.Key_Backspace and not modifiers & ~_Modifier.ShiftModifier:
            return self._backspace()
        elif key == _Key.Key_Delete and not modifiers:
            return self._delete()
        elif key in (_Key.Key_Up, _Key.Key_Down) and modifiers == _Modifier.AltModifier:
            move = commands.move_down if key == _Key.Key_Down else commands.move_up
            self._editor.apply(move)
        else:
            return self._join(event) or self._type(event)
        return True

    def _on_moved(self) -> None:
        self._bettered = None

    # --- letters ------------------------------------------------------------------------------

    def _join(self, event: QKeyEvent) -> bool:
        """The zero-width non-joiner, where a key means it."""
        if not event.modifiers() and event.key() != 0:
            return False
        platform = QGuiApplication.platformName()
        made = non_joiner(platform, stroke_of(event), event.text(), self._before())
        if made:
            self._editor.type_words(made)
        return made is not None

    def write(self, event: QKeyEvent) -> bool:
        """Put in what a key writes that means nothing else; False where it might."""
        modifiers, typed = event.modifiers(), event.text()
        # By identity: to compare or combine two of them takes Python as long as all the rest.
        plainly = modifiers is _NONE or (modifiers is _SHIFT and typed not in _JOINING)
        if not (plainly and typed and typed.isprintable() and event.key()):
            return False
        return self._write(typed)

    def _type(self, event: QKeyEvent) -> bool:
        return types(event) and self._write(event.text())

    def commit(self, event: QInputMethodEvent) -> bool:
        """Write what an input method hands over letter by letter, as if keys had typed it; False
        where it does more than that."""
        words = event.commitString()
        more = event.preeditString() or event.attributes() or event.replacementLength()
        if more or words.splitlines() != [words]:
            return False
        return self._write(words)

    def _write(self, typed: str) -> bool:
        editor = self._editor
        if editor.has_unfinished_word:
            return False
        previous, before = self._character_before(), None
        if self.is_smart and len(typed) == 1 and not (_is_plain(typed) and _is_plain(previous)):
            before = self._before()
        was_bettered = self._bettered is not None
        begins = self._steps.begins(previous, typed)
        editor.type_words(typed, apart=begins or was_bettered)
        if before is not None:
            self._better(before, typed)
        return True

    def _better(self, before: str, typed: str) -> None:
        """The sign that fits the words, as a step of its own: one undo brings back the typed."""
        from editor.gui.writing.markdown.punctuation import smart

        editor = self._editor
        made = smart(before, typed, editor.facts_here, editor.language)
        if made is None:
            return
        cursor = editor.textCursor()
        typed_there = (before + typed)[-made.length :]
        cursor.setPosition(cursor.position() - codec.units(typed_there), _KEEP)
        cursor.beginEditBlock()
        codec.insert(cursor, made.text)
        cursor.endEditBlock()
        editor.setTextCursor(cursor)
        editor.show_caret()
        self._bettered = (editor.document().revision(), cursor.position())

    def _character_before(self) -> str:
        start = self._editor.textCursor().selectionStart()
        return self._editor.document().characterAt(start - 1) if start else ""

    def _before(self) -> str:
        """The line before the selection, as the document holds it."""
        # No cursor is moved there: Qt would lay the block out to learn its x.
        start = self._editor.textCursor().selectionStart()
        block = self._editor.document().findBlock(start)
        return codec.head(block.text(), start - block.position())

    # --- lines --------------------------------------------------------------------------------

    def _enter(self, *, plainly: bool) -> None:
        editor = self._editor
        if not plainly:
            from editor.gui.writing.markdown import keys

            editor.apply_here(keys.enter_in_code if editor.is_source else keys.enter)
            return
        cursor = editor.textCursor()
        codec.insert(cursor, codec.adapted(cursor, "\n"))
        editor.setTextCursor(cursor)
        editor.show_caret()

    def _tab(self, *, back: bool) -> None:
        from editor.gui.writing.markdown import keys

        editor = self._editor
        command = keys.backtab if back else keys.tab
        if editor.is_source:
            command = commands.outdent if back else commands.indent
        if not editor.apply_here(command) and not editor.is_source:
            QWidget.focusNextPrevChild(editor, not back)

    def _backspace(self) -> bool:
        editor = self._editor
        cursor = editor.textCursor()
        here = editor.document().revision(), cursor.position()
        if self._bettered == here and not cursor.hasSelection():
            editor.undo()
            return True
        if editor.is_source or not (cursor.hasSelection() or _SIGNS.match(self._before())):
            return False
        from editor.gui.writing.markdown import keys

        return editor.apply_here(keys.backspace)

    def _delete(self) -> bool:
        editor = self._editor
        cursor = editor.textCursor()
        if editor.is_source or not (cursor.hasSelection() or cursor.atBlockEnd()):
            return False
        from editor.gui.writing.markdown import keys

        return editor.apply_here(keys.delete)

    def _delete_word(self, *, back: bool) -> bool:
        """To the next word, or back to where this one begins; what is selected, and a line's end,
        as the key does it alone."""
        editor = self._editor
        editor.commit_unfinished()
        cursor = editor.textCursor()
        at_edge = cursor.atBlockStart() if back else cursor.atBlockEnd()
        if cursor.hasSelection() or at_edge:
            return self._backspace() if back else self._delete()
        take_word(cursor, forward=not back)
        editor.setTextCursor(cursor)
        editor.show_caret()
        return True


def _is_plain(character: str) -> bool:
    """True for letters, digits and white space: what no sign waits for, and becomes no sign."""
    return character.isalnum() or character.isspace()


def types(event: QKeyEvent) -> bool:
    """True where a key puts a character into the text."""
    text, modifiers = event.text(), event.modifiers()
    deeds = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier
    altgr = _Modifier.ControlModifier | _Modifier.AltModifier
    if not text.isprintable() or not text:
        return False
    return not modifiers & deeds or modifiers & deeds == altgr
