"""The window comes back as it was left: also after a kill, with what was typed last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.domain.errors import DiskFull
from editor.domain.post import Post
from editor.gui import desk
from editor.gui.app import build_window
from editor.gui.main_window import MainWindow
from editor.gui.returning import come_back
from editor.gui.whereabouts import Whereabouts, in_text, read_whereabouts
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace

Start = Callable[[], MainWindow]
LINES = "\n\n".join(f"الفقرة {n}: نكتب عن Qt وعن GPU. " * 6 for n in range(400))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "notebook.midad"
    workspace = open_workspace(made)
    workspace.put_setting("window.preview", "0")
    for number in range(3):
        workspace.new_post(f"Post {number}", body=LINES if number == 1 else f"short {number}")
    workspace.close()
    return made


@pytest.fixture
def start(path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Another window on the notebook, as the program makes it. One that was left open stands for
    one that was killed."""
    made: list[MainWindow] = []

    def begin() -> MainWindow:
        window = build_window(open_workspace(path), "en", scheme="light", app=qapp)
        window.resize(1200, 800)
        come_back(window)
        with qtbot.waitSignal(window.painted):
            window.show()
        made.append(window)
        return window

    yield begin
    for window in made:
        window.desk.blockSignals(True)
        window.bridge.close()
        window.hide()
        window.workspace.close()
        window.deleteLater()
    qapp.setStyleSheet("")


def post_of(workspace: Workspace, title: str) -> Post:
    (id,) = [row.id for row in workspace.page() if row.title == title]
    return workspace.open_post(id)


def go_into_the_long_post(window: MainWindow, qtbot: QtBot) -> None:
    long = post_of(window.workspace, "Post 1")
    window.open_post(long.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == long.id)
    editor = window.frame.writing.editor
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(200).position() + 17)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 9)
    editor.setTextCursor(cursor)
    bar = editor.verticalScrollBar()
    bar.setValue(bar.value() + 3)


def here(window: MainWindow) -> Whereabouts:
    assert window.desk.post is not None
    return in_text(window.frame.writing.editor, window.desk.post.id, writing=False)


def end(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed, timeout=5000):
        window.close()


def test_the_same_post_caret_and_view_after_an_end_in_order(start: Start, qtbot: QtBot) -> None:
    window = start()
    go_into_the_long_post(window, qtbot)
    left = here(window)
    assert left.top > 100
    assert left.anchor != left.caret
    end(window, qtbot)
    again = start()
    assert here(again) == left
    assert again.frame.banner.text == ""


def test_the_same_place_after_a_kill_though_nothing_was_typed(start: Start, qtbot: QtBot) -> None:
    window = start()
    go_into_the_long_post(window, qtbot)
    left = here(window)
    qtbot.waitUntil(lambda: read_whereabouts(window.workspace) == left, timeout=5000)
    again = start()
    assert here(again) == left
    assert again.frame.banner.text == "", "nothing was being written, so nothing is told"


def test_a_kill_while_writing_is_told_with_the_post_and_the_time(
    start: Start, qtbot: QtBot
) -> None:
    window = start()
    window.frame.writing.editor.insertPlainText("كلمة ")
    qtbot.waitUntil(lambda: read_whereabouts(window.workspace).is_writing, timeout=5000)
    again = start()
    assert again.frame.writing.body().startswith("كلمة ")
    assert "closed unexpectedly" in again.frame.banner.text
    assert "Post 2" in again.frame.banner.text
    assert here(again).caret == (0, 5)


def test_a_long_post_goes_into_the_journal_while_it_is_typed(start: Start, qtbot: QtBot) -> None:
    window = start()
    go_into_the_long_post(window, qtbot)
    editor = window.frame.writing.editor
    with qtbot.waitSignal(window.desk.secured, timeout=2000):
        editor.insertPlainText("كلمة ")
    stored = post_of(window.workspace, "Post 1")
    assert "كلمة" not in stored.body, "saved whole while its author types"
    with qtbot.waitSignal(window.desk.saved, timeout=2 * desk.REST_AFTER):
        pass
    assert "كلمة" in post_of(window.workspace, "Post 1").body
    assert window.workspace.journal.recover(window.workspace) == []


