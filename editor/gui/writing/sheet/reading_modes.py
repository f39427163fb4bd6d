"""Two ways to keep the eyes where the words are made: the line with the caret stays at one height,
as on a typewriter; and all but the current paragraph stands back.

Qt's scroll bar counts lines, and lines are not alike: a heading is high, an empty line low. So the
view begins with the first line of which all fits above the caret's height, and a margin above the
view makes up for the rest. Heights are pixels. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextBlock

from editor.text.blocks import Kind
from editor.text.lines import marker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

    from editor.gui.theme import Tokens
    from editor.gui.writing.sheet.directions import LineFacts
    from editor.gui.writing.sheet.layout import WritingLayout

SHARE = 0.45  # of the view's height: where the middle of the caret's line stands
_FAR = 200  # lines, more than any screen shows
_FADED = {False: 0.5, True: 0.42}  # on white, on black: about 3 : 1, to be found again, not read


class Line(NamedTuple):
    """A line of the screen: its text block, and its number therein."""

    block: QTextBlock
    number: int


# --- typewriter -----------------------------------------------------------------------------------


def typewriter_top(lines: Iterable[tuple[Line, float]], room: float) -> Line | None:
    """The line the view begins with, of `lines` and the heights they take, from the caret's line
    upwards: the last of those that fit into `room`. None where the text begins before it is
    full."""
    top = None
    for line, height in lines:
        room -= height
        if room < 0:
            return line if top is None else top
        top = line
    return None


def lines_up(block: QTextBlock, line: int, layout: WritingLayout) -> Iterator[tuple[Line, float]]:
    """For `typewriter_top`: a line, of which half stands above the height, and those above it."""
    slot = layout.slot(block)
    yield Line(block, line), slot / 2
    while block.isValid():
        for number in reversed(range(line)):
            yield Line(block, number), slot
        block = block.previous()
        if block.isValid():
            layout.height(block)  # lays it out, so that its lines can be counted
            slot, line = layout.slot(block), block.lineCount()


def hold_line(sheet: QPlainTextEdit, layout: WritingLayout, block: QTextBlock, line: int) -> None:
    """Scroll so that `line` of `block` stands at its height; near the beginning of the text, as
    far as there is something above it. Call it when a key, an input method or an undo moved the
    caret; never for the mouse, which points at what it sees."""
    before = sheet.viewportMargins().top()
    wanted = round((before + sheet.viewport().height()) * SHARE)
    top = typewriter_top(lines_up(block, line, layout), wanted)
    margin = 0
    if top is None:
        sheet.verticalScrollBar().setValue(0)
    else:
        sheet.verticalScrollBar().setValue(top.block.firstLineNumber() + top.number)
        margin = max(0, wanted - round(_middle(sheet, layout, block, line)))
    if margin != before:
        sheet.setViewportMargins(0, margin, 0, 0)


def let_go(sheet: QPlainTextEdit) -> None:
    """Scroll as ever from now on."""
    sheet.setViewportMargins(0, 0, 0, 0)


def room_below(height: float) -> int:
    """The empty pixels below the last line of the text, so that it can stand at its height in a
    view as high as `height`."""
    return round(height * (1 - SHARE))


def _middle(sheet: QPlainTextEdit, layout: WritingLayout, block: QTextBlock, line: int) -> float:
    """Where the middle of a line stands in the view."""
    passed, top = sheet.firstVisibleBlock(), sheet.contentOffset().y()
    while passed.isValid() and passed != block:
        top += layout.height(passed)
        passed = passed.next()
    return top + (line + 0.5) * layout.slot(block)


# --- focus ----------------------------------------------------------------------------------------


def opacity(tokens: Tokens) -> float:
    """How strongly the paragraphs are drawn in which the author is not."""
    return _FADED[tokens.dark]


def paragraph(
    first: QTextBlock, last: QTextBlock, facts: Callable[[QTextBlock], LineFacts]
) -> range:
    """The numbers of the text blocks of the paragraphs (list items, tables, code …) from `first`
    to `last`: what is not faded where the selection, or the caret alone, is in them."""
    for _ in range(_FAR):
        if _begins(first, facts(first)) or not first.previous().isValid():
            break
        first = first.previous()
    for _ in range(_FAR):
        following = last.next()
        if not following.isValid() or _begins(following, facts(following)):
            break
        last = following
    return range(first.blockNumber(), last.blockNumber() + 1)


def _begins(block: QTextBlock, facts: LineFacts) -> bool:
    if facts.opens or facts.kind is Kind.BLANK:
        return True
    return facts.kind is Kind.LIST and marker(block.text()) is not None
