"""The paper with islands folded on it: their cards, and selections that take one whole.

Positions are those of the document, points those of the viewport. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction
from editor.gui.writing.folding.folds import Folds
from editor.gui.writing.folding.thumbnails import Thumbnails
from editor.gui.writing.sheet.folded import Fold
from editor.gui.writing.sheet.painting import CARD_AIR, CARET, TINT
from editor.gui.writing.sheet.paper import Paper

if TYPE_CHECKING:
    from editor.gui.writing.folding.card import Cards

_KEEP = QTextCursor.MoveMode.KeepAnchor


class FoldedPaper(Paper):
    """Shows a card for each island, and knows which one is meant. `thumbnails.source` is asked for
    their pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folds = Folds(self.document(), self._directions, self._layout, self._ends)
        self._cards: Cards | None = None
        self.thumbnails = Thumbnails(self)
        self.thumbnails.arrived.connect(self.viewport().update)

    def show_caret(self) -> None:
        """Scroll to the caret that a key moved."""
        self.ensureCursorVisible()

    def _ends(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return cursor.anchor(), cursor.position()

    def _forget_islands(self) -> None:
        """Another text is about to be loaded: of this one nothing stays."""
        self._folds.forget()
        self.thumbnails.forget()
        self._cards = None
        self.viewport().setMouseTracking(False)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def _on_looked(self, changed: list[QTextBlock]) -> None:
        if changed or self._layout.folded.doubtful is not None:
            self._folds.look(changed)
            self.meet_folds()

    def _paint_card(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        from editor.gui.writing.folding import card

        fold = self._folds.at(block.position())
        if fold is None:
            return
        start, end = sorted(self._ends())
        mood = card.Mood.QUIET
        if start <= fold.start and fold.end <= end:
            alone = (start, end) == (fold.start, fold.end)
            mood = card.Mood.CHOSEN if alone else card.Mood.SELECTED
        column = QRectF(self._layout.left, rect.top(), self._layout.measure, rect.height())
        rtl = self._directions.post is Direction.RTL
        island = self._folds.island(fold)
        known = (self.thumbnails.get(address) for address in island.pictures)
        pictures = [each for each in known if each is not None]
        if self._cards is None:
            self._cards = card.Cards()
            self.viewport().setMouseTracking(True)
        self._cards.paint(painter, column, island, self._looks, mood, rtl=rtl, pictures=pictures)

    def point_at(self, point: QPointF) -> None:
        """The mouse is over `point`, no button down: a card is one thing, no words to stand in."""
        arrow, beam = Qt.CursorShape.ArrowCursor, Qt.CursorShape.IBeamCursor
        shape = arrow if self.is_on_card(point) else beam
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def card_picture(self) -> QPixmap | None:
        """The card of the island that is chosen, as it is carried by the mouse; None where none
        is chosen."""
        fold = self._folds.chosen()
        if fold is None:
            return None
        rect = self.line_rect(fold.first)
        rect.setLeft(self._layout.left - 1)
        rect.setWidth(self._layout.measure + 2)
        return self.viewport().grab(rect.toAlignedRect())

    def _card_caret(self, fold: Fold, *, behind: bool) -> QRectF:
        """Where the caret is drawn beside what stands for folded lines."""
        rect = self._block_rect(fold.first).adjusted(0, CARD_AIR, 0, -CARD_AIR)
        left, right = self._layout.left - TINT / 2, self._layout.left + self._layout.measure
        at_right = behind is (self._directions.post is not Direction.RTL)
        x = right + TINT / 2 if at_right else left
        return QRectF(x - CARET / 2, rect.top(), CARET, rect.height())

    def take(self, anchor: int, position: int) -> None:
        """Select from `anchor` to `position`, and of an island all or nothing."""
        cursor = self.textCursor()
        anchor, position = self._folds.settled(anchor, position)
        cursor.setPosition(anchor)
        cursor.setPosition(position, _KEEP)
        self.setTextCursor(cursor)

    def choose_island(self, position: int) -> bool:
        """Select the folded island at a position; False where there is none."""
        fold = self._folds.at(position)
        if fold is None:
            return False
        self.take(fold.end, fold.start)
        return True

    def open_island(self, position: int) -> bool:
        """Show the HTML of the folded island at a position, with the caret in it; False where
        there is none."""
        fold = self._folds.at(position)
        if fold is None:
            return False
        self._folds.unfold(fold)
        cursor = self.textCursor()
        cursor.setPosition(fold.first.next().position())
        self.setTextCursor(cursor)
        self.show_caret()
        return True

    def meet_folds(self) -> None:
        """Where somebody else put the caret, or an edit left it: a fold with one end of the
        selection in it is shown, and one at whose edge the caret stands alone is selected."""
        if not self._folds.are_there:
            return
        self._folds.settle()
        ends = self._ends()
        for position in ends:
            fold = self._folds.at(position)
            if fold and fold.start < position < fold.end:
                self._folds.unfold(fold)
        if ends[0] == ends[1] and self._folds.settled(*ends) != ends:
            self.take(*ends)

    def is_on_card(self, point: QPointF) -> bool:
        """True where a point of the viewport lies on what stands for folded lines."""
        rows = self._visible_blocks(point.y(), point.y() + 1)
        return any(
            self._layout.is_card(block) and rect.top() <= point.y() < rect.bottom()
            for block, rect in rows
        )

    def line_rect(self, block: QTextBlock) -> QRectF:
        """Where the lines of a block are, in pixels of the viewport."""
        return QRectF(self._block_rect(block))

    def _is_followed(self, block: QTextBlock) -> bool:
        fold = self._folds.at(block.position())
        return fold is None or fold.last.next().isValid()

    def _beside(self, fold: Fold, *, forward: bool) -> int:
        """The position before an island, or behind it."""
        end = self.document().characterCount() - 1
        return min(fold.end + 1, end) if forward else max(fold.start - 1, 0)
