"""The widget the author writes in: plain Markdown, every block in its own direction.

Thread: GUI. Offsets in its interface are code points of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from editor.domain.post import Direction, Format
from editor.gui.theme import LIGHT, Tokens
from editor.gui.writing import clipboard, codec, commands, painting
from editor.gui.writing.context_menu import context_menu
from editor.gui.writing.directions import Directions, LineFacts
from editor.gui.writing.keys import line_break, tab_indents
from editor.gui.writing.layout import WritingLayout
from editor.gui.writing.looks import PIXELS, Looks
from editor.system.translation import gettext as _
from editor.text.blocks import Kind

MEASURE = 31  # times the letters' size: about 65 characters
_GUTTER = 24  # least room beside the words, pixels
_TOP = 14
_BOTTOM = 120
_LEAST_PIXELS, _MOST_PIXELS = 10, 48
_PAUSE = 350  # milliseconds without a key, then the whole document is looked at

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


class WritingEditor(QPlainTextEdit):
    """Shows and edits one body. Its signals are past facts.

    text_edited: the author changed the text (never `load`).
    caret_moved: the caret, the selection, or what the caret stands in changed.
    pictures_dropped: picture files were dropped or pasted; their paths.
    picture_pasted: a picture without a file was pasted; a QImage.
    column_moved: the words' column lies elsewhere; see `column`.
    """

    text_edited = Signal()
    caret_moved = Signal()
    pictures_dropped = Signal(list)
    picture_pasted = Signal(QImage)
    column_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # With a window of its own it is flushed alone: beside a web view, a quarter of the cost.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._looks = Looks(LIGHT)
        self._format = Format.MARKDOWN
        self._override: Direction | None = None
        self._language = ""
        self._tinted = 0
        self._silent = False

        document = QTextDocument(self)
        document.setDocumentMargin(_TOP)
        document.setDefaultCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        self._directions = Directions(document)
        self._layout = WritingLayout(document, self._directions, self._looks)
        self._layout.bottom = _BOTTOM
        document.setDocumentLayout(self._layout)
        self.setDocument(document)

        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._recut)
        document.contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.selectionChanged.connect(self.caret_moved)
        self._dress()
        self.retranslate()

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
        self._dress()
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
        self.settle(self._language, direction)
        self._recut()

    def set_language(self, language: str) -> None:
        """The post's language (BCP 47), or nothing."""
        self.settle(language, self._override)
        self._recut()

    def settle(self, language: str, direction: Direction | None) -> None:
        """Both at once, for the text that is loaded next."""
        self._language, self._override = language, direction
        self._settle()

    @property
    def post_direction(self) -> Direction:
        """The post's direction, as it is in force."""
        return self._directions.post

    @property
    def block_direction(self) -> Direction:
        """The direction of the block the caret is in."""
        return self._facts().direction

    def _settle(self) -> None:
        plain = self._format is Format.HTML
        self._directions.settle(self._override, self._language, plain=plain)

    def _recut(self) -> None:
        changed = self._directions.recut()
        self._layout.forget(changed)
        if changed:
            self.caret_moved.emit()

    def _facts(self) -> LineFacts:
        return self._directions.facts(self.textCursor().block())

    # --- how it looks -------------------------------------------------------------------------

    def set_theme(self, tokens: Tokens) -> None:
        """Take other colours."""
        self._looks = replace(self._looks, tokens=tokens)
        self._dress()

    def set_family(self, family: str) -> None:
        """Write in another typeface."""
        self._looks = replace(self._looks, family=family)
        self._dress()

    def zoom(self, steps: int) -> None:
        """Larger letters, or smaller ones where `steps` is negative."""
        pixels = self._looks.pixels + 2 * steps
        self._set_pixels(max(_LEAST_PIXELS, min(pixels, _MOST_PIXELS)))

    def reset_zoom(self) -> None:
        """The size the letters have by themselves."""
        self._set_pixels(PIXELS)

    def _set_pixels(self, pixels: int) -> None:
        self._looks = replace(self._looks, pixels=pixels)
        self._dress()

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.setAccessibleName(_("Text of the post"))
        self._invitation = _(
            "Write here.\nAn empty line begins a new paragraph; “# ” makes a heading, “- ” a list."
        )
        self.viewport().update()

    def column(self) -> tuple[int, int]:
        """Left edge and width of the words' column, in pixels of this widget."""
        edge = self.viewport().x() + round(self._layout.left)
        return edge, round(self._layout.measure)

    def _dress(self) -> None:
        self._looks = replace(self._looks, source=self._format is Format.HTML)
        tokens = self._looks.tokens
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, QColor(tokens.surface)),
            (QPalette.ColorRole.Window, QColor(tokens.surface)),
            (QPalette.ColorRole.Text, QColor(tokens.ink)),
            (QPalette.ColorRole.Highlight, painting.selection(tokens)),
            (QPalette.ColorRole.HighlightedText, QColor(tokens.ink)),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.setFont(self._looks.font)
        self.document().setDefaultFont(self._looks.font)
        self._layout.set_looks(self._looks)
        self._place_column()

    def _place_column(self) -> None:
        room = self.viewport().width()
        measure = max(min(self._looks.pixels * MEASURE, room - 2 * _GUTTER), 60)
        left = (room - measure) / 2
        if (left, measure) != (self._layout.left, self._layout.measure):
            self._layout.left, self._layout.measure = left, measure
            self._layout.forget(None)
            self.column_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_column()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        grounds = painting.joined(self._grounds(event.rect().top(), event.rect().bottom()))
        if grounds:
            painting.paint_grounds(self.viewport(), grounds)
        super().paintEvent(event)
        if self.document().isEmpty() and not self.textCursor().block().layout().preeditAreaText():
            box = QRectF(self._layout.left, _TOP + 4, self._layout.measure, self.height())
            painting.paint_invitation(
                self.viewport(), self._looks.tokens, self._invitation, box, self.post_direction
            )

    def _grounds(self, top: int, bottom: int) -> Iterator[tuple[QRectF, QColor]]:
        """What lies behind the blocks between two heights of the viewport."""
        tokens = self._looks.tokens
        current = self.textCursor().blockNumber()
        for block, rect in self._visible_blocks(top, bottom):
            facts = self._directions.facts(block)
            words = QRectF(self._layout.left, rect.top(), self._layout.measure, rect.height())
            if not block.next().isValid():
                words.setHeight(words.height() - _BOTTOM)
            if block.blockNumber() == current and block.length() > 1:
                yield words, painting.current_tint(tokens)
            elif facts.kind in (Kind.FENCE, Kind.CODE) and self._format is Format.MARKDOWN:
                yield words, painting.code_ground(tokens)

    def _visible_blocks(self, top: int, bottom: int) -> Iterator[tuple[QTextBlock, QRectF]]:
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid() and offset.y() <= bottom:
            rect = self.blockBoundingRect(block).translated(offset)
            if rect.bottom() >= top:
                yield block, rect
            offset.setY(rect.bottom())
            block = block.next()

    # --- what happened ------------------------------------------------------------------------

    def _on_contents_changed(self) -> None:
        if not self._silent:
            self._pause.start()
            self.text_edited.emit()

    def _on_cursor_moved(self) -> None:
        number = self.textCursor().blockNumber()
        if number != self._tinted:
            self._tinted = number
            self.viewport().update()
        self.caret_moved.emit()

    # --- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in _SWALLOWED:
            event.accept()
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
        else:
            super().keyPressEvent(event)

    def _break_line(self, *, plainly: bool) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        line = cursor.block().text()
        column = codec.code_points(line, cursor.positionInBlock())
        facts = self._directions.facts(cursor.block())
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
        self.ensureCursorVisible()

    def _tab(self, command: commands.Command, *, forward: bool) -> None:
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
        self.ensureCursorVisible()

    def insert_picture_markdown(self, name: str, alt: str, credit: str = "") -> None:
        """Put a picture below the caret's paragraph. `name` is what the body calls it."""
        self.apply(commands.picture(name, alt, credit))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # An unfinished word is no edit, though the document says so.
        words = event.commitString() or event.replacementLength()
        self._silent = not words and not self.textCursor().hasSelection()
        super().inputMethodEvent(event)
        self._silent = False

    # --- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(self._on_a_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._on_a_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self.viewport().rect().contains(event.position().toPoint())
        super().mouseMoveEvent(self._on_a_line(event) if inside else event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._on_a_line(event))

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        """Qt looks for a line's letters at the pointer and finds none in the air between two
        lines: bring the pointer to the middle of the line whose air it is."""
        at = event.position()
        for block, rect in self._visible_blocks(round(at.y()) - 1, round(at.y()) + 1):
            if rect.top() <= at.y() < rect.bottom():
                y = rect.top() + self._layout.middle_of_line(block, at.y() - rect.top())
                moved = QPointF(at.x(), y)
                return QMouseEvent(
                    event.type(),
                    moved,
                    event.globalPosition() + (moved - at),
                    event.button(),
                    event.buttons(),
                    event.modifiers(),
                    event.pointingDevice(),
                )
        return event

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _Modifier.ControlModifier:
            steps = event.angleDelta().y()
            if steps:
                self.zoom(1 if steps > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

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
            self.ensureCursorVisible()
