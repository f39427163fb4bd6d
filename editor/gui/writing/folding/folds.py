"""Which islands are folded: all but the one the author is in, or is making.

What is folded is Qt's own note of each block (`sheet.folded`), so that nothing here has to be kept
up to date with the text. Positions are UTF-16 units of the document. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from editor.gui.writing import codec
from editor.gui.writing.sheet.directions import Directions
from editor.gui.writing.sheet.folded import Fold, fold_of
from editor.gui.writing.sheet.layout import WritingLayout
from editor.text.blocks import Kind
from editor.text.islands import opens_island
from editor.text.lines import closes_fence

if TYPE_CHECKING:
    from editor.text.island_names import Island

_LONGEST = 40_000  # units of an island that are read to name it

_MUCH = (0, 2)

Ends = Callable[[], tuple[int, int]]
"""The two ends of the author's selection: where it began, and where the caret is."""


class Folds:
    """The folds of one document."""

    def __init__(
        self, document: QTextDocument, directions: Directions, layout: WritingLayout, ends: Ends
    ) -> None:
        self._document = document
        self._directions = directions
        self._layout = layout
        self._ends = ends
        self._entered: QTextCursor | None = None  # in the fence in which the author is
        self._came: QTextCursor | None = None  # in an island that came under the caret
        self._islands: dict[int, Island] = {}  # by the place of their first line in Qt's table

    # --- what is asked ------------------------------------------------------------------------

    @property
    def are_there(self) -> bool:
        """False where nothing was folded since the text was loaded."""
        return self._layout.folded.are_there

    def at(self, position: int) -> Fold | None:
        """The fold that holds a position, its two edges with it."""
        if not self.are_there:
            return None
        block = self._document.findBlock(position)
        return fold_of(block) if block.isValid() else None

    def are_touched(self) -> bool:
        """False where the caret stands alone in a line of words, as nearly always."""
        if not self.are_there:
            return False
        anchor, position = self._ends()
        return anchor != position or self.at(position) is not None

    def chosen(self) -> Fold | None:
        """The fold that is selected, and nothing else with it."""
        if not self.are_there:
            return None
        start, end = sorted(self._ends())
        fold = self.at(start) if start < end else None
        return fold if fold and (fold.start, fold.end) == (start, end) else None

    def beside(self) -> tuple[Fold, bool] | None:
        """The fold at whose edge the caret stands alone, and whether it stands behind it: where
        the text begins or ends with an island, and there is no other place to write."""
        anchor, position = self._ends()
        fold = self.at(position) if anchor == position else None
        if fold is None or not self._is_edge(fold, position):
            return None
        return fold, position == fold.end

    def _is_edge(self, fold: Fold, position: int) -> bool:
        end = self._document.characterCount() - 1
        return position == fold.start == 0 or position == fold.end == end

    def settled(self, anchor: int, position: int) -> tuple[int, int]:
        """The selection that is meant by one from `anchor` to `position`: a fold is in it whole
        or not at all, and no caret stands in one."""
        if anchor == position:
            fold = self.at(position)
            if fold is None or self._is_edge(fold, position):
                return anchor, position
            return fold.end, fold.start
        forward = position > anchor
        fold = self.at(anchor)
        if fold and fold.start <= anchor <= fold.end:
            outside = position > fold.end if forward else position < fold.start
            if not outside and fold.start <= position <= fold.end:
                return fold.end, fold.start
            anchor = fold.start if forward else fold.end
        fold = self.at(position)
        if fold and fold.start < position < fold.end:
            position = fold.end if forward else fold.start
        return anchor, position

    def island(self, fold: Fold) -> Island:
        """What a fold holds."""
        index = fold.first.fragmentIndex()
        found = self._islands.get(index)
        if found is None:
            from editor.text.island_names import named

            found = self._islands[index] = named(_inside(fold))
        return found

    # --- what happens -------------------------------------------------------------------------

    def forget(self) -> None:
        """Another text is about to be loaded."""
        self._layout.folded.forget()
        self._entered = self._came = None
        self._islands.clear()

    def look(self, changed: Iterable[QTextBlock] = ()) -> None:
        """Fold what has become an island, show again what is none any more: among the lines that
        are `changed`, and those that were edited."""
        doubtful, self._layout.folded.doubtful = self._layout.folded.doubtful, None
        self._layout.folded.is_torn = False
        self._look_at(changed)
        if doubtful is not None:
            top, bottom = doubtful
            block = self._document.findBlockByNumber(top)
            lines = []
            while block.isValid() and block.blockNumber() <= bottom:
                lines.append(block)
                block = block.next()
            self._look_at(lines, came=doubtful)
        self._enter()

    def follow(self) -> None:
        """The caret is in another line."""
        entered, self._entered = self._entered, None
        if entered is not None:
            self._look_at([entered.block()])
        self._enter()

    def settle(self) -> None:
        """The caret is where an edit of many lines, as an undo is one, leaves it: only now."""
        came, self._came = self._came, None
        if came is not None:
            self._look_at([came.block()], came=_MUCH)

    def _enter(self) -> None:
        """Remember the fence the caret is in, to look at it when it has left."""
        if self._entered is None:
            block = self._document.findBlock(self._ends()[1])
            if block.isValid() and self._directions.facts(block).kind is Kind.FENCE:
                self._entered = QTextCursor(block)

    def unfold(self, fold: Fold) -> None:
        """Show all lines of a fold, until the caret was in them and left."""
        self._islands.pop(fold.first.fragmentIndex(), None)
        self._layout.fold([fold], folded=False)
        self._entered = QTextCursor(fold.first)

    def close(self, block: QTextBlock) -> Fold | None:
        """Fold the island that a line is in, though the caret is there; None where it is in
        none. The caret has to be put elsewhere."""
        if self._directions.facts(block).kind is not Kind.FENCE:
            return None
        island = self._island_at(self._opening(block))
        if island is not None:
            self._entered = self._came = None
            self._islands.pop(island.first.fragmentIndex(), None)
            self._layout.fold([island], folded=True)
        return island

    def _look_at(self, lines: Iterable[QTextBlock], came: tuple[int, int] | None = None) -> None:
        shown: list[Fold] = []
        folded: list[Fold] = []
        before = -1
        are_there = self.are_there
        for block in lines:
            if not block.isValid():
                continue
            number = block.blockNumber()
            facts = self._directions.facts(block)
            is_fence = facts.kind is Kind.FENCE
            follows = is_fence and not facts.opens and number == before + 1
            before = number
            fold = fold_of(block) if are_there else None
            if fold is not None:
                island = self._island_at(fold.first)
                self._islands.pop(fold.first.fragmentIndex(), None)
                if (island is None or island.last != fold.last) and fold not in shown:
                    shown.append(fold)
            elif is_fence and not follows:
                island = self._island_at(self._opening(block))
                if island is not None and self._may_fold(island, came):
                    folded.append(island)
                elif island is not None and _is_much(came):
                    self._came = QTextCursor(island.first)
        if shown:
            self._layout.fold(shown, folded=False)
        if folded:
            self._layout.fold(folded, folded=True)

    def _opening(self, block: QTextBlock) -> QTextBlock:
        """The first line of the fence that a line is in."""
        facts = self._directions.facts(block)
        while facts.kind is Kind.FENCE and not facts.opens and block.previous().isValid():
            block = block.previous()
            facts = self._directions.facts(block)
        return block

    def _island_at(self, first: QTextBlock) -> Fold | None:
        """The island that begins here, whole."""
        facts = self._directions.facts(first)
        ticks = opens_island(first.text()) if facts.kind is Kind.FENCE and facts.opens else ""
        block = first.next()
        while ticks and block.isValid():
            facts = self._directions.facts(block)
            if facts.kind is not Kind.FENCE or facts.opens:
                return None
            if closes_fence(block.text(), ticks):
                return Fold(first, block)
            block = block.next()
        return None

    def _may_fold(self, island: Fold, came: tuple[int, int] | None) -> bool:
        """Not while the author is in it, but where more came than keys write: it was pasted, or
        brought back."""
        anchor, position = self._ends()
        start, end = island.start, island.end
        if start < anchor < end or start < position < end:
            return False
        if anchor != position or not start <= position <= end or self._is_edge(island, position):
            return True
        return _is_much(came)


