"""Direction and side of each block, read from where Qt really sets the letters."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from measuring import Open, measure, type_words
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QImage,
    QInputMethodEvent,
    QPainter,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet.layout import WritingLayout
from editor.gui.writing.sheet.looks import LINE_HEIGHT, PIXELS
from editor.gui.writing.sheet.typesetting import is_endless

RTL, LTR = Direction.RTL, Direction.LTR

# The acceptance rows that are of direction and side: (post, text, direction of each line).
ROWS = [
    (RTL, "# HTML للمبتدئين", [RTL]),
    (RTL, "- WordPress منصة", [RTL]),
    (RTL, "**Note**: مرحبا", [RTL]),
    (RTL, "[link](http://x.com/) ثم نص", [RTL]),
    (RTL, "2024", [RTL]),
    (RTL, "![](a.png)", [RTL]),
    (RTL, "---", [RTL]),
    (LTR, "2024", [LTR]),
    (LTR, "![](a.png)", [LTR]),
    (LTR, "---", [LTR]),
    (RTL, "نص\n\n```python\n# تعليق\nx=1\n```", [RTL, None, LTR, LTR, LTR, LTR]),
    (RTL, "This is a full English paragraph with كلمة", [LTR]),
    (LTR, "WordPress منصة تدوين عربية", [RTL]),
    (LTR, "- Open the ملف menu", [LTR]),
    (RTL, "١. بند", [RTL]),
    (RTL, "1. بند", [RTL]),
    (RTL, "- بند\n- WordPress\n- بند", [RTL, RTL, RTL]),
    (RTL, "| الاسم | العمر |\n|---|---|\n| سالم | 30 |", [RTL, RTL, RTL]),
    (RTL, "> اقتباس", [RTL]),
    (RTL, "می‌روم به VS Code", [RTL]),
    (RTL, "שלום עולם", [RTL]),
    (RTL, "کوردستان API", [RTL]),
]


@pytest.mark.parametrize(("post", "text", "expected"), ROWS)
def test_a_line_stands_on_the_side_it_begins_at(
    open_editor: Open, post: Direction, text: str, expected: list[Direction | None]
) -> None:
    editor = open_editor(text, post)
    for number, direction in enumerate(expected):
        found = measure(editor, number)
        if direction is RTL:
            assert found.is_at_right, (number, found)
            assert found.reads_from_right or text.isdigit(), (number, found)
        elif direction is LTR:
            assert found.is_at_left, (number, found)
            assert not found.reads_from_right, (number, found)
    assert editor.text() == text


@pytest.mark.parametrize("post", [RTL, LTR])
def test_an_empty_line_waits_on_the_posts_side(open_editor: Open, post: Direction) -> None:
    editor = open_editor("", post)
    found = measure(editor, 0)
    assert found.is_at_right if post is RTL else found.is_at_left


def test_the_first_column_of_an_arabic_table_is_the_rightmost(open_editor: Open) -> None:
    editor = open_editor("| الاسم | العمر |\n|---|---|", RTL)
    line = editor.document().firstBlock().layout().lineAt(0)
    assert line.cursorToX(3)[0] > line.cursorToX(11)[0]


def test_words_decide_where_nobody_said(open_editor: Open) -> None:
    assert open_editor("مرحبا بالعالم كله\n\n2024").post_direction is RTL
    assert open_editor("Hello to the world\n\nمرحبا").post_direction is LTR
    assert open_editor("", language="ckb").post_direction is RTL


def test_flipping_the_post_leaves_no_trace(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("نص عربي\n\n2024\n", None)
    editor.setFocus()
    type_words(editor, "abc ")
    editor.undo()
    document = editor.document()
    text, revision = editor.text(), document.revision()
    undo, redo, modified = (
        document.availableUndoSteps(),
        document.availableRedoSteps(),
        document.isModified(),
    )
    for direction in (LTR, RTL, None, LTR):
        editor.set_post_direction(direction)
        assert measure(editor, 2).is_at_left == (direction is LTR)
    assert (document.availableUndoSteps(), document.availableRedoSteps()) == (undo, redo)
    assert document.isModified() == modified
    assert (editor.text(), document.revision()) == (text, revision)
    editor.redo()
    assert "abc" in editor.text()


def test_qts_own_direction_keys_write_nothing(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("نص عربي")
    qtbot.keyClick(editor, Qt.Key.Key_Direction_L)
    qtbot.keyClick(editor, Qt.Key.Key_Direction_R)
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()
    assert measure(editor, 0).is_at_right


def test_the_side_follows_while_typing(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("", LTR)
    type_words(editor, "مرحبا بكم")
    assert measure(editor, 0).is_at_right
    while editor.document().isUndoAvailable():
        editor.undo()
        assert measure(editor, 0).is_at_right  # an empty line waits where the keyboard writes
    assert editor.text() == ""
    while editor.document().isRedoAvailable():
        editor.redo()
        assert measure(editor, 0).is_at_right
    editor.resize(700, 500)
    assert measure(editor, 0).is_at_right
    assert editor.text() == "مرحبا بكم"


def test_a_fence_that_opens_above_turns_what_follows_at_the_pause(
    open_editor: Open, qtbot: QtBot
) -> None:
    text = "مقدمة\n\n" + "سطر عربي\n\n" * 300
    editor = open_editor(text, RTL)
    assert measure(editor, 500).is_at_right
    editor.setFocus()
    type_words(editor, "```\n")
    qtbot.waitUntil(lambda: measure(editor, 501).is_at_left)
    editor.undo()


def test_lines_have_room_for_harakat(open_editor: Open) -> None:
    editor = open_editor("مُحَمَّدٌ كِتَابٌ مُّبِينٌ إِنَّهُۥ لِلَّهِ " * 12, RTL)
    layout = editor.document().firstBlock().layout()
    assert layout.lineCount() > 2
    tops = [layout.lineAt(number).y() for number in range(layout.lineCount())]
    steps = {round(after - before) for before, after in pairwise(tops)}
    assert steps == {round(PIXELS * LINE_HEIGHT)}
    inks = [ink_of(layout, number) for number in range(layout.lineCount())]
    for above, below in pairwise(inks):
        painter = QPainter(above)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, below)
        painter.end()
        assert not any(bytes(above.constBits())), "letters of two lines touch"


def ink_of(layout: QTextLayout, number: int) -> QImage:
    """A line's letters, alone."""
    image = QImage(900, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for run in layout.lineAt(number).glyphRuns():
        painter.drawGlyphRun(QPointF(), run)
    painter.end()
    assert any(bytes(image.constBits()))
    return image


@pytest.mark.parametrize(
    ("post", "text"),
    [(RTL, "- " + "كلمة طويلة هنا " * 20), (LTR, "10. " + "some more words " * 20)],
)
def test_a_lists_words_hang_beside_its_marker(
    open_editor: Open, post: Direction, text: str
) -> None:
    editor = open_editor(text, post)
    first, second = measure(editor, 0, 0), measure(editor, 0, 1)
    if post is RTL:
        assert first.is_at_right
        assert 5 < first.width - second.right < 60
    else:
        assert first.is_at_left
        assert 5 < second.left < 60


def test_a_click_in_the_air_between_two_lines_stays_on_the_line(
    open_editor: Open, qtbot: QtBot
) -> None:
    editor = open_editor("word " * 60, LTR)
    block = editor.document().firstBlock()
    layout = block.layout()
    top = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).top()
    slot = round(PIXELS * LINE_HEIGHT)
    x = editor.column()[0] + 100
    for line in range(layout.lineCount() - 1):
        for y in range(1, slot):
            at = QPoint(x, round(top) + line * slot + y)
            qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
            found = layout.lineForTextPosition(editor.textCursor().positionInBlock())
            assert found.lineNumber() == line
            qtbot.wait(0)


