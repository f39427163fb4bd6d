"""The disk is full, the file may not be written to, its folder is gone, its drive fails: the
author is told, goes on typing, and everything is saved by itself once it can be."""

from __future__ import annotations

import random
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from editor.gui import desk
from editor.gui.app import build_window
from editor.gui.main_window import MainWindow
from editor.workspace.assembly import open_workspace
from editor.workspace.exchange import read_post
from editor.workspace.workspace import Workspace

LONG = "".join(random.Random(3).choices("ابتثجحخدذرزسشصضطظ عغفقكلمنهوي\n", k=desk.LONG + 1_000))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(desk, "SAVE_AFTER", 50)
    monkeypatch.setattr(desk, "REST_AFTER", 200)
    monkeypatch.setattr(desk, "RETRY_FIRST", 100)
    (tmp_path / "folder").mkdir()
    opened = open_workspace(tmp_path / "folder" / "دفتر.midad")
    opened.put_setting("window.preview", "0")
    yield opened
    opened.close()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = build_window(workspace, "en", scheme="light", app=qapp)
    with qtbot.waitSignal(made.painted):
        made.show()
    bugs: list[BaseException] = []
    made.bug_met.connect(bugs.append)
    yield made
    if made.isVisible():
        with qtbot.waitSignal(made.closed, timeout=10_000):
            made.close()
    made.deleteLater()
    qapp.setStyleSheet("")
    assert not bugs


def on_lane(workspace: Workspace, qtbot: QtBot, statement: str) -> None:
    """Speak to the connection that saves."""
    done: list[object] = []
    run: Callable[[], object] = lambda: done.append(  # noqa: E731
        workspace._stores.notebook.connection.execute(statement).fetchall()
    )
    workspace.lanes.run(desk.SAVING, run)
    qtbot.waitUntil(lambda: bool(done))


@contextmanager
def full(workspace: Workspace, qtbot: QtBot) -> Iterator[None]:
    on_lane(workspace, qtbot, "PRAGMA max_page_count = 1")  # as many as there are
    yield
    on_lane(workspace, qtbot, "PRAGMA max_page_count = 1073741823")


@contextmanager
def read_only(workspace: Workspace, qtbot: QtBot) -> Iterator[None]:
    on_lane(workspace, qtbot, "PRAGMA query_only = ON")
    yield
    on_lane(workspace, qtbot, "PRAGMA query_only = OFF")


@contextmanager
def folder_gone(workspace: Workspace, _qtbot: QtBot) -> Iterator[None]:
    folder = workspace.path.parent
    away = folder.with_name("away")
    folder.rename(away)
    yield
    away.rename(folder)


@contextmanager
def failing_drive(workspace: Workspace, _qtbot: QtBot) -> Iterator[None]:
    """The system takes no byte more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


FAULTS = {
    "full": (full, "disk is full"),
    "read only": (read_only, "can be read but not written"),
    "folder gone": (folder_gone, "not in its place"),
    "failing drive": (failing_drive, "can't be used"),
}


@pytest.mark.parametrize("fault", list(FAULTS))
@pytest.mark.parametrize("body", ["short", LONG], ids=["short", "long"])
def test_typing_goes_on_and_all_is_saved_at_last(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, fault: str, body: str
) -> None:
    post = workspace.new_post("Title", body=body)
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    editor, banner = window.frame.writing.editor, window.frame.banner
    hinder, words = FAULTS[fault]
    failures: list[object] = []
    window.desk.failed.connect(failures.append)
    with hinder(workspace, qtbot):
        editor.insertPlainText(LONG[:20_000])  # more than the free pages of the file take
        qtbot.waitUntil(lambda: words in banner.text, timeout=5000)
        assert "Your words are still here" in banner.text
        assert window.frame.status.saved.text() == "Not saved yet"
        editor.insertPlainText("وكلمة بعد ذلك ")
        qtbot.waitUntil(lambda: len(failures) >= 3, timeout=5000)
        written = window.frame.writing.body()
        assert "وكلمة بعد ذلك" in written
    qtbot.waitUntil(lambda: window.desk.is_saved, timeout=10_000)
    assert workspace.open_post(post.id).body == written
    assert workspace.versions_of(post.id) == []
    assert "Saved again" in banner.text
    assert window.frame.status.saved.text().startswith("Saved ·")


def test_it_asks_less_and_less_often(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "RETRY_LAST", 300)
    post = workspace.new_post("Title", body="short")
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None)
    pauses: list[int] = []
    window.desk.failed.connect(lambda _error: pauses.append(window.desk._retry_timer.interval()))
    with read_only(workspace, qtbot):
        window.frame.writing.editor.insertPlainText("كلمة ")
        qtbot.waitUntil(lambda: len(pauses) >= 4, timeout=5000)
    assert pauses[:4] == [100, 200, 300, 300]


def test_a_file_in_the_place_of_the_notebook_is_not_taken_for_it(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """What a program that keeps folders alike may do: the words must not go to the lost file."""
    post = workspace.new_post("Title", body="short")
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None)
    kept = workspace.path.with_name("kept")
    workspace.path.rename(kept)
    workspace.path.write_bytes(b"")
    window.frame.writing.editor.insertPlainText("كلمة ")
    qtbot.waitUntil(lambda: "not in its place" in window.frame.banner.text, timeout=5000)
    workspace.path.unlink()
    kept.rename(workspace.path)
    qtbot.waitUntil(lambda: window.desk.is_saved, timeout=5000)
    assert workspace.open_post(post.id).body == "كلمة short"


def test_a_way_out_for_who_wants_to_close(
    window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The words go into a file that can be imported; the notebook is as it was."""
    post = workspace.new_post("عنوان", body="short")
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None)
    before = window.rescue.deeds
    with full(workspace, qtbot):
        window.frame.writing.editor.insertPlainText(LONG[:20_000])
        written = window.frame.writing.body()
        with qtbot.waitSignal(window.ending.refused):
            window.close()
        assert window.isVisible()
        assert (before, len(window.rescue.deeds)) == ((), 2)
        assert window.rescue.deeds[0][0] in [each.text() for each in window.frame.banner._buttons]
        chosen_again: list[bool] = []
        monkeypatch.setattr(window.rescue, "choose", lambda: chosen_again.append(True))
        window.rescue.keep_in(str(tmp_path / "no" / "such" / "folder.md"))
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
        (box,) = window.findChildren(QMessageBox)
        assert "can't be used" in box.text()
        box.close()
        assert chosen_again
        assert window.isVisible()
        kept = tmp_path / "words.md"
        with qtbot.waitSignal(window.closed):
            window.rescue.keep_in(str(kept))
    assert workspace.open_post(post.id).body == "short"
    found = read_post(workspace, kept)
    assert (found.title, found.body) == ("عنوان", written)
