"""Locking leaves nothing of the author's to be read; unlocking brings it back."""

from __future__ import annotations

import gc
import subprocess
import threading
from pathlib import Path

import shiboken6
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sessions import Begin, asked, locked, unlocked

from editor.gui.main_window import MainWindow
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.reading import snapshot_of
from editor.text import direction
from editor.workspace.workspace import Workspace

# In halves, so that the test's own code does not hold the whole.
HALVES = ("Zwieselmuehle", "الخبيئة")


def secret() -> str:
    return " ".join(HALVES)


def write_secret(workspace: Workspace) -> None:
    body = "\n\n".join(f"Paragraph {n} of {secret()}." for n in range(200))
    workspace.new_post(f"About {secret()}", body=body)
    workspace.new_post("Other", body="nothing in it")


def open_secret(window: MainWindow, qtbot: QtBot) -> None:
    post = next(p for p in window.workspace.page() if p.title.startswith("About"))
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)


def words_on_screen() -> list[str]:
    """Everything that any widget says, shows, or would tell a screen reader."""
    found: list[str] = []
    for widget in QApplication.allWidgets():
        if not shiboken6.isValid(widget):
            continue
        found += [widget.windowTitle(), widget.toolTip(), widget.accessibleName()]
        found += [widget.accessibleDescription(), widget.statusTip(), widget.whatsThis()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            found.append(widget.toPlainText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(i) for i in range(widget.count())]
    return found


def strings_in_memory(part: str) -> list[str]:
    """Every text below the collector's objects that holds `part`."""
    found: dict[int, str] = {}
    for holder in gc.get_objects():
        if holder is found:
            continue
        for each in gc.get_referents(holder):
            if type(each) is str and part in each:
                found[id(each)] = each
            elif type(each) is bytes and part.encode() in each:
                found[id(each)] = each.decode("utf-8", "replace")
    return list(found.values())


def spread_secret(window: MainWindow, qtbot: QtBot) -> None:
    """Have the author's words in as many places as a window has."""
    open_secret(window, qtbot)
    window.frame.writing.editor.selectAll()
    window.frame.writing.editor.copy()
    window.frame.writing.find_bar.open_with(secret())
    window.frame.library.search.setText(secret())
    window.panes.show_over("details")
    window.frame.writing.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(window.frame.writing.editor, f" typed {HALVES[0]} last")
    assert any(secret() in each for each in words_on_screen())
    assert secret() in QApplication.clipboard().text()
    assert strings_in_memory(secret())


def test_nothing_of_the_author_is_left_to_read(begin: Begin, qtbot: QtBot) -> None:
    session = begin(before=write_secret)
    spread_secret(session.window, qtbot)
    gc.freeze()  # as the program does when the window was painted
    gc.disable()
    try:
        locked(session, qtbot)
        assert gc.get_freeze_count() == 0
        assert strings_in_memory(secret()) == []
    finally:
        gc.unfreeze()
        gc.enable()
    assert not [each for each in QApplication.allWidgets() if isinstance(each, QPlainTextEdit)]
    assert QApplication.clipboard().text() == ""
    assert not [each for each in words_on_screen() if any(half in each for half in HALVES)]
    assert {each.windowTitle() for each in QApplication.topLevelWidgets()} <= {"", "Midad"}
    assert not direction._COUNTED
    again = unlocked(session, qtbot)
    assert again.frame.writing.body().endswith(f"typed {HALVES[0]} last")


def process_of_the_preview(window: MainWindow, qtbot: QtBot) -> subprocess.Popen[bytes]:
    """That has set the open post."""
    lane = window.frame.preview._lane
    lane.request(snapshot_of(window.desk.post, ""))
    qtbot.waitUntil(lambda: lane._memory.told.number == 1, timeout=30_000)
    process = lane._aside._process
    assert process is not None
    assert process.poll() is None
    return process


def test_the_process_of_the_preview_ends_with_what_it_knew(begin: Begin, qtbot: QtBot) -> None:
    words = "".join(("Kirch", "muehle"))
    session = begin(before=lambda workspace: workspace.new_post("About", body=f"{words}\n\n" * 99))
    open_secret(session.window, qtbot)
    process = process_of_the_preview(session.window, qtbot)
    assert len(strings_in_memory(words)) > 1
    locked(session, qtbot)
    assert process.poll() is not None
    assert "rendering" not in {thread.name for thread in threading.enumerate()}
    gc.collect()
    assert strings_in_memory(words) == [words]


def test_the_clipboard_of_others_stays_theirs(begin: Begin, qtbot: QtBot, monkeypatch) -> None:
    session = begin()
    clipboard = QApplication.clipboard()
    data = QMimeData()
    data.setText("theirs")
    clipboard.setMimeData(data)
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _self: False)
    locked(session, qtbot)
    assert clipboard.text() == "theirs"


