"""Where the reader is on the page: told when they scroll or click; and how to bring them elsewhere.

A place is the number of a block element, and behind the point a share of its height. Nothing here
knows the source. GUI thread.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from editor.gui.preview.view import WORLD, PreviewView


@dataclass(frozen=True, slots=True)
class Spot:
    """What was clicked: a block element by its number, its words, and how many UTF-16 units of
    them are before the pointer."""

    block: int
    words: str
    before: int


class Places(QObject):
    """Of one view. What the page answers belongs to the sheet on it: while another is on its way,
    nothing is asked, and `scroll_to` waits for the next call."""

    scrolled = Signal(float)
    """The reader moved the page; the place that is read now. Never what `scroll_to` did."""

    clicked = Signal(object)
    """A Spot: the reader clicked on words, not on a link, and selected nothing."""

    def __init__(self, view: PreviewView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: QPointF | None = None
        self._is_asked = self._is_behind = False
        view.page().scrollPositionChanged.connect(self._on_page_scrolled)
        view.page_ready.connect(self._on_view_page_ready)

    def scroll_to(self, place: float) -> None:
        """Show `place`, as far down the window as the page is scrolled."""
        self._do(f"midad.follow({place});")

    def reveal(self, place: float) -> None:
        """Bring `place` into the window, if it is not in it."""
        self._do(f"midad.reveal({place});")

    def ask_under(self, x: float, y: float) -> None:
        """Find what is under a point of the view; `clicked` follows, if it is words."""
        if self._view.is_at_rest:
            scale = self._view.zoomFactor()
            script = f"JSON.stringify(midad.under({x / scale}, {y / scale}));"
            self._view.page().runJavaScript(script, WORLD, self._on_page_found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonPress:
                plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
                self._pressed = event.position() if plain else None
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._release(event.position())
        return super().eventFilter(watched, event)

    def _release(self, at: QPointF) -> None:
        pressed, self._pressed = self._pressed, None
        near = QApplication.startDragDistance()
        if pressed is not None and (at - pressed).manhattanLength() < near:
            self.ask_under(at.x(), at.y())

    def _do(self, script: str) -> None:
        if self._view.is_at_rest:
            self._view.page().runJavaScript(script, WORLD)

    def _ask_place(self) -> None:
        self._is_asked, self._is_behind = True, False
        self._view.page().runJavaScript("midad.place();", WORLD, self._on_page_placed)

    def _on_view_page_ready(self) -> None:
        self._is_asked = self._is_behind = False
        inside = self._view.focusProxy()
        if inside is not None:  # made with the page, and again with each one that follows
            inside.removeEventFilter(self)
            inside.installEventFilter(self)

    def _on_page_scrolled(self) -> None:
        if self._is_asked:
            self._is_behind = True
        elif self._view.is_at_rest:
            self._ask_place()

    def _on_page_placed(self, place: object) -> None:
        self._is_asked = False
        if not self._view.is_at_rest:
            return
        if isinstance(place, int | float) and not isinstance(place, bool):
            self.scrolled.emit(float(place))
        if self._is_behind:
            self._ask_place()

    def _on_page_found(self, answer: object) -> None:
        found = json.loads(answer) if isinstance(answer, str) and answer else None
        if found is not None and self._view.is_at_rest:
            self.clicked.emit(Spot(*found))
