"""Lines folded away behind the one before them: Qt's own note of a block that is not seen.

A block keeps the note wherever edits move it, and it is no part of the text, of undo or of the
modified flag. Thread: GUI.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextBlock


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
