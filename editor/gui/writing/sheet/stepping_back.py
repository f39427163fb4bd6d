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
        self._is_held = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.settle)

    def follow(self, line: int) -> None:
        """The caret is in `line` now."""
        self._line = line
        if not (self._is_held or self._soon.isActive()):
            self._show(frozenset({line}))

    def expect(self, line: int) -> bool:
        """A key is about to lead there: its signs come back now, so that the key leads to where
        the caret will be seen. True where there is something else to see than before."""
        shown = self._layout.showing.bare and line != self._line
        if shown:
            self._show(frozenset({self._line, line}))
        return shown

    def hold(self) -> None:
        """A button of the mouse is down: what it points at stays where it is."""
        self._is_held = self._layout.showing.bare
        self._soon.stop()

    def let_go(self) -> None:
        """The button came up; it may yet be one of two clicks."""
        if self._is_held:
            self._is_held = False
            self._soon.start(QApplication.doubleClickInterval())

    def settle(self) -> None:
        """Show the signs where the caret is, now."""
        self._is_held = False
        self._soon.stop()
        self.follow(self._line)

    def _show(self, lines: frozenset[int]) -> None:
        changed = self._layout.with_signs ^ lines
        self._layout.with_signs = lines
        if changed and self._layout.showing.bare:
            blocks = map(self._document.findBlockByNumber, changed)
            self._layout.forget([block for block in blocks if block.isValid()])
