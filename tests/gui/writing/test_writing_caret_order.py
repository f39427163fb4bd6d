"""In which order the arrows come to the places of a line, from the left edge to the right.

The numbers are places between characters (UTF-16 units), as they are met on the screen: in a
right-to-left block the first of the text stands last. A line of the table is a line on the screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from measuring import Open, put_caret
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_machine import check_walk

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet import caret as carets
from editor.gui.writing.sheet.movement import Way
from editor.system.paths import resource

RTL, LTR = Direction.RTL, Direction.LTR
_PLAIN = WritingChoices(smart_punctuation=False)
_SIGNED = WritingChoices(smart_punctuation=False, invisibles=True)

ORDERS: list[tuple[str, Direction, list[str]]] = [
    ("abc", LTR, ["0 1 2 3"]),
    ("سلام", RTL, ["4 3 2 1 0"]),
    # A word of the other direction: the place before it is at its far side, if the block's own
    # words do not hold it where they end.
    ("سلام abc", RTL, ["5 6 7 8 4 3 2 1 0"]),
    ("سلام abc كم", RTL, ["11 10 9 8 6 7 5 4 3 2 1 0"]),
    ("abc سلام def", LTR, ["0 1 2 3 4 7 6 5 8 9 10 11 12"]),
    ("ab אב 12 cd", LTR, ["0 1 2 6 7 8 5 4 3 9 10 11"]),
    ("לא 12 ab", RTL, ["6 7 8 5 4 3 2 1 0"]),
    ("(א) a", RTL, ["4 5 3 2 1 0"]),
    # What is isolated: the block's own ends are at its edges, though nothing of it stands there.
    ("`a`", RTL, ["3 1 2 0"]),
    ("`a` ع", RTL, ["5 4 3 1 2 0"]),
    ("ع `a`", RTL, ["5 3 4 2 1 0"]),
    ("ع `a` ع", RTL, ["7 6 5 3 4 2 1 0"]),
    ("ع `1`**`-f`", RTL, ["11 8 9 10 7 6 5 3 4 2 1 0"]),
    ("ع 1`1**`-f` ", RTL, ["12 11 10 9 8 4 5 6 7 2 3 1 0"]),
    ("# س 1`1`", RTL, ["8 6 7 4 5 3 2 1 0"]),
    ("ع C++ ع", RTL, ["7 6 5 3 4 2 1 0"]),
    # Characters of many code points are one; the letters of a ligature are each one.
    ("لا لَا", RTL, ["6 5 3 2 1 0"]),
    ("مُحَ 1", RTL, ["5 6 4 2 0"]),
    ("می\u200cروم a", RTL, ["7 8 6 5 4 3 1 0"]),
    ("a👨\u200d👩\u200d👧b", LTR, ["0 1 9 10"]),
    ("ffi", LTR, ["0 1 2 3"]),
    # Controls share an x with a neighbour, and have places all the same.
    ("שָׁל \u200f", RTL, ["6 5 4 3 0"]),
    ("ab\u200f!", LTR, ["0 1 2 3 4"]),
    ("a\u2067אב\u2069b", LTR, ["0 1 4 3 2 5 6"]),
    ("א\u2066ab\u2069ב", RTL, ["6 5 2 3 4 1 0"]),
    ("א\u2068ab\u2069", RTL, ["5 2 3 4 1 0"]),
    ("\u202eab\u202cc", LTR, ["0 3 2 1 4 5"]),
    # Tabs and lines.
    ("לא\tab", RTL, ["3 4 5 2 1 0"]),
    ("ab\tאב\tc", LTR, ["0 1 2 3 4 5 6 7"]),
    ("أ\u2028a", RTL, ["1 0", "2 3"]),
    ("abc\u2028\u2028", LTR, ["0 1 2 3", "4", "5"]),
]
# With signs for what is invisible.
SIGNED: list[tuple[str, Direction, list[str]]] = [
    ("שָׁלוֹם \u200f", RTL, ["9 8 7 6 4 3 0"]),
    ("ع\u200f!", RTL, ["3 2 1 0"]),
    ("a\u2067אב\u2069b", LTR, ["0 1 3 2 4 5 6"]),
    ("א\u2066ab\u2069ב", RTL, ["6 5 4 2 3 1 0"]),
    ("ab\tאב\tc", LTR, ["0 1 2 3 4 5 6 7"]),
    ("أ\u2028a", RTL, ["1 0", "2 3"]),
]


def order(editor: WritingEditor) -> list[str]:
    shown = editor.shown(editor.document().firstBlock())
    lines = [carets.stops(shown, number) for number in range(shown.layout.lineCount())]
    return [" ".join(str(stop.place) for stop in row) for row in lines]


@pytest.mark.parametrize(
    ("text", "post", "expected", "choices"),
    [*((*row, _PLAIN) for row in ORDERS), *((*row, _SIGNED) for row in SIGNED)],
)
def test_the_order_of_places(
    open_editor: Open, text: str, post: Direction, expected: list[str], choices: WritingChoices
) -> None:
    editor = open_editor(text, post)
    editor.take_choices(choices)
    assert order(editor) == expected
    put_caret(editor, len(text) // 2)
    check_walk(editor, editor.document().firstBlock())


WALKED = [
    "http://x.com/ …\n# سلام שָׁלוֹם 1`1**`--force` ",
    "\u2068\u2068**\u202e\u202e\t\u2068\t`",
    "\u202e\u0644\u0627\u202e      لا\u200b+964 770 123 4567 \u200b\u200b   \u200b" * 2,
    "\t\u2028لا\u061c\u061cffi[رابط](http://x.com) لا\t\u202b\u061c\u2028\u2028ffi",
    "لالالا👨\u200d👩\u200d👧لا\xad`\xad\xad``لا\xad" * 3,
    "C++ e\u030123 4567 **+964 770 123 4567 مُحَمَّدٌ ٢",
    "C++ )שָׁלוֹם \xad1`𐤀𐤁   `\u202e\t",
    "\u2066" * 40 + "نص abc" + "\u2069" * 40,
]


@pytest.mark.parametrize("choices", [_PLAIN, _SIGNED], ids=["plain", "signed"])
@pytest.mark.parametrize("post", Direction)
@pytest.mark.parametrize("text", WALKED)
def test_what_once_led_back_or_past_a_place(
    open_editor: Open, text: str, post: Direction, choices: WritingChoices
) -> None:
    editor = open_editor(text, post)
    editor.resize(300, 500)
    editor.take_choices(choices)
    block = editor.document().firstBlock()
    while block.isValid():
        put_caret(editor, block.position())
        check_walk(editor, block)
        block = block.next()


def test_an_arrow_goes_on_from_the_side_that_was_clicked(open_editor: Open) -> None:
    editor = open_editor("سلام abc كم", RTL)
    put_caret(editor, 5)  # at the space; its other side is at the far end of the word
    other = editor.other_caret_rect()
    assert other is not None
    at = other.center().toPoint()
    at.setX(at.x() + 1)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert editor.textCursor().position() == 5
    x = editor.caret_rect().center().x()
    editor.go(Way.RIGHT)
    assert editor.textCursor().position() == 6
    assert editor.caret_rect().center().x() > x


@pytest.mark.parametrize(("text", "edge"), [("`a` ع", 0), ("ع `a`", 5)])
def test_beside_the_words_a_click_goes_to_the_end_that_is_there(
    open_editor: Open, text: str, edge: int
) -> None:
    editor = open_editor(text, RTL)
    column, width = editor.column()
    x = column + width + 5 if edge == 0 else column + 5
    at = editor.caret_rect().center().toPoint()
    at.setX(round(x))
    put_caret(editor, 2)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert editor.textCursor().position() == edge
    editor.go(Way.BLOCK_END if edge else Way.BLOCK_START)
    here = editor.caret_rect()
    editor.go(Way.LINE_END if edge else Way.LINE_START)
    assert editor.caret_rect() == here


@pytest.mark.parametrize("crowd", ["\u200f", "\u2066", " ", "\u200b"])
def test_thousands_of_characters_in_one_line_are_walked_in_the_order_of_the_text(
    open_editor: Open, crowd: str
) -> None:
    editor = open_editor("سلام" + crowd * 10_000 + "abc", RTL)
    put_caret(editor, 5000)
    editor.go(Way.LEFT)
    assert editor.textCursor().position() == 5001
    editor.go(Way.RIGHT)
    assert editor.textCursor().position() == 5000
    editor.go(Way.LINE_START)
    assert editor.textCursor().position() == 0
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=editor.rect().center())
    assert editor.text() == "سلام" + crowd * 10_000 + "abc"


def test_the_same_with_no_fonts_but_ours(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    listed = f"<dir>{resource('fonts')}</dir><cachedir>{tmp_path}</cachedir>"
    fonts.write_text(f"<fontconfig>{listed}</fontconfig>", encoding="utf-8")
    table = f"{__file__}::{test_the_order_of_places.__name__}"
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", table],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    "text",
    ["\u202aمی\u200c", "می\u200c", "ab ه\u200d", "\u202aabc ی\u200c \u200f", "لا\u200c\u200d"],
)
@pytest.mark.parametrize("post", [RTL, LTR])
def test_the_sign_of_a_joiner_belongs_to_the_letter_before_it(
    open_editor: Open, text: str, post: Direction
) -> None:
    editor = open_editor(text, post)
    editor.take_choices(_SIGNED)
    editor.repaint()
    shown = editor.shown(editor.document().firstBlock())
    for stop in carets.stops(shown, 0):
        assert carets.drawn(shown, stop.place, stop.trailing)[:2] == (0, stop.x)
