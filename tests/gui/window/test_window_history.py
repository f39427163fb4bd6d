"""The timeline of a post: read with the keyboard, right in both directions, and one step back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCursor
from pytestqt.qtbot import QtBot

from editor.domain.post import Credit, Direction, Format, Post
from editor.domain.revision import Cause
from editor.gui.history.dialog import HistoryDialog
from editor.gui.history.keeper import StateKeeper
from editor.gui.history.opening import open_history
from editor.gui.main_window import MainWindow
from editor.system import translation
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open, pieces

FIRST = (
    "خرجنا مع الفجرِ، والجسر خالٍ.\r\n\r\nThe road (km 214) is long.\n\nكتبتُ عن C++ أمس\u2028ثم"
    " نمتُ \U0001f319\ufeff\r\rسطر ثابت\n\nسطر ثابت آخر\n\nسطر ثالث ثابت\n"
)
SECOND = FIRST.replace("الفجرِ", "الغروبِ").replace("long", "short").replace("\r\r", "\n")
_AROUND = " \u2066\u2067\u2069"
_RTL, _LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture
def post(workspace: Workspace) -> Post:
    """A post that said FIRST, and says SECOND under another title."""
    made = workspace.new_post("دفتر", language="ar")
    made = workspace.save(replace(made, body=FIRST))
    workspace.history.keep(made.id, Cause.LEFT)
    return workspace.save(replace(made, title="دفتر الطريق", body=SECOND))


def opened(window: MainWindow, post: Post, qtbot: QtBot) -> HistoryDialog:
    """The dialog over the window, with its first answer."""
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    open_history(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(HistoryDialog)))
    dialog: HistoryDialog = window.findChildren(HistoryDialog)[-1]
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    qtbot.waitUntil(lambda: not dialog.view.document().isEmpty())
    return dialog


def lines(dialog: HistoryDialog) -> list[QTextBlock]:
    document = dialog.view.document()
    return [document.findBlockByNumber(at) for at in range(document.blockCount())]


def states(workspace: Workspace, post: Post) -> list[Cause]:
    return [each.cause for each in workspace.history.of(post.id)]


# --- reading -------------------------------------------------------------------------------------


def test_what_changed_is_struck_through_or_underlined(
    window: MainWindow, post: Post, qtbot: QtBot
) -> None:
    dialog = opened(window, post, qtbot)
    title, dawn, road = lines(dialog)[:3]
    assert pieces(title) == [("دفتر ", False, False), ("الطريق", False, True)]
    assert ("الفجرِ", True, False) in pieces(dawn)
    assert ("الغروبِ", False, True) in pieces(dawn)
    assert pieces(road)[0] == ("The road (km 214) is ", False, False)
    assert dialog.counts.text() == "2 words went, 3 words came"
    dialog.reject()


def test_each_line_runs_its_own_way(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    dialog = opened(window, post, qtbot)
    title, dawn, road = lines(dialog)[:3]
    assert [each.blockFormat().layoutDirection() for each in (title, dawn, road)] == [
        _RTL,
        _RTL,
        _LTR,
    ]
    # What changed is drawn after what stands before it, as its line is read.
    layout = dawn.layout()
    x = {
        name: layout.lineAt(0).cursorToX(dawn.text().index(name))[0]
        for name in ("خرجنا", "الفجرِ", "الغروبِ", "والجسر")
    }
    assert list(x.values()) == sorted(x.values(), reverse=True)
    dialog.reject()


def test_a_line_that_turned_stands_twice(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    made = workspace.new_post("دفتر", language="ar")
    made = workspace.save(replace(made, body="the name Midad here"))
    workspace.history.keep(made.id, Cause.LEFT)
    made = workspace.save(replace(made, body="هنا the name Midad في النص كله"))
    dialog = opened(open_window(), made, qtbot)
    found = [(each.blockFormat().layoutDirection(), each.text()) for each in lines(dialog)[1:]]
    assert [direction for direction, _text in found] == [_LTR, _RTL]
    assert "هنا" not in found[0][1]
    assert "here" not in found[1][1]
    dialog.reject()


def test_the_keyboard_is_enough(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    workspace.history.keep(post.id, Cause.LEFT)
    dialog = opened(window, post, qtbot)
    assert dialog.list.count() == 2
    qtbot.waitUntil(lambda: dialog.counts.text() == "No word is different.")
    assert dialog.list.hasFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.counts.text() == "2 words went, 3 words came")
    dialog.beside.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.counts.text() == "There is no state before it.")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dialog.counts.text() == "2 words went, 3 words came")
    dialog.beside.setCurrentIndex(2)
    qtbot.waitUntil(lambda: dialog.counts.text() == "")
    shown = [each.text() for each in lines(dialog)]
    assert shown[0] == "دفتر الطريق"
    assert "سطر ثالث ثابت" in shown
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(HistoryDialog))


def test_rows_say_when_why_and_how_long(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    dialog = opened(window, post, qtbot)
    said = dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Today, ")
    assert said.endswith(f"When you stopped writing, {len(FIRST.split())} words")
    dialog.reject()


def test_a_post_without_a_past_is_told_of_it(window: MainWindow, qtbot: QtBot) -> None:
    window.new_post()
    qtbot.waitUntil(lambda: window.desk.post is not None)
    open_history(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(HistoryDialog)))
    (dialog,) = window.findChildren(HistoryDialog)
    assert not dialog.back.isVisible()
    assert not dialog.list.isVisible()
    dialog.reject()


def test_it_is_mirrored(open_window: Open, post: Post, qtbot: QtBot) -> None:
    window = open_window("ar", "dark")
    dialog = opened(window, post, qtbot)
    list_x = dialog.list.mapTo(dialog, dialog.list.rect().topLeft()).x()
    assert list_x > dialog.view.mapTo(dialog, dialog.view.rect().topLeft()).x()
    assert translation.is_rtl()
    row = dialog.list.visualItemRect(dialog.list.item(0))
    picture = dialog.list.viewport().grab(row).toImage()
    across = range(12, picture.width() - 12)
    ground = picture.pixelColor(12, 12)
    ink = [x for x in across if any(picture.pixelColor(x, y) != ground for y in range(6, 28))]
    assert sum(ink) / len(ink) > picture.width() / 2  # the moment stands at the right
    dialog.reject()


def test_it_follows_what_happens_to_the_post(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    dialog = opened(window, post, qtbot)
    workspace.history.keep(post.id, Cause.LEFT)
    workspace.save(replace(workspace.open_post(post.id), tags=("حبر",)))
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    assert dialog.list.currentRow() == 1  # the same moment as before
    workspace.bin(post.id)
    workspace.emptying.empty()
    qtbot.waitUntil(lambda: not window.findChildren(HistoryDialog))


def test_a_damaged_state_is_told_and_costs_no_other(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    workspace.history.keep(post.id, Cause.LEFT)
    _newer, older = workspace.history.of(post.id)
    workspace._stores.notebook.connection.execute(
        "UPDATE history SET state = x'0011' WHERE number = ?", (older.number,)
    )
    dialog = opened(window, post, qtbot)
    assert dialog.back.isEnabled()
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(dialog.news.isVisible)
    assert "damaged" in dialog.news.text()
    assert not dialog.back.isEnabled()
    dialog.list.setCurrentRow(0)
    qtbot.waitUntil(dialog.back.isEnabled)
    assert not dialog.news.isVisible()
    dialog.reject()


def test_an_answer_that_comes_too_late_is_not_shown(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot, monkeypatch: Any
) -> None:
    workspace.history.keep(post.id, Cause.LEFT)
    dialog = opened(window, post, qtbot)
    answers: list[Any] = []
    with monkeypatch.context() as slow:
        slow.setattr(dialog._bridge, "run", lambda *asked: answers.append(asked))
        dialog.list.setCurrentRow(1)
        dialog.list.setCurrentRow(0)
    (_lane, first, done, _failed), (_lane, second, *_rest) = answers
    done(second())
    shown = dialog.counts.text()
    done(first())
    assert dialog.counts.text() == shown == "No word is different."
    dialog.reject()


def test_what_is_said_about_the_post_is_shown_where_it_differs(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    credit = Credit("photographer", "هناء")
    about = {"tags": ("river", "جسر"), "credits": (credit,), "direction": Direction.RTL}
    made = workspace.save(replace(post, **about))
    workspace.history.keep(post.id, Cause.LEFT)
    workspace.save(replace(made, tags=("جسر", "حبر"), credits=(), direction=None, language=""))
    dialog = opened(window, post, qtbot)
    qtbot.waitUntil(lambda: dialog.counts.text() == "No word is different.")
    shown = {}
    for line in lines(dialog)[1:5]:
        name, *items = [(text.strip(_AROUND), *look) for text, *look in pieces(line)]
        shown[name[0]] = [item for item in items if item[0]]
    assert shown["Tags"] == [
        ("جسر", False, False),
        ("river", True, False),
        ("حبر", False, True),
    ]
    assert ("Photographer: \u2067هناء", True, False) in shown["People"]
    assert ("العربية", True, False) in shown["Language"]
    assert ("Right to left", True, False) in shown["Direction"]
    dialog.beside.setCurrentIndex(2)  # what it said then, whole
    qtbot.waitUntil(lambda: dialog.counts.text() == "")
    assert any("river" in line.text() for line in lines(dialog))
    assert not any(struck for line in lines(dialog) for _text, struck, _new in pieces(line))
    dialog.reject()


# --- going back ----------------------------------------------------------------------------------


def test_going_back_is_one_step_that_undo_takes_back(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    dialog = opened(window, post, qtbot)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    writing = window.frame.writing
    qtbot.waitUntil(lambda: writing.body() == FIRST)
    assert writing.title() == "دفتر"
    assert "Undo takes that back." in window.frame.banner.text
    qtbot.waitUntil(lambda: workspace.open_post(post.id).body == FIRST)
    assert states(workspace, post)[0] is Cause.RESTORED
    writing.editor.undo()
    assert writing.body() == SECOND
    writing.editor.redo()
    assert writing.body() == FIRST
    qtbot.waitUntil(lambda: window.desk.is_saved)


def test_undo_takes_back_all_of_a_return(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    before = {"tags": ("حبر",), "excerpt": "قبل", "language": "en"}
    workspace.save(replace(post, **before))
    dialog = opened(window, post, qtbot)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    writing, desk = window.frame.writing, window.desk

    def now() -> tuple[object, ...]:
        shown = desk.snapshot()
        assert shown is not None
        return shown.title, shown.body, shown.tags, shown.excerpt, shown.language

    was = ("دفتر الطريق", SECOND, ("حبر",), "قبل", "en")
    then = ("دفتر", FIRST, (), "", "ar")
    qtbot.waitUntil(lambda: now() == then)
    for _time in range(2):
        writing.editor.undo()
        assert now() == was
        writing.editor.redo()
        assert now() == then
    qtbot.waitUntil(lambda: desk.is_saved and workspace.open_post(post.id).tags == ())
    # What was said since stays as it is.
    desk.change(tags=("جديد",))
    writing.editor.undo()
    assert now() == ("دفتر الطريق", SECOND, ("جديد",), "قبل", "en")
    # From here another way is taken: what comes is no redo.
    for _time in range(3):
        writing.editor.textCursor().insertText("x")
        writing.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert writing.title() == "دفتر الطريق"
    qtbot.waitUntil(lambda: desk.is_saved)


def test_a_return_without_a_changed_word_is_a_step_too(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    workspace.history.keep(post.id, Cause.LEFT)
    workspace.save(replace(workspace.open_post(post.id), tags=("حبر",)))
    dialog = opened(window, post, qtbot)
    qtbot.waitUntil(lambda: dialog.counts.text() == "No word is different.")
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    desk, writing = window.desk, window.frame.writing
    qtbot.waitUntil(lambda: desk.post is not None and desk.post.tags == ())
    assert (writing.title(), writing.body()) == ("دفتر الطريق", SECOND)
    qtbot.waitUntil(lambda: desk.is_saved and workspace.open_post(post.id).tags == ())
    writing.editor.undo()
    assert desk.post is not None
    assert desk.post.tags == ("حبر",)
    assert writing.body() == SECOND
    qtbot.waitUntil(lambda: desk.is_saved and workspace.open_post(post.id).tags == ("حبر",))


def test_another_post_is_not_touched_by_an_earlier_return(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    other = workspace.new_post("أخرى", body="نص")
    dialog = opened(window, post, qtbot)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.frame.writing.body() == FIRST)
    window.open_post(other.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == other.id)
    assert window.frame.writing.title() == "أخرى"
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    assert window.frame.writing.title() == "دفتر"


def test_going_back_to_another_format_is_a_save(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    html = "<p>كما أرسله الخادم</p>"
    made = workspace.save(replace(workspace.new_post("دفتر"), body=html, format=Format.HTML))
    workspace.history.keep(made.id, Cause.LEFT)
    made = workspace.save(replace(made, body="بكلماتي", format=Format.MARKDOWN))
    window = open_window()
    dialog = opened(window, made, qtbot)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.frame.writing.body() == html)
    assert workspace.open_post(made.id).format is Format.HTML
    assert window.frame.writing.editor.is_source
    assert states(workspace, made)[0] is Cause.RESTORED
    kept = workspace.history.of(made.id)[0]
    assert workspace.history.state(made.id, kept.number).body == "بكلماتي"


def test_what_was_typed_a_moment_ago_is_kept_when_going_back(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    qtbot.keyClicks(window.frame.writing.editor, "now ")
    dialog = opened(window, post, qtbot)
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.frame.writing.body() == FIRST)
    kept = workspace.history.of(post.id)[0]
    assert workspace.history.state(post.id, kept.number).body == "now " + SECOND
    qtbot.waitUntil(lambda: window.desk.is_saved)


# --- keeping -------------------------------------------------------------------------------------


def test_leaving_a_post_keeps_what_was_written(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    keeper = StateKeeper(window)
    other = workspace.new_post("أخرى")
    made = workspace.new_post("دفتر", body="نص")
    window.open_post(made.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == made.id)
    window.open_post(other.id)  # nothing was written: nothing is kept
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == other.id)
    window.open_post(made.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == made.id)
    assert states(workspace, made) == []
    qtbot.keyClicks(window.frame.writing.editor, "abc ")
    window.open_post(other.id)
    qtbot.waitUntil(lambda: states(workspace, made) == [Cause.LEFT])
    (kept,) = workspace.history.of(made.id)
    assert workspace.history.state(made.id, kept.number).body == "abc نص"
    assert states(workspace, other) == []
    keeper.tidy()


def test_closing_the_window_keeps_what_was_written(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    window = open_window()
    keeper = StateKeeper(window)
    made = workspace.new_post("دفتر", body="نص")
    window.open_post(made.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == made.id)
    qtbot.keyClicks(window.frame.writing.editor, "abc ")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=15_000)
    qtbot.waitUntil(lambda: states(workspace, made) == [Cause.LEFT])
    assert keeper is not None


def test_a_quiet_moment_empties_the_bin_of_what_is_too_old(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    old, new = workspace.new_post("قديمة"), workspace.new_post("جديدة")
    stores = workspace._stores
    stores.posts.bin(old.id, workspace.clock.now() - timedelta(days=61))
    stores.posts.bin(new.id, workspace.clock.now() - timedelta(days=59))
    StateKeeper(window).tidy()
    qtbot.waitUntil(lambda: [each.id for each in workspace.page(binned=True)] == [new.id])
