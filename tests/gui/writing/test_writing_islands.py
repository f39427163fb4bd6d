"""Islands of HTML are folded into a card: one thing for the caret, the mouse and every key."""

from __future__ import annotations

from pathlib import Path

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from test_writing_printing import printed, words

from editor.domain.post import Direction, Format
from editor.gui.theme import DARK, LIGHT
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.clipboard import EXACT
from editor.gui.writing.editor import Place, WritingEditor
from editor.gui.writing.finding.finder import Finder, Wanted
from editor.gui.writing.markdown import commands
from editor.gui.writing.sheet.movement import Way
from editor.text.html_import import island

ONE = island("<table>\n<tr><td colspan=2>first cell</td></tr>\n</table>")
TWO = island("<iframe src='https://youtu.be/x'></iframe>")
BETWEEN = f"above\n\n{ONE}\n\nbelow"
START = BETWEEN.index(ONE)
END = START + len(ONE)
WAY_ON = {Direction.LTR: Way.RIGHT, Direction.RTL: Way.LEFT}
WAY_BACK = {Direction.LTR: Way.LEFT, Direction.RTL: Way.RIGHT}
LEFT = Qt.MouseButton.LeftButton


def seen(editor: WritingEditor) -> list[str]:
    """The lines that are seen; of an island the first one."""
    blocks = map(editor.document().findBlockByNumber, range(editor.document().blockCount()))
    return [block.text() for block in blocks if block.isVisible()]


def is_open(editor: WritingEditor) -> bool:
    return all(
        editor.document().findBlockByNumber(number).isVisible()
        for number in range(editor.document().blockCount())
    )


def selection(editor: WritingEditor) -> tuple[int, int]:
    cursor = editor.textCursor()
    return cursor.selectionStart(), cursor.selectionEnd()


