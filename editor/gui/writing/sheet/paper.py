"""The paper: a plain text editor that shows blocks in their own direction, in a column of a
readable width, with what lies behind the words and over them.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from editor.gui.theme import LIGHT, Tokens
from editor.gui.writing.choices import MAX_SIZE, MIN_SIZE, SIZE_STEP, USUAL_SIZE, WritingChoices
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.caret import Shown
from editor.gui.writing.sheet.directions import Directions
from editor.gui.writing.sheet.display import Swap
from editor.gui.writing.sheet.dressing import unfinished
from editor.gui.writing.sheet.layout import WritingLayout
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.sheet.marks import MarkSource
from editor.gui.writing.sheet.overlays import Overlays
from editor.gui.writing.sheet.swaps import Showing
from editor.gui.writing.sheet.viewport import take_viewport
from editor.system.translation import gettext as _
from editor.text.blocks import Kind

_GUTTER = 24  # least room beside the words, pixels
_TOP = 14
_REST = 300  # milliseconds without a key: brackets may have turned round in lines further away
BOTTOM = 120  # empty pixels below the last line


class Paper(QPlainTextEdit):
    """column_moved: the words' column lies elsewhere; see `column`. zoomed: the author made the
    letters as many pixels high."""

    column_moved = Signal()
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # With a window of its own it is flushed alone: beside a web view, a quarter of the cost.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        take_viewport(self)
        # Else all that lies below is painted with it, and the whole window flushed for each key.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._looks = Looks(LIGHT)
        self._viewed: tuple[int, float, int, int] | None = None  # of what `_views` are
        self._views: dict[int, tuple[QTextBlock, QRectF]] = {}
        document = QTextDocument(self)
        document.setDocumentMargin(_TOP)
        self._directions = Directions(document)
        self._layout = WritingLayout(document, self._directions, self._looks)
        self._layout.leave_below(BOTTOM)
        self._layout.repainted = self._on_repainted
        document.setDocumentLayout(self._layout)
        self.setDocument(document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(0)  # Qt would draw it where its own layout has it
        self._overlays = Overlays()
        self._has_size = False  # until then a column would be as narrow as Qt's first guess
        self._is_focused = False
        self._is_composing = False  # an input method may have an unfinished word here
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self._on_looking)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST)
        self._resting.timeout.connect(self.viewport().update)
        self._dress()
        self.retranslate()

    def set_theme(self, tokens: Tokens) -> None:
        """Take other colours."""
        self._looks = replace(self._looks, tokens=tokens)
        self._dress()

    def set_source(self, source: bool) -> None:
        """Show HTML's source in a monospace face, or Markdown."""
        if source != self._looks.source:
            self._looks = replace(self._looks, source=source)
            self._dress()

    def take_choices(self, choices: WritingChoices) -> None:
        """Show the writing as the author chose."""
        self._looks, before = self._looks.taking(choices), self._looks
        if self._looks != before:
            self._dress()
        self.show_as(Showing(choices.bare, choices.invisibles))
        if choices.focus is not self._is_focused:
            self._is_focused = choices.focus
            self.viewport().update()

    def zoom(self, steps: int) -> None:
        """Larger letters, or smaller ones where `steps` is negative."""
        self._resize_letters(self._looks.pixels + SIZE_STEP * steps)

    def reset_zoom(self) -> None:
        """The size the letters have by themselves."""
        self._resize_letters(USUAL_SIZE)

    def _resize_letters(self, pixels: int) -> None:
        self._looks = replace(self._looks, pixels=max(MIN_SIZE, min(pixels, MAX_SIZE)))
        self._dress()
        self.zoomed.emit(self._looks.pixels)

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
        tokens = self._looks.tokens
        self._surface, self._ink = QColor(tokens.surface), QColor(tokens.ink)
        self._tint, self._code_ground = painting.current_tint(tokens), painting.code_ground(tokens)
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
        self._overlays.set_theme(tokens)
        self._layout.is_dressing = True  # Qt says of a font that all was written anew
        self.setFont(self._looks.font)
        self.document().setDefaultFont(self._looks.font)
        self._layout.is_dressing = False
        self._layout.set_looks(self._looks)
        self._place_column()

    def _place_column(self, *, quietly: bool = False) -> None:
        if not self._has_size:
            return
        room = self.viewport().width()
        measure = self._looks.measure(room - 2 * _GUTTER)
        left = (room - measure) / 2
        if (left, measure) != (self._layout.left, self._layout.measure):
            self._layout.left, self._layout.measure = left, measure
            self._layout.forget(None, quietly=quietly)
            self.column_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._has_size = True
        # Of another width Qt tells everybody itself, and asks for the last lines each time.
        self._place_column(quietly=event.size().width() != event.oldSize().width())
        super().resizeEvent(event)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(event.rect())
        painter = QPainter(self.viewport())
        cursor = self.textCursor()
        rows = self._visible_blocks(area.top(), area.bottom())
        self._paint_grounds(painter, area, rows, cursor.blockNumber())
        painter.setPen(self._ink)
        chosen = (cursor.selectionStart(), cursor.selectionEnd())
        near, faded = self._focus()
        for block, rect in rows:
            if near is not None:
                painter.setOpacity(1 if block.blockNumber() in near else faded)
            if self._layout.is_card(block):
                self._paint_card(painter, block, rect)
                continue
            top = rect.top()
            part = self._layout.part(block)
            if part and part.covers(
                area.top() - top, area.bottom() - top, self._layout.slot(block)
            ):
                shown, begin = part.shown, part.place
            else:
                shown, begin = self._layout.shown(block), 0
            ranges = self._overlays.ranges(block, shown, chosen, begin)
            shown.layout.draw(painter, rect.topLeft(), ranges, area)
        if near is not None:
            painter.setOpacity(1)
        self._paint_over(painter)
        painter.end()
        if self.document().isEmpty() and not self._unfinished():
            box = QRectF(self._layout.left, _TOP + 4, self._layout.measure, self.height())
            painting.paint_invitation(
                self.viewport(), self._looks.tokens, self._invitation, box, self._directions.post
            )
        if self._directions.has_unseen:
            self._looking.start(0)

    def _focus(self) -> tuple[range | None, float]:
        """The blocks that do not stand back, None where none does; how strong the others are."""
        if not self._is_focused:
            return None, 1
        from editor.gui.writing.sheet import reading_modes

        cursor, document = self.textCursor(), self.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        near = reading_modes.paragraph(first, last, self._directions.facts)
        return near, reading_modes.opacity(self._looks.tokens)

    def _paint_card(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        """What stands for folded lines."""

    def _paint_over(self, painter: QPainter) -> None:
        """What stands over the words."""

    def _unfinished(self) -> Swap | None:
        # Asked for at every key: nothing but an input method makes one.
        return unfinished(self.textCursor().block()) if self._is_composing else None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = True
        super().inputMethodEvent(event)
        self._is_composing = bool(event.preeditString()) or self._unfinished() is not None

    def _block_rect(self, block: QTextBlock) -> QRectF:
        """Where a block is in the viewport; one that is far out of sight is only out of sight."""
        number = block.blockNumber()
        seen = self._in_view().get(number)
        if seen:
            return seen[1]
        top = self.contentOffset().y()
        passed = self.firstVisibleBlock()
        beyond = self.viewport().height()
        while passed.isValid() and passed.blockNumber() < number and top < beyond:
            top += self._layout.height(passed)
            passed = passed.next()
        while passed.isValid() and passed.blockNumber() > number and top > -beyond:
            passed = passed.previous()
            top -= self._layout.height(passed)
        width = self._layout.left * 2 + self._layout.measure
        return QRectF(0, top, width, self._layout.height(block))

    def show_as(self, showing: Showing) -> None:
        """Hide Markdown's signs where the caret is not, show characters without a shape."""
        if showing != self._layout.aspects.showing:
            self._layout.aspects.showing = showing
            self._layout.forget(None)

    def shown(self, block: QTextBlock) -> Shown:
        """What is painted of a block."""
        return self._layout.shown(block)

    def add_marks(self, source: MarkSource) -> None:
        """Show what `source` says of each block as it is painted."""
        self._overlays.sources.append(source)
        self.refresh_marks()

    def refresh_marks(self) -> None:
        """A source of marks has news."""
        self.viewport().update()

    def _paint_grounds(
        self, painter: QPainter, area: QRectF, rows: list[tuple[QTextBlock, QRectF]], current: int
    ) -> None:
        grounds = painting.joined(self._grounds(rows, current))
        if len(grounds) == 1 and painting.is_within(area, grounds[0][0]):
            painter.fillRect(area, grounds[0][1])
            return
        painter.fillRect(area, self._surface)
        painting.paint_grounds(painter, grounds)

    def _grounds(
        self, rows: list[tuple[QTextBlock, QRectF]], current: int
    ) -> Iterator[tuple[QRectF, QColor]]:
        """What lies behind these blocks; `current` is the number of the caret's."""
        for block, rect in rows:
            is_current = block.blockNumber() == current and block.length() > 1
            if self._layout.is_card(block):
                continue
            if not is_current:
                facts = self._directions.facts(block)
                if facts.kind not in (Kind.FENCE, Kind.CODE) or self._looks.source:
                    continue
            words = QRectF(self._layout.left, rect.top(), self._layout.measure, rect.height())
            if not block.next().isValid():
                words.setHeight(words.height() - self._layout.bottom)
            yield words, self._tint if is_current else self._code_ground

    def _visible_blocks(self, top: float, bottom: float) -> list[tuple[QTextBlock, QRectF]]:
        """The blocks between two heights of the viewport, and where they are."""
        return [
            (block, rect)
            for block, rect in self._in_view().values()
            if rect.top() < bottom and rect.bottom() > top
        ]

    def _in_view(self) -> dict[int, tuple[QTextBlock, QRectF]]:
        """The blocks in the viewport by their numbers: looked up anew once they may be others."""
        first, offset, height = self.firstVisibleBlock(), self.contentOffset(), self.height()
        now = (first.blockNumber(), offset.y(), height, self._layout.heights)
        if self._viewed == now:
            return self._views
        found: dict[int, tuple[QTextBlock, QRectF]] = {}
        width = self._layout.left * 2 + self._layout.measure
        block, number, top = first, now[0], now[1]
        while block.isValid() and top <= height:
            rect = QRectF(0, top, width, self._layout.height(block))
            if rect.height():
                found[number] = block, rect
            if self._layout.folded.are_there:
                block = self._layout.after(block)
                number, top = block.blockNumber(), rect.bottom()
            else:
                block, number, top = block.next(), number + 1, rect.bottom()
        self._viewed, self._views = (*now[:3], self._layout.heights), found
        return found

    def _on_repainted(self, block: QTextBlock, lines: range) -> None:
        slot, beside = self._layout.slot(block), painting.TINT - 1  # the caret and its flag, too
        rect = QRectF(self._layout.left, self._block_rect(block).top() + lines.start * slot, 0, 0)
        rect.setSize(QSizeF(self._layout.measure, len(lines) * slot))
        self.viewport().update(rect.adjusted(-beside, 0, beside, 0).toAlignedRect())
        if len(lines) < block.lineCount():
            self._resting.start()

    def _on_looking(self) -> None:
        self.look()

    def look(self) -> None:
        """See what the last edits made of their lines, if nobody did so yet."""
        if self._directions.has_unseen:
            changed = self._layout.look()
            self._on_looked(changed)
            if changed:
                self.viewport().update()

    def _on_looked(self, changed: list[QTextBlock]) -> None:
        """The lines that were edited were looked at; those that turned out to be something
        else."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y()
            if steps:
                self.zoom(1 if steps > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
