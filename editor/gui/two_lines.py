"""Rows of two lines in a list: what it is, and below it in small what else is to be said.

Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.gui.fonts import interface_font
from editor.gui.theme import Tokens
from editor.system.translation import is_rtl

BELOW = Qt.ItemDataRole.UserRole
_LEAST = 240  # pixels wide
_PADDING = 12
_LINES = (23, 20)  # pixels
_MARKS = {False: "\u200e", True: "\u200f"}


class TwoLines(QStyledItemDelegate):
    """Paints an item's text, and what its role BELOW says, each on a line."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._fonts = interface_font(14, QFont.Weight.DemiBold), interface_font(12)

    def take_colours(self, tokens: Tokens) -> None:
        """Paint with these from now on; the list is to be painted again."""
        self._tokens = tokens

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(_LEAST, sum(_LINES) + _PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            ground,
            painter,
            ground.widget,
        )
        room: QRect = option.rect.adjusted(_PADDING, _PADDING // 2, -_PADDING, 0)
        texts = index.data(), index.data(BELOW)
        colours = self._tokens.ink, self._tokens.muted
        painter.save()
        painter.setLayoutDirection(option.direction)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # mirrored by Qt
        for text, font, colour, height in zip(texts, self._fonts, colours, _LINES, strict=True):
            line = QRect(room.left(), room.top(), room.width(), height)
            short = QFontMetrics(font).elidedText(
                text, Qt.TextElideMode.ElideRight, line.width() - 4
            )
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(line, start, _MARKS[is_rtl()] + short)
            room.setTop(room.top() + height)
        painter.restore()
