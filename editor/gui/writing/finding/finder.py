"""The search over a document, line by line: what is found, where the author is in it, replacing.

It searches a few milliseconds at a time and lets keys come between; after an edit it searches
again only the lines that changed. Thread: GUI. Offsets are UTF-16 units, as Qt counts them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from editor.gui.writing import codec
from editor.gui.writing.sheet.folded import is_folded
from editor.gui.writing.sheet.marks import Mark, MarkSpan
from editor.text.finding import find

_SLICE = 4  # milliseconds of searching between two looks at the keyboard
_SHORT = 2_000  # units of a line that is searched again while it is being typed in
_REST = 300  # milliseconds without a key, then a longer one is

_KEEP = QTextCursor.MoveMode.KeepAnchor

_Found = tuple[MarkSpan, ...]


class Wanted(NamedTuple):
    """What to look for, and how strictly; see `text.finding.find`."""

    words: str = ""
    exact: bool = False
    whole_words: bool = False


class Replaced(NamedTuple):
    """How many were replaced, and how many left as they are because they lie folded. Those that
    were so already are neither."""

    done: int
    folded: int = 0


class Finder(QObject):
    """Looks for words in `editor`, until `stop`.

    counted: the search is through, or something else of it is selected. marks_changed: `marks`
    has news. wrapped: a step went on from the other end; True: from the beginning.
    """

    counted = Signal()
    marks_changed = Signal()
    wrapped = Signal(bool)

    def __init__(self, editor: QPlainTextEdit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._document = editor.document()
        self._wanted = Wanted()
        self._lines: list[_Found | None] = []  # by block number; None: still to be searched
        self._left = 0  # how many are None
        self._at = 0
        self._wish: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search_on)
        self._document.contentsChange.connect(self._on_document_contents_change)
        editor.selectionChanged.connect(self._on_editor_selection_changed)

    # --- what is asked ------------------------------------------------------------------------

    def look_for(self, wanted: Wanted, *, follow: bool = False) -> None:
        """Look for something else. `follow`: select the first of it behind the beginning of the
        selection."""
        if not wanted.words:
            self.stop()
            return
        if wanted != self._wanted:
            self._wanted = wanted
            self._forget()
            self._wish = self._go_to_nearest if follow else None
            self._at = self._editor.textCursor().blockNumber()  # what is seen comes first
            self._search_on()
            self.marks_changed.emit()

    def stop(self) -> None:
        """Look for nothing any more, and mark nothing."""
        self._timer.stop()
        self._wanted, self._lines, self._left, self._wish = Wanted(), [], 0, None
        self.marks_changed.emit()
        self.counted.emit()

    def go(self, forward: bool = True) -> None:
        """Select the next or previous of what is found; behind the last one, the first."""
        self._when_through(lambda: self._go(forward))

    def replace(self, made: str) -> None:
        """Put `made` in the place of what is selected, if it was found, and go on to the next."""
        self._when_through(lambda: self._replace(made))

    def replace_all(self, made: str) -> Replaced:
        """Put `made` in the place of all that is found, as one step to undo; but not in folded
        islands, where nobody sees what becomes of them."""
        while self._left:
            self._search_next()
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        changed = folded = 0
        # From the end, so that what is still to come keeps its place.
        for number in range(len(self._lines) - 1, -1, -1):
            found = self._lines[number]
            if not found:
                continue
            block = self._document.findBlockByNumber(number)
            lies_folded = not block.isVisible() or is_folded(block)
            for span in reversed(found):
                _choose(cursor, block, span)
                if codec.selected(cursor) == made:
                    continue
                if lies_folded:
                    folded += 1
                else:
                    codec.insert_words(cursor, made)
                    changed += 1
        cursor.endEditBlock()
        return Replaced(changed, folded)

    def keep_in_view(self) -> None:
        """The text has another room: what is selected of what was found shall still be seen."""
        if self.here:
            self._bring_into_view()

    @property
    def is_through(self) -> bool:
        """True where every line was searched."""
        return not self._left

    @property
    def count(self) -> int:
        """How often the words were found."""
        return sum(len(line) for line in self._lines if line)

    @property
    def here(self) -> int:
        """Which of it is selected, counted from 1; 0: none."""
        cursor = self._editor.textCursor()
        block = self._document.findBlock(cursor.selectionStart())
        at = self._selected(block)
        if at is None:
            return 0
        return sum(len(line) for line in self._lines[: block.blockNumber()] if line) + at + 1

    def marks(self, block: QTextBlock) -> Sequence[MarkSpan]:
        """A MarkSource: what is found in a line."""
        found = self._found(block)
        at = self._selected(block) if found else None
        if at is None:
            return found
        here = found[at]._replace(mark=Mark.FOUND_HERE)
        return (*found[:at], here, *found[at + 1 :])

    # --- searching ----------------------------------------------------------------------------

    def _forget(self) -> None:
        self._left = self._document.blockCount()
        self._lines = [None] * self._left

    def _search_on(self) -> None:
        deadline = QDeadlineTimer(_SLICE)
        while self._left:
            self._search_next()
            if deadline.hasExpired():
                break
        if self._left:
            self._timer.start(0)
            return
        wish, self._wish = self._wish, None
        if wish:
            wish()
        self.marks_changed.emit()
        self.counted.emit()

    def _search_next(self) -> None:
        try:
            number = self._lines.index(None, self._at)
        except ValueError:
            number = self._lines.index(None)
        self._search(self._document.findBlockByNumber(number))
        self._at = number + 1

    def _search(self, block: QTextBlock) -> None:
        line = block.text()
        spans = find(line, *self._wanted)
        if spans and codec.units(line) > len(line):
            units = codec.unit_offsets(line)
            spans = [(units[start], units[end]) for start, end in spans]
        self._lines[block.blockNumber()] = tuple(MarkSpan(*span, Mark.FOUND) for span in spans)
        self._left -= 1

    def _when_through(self, wish: Callable[[], object]) -> None:
        if self._left:
            self._wish = wish
        elif self._lines:
            wish()

    # --- where the author is ------------------------------------------------------------------

    def _found(self, block: QTextBlock) -> _Found:
        number = block.blockNumber()
        return (self._lines[number] if 0 <= number < len(self._lines) else None) or ()

    def _selected(self, block: QTextBlock) -> int | None:
        """Which of the line's finds is the selection."""
        cursor = self._editor.textCursor()
        start, end = (
            position - block.position()
            for position in (cursor.selectionStart(), cursor.selectionEnd())
        )
        found = self._found(block)
        at = bisect_left(found, (start,))
        return at if at < len(found) and found[at][:2] == (start, end) else None

    def _go(self, forward: bool) -> None:
        cursor = self._editor.textCursor()
        place = (
            self._behind(cursor.selectionEnd())
            if forward
            else self._before(cursor.selectionStart())
        )
        wrapped = place is None
        if place is None:
            place = self._behind(0) if forward else self._before(self._document.characterCount())
        if place is not None:
            self._show(*place)
            if wrapped:
                self.wrapped.emit(forward)

    def _go_to_nearest(self) -> None:
        place = self._behind(self._editor.textCursor().selectionStart()) or self._behind(0)
        if place is not None:
            self._show(*place)

    def _behind(self, position: int) -> tuple[int, MarkSpan] | None:
        """The first find from `position` on, with its line's number."""
        number, column = self._place(position)
        for line in range(number, len(self._lines)):
            found = self._lines[line]
            if found and column <= found[-1].start:
                return line, found[bisect_left(found, (column,))]
            column = 0
        return None

    def _before(self, position: int) -> tuple[int, MarkSpan] | None:
        """The last find that ends at `position` or before it."""
        number, column = self._place(position)
        for line in range(number, -1, -1):
            found = self._lines[line] or ()
            at = bisect_left(found, (column,)) if line == number else len(found)
            if at and line == number and found[at - 1].end > column:
                at -= 1
            if at:
                return line, found[at - 1]
        return None

    def _place(self, position: int) -> tuple[int, int]:
        block = self._document.findBlock(position)
        if not block.isValid():
            block = self._document.lastBlock()
        return block.blockNumber(), position - block.position()

    def _show(self, number: int, span: MarkSpan) -> None:
        cursor = self._editor.textCursor()
        _choose(cursor, self._document.findBlockByNumber(number), span)
        self._editor.setTextCursor(cursor)
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        if not self._editor.viewport().rect().contains(self._editor.cursorRect()):
            self._editor.centerCursor()

    def _replace(self, made: str) -> None:
        cursor = self._editor.textCursor()
        if self.here and codec.selected(cursor) != made:
            codec.insert(cursor, made)
            self._editor.setTextCursor(cursor)
        self.go()

    # --- what happened ------------------------------------------------------------------------

    def _on_document_contents_change(self, position: int, _removed: int, added: int) -> None:
        if not self._lines:
            return
        first, last = (self._document.findBlock(at) for at in (position, position + added))
        if not last.isValid():
            last = self._document.lastBlock()
        number, blocks = first.blockNumber(), self._document.blockCount()
        new = last.blockNumber() - number + 1
        old = new + len(self._lines) - blocks
        if number < 0 or not 0 < old <= len(self._lines) - number:
            self._forget()
        else:
            self._left += new - self._lines[number : number + old].count(None)
            self._lines[number : number + old] = [None] * new
            if last.position() + last.length() - first.position() <= _SHORT:
                # Before the line is painted, lest its marks flicker with every key.
                self._search_lines(first, new)
        self._timer.start(_REST if max(first.length(), last.length()) > _SHORT else 0)

    def _search_lines(self, block: QTextBlock, count: int) -> None:
        for _ in range(count):
            self._search(block)
            block = block.next()

    def _on_editor_selection_changed(self) -> None:
        if self._lines and not self._left:
            self.marks_changed.emit()
            self.counted.emit()


def _choose(cursor: QTextCursor, block: QTextBlock, span: MarkSpan) -> None:
    cursor.setPosition(block.position() + span.start)
    cursor.setPosition(block.position() + span.end, _KEEP)
