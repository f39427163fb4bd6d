"""The moments of a post's timeline, two lines each: when, and why with how many words.

Thread: GUI.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.domain.revision import Revision
from editor.gui import phrases
from editor.gui.fonts import interface_font
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl, ngettext
from editor.workspace.history import cause_label

WIDTH = 280  # pixels
_PADDING = 12
_LINES = (23, 20)  # pixels
_WHY = Qt.ItemDataRole.UserRole
_MARKS = {False: "\u200e", True: "\u200f"}


class Moments(QListWidget):
    """Choose one with the mouse or the arrow keys."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revisions: list[Revision] = []
        self.setProperty("look", "card")
        self.setAccessibleName(_("Earlier states, the newest first"))
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_TwoLines(tokens, self))

    @property
    def revision(self) -> Revision | None:
        """The chosen one."""
        row = self.currentRow()
        return self._revisions[row] if 0 <= row < len(self._revisions) else None

    def older(self, revision: Revision) -> Revision | None:
        """The one before it in time."""
        at = self._revisions.index(revision) + 1
        return self._revisions[at] if at < len(self._revisions) else None

    def show_revisions(self, revisions: list[Revision], now: datetime) -> None:
        """List them, newest first; the chosen one stays chosen where it still is there. Says
        nothing of the choice by itself."""
        chosen = self.revision
        self._revisions = revisions
        self.blockSignals(True)
        self.clear()
        for revision in revisions:
            moment, why = phrases.day_and_time(revision.moment, now), _why(revision)
            item = QListWidgetItem(moment)
            item.setData(_WHY, why)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, phrases.in_a_row((moment, why)))
            self.addItem(item)
        if revisions:
            self.setCurrentRow(revisions.index(chosen) if chosen in revisions else 0)
        self.blockSignals(False)


class _TwoLines(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._fonts = interface_font(14, QFont.Weight.DemiBold), interface_font(12)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(WIDTH - 40, sum(_LINES) + _PADDING)

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
        texts = index.data(), index.data(_WHY)
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


def _why(revision: Revision) -> str:
    words = ngettext("{n} word", "{n} words", revision.words)
    return phrases.in_a_row(
        (cause_label(revision.cause), words.format(n=phrases.number(revision.words)))
    )
