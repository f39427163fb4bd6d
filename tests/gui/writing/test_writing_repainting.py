"""A key paints the lines it changed, and no others: the screen shows what a whole paint shows."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.gui.writing.editor import WritingEditor

ARABIC = "خرجنا مع الفجر وكان **الجسر** خاليًا إلا من بائع الشاي الذي كتب `km 214` على الورق. "
MIXED = "نستعمل Qt في كل مكان، ثم شغّل `make check` واقرأ [الدليل](https://a.org) عن GPU. "
TYPED = ("السلام ", "hello ", "**قوي** ", "`x` ", "C++ ", "وصل.", "👋", "\b\b\b", "بِسْمِ", "  ")


class Screened(WritingEditor):
    """Keeps a picture of what was painted, paint by paint, as the screen does."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self.painted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = self.painted.united(event.region())
        super().paintEvent(event)

    def screen_now(self) -> QImage:
        """After all that waits to be painted is painted."""
        self.paint_now()
        self.look()
        self.paint_now()
        if self.picture.isNull():
            self.picture = self.whole()
        elif not self.painted.isEmpty():
            painter = QPainter(self.picture)
            painter.setClipRegion(self.painted)
            painter.drawImage(0, 0, self.whole())
            painter.end()
        self.painted = QRegion()
        return self.picture

    def paint_now(self) -> None:
        self.viewport().repaint(0, 0, 1, 1)  # and with it all that waits

    def whole(self) -> QImage:
        painted = self.painted
        made = self.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        self.painted = painted
        return made


@pytest.fixture
def editor(qtbot: QtBot) -> Screened:
    made = Screened()
    qtbot.addWidget(made)
    made.resize(700, 700)
    return made


@pytest.mark.parametrize("text", [ARABIC * 4, MIXED * 4, "- " + MIXED * 3, "# " + ARABIC * 2])
def test_the_screen_shows_what_a_whole_paint_shows(
    qtbot: QtBot, editor: Screened, text: str
) -> None:
    editor.load(f"{text.strip()}\n\n{ARABIC}")
    with qtbot.waitExposed(editor):
        editor.show()
    editor.activateWindow()
    qtbot.waitUntil(lambda: editor._blink.is_lit)
    qtbot.waitUntil(lambda: not editor._sweeping.isActive())
    hand = random.Random(text)
    for typed in TYPED * 2:
        cursor = editor.textCursor()
        cursor.setPosition(hand.randrange(len(text)))
        editor.setTextCursor(cursor)
        editor.screen_now()
        for letter in typed:
            if letter == "\b":
                QTest.keyClick(editor, Qt.Key.Key_Backspace)
            else:
                editor.type_words(letter)
            assert editor.screen_now() == editor.whole(), (typed, letter)


@pytest.mark.parametrize("text", [ARABIC * 2, MIXED * 2])
def test_after_its_paint_a_paragraph_is_what_it_would_be_newly_opened(
    qtbot: QtBot, editor: Screened, text: str
) -> None:
    editor.load(text)
    new = WritingEditor()
    qtbot.addWidget(new)
    new.resize(700, 700)
    hand = random.Random(text)
    for typed in TYPED * 3:
        cursor = editor.textCursor()
        cursor.setPosition(hand.randrange(len(text)))
        editor.setTextCursor(cursor)
        for letter in typed.replace("\b", "*"):
            editor.type_words(letter)
            editor.look()
            new.load(editor.text())
            assert _shown(editor) == _shown(new), (typed, letter)


def _shown(editor: WritingEditor) -> tuple[str, list[tuple[int, int, bool, str]]]:
    shown = editor.shown(editor.document().firstBlock())
    formats = [
        (
            each.start,
            each.length,
            each.format.font().bold(),
            each.format.foreground().color().name(),
        )
        for each in shown.layout.formats()
    ]
    return shown.display.text, formats


def test_a_key_paints_less_than_its_paragraph(qtbot: QtBot, editor: Screened) -> None:
    editor.load(ARABIC * 6)
    with qtbot.waitExposed(editor):
        editor.show()
    qtbot.waitUntil(lambda: not editor._sweeping.isActive())
    cursor = editor.textCursor()
    cursor.setPosition(len(ARABIC) * 6 - 1)
    editor.setTextCursor(cursor)
    editor.screen_now()
    editor.type_words("ب")
    editor.paint_now()
    block = editor.textCursor().block()
    height = editor.document().documentLayout().blockBoundingRect(block).height()
    painted = editor.painted.intersected(QRect(10, 0, editor.width(), editor.height()))
    assert 0 < painted.boundingRect().height() < height / 2


def test_a_letter_of_the_other_script_needs_no_more_than_one_of_the_same(
    qtbot: QtBot, editor: Screened
) -> None:
    """The caret's flag turns: that alone once had the whole paragraph laid out."""
    editor.load(ARABIC * 6)
    with qtbot.waitExposed(editor):
        editor.show()
    qtbot.waitUntil(lambda: not editor._sweeping.isActive())
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.screen_now()
    block, heights = cursor.block(), {}
    for letter in "bxب":
        editor.painted = QRegion()
        editor.type_words(letter)
        qtbot.waitUntil(lambda: not editor.painted.isEmpty())
        assert editor._layout.part(block) is not None, "all of it was laid out"
        heights[letter] = editor.painted.boundingRect().height()
    assert heights["x"] == heights["ب"]