def test_headings_are_larger_and_empty_lines_smaller(open_editor: Open) -> None:
    editor = open_editor("# عنوان\n\nنص\n\nx", RTL)
    document = editor.document()
    heights = [
        editor.blockBoundingRect(document.findBlockByNumber(number)).height() for number in range(4)
    ]
    assert heights[0] > heights[2] > heights[1]


def test_an_input_methods_word_keeps_its_own_look(open_editor: Open) -> None:
    editor = open_editor("**غامق** نص", RTL)
    edited: list[bool] = []
    editor.text_edited.connect(lambda: edited.append(True))
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    look = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, 0, 3, underlined)
    QApplication.sendEvent(editor, QInputMethodEvent("abc", [look]))
    block = editor.document().firstBlock()
    shown = editor.shown(block)
    formats: list[QTextLayout.FormatRange] = shown.layout.formats()
    assert block.layout().preeditAreaText() == "abc"
    assert shown.display.text == "**غامق** نصabc"
    assert any(r.start == 11 and r.format.fontUnderline() for r in formats)
    assert any(r.start == 0 and r.format.fontWeight() == 700 for r in formats)
    assert not edited
    done = QInputMethodEvent()
    done.setCommitString("ab")
    QApplication.sendEvent(editor, done)
    assert editor.text() == "**غامق** نصab"
    assert edited