def press(editor: WritingEditor, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(editor, key, held)


def card_point(editor: WritingEditor, number: int, share: float = 0.5) -> QPoint:
    """A point of the card whose first line is block `number`."""
    editor.look()
    rect = editor.line_rect(editor.document().findBlockByNumber(number))
    return QPointF(rect.center().x(), rect.top() + rect.height() * share).toPoint()


# --- folding -----------------------------------------------------------------------------------


@pytest.mark.parametrize("post", Direction)
def test_an_island_is_one_line_and_nothing_is_changed(open_editor: Open, post: Direction) -> None:
    text = f"above\n\n{ONE}\n\n{TWO}\n\nbelow"
    editor = open_editor(text, post)
    assert seen(editor) == ["above", "", "```{=html}", "", "```{=html}", "", "below"]
    document = editor.document()
    assert editor.text() == text
    assert not document.isModified()
    assert not document.isUndoAvailable()
    # Of what lies folded nothing takes room, and the scroll bar knows.
    assert document.lineCount() == 7
    first = document.findBlockByNumber(2)
    assert editor.line_rect(first).bottom() == editor.line_rect(document.findBlockByNumber(7)).top()


@pytest.mark.parametrize(
    "text",
    [
        "```{=html}\n<p>",  # nobody closed it
        "```html\n<p>\n```",
        "- x\n\n  ```{=html}\n  <p>\n  ```",
        "~~~{=html}\n<p>\n~~~",
        "`````\n```{=html}\n<p>\n```\n`````",
    ],
)
def test_other_fences_are_not_folded(open_editor: Open, text: str) -> None:
    assert is_open(open_editor(f"x\n\n{text}"))


def test_the_source_of_html_is_not_folded(open_editor: Open) -> None:
    editor = open_editor()
    editor.load(BETWEEN, Format.HTML)
    assert is_open(editor)


def test_an_island_that_is_typed_is_folded_when_the_caret_has_left(open_editor: Open) -> None:
    editor = open_editor("x\n\n\n\ny")
    put_caret(editor, 3)
    type_words(editor, "```{=html}")
    codes = [Qt.Key.Key_Return, *"<hr>", Qt.Key.Key_Return, *"```"]
    for code in codes:
        if isinstance(code, str):
            type_words(editor, code)
        else:
            press(editor, code, Qt.KeyboardModifier.ShiftModifier)
    editor.look()
    assert editor.text() == "x\n\n```{=html}\n<hr>\n```\n\ny"
    assert is_open(editor)
    editor.go(Way.UP)
    assert is_open(editor), "still in it"
    for _ in range(3):
        editor.go(Way.DOWN)
    assert seen(editor) == ["x", "", "```{=html}", "", "y"]


def test_a_line_that_ends_its_fence_no_more_is_shown_again(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    other = QTextCursor(editor.document())
    other.setPosition(END)
    other.insertText("x")
    editor.look()
    assert is_open(editor)
    editor.undo()
    editor.look()
    put_caret(editor, 0)
    assert not is_open(editor)


def test_a_card_whose_island_a_deletion_tore_is_words_again(open_editor: Open) -> None:
    """Its first line, which stood for the others, lies above everything that was deleted."""
    text = f"{island('[gallery]' + chr(10) + '```')}\n\n{TWO}"
    editor = open_editor(text)
    end = text.index("\n\n")
    cut = QTextCursor(editor.document())
    cut.setPosition(end)
    cut.setPosition(end + len("\n\n``"), QTextCursor.MoveMode.KeepAnchor)
    cut.removeSelectedText()
    editor.look()
    assert is_open(editor)
    first = editor.document().firstBlock()
    assert editor.shown(first).display.text == first.text()


def test_a_fence_that_opens_above_shows_all(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, 0)
    type_words(editor, "```")
    press(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    editor.look()
    editor._recut()
    assert is_open(editor)


@pytest.mark.parametrize("text", ["", "x", "x\n\ny", TWO, f"x\n\n{TWO}\n\ny"])
def test_of_another_text_nothing_stays_hidden(open_editor: Open, text: str) -> None:
    editor = open_editor(f"{ONE}\n\n{ONE}")
    editor.caret_moved.connect(lambda: editor.block_direction)  # somebody looks at every turn
    editor.load(text)
    assert seen(editor) == text.replace(TWO, "```{=html}").split("\n")
    assert editor._folds.are_there is (TWO in text)
    editor.selectAll()
    editor.textCursor().removeSelectedText()
    assert is_open(editor)


# --- the caret ---------------------------------------------------------------------------------


@pytest.mark.parametrize("post", Direction)
@pytest.mark.parametrize("logical", [False, True])
def test_arrows_take_an_island_as_one_step(
    open_editor: Open, post: Direction, logical: bool
) -> None:
    editor = open_editor(BETWEEN, post)
    editor.take_choices(WritingChoices(visual_caret=not logical))
    on, back = WAY_ON[post], WAY_BACK[post]
    for there, here in ((on, back), (Way.DOWN, Way.UP)):
        put_caret(editor, START - 1)
        editor.go(there)
        assert selection(editor) == (START, END)
        editor.go(there)
        assert selection(editor) == (END + 1, END + 1)
        editor.go(here)
        assert selection(editor) == (START, END)
        editor.go(here)
        assert selection(editor) == (START - 1, START - 1)
    assert not is_open(editor)


def test_up_and_down_keep_their_place_in_the_line_through_an_island(open_editor: Open) -> None:
    editor = open_editor(f"some words here\n{ONE}\nother words here")
    put_caret(editor, 7)
    before = editor.caret_rect().center().x()
    editor.go(Way.DOWN)
    assert editor.textCursor().hasSelection()
    editor.go(Way.DOWN)
    assert abs(editor.caret_rect().center().x() - before) < 8


@pytest.mark.parametrize("way", [Way.LINE_START, Way.LINE_END, Way.BLOCK_START, Way.BLOCK_END])
def test_keys_of_a_line_stay_on_the_island(open_editor: Open, way: Way) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    editor.go(way)
    assert selection(editor) == (START, END)


def test_a_selection_takes_an_island_whole_or_not_at_all(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, 2)
    met = []
    for _ in range(4):
        editor.go(Way.DOWN, keep=True)
        met.append(selection(editor))
    assert met[0][0] == met[-1][0] == 2
    assert all(end <= START or end >= END for _, end in met)
    assert met[1][1] == END
    for _ in range(3):
        editor.go(Way.UP, keep=True)
    assert selection(editor)[1] <= START
    # From the island on, both ways.
    editor.choose_island(START)
    editor.go(Way.RIGHT, keep=True)
    assert selection(editor) == (START, END + 1)
    editor.choose_island(START)
    editor.go(Way.LEFT, keep=True)
    assert selection(editor) == (START - 1, END)


def test_a_caret_that_comes_from_elsewhere_selects_or_opens_it(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    assert selection(editor) == (START, END)
    put_caret(editor, END)
    assert selection(editor) == (START, END)
    assert not is_open(editor)
    put_caret(editor, START + 14)
    assert is_open(editor)
    assert selection(editor) == (START + 14, START + 14)
    put_caret(editor, 1)
    assert not is_open(editor)


@pytest.mark.parametrize("post", Direction)
def test_there_is_a_place_before_and_behind_a_text_that_is_an_island(
    open_editor: Open, post: Direction
) -> None:
    editor = open_editor(ONE, post)
    editor.go(Way.START)
    assert selection(editor) == (0, 0)
    first = editor.caret_rect()
    editor.go(WAY_ON[post])
    assert selection(editor) == (0, len(ONE))
    editor.go(WAY_ON[post])
    assert selection(editor) == (len(ONE), len(ONE))
    gap = editor.caret_rect().center().x() - first.center().x()
    assert gap < -300 if post is Direction.RTL else gap > 300
    type_words(editor, "b")
    assert editor.text() == f"{ONE}\n\nb"
    editor.go(Way.START)
    type_words(editor, "a")
    assert editor.text() == f"a\n\n{ONE}\n\nb"
    editor.look()
    assert seen(editor) == ["a", "", "```{=html}", "", "b"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_beside_an_island_makes_room(open_editor: Open, key: Qt.Key) -> None:
    editor = open_editor(ONE)
    editor.go(Way.END)
    press(editor, key)
    type_words(editor, "x")
    assert editor.text() == f"{ONE}\n\nx"


# --- keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_it_is_deleted_whole_in_one_step(open_editor: Open, key: Qt.Key) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    press(editor, key)
    assert editor.text() == "above\n\nbelow"
    editor.undo()
    assert editor.text() == BETWEEN
    assert not is_open(editor)
    assert not editor.document().isModified()
    editor.redo()
    assert editor.text() == "above\n\nbelow"


def test_the_last_and_the_first_island_leave_a_line_to_write_in(open_editor: Open) -> None:
    editor = open_editor(f"a\n\n{ONE}")
    put_caret(editor, 3)
    press(editor, Qt.Key.Key_Delete)
    assert editor.text() == "a\n"
    editor = open_editor(ONE)
    editor.choose_island(0)
    press(editor, Qt.Key.Key_Delete)
    assert editor.text() == ""


@pytest.mark.parametrize("typed", ["x", "س", "\t", "\u200d", "😀"])
def test_typing_on_it_is_refused_with_a_hint(open_editor: Open, qtbot: QtBot, typed: str) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    with qtbot.waitSignal(editor.hinted) as hint:
        press(editor, Qt.Key.Key_Tab) if typed == "\t" else type_words(editor, typed)
    assert "Enter" in hint.args[0]
    assert editor.text() == BETWEEN
    assert selection(editor) == (START, END)


@pytest.mark.parametrize("post", Direction)
def test_a_card_runs_as_its_post_does(open_editor: Open, post: Direction) -> None:
    editor = open_editor(BETWEEN, post)
    put_caret(editor, START)
    assert editor.block_direction is post


def test_smart_punctuation_and_joiners_do_not_write_on_it(open_editor: Open) -> None:
    editor = open_editor(BETWEEN, language="fa")
    put_caret(editor, START)
    type_words(editor, '"')
    type_words(editor, "\u200c")
    press(editor, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert editor.text() == BETWEEN


def test_an_input_method_does_not_write_on_it(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    event = QInputMethodEvent()
    event.setCommitString("x")
    for each in (QInputMethodEvent("x", []), event):
        with qtbot.waitSignal(editor.hinted):
            QApplication.sendEvent(editor, each)
    assert editor.text() == BETWEEN
    assert not editor.has_unfinished_word


def test_commands_leave_it_alone(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    with qtbot.waitSignal(editor.hinted):
        assert not editor.apply(commands.bold)
    assert editor.text() == BETWEEN


@pytest.mark.parametrize("post", Direction)
def test_it_moves_up_and_down(open_editor: Open, post: Direction) -> None:
    text = f"a\n\nb\n\n{ONE}\n\nc"
    editor = open_editor(text, post)
    put_caret(editor, text.index(ONE))
    alt = Qt.KeyboardModifier.AltModifier
    press(editor, Qt.Key.Key_Up, alt)
    assert editor.text() == f"a\n\n{ONE}\n\nb\n\nc"
    assert seen(editor) == ["a", "", "```{=html}", "", "b", "", "c"]
    assert selection(editor) == (3, 3 + len(ONE))
    press(editor, Qt.Key.Key_Up, alt)
    press(editor, Qt.Key.Key_Up, alt)  # there is no further up
    assert editor.text() == f"{ONE}\n\na\n\nb\n\nc"
    for _ in range(3):
        press(editor, Qt.Key.Key_Down, alt)
    assert editor.text() == f"a\n\nb\n\nc\n\n{ONE}"
    assert not is_open(editor)
    for _ in range(5):
        editor.undo()
    assert editor.text() == text
    assert not is_open(editor)


def test_a_paragraph_moves_past_an_island(open_editor: Open) -> None:
    editor = open_editor(f"a\n\n{ONE}\n\n{TWO}\n\nc")
    for _ in range(3):
        press(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.text() == f"{ONE}\n\n{TWO}\n\nc\n\na"
    assert seen(editor) == ["```{=html}", "", "```{=html}", "", "c", "", "a"]


def test_delete_beside_it_takes_hold_of_it(open_editor: Open) -> None:
    editor = open_editor(f"above\n{ONE}\nbelow")
    put_caret(editor, 5)
    press(editor, Qt.Key.Key_Delete)
    assert selection(editor) == (6, 6 + len(ONE))
    put_caret(editor, 7 + len(ONE))
    press(editor, Qt.Key.Key_Backspace)
    assert selection(editor) == (6, 6 + len(ONE))
    assert editor.text() == f"above\n{ONE}\nbelow"


def test_an_empty_line_beside_it_can_be_taken_away(open_editor: Open) -> None:
    editor = open_editor(f"above\n\n\n{ONE}\n\nbelow")
    put_caret(editor, 7)
    press(editor, Qt.Key.Key_Delete)
    assert editor.text() == BETWEEN
    assert selection(editor) == (START, END)
    editor.look()
    assert not is_open(editor)


# --- editing it --------------------------------------------------------------------------------


def test_enter_opens_it_and_leaving_folds_it_again(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    press(editor, Qt.Key.Key_Return)
    assert is_open(editor)
    assert editor.text() == BETWEEN
    assert editor.textCursor().position() == START + len("```{=html}\n")
    type_words(editor, "<b>")
    editor.look()
    assert is_open(editor)
    editor.go(Way.END)
    assert not is_open(editor)
    assert editor.text() == BETWEEN.replace("<table>", "<b><table>")


def test_escape_folds_it_again(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    press(editor, Qt.Key.Key_Return)
    type_words(editor, "x")
    press(editor, Qt.Key.Key_Escape)
    assert not is_open(editor)
    assert selection(editor) == (START, END + 1)
    press(editor, Qt.Key.Key_Escape)
    assert selection(editor) == (START, END + 1)
    editor.go(Way.END)
    press(editor, Qt.Key.Key_Escape)
    assert editor.text() == BETWEEN.replace("<table>", "x<table>")


def test_two_clicks_open_it(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    QTest.mouseDClick(editor.viewport(), LEFT, pos=card_point(editor, 2))
    assert is_open(editor)
    assert editor.textCursor().block().text() == "<table>"


def test_the_menus_open_and_remove_it(open_editor: Open) -> None:
    from PySide6.QtWidgets import QMenu

    editor = open_editor(BETWEEN)
    menu = QMenu(editor)
    editor.islands.add_rows(menu)
    assert not menu.actions()
    editor.choose_island(START)
    menu.addAction("last")
    editor.islands.add_rows(menu)
    rows = [row for row in menu.actions() if not row.isSeparator()]
    assert [row.text() for row in rows] == ["Edit as HTML", "Remove", "last"]
    rows[0].trigger()
    assert is_open(editor)
    put_caret(editor, 0)
    rows[1].trigger()
    assert editor.text() == "above\n\nbelow"


def test_a_find_inside_opens_it(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor(BETWEEN)
    finder = Finder(editor)
    finder.look_for(Wanted("cell"), follow=True)
    qtbot.waitUntil(lambda: finder.is_through)
    assert editor.textCursor().selectedText() == "cell"
    assert is_open(editor)
    put_caret(editor, 0)
    assert not is_open(editor)
    finder.go()
    finder.replace("CELL")
    put_caret(editor, 0)
    assert editor.text() == BETWEEN.replace("cell", "CELL")
    assert not is_open(editor)
    fold = editor._folds.at(START)
    assert fold is not None
    assert editor._folds.island(fold).words == "first CELL"


def test_nothing_is_replaced_where_nobody_sees_it(open_editor: Open, qtbot: QtBot) -> None:
    text = f"a cell\n\n{ONE}\n\ncell cell"
    editor = open_editor(text)
    finder = Finder(editor)
    finder.look_for(Wanted("cell"))
    assert finder.replace_all("word") == (3, 1)
    assert editor.text() == f"a word\n\n{ONE}\n\nword word"
    assert not is_open(editor)
    qtbot.waitUntil(lambda: finder.is_through)
    assert finder.replace_all("cell") == (0, 0), "it is so already"
    finder.go()
    assert is_open(editor)
    assert finder.replace_all("word") == (1, 0), "what is open is seen"
    assert "cell" not in editor.text()


def test_a_place_inside_opens_it_when_the_author_comes_back(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    editor.go_to(Place(START + 14, START + 14, 0))
    assert is_open(editor)
    editor.load(BETWEEN)
    assert not is_open(editor)


# --- the mouse, the clipboard ------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_a_click_selects_it(open_editor: Open, share: float) -> None:
    editor = open_editor(BETWEEN)
    QTest.mouseClick(editor.viewport(), LEFT, pos=card_point(editor, 2, share))
    assert selection(editor) == (START, END)


def test_a_click_below_the_last_island_is_behind_it(open_editor: Open) -> None:
    editor = open_editor(f"a\n\n{ONE}")
    QTest.mouseClick(editor.viewport(), LEFT, pos=QPoint(300, 600))
    assert selection(editor) == (3 + len(ONE), 3 + len(ONE))


def hover(view: QWidget, point: QPoint) -> None:
    """The mouse moves there, no button pressed, whatever another test left pressed."""
    none = Qt.MouseButton.NoButton
    there = QPointF(point), QPointF(view.mapToGlobal(point))
    kind, plain = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QMouseEvent(kind, *there, none, none, plain))


def test_the_mouse_is_an_arrow_over_a_card(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    editor.repaint()
    view = editor.viewport()
    for point, shape in (
        (card_point(editor, 2), Qt.CursorShape.ArrowCursor),
        (QPoint(200, 20), Qt.CursorShape.IBeamCursor),
    ):
        hover(view, point)
        assert view.cursor().shape() is shape
    hover(view, card_point(editor, 2))
    editor.load("words")
    assert view.cursor().shape() is Qt.CursorShape.IBeamCursor


def test_a_card_is_carried_as_it_looks(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    assert editor.card_picture() is None
    editor.choose_island(START)
    carried = editor.card_picture()
    assert carried is not None
    rect = editor.line_rect(editor.document().findBlockByNumber(2))
    assert abs(carried.deviceIndependentSize().height() - rect.height()) < 2
    assert carried.deviceIndependentSize().width() < rect.width()


def test_a_drag_over_it_selects_it_whole(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    view = editor.viewport()
    start = editor.line_rect(editor.document().firstBlock()).center().toPoint()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, card_point(editor, 2))
    event_point = QPointF(card_point(editor, 2))
    assert editor.caret_at(event_point).position == START + 1
    editor.put_caret(editor.caret_at(event_point), keep=True)
    QTest.mouseRelease(view, LEFT, pos=card_point(editor, 2))
    assert selection(editor)[1] in (START, END)
    assert not is_open(editor)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_is_cut_is_pasted_byte_for_byte(open_editor: Open, ending: str) -> None:
    text = f"{BETWEEN}\n\nlast words".replace("\n", ending)
    editor = open_editor(text)
    put_caret(editor, START)
    press(editor, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "above\n\nbelow\n\nlast words".replace("\n", ending)
    editor.go(Way.END)
    editor.paste()
    assert editor.text().endswith(f"last words{ending * 2}{ONE.replace(chr(10), ending)}")
    assert not is_open(editor)


def test_what_is_pasted_on_it_goes_below_it(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    editor.copy()
    editor.paste()
    assert editor.text() == f"above\n\n{ONE}\n\n{ONE}\n\nbelow"
    editor.look()
    assert seen(editor).count("```{=html}") == 2


def test_it_is_pasted_into_a_paragraph_as_a_block(open_editor: Open) -> None:
    editor = open_editor("one two\n\n- item\n- other\n\nend")
    data = QMimeData()
    data.setData(EXACT, ONE.encode())
    data.setText(ONE)
    put_caret(editor, 4)
    editor.insertFromMimeData(data)
    assert editor.text() == f"one \n\n{ONE}\n\ntwo\n\n- item\n- other\n\nend"
    editor.load("- item\n- other\n\nend")
    put_caret(editor, 3)
    editor.insertFromMimeData(data)
    assert editor.text() == f"- item\n- other\n\n{ONE}\n\nend"


def drop(
    editor: WritingEditor, point: QPoint, monkeypatch: pytest.MonkeyPatch, data: QMimeData | None
) -> None:
    """Drop the selection, or what comes from elsewhere."""
    action = Qt.DropAction.CopyAction if data else Qt.DropAction.MoveAction
    held = data or editor.createMimeDataFromSelection()
    event = QDropEvent(
        QPointF(point), action, held, LEFT, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop
    )
    event.setDropAction(action)
    source = None if data else editor
    monkeypatch.setattr(QDropEvent, "source", lambda _self: source, raising=False)
    editor.dropEvent(event)


def test_it_is_dragged_to_another_place_in_one_step(
    open_editor: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"above\n\n{ONE}\n\nbelow these words\n\nend"
    editor = open_editor(text)
    put_caret(editor, START)
    line = editor.line_rect(editor.document().findBlock(len(text) - 10))
    drop(editor, QPointF(line.left() + 160, line.bottom() - 3).toPoint(), monkeypatch, None)
    assert editor.text() == f"above\n\nbelow these words\n\n{ONE}\n\nend"
    assert selection(editor) == (editor.text().index(ONE), editor.text().index(ONE) + len(ONE))
    assert not is_open(editor)
    editor.undo()
    assert editor.text() == text
    assert not is_open(editor)


@pytest.mark.parametrize(("share", "behind"), [(0.2, False), (0.8, True)])
def test_what_is_dropped_on_it_goes_beside_it(
    open_editor: Open, monkeypatch: pytest.MonkeyPatch, share: float, behind: bool
) -> None:
    editor = open_editor(BETWEEN)
    data = QMimeData()
    data.setText("words")
    drop(editor, card_point(editor, 2, share), monkeypatch, data)
    wanted = f"{ONE}\n\nwords" if behind else f"words\n\n{ONE}"
    assert editor.text() == f"above\n\n{wanted}\n\nbelow"
    assert editor.textCursor().selectedText() == "words"


def test_one_island_is_dragged_past_another(
    open_editor: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{ONE}\n\n{TWO}\n\nend"
    editor = open_editor(text)
    editor.choose_island(0)
    drop(editor, card_point(editor, 6, 0.8), monkeypatch, None)
    assert editor.text() == f"{TWO}\n\n{ONE}\n\nend"
    assert seen(editor) == ["```{=html}", "", "```{=html}", "", "end"]
    drop(editor, card_point(editor, 4, 0.5), monkeypatch, None)  # on itself
    assert editor.text() == f"{TWO}\n\n{ONE}\n\nend"


# --- how it looks ------------------------------------------------------------------------------


def test_its_name_is_told_to_a_screen_reader(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    put_caret(editor, START)
    assert editor.accessibleDescription().startswith("Table.")
    put_caret(editor, 0)
    assert editor.accessibleDescription() == ""


def test_a_screen_reader_reads_every_line_of_it(open_editor: Open) -> None:
    text = f"{ONE}\n\nwords\n\n{TWO}"
    editor = open_editor(text)
    found = QAccessible.queryAccessibleInterface(editor).textInterface()
    assert found.text(0, found.characterCount()) == text
    for place in range(len(text) + 1):
        found.characterRect(place)
        found.scrollToSubstring(place, place + 1)
        editor.repaint()
    assert not is_open(editor)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("post", Direction)
def test_the_card_is_mirrored_and_seen_in_each_theme(
    open_editor: Open, post: Direction, tokens: object
) -> None:
    editor = open_editor(BETWEEN, post)
    editor.set_theme(tokens)
    rect = editor.line_rect(editor.document().findBlockByNumber(2))
    image = editor.viewport().grab().toImage()
    left, measure = editor.column()
    ratio = image.devicePixelRatio()
    ground = editor._looks.tokens.paper

    def inked(start: float, end: float) -> int:
        found = 0
        for x in range(round(start), round(end)):
            for y in range(round(rect.top()) + 8, round(rect.bottom()) - 8):
                colour = image.pixelColor(round(x * ratio), round(y * ratio)).name()
                found += colour != ground
        return found

    first = inked(left + 3, left + measure / 3)
    last = inked(left + measure * 2 / 3, left + measure - 3)
    assert first > 400 > last if post is Direction.LTR else last > 400 > first


def test_the_card_grows_with_the_letters(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    block = editor.document().findBlockByNumber(2)
    before = editor.line_rect(block).height()
    editor.zoom(4)
    assert editor.line_rect(block).height() > before
    assert not is_open(editor)


def test_on_paper_it_is_a_card(open_editor: Open, tmp_path: Path) -> None:
    editor = open_editor(f"above\n\n{ONE}\n\nbelow")
    document: QPdfDocument = printed(editor, tmp_path / "x.pdf")
    said = "".join(words(document, 0).split())
    assert "Table" in said
    assert "firstcell" in said
    assert "colspan" not in said


def test_a_long_post_scrolls_to_an_island_at_the_foot(open_editor: Open) -> None:
    paragraphs = "\n\n".join(f"line {n}" for n in range(60))
    editor = open_editor(f"{paragraphs}\n\n{ONE}\n\n{paragraphs}")
    put_caret(editor, len(paragraphs))
    editor.show_caret()
    for _ in range(2):
        editor.go(Way.DOWN)
        rect = editor.caret_rect()
        assert rect.top() >= 0
        assert rect.bottom() <= editor.viewport().height()
    assert editor.textCursor().hasSelection()
    for _ in range(10):
        editor.go(Way.DOWN, keep=True)
        assert editor.caret_rect().bottom() <= editor.viewport().height()


def test_a_view_begins_with_a_line_that_is_seen_wherever_it_is_scrolled(
    open_editor: Open,
) -> None:
    tall = island("<div>\n" + "<hr>\n" * 40 + "</div>")
    editor = open_editor("\n\n".join(["some words", tall] * 20 + ["the end"]))
    bar = editor.verticalScrollBar()
    assert 0 < bar.maximum() < 80
    for value in range(bar.maximum() + 1):
        bar.setValue(value)
        editor.repaint()
        first = editor.firstVisibleBlock()
        assert first.isVisible()
        assert first.firstLineNumber() == value
        assert editor.caret_at(QPointF(300, 1)).position - first.position() in range(12)
    last = editor.line_rect(editor.document().lastBlock())
    assert last.top() < editor.viewport().height()


def key(editor: WritingEditor, code: Qt.Key, text: str = "") -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(editor, event)


def test_a_reader_alone_cannot_change_it(open_editor: Open) -> None:
    editor = open_editor(BETWEEN)
    editor.setReadOnly(True)
    put_caret(editor, START)
    for code, text in ((Qt.Key.Key_Delete, ""), (Qt.Key.Key_X, "x")):
        key(editor, code, text)
    assert editor.text() == BETWEEN
