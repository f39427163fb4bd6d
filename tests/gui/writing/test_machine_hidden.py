"""The author of `test_machine`, who has Markdown's signs hidden where the caret is not.

A line shows its signs as long as the caret is in it, so nothing moves under the caret while it
walks there: the arrows come everywhere once, as they do where no sign is ever hidden.
"""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test
from measuring import Open, put_caret, type_words
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_machine import QUICK, Author, check_walk, pasted, share

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet.movement import Way

BARE = WritingChoices(smart_punctuation=False, bare=True)
# Signs and hidden addresses longer than a line, between words of both directions.
DENSE = (
    "**سلام** [abc](http://example.org/a/long/address/of/a/picture) `--force` *می‌روم* ~~def~~ "
    "1**2** [رابط](http://example.org/another/one) **שלום** `x` 😀 **a**[ب](http://y.com)"
)
TEXTS = {
    "one way": "**one** [two](http://example.org/a/long/address) *three* `four` ~~five~~ " * 3,
    "both ways": DENSE,
    "after each other": f"{DENSE}\n# **عنوان** `a`\n\n- [x](http://example.org/x) **ب**\n{DENSE}",
}


# The same authors each time: `test_machine` meets others, and so does the long run.
SAME = settings(QUICK, max_examples=30, derandomize=True, phases=(Phase.generate,))


