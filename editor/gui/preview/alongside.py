"""Keeps the text and its preview at the same place, and leads from the page to the source.

Whoever moves, the other follows; what follows is not taken for a move, so that nothing goes round.
GUI thread. Lines are those of QTextDocument.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from editor.gui.preview.anchors import Anchors, Span, nth_word
from editor.gui.writing import codec
from editor.gui.writing.sheet.sheet import Sheet

if TYPE_CHECKING:
    from editor.gui.preview.places import Places, Spot
    from editor.workspace.rendering import Rendering

_LEADS = 250  # milliseconds in which the text does not answer a page that is being scrolled
_STEPS = 4
_FAR = 100  # lines of one block that are laid out to know how long they are


class Alongside(QObject):
    """Of one text widget and the pages that are shown of its text, one after the other."""

    title_wanted = Signal()
    """The title was clicked on the page."""

    source_shown = Signal()
    """The caret was put where the author clicked on the page."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._places: Places | None = None
        self._rendering: Rendering | None = None
        self._anchored: tuple[Sequence[int], int] = (), 1  # what the anchors are of
        self._anchors = Anchors(*self._anchored)
        self._is_on = True
        self._is_led = self._is_behind = False
        self._counted = 0  # lines on the screen that the scroll bar knows of
        self._seen = 0  # the document's revision that the page showed last
        self._page_leads = QTimer(self)
        self._page_leads.setSingleShot(True)
        self._page_leads.setInterval(_LEADS)
        sheet.verticalScrollBar().valueChanged.connect(self._on_sheet_scrolled)

    def take(self, places: Places) -> None:
        """Follow another page."""
        self._places = places
        places.scrolled.connect(self._on_places_scrolled)
        places.clicked.connect(self._on_places_clicked)

    def set_on(self, on: bool) -> None:
        """Whether text and page scroll together. A click leads to the source always."""
        self._is_on = on
        if on:
            self._lead()

    def show(self, rendering: Rendering, *, is_newest: bool) -> None:
        """The page shows `rendering` now; `is_newest`: of the text as it is."""
        if rendering is not self._rendering:
            count = rendering.snapshot.body.count("\n") + 1
            # The lane gives the same list again while no block begins in another line.
            if (rendering.lines, count) != self._anchored:
                self._anchored = rendering.lines, count
                self._anchors = Anchors(*self._anchored)
            self._rendering = rendering
        if not is_newest:
            return
        before, self._seen = self._seen, self._sheet.document().revision()
        was_behind, self._is_behind = self._is_behind, False
        if not self._is_on:
            return
        if was_behind:
            self._lead()
        if self._seen != before and self._sheet.hasFocus():
            self._reveal()

    # --- from the text to the page ------------------------------------------------------------

    def _on_sheet_scrolled(self) -> None:
        if self._is_led or self._page_leads.isActive() or not self._is_on:
            return
        # A page of an older text, or of another post, waits until it is of this one.
        self._is_behind = self._seen != self._sheet.document().revision()
        if not self._is_behind:
            self._lead()

    def _lead(self) -> None:
        if self._places is not None and self._rendering is not None:
            self._measure()
            block, share = read_place(self._sheet)
            self._places.scroll_to(self._on_page(block, share))

    def _reveal(self) -> None:
        if self._places is not None:
            cursor = self._sheet.textCursor()
            share = cursor.positionInBlock() / cursor.block().length()
            self._places.reveal(self._on_page(cursor.block(), share))

    def _on_page(self, block: QTextBlock, share: float) -> float:
        span = self._anchors.at_line(block.blockNumber())
        if (block.blockNumber(), share) == (0, 0):
            return 0
        begin, end = self._screen_lines(span)
        at = block.firstLineNumber() + share * block.lineCount()
        return span.on_page(min(max((at - begin) / max(end - begin, 1), 0), 1))

    def _measure(self) -> None:
        """Let the scroll bar know of all lines: some are counted only as they come into view."""
        document = self._sheet.document()
        if document.lineCount() != self._counted:
            self._counted = document.lineCount()
            layout = document.documentLayout()
            was_led, self._is_led = self._is_led, True
            layout.documentSizeChanged.emit(layout.documentSize())
            self._is_led = was_led

    def _screen_lines(self, span: Span) -> tuple[int, int]:
        """The first line on the screen of a span, and the first one behind it."""
        document = self._sheet.document()
        block = document.findBlockByNumber(span.line)
        begin = block.firstLineNumber()
        layout = document.documentLayout()
        for _line in range(span.line, min(span.next_line, span.line + _FAR)):
            layout.blockBoundingRect(block)  # lays it out, so that its lines can be counted
            block = block.next()
        block = document.findBlockByNumber(span.next_line)
        return begin, block.firstLineNumber() if block.isValid() else document.lineCount()

    # --- from the page to the text ------------------------------------------------------------

    def _on_places_scrolled(self, place: float) -> None:
        if not self._is_on or self._rendering is None:
            return
        self._page_leads.start()
        span = self._anchors.at_place(place)
        begin, end = self._screen_lines(span)
        self._measure()
        self._is_led = True
        show_line(self._sheet, begin + span.share_of(place) * (end - begin))
        self._is_led = self._is_behind = False

    def _on_places_clicked(self, spot: Spot) -> None:
        rendering = self._rendering
        if rendering is None or spot.block >= len(rendering.blocks):
            return
        block = rendering.blocks[spot.block]
        if block.key in ("head", "foot"):
            if block.key == "head":
                self.title_wanted.emit()
            return
        start = rendering.starts[spot.block]
        following = [each for each in rendering.starts if each > start]
        source = rendering.snapshot.body[start : min(following, default=None)]
        word = nth_word(source, spot.words, len(codec.head(spot.words, spot.before)))
        document = self._sheet.document()
        cursor = QTextCursor(document)
        cursor.setPosition(codec.position_of(document, start + word))
        self._sheet.setTextCursor(cursor)
        self._sheet.show_caret()
        self._sheet.setFocus()
        self.source_shown.emit()


def read_place(sheet: Sheet) -> tuple[QTextBlock, float]:
    """The text block that is read, and how much of it is above. What is read moves through the
    view as the view moves: at the beginning it is at the top, at the end at the bottom."""
    bar = sheet.verticalScrollBar()
    if bar.maximum() and bar.value() == bar.maximum():
        return sheet.document().lastBlock(), 1.0
    wanted = sheet.viewport().height() * bar.value() / bar.maximum() if bar.maximum() else 0
    layout = sheet.document().documentLayout()
    block, top = sheet.firstVisibleBlock(), sheet.contentOffset().y()
    while True:
        height = layout.blockBoundingRect(block).height()
        if top + height > wanted or not block.next().isValid():
            return block, min(max((wanted - top) / height, 0), 1) if height else 0
        block, top = block.next(), top + height


def show_line(sheet: Sheet, line: float) -> None:
    """Scroll so that a line on the screen is what is read; the other way round. Lines are not all
    of one height, and are counted as they come into view: hence in steps."""
    bar = sheet.verticalScrollBar()
    lines = bar.maximum() + bar.pageStep()
    wanted = line * bar.maximum() / lines if lines else 0.0
    for _step in range(_STEPS):
        bar.setValue(round(wanted))
        block, share = read_place(sheet)
        missed = line - block.firstLineNumber() - share * block.lineCount()
        wanted = min(max(wanted + missed, 0), bar.maximum())
        if round(wanted) == bar.value():
            return
