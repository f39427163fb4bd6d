"""Misspelt words marked, suggested for, learnt and forgotten, with the machine's dictionaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from measuring import put_caret, type_words
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from editor.gui.bridge import Bridge
from editor.gui.writing import codec
from editor.gui.writing.context_menu import context_menu
from editor.gui.writing.proofing.dictionary_advice import advice
from editor.gui.writing.proofing.line_words import moved, read, strangers
from editor.gui.writing.proofing.own_words import keep_words, read_words
from editor.gui.writing.proofing.spelling import (
    LANE,
    Spelling,
    Standing,
)
from editor.gui.writing.sheet.directions import Directions
from editor.gui.writing.sheet.marks import Mark, MarkSpan
from editor.text.blocks import Kind
from editor.text.isolates import isolated
from editor.text.words import spelt
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace

MIXED = "كَتَبَ الكتتاب في wrold و `wrold` 😀 recieve\n\nAn english wrod 😀 الكتتاب"


class Sheet:
    """An editor whose words are checked, and painted by asking as a painter does."""

    def __init__(self, editor: QPlainTextEdit, bridge: Bridge, places: list[Path] | None) -> None:
        self.editor = editor
        self.directions = Directions(editor.document())
        run = partial(bridge.run, LANE)
        self.spelling = Spelling(editor, self.directions.facts, run, places, "en_US")
        self.painted = 0
        self.spelling.changed.connect(self.paint)

    def load(self, text: str, language: str = "ar", post: str = "a") -> None:
        codec.load(self.editor.document(), text)
        self.directions.recut()
        put_caret(self.editor, 0)
        self.spelling.open_post(post, language)
        self.paint()

    def blocks(self) -> Iterator[QTextBlock]:
        block = self.editor.document().firstBlock()
        while block.isValid():
            yield block
            block = block.next()

    def paint(self) -> None:
        self.painted += 1
        self.marked()

    def marked(self) -> list[str]:
        found = []
        for block in self.blocks():
            source = block.text().encode("utf-16-le")
            for span in self.spelling.marks(block):
                assert span.mark is Mark.MISSPELT
                found.append(source[2 * span.start : 2 * span.end].decode("utf-16-le"))
        return found

    def menu(self, word: str) -> QMenu:
        """As the right button on `word` opens it."""
        cursor = self.editor.document().find(word)
        cursor.setPosition(cursor.selectionStart() + 1)
        self.editor.show()
        return context_menu(self.editor, self.editor.cursorRect(cursor).center())


def rows(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, row: str) -> None:
    next(action for action in menu.actions() if action.text() == row).trigger()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "notebook.midad")
    yield opened
    opened.close()


Open = Callable[..., Sheet]


@pytest.fixture
def open_sheet(qtbot: QtBot, workspace: Workspace) -> Iterator[Open]:
    bridge = Bridge(workspace)
    made: list[Sheet] = []

    def show(places: list[Path] | None = None) -> Sheet:
        editor = QPlainTextEdit()
        editor.resize(700, 500)
        qtbot.addWidget(editor)
        made.append(Sheet(editor, bridge, places))
        return made[-1]

    yield show
    for sheet in made:
        sheet.spelling.forget()
    bridge.close()


@pytest.fixture
def sheet(open_sheet: Open) -> Sheet:
    return open_sheet()


def settles(qtbot: QtBot, sheet: Sheet, *marked: str) -> None:
    qtbot.waitUntil(lambda: sheet.marked() == list(marked), timeout=15_000)


KURDISH = "ئەم ڕێگایە درێژە، بەڵام خۆشە؛ لە سلێمانی تا هەولێر لاوان"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (KURDISH, KURDISH.replace("،", "").replace("؛", "").split()),
        ("می‌روم به خانه", ["می‌روم", "به", "خانه"][:1]),
        ("کتاب من", ["کتاب", "من"]),
        ("خرجنا مع الفجر إلى هەولێر وعدنا", ["هەولێر"]),
        ("خرجنا مع الفجر", []),
        ("an English line", []),
    ],
)
def test_words_an_arabic_dictionary_cannot_judge(line: str, left: list[str]) -> None:
    assert {word.letters for word in strangers(read(line, Kind.PARAGRAPH))} == set(left)


def test_kurdish_in_an_arabic_post_is_left_alone(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load(f"{KURDISH}\n\nالكتتاب في هەولێر")
    settles(qtbot, sheet, "الكتتاب")


# --- marks ----------------------------------------------------------------------------------------


def test_words_are_marked_in_both_scripts(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load(MIXED)
    settles(qtbot, sheet, "الكتتاب", "wrold", "recieve", "wrod", "الكتتاب")
    assert not sheet.editor.document().isModified()
    assert not sheet.editor.document().isUndoAvailable()


def test_code_is_not_checked_wherever_it_stands(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("```\nwrod\n```\n\n- نص\n  ```\n  wrold\n  ```\n- recieve\n\n> wrod")
    settles(qtbot, sheet, "recieve", "wrod")


def test_what_a_fence_inside_a_list_makes_code_is_left_alone(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("- نص\n  wrold\n- recieve\n- end")
    settles(qtbot, sheet, "wrold", "recieve")
    cursor = QTextCursor(sheet.editor.document().findBlockByNumber(1))
    cursor.insertText("  ```\n")
    sheet.directions.recut()
    put_caret(sheet.editor, 0)
    sheet.paint()
    settles(qtbot, sheet)


def test_the_word_being_typed_is_not_marked_until_it_is_left(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("recieve ")
    settles(qtbot, sheet, "recieve")
    sheet.editor.moveCursor(QTextCursor.MoveOperation.End)
    type_words(sheet.editor, "wrold")
    sheet.paint()
    # Once its line has been read again, both are known; the second is held back.
    qtbot.waitUntil(lambda: sheet.spelling.met_at(10) is not None, timeout=15_000)
    assert sheet.marked() == ["recieve"]
    with qtbot.waitSignal(sheet.spelling.changed):
        sheet.editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert sheet.marked() == ["recieve", "wrold"]


def test_marks_stay_on_their_words_while_the_line_changes(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("😀 recieve and wrold then teh")
    settles(qtbot, sheet, "recieve", "wrold", "teh")
    put_caret(sheet.editor, 19)  # inside "wrold"
    type_words(sheet.editor, "x 😀")
    assert sheet.marked() == ["recieve", "teh"]  # at once, before anything is read
    settles(qtbot, sheet, "recieve", "wrolx", "teh")


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("ab cd ef", "ab cd ef", ["ab", "cd", "ef"]),
        ("ab cd ef", "xab cd ef", ["cd", "ef"]),
        ("ab cd ef", "ab cxd ef", ["ab", "ef"]),
        ("ab cd ef", "ab cd ef ", ["ab", "cd"]),
        ("ab cd ef", "ab cd", ["ab"]),
        ("ab cd ef", "", []),
        ("ab cd ef", "zz", []),
        ("aa aa aa", "aa aa aa aa", ["aa", "aa"]),
        ("😀 ab 😀 cd", "😀 ab 😀😀 cd", ["ab", "cd"]),
    ],
)
def test_marks_move_with_their_letters(old: str, new: str, kept: list[str]) -> None:
    spans = [
        MarkSpan(codec.units(old[: m.start()]), codec.units(old[: m.end()]), Mark.MISSPELT)
        for m in re.finditer("[a-z]+", old)
    ]
    source = new.encode("utf-16-le")
    left = moved(old, spans, new)
    assert [source[2 * s.start : 2 * s.end].decode("utf-16-le") for s in left] == kept


def test_a_line_of_many_words_is_read_off_the_typing_path(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("كتاب " * 12_000 + "الكتتاب " + "نص " * 100)
    settles(qtbot, sheet, "الكتتاب")


def test_only_lines_that_are_painted_are_looked_at(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("recieve")
    settles(qtbot, sheet, "recieve")
    sheet.spelling.changed.disconnect(sheet.paint)
    QTextCursor(sheet.editor.document()).insertText("wrold\n")
    last = sheet.editor.document().lastBlock()
    qtbot.wait(600)
    assert [span.end for span in sheet.spelling.marks(last)] == [7]
    assert sheet.spelling.met_at(2) is None


def test_the_language_of_the_post_decides(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("الكتتاب wrold", language="ckb")
    settles(qtbot, sheet, "wrold")
    assert sheet.spelling.missing() == ["ckb"]
    sheet.spelling.set_language("ar")
    settles(qtbot, sheet, "الكتتاب", "wrold")
    assert sheet.spelling.missing() == []


def test_it_can_be_switched_off_and_on(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load(MIXED)
    settles(qtbot, sheet, "الكتتاب", "wrold", "recieve", "wrod", "الكتتاب")
    sheet.spelling.set_on(False)
    assert sheet.marked() == []
    assert not sheet.spelling.is_on
    assert sheet.spelling.met_at(9) is None
    sheet.spelling.set_on(True)
    settles(qtbot, sheet, "الكتتاب", "wrold", "recieve", "wrod", "الكتتاب")


# --- one word -------------------------------------------------------------------------------------


def test_a_suggestion_stands_in_the_word_s_place_as_one_step(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load(MIXED)
    settles(qtbot, sheet, "الكتتاب", "wrold", "recieve", "wrod", "الكتتاب")
    menu = sheet.menu("wrold")
    qtbot.waitUntil(lambda: "world" in rows(menu), timeout=15_000)
    at = rows(menu)
    assert at.index("world") < at.index("Add to my dictionary") < at.index("Undo")
    assert at.index("Add to my dictionary") <= 6
    caret = sheet.editor.textCursor().position()
    choose(menu, "world")
    assert codec.read(sheet.editor.document()) == MIXED.replace("wrold", "world", 1)
    assert sheet.editor.textCursor().position() == caret
    sheet.editor.undo()
    assert codec.read(sheet.editor.document()) == MIXED
    assert not sheet.editor.document().isUndoAvailable()


def test_an_arabic_word_keeps_its_vowel_signs(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("قرأ الكِتتَابَ")
    settles(qtbot, sheet, "الكِتتَابَ")
    menu = sheet.menu("الكِتتَابَ")
    qtbot.waitUntil(lambda: "Looking for words …" not in rows(menu), timeout=15_000)
    choose(menu, next(row for row in rows(menu) if spelt(row) == "الكتاب"))
    settles(qtbot, sheet)
    assert codec.read(sheet.editor.document()) == "قرأ الكِتابَ"


def test_a_suggestion_for_what_has_changed_meanwhile_does_nothing(
    sheet: Sheet, qtbot: QtBot
) -> None:
    sheet.load("wrold")
    settles(qtbot, sheet, "wrold")
    menu = sheet.menu("wrold")
    qtbot.waitUntil(lambda: "world" in rows(menu), timeout=15_000)
    put_caret(sheet.editor, 5, 0)
    sheet.editor.insertPlainText("other words")
    choose(menu, "world")
    assert codec.read(sheet.editor.document()) == "other words"


def test_a_closed_menu_takes_no_suggestions(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("wrold teh")
    settles(qtbot, sheet, "wrold", "teh")
    menu = sheet.menu("wrold")
    with qtbot.waitSignal(menu.destroyed):
        menu.deleteLater()
    other = sheet.menu("teh")
    qtbot.waitUntil(lambda: "the" in rows(other), timeout=15_000)


def test_a_menu_that_grows_stays_on_the_screen(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("wrold")
    settles(qtbot, sheet, "wrold")
    menu = sheet.menu("wrold")
    room = menu.screen().availableGeometry()
    menu.popup(room.bottomLeft())
    assert "Looking for words …" in rows(menu)
    qtbot.waitUntil(lambda: "world" in rows(menu), timeout=15_000)
    assert room.contains(menu.geometry())
    menu.close()


def test_a_right_word_has_the_usual_menu(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("world wrold")
    settles(qtbot, sheet, "wrold")
    usual = rows(context_menu(sheet.editor))
    assert usual[0] == "Undo"
    assert rows(sheet.menu("world")) == usual
    assert rows(context_menu(sheet.editor, QPoint(2, 2))) == usual


def test_where_nothing_may_be_written_nothing_is_suggested(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("wrold")
    settles(qtbot, sheet, "wrold")
    sheet.editor.setReadOnly(True)
    assert rows(sheet.menu("wrold"))[:2] == ["Add to my dictionary", "Ignore in this post"]


def test_a_word_is_learnt_and_kept_in_the_notebook(
    sheet: Sheet, qtbot: QtBot, workspace: Workspace
) -> None:
    sheet.spelling.learnt.connect(lambda own: keep_words(workspace, own))
    sheet.load("المددداد والمددداد wrold")
    settles(qtbot, sheet, "المددداد", "والمددداد", "wrold")
    choose(sheet.menu("المددداد"), "Add to my dictionary")
    assert sheet.marked() == ["wrold"]
    choose(sheet.menu("wrold"), "Add to my dictionary")
    assert read_words(workspace) == {"المددداد", "wrold"}
    choose(sheet.menu("wrold"), "Remove from my dictionary")
    assert read_words(workspace) == {"المددداد"}
    assert sheet.marked() == ["wrold"]


def test_what_was_learnt_is_known_the_next_time(
    sheet: Sheet, qtbot: QtBot, workspace: Workspace
) -> None:
    keep_words(workspace, {"wrold"})
    sheet.spelling.set_own_words(read_words(workspace))
    sheet.load("wrold recieve")
    settles(qtbot, sheet, "recieve")


def test_a_word_is_ignored_in_one_post(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("wrold recieve wrold", post="a")
    settles(qtbot, sheet, "wrold", "recieve", "wrold")
    choose(sheet.menu("wrold"), "Ignore in this post")
    assert sheet.marked() == ["recieve"]
    sheet.load("wrold", post="b")
    settles(qtbot, sheet, "wrold")
    sheet.load("wrold", post="a")
    met = sheet.spelling.met_at
    qtbot.waitUntil(lambda: met(1) is not None, timeout=15_000)
    found = met(1)
    assert found is not None
    assert found.standing is Standing.IGNORED
    assert sheet.marked() == []
    choose(sheet.menu("wrold"), "Check this word again")
    assert sheet.marked() == ["wrold"]


# --- locked, missing, broken ----------------------------------------------------------------------


def test_a_lock_forgets_every_word(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.spelling.set_own_words({"recieve"})
    sheet.load("wrold recieve teh")
    settles(qtbot, sheet, "wrold", "teh")
    choose(sheet.menu("teh"), "Ignore in this post")
    sheet.spelling.forget()
    assert sheet.marked() == []
    assert sheet.spelling.met_at(1) is None
    settles(qtbot, sheet, "wrold", "recieve", "teh")  # looked up anew, nothing remembered


def test_a_computer_without_dictionaries_is_silent_and_says_how(
    open_sheet: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = open_sheet(places=[tmp_path])
    sheet.load("الكتتاب wrold")
    qtbot.waitUntil(lambda: sheet.spelling.missing() != [], timeout=15_000)
    sheet.paint()
    assert sheet.spelling.missing() == ["ar", "en"]
    assert sheet.marked() == []
    menu = sheet.menu("wrold")
    assert rows(menu)[0] == "Undo"
    choose(menu, next(row for row in rows(menu) if row.startswith("Why are words in")))
    box = sheet.editor.findChild(QMessageBox)
    qtbot.waitUntil(box.isVisible)
    assert box.text() == f"There is no dictionary for {isolated('العربية')} on this computer."
    assert "hunspell-ar" in box.informativeText()
    box.close()


def test_a_dictionary_that_is_installed_meanwhile_is_found(
    open_sheet: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = open_sheet(places=[tmp_path])
    sheet.load("wrold")
    qtbot.waitUntil(lambda: sheet.spelling.missing() == ["en"], timeout=15_000)
    (tmp_path / "en_US.aff").write_text("SET UTF-8\n")
    (tmp_path / "en_US.dic").write_text("1\nworld\n")
    sheet.load("wrold world")
    settles(qtbot, sheet, "wrold")
    assert sheet.spelling.missing() == []


def test_a_broken_dictionary_marks_nothing(open_sheet: Open, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = open_sheet(places=[tmp_path])
    (tmp_path / "en_US.aff").mkdir()
    (tmp_path / "en_US.dic").mkdir()
    sheet.load("wrold teh")
    with qtbot.waitSignal(sheet.spelling._verdicts.settled, timeout=15_000):
        pass
    qtbot.wait(300)
    assert sheet.marked() == []


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_its_advice(platform: str) -> None:
    for language in ("ar", "ckb"):
        said = advice(language, platform)
        assert "{" not in said
        assert said.endswith(".")
    assert ("hunspell-ar" in advice("ar", platform)) is (platform == "linux")
    assert ".aff" in advice("ckb", platform)


def test_the_words_of_this_trade_are_known(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.load("كتبت تدوينة بووردبريس wrold")
    settles(qtbot, sheet, "wrold")