class HidingAuthor(Author):
    """Signs are hidden all the time."""

    @initialize(text=pasted, post=st.sampled_from([None, *Direction]))
    def opens(self, text: str, post: Direction | None) -> None:
        super().opens(text, post)
        self.editor.take_choices(BARE)
        self.bare = True

    @rule(invisibles=st.booleans())
    def sees_more_or_less(self, invisibles: bool) -> None:
        with self.unchanged():
            self.editor.take_choices(
                WritingChoices(smart_punctuation=False, bare=True, invisibles=invisibles)
            )

    @rule(place=share)
    def walks_through_a_paragraph(self, place: float) -> None:
        with self.unchanged():
            self.select(place, place)
            self.editor.go(Way.LINE_START)
            check_walk(self.editor, self.editor.textCursor().block())

    @rule(places=st.lists(st.tuples(share, st.floats(-0.5, 1.5)), min_size=2, max_size=4))
    def drags_over_words(self, places: list[tuple[float, float]]) -> None:
        view, left = self.editor.viewport(), Qt.MouseButton.LeftButton
        points = [
            QPoint(round(1 + x * view.width()), round(1 + y * view.height())) for x, y in places
        ]
        shown = self.editor.verticalScrollBar().value(), self.lines()
        with self.unchanged():
            put_caret(self.editor, self.editor.textCursor().position())
            QTest.mousePress(view, left, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(view, point)
            QTest.mouseRelease(view, left, pos=points[-1])
            if self.editor.verticalScrollBar().value() == shown[0]:
                assert self.lines() == shown[1], "nothing moves under the mouse"
            self.editor.go(Way.LINE_START)

    def lines(self) -> list[int]:
        blocks = map(self.editor.document().findBlockByNumber, range(self.editor.blockCount()))
        return [self.editor.shown(block).layout.lineCount() for block in blocks]


def test_an_author_who_hides_signs(qapp: object) -> None:
    run_state_machine_as_test(HidingAuthor, settings=SAME)


@pytest.mark.torture
def test_many_authors_who_hide_signs(qapp: object) -> None:
    run_state_machine_as_test(
        HidingAuthor,
        settings=settings(QUICK, max_examples=800, stateful_step_count=40, derandomize=False),
    )


@pytest.fixture(params=TEXTS, ids=str)
def editor(request: pytest.FixtureRequest, open_editor: Open) -> WritingEditor:
    editor = open_editor(TEXTS[request.param])
    editor.resize(420, 700)
    editor.take_choices(BARE)
    return editor


@pytest.mark.parametrize("post", Direction)
def test_arrows_come_everywhere_in_wrapped_lines_full_of_signs(
    editor: WritingEditor, post: Direction
) -> None:
    editor.set_post_direction(post)
    for number in range(editor.document().blockCount()):
        block = editor.document().findBlockByNumber(number)
        put_caret(editor, block.position() + block.length() // 2)
        check_walk(editor, block)


@pytest.mark.parametrize(("way", "there"), [(Way.DOWN, True), (Way.UP, False)])
def test_up_and_down_go_on_and_skip_no_line(editor: WritingEditor, way: Way, there: bool) -> None:
    put_caret(editor, 0 if there else editor.document().characterCount() - 1)
    met: dict[int, list[int]] = {}
    for _ in range(200):
        caret = editor.textCursor()
        line = editor._walker.drawn(editor._caret())[1]
        met.setdefault(caret.blockNumber(), []).append(line)
        count = editor.shown(caret.block()).layout.lineCount()
        editor.go(way)
        if editor.textCursor().position() == caret.position():
            break
        if editor.textCursor().blockNumber() != caret.blockNumber():
            assert sorted(met[caret.blockNumber()]) == list(range(count)), "each line once"
    else:
        raise AssertionError("the way has no end")
    assert len(met) == editor.document().blockCount()


def test_a_line_shows_its_signs_while_the_caret_is_in_it(open_editor: Open) -> None:
    editor = open_editor("**a** b\n**c** d")
    editor.take_choices(BARE)
    put_caret(editor, 7)
    assert shown_lines(editor) == ["**a** b", "c d"]
    editor.go(Way.RIGHT)
    assert shown_lines(editor) == ["a b", "**c** d"]


def test_the_mouse_means_what_it_points_at_though_signs_come_back(open_editor: Open) -> None:
    editor = open_editor("first\n[long](http://example.org/a/long/address) **word** `last`")
    editor.take_choices(BARE)
    view = editor.viewport()
    block = editor.document().lastBlock()
    start = block.position() + block.text().index("word")
    at = editor.cursorRect(cursor_at(editor, start + 1)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert editor.textCursor().selectedText() == "word"


def cursor_at(editor: WritingEditor, position: int) -> QTextCursor:
    cursor = editor.textCursor()
    cursor.setPosition(position)
    return cursor


@pytest.mark.parametrize("deed", ["a key", "an input method", "an arrow", "a drop"])
def test_what_follows_a_click_shows_the_signs_at_once(open_editor: Open, deed: str) -> None:
    editor = open_editor("first\n**second** line\n**third**")
    editor.take_choices(BARE)
    second = editor.document().findBlockByNumber(1)
    start = second.position() + len("**second** l")
    at = editor.cursorRect(cursor_at(editor, start)).center()
    # A button that goes down and never comes up, as when words are dragged to another window.
    QTest.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert editor.textCursor().block() == second
    assert editor.shown(second).display.text == "second line"
    if deed == "a key":
        type_words(editor, "x")
    elif deed == "an input method":
        QApplication.sendEvent(editor, QInputMethodEvent("x", []))
    elif deed == "an arrow":
        editor.go(Way.RIGHT)
    else:
        data = QMimeData()
        data.setText("x")
        move, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        plain = Qt.KeyboardModifier.NoModifier
        editor.dropEvent(QDropEvent(QPointF(at), move, data, left, plain))
    assert editor.shown(second).display.text.startswith("**second** l")


def test_what_is_written_above_moves_the_signs_with_the_caret(open_editor: Open) -> None:
    editor = open_editor("**a** b\n**c**")
    editor.take_choices(BARE)
    put_caret(editor, 10)
    elsewhere = QTextCursor(editor.document())
    elsewhere.insertText("**z**\n")
    assert shown_lines(editor) == ["z", "a b", "**c**"]
    elsewhere.setPosition(0)
    elsewhere.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    elsewhere.removeSelectedText()
    assert shown_lines(editor) == ["a b", "**c**"]
    editor.load("**x**\n**y**")
    assert shown_lines(editor) == ["**x**", "y"]


def shown_lines(editor: WritingEditor) -> list[str]:
    blocks = map(editor.document().findBlockByNumber, range(editor.document().blockCount()))
    return [editor.shown(block).display.text for block in blocks]


@pytest.mark.parametrize("width", range(250, 420, 20))
def test_qt_finds_each_place_in_a_line_of_its_own_layout(open_editor: Open, width: int) -> None:
    """It ends the program where it finds none, as it looks for the caret out of sight."""
    lines = [DENSE, TEXTS["one way"], "[ab](http://example.org/a/long/address) a\u2028b `c`\u2028d"]
    editor = open_editor("\n".join(["x", *lines, *lines, "y"]))
    editor.take_choices(BARE)
    editor.resize(width, 200)
    QTest.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    block = editor.document().firstBlock()
    while block.isValid():
        editor.blockBoundingRect(block)
        places = range(block.length() - 1)
        assert all(block.layout().lineForTextPosition(place).isValid() for place in places)
        assert block.layout().lineCount() >= editor.shown(block).layout.lineCount()
        put_caret(editor, block.position() + block.length() - 1, anchor=0)
        editor.ensureCursorVisible()
        block = block.next()
    QTest.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton)


def test_only_the_left_button_holds_the_signs_still(open_editor: Open) -> None:
    editor = open_editor("**a** b\n**c**")
    editor.take_choices(BARE)
    view, right = editor.viewport(), Qt.MouseButton.RightButton
    QTest.mousePress(view, right, pos=QPoint(60, 20))  # a menu takes what comes after
    put_caret(editor, 10)
    assert shown_lines(editor) == ["a b", "**c**"]
