"""Lines of text in their own direction, with room for harakat.

QPlainTextDocumentLayout gives every block the same alignment and packs its lines. Here each block
is laid out, when it is first needed, with an option of its own (direction and alignment), its
looks, a generous height, and an indent below a list's words. What is painted may hold more or
less than the source (`display`): then it is laid out beside Qt's own layout of the block, which
keeps its lines for Qt's scrolling and for screen readers. Nothing of it is part of the document:
not of undo, not of the modified flag, not of the text. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QRectF, QTimer, SignalInstance
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.gui.writing import codec
from editor.gui.writing.sheet.aspects import Aspects, Seen, size_of
from editor.gui.writing.sheet.caret import Shown
from editor.gui.writing.sheet.directions import Directions
from editor.gui.writing.sheet.display import Display
from editor.gui.writing.sheet.folded import Fold, FoldedLines
from editor.gui.writing.sheet.looks import CARD, Looks
from editor.gui.writing.sheet.swaps import PLAINLY
from editor.gui.writing.sheet.typesetting import INDENTED, follow
from editor.gui.writing.sheet.whole import Kept, lay_out_whole

if TYPE_CHECKING:
    from editor.gui.writing.sheet.part import Part
    from editor.gui.writing.sheet.typed import Hand

_EVERYTHING = QRectF(0, -1e4, 1e9, 1e9)


class WritingLayout(QPlainTextDocumentLayout):
    """The layout of one document. `left` and `measure` are pixels of the viewport."""

    def __init__(self, document: QTextDocument, directions: Directions, looks: Looks) -> None:
        super().__init__(document)
        self._directions = directions
        self.aspects = Aspects(directions, looks)
        self._block_count = document.blockCount()
        self._settling = False
        # The stubs do not know that this signal comes in two forms.
        self._news: SignalInstance = cast(Any, self.update)[QRectF]
        # By the block's place in Qt's own table. Qt gives a place to another block once it is free,
        # but lays that one out anew before anything is asked of it.
        self._kept: dict[int, Kept] = {}
        # Painted, while Qt's own layout of them has no lines yet: it asks before it looks.
        self._ahead: set[int] = set()
        # Painted before anybody looked at them, and as what.
        self._guessed: dict[int, tuple[QTextBlock, Seen]] = {}
        self._part: Part | None = None  # what alone is laid out of a block, since the last key
        self.heights = 0  # another number once blocks may be higher, or others
        self.is_dressing = False  # what is announced as an edit is none
        self.folded = FoldedLines(document)
        # While a key's letters go in, Qt looks for the caret's x in lines it does not need.
        self.typing = False
        self.repainted: Callable[[QTextBlock, range], None] = self._on_repainted
        # A line that was not laid out counts as one: the scroll bar hears how many there are.
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self._on_grown)
        self.left = 0.0
        self.measure = 600.0
        self.bottom = 0.0  # empty pixels below the last line

    def set_looks(self, looks: Looks) -> None:
        """Take other colours or sizes; every block is laid out again when it is needed."""
        self.aspects.looks = looks
        self.forget(None)

    def leave_below(self, pixels: float) -> None:
        """Leave so much of the sheet empty below the last line."""
        if pixels != self.bottom:
            self.bottom = pixels
            self.heights += 1
            self.documentSizeChanged.emit(self.documentSize())

    def forget(self, blocks: Sequence[QTextBlock] | None, *, quietly: bool = False) -> None:
        """Lay `blocks` out again when they are needed; None means all. `quietly`: whoever shows
        them knows already."""
        seen = False
        self.heights += 1
        if blocks is None:
            seen = True
            self._part = None
            self._kept.clear()
            self._ahead.clear()
            block = self.document().firstBlock()
            while block.isValid():
                block.clearLayout()
                block = block.next()
        else:
            for block in blocks:
                index = block.fragmentIndex()
                seen = seen or self._is_known(block)
                self._ahead.discard(index)
                if self._part and self._part.block == index:
                    self._part = None
                block.clearLayout()
        if seen and not quietly:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block's place, measured from its own top left corner, as wide as the view."""
        if not block.isValid():
            return QRectF()
        if not (self.typing or block.layout().lineCount()) and block.isVisible():
            self._catch_up(block)
        return QRectF(0, 0, self.left * 2 + self.measure, self.height(block))

    def height(self, block: QTextBlock) -> float:
        """The block's height, pixels. Asks no more of Qt's own layout than it has to."""
        if not self._is_known(block):
            self._catch_up(block)
        height = float(self._height(block))
        return height if block.next().isValid() else height + self.bottom

    def _catch_up(self, block: QTextBlock) -> None:
        """Qt looks at its own layout of the block, and finds no lines there."""
        self._settling = True  # formats set outside an edit would widen the next one
        index, lines = block.fragmentIndex(), block.lineCount()
        if index in self._ahead:
            self._ahead.discard(index)
            self._follow(block)
        else:
            self._lay_out(block)
            if index in self._ahead:
                self._ahead.discard(index)
                self._follow(block)
        self.document().markContentsDirty(block.position(), 0)
        self._settling = False
        if block.lineCount() != lines and not self._grown.isActive():
            self._grown.start()

    def _on_grown(self) -> None:
        self.documentSizeChanged.emit(self.documentSize())

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Qt's news of an edit. Within one block, only that block is laid out, as what it was
        before the edit; what it is now is looked at after it is painted."""
        if self._settling or self.is_dressing:
            return
        document = self.document()
        first = document.findBlock(position)
        last = document.findBlock(max(position, position + removed + added - 1))
        last = last if last.isValid() else document.lastBlock()
        same = first == last and document.blockCount() == self._block_count
        self._directions.touch(first, last)
        self._part = None
        if not same:
            self._ahead.clear()  # a place in Qt's table may be another block's now
            self._drop(first, last)
            self.forget(self.folded.doubt(first, last), quietly=True)
            super().documentChanged(position, removed, added)
            self._block_count = document.blockCount()
            return
        index = first.fragmentIndex()
        before, kept = self._height(first), self._kept.get(index)
        place, guess = position - first.position(), None
        self._guessed.pop(index, None)
        if kept and self.typing and not removed and self.aspects.showing == PLAINLY:
            guess = self._hand.guessed(first, kept, place, added)
            if guess:
                self._guessed[index] = first, guess
                lines = self._lay_out_part(first, kept, guess, place, added)
                if lines:
                    self.repainted(first, lines)
                    return
        if not first.isVisible():
            self.forget(self.folded.doubt(first, last), quietly=True)
            return
        self._lay_out(first, guess)
        if self._height(first) == before:
            self.repainted(first, self._changed(first, kept, place, added - removed))
        else:
            self.documentSizeChanged.emit(self.documentSize())
            self._news.emit(_EVERYTHING)

    def _drop(self, first: QTextBlock, last: QTextBlock) -> None:
        """Forget what the lines that were here looked like."""
        if not first.blockNumber() and not last.next().isValid():
            self._kept.clear()
            return
        for _ in range(last.blockNumber() - first.blockNumber() + 1):
            self._kept.pop(first.fragmentIndex(), None)
            first = first.next()

    def fold(self, folds: Sequence[Fold], folded: bool) -> None:
        """Show the first line of each alone, or all of them again."""
        for each in folds:
            for block in self.folded.put(each, folded):
                self._ahead.discard(block.fragmentIndex())
                self._kept.pop(block.fragmentIndex(), None)
        self._part = None
        self.forget([each.first for each in folds])
        self.documentSizeChanged.emit(self.documentSize())
        self._news.emit(_EVERYTHING)

    def _on_repainted(self, block: QTextBlock, _lines: range) -> None:
        self.updateBlock.emit(block)

    def _changed(self, block: QTextBlock, before: Kept | None, place: int, more: int) -> range:
        if before is None or self._directions.facts(block).kind in INDENTED:
            return range(max(block.lineCount(), 1))
        now = self._kept[block.fragmentIndex()]
        return self._hand.look_different(block, before, now, place, more)

    @cached_property
    def _hand(self) -> Hand:
        # Once: the binding makes each import a look at who imports.
        from editor.gui.writing.sheet.typed import Hand

        return Hand(self.aspects)

    def look(self) -> list[QTextBlock]:
        """Look at what was edited and painted; the lines that turned out to be something else."""
        changed = self._directions.look()
        guessed, self._guessed = self._guessed, {}
        changed += [
            block
            for block, guess in guessed.values()
            if block.isValid() and not self._was_right(block, guess)
        ]
        if changed:  # else all stands where it stood
            self.forget(changed)
        return changed

    def _was_right(self, block: QTextBlock, guess: Seen) -> bool:
        return self.aspects.are_seen(block, self._directions.facts(block), guess)

    def _lay_out_part(
        self, block: QTextBlock, before: Kept, guess: Seen, place: int, added: int
    ) -> range | None:
        """Lay out no more of `block` than what `added` units at `place` may have changed. The
        lines that look different; None where all of it has to be laid out."""
        aspects = self.aspects
        text, facts = block.text(), self._directions.facts(block)
        if (
            facts.kind in INDENTED
            or aspects.facing(block) is not before.direction
            or aspects.size(block, text, facts) != size_of(block)
        ):
            return None
        row = aspects.row(block, self.left, self.measure)
        made = self._hand.lay_out(block, before, guess, place, added, row)
        if made is None:
            return None
        index = block.fragmentIndex()
        self._part, self._kept[index], changed = made
        self._ahead.discard(index)
        block.clearLayout()
        return changed

    def part(self, block: QTextBlock) -> Part | None:
        """What alone is laid out of `block`, where that is so."""
        part = self._part
        return part if part and part.block == block.fragmentIndex() else None

    def _is_known(self, block: QTextBlock) -> bool:
        """True where its lines are counted."""
        index = block.fragmentIndex()
        return (
            index in self._ahead
            or (self._part is not None and self._part.block == index)
            or block.layout().lineCount() > 0
            or not block.isVisible()
        )

    def shown(self, block: QTextBlock) -> Shown:
        """What is painted of a valid block."""
        index = block.fragmentIndex()
        if not (index in self._ahead or block.layout().lineCount()):
            if not block.isVisible():
                return self.aspects.folded_away(block)
            self._catch_up(block)
        kept = self._kept[index]
        display = kept.display or Display(block.text(), kept.swaps)
        return Shown(kept.painted or block.layout(), display, kept.direction)

    def line_number(self, block: QTextBlock, y: float) -> int:
        """The line that has the height `y` (in the block) to itself, with the air above it and
        below."""
        number = int(y // self.aspects.looks.slots[size_of(block)])
        return max(0, min(number, block.lineCount() - 1))

    def slot(self, block: QTextBlock) -> int:
        """The height of each line of `block`, pixels."""
        return self.aspects.looks.slots[size_of(block)]

    def is_card(self, block: QTextBlock) -> bool:
        """True for a line, laid out already, that stands for others."""
        return size_of(block) == CARD

    def after(self, block: QTextBlock) -> QTextBlock:
        """The line below one that is laid out, past those it stands for."""
        is_card = self.folded.are_there and self.is_card(block)
        return self.folded.after(block) if is_card else block.next()

    def _height(self, block: QTextBlock) -> int:
        lines = block.lineCount()
        if not lines and not block.isVisible():
            return 0
        return max(lines, 1) * self.aspects.looks.slots[size_of(block)]

    # --- laying out ---------------------------------------------------------------------------

    def _lay_out(self, block: QTextBlock, guess: Seen | None = None) -> None:
        index = block.fragmentIndex()
        if self._part and self._part.block == index:
            self._part = None
        height, facts = self._height(block), self._directions.facts(block)
        kept = lay_out_whole(block, facts, guess, self.aspects, self.left, self.measure)
        self._kept[index] = kept
        if kept.painted is None:
            self._ahead.discard(index)
        else:
            self._ahead.add(index)
        if self._height(block) != height:
            self.heights += 1

    def _follow(self, block: QTextBlock) -> None:
        own, painted = block.layout(), self._kept[block.fragmentIndex()].painted
        if painted is not None:
            units = block.length() - 1 + codec.units(own.preeditAreaText())
            follow(own, painted, units, self.left, self.measure)
