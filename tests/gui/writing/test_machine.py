"""An author who does anything in any order, against a plain buffer that cannot be wrong.

Types, uses an input method, pastes, deletes, undoes, turns the post, hides markup, walks by arrows
and clicks, in text of both directions. At every step the document is the buffer's text; what is
only shown changes neither text nor undo nor the modified flag; arrows come everywhere once and
never jump back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from measuring import Open, put_caret, type_words
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reading import graphemes_of

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.clipboard import EXACT
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet import caret as carets
from editor.gui.writing.sheet.movement import Way

# No item numbers and no typed line ends: what Enter and lists do is for other tests.
PIECES = [
    "سلام ",
    "لا",
    "مُحَمَّدٌ ",
    "می\u200cروم",
    "שָׁלוֹם ",
    "abc ",
    "C++ ",
    "`--force` ",
    "http://x.com/ ",
    "**غامق** ",
    "[رابط](http://x.com) ",
    "+964 770 123 4567 ",
    "😀",
    "👨‍👩‍👧",
    "𐤀𐤁",
    "\u00a0",
    "(",
    ")",
    "- ",
    "1",
    "٢",
    "،",
    "> ",
    "# ",
    "**",
    "`",
    "🏳️\u200d🌈",
    "e\u0301",
    "ffi",
    "\u00ad",
    "\u200b",
    *"\u200e\u200f\u061c",  # marks of direction
    *"\u2066\u2067\u2068\u2069",  # isolates and their end
    *"\u202a\u202b\u202d\u202e\u202c",  # embeddings, overrides and their end
]
PASTED = ["\t", "\u2028", "   "]  # by keys they mean something else
ENDINGS = ["\n", "\n\n", "\r\n", "\u2029"]
typed = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
pasted = st.lists(st.sampled_from([*PIECES, *PASTED, *ENDINGS]), max_size=8).map("".join)
share = st.floats(0, 1)


class Author(RuleBasedStateMachine):
    """One editor, shown, and what its text has to be."""

    def __init__(self) -> None:
        super().__init__()
        self.editor = WritingEditor()
        self.editor.resize(420, 500)
        self.buffer = ""
        self.past: set[str] = set()
        self.undone: list[str] = []
        self.bare = False

    @initialize(text=pasted, post=st.sampled_from([None, *Direction]))
    def opens(self, text: str, post: Direction | None) -> None:
        self.editor.take_choices(WritingChoices(smart_punctuation=False))
        self.editor.settle("", post)
        self.editor.load(text)
        self.editor.show()
        self.editor.setFocus()
        self.buffer = text
        self.past = {text}

    def teardown(self) -> None:
        while self.editor.document().isUndoAvailable():
            self.editor.undo()
            assert self.editor.text() in self.past
        self.editor.close()
        self.editor.deleteLater()
        QApplication.sendPostedEvents(self.editor)

    # --- what an author does ------------------------------------------------------------------

    @rule(words=typed)
    def types(self, words: str) -> None:
        for character in words:
            start, end = self.selection()
            type_words(self.editor, character)
            self.becomes(start, end, character)

    @rule(words=typed, steps=st.integers(0, 3))
    def uses_an_input_method(self, words: str, steps: int) -> None:
        start, end = self.selection()
        if start == end:
            with self.unchanged():
                for step in range(1, steps + 1):
                    unfinished = words[: len(words) * step // steps]
                    self.send(QInputMethodEvent(unfinished, []))
                self.editor.repaint()
        event = QInputMethodEvent()
        event.setCommitString(words)
        self.send(event)
        self.becomes(start, end, words)

    @rule(words=pasted)
    def pastes(self, words: str) -> None:
        start, end = self.selection()
        data = QMimeData()
        data.setData(EXACT, words.encode())
        data.setText(words)
        self.editor.insertFromMimeData(data)
        self.becomes(start, end, words)

    @rule(a=share, b=share)
    def selects_and_deletes(self, a: float, b: float) -> None:
        self.select(a, b)
        start, end = self.selection()
        if start < end:
            QTest.keyClick(self.editor, Qt.Key.Key_Delete)
            self.becomes(start, end, "")

    @rule(times=st.integers(1, 4))
    def takes_letters_back(self, times: int) -> None:
        for _ in range(times):
            start, end = self.selection()
            if start == end and self.buffer[:start][-1:].isalpha():
                QTest.keyClick(self.editor, Qt.Key.Key_Backspace)
                self.becomes(start - 1, start, "")

    @rule(times=st.integers(1, 4))
    def undoes(self, times: int) -> None:
        for _ in range(times):
            if self.editor.document().isUndoAvailable():
                self.undone.append(self.buffer)
                self.editor.undo()
                self.buffer = self.editor.text()
                assert self.buffer in self.past
            elif not self.undone:
                assert not self.editor.document().isModified()

    @rule(times=st.integers(1, 4))
    def redoes(self, times: int) -> None:
        for _ in range(times):
            assert self.editor.document().isRedoAvailable() is bool(self.undone)
            if self.undone:
                self.editor.redo()
                self.buffer = self.undone.pop()

    @rule(direction=st.sampled_from([None, *Direction]))
    def turns_the_post(self, direction: Direction | None) -> None:
        with self.unchanged():
            self.editor.set_post_direction(direction)

    @rule(bare=st.booleans(), invisibles=st.booleans())
    def sees_more_or_less(self, bare: bool, invisibles: bool) -> None:
        self.bare = bare
        with self.unchanged():
            self.editor.take_choices(
                WritingChoices(smart_punctuation=False, bare=bare, invisibles=invisibles)
            )

    @rule(width=st.integers(300, 700))
    def resizes(self, width: int) -> None:
        with self.unchanged():
            self.editor.resize(width, 500)

    @rule(place=share, steps=st.lists(st.sampled_from(Way), max_size=10), keep=st.booleans())
    def walks(self, place: float, steps: list[Way], keep: bool) -> None:
        with self.unchanged():
            self.select(place, place)
            for way in steps:
                self.editor.go(way, keep=keep)

    @rule(place=share)
    def walks_through_a_paragraph(self, place: float) -> None:
        with self.unchanged():
            self.select(place, place)
            self.editor.go(Way.LINE_START)
            check_walk(self.editor, self.editor.textCursor().block())

    @rule(x=share, y=share, keep=st.booleans())
    def clicks(self, x: float, y: float, keep: bool) -> None:
        view = self.editor.viewport()
        # Not 0, 0, which QTest takes for the middle.
        at = QPoint(1 + round(x * (view.width() - 2)), 1 + round(y * (view.height() - 2)))
        shift = Qt.KeyboardModifier.ShiftModifier if keep else Qt.KeyboardModifier.NoModifier
        with self.unchanged():
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, shift, at)
        if not self.bare:
            check_click(self.editor, at.x())

    # --- what must hold -----------------------------------------------------------------------

    @invariant()
    def the_text_is_the_buffer(self) -> None:
        self.editor.repaint()
        assert self.editor.text() == self.buffer
        assert self.editor.document().isModified() is self.editor.document().isUndoAvailable()

    @invariant()
    def every_place_is_a_stop(self) -> None:
        self.editor.look()
        block = self.editor.textCursor().block()
        shown = self.editor.shown(block)
        places: list[int] = []
        for number in range(shown.layout.lineCount()):
            row = carets.stops(shown, number)
            assert [stop.x for stop in row] == sorted(stop.x for stop in row)
            for stop in row:
                assert carets.drawn(shown, stop.place, stop.trailing)[:2] == (number, stop.x)
            places += [stop.place for stop in row]
        assert len(places) == len(set(places))
        if not self.bare:
            assert set(places) >= set(edges_of_graphemes(block))

    # --- help ---------------------------------------------------------------------------------

    def becomes(self, start: int, end: int, words: str) -> None:
        before, self.buffer = self.buffer, self.buffer[:start] + words + self.buffer[end:]
        if self.buffer != before or words:
            self.undone.clear()
        self.past.add(self.buffer)

    def send(self, event: QInputMethodEvent) -> None:
        QApplication.sendEvent(self.editor, event)

    def selection(self) -> tuple[int, int]:
        """In code points of the buffer."""
        cursor = self.editor.textCursor()
        places = positions(self.buffer)
        return places[cursor.selectionStart()], places[cursor.selectionEnd()]

    def select(self, a: float, b: float) -> None:
        """Two places where an author can stand."""
        places = sorted(positions(self.buffer))
        start, end = sorted(places[round(each * (len(places) - 1))] for each in (a, b))
        put_caret(self.editor, whole(self.editor, end), whole(self.editor, start))

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """What happens within touches no word, no undo and no flag."""
        before = self.state()
        yield
        self.editor.look()
        assert self.state() == before

    def state(self) -> tuple[object, ...]:
        document = self.editor.document()
        undo, redo = document.availableUndoSteps(), document.availableRedoSteps()
        return self.editor.text(), document.isModified(), undo, redo


def positions(text: str) -> dict[int, int]:
    """For each place between two characters of a document its offset in `text`: a line's end is
    one place, a character beyond the first plane two."""
    found = {0: 0}
    at = offset = 0
    while offset < len(text):
        crlf = text.startswith("\r\n", offset)
        at += 2 if text[offset] > "\uffff" else 1
        offset += 2 if crlf else 1
        found[at] = offset
    return found


def whole(editor: WritingEditor, position: int) -> int:
    """The beginning of the grapheme that a position is in."""
    block = editor.document().findBlock(position)
    return block.position() + max(
        start for start in edges_of_graphemes(block) if start <= position - block.position()
    )


def edges_of_graphemes(block: QTextBlock) -> list[int]:
    return [*(start for start, _ in graphemes_of(block.text())), block.length() - 1]


def check_walk(editor: WritingEditor, block: QTextBlock) -> None:
    """Arrows lead from the caret's line to the paragraph's beginning and then through all of it:
    along each line one way, each place once."""
    rtl = editor.shown(block).is_rtl
    on, back = (Way.LEFT, Way.RIGHT) if rtl else (Way.RIGHT, Way.LEFT)
    most = 2 * block.length() + 4
    for _ in range(most):
        before = editor.textCursor().position()
        editor.go(back)
        if editor.textCursor().position() == before:
            break
        if editor.textCursor().block() != block:
            above_rtl = editor.shown(editor.textCursor().block()).is_rtl
            editor.go(Way.LEFT if above_rtl else Way.RIGHT)
            break
    else:
        raise AssertionError("the way to the beginning has no end")
    places: list[int] = []
    rows: dict[float, list[float]] = {}
    while editor.textCursor().block() == block:
        place = editor.textCursor().positionInBlock()
        rect = editor.caret_rect()
        assert len(places) < most, "the way to the end has no end"
        if places and place == places[-1]:
            break
        places.append(place)
        rows.setdefault(editor.cursorRect().top(), []).append(rect.center().x())
        editor.go(on)
    assert len(places) == len(set(places)), "each place once"
    assert set(places) >= set(edges_of_graphemes(block)), "every place"
    for at in rows.values():
        steps = [before - after if rtl else after - before for before, after in pairwise(at)]
        assert min(steps, default=0) >= 0, "one way along the line"


def check_click(editor: WritingEditor, x: float) -> None:
    """The caret is drawn no further than half a character from where it was clicked."""
    shown = editor.shown(editor.textCursor().block())
    rect = editor.caret_rect()
    lines = [shown.layout.lineAt(number) for number in range(shown.layout.lineCount())]
    top = editor.blockBoundingGeometry(editor.textCursor().block()).top()
    number = min(
        range(len(lines)),
        key=lambda each: abs(top + lines[each].y() + editor.contentOffset().y() - rect.top()),
    )
    row = [cell for cell in carets.cells(shown, number) if cell.is_seen]
    if not row:
        return
    sides = sorted({x for cell in row for x in (cell.left, cell.right)})
    inside = min(max(x, sides[0]), sides[-1])
    index = min(bisect_right(sides, inside), len(sides) - 1)
    width = sides[index] - sides[index - 1]
    assert abs(rect.center().x() - inside) <= width / 2 + 1.5


# Other authors each time; one who failed is told whole, with what brings it back.
QUICK = settings(
    max_examples=60,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


def test_an_author_who_does_anything(qapp: object) -> None:
    run_state_machine_as_test(Author, settings=QUICK)


@pytest.mark.torture
def test_many_authors_who_do_anything(qapp: object) -> None:
    run_state_machine_as_test(
        Author, settings=settings(QUICK, max_examples=1500, stateful_step_count=40)
    )


@pytest.mark.parametrize("text", ["1**غامق** ", "**غامق** 1", "abc [رابط](http://x.com) `a`"])
@pytest.mark.parametrize("way", [Way.LEFT, Way.RIGHT])
def test_signs_that_come_and_go_hold_no_arrow_back(open_editor: Open, text: str, way: Way) -> None:
    editor = open_editor(text, Direction.RTL)
    editor.take_choices(WritingChoices(bare=True))
    put_caret(editor, len(text) if way is Way.RIGHT else 0)
    for _ in range(2 * len(text)):
        editor.go(way)
    at = editor.textCursor().position()
    editor.go(way)
    assert editor.textCursor().position() == at, "it has come to the end of the line"
