"""Where Markdown's signs show although the author has them hidden: in the line of the caret.

The whole line shows them, not only the words the caret is in: then nothing moves under the caret
while it walks there, and no arrow can lead in a circle. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from editor.gui.writing.sheet.layout import WritingLayout


class SteppingBack(QObject):
    """Tells one layout which lines show their signs. Lines are numbers of blocks."""

    def __init__(self, document: QTextDocument, layout: WritingLayout) -> None:
        super().__init__(document)
        self._document = document
        self._layout = layout
        self._line = -1
        self._expects = False  # more lines than the caret's show their signs
        self._waits = False  # the mouse is at work: what it points at stays where it is
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.settle)

    def follow(self, line: int) -> None:
        """The caret is in `line` now."""
        before, self._line = self._line, line
        if not self._waits and (line != before or self._expects):
            self._show(frozenset({line}))

    def expect(self, line: int) -> bool:
        """A key is about to lead there: its signs come back now, so that the key leads to where
        the caret will be seen. True where there is something else to see than before."""
        shown = self._layout.aspects.showing.bare and line != self._line
        if shown:
            self._show(frozenset({self._line, line}))
            self._expects = True
        return shown

    def hold(self) -> None:
        """A button of the mouse is down: nothing moves under it."""
        self._waits = self._layout.aspects.showing.bare
        self._soon.stop()

    def let_go(self) -> None:
        """The button came up; it may yet be one of two clicks."""
        if self._waits:
            self._soon.start(QApplication.doubleClickInterval())

    def settle(self) -> None:
        """Show the signs where the caret is, now."""
        if self._waits:
            self._waits = False
            self._soon.stop()
            self._show(frozenset({self._line}))

    def _show(self, lines: frozenset[int]) -> None:
        self._expects = False
        changed = self._layout.aspects.with_signs ^ lines
        self._layout.aspects.with_signs = lines
        if changed and self._layout.aspects.showing.bare:
            blocks = map(self._document.findBlockByNumber, changed)
            self._layout.forget([block for block in blocks if block.isValid()])
