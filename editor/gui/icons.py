"""Lucide's outlines in the theme's colours, sharp on every screen, turned where they point.

`dress` remembers the icon's name on its button or action, so that a change of theme can give
every one its new colours. Thread: GUI.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QAbstractButton, QWidget

from editor.system.paths import resource

if TYPE_CHECKING:
    from editor.gui.theme import Tokens

SIZE = 18  # device-independent pixels
_STROKE = "1.75"  # Lucide's 2 is heavier than our type
_NAME, _COLOUR = "midad_icon", "midad_icon_colour"

# These show a direction of reading or of going; in a mirrored window they look the other way.
DIRECTIONAL = frozenset({"list", "list-ordered", "panel-left", "send", "text-quote", "undo-2"})


@cache
def _outline(name: str) -> str:
    return (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    svg = _outline(name).replace("currentColor", colour)
    svg = svg.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap.transformed(QTransform(-1, 0, 0, 1, 0, 0)) if mirrored else pixmap


def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """The outline `name` in `colour` (#rrggbb), `size` device-independent pixels square."""
    return _draw(name, colour, size, ratio, _is_mirrored(name))


def _is_mirrored(name: str) -> bool:
    rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return rtl and name in DIRECTIONAL


def _ratios() -> tuple[float, ...]:
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def icon(name: str, tokens: Tokens, colour: str = "", size: int = SIZE) -> QIcon:
    """`name` as an icon in `colour` (a token's #rrggbb; the muted ink where it is not given):
    accent where it is switched on, half as strong where it is disabled."""
    plain, on = colour or tokens.muted, colour or tokens.accent
    return _icon(name, plain, on, tokens.muted, size, _ratios(), _is_mirrored(name))


@lru_cache(maxsize=256)
def _icon(
    name: str,
    plain: str,
    on: str,
    off: str,
    size: int,
    ratios: tuple[float, ...],
    mirrored: bool,
) -> QIcon:
    made = QIcon()
    for ratio in ratios:
        normal = _draw(name, plain, size, ratio, mirrored)
        made.addPixmap(normal, QIcon.Mode.Normal, QIcon.State.Off)
        if on != plain:
            accented = _draw(name, on, size, ratio, mirrored)
            made.addPixmap(accented, QIcon.Mode.Normal, QIcon.State.On)
        muted = _draw(name, off, size, ratio, mirrored)
        faint = QPixmap(muted.size())
        faint.setDevicePixelRatio(ratio)
        faint.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faint)
        painter.setOpacity(0.6)
        painter.drawPixmap(0, 0, muted)
        painter.end()
        made.addPixmap(faint, QIcon.Mode.Disabled)
    return made


def dress(
    owner: QAbstractButton | QAction, name: str, tokens: Tokens, token: str = "", size: int = SIZE
) -> None:
    """Give `owner` the icon `name` now and after every change of theme. `token` names a colour
    of Tokens ("ink", "on_accent" …)."""
    owner.setProperty(_NAME, f"{name}|{size}")
    owner.setProperty(_COLOUR, token)
    owner.setIcon(icon(name, tokens, getattr(tokens, token) if token else "", size))
    if isinstance(owner, QAbstractButton):
        owner.setIconSize(QSize(size, size))


def dress_again(root: QWidget, tokens: Tokens) -> None:
    """New colours for every icon below `root` that `dress` gave."""
    owners: list[QObject] = [root, *root.findChildren(QObject)]
    for owner in owners:
        if isinstance(owner, QAbstractButton | QAction) and owner.property(_NAME):
            name, size = str(owner.property(_NAME)).split("|")
            dress(owner, name, tokens, str(owner.property(_COLOUR) or ""), int(size))
