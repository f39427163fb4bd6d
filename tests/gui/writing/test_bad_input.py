"""What no author means to write and yet gets into a text: nothing crashes, and nothing is changed
that the author did not change."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.clipboard import EXACT
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet.swaps import Showing

CONTROLS = "".join(map(chr, [*range(0x0A), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F, 0x85]))
MARKS = "".join(map(chr, [*range(0x0300, 0x0314), *range(0x064B, 0x0655)]))
TEXTS = {
    "a line of 100,000 characters": "كلمة `code` word " * 6_250,
    "a word of 100,000 characters": "م" * 100_000,
    "10,000 nested quotations": ">" * 10_000 + " نص",
    "10,000 nested brackets": "[" * 10_000 + "نص" + "](" * 5_000,
    "10,000 open isolates": "\u2067" * 10_000 + "نص abc",
    "10,000 stars": "*" * 10_000 + "نص",
    "back-ticks without an end": "`a ``b نص " * 1_000,
    "stars without an end": "*نص **a ***b " * 800,
    "tags without an end": "<b>" * 3_000 + "نص",
    "a picture as text": f"![](data:image/png;base64,{'iVBORw0KGgo' * 9_000})",
    "a list 500 deep": "\n".join("  " * depth + "- بند item" for depth in range(500)),
    "a table of 500 columns": "\n".join(f"|{'|'.join([c] * 500)}|" for c in ("اسم", "---", "12")),
    "5,000 links": "[رابط](http://a.org/b) " * 5_000,
    "letters under thirty marks": "".join(f"{c}{MARKS}" for c in "مرحبا hello عالم" * 20),
    "a letter with 10,000 harakat": "ب" + "\u064f" * 10_000 + "c",
    "control characters": f"نص {CONTROLS} abc",
    "lone surrogates": "نص \ud800 abc \udfff\udbff",
    "noncharacters": "نص \ufdd0 \ufffe\uffff \U0010ffff\U0010f801 abc",
    "a byte order mark": "\ufeffنص",
    "every line ending": "أ\r\nب\rج\nد\u2028ه\u2029و\u0085ز\r\n\r\n",
    "70,000 spaces in a row": f"قبل before {' ' * 70_000}بعد after",
    "140,000 spaces and no word": "\u2003" * 140_000,
    "spaces": "\u00a0أ\u00a0\u202fب\u3000\t\u200b \u00a0",
}

each_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@each_text
def test_it_is_shown_and_kept(open_editor: Open, text: str) -> None:
    editor = open_editor(text, Direction.RTL)
    editor.grab()
    editor.take_choices(WritingChoices(bare=True, invisibles=True))
    editor.grab()
    editor.set_post_direction(Direction.LTR)
    editor.resize(500, 400)
    editor.grab()
    assert editor.text() == text


@each_text
def test_words_are_typed_beside_it_and_taken_back(open_editor: Open, text: str) -> None:
    editor = open_editor(text, Direction.RTL)
    type_words(editor, "ا")
    assert editor.text() == "ا" + text
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    type_words(editor, "ب")
    assert editor.text() == f"ا{text}ب"
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.text() == text
    assert not editor.document().isModified()


@each_text
def test_it_is_copied_and_pasted(open_editor: Open, text: str) -> None:
    editor = open_editor(text, Direction.RTL)
    editor.selectAll()
    editor.copy()
    other = open_editor("قبل بعد")
    put_caret(other, 4)
    other.paste()
    other.grab()
    assert other.text() == f"قبل {text}بعد"
    other.undo()
    assert other.text() == "قبل بعد"


@each_text
def test_arrows_and_clicks_change_nothing(open_editor: Open, text: str) -> None:
    editor = open_editor(text, Direction.RTL)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Up):
        QTest.keyClick(editor, key)
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton)
    QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton)
    editor.grab()
    assert editor.text() == text
    assert not editor.document().isModified()


def test_what_is_no_text_under_our_own_name(open_editor: Open) -> None:
    editor = open_editor("قبل بعد")
    put_caret(editor, 4)
    data = QMimeData()
    data.setData(EXACT, b"\xff\x80\xc3")
    data.setText("كلمة ")
    editor.insertFromMimeData(data)
    assert editor.text() == "قبل كلمة بعد"


def test_a_face_without_arabic(open_editor: Open) -> None:
    editor = open_editor("كلمة `abc` word", Direction.RTL)
    editor.take_choices(WritingChoices(arabic="DejaVu Sans Mono", latin="No such face at all"))
    editor.grab()
    type_words(editor, "لا")
    assert editor.text() == "لاكلمة `abc` word"
    shown = editor.shown(editor.document().firstBlock())
    assert all(run.glyphIndexes() for run in shown.layout.lineAt(0).glyphRuns())


@pytest.mark.parametrize("showing", [Showing(), Showing(bare=True), Showing(invisibles=True)])
@pytest.mark.parametrize("place", range(4, 14))
def test_an_input_method_that_commits_in_an_isolate(
    open_editor: Open, place: int, showing: Showing
) -> None:
    text = "شغل `--force` الآن"
    editor = open_editor(text, Direction.RTL)
    editor.show_as(showing)
    put_caret(editor, place)
    send(editor, QInputMethodEvent("كل", []))
    editor.grab()
    assert editor.text() == text
    assert not editor.document().isUndoAvailable()
    done = QInputMethodEvent()
    done.setCommitString("كلمة")
    send(editor, done)
    editor.grab()
    assert editor.text() == f"{text[:place]}كلمة{text[place:]}"
    editor.undo()
    assert editor.text() == text


@pytest.mark.parametrize(
    ("text", "word", "post"), [("abc ", "سلام", Direction.LTR), ("سلام ", "abc", Direction.RTL)]
)
def test_the_caret_stands_where_an_unfinished_word_goes_on(
    open_editor: Open, text: str, word: str, post: Direction
) -> None:
    editor = open_editor(text, post)
    put_caret(editor, len(text))
    before = editor.caret_rect().center().x()
    send(editor, QInputMethodEvent(word, []))
    editor.repaint()
    shown = editor.shown(editor.document().firstBlock())
    rects = [run.boundingRect() for run in shown.layout.glyphRuns(len(text), len(word))]
    ends = min(rect.left() for rect in rects), max(rect.right() for rect in rects)
    goes_on = ends[0] if post is Direction.LTR else ends[1]
    assert abs(editor.caret_rect().center().x() - goes_on) < 1.5
    assert abs(before - (ends[0] if post is Direction.LTR else ends[1])) < 1.5
    assert editor.text() == text


def test_behind_a_line_separator_the_caret_is_in_the_next_line(open_editor: Open) -> None:
    editor = open_editor("abc")
    put_caret(editor, 3)
    top = editor.caret_rect().top()
    done = QInputMethodEvent()
    done.setCommitString("\u2028")
    send(editor, done)
    assert editor.text() == "abc\u2028"
    assert editor.caret_rect().top() > top


def send(editor: WritingEditor, event: QInputMethodEvent) -> None:
    QApplication.sendEvent(editor, event)


@pytest.mark.parametrize("deed", ["undo, undo", "selectAll, cut", "clear"])
def test_an_edit_under_an_unfinished_word(open_editor: Open, deed: str) -> None:
    editor = open_editor()
    type_words(editor, "مرحبا بكم")
    QApplication.sendEvent(editor, QInputMethodEvent("قلم", []))
    for each in deed.split(", "):
        getattr(editor, each)()
        editor.viewport().repaint()
    assert editor.text() == ""
    assert editor.caret_rect().isValid()


def test_a_paste_ends_an_unfinished_word(open_editor: Open) -> None:
    editor = open_editor("نص")
    QApplication.sendEvent(editor, QInputMethodEvent("قلم", []))
    data = QMimeData()
    data.setText("أول ")
    editor.insertFromMimeData(data)
    assert editor.text() == "أول نص"
    assert not editor.has_unfinished_word
