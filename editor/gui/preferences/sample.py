"""A few real sentences as they will look while writing: faces, size, the distance of lines.

Only whole lines are shown, so that nothing of what is judged is cut off. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QTextLayout
from PySide6.QtWidgets import QFrame, QWidget

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.sheet.typesetting import text_option
from editor.system.translation import gettext as _

_HEIGHT = 216
_AIR = 16
# Every alphabet with what is hard about it; never translated.
_SENTENCES = (
    (Direction.RTL, "كُلُّ سَفَرٍ يبدأ بكلمة. كتبنا بـ Midad عن جِسرٍ في بغداد، ثم شربنا الشاي عند النهر."),
    (Direction.LTR, "Every journey begins with a word: we wrote about a bridge in بغداد, quietly."),
    (Direction.RTL, "כל מסע מתחיל במילה, בְּרֵאשִׁית."),
)

_Line = tuple[QTextLayout, int, float]  # its layout, its number therein, the top of its slot


class Sample(QFrame):
    """Shows how `show_choices` would look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(_("Sample"))
        self._looks = Looks()

    def show_choices(self, choices: WritingChoices) -> None:
        """Look like this."""
        self._looks = Looks().taking(choices)
        self.update()

    def lines(self) -> list[_Line]:
        """The lines that there is room for: all, or else the first of each sentence."""
        room = self.height() - 2 * _AIR
        for most in (9, 1):
            found = self._set(most)
            if found and found[-1][2] + self._slot <= room:
                return found
        return [line for line in found if line[2] + self._slot <= room]

    @property
    def _slot(self) -> int:
        return max(self._looks.slots[0], self._looks.slots[8])

    def _set(self, most: int) -> list[_Line]:
        looks, top = self._looks, 0.0
        room = self.width() - 2 * _AIR
        measure = looks.measure(room)
        found: list[_Line] = []
        for direction, words in _SENTENCES:
            layout = QTextLayout(words, looks.font)
            layout.setTextOption(text_option(direction))
            layout.setFormats(looks.faced(words))
            baseline = looks.baselines[looks.size(0, words)]
            layout.beginLayout()
            for number in range(most):
                line = layout.createLine()
                if not line.isValid():
                    break
                line.setLineWidth(measure)
                line.setPosition(QPointF((room - measure) / 2, top + baseline - line.ascent()))
                found.append((layout, number, top))
                top += self._slot
            layout.endLayout()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        for layout, number, _top in self.lines():
            layout.lineAt(number).draw(painter, QPointF(_AIR, _AIR))
        painter.end()
