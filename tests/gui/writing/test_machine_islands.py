"""The same author in a text with islands of HTML: none of them is written into by mistake, and
every place is come to, or lies in one that is folded."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from measuring import put_caret, type_words
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from test_machine import (
    QUICK,
    Author,
    check_click,
    check_walk,
    edges_of_graphemes,
    pasted,
    positions,
    share,
    typed,
)

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.clipboard import EXACT
from editor.gui.writing.sheet.movement import Way
from editor.text.blocks import Kind
from editor.text.html_import import island

ISLANDS = [
    island("<hr>"),
    island("<table>\n<tr><td colspan=2>خلية</td></tr>\n\n</table>"),
    island('[gallery ids="1,2"]\n```\n<p>😀</p>'),
]
PARTS = [
    *ISLANDS,
    *ISLANDS,
    "سلام عليكم",
    "some words",
    "- one\n- two",
    "**غامق** abc",
    "```\nx\n```",
]
texts = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("\n\n".join)


class AuthorWithIslands(Author):
    """Expects of the buffer what an author is told of islands."""

    @initialize(text=texts, post=st.sampled_from([None, *Direction]))
    def opens(self, text: str, post: Direction | None) -> None:
        super().opens(text, post)

    @rule(words=typed)
    def types(self, words: str) -> None:
        for character in words:
            if self.has_room():
                start, end = self.selection()
                type_words(self.editor, character)
                self.becomes(start, end, character)
            else:
                with self.unchanged():
                    type_words(self.editor, character)

    @rule(words=typed)
    def uses_an_input_method(self, words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        if self.has_room():
            start, end = self.selection()
            self.send(event)
            self.becomes(start, end, words)
        else:
            with self.unchanged():
                self.send(event)

    @rule(words=pasted)
    def pastes(self, words: str) -> None:
        data = QMimeData()
        data.setData(EXACT, words.encode())
        data.setText(words)
        fold = self.editor._folds.chosen() if not self.has_room() else None
        if fold is not None:
            at = self.offset(fold.end)
            self.editor.islands.step_beside()
            self.has_made_room(at)
        start, end = self.selection()
        self.editor.insertFromMimeData(data)
        self.becomes(start, end, words)

    @rule(a=share, b=share)
    def selects_and_deletes(self, a: float, b: float) -> None:
        self.select(a, b)
        if self.editor._folds.chosen() is None:
            start, end = self.selection()
            if start < end:
                QTest.keyClick(self.editor, Qt.Key.Key_Delete)
                self.becomes(start, end, "")

    @rule(place=share)
    def deletes_an_island(self, place: float) -> None:
        self.select(place, place)
        fold = self.editor._folds.chosen()
        if fold is not None:
            start, end = self.selection()
            QTest.keyClick(self.editor, Qt.Key.Key_Backspace)
            left = self.editor.text()
            gone = len(self.buffer) - len(left)
            assert end - start <= gone <= end - start + 4
            assert left.startswith(self.buffer[: max(start - 2, 0)])
            self.becomes(0, len(self.buffer), left)

    @rule(place=share, down=st.booleans())
    def moves_it(self, place: float, down: bool) -> None:
        self.select(place, place)
        fold = self.editor._folds.chosen()
        if fold is not None:
            start, end = self.selection()
            words, before = self.buffer[start:end], self.buffer
            key = Qt.Key.Key_Down if down else Qt.Key.Key_Up
            QTest.keyClick(self.editor, key, Qt.KeyboardModifier.AltModifier)
            text = self.editor.text()
            assert text.replace("\r\n", "\n").count(words.replace("\r\n", "\n"))
            if text != before:
                self.becomes(0, len(before), text)

    @rule(focus=st.booleans(), typewriter=st.booleans(), size=st.integers(14, 24))
    def reads_otherwise(self, focus: bool, typewriter: bool, size: int) -> None:
        with self.unchanged():
            self.editor.take_choices(
                WritingChoices(
                    smart_punctuation=False, focus=focus, typewriter=typewriter, size=size
                )
            )
        self.bare = False

    @rule(place=share)
    def opens_and_leaves_it(self, place: float) -> None:
        with self.unchanged():
            self.select(place, place)
            fold = self.editor._folds.chosen()
            if fold is not None:
                QTest.keyClick(self.editor, Qt.Key.Key_Return)
                assert fold.last.isVisible()
                QTest.keyClick(self.editor, Qt.Key.Key_Escape)
                assert not fold.last.isVisible()

    @rule(place=share)
    def walks_through_a_paragraph(self, place: float) -> None:
        with self.unchanged():
            self.select(place, place)
            self.editor.go(Way.LINE_START)
            block = self.editor.textCursor().block()
            # Of an open island a walk would come into one that folded behind it.
            if self.editor.facts(block).kind is not Kind.FENCE:
                check_walk(self.editor, block)

    @rule()
    def walks_through_all(self) -> None:
        with self.unchanged():
            editor = self.editor
            editor.look()
            editor._walker.logical = True
            editor.go(Way.END)
            last = editor.textCursor().position()
            editor.go(Way.START)
            met: set[int] = set()
            for _ in range(2 * last + 4):
                cursor = editor.textCursor()
                met |= {cursor.position(), cursor.anchor()}
                if cursor.position() == last:
                    break
                editor.go(self.onward())
            editor._walker.logical = False
            block = editor.document().firstBlock()
            while block.isValid():
                fold = editor._folds.at(block.position())
                if fold is None:
                    places = {block.position() + place for place in edges_of_graphemes(block)}
                else:
                    places = {fold.start, fold.end}
                assert places <= met
                block = block.next()

    @rule(x=share, y=share, keep=st.booleans())
    def clicks(self, x: float, y: float, keep: bool) -> None:
        view = self.editor.viewport()
        at = QPoint(1 + round(x * (view.width() - 2)), 1 + round(y * (view.height() - 2)))
        shift = Qt.KeyboardModifier.ShiftModifier if keep else Qt.KeyboardModifier.NoModifier
        with self.unchanged():
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, shift, at)
        if not self.bare and not self.in_fold():
            check_click(self.editor, at.x())

    @invariant()
    def every_place_is_a_stop(self) -> None:
        self.editor.look()
        if not self.in_fold():
            super().every_place_is_a_stop()

    @invariant()
    def folded_lines_have_one_that_stands_for_them(self) -> None:
        self.editor.look()
        document = self.editor.document()
        lines = 0
        block = document.firstBlock()
        assert block.isVisible()
        while block.isValid():
            if not block.isVisible():
                assert not block.lineCount()
                fold = self.editor._folds.at(block.position())
                assert fold is not None
                assert fold.first.text().endswith("`{=html}")
                assert not fold.last.text().strip("`")
                ends = {self.editor.textCursor().anchor(), self.editor.textCursor().position()}
                assert not any(fold.start < end < fold.end for end in ends)
            lines += block.lineCount()
            block = block.next()
        assert document.lineCount() == lines
        view = self.editor.viewport().height()
        rows = [block.blockNumber() for block, _ in self.editor._visible_blocks(0, view)]
        shown = [number for number in range(rows[0], rows[-1] + 1) if self.is_shown(number)]
        assert rows == shown

    def is_shown(self, number: int) -> bool:
        return self.editor.document().findBlockByNumber(number).isVisible()

    # --- help ---------------------------------------------------------------------------------

    def onward(self) -> Way:
        editor = self.editor
        rtl = editor.shown(editor.textCursor().block()).is_rtl
        if editor._folds.chosen():
            rtl = editor.post_direction is Direction.RTL
        return Way.LEFT if rtl else Way.RIGHT

    def in_fold(self) -> bool:
        cursor = self.editor.textCursor()
        folds = self.editor._folds
        return bool(folds.at(cursor.position()) or folds.at(cursor.anchor()))

    def offset(self, position: int) -> int:
        return positions(self.buffer)[position]

    def has_room(self) -> bool:
        """True where words can be written; beside an island the buffer gets its empty line."""
        self.editor.look()
        self.editor.meet_folds()
        if self.editor._folds.chosen() is not None:
            return False
        if self.editor._folds.beside() is not None:
            at = self.offset(self.editor.textCursor().position())
            self.editor.islands.make_room()
            self.has_made_room(at)
        return True

    def has_made_room(self, at: int) -> None:
        """The buffer takes the line ends that the editor put there, of whatever kind."""
        text = self.editor.text()
        more = len(text) - len(self.buffer)
        assert text[at : at + more] in ("\n\n", "\r\n\r\n", "\u2029\u2029")
        assert text[:at] + text[at + more :] == self.buffer
        self.becomes(at, at, text[at : at + more])


def test_an_author_with_islands(qapp: object) -> None:
    run_state_machine_as_test(AuthorWithIslands, settings=QUICK)


@pytest.mark.torture
def test_many_authors_with_islands(qapp: object) -> None:
    run_state_machine_as_test(
        AuthorWithIslands, settings=settings(QUICK, max_examples=1000, stateful_step_count=40)
    )


def test_a_choice_of_looks_folds_nothing_open(qapp: object) -> None:
    """Other looks lay all lines out again: what is folded stays so."""
    author = AuthorWithIslands()
    author.opens(f"a\n\n{ISLANDS[1]}\n\nb", None)
    put_caret(author.editor, 0)
    author.editor.take_choices(WritingChoices(bare=True, size=30))
    author.folded_lines_have_one_that_stands_for_them()
    assert author.editor._folds.at(3) is not None
    author.teardown()
