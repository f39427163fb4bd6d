"""As what a block is set: its direction, its height, its looks, and what is shown beside its words.

Asked of the line's facts (`directions`) and of what the author wants to see. Which height a line
was laid with is the lowest digit of Qt's own number of the block. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextLayout

from editor.domain.post import Direction
from editor.gui.writing.sheet.directions import SIZES, Directions, LineFacts
from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.dressing import unfinished
from editor.gui.writing.sheet.folded import is_folded
from editor.gui.writing.sheet.highlighter import Span, heading_level, spans
from editor.gui.writing.sheet.looks import CARD, Looks
from editor.gui.writing.sheet.shown import Shown
from editor.gui.writing.sheet.swaps import PLAINLY, Showing, swaps
from editor.gui.writing.sheet.typesetting import Row
from editor.text.blocks import Kind
from editor.text.lines import LONGEST, is_blank

_BLANK = 7  # index of an empty line's height in Looks.slots
_OBJECT = "\ufffc"  # what a line is shown as that stands for others: a card is painted there

Seen = tuple[list[Span], Sequence[Swap]]
"""The looks of a line, and what is shown beside it."""


class Aspects:
    """Of the blocks of one document. Its members are the author's wishes, and say for themselves
    no more than that: whoever changes one has the blocks laid out again."""

    def __init__(self, directions: Directions, looks: Looks) -> None:
        self._directions = directions
        self.looks = looks
        self.showing: Showing = PLAINLY
        self.caret_line = -1  # number of the block
        self.with_signs: frozenset[int] = frozenset()  # blocks that show them though it is bare
        self.keyboard: Direction | None = None  # an empty line with the caret follows it

    def facing(self, block: QTextBlock) -> Direction:
        """Which way the block runs."""
        facts = self._directions.facts(block)
        if self.keyboard and block.length() == 1 and block.blockNumber() == self.caret_line:
            return facts.direction if facts.is_verbatim else self.keyboard
        if facts.kind is Kind.FENCE and is_folded(block):
            return self._directions.post
        return facts.direction

    def seen(self, block: QTextBlock, text: str, facts: LineFacts) -> Seen:
        """What `text`, the block's, looks like (code points), and what is shown beside it."""
        if facts.kind is Kind.FENCE and is_folded(block):
            return [], [Swap(0, block.length() - 1, _OBJECT)]
        if block.length() > LONGEST:
            return [], []
        showing = self.showing
        if showing.bare and block.blockNumber() in self.with_signs:
            showing = replace(showing, bare=False)
        return spans(text, facts), swaps(text, facts, showing, unfinished(block))

    def are_seen(self, block: QTextBlock, facts: LineFacts, guess: Seen) -> bool:
        """True where the block is `seen` as it was guessed; of an unfinished word nobody asks."""
        if unfinished(block):
            return True
        text = block.text()
        found, swapped = self.seen(block, text, facts)
        return found == guess[0] and Display(text, swapped).swaps == tuple(guess[1])

    def size(self, block: QTextBlock, text: str, facts: LineFacts) -> int:
        """The index of its height in `Looks.slots`."""
        if facts.kind is Kind.FENCE and is_folded(block):
            return CARD
        # The last line is where the author writes on: it must not grow under the first letter.
        if is_blank(text) and not facts.is_verbatim and block.next().isValid():
            return _BLANK
        return self.looks.size(heading_level(text, facts), text)

    def row(self, block: QTextBlock, left: float, width: float) -> Row:
        """How the lines of a block stand whose size is remembered."""
        size = size_of(block)
        return Row(left, width, self.looks.slots[size], self.looks.baselines[size])

    def folded_away(self, block: QTextBlock) -> Shown:
        """What is painted of a line that nobody sees: a line without anything in it."""
        layout = QTextLayout()
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        nothing = Display(block.text(), [Swap(0, block.length() - 1, "")])
        return Shown(layout, nothing, self.facing(block))


def size_of(block: QTextBlock) -> int:
    """The size with which a block was laid out."""
    state = block.userState()
    return state % SIZES if state >= 0 else 0


def remember_size(block: QTextBlock, size: int) -> None:
    """The block is being laid out with that size."""
    state = block.userState()
    if state >= 0:
        block.setUserState(state - state % SIZES + size)