def test_what_the_journal_has_is_there_after_a_kill(start: Start, qtbot: QtBot) -> None:
    window = start()
    go_into_the_long_post(window, qtbot)
    with qtbot.waitSignal(window.desk.secured, timeout=2000):
        window.frame.writing.editor.insertPlainText("كلمة ")
    body = window.frame.writing.body()
    again = start()
    assert again.frame.writing.body() == body
    assert post_of(again.workspace, "Post 1").body == body
    assert "closed unexpectedly" in again.frame.banner.text


def test_a_disk_that_is_still_full_keeps_no_word_back(
    start: Start, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(path)
    post = post_of(workspace, "Post 0")
    workspace.journal.put(replace(post, body="typed last"), post)
    workspace.close()

    def refuse(*_given: object, **_named: object) -> Post:
        raise DiskFull(path=str(path))

    with monkeypatch.context() as full:
        full.setattr(Workspace, "save", refuse)
        window = start()
        assert window.frame.writing.body() == "typed last"
        qtbot.waitUntil(lambda: "disk is full" in window.frame.banner.text)
        assert [each.body for each in window.workspace.journal.typed()] == ["typed last"]
    qtbot.waitUntil(lambda: window.desk.is_saved)
    assert window.workspace.open_post(post.id).body == "typed last"
    assert window.workspace.journal.typed() == []


def test_an_entry_that_cannot_be_read_keeps_no_notebook_closed(start: Start, path: Path) -> None:
    workspace = open_workspace(path)
    post = post_of(workspace, "Post 0")
    workspace.journal.put(replace(post, body="typed last"), post)
    with workspace._stores.notebook.writing() as connection:
        connection.execute("UPDATE journal SET body = x'00ff'")
    workspace.close()
    assert start().frame.writing.body() == "short 2"


def test_who_types_without_a_rest_is_saved_whole_at_last(
    start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "WHOLE_AFTER", 1_200)
    window = start()
    go_into_the_long_post(window, qtbot)
    saved: list[Post] = []
    window.desk.saved.connect(saved.append)
    for _ in range(30):
        window.frame.writing.editor.insertPlainText("ك")
        qtbot.wait(80)
    assert saved, "2.4 seconds without a rest, and the post was never saved whole"


def test_words_of_a_post_that_was_changed_since_are_kept_beside_it(
    start: Start, path: Path, qtbot: QtBot
) -> None:
    workspace = open_workspace(path)
    post = post_of(workspace, "Post 0")
    workspace.journal.put(replace(post, body="mine"), post)
    workspace.save(replace(post, body="theirs"))
    workspace.close()
    window = start()
    (version,) = window.workspace.versions_of(post.id)
    assert window.workspace.open_post(version).body == "mine"
    assert window.workspace.open_post(post.id).body == "theirs"
    assert "kept beside" in window.frame.banner.text
    assert window.workspace.journal.recover(window.workspace) == []


def test_a_post_that_is_gone_gives_way_to_the_newest(start: Start, qtbot: QtBot) -> None:
    window = start()
    go_into_the_long_post(window, qtbot)
    end(window, qtbot)
    workspace = open_workspace(window.workspace.path)
    workspace.bin(post_of(workspace, "Post 1").id)
    workspace.close()
    again = start()
    assert again.desk.post is not None
    assert again.desk.post.title == "Post 2"


@pytest.mark.parametrize("kept", ["", "no JSON", "[]", '{"post": 3}', '{"caret": [1]}'])
def test_what_was_kept_may_be_anything(path: Path, kept: str) -> None:
    workspace = open_workspace(path)
    workspace.put_setting("window.whereabouts", kept)
    assert read_whereabouts(workspace) == Whereabouts()
    workspace.close()
