"""The way of the keyboard from pane to pane. Thread: GUI."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from editor.gui.frame import Frame


def go_to_next_pane(frame: Frame) -> None:
    """Put the keyboard from the text into the posts, from there beside the text, and back; a pane
    that is hidden is passed by."""
    stops: list[Callable[[], object]] = [frame.writing.editor.setFocus]
    if frame.start.isVisible():
        stops.append(frame.library.focus_list)
    if frame.side.isVisible():
        stops.append(frame.side.focus_page)
    inside = [frame.writing, frame.start, frame.side]
    focus = QApplication.focusWidget()
    here = next((i for i, w in enumerate(inside) if focus and w.isAncestorOf(focus)), -1)
    stops[(here + 1) % len(stops)]()
