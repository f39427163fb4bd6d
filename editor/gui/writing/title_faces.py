"""Sets the title in a face for each script, where the order of a font's families does not.

Thread: GUI. Offsets are UTF-16 units.
"""

from __future__ import annotations

from PySide6.QtGui import QSyntaxHighlighter, QTextDocument

from editor.gui.writing.sheet.looks import Looks


class TitleFaces(QSyntaxHighlighter):
    """Works on `document` as long as it lives."""

    def __init__(self, document: QTextDocument, looks: Looks) -> None:
        super().__init__(document)
        self._looks = looks

    def highlightBlock(self, text: str) -> None:
        for found in self._looks.faced(text):
            self.setFormat(found.start, found.length, found.format)