def test_qts_own_lines_hold_all_the_text(open_editor: Open) -> None:
    """Where they did not, Qt died of a caret behind the last of them."""
    words = "كلمة `code` ثم `x` "
    editor = open_editor(words * 150 + "آ" * 400, RTL)
    block = editor.document().firstBlock()
    editor.document().documentLayout().blockBoundingRect(block)
    layout = block.layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert len(lines) == editor.shown(block).layout.lineCount()
    assert sum(line.textLength() for line in lines) == len(block.text())


@pytest.mark.parametrize(
    ("text", "is_long"),
    [("كلمة word " * 400, False), ("ب" * 1_001, True), ("قال ب" + "c" * 1_001 + " ثم", True)],
)
def test_a_word_of_many_lines_breaks_where_the_line_ends(
    open_editor: Open, text: str, is_long: bool
) -> None:
    assert is_endless(text) is is_long
    editor = open_editor(text)
    mode = editor.shown(editor.document().firstBlock()).layout.textOption().wrapMode()
    assert (mode is QTextOption.WrapMode.WrapAnywhere) is is_long


def test_a_text_is_never_laid_out_as_narrow_as_a_widget_without_a_size(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures: list[float] = []
    original = WritingLayout._lay_out

    def watched(layout: WritingLayout, *given: Any) -> None:
        measures.append(layout.measure)
        original(layout, *given)

    monkeypatch.setattr(WritingLayout, "_lay_out", watched)
    pane = QWidget()
    qtbot.addWidget(pane)
    WritingEditor(pane).load("كلمة " * 300)
    assert measures
    assert min(measures) > 500


def test_a_window_of_another_width_asks_for_each_line_once(
    open_editor: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = open_editor("\n\n".join(["كلمة " * 60] * 40), RTL)
    laid_out: list[int] = []
    original = WritingLayout._lay_out

    def watched(layout: WritingLayout, block: QTextBlock, *given: Any) -> None:
        laid_out.append(block.blockNumber())
        original(layout, block, *given)

    monkeypatch.setattr(WritingLayout, "_lay_out", watched)
    editor.resize(500, 700)
    editor.grab()
    assert laid_out
    assert len(laid_out) == len(set(laid_out))


def test_a_letter_that_changes_no_line_leaves_the_view_as_it_was_measured(
    open_editor: Open,
) -> None:
    """Else each key measures all lines on the screen anew."""
    editor = open_editor("كلمة " * 30, RTL)
    before = editor._layout.heights
    type_words(editor, "x")
    editor.look()
    assert editor._layout.heights == before


def test_the_scroll_bar_reaches_the_end_of_a_text_nobody_has_seen_yet(
    open_editor: Open, qtbot: QtBot
) -> None:
    """Lines below the view are not laid out, and count as one each until they are."""
    editor = open_editor(
        "\n\n".join(f"{n} " + "كلمة وكلمة أخرى and another " * 9 for n in range(80))
    )
    bar, last = editor.verticalScrollBar(), editor.document().blockCount() - 1
    for _ in range(6):
        bar.setValue(bar.maximum())
        editor.grab()
        qtbot.wait(20)
    assert bar.value() == bar.maximum()
    assert list(editor._in_view())[-1] == last
