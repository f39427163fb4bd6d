"""How wide the page is that is shown in a pane of another width. Pure; any thread.

A page wider than its pane is made smaller as a whole, so that it keeps the lines and columns it
has on such a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Width(StrEnum):
    """The screen the page is shown for. The values are kept in notebooks."""

    PANE = "pane"
    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


# CSS pixels: from the narrowest that is still such a screen to the usual one.
_USUAL = {Width.PHONE: (390, 390), Width.TABLET: (768, 768), Width.DESKTOP: (1024, 1280)}
_LEGIBLE = 0.5  # of the real size: below it a desktop's page becomes as narrow as desktops get
_SMALLEST, _LARGEST = 0.25, 1.0  # what the browser can, and the real size


@dataclass(frozen=True, slots=True)
class Fit:
    """How large one CSS pixel is on the screen, and how many of the screen's stay free at either
    side of the page."""

    zoom: float
    margin: int


def fit(width: Width, room: int) -> Fit:
    """How the page stands in a pane `room` device-independent pixels wide."""
    if width is Width.PANE or room <= 0:
        return Fit(1.0, 0)
    narrowest, usual = _USUAL[width]
    wanted = min(usual, max(narrowest, round(room / _LEGIBLE)))
    zoom = min(_LARGEST, max(_SMALLEST, room / wanted))
    return Fit(zoom, max(0, (room - wanted) // 2))


def read_width(text: str) -> Width:
    """What was kept; the pane's own where it is nothing known."""
    return Width(text) if text in set(Width) else Width.PANE
