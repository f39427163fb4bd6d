"""A block as it is painted. Thread: GUI."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextLayout

from editor.domain.post import Direction
from editor.gui.writing.sheet.display import Display


class Shown(NamedTuple):
    """`layout` holds the text of `display`. Places are UTF-16 units of the block."""

    layout: QTextLayout
    display: Display
    direction: Direction

    @property
    def is_rtl(self) -> bool:
        """True where the block runs right to left."""
        return self.direction is Direction.RTL

    def line_at(self, place: int, trailing: bool) -> int:
        """The number of the line in which the caret is drawn. A place where the line wraps is
        in both."""
        display, layout = self.display, self.layout
        shown = display.after(place) - 1 if trailing else display.last_of(place)
        line = layout.lineForTextPosition(max(shown, 0))
        return line.lineNumber() if line.isValid() else max(layout.lineCount() - 1, 0)

    def starts_line(self, place: int) -> bool:
        """True where a line begins."""
        return not place or self.line_at(place, True) != self.line_at(place, False)
