"""Words laid out in lines. Qt's own drawText begins a line that it broke a space too late, where
the words run from right to left; its layouts do not. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextLayout, QTextOption


def broken_lines(
    words: str, font: QFont, width: float, option: QTextOption
) -> tuple[QTextLayout, float]:
    """`words` ready to be drawn, and their height; widths and heights are pixels."""
    lines = QTextLayout(words.replace("\n", "\u2028"), font)
    lines.setTextOption(option)
    height = 0.0
    lines.beginLayout()
    while (line := lines.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    lines.endLayout()
    return lines, height
