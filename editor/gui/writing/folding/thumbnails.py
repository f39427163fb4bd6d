"""The pictures on the cards of islands: asked for once, from the notebook, off the GUI thread.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

Answer = Callable[[QImage | None], None]
Source = Callable[[str, int, Answer], None]
"""Asks for the picture at an address, not much larger than so many pixels square. The answer comes
on the GUI thread, later or never; None: there is none."""

_SIDE = 160  # pixels: enough for a screen of double density, zoomed
_MOST = 200


class Thumbnails(QObject):
    """The pictures of one text. arrived: there is one more to be seen."""

    arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[str, QImage | None] = {}
        self._text = 0
        self.source: Source | None = None

    def forget(self) -> None:
        """Another text is loaded: what was asked for before is not for it."""
        self._known.clear()
        self._text += 1

    def get(self, address: str) -> QImage | None:
        """The picture at an address, if it is known by now."""
        if not address or self.source is None:
            return None
        if address not in self._known and len(self._known) < _MOST:
            self._known[address] = None
            text = self._text
            self.source(address, _SIDE, lambda image: self._take(text, address, image))
        return self._known.get(address)

    def _take(self, text: int, address: str, image: QImage | None) -> None:
        # An answer may come when there is nobody left to show it.
        if image is not None and text == self._text and shiboken6.isValid(self):
            self._known[address] = image
            self.arrived.emit()
