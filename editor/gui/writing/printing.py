"""The writing on paper: every line as it reads on the screen, broken into pages.

Thread: GUI. Lengths are device-independent pixels, 96 to the inch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPainter, QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.domain.post import Direction, Format
from editor.gui import phrases
from editor.gui.theme import LIGHT
from editor.gui.writing import codec
from editor.gui.writing.folding.folds import Folds
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.directions import Directions
from editor.gui.writing.sheet.folded import Fold
from editor.gui.writing.sheet.layout import WritingLayout
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.sheet.swaps import Showing
from editor.gui.writing.sheet.typesetting import text_option
from editor.text.blocks import Kind
from editor.text.direction import line_direction

_INCH = 96
_LETTERS = 15  # pixels high: 11 points
_TITLE = 1.6  # times the letters' size
_FOOT = 28  # pixels kept for the page's number


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is printed and how it looks."""

    title: str
    text: str
    direction: Direction
    format: Format
    looks: Looks
    showing: Showing


def print_on(sheets: Sheets, device: QPagedPaintDevice) -> int:
    """Print on `device`, a printer or a PDF; give back how many pages it took, 0 where the device
    does not work."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    scale = device.logicalDpiX() / _INCH
    painter.scale(scale, scale)
    room = QRectF(0, 0, device.width() / scale, device.height() / scale)
    pages = _Pages(sheets, painter, device, room)
    pages.draw_title()
    for block in pages.blocks():
        pages.draw_block(block)
    pages.draw_number()
    painter.end()
    return pages.number


def _nobody() -> tuple[int, int]:
    """Where the caret is on paper: before the text."""
    return -1, -1


class _Pages:
    def __init__(
        self, sheets: Sheets, painter: QPainter, device: QPagedPaintDevice, room: QRectF
    ) -> None:
        self._sheets, self._painter, self._device, self._room = sheets, painter, device, room
        self.number = 1
        self._y = 0.0
        is_source = sheets.format is Format.HTML
        self._looks = replace(
            sheets.looks, tokens=LIGHT, pixels=_LETTERS, measure_letters=0, source=is_source
        )
        self._document = document = QTextDocument()
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        codec.load(document, sheets.text)
        document.setDefaultFont(self._looks.font)
        self._directions = Directions(document)
        self._directions.settle(sheets.direction, "", plain=is_source)
        self._directions.recut()
        self._layout = WritingLayout(document, self._directions, self._looks)
        self._layout.measure = room.width()
        self._layout.aspects.showing = sheets.showing
        document.setDocumentLayout(self._layout)
        self._folds = Folds(document, self._directions, self._layout, _nobody)
        self._folds.look(self._all_blocks())

    def blocks(self) -> Iterator[QTextBlock]:
        """The lines that are seen."""
        return (block for block in self._all_blocks() if block.isVisible())

    def _all_blocks(self) -> Iterator[QTextBlock]:
        block = self._document.begin()
        while block.isValid():
            yield block
            block = block.next()

    def draw_title(self) -> None:
        title = self._sheets.title.strip()
        if not title:
            return
        from editor.gui.lines import broken_lines

        font = QFont(self._looks.font)
        font.setPixelSize(round(_LETTERS * _TITLE))
        font.setBold(True)
        option = text_option(line_direction(title, self._sheets.direction))
        self._painter.setPen(QColor(LIGHT.ink))
        lines, height = broken_lines(title, font, self._room.width(), option)
        lines.draw(self._painter, QPointF(0, 0))
        self._y = height + self._looks.slots[0]

    def draw_block(self, block: QTextBlock) -> None:
        shown, slot = self._layout.shown(block), self._layout.slot(block)
        fold = self._folds.at(block.position())
        if fold is not None:
            self._draw_card(fold, slot)
            return
        facts = self._directions.facts(block)
        is_heading = facts.kind is Kind.HEADING
        is_code = facts.kind in (Kind.FENCE, Kind.CODE)
        for number in range(shown.layout.lineCount()):
            wanted = slot * (3 if is_heading else 1)  # a heading stands with what it is of
            if self._y and self._y + wanted > self._room.height() - _FOOT:
                self._turn()
            if is_code and self._sheets.format is not Format.HTML:
                ground = QRectF(0, self._y, self._room.width(), slot)
                self._painter.fillRect(ground, painting.code_ground(LIGHT))
            self._painter.setPen(QColor(LIGHT.ink))
            line = shown.layout.lineAt(number)
            line.draw(self._painter, QPointF(0, self._y - number * slot))
            self._y += slot

    def _draw_card(self, fold: Fold, height: int) -> None:
        from editor.gui.writing.folding import card

        if self._y and self._y + height > self._room.height() - _FOOT:
            self._turn()
        rect = QRectF(0, self._y, self._room.width(), height)
        rtl = self._directions.post is Direction.RTL
        card.paint(self._painter, rect, self._folds.island(fold), self._looks, rtl=rtl)
        self._y += height

    def draw_number(self) -> None:
        """The page's number at its foot."""
        foot = QRectF(0, self._room.height() - _FOOT, self._room.width(), _FOOT)
        font = QFont(self._looks.font)
        font.setPixelSize(round(_LETTERS * 0.8))
        self._painter.setFont(font)
        self._painter.setPen(QColor(LIGHT.muted))
        edge = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        self._painter.drawText(foot, edge, phrases.number(self.number))

    def _turn(self) -> None:
        self.draw_number()
        self._device.newPage()
        self.number += 1
        self._y = 0.0
