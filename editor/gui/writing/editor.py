"""The widget the author writes in: plain Markdown, every block in its own direction.

Thread: GUI. Offsets in its interface are code points of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction, Format
from editor.gui.writing import clipboard, codec, commands
from editor.gui.writing.context_menu import context_menu
from editor.gui.writing.directions import LineFacts
from editor.gui.writing.sheet import Sheet

_PAUSE = 350  # milliseconds without a key, then the whole document is looked at
_AT_ONCE = 2  # pieces of the text, before anything of it is painted

_Key, _Modifier, _Move = Qt.Key, Qt.KeyboardModifier, QTextCursor.MoveOperation
_KEEP = QTextCursor.MoveMode.KeepAnchor
# Qt would write a direction into the document: an undo step, and a modified flag.
_SWALLOWED = (_Key.Key_Direction_L, _Key.Key_Direction_R)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the author is: the selection, and the line at the top of the view."""

    anchor: int = 0
    caret: int = 0
    top: int = 0


class WritingEditor(Sheet):
    """Shows and edits one body. Its signals are past facts.

    text_edited: the author changed the text (never `load`).
    caret_moved: the caret, the selection, or what the caret stands in changed.
    pictures_dropped: picture files were dropped or pasted; their paths.
    picture_pasted: a picture without a file was pasted; a QImage.
    """

    text_edited = Signal()
    caret_moved = Signal()
    pictures_dropped = Signal(list)
    picture_pasted = Signal(QImage)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._format = Format.MARKDOWN
        self._override: Direction | None = None
        self._language = ""
        self._default = Direction.LTR
        self._silent = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._recut)
        self._sweep: Iterator[list[QTextBlock]] = iter(())
        self._sweeping = QTimer(self)
        self._sweeping.timeout.connect(self._on_sweeping_timeout)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self.caret_moved)
        self.selectionChanged.connect(self.caret_moved)

    # --- the text -----------------------------------------------------------------------------

    def load(self, text: str, format: Format = Format.MARKDOWN) -> None:
        """Show another text. Nothing to undo, nothing edited, the caret at its beginning.

        HTML is shown as its source: monospace, left to right."""
        self._pause.stop()
        self._format = format
        self._settle()
        document = self.document()
        self._silent = True
        codec.load(document, text)
        self._silent = False
        self.set_source(format is Format.HTML)
        self._recut()
        self.moveCursor(_Move.Start)
        self.verticalScrollBar().setValue(0)  # a view that was never shown scrolls in vain

    def text(self) -> str:
        """The text, every character as the author has it."""
        return codec.read(self.document())

    def place(self) -> Place:
        """Where the author is, to come back to."""
        document, cursor = self.document(), self.textCursor()
        top = self.firstVisibleBlock()
        return Place(
            codec.offset_of(document, cursor.anchor()),
            codec.offset_of(document, cursor.position()),
            codec.offset_of(document, top.position()) if top.isValid() else 0,
        )

    def go_to(self, place: Place) -> None:
        """Come back to a place; the end of the text where it is shorter now."""
        document, cursor = self.document(), self.textCursor()
        cursor.setPosition(codec.position_of(document, place.anchor))
        cursor.setPosition(codec.position_of(document, place.caret), _KEEP)
        self.setTextCursor(cursor)
        top = document.findBlock(codec.position_of(document, place.top))
        self.verticalScrollBar().setValue(top.firstLineNumber())

    def caret(self) -> int:
        """The caret, in code points."""
        return codec.offset_of(self.document(), self.textCursor().position())

    # --- direction ----------------------------------------------------------------------------

    def set_post_direction(self, direction: Direction | None) -> None:
        """The author's word on the whole post; None: its language and words decide."""
        self.settle(self._language, direction, self._default)
        self._recut()

    def set_language(self, language: str) -> None:
        """The post's language (BCP 47), or nothing."""
        self.settle(language, self._override, self._default)
        self._recut()

    def set_default_direction(self, direction: Direction) -> None:
        """The direction where neither the author, the language nor the words say one."""
        if direction is not self._default:
            self._default = direction
            self._settle()
            self._recut()

    def settle(
        self, language: str, direction: Direction | None, default: Direction = Direction.LTR
    ) -> None:
        """All at once, for the text that is loaded next."""
        self._language, self._override, self._default = language, direction, default
        self._settle()

    @property
    def post_direction(self) -> Direction:
        """The post's direction, as it is in force."""
        return self._directions.post

    @property
    def block_direction(self) -> Direction:
        """The direction of the block the caret is in."""
        return self._facts().direction

    def _facts(self) -> LineFacts:
        self.look()
        return self._directions.facts(self.textCursor().block())

    def _settle(self) -> None:
        plain = self._format is Format.HTML
        self._directions.settle(self._override, self._language, plain=plain, default=self._default)

    def _recut(self) -> None:
        """Look at the whole text again: at its head at once, at the rest piece by piece."""
        self._sweep = self._directions.sweep()
        for _ in range(_AT_ONCE):
            if not self._swept():
                return
        self._sweeping.start(0)

    def _swept(self) -> bool:
        """Look at the next piece; False at the end of the text."""
        post = self._directions.post
        changed = next(self._sweep, None)
        self._layout.forget(changed or ())
        if self._directions.post is not post:
            self._turn()
        if changed or self._directions.post is not post:
            self.caret_moved.emit()
        return changed is not None

    def _turn(self) -> None:
        """The scroll bar stands where the lines end."""
        rtl = self._directions.post is Direction.RTL
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )

    def _on_sweeping_timeout(self) -> None:
        if not self._swept():
            self._sweeping.stop()

    # --- what happened ------------------------------------------------------------------------

    def _on_contents_changed(self) -> None:
        if not self._silent:
            self._sweeping.stop()
            self._pause.start()
            self.text_edited.emit()

    # --- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in _SWALLOWED:
            event.accept()
        elif self.move_by_key(event):
            pass
        elif key in (_Key.Key_Return, _Key.Key_Enter) and not modifiers & _Modifier.ControlModifier:
            self._break_line(plainly=bool(modifiers & _Modifier.ShiftModifier))
        elif key == _Key.Key_Backtab:
            self._tab(commands.outdent, forward=False)
        elif key == _Key.Key_Tab and not modifiers & ~_Modifier.ShiftModifier:
            self._tab(commands.indent, forward=True)
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom(-1)
        elif key == _Key.Key_0 and modifiers == _Modifier.ControlModifier:
            self.reset_zoom()
        elif _types(event) and not self._unfinished():
            self.type_words(event.text())
            event.accept()
        else:
            super().keyPressEvent(event)

    def _break_line(self, *, plainly: bool) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        line = cursor.block().text()
        column = codec.code_points(line, cursor.positionInBlock())
        facts = self._facts()
        from editor.gui.writing.keys import line_break

        broken = line_break(line, column, facts)
        if plainly:
            cursor.insertBlock()
        elif broken.drop:
            cursor.movePosition(_Move.StartOfBlock)
            cursor.movePosition(_Move.EndOfBlock, _KEEP)
            cursor.removeSelectedText()
        else:
            cursor.insertBlock()
            cursor.insertText(broken.lead)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.show_caret()

    def _tab(self, command: commands.Command, *, forward: bool) -> None:
        from editor.gui.writing.keys import tab_indents

        if tab_indents(self.textCursor().block().text(), self._facts()):
            self.apply(command)
        else:
            QWidget.focusNextPrevChild(self, forward)

    def apply(self, command: commands.Command) -> None:
        """Run a formatting command on the selection, as one step to undo."""
        document, cursor = self.document(), self.textCursor()
        text = codec.read_lines(document)
        start, end = (
            codec.code_points(text, position)
            for position in (cursor.selectionStart(), cursor.selectionEnd())
        )
        edit = command(text, start, end)
        if edit is None:
            return
        codec.replace(cursor, text, edit.start, edit.end, edit.replacement)
        text = codec.read_lines(document)
        cursor.setPosition(codec.width(text[: edit.anchor]))
        cursor.setPosition(codec.width(text[: edit.caret]), _KEEP)
        self.setTextCursor(cursor)
        self.show_caret()

    def insert_picture_markdown(self, name: str, alt: str, credit: str = "") -> None:
        """Put a picture below the caret's paragraph. `name` is what the body calls it."""
        self.apply(commands.picture(name, alt, credit))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # An unfinished word is no edit, though the document says so.
        words = event.commitString() or event.replacementLength()
        self._silent = not words and not self.textCursor().hasSelection()
        super().inputMethodEvent(event)
        self._silent = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = context_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # --- clipboard ----------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.copied(self.textCursor())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(source.hasText() or clipboard.picture_files(source) or clipboard.image(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = clipboard.picture_files(source)
        image = None if files else clipboard.image(source)
        if files:
            self.pictures_dropped.emit(files)
        elif image is not None:
            self.picture_pasted.emit(image)
        else:
            cursor = self.textCursor()
            codec.insert(cursor, clipboard.words(source, cursor))
            self.setTextCursor(cursor)
            self.show_caret()


def _types(event: QKeyEvent) -> bool:
    """True where a key puts a character into the text."""
    text, modifiers = event.text(), event.modifiers()
    commands = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier
    altgr = _Modifier.ControlModifier | _Modifier.AltModifier
    if not text.isprintable() or not text:
        return False
    return not modifiers & commands or modifiers & commands == altgr
