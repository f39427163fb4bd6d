"""The widget itself: keys, clipboard, loading, places."""

from __future__ import annotations

from pathlib import Path

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction, Format
from editor.gui.theme import DARK
from editor.gui.writing.context_menu import context_menu
from editor.gui.writing.editor import Place
from editor.gui.writing.markdown import commands
from editor.gui.writing.sheet.looks import PIXELS

TRICKY = "سطر\u00a0أول\r\nline\u2028two\u2029three\r\n\r\nكلمة 😀 end"


def test_opening_is_no_edit(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("قديم")
    with qtbot.assertNotEmitted(editor.text_edited, wait=500):
        editor.load(TRICKY)
        editor.set_post_direction(Direction.RTL)
        editor.set_language("ar")
        editor.set_theme(DARK)
        editor.zoom(1)
    assert editor.text() == TRICKY
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()
    assert editor.caret() == 0


def test_typing_is_an_edit_and_undo_takes_it_back(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor(TRICKY)
    put_caret(editor, 4)
    with qtbot.waitSignal(editor.text_edited):
        type_words(editor, "كلمة ")
    assert editor.text() == TRICKY[:4] + "كلمة " + TRICKY[4:]
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.text() == TRICKY


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("- بند", "\nثان", "- بند\n- ثان"),
        ("1. one", "\ntwo\n\nout", "1. one\n2. two\n\nout"),
        ("> قال", "\nثم\n\n", "> قال\n> ثم\n\n"),
        ("نص", "\nسطر", "نص\nسطر"),
        ("a\r\n- b", "\nc", "a\r\n- b\r\n- c"),
        ("```\n    x", "\ny", "```\n    x\n    y"),
    ],
)
def test_enter_goes_on_with_what_it_is_in(
    open_editor: Open, before: str, typed: str, after: str
) -> None:
    editor = open_editor(before)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_words(editor, typed)
    assert editor.text() == after


