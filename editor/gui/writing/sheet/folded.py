"""Lines folded away behind the one before them: Qt's own note of a block that is not seen.

A block keeps the note wherever edits move it, and it is no part of the text, of undo or of the
modified flag. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextDocument


class Fold(NamedTuple):
    """Lines of which the first stands for all. `start` and `end` are positions of the document:
    before the first character and behind the last one."""

    first: QTextBlock
    last: QTextBlock

    @property
    def start(self) -> int:
        """Before its first character."""
        return self.first.position()

    @property
    def end(self) -> int:
        """Behind its last one."""
        return self.last.position() + self.last.length() - 1


def is_folded(block: QTextBlock) -> bool:
    """True for a line that stands for others, too."""
    following = block.next()
    return following.isValid() and not following.isVisible() and block.isVisible()


def seen(block: QTextBlock) -> QTextBlock:
    """The line that is seen where `block` is: itself, or the one that stands for it."""
    while not block.isVisible() and block.previous().isValid():
        block = block.previous()
    return block


def fold_of(block: QTextBlock) -> Fold | None:
    """The fold that a valid line is in, be it seen or not; None where it stands for itself."""
    first = seen(block)
    if not is_folded(first):
        return None
    last = following = first.next()
    while following.isValid() and not following.isVisible():
        last, following = following, following.next()
    return Fold(first, last)


class FoldedLines:
    """The folded lines of one document, and what edits may have done to them."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._hidden: dict[int, int] = {}  # how many lines each first one has, by its place
        self.are_there = False
        # Numbers of the blocks that an edit put in or took apart since somebody saw to them, and
        # whether it touched folded ones, which are all shown again.
        self.doubtful: tuple[int, int] | None = None
        self.is_torn = False

    def forget(self) -> None:
        """Another text is about to be loaded. Qt may keep a block of the old one."""
        block = self._document.firstBlock() if self.are_there else QTextBlock()
        while block.isValid():
            block.setVisible(True)
            block = block.next()
        self.are_there = self.is_torn = False
        self.doubtful = None
        self._hidden.clear()

    def doubt(self, first: QTextBlock, last: QTextBlock) -> list[QTextBlock]:
        """Lines were put in or taken out: folded ones among them are shown, until somebody looks
        what they are now. The lines that stood for them, and look otherwise now."""
        stood: list[QTextBlock] = []
        if self.are_there:
            first, block = seen(first), last.next()
            while block.isValid() and not block.isVisible():
                last, block = block, block.next()
            block = first
            while block.isValid() and block.blockNumber() <= last.blockNumber():
                self._hidden.pop(block.fragmentIndex(), None)
                if is_folded(block):
                    stood.append(block)
                if not block.isVisible():
                    block.setVisible(True)
                    block.setLineCount(1)
                    self.is_torn = True
                block = block.next()
        top, bottom = first.blockNumber(), last.blockNumber()
        if self.doubtful:
            top, bottom = min(top, self.doubtful[0]), max(bottom, self.doubtful[1])
        self.doubtful = top, bottom
        return stood

    def put(self, fold: Fold, folded: bool) -> Iterator[QTextBlock]:
        """Fold lines behind the first of them, or show them again; each, as it is done."""
        block = fold.first
        while block != fold.last:
            block = block.next()
            block.setVisible(not folded)
            block.clearLayout()
            block.setLineCount(0 if folded else 1)
            yield block
        lines = fold.last.blockNumber() - fold.first.blockNumber() if folded else 0
        self._hidden[fold.first.fragmentIndex()] = lines
        self.are_there = self.are_there or folded

    def after(self, first: QTextBlock) -> QTextBlock:
        """The line below those that the first one stands for."""
        lines = self._hidden.get(first.fragmentIndex(), 0)
        return self._document.findBlockByNumber(first.blockNumber() + lines + 1)
