"""What is laid over the words as they are painted: the selection, and marks. Thread: GUI."""

from __future__ import annotations

from PySide6.QtGui import QBrush, QTextBlock, QTextCharFormat, QTextLayout

from editor.gui.theme import LIGHT, Tokens
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.caret import Shown
from editor.gui.writing.sheet.marks import Mark, MarkSource


class Overlays:
    """The ranges that QTextLayout paints over its own."""

    def __init__(self) -> None:
        self.sources: list[MarkSource] = []
        self._formats: dict[Mark, QTextCharFormat] = {}
        self._selected = QTextCharFormat()
        self.set_theme(LIGHT)

    def set_theme(self, tokens: Tokens) -> None:
        """Take other colours."""
        self._selected.setBackground(QBrush(painting.selection(tokens)))
        self._formats = {mark: painting.mark_format(mark, tokens) for mark in Mark}

    def ranges(
        self, block: QTextBlock, shown: Shown, chosen: tuple[int, int], begin: int = 0
    ) -> list[QTextLayout.FormatRange]:
        """What lies over `block`; `chosen` is the selection, in the document's positions. `begin`:
        the place of the block where `shown` begins."""
        made: list[QTextLayout.FormatRange] = []
        for source in self.sources:
            for span in sorted(source(block), key=lambda span: span.mark):
                made += _range(
                    shown, span.start - begin, span.end - begin, self._formats[span.mark]
                )
        if chosen[0] == chosen[1]:
            return made
        start = block.position()
        length = block.length() - 1
        top, bottom = max(chosen[0] - start, 0), min(chosen[1] - start, length)
        if top < bottom:
            made += _range(shown, top - begin, bottom - begin, self._selected)
        return made


def _range(
    shown: Shown, start: int, end: int, look: QTextCharFormat
) -> list[QTextLayout.FormatRange]:
    if end <= 0:
        return []
    at, stop = shown.display.before(max(start, 0)), shown.display.after(end)
    if at >= stop:
        return []
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = at, stop - at, look
    return [made]
