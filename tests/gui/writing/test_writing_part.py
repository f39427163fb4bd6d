"""What a key lays out of a paragraph is what the whole paragraph has there."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QRegion, QTextLayout, QTextOption
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet.display import Swap
from editor.gui.writing.sheet.part import Cut, changed, cut, edited_line, is_simple
from editor.gui.writing.sheet.typesetting import text_option

LRI, PDI = "\u2066", "\u2069"

ARABIC = "خرجنا مع الفجر وكان **الجسر** خاليًا (إلا من بائع الشاي) الذي كتب `km 214` على الورق. "
MIXED = "نستعمل Qt في كل مكان، ثم شغّل `make check` واقرأ [الدليل](https://a.org/b) عن GPU. "
NUMBERS = "كان 12 3/4 من 2024-11-20 إلى 15% (a1 - b2) و ١٢٣ [x] ثم “قال” «نعم» 3 + 4 = 7 ) ( "
LATIN = "We left **at dawn** and (the bridge was empty) but שלום for `x = 1` a tea seller. "
LONG = "كلمة" * 60 + " word " + "z" * 90 + " "
TYPED = ("السلام ", "hello ", "1 2 ", "C++ ", "وصل", "(ب) ", "شكرًا ", "  ", "x)", "»")


def test_a_part_looks_as_the_whole_does(qtbot: QtBot) -> None:
    compared = 0
    for number, text in enumerate((ARABIC, MIXED, NUMBERS, LATIN, ARABIC + LONG + MIXED)):
        editor = WritingEditor()
        qtbot.addWidget(editor)
        editor.resize(640, 700)
        hand = random.Random(number)
        words = (text * 5).split(" ")
        hand.shuffle(words)
        editor.load(" ".join(words) + "\n\n" + text)
        editor.show()
        for typed in TYPED * 3:
            cursor = editor.textCursor()
            cursor.setPosition(hand.randrange(len(editor.text())))
            editor.setTextCursor(cursor)
            for letter in typed:
                editor.type_words(letter)
                compared += _compared(editor, (text, typed, letter))
    assert compared > 250, "else next to nothing was seen"


def _compared(editor: WritingEditor, case: tuple[str, str, str]) -> int:
    block = editor.textCursor().block()
    part = editor._layout.part(block)
    if part is None:
        return 0
    rect, lines = editor.caret_rect(), range(part.first, part.last)
    found = [_line(part.shown.layout, number - part.first) for number in lines]
    if editor._layout.look():
        return 0  # it was taken for something else, and is painted anew
    whole = editor.shown(block).layout
    assert editor._layout.part(block) is None
    assert found == [_line(whole, number) for number in lines], case
    now = editor.caret_rect()
    assert rect.left() == now.left(), case
    # A line is as high as the faces of the words that run over its ends.
    assert abs(rect.top() - now.top()) < 2, case
    return 1


def _line(layout: QTextLayout, number: int) -> list[object]:
    """All that is drawn of a line."""
    line = layout.lineAt(number)
    runs = line.glyphRuns()
    glyphs = [
        (
            run.rawFont().familyName(),
            run.rawFont().styleName(),
            tuple(run.glyphIndexes()),
            [(round(at.x(), 1), round(at.y(), 1)) for at in run.positions()],
        )
        for run in runs
    ]
    return [line.textLength(), *sorted(glyphs, key=lambda run: (run[3], run[2]))]


@pytest.mark.parametrize("text", [ARABIC * 6, MIXED * 6, LATIN * 6])
def test_a_part_is_painted_where_the_whole_would_be(qtbot: QtBot, text: str) -> None:
    editor = WritingEditor()
    qtbot.addWidget(editor)
    editor.resize(640, 700)
    editor.load(f"{LATIN}\n\n{text}")
    with qtbot.waitExposed(editor):
        editor.show()
    editor._blink.stop()  # the caret's height: see above
    hand = random.Random(text)
    compared = 0
    for letter in "سلام hello " * 4:
        cursor = editor.textCursor()
        cursor.setPosition(len(LATIN) + 2 + hand.randrange(len(text)))
        editor.setTextCursor(cursor)
        editor.type_words(letter)
        block = editor.textCursor().block()
        part, slot = editor._layout.part(block), editor._layout.slot(block)
        if part is None:
            continue
        top = round(editor._block_rect(block).top()) + part.first * slot
        area = QRect(0, top, editor.viewport().width(), (part.last - part.first) * slot)
        before = _painted(editor, area)
        assert editor._layout.part(block) is part, "the whole was asked for"
        found, swapped = editor._layout._guessed[part.block][1]
        editor._layout._lay_out(block, (found, swapped))
        assert before == _painted(editor, area)
        editor._layout.look()
        compared += 1
    assert compared > 20


def _painted(editor: WritingEditor, area: QRect) -> QImage:
    made = QImage(area.size(), QImage.Format.Format_RGB32)
    editor.viewport().render(made, QPoint(), QRegion(area))
    return made


# --- where a part begins ------------------------------------------------------------------------


def lines_of(text: str, length: int = 12) -> list[tuple[int, int]]:
    return [(at, min(at + length, len(text))) for at in range(0, len(text), length)]


PLAIN = "abcd efg hi " * 5


@pytest.mark.parametrize(
    ("text", "edited", "line"),
    [
        (PLAIN, 0, 0),
        (PLAIN, 1, 0),
        (PLAIN, 2, 1),
        (PLAIN, 4, 3),
        # One word fills the line above: it may move further up.
        (PLAIN[:24] + "abcdefghijk " + PLAIN[:24], 3, 1),
        # The line above begins in the middle of a word.
        (PLAIN[:23] + "x" + PLAIN[24:], 3, 1),
        # What begins it has the direction of what is before it.
        (PLAIN[:24] + "1234 efg hi " + PLAIN[:24], 3, 1),
        (PLAIN[:24] + "«bcd efg hi " + PLAIN[:24], 3, 1),
        # An open bracket, whose pair may follow.
        ("abcd (fg hi " + PLAIN, 3, 0),
        ("abcd (fg) i " + PLAIN, 3, 2),
        ("abcd )fg( i " + PLAIN, 3, 0),
        ("ab [d (fg] ) " + PLAIN[1:], 3, 0),
        ("ab [(fg)] i " + PLAIN, 3, 2),
    ],
)
def test_where_a_part_begins(text: str, edited: int, line: int) -> None:
    lines = lines_of(text)
    assert cut(text, lines, (), edited, lines[edited][0]).line == line


@pytest.mark.parametrize(("place", "line"), [(24, 1), (25, 1), (28, 1), (29, 2), (35, 2)])
def test_behind_the_first_word_of_a_line_a_part_begins_with_the_line(place: int, line: int) -> None:
    assert cut(PLAIN, lines_of(PLAIN), (), 2, place).line == line


def test_a_part_does_not_begin_within_an_isolate() -> None:
    lines = lines_of(PLAIN)
    around = (Swap(5, 5, LRI), Swap(30, 30, PDI))
    assert cut(PLAIN, lines, around, 2, 24) == Cut(0, 0, 0)
    before = (Swap(5, 5, LRI), Swap(8, 8, PDI))
    shown = [(0, 14), *((start + 2, end + 2) for start, end in lines[1:])]
    assert cut(PLAIN, shown, before, 3, 36) == Cut(2, 24, 26)


def test_of_two_lines_the_one_above_is_edited() -> None:
    lines = [(0, 10), (10, 20), (20, 25)]
    assert [edited_line(lines, at) for at in (0, 1, 10, 11, 25)] == [0, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([(0, 10), (10, 21), (21, 31), (31, 36)], range(1, 3)),  # only the edited one
        ([(0, 10), (10, 20), (20, 31), (31, 36)], range(1, 4)),  # a word went down
    ],
)
def test_the_lines_that_look_different(now: list[tuple[int, int]], expected: range) -> None:
    before = [(0, 10), (10, 20), (20, 30), (30, 35)]
    assert changed(Cut(1, 10, 10), before, now, 1, 1) == expected
    assert changed(Cut(0, 0, 0), before, now, 1, 1) == range(expected.stop)


def test_a_line_above_the_part_that_looks_different_spoils_it() -> None:
    before = [(0, 10), (10, 20), (20, 30), (30, 35)]
    now = [(0, 10), (10, 22), (22, 31), (31, 36)]  # a word went up
    assert changed(Cut(1, 10, 10), before, now, 2, 1) is None
    assert changed(Cut(0, 0, 0), before, now, 2, 1) == range(4)


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("plain (words) [here] {too}", True),
        ("خرجنا «مع» الفجر", True),
        ("a\tb", False),
        ("ا\u2066ب", False),
        ("ا\u202eب", False),
        ("ا\u2028ب", False),
        ("ا\U0001f44bب", False),
        ("ا⟦ب", False),
    ],
)
def test_what_reaches_further_is_not_cut(text: str, simple: bool) -> None:
    assert is_simple(text) is simple


def test_a_card_changes_nothing_of_how_words_are_set(qtbot: QtBot) -> None:
    """A card does not break its line; all paragraphs set after it once did not, either."""
    before = text_option(Direction.LTR)
    text_option(Direction.LTR).setWrapMode(QTextOption.WrapMode.NoWrap)
    assert text_option(Direction.LTR).wrapMode() == before.wrapMode()
