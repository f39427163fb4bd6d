"""The card that stands for an island: an icon or a picture, its name, what is read of it.

Drawn at every size and on paper, too; mirrored where the post runs from right to left. Thread:
GUI. Lengths are device-independent pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from editor.domain.post import Direction
from editor.gui import icons
from editor.gui.lines import broken_lines
from editor.gui.writing.folding.words import icon_of, name_of
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.sheet.typesetting import text_option
from editor.system.translation import current, is_rtl
from editor.system.translation import gettext as _
from editor.text.direction import line_direction
from editor.text.island_names import Island

_RADIUS = 9
_EDGE = 10  # between the card's edge and what is in it
_GAP = 12
_BETWEEN = 4  # pictures
_NAME, _WORDS, _HINT, _ICON = 0.84, 0.74, 0.7, 1.1  # times the letters' size
_MOST = 40  # painted cards that are kept
_ROOM_FOR_PICTURES = 30  # times the letters' size: a narrower card has one
_ROOM_FOR_HINT = 24  # times the letters' size: a narrower card has no hint


class Mood(Enum):
    """How a card stands there."""

    QUIET = auto()
    SELECTED = auto()  # with what is around it
    CHOSEN = auto()  # alone


class Cards:
    """Cards as they were painted last: a caret that moves past them paints nothing of them anew."""

    def __init__(self) -> None:
        self._painted: dict[tuple[object, ...], QPixmap] = {}

    def forget(self) -> None:
        """Keep nothing of what is on them."""
        self._painted.clear()

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        island: Island,
        looks: Looks,
        mood: Mood,
        *,
        rtl: bool,
        pictures: Sequence[QImage],
    ) -> None:
        """As `paint`, on a screen."""
        ratio = painter.deviceTransform().m11()
        seen = tuple(picture.cacheKey() for picture in pictures)
        key = (island, rect.width(), rect.height(), looks, mood, rtl, seen, ratio, current())
        drawn = self._painted.get(key)
        if drawn is None:
            if len(self._painted) >= _MOST:
                self._painted.clear()
            drawn = QPixmap(ceil(rect.width() * ratio), ceil(rect.height() * ratio))
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            inside = QPainter(drawn)
            room = QRectF(0, 0, rect.width(), rect.height())
            paint(inside, room, island, looks, mood, rtl=rtl, pictures=pictures)
            inside.end()
            self._painted[key] = drawn
        painter.drawPixmap(rect.topLeft(), drawn)


def paint(
    painter: QPainter,
    rect: QRectF,
    island: Island,
    looks: Looks,
    mood: Mood = Mood.QUIET,
    *,
    rtl: bool,
    pictures: Sequence[QImage] = (),
) -> None:
    """Paint the card of `island` in `rect`, which is the whole of its line. `rtl`: the post runs
    from right to left. `pictures`: those of it that are known; a wide card shows several."""
    tokens = looks.tokens
    card = rect.adjusted(0.5, painting.CARD_AIR, -0.5, -painting.CARD_AIR)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    ground, edge = QColor(tokens.paper), QPen(QColor(tokens.line), 1)
    if mood is Mood.SELECTED:
        ground = painting.selection(tokens)
    elif mood is Mood.CHOSEN:
        ground, edge = QColor(tokens.accent_soft), QPen(QColor(tokens.accent), 2)
    painter.setBrush(ground)
    painter.setPen(edge)
    painter.drawRoundedRect(card, _RADIUS, _RADIUS)

    side = card.height() - 2 * (_EDGE - 1)
    box = QRectF(card.left() + _EDGE, card.top() + _EDGE - 1, side, side)
    shown = [picture for picture in pictures if not picture.isNull()]
    if card.width() < looks.pixels * _ROOM_FOR_PICTURES:
        shown = shown[:1]
    boxes = [box.translated((side + _BETWEEN) * at, 0) for at in range(max(1, len(shown)))]
    words = QRectF(card)
    words.setLeft(boxes[-1].right() + _GAP)
    words.setRight(card.right() - _EDGE - 4)
    for place, picture in zip(boxes, shown, strict=False):
        _paint_picture(painter, _placed(place, card, rtl=rtl), picture)
    if not shown:
        _paint_icon(painter, _placed(box, card, rtl=rtl), icon_of(island), looks, mood)
    if mood is Mood.CHOSEN and card.width() > looks.pixels * _ROOM_FOR_HINT:
        words = _paint_hint(painter, words, card, looks, rtl=rtl)
    # Muted words are made for quiet grounds.
    muted = tokens.ink if mood is Mood.SELECTED else tokens.muted
    _paint_words(painter, _placed(words, card, rtl=rtl), island, looks, QColor(muted), rtl=rtl)
    painter.restore()


def _placed(part: QRectF, card: QRectF, *, rtl: bool) -> QRectF:
    """Where a part is of a card that may be mirrored."""
    made = QRectF(part)
    if rtl:
        made.moveRight(card.right() - (part.left() - card.left()))
    return made


def _paint_icon(painter: QPainter, box: QRectF, name: str, looks: Looks, mood: Mood) -> None:
    tokens = looks.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent_soft if mood is Mood.QUIET else tokens.surface))
    painter.drawRoundedRect(box, _RADIUS - 3, _RADIUS - 3)
    size = min(round(looks.pixels * _ICON), round(box.width() - 8))
    ratio = min(max(painter.deviceTransform().m11(), 1.0), 8.0)
    drawn = icons.pixmap(name, tokens.accent, size, ratio)
    at = QPointF(round(box.center().x() - size / 2), round(box.center().y() - size / 2))
    painter.drawPixmap(QRectF(at.x(), at.y(), size, size), drawn, QRectF(drawn.rect()))


def _paint_picture(painter: QPainter, box: QRectF, picture: QImage) -> None:
    """As much of the middle of it as the box holds."""
    path = QPainterPath()
    path.addRoundedRect(box, _RADIUS - 3, _RADIUS - 3)
    side = min(picture.width(), picture.height())
    middle = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.drawImage(box, picture, middle)
    painter.restore()


def _paint_hint(
    painter: QPainter, words: QRectF, card: QRectF, looks: Looks, *, rtl: bool
) -> QRectF:
    """What a key does, at the end of the card; the room that is left for its words."""
    font = _font(looks, _HINT)
    said = _("Enter: edit as HTML")
    width = min(QFontMetricsF(font).horizontalAdvance(said) + 2, words.width() / 2)
    hint = QRectF(words)
    hint.setLeft(words.right() - width)
    direction = Direction.RTL if is_rtl() else Direction.LTR
    painter.setPen(QColor(looks.tokens.accent))
    at = _placed(hint, card, rtl=rtl)
    _paint_line(painter, at, said, font, direction, right=not rtl)
    left = QRectF(words)
    left.setRight(hint.left() - _GAP)
    return left


def _paint_words(
    painter: QPainter, room: QRectF, island: Island, looks: Looks, muted: QColor, *, rtl: bool
) -> None:
    name_font, words_font = _font(looks, _NAME), _font(looks, _WORDS)
    name_font.setWeight(QFont.Weight.DemiBold)
    here = Direction.RTL if is_rtl() else Direction.LTR
    upper, lower = QRectF(room), QRectF(room)
    if island.words:
        upper.setHeight(room.height() * 0.52)
        upper.translate(0, room.height() * 0.05)
        lower.setTop(room.top() + room.height() * 0.47)
        lower.translate(0, -room.height() * 0.03)
        painter.setPen(muted)
        own = line_direction(island.words, Direction.RTL if rtl else Direction.LTR)
        _paint_line(painter, lower, island.words, words_font, own, right=rtl)
    painter.setPen(QColor(looks.tokens.ink))
    _paint_line(painter, upper, name_of(island), name_font, here, right=rtl)


def _paint_line(
    painter: QPainter,
    room: QRectF,
    words: str,
    font: QFont,
    direction: Direction,
    *,
    right: bool,
) -> None:
    """One line in the middle of `room`, as much of it as there is room for."""
    metrics = QFontMetricsF(font)
    shorter = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() - 1)
    option = text_option(direction)
    edge = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(option.WrapMode.NoWrap)
    lines, height = broken_lines(shorter, font, room.width(), option)
    lines.draw(painter, QPointF(room.left(), room.top() + (room.height() - height) / 2))


def _font(looks: Looks, share: float) -> QFont:
    font = QFont(looks.font)
    font.setPixelSize(round(looks.pixels * share))
    return font
