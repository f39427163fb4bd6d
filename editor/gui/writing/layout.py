"""Lines of text in their own direction, with room for harakat.

QPlainTextDocumentLayout gives every block the same alignment and packs its lines. Here each block
is laid out, when it is first needed, with an option of its own (direction and alignment), its
looks, a generous height, and an indent below a list's words. Nothing of it is part of the
document: not of undo, not of the modified flag, not of the text. Thread: GUI.
"""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, Qt, SignalInstance
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.domain.post import Direction
from editor.gui.writing import codec
from editor.gui.writing.directions import SIZES, Directions, LineFacts
from editor.gui.writing.highlighter import Span, heading_level, prefix_length, spans
from editor.gui.writing.looks import Looks
from editor.text.blocks import Kind
from editor.text.lines import is_blank

_BLANK = 7  # index of an empty line's height in Looks.slots
_INDENTED = frozenset({Kind.LIST, Kind.QUOTE})
_MOST_INDENT = 0.4  # of the measure: a deeper one leaves no room for words
_EVERYTHING = QRectF(0, -1e4, 1e9, 1e9)


def text_option(direction: Direction) -> QTextOption:
    """How a block that reads in `direction` is set: in a QTextLayout left and right are those of
    the screen, whatever the direction."""
    rtl = direction is Direction.RTL
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class WritingLayout(QPlainTextDocumentLayout):
    """The layout of one document. `left` and `measure` are pixels of the viewport."""

    def __init__(self, document: QTextDocument, directions: Directions, looks: Looks) -> None:
        super().__init__(document)
        self._directions = directions
        self._looks = looks
        self._block_count = document.blockCount()
        self._settling = False
        # The stubs do not know that this signal comes in two forms.
        self._news: SignalInstance = cast(Any, self.update)[QRectF]
        self._options = {direction: text_option(direction) for direction in Direction}
        self.left = 0.0
        self.measure = 600.0
        self.bottom = 0.0  # empty pixels below the last line

    def set_looks(self, looks: Looks) -> None:
        """Take other colours or sizes; every block is laid out again when it is needed."""
        self._looks = looks
        self.forget(None)

    def forget(self, blocks: list[QTextBlock] | None) -> None:
        """Lay `blocks` out again when they are needed; None means all."""
        if blocks is None:
            block = self.document().firstBlock()
            while block.isValid():
                block.clearLayout()
                block = block.next()
        else:
            for block in blocks:
                block.clearLayout()
        if blocks is None or blocks:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block's place, measured from its own top left corner, as wide as the view."""
        if not block.isValid():
            return QRectF()
        if not block.layout().lineCount():
            self._settling = True  # formats set outside an edit would widen the next one
            self._lay_out(block)
            self.document().markContentsDirty(block.position(), 0)
            self._settling = False
        height = float(self._height(block))
        if not block.next().isValid():
            height += self.bottom
        return QRectF(0, 0, self.left * 2 + self.measure, height)

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Qt's news of an edit. Within one block, only that block is laid out."""
        if self._settling:
            return
        document = self.document()
        first = document.findBlock(position)
        last = document.findBlock(max(position, position + removed + added - 1))
        last = last if last.isValid() else document.lastBlock()
        same = first == last and document.blockCount() == self._block_count
        changed = [block for block in self._directions.edited(first, last) if block != first]
        if not same:
            self.forget(changed)
            super().documentChanged(position, removed, added)
            self._block_count = document.blockCount()
            return
        before = self._height(first)
        self._lay_out(first)
        self.forget(changed)
        if self._height(first) == before:
            self.updateBlock.emit(first)
        elif not changed:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def middle_of_line(self, block: QTextBlock, y: float) -> float:
        """The middle of the letters of the line that has the height `y` (in the block) to
        itself, with the air above and below it."""
        layout = block.layout()
        number = int(y // self._looks.slots[_size(block)])
        line = layout.lineAt(max(0, min(number, layout.lineCount() - 1)))
        return float(line.y() + line.height() / 2)

    def _height(self, block: QTextBlock) -> int:
        return max(block.lineCount(), 1) * self._looks.slots[_size(block)]

    def _lay_out(self, block: QTextBlock) -> None:
        text = block.text()
        facts = self._directions.facts(block)
        _remember_size(block, self._size_of(block, text, facts))
        layout = block.layout()
        self._dress(layout, text, spans(text, facts))
        layout.setTextOption(self._options[facts.direction])
        layout.beginLayout()
        self._place_lines(layout, block, text, facts)
        layout.endLayout()
        block.setLineCount(layout.lineCount())

    def _size_of(self, block: QTextBlock, text: str, facts: LineFacts) -> int:
        # The last line is where the author writes on: it must not grow under the first letter.
        if is_blank(text) and not facts.is_verbatim and block.next().isValid():
            return _BLANK
        return heading_level(text, facts)

    def _place_lines(
        self, layout: QTextLayout, block: QTextBlock, text: str, facts: LineFacts
    ) -> None:
        slot = self._looks.slots[_size(block)]
        rtl = facts.direction is Direction.RTL
        top, indent = 0.0, 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                return
            line.setLineWidth(self.measure - indent)
            x = self.left + (0 if rtl else indent)
            line.setPosition(QPointF(x, top + (slot - line.height()) / 2))
            if not top and facts.kind in _INDENTED:
                indent = _indent(line, text, prefix_length(text, facts))
                indent = min(indent, self.measure * _MOST_INDENT)
            top += slot

    def _dress(self, layout: QTextLayout, text: str, found: list[Span]) -> None:
        """Hand the looks to Qt, beside those of an input method's unfinished word."""
        start, length = layout.preeditAreaPosition(), len(layout.preeditAreaText())
        kept = [r for r in layout.formats() if length and _within(r, start, length)]
        if not (found or kept or layout.formats()):
            return
        plain = text.isascii() or max(text) <= "\uffff"
        offsets = range(len(text) + 1) if plain else codec.unit_offsets(text)
        ranges = []
        for span in found:
            made = QTextLayout.FormatRange()
            at, end = offsets[span.start], offsets[span.start + span.length]
            if length and at >= start:
                at += length
            if length and end > start:
                end += length
            made.start, made.length = at, end - at
            made.format = self._looks.formats[span.style]
            ranges.append(made)
        layout.setFormats(ranges + kept)


def _within(made: QTextLayout.FormatRange, start: int, length: int) -> bool:
    return made.start >= start and made.start + made.length <= start + length


def _indent(line: QTextLine, text: str, prefix: int) -> float:
    if not prefix:
        return 0.0
    return abs(_x(line, codec.units(text[:prefix])) - _x(line, 0))


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # (x, position), which the stubs do not know
    return float(found[0])


def _size(block: QTextBlock) -> int:
    state = block.userState()
    return state % SIZES if state >= 0 else 0


def _remember_size(block: QTextBlock, size: int) -> None:
    state = block.userState()
    if state >= 0:
        block.setUserState(state - state % SIZES + size)
