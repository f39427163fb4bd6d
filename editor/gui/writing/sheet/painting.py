"""What lies behind the words: the tint of the current paragraph, the ground of code.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextOption
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction
from editor.gui.lines import broken_lines
from editor.gui.theme import Tokens
from editor.gui.writing.sheet.marks import Mark
from editor.text.direction import line_direction

CARET = 2  # pixels
FLAG = 5  # pixels: the caret's flag
_FAINT = 0.4  # the other edge of a caret
CARD_AIR = 4  # above and below a card, pixels
TINT = 10  # how far a ground reaches beyond the words, pixels
_RADIUS = 7
# To take a member out of an enumeration is a function call in itself.
_SMOOTHLY, _NO_PEN, _RTL = QPainter.RenderHint.Antialiasing, Qt.PenStyle.NoPen, Direction.RTL


def blend(over: str, under: str, share: float) -> QColor:
    """`share` (0 to 1) of the colour `over` on `under`; both `#rrggbb`."""
    top, ground = QColor(over), QColor(under)

    def mixed(one: float, other: float) -> float:
        return one * share + other * (1 - share)

    return QColor.fromRgbF(
        mixed(top.redF(), ground.redF()),
        mixed(top.greenF(), ground.greenF()),
        mixed(top.blueF(), ground.blueF()),
    )


def current_tint(tokens: Tokens) -> QColor:
    """The ground of the paragraph the caret is in."""
    return blend(tokens.accent_soft, tokens.surface, 0.55)


def code_ground(tokens: Tokens) -> QColor:
    """The ground of lines of code."""
    return blend(tokens.line, tokens.surface, 0.35)


def selection(tokens: Tokens) -> QColor:
    """Behind selected words, whose own colours stay."""
    return blend(tokens.accent, tokens.surface, 0.3)


def joined(rows: Iterator[tuple[QRectF, QColor]]) -> list[tuple[QRectF, QColor]]:
    """Rows of one colour that touch, as one."""
    found: list[tuple[QRectF, QColor]] = []
    for rect, colour in rows:
        if found and found[-1][1] == colour and abs(found[-1][0].bottom() - rect.top()) < 1:
            found[-1][0].setBottom(rect.bottom())
        else:
            found.append((QRectF(rect), colour))
    return found


def paint_grounds(painter: QPainter, grounds: list[tuple[QRectF, QColor]]) -> None:
    """Rounded, without an edge."""
    if not grounds:
        return
    painter.save()
    painter.setRenderHint(_SMOOTHLY)
    painter.setPen(_NO_PEN)
    for rect, colour in grounds:
        painter.setBrush(colour)
        painter.drawRoundedRect(rect.adjusted(-TINT, 0, TINT, 0), _RADIUS, _RADIUS)
    painter.restore()


def is_within(area: QRectF, ground: QRectF) -> bool:
    """True where `area` lies within a ground and apart from its round corners."""
    inner = ground.adjusted(-TINT, 0, TINT, 0)
    return inner.contains(area) and (
        ground.top() + _RADIUS <= area.top() and area.bottom() <= ground.bottom() - _RADIUS
    )


def paint_caret(
    painter: QPainter,
    ink: QColor,
    rect: QRectF,
    other: QRectF | None,
    keyboard: Direction | None,
) -> None:
    """The caret with a flag to where the keyboard writes; faintly, its other edge. It is what is
    painted last: the painter is left without a pen."""
    if other is not None:
        faint = QColor(ink)
        faint.setAlphaF(_FAINT)
        painter.fillRect(other, faint)
    painter.fillRect(rect, ink)
    if keyboard is None:
        return
    way = -1 if keyboard is _RTL else 1
    x, y = rect.right() if way > 0 else rect.left(), rect.top()
    painter.setRenderHint(_SMOOTHLY)
    painter.setPen(_NO_PEN)
    painter.setBrush(ink)
    painter.drawPolygon([QPointF(x, y), QPointF(x + FLAG * way, y), QPointF(x, y + FLAG)])


def mark_format(mark: Mark, tokens: Tokens) -> QTextCharFormat:
    """How a mark looks."""
    made = QTextCharFormat()
    if mark is Mark.MISSPELT:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        made.setUnderlineColor(QColor(tokens.warning))
    elif mark is Mark.DECEPTIVE:
        made.setBackground(blend(tokens.warning, tokens.surface, 0.3))
    elif mark is Mark.FOUND:
        made.setBackground(blend(tokens.accent, tokens.surface, 0.2))
    else:
        made.setBackground(blend(tokens.accent, tokens.surface, 0.5))
    return made


def paint_invitation(
    target: QWidget, tokens: Tokens, words: str, box: QRectF, side: Direction
) -> None:
    """What an empty sheet says, where its first lines will stand: on the side where the post
    begins, in the direction of its own words."""
    at_right = side is Direction.RTL
    edge = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(edge | Qt.AlignmentFlag.AlignAbsolute)
    rtl = line_direction(words, side) is Direction.RTL
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    painter = QPainter(target)
    painter.setPen(QColor(tokens.muted))
    lines, _height = broken_lines(words, target.font(), box.width(), option)
    lines.draw(painter, box.topLeft())
    painter.end()