def _is_much(came: tuple[int, int] | None) -> bool:
    """True for more lines than keys write."""
    return came is not None and came[1] - came[0] > 1


def _inside(fold: Fold) -> str:
    """The HTML of an island, or the beginning of a long one."""
    lines: list[str] = []
    room = _LONGEST
    block = fold.first.next()
    while block != fold.last and room > 0:
        lines.append(block.text())
        room -= block.length()
        block = block.next()
    return "\n".join(lines)


def take_out(cursor: QTextCursor, fold: Fold) -> None:
    """Delete an island, and the empty line that would be too many: one step to undo. The caret
    of `cursor` stands where it was."""
    above, below = fold.first.previous(), fold.last.next()
    end = fold.end
    if _is_empty(below) and (not above.isValid() or _is_empty(above)):
        following = below.next()
        end = following.position() if following.isValid() else below.position()
    elif not below.isValid() and _is_empty(above) and above.previous().isValid():
        cursor.setPosition(above.position())
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return
    cursor.setPosition(fold.start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def make_room(cursor: QTextCursor, fold: Fold, *, behind: bool) -> None:
    """Put an empty line before or behind an island, and one to write in, with the caret there:
    one step to undo."""
    at = fold.end if behind else fold.start
    cursor.setPosition(at)
    codec.insert(cursor, codec.adapted(cursor, "\n\n"))
    if not behind:
        cursor.setPosition(at)


def _is_empty(block: QTextBlock) -> bool:
    return block.isValid() and block.length() == 1
