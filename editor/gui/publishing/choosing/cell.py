"""One side of a place: its words with what changed marked, in a frame that tells whether they
are taken. As high as its words need. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.gui.fonts import interface_font
from editor.gui.history.passages import GAP, PassageWriter
from editor.gui.theme import Tokens
from editor.system.translation import gettext as _
from editor.text.dispute_marks import Shown
from editor.text.particulars import Particular

_PIXELS = 15
_PADDING = 10  # pixels
_RADIUS = 9
_NARROW = 160


class Cell(QWidget):
    """Read-only. clicked: with the mouse; the buttons below do the same."""

    clicked = Signal()

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._name = name
        self._is_taken = False
        self._heights: dict[int, int] = {}
        self._shown: tuple[Shown, str] | None = None
        self._document = QTextDocument(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(_NARROW)

    def show_words(self, shown: Shown, nothing: str = "") -> None:
        """Show lines or items; `nothing` is said where there are none."""
        self._shown = shown, nothing
        self._document.clear()
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(_PADDING)
        self._document.setDefaultFont(interface_font(_PIXELS))
        writer = PassageWriter(self._document, self._tokens, _PIXELS)
        writer.cursor.beginEditBlock()
        if isinstance(shown, Particular):
            is_empty = not (shown.stayed or shown.went or shown.came)
            if not is_empty:
                writer.items(shown)
        else:
            is_empty = not shown
            for passage in shown:
                writer.put(passage)
        if is_empty:
            writer.note(nothing or _("Nothing"))
        writer.cursor.endEditBlock()
        self._heights.clear()
        self._describe()
        self.updateGeometry()
        self.update()

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._tokens = tokens
        if self._shown is not None:
            self.show_words(*self._shown)

    def take(self, taken: bool) -> None:
        """Say whether these words are taken."""
        self._is_taken = taken
        self._describe()
        self.update()

    @property
    def is_taken(self) -> bool:
        """True where these words are taken."""
        return self._is_taken

    @property
    def document(self) -> QTextDocument:
        """What is shown."""
        return self._document

    def _describe(self) -> None:
        name = _("{side}, taken").format(side=self._name) if self._is_taken else self._name
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._document.toRawText().replace("\u2029", "\n"))

    # --- size and paint -----------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._document.setTextWidth(width)
            self._heights[width] = round(self._document.size().height()) + 2 - GAP
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = max(self.width(), _NARROW)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.0 if self._is_taken else 1.0
        painter.setPen(QPen(QColor(tokens.accent if self._is_taken else tokens.line), wide))
        painter.setBrush(QColor(tokens.surface))
        frame = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        self._document.setTextWidth(self.width())
        self._document.drawContents(painter)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()
