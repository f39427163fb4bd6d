"""Paints a line of the list: title, opening, time, state, language; each text its own way."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from editor.domain.post import Direction
from editor.gui import icons, phrases
from editor.gui.fonts import interface_font
from editor.gui.library.model import ROW_ROLE
from editor.gui.library.rows import Row
from editor.gui.theme import Theme, Tokens
from editor.system.clock import Clock
from editor.system.translation import gettext as _
from editor.workspace.labels import status_label

HEIGHT = 88
_MARGIN, _PADDING, _RADIUS = 12, 12, 10
_STATE_ICON = 16


class PostDelegate(QStyledItemDelegate):
    """One quiet line; the open post lies on a card."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._title = interface_font(15, QFont.Weight.DemiBold)
        self._opening = interface_font(13)
        self._small = interface_font(12)
        self._chip = interface_font(11)

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(option.rect.width(), HEIGHT)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say in words what the icon shows."""
        line = index.data(ROW_ROLE)
        if not isinstance(line, Row):
            return False
        words = f"{status_label(line.post.status)}. {phrases.badge(line.post).text}"
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        card = QRectF(option.rect).adjusted(_MARGIN, 1, -_MARGIN, -1)
        if line.post.version_of:
            indent = 16
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            card.adjust(0 if rtl else indent, 0, -indent if rtl else 0, 0)
        self._paint_ground(painter, option, card, tokens)
        inner = card.adjusted(_PADDING, 9, -_PADDING, -9)
        self._paint_words(painter, line, inner, tokens)
        self._paint_state(painter, line, inner, option, tokens)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, card: QRectF, tokens: Tokens
    ) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.paper))
            painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    def _paint_words(self, painter: QPainter, line: Row, inner: QRectF, tokens: Tokens) -> None:
        title = QRectF(inner.left(), inner.top(), inner.width(), 24)
        untitled = _("Untitled")
        set_line(
            painter,
            title,
            line.title or untitled,
            line.title_direction if line.title else _interface_direction(),
            self._title,
            tokens.ink if line.title else tokens.muted,
        )
        opening = QRectF(inner.left(), inner.top() + 25, inner.width(), 21)
        set_line(
            painter,
            opening,
            line.opening,
            line.opening_direction,
            self._opening,
            tokens.muted,
            found=line.found,
            found_colour=tokens.accent,
        )

    def _paint_state(
        self,
        painter: QPainter,
        line: Row,
        inner: QRectF,
        option: QStyleOptionViewItem,
        tokens: Tokens,
    ) -> None:
        """The last line goes the window's way, not the post's."""
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        strip = QRect(round(inner.left()), round(inner.bottom()) - 18, round(inner.width()), 20)
        badge = phrases.badge(line.post)
        ratio = painter.device().devicePixelRatio()
        colour = str(getattr(tokens, badge.token))
        icon = icons.pixmap(badge.icon, colour, _STATE_ICON, ratio)
        icon_x = strip.right() - _STATE_ICON + 1 if rtl else strip.left()
        painter.drawPixmap(QPointF(icon_x, strip.top() + 2), icon)

        words = strip.adjusted(0, 0, -_STATE_ICON - 8, 0) if rtl else strip.adjusted(24, 0, 0, 0)
        chip = self._paint_language(painter, line.post.language, strip, rtl, tokens)
        words = words.adjusted(chip, 0, 0, 0) if rtl else words.adjusted(0, 0, -chip, 0)
        says = _state_words(line, self._clock.now())
        set_line(
            painter,
            QRectF(words),
            says,
            Direction.RTL if rtl else Direction.LTR,
            self._small,
            colour if badge.warns else tokens.muted,
        )

    def _paint_language(
        self, painter: QPainter, language: str, strip: QRect, rtl: bool, tokens: Tokens
    ) -> int:
        """The chip at the end of the line; gives back the room it takes, pixels."""
        if not language:
            return 0
        tag = language.split("-")[0].upper()
        width = QFontMetrics(self._chip).horizontalAdvance(tag) + 12
        left = strip.left() if rtl else strip.right() - width + 1
        box = QRectF(left + 0.5, strip.top() + 1.5, width - 1, 17)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(self._chip)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)
        return width + 8


def _interface_direction() -> Direction:
    rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return Direction.RTL if rtl else Direction.LTR


def _state_words(line: Row, now: datetime) -> str:
    post = line.post
    if post.version_of:
        return _("Second version · {time}").format(time=phrases.when(post.updated, now))
    moment = post.publish_at if post.status == "scheduled" and post.publish_at else post.updated
    return f"{phrases.when(moment, now)} · {status_label(post.status)}"


def set_line(
    painter: QPainter,
    box: QRectF,
    text: str,
    direction: Direction,
    font: QFont,
    colour: str,
    *,
    found: tuple[tuple[int, int], ...] = (),
    found_colour: str = "",
) -> None:
    """Paint one line of `text` in its own direction, aligned to where that begins, elided at
    its end. `found` are (start, end) in code points, set in `found_colour`."""
    rtl = direction is Direction.RTL
    metrics = QFontMetrics(font)
    # Elision asks the application's direction, not ours; a mark at the end tells it nothing, so
    # the text is cut by measure and the ellipsis set by the layout below.
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    # A layout's alignment is absolute: it does not follow the text's direction by itself.
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout = QTextLayout(shown, font)
    layout.setTextOption(option)
    formats = []
    strong = QTextCharFormat()
    if found_colour:
        strong.setForeground(QColor(found_colour))
        strong.setFontWeight(QFont.Weight.Bold)
    for start, end in found:
        run = QTextLayout.FormatRange()
        run.start = _units(text, start)
        run.length = _units(text, end) - _units(text, start)
        run.format = strong
        formats.append(run)
    layout.setFormats(formats)
    layout.beginLayout()
    piece = layout.createLine()
    if piece.isValid():
        piece.setLineWidth(box.width())
    layout.endLayout()
    painter.setPen(QColor(colour))
    top = box.top() + (box.height() - piece.height()) / 2
    layout.draw(painter, QPointF(box.left(), top))


def _units(text: str, at: int) -> int:
    """Code points to UTF-16 units, which Qt counts in."""
    return len(text[:at].encode("utf-16-le")) // 2