def test_unlocking_goes_back_to_the_same_place(begin: Begin, qtbot: QtBot) -> None:
    session = begin(before=write_secret)
    window = session.window
    open_secret(window, qtbot)
    window.setGeometry(40, 50, 1200, 700)
    editor = window.frame.writing.editor
    cursor = editor.textCursor()
    cursor.setPosition(2000)
    cursor.setPosition(2010, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.verticalScrollBar().setValue(37)
    assert window.desk.post is not None
    post, place, spot = window.desk.post.id, window.frame.writing.place(), window.geometry()
    locked(session, qtbot)
    assert session.front.geometry() == spot
    window = unlocked(session, qtbot)
    assert window.geometry() == spot
    assert window.desk.post is not None
    assert window.desk.post.id == post
    qtbot.waitUntil(lambda: window.frame.writing.place() == place)
    assert not window.frame.writing.editor.document().isUndoAvailable()


def test_typing_in_progress_is_saved_first(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    qtbot.keyClicks(session.window.frame.writing.editor, "half a sent")
    locked(session, qtbot)
    assert unlocked(session, qtbot).frame.writing.body() == "half a sent"


def test_a_passphrase_typed_too_early_does_not_go_into_the_post(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    window = session.window
    qtbot.keyClicks(window.frame.writing.editor, "words")
    session.lock()
    assert session.window is window, "its words are being saved"
    window.frame.writing.editor.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
    asked(session, qtbot)
    assert unlocked(session, qtbot).frame.writing.body() == "words"


def test_words_that_cannot_be_saved_keep_the_window_open(
    begin: Begin, qtbot: QtBot, monkeypatch
) -> None:
    from editor.domain.errors import DiskFull

    session = begin()
    window = session.window
    qtbot.keyClicks(window.frame.writing.editor, "kept")

    def full(*_args: object, **_named: object) -> None:
        raise DiskFull(path="x")

    with monkeypatch.context() as patched:
        patched.setattr(window.workspace, "save", full)
        session.lock()
        qtbot.waitUntil(lambda: "Not locked" in window.frame.banner.text)
        assert session.window is window
    assert window.frame.writing.body() == "kept"
    assert window.frame.isEnabled()
    locked(session, qtbot)
    assert unlocked(session, qtbot).frame.writing.body() == "kept"


def test_the_keys_lock_also_over_a_dialog(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    window = session.window
    window.dialogs.show_preferences()
    dialog = window.findChild(QDialog)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keySequence(dialog, QKeySequence("Ctrl+Alt+L"))
    asked(session, qtbot)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    unlocked(session, qtbot)


def test_the_keys_lock_from_the_text(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    qtbot.waitUntil(session.window.isActiveWindow)
    qtbot.keySequence(session.window.frame.writing.editor, QKeySequence("Ctrl+Alt+L"))
    asked(session, qtbot)


def test_a_notebook_without_a_passphrase_says_why_it_is_not_locked(
    begin: Begin, qtbot: QtBot
) -> None:
    session = begin(passphrase="")
    window = session.window
    window.frame.actions_by_name["lock"].trigger()
    assert "this one has none" in window.frame.banner.text
    session.lock()
    assert session.window is window
    window.frame.banner.do(0)
    assert window.findChild(QDialog).isVisible()


def test_a_lock_during_a_sync_stops_it(begin: Begin, qtbot: QtBot, tmp_path: Path) -> None:
    def connect(workspace: Workspace) -> None:
        folder = tmp_path / "site"
        folder.mkdir()
        workspace.blogs.add(workspace.blogs.discover(str(folder)))
        for n in range(5):
            workspace.new_post(f"Post {n}")

    session = begin(before=connect)
    window, workspace = session.window, session.window.workspace
    begun, go_on = threading.Event(), threading.Event()
    sync, cancelled = workspace.sync, []

    def slow(*args: object, **named: object) -> object:
        begun.set()
        go_on.wait(20)
        cancelled.append(named["cancel"]._wanted)  # type: ignore[attr-defined]
        return sync(*args, **named)

    workspace.sync = slow
    qtbot.waitUntil(lambda: bool(window.overview.blogs))
    window.sync()
    qtbot.waitUntil(begun.is_set)
    session.lock()
    qtbot.waitUntil(lambda: session.window is None)
    go_on.set()
    page = asked(session, qtbot)
    assert cancelled == [True]
    assert isinstance(page, UnlockPage)
    unlocked(session, qtbot)


def test_the_window_is_locked_when_nobody_is_there(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    locking = session.window.locking
    assert locking.absence.minutes == 10
    locking.absence.minutes = 0
    locking.look()
    assert session.window is not None
    locking.absence.minutes = 1
    assert locking.absence._since is not None
    from datetime import timedelta

    locking.absence._since -= timedelta(minutes=1)
    locking.absence._signs = locking._signs()
    locking.look()
    asked(session, qtbot)


def test_a_key_is_a_sign_of_presence(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    locking = session.window.locking
    before = locking._signs()
    assert locking._signs() == before
    qtbot.keyClicks(session.window.frame.writing.editor, "a")
    assert locking._signs() != before


def test_the_chosen_minutes_are_kept(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    session.window.locking.set_minutes(30)
    locked(session, qtbot)
    window = unlocked(session, qtbot)
    qtbot.waitUntil(lambda: window.locking.absence.minutes == 30)


def test_a_calm_window_comes_back_calm(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    session.window.panes.show_calm(True)
    locked(session, qtbot)
    window = unlocked(session, qtbot)
    qtbot.waitUntil(lambda: window.panes.calm)
    window.panes.show_calm(False)


def test_the_gate_can_be_closed(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    locked(session, qtbot)
    assert isinstance(session.front, QWidget)
    assert session.front.pos() != QPoint(-1, -1)