def test_enter_is_one_step_to_undo(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("- بند")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_words(editor, "\n")
    editor.undo()
    assert editor.text() == "- بند"


def test_shift_enter_is_a_plain_line_break(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("- بند")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.text() == "- بند\n"


def test_tab_nests_an_item(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("- أ\n- ب")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "- أ\n  - ب"
    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.text() == "- أ\n- ب"


def test_a_command_is_one_step_and_keeps_the_endings(open_editor: Open) -> None:
    editor = open_editor("كلمة 😀\r\nثانية\r\nثالثة\n")
    editor.selectAll()
    editor.apply(commands.bullet_list)
    assert editor.text() == "- كلمة 😀\r\n- ثانية\r\n- ثالثة\n"
    editor.undo()
    assert editor.text() == "كلمة 😀\r\nثانية\r\nثالثة\n"
    put_caret(editor, 9)
    editor.apply(commands.bold)
    editor.apply(commands.italic)
    assert editor.text() == "كلمة 😀\r\n***ثانية***\r\nثالثة\n"
    assert editor.textCursor().selectedText() == "ثانية"


@pytest.mark.parametrize("act", ["copy", "cut"])
def test_the_clipboard_keeps_every_character(open_editor: Open, act: str) -> None:
    editor = open_editor(TRICKY)
    editor.selectAll()
    getattr(editor, act)()
    assert editor.text() == (TRICKY if act == "copy" else "")
    assert QGuiApplication.clipboard().text() == TRICKY
    other = open_editor("")
    other.paste()
    assert other.text() == TRICKY
    editor.selectAll()
    editor.paste()
    assert editor.text() == TRICKY
    editor.undo()
    assert editor.text() == (TRICKY if act == "copy" else "")


def test_an_empty_clipboard_gives_nothing(open_editor: Open) -> None:
    editor = open_editor("نص")
    QGuiApplication.clipboard().clear()
    editor.paste_plain()
    assert editor.text() == "نص"


def test_words_from_elsewhere_take_the_documents_endings(open_editor: Open) -> None:
    editor = open_editor("a\r\nb")
    data = QMimeData()
    data.setText("x\ny\u00a0z")
    editor.insertFromMimeData(data)
    assert editor.text() == "x\r\ny\u00a0za\r\nb"


def test_dropped_picture_files_are_handed_on(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("نص")
    data = QMimeData()
    paths = [str(Path("/tmp/جسر.JPG")), "/tmp/b c.png"]
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    assert editor.canInsertFromMimeData(data)
    with qtbot.waitSignal(editor.pictures_dropped) as dropped:
        editor.insertFromMimeData(data)
    assert dropped.args == [paths]
    assert editor.text() == "نص"


def test_a_screenshot_is_handed_on_and_words_win_over_their_picture(
    open_editor: Open, qtbot: QtBot
) -> None:
    editor = open_editor("")
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(0x204060)
    data = QMimeData()
    data.setImageData(image)
    with qtbot.waitSignal(editor.picture_pasted) as pasted:
        editor.insertFromMimeData(data)
    assert pasted.args[0].size() == image.size()
    data.setText("كلمات")
    editor.insertFromMimeData(data)
    assert editor.text() == "كلمات"


def test_the_author_comes_back_to_the_same_place(open_editor: Open) -> None:
    text = "".join(f"سطر 😀 رقم {number}\r\n\r\n" for number in range(200))
    editor = open_editor(text)
    place = Place(
        anchor=text.index("رقم 90"), caret=text.index("رقم 91"), top=text.index("سطر 😀 رقم 88")
    )
    editor.go_to(place)
    assert editor.place() == place
    editor.load("قصير")
    editor.go_to(place)
    assert editor.place() == Place(anchor=4, caret=4, top=0)


def test_zoom_has_bounds(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("نص")
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(40):
        qtbot.keyClick(editor, Qt.Key.Key_Minus, control)
    assert editor.font().pixelSize() >= 10
    at = QPointF(50, 50)
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, control,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    small = editor.font().pixelSize()
    QApplication.sendEvent(editor.viewport(), wheel)
    assert editor.font().pixelSize() > small
    qtbot.keyClick(editor, Qt.Key.Key_0, control)
    assert editor.font().pixelSize() == PIXELS


@pytest.mark.parametrize("between", ["nothing", "a click", "the wheel"])
def test_the_pointer_between_the_keys_is_no_chord(
    open_editor: Open, qtbot: QtBot, between: str
) -> None:
    editor = open_editor("نص")
    said: list[Direction] = []
    editor.direction_wanted.connect(said.append)
    control, both = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    both |= control

    def send(kind: QEvent.Type, key: Qt.Key, keysym: int, held: Qt.KeyboardModifier) -> None:
        QApplication.sendEvent(editor, QKeyEvent(kind, key, held, 0, keysym, 0))

    send(QEvent.Type.KeyPress, Qt.Key.Key_Control, 0xFFE3, Qt.KeyboardModifier.NoModifier)
    send(QEvent.Type.KeyPress, Qt.Key.Key_Shift, 0xFFE1, control)
    if between == "a click":
        qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, both, QPoint(40, 30))
    elif between == "the wheel":
        at = QPointF(50, 50)
        wheel = QWheelEvent(
            at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, both,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(editor.viewport(), wheel)
    send(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, 0xFFE1, both)
    send(QEvent.Type.KeyRelease, Qt.Key.Key_Control, 0xFFE3, control)
    assert said == ([Direction.LTR] if between == "nothing" else [])


def test_html_is_shown_as_source(open_editor: Open) -> None:
    editor = open_editor("")
    editor.load("<p>مرحبا **بكم**</p>\r\n", Format.HTML)
    assert editor.post_direction is Direction.RTL, "its words decide, as on the blog"
    assert editor.block_direction is Direction.LTR, "its source is code"
    assert editor.text() == "<p>مرحبا **بكم**</p>\r\n"
    formats = editor.document().firstBlock().layout().formats()
    assert not any(r.format.fontWeight() == 700 for r in formats)
    assert "Mono" in editor.font().families()[0]


def test_the_menu_offers_what_can_be_done(open_editor: Open, qtbot: QtBot) -> None:
    from editor.gui.writing.context_menu import context_menu

    editor = open_editor("نص")
    menu: QMenu = context_menu(editor)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert enabled["Select all"]
    assert not enabled["Undo"]
    assert not enabled["Copy"]
    next(a for a in menu.actions() if a.text() == "Select all").trigger()
    assert editor.textCursor().hasSelection()


def test_the_caret_tells_the_direction_of_its_block(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("مرحبا بالجميع\n\nHello", Direction.RTL)
    assert editor.block_direction is Direction.RTL
    with qtbot.waitSignal(editor.caret_moved):
        editor.moveCursor(QTextCursor.MoveOperation.End)
    assert editor.block_direction is Direction.LTR


@pytest.mark.parametrize(("words", "at_left"), [("سطر\n", True), ("line\n", False)])
def test_the_scroll_bar_stands_where_the_lines_end(
    open_editor: Open, words: str, at_left: bool
) -> None:
    editor = open_editor(words * 200)
    x = editor.verticalScrollBar().mapTo(editor, QPoint()).x()
    assert (x < editor.width() / 2) is at_left
    left, width = editor.column()
    assert abs((left - editor.viewport().x()) * 2 + width - editor.viewport().width()) <= 1


def test_the_text_is_flushed_alone(open_editor: Open) -> None:
    editor = open_editor("نص")
    assert editor.testAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    assert editor.testAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)


def test_a_menu_that_was_used_is_gone(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor("نص")
    at = QPoint(100, 40)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, editor.mapToGlobal(at))
    QApplication.sendEvent(editor.viewport(), event)
    (menu,) = editor.findChildren(QMenu)
    next(a for a in menu.actions() if a.text() == "Select all").trigger()
    menu.close()
    qtbot.waitUntil(lambda: not editor.findChildren(QMenu))
    assert editor.textCursor().selectedText() == "نص"


def test_the_menu_stands_as_the_interface_does_not_as_the_post(open_editor: Open) -> None:
    editor = open_editor("نص", Direction.RTL)
    assert editor.layoutDirection() == Qt.LayoutDirection.RightToLeft
    menu = context_menu(editor)
    assert menu.layoutDirection() == Qt.LayoutDirection.LeftToRight
