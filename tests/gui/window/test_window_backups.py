"""Backups make themselves while a window is open."""

from __future__ import annotations

import shutil

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.errors import NoRoom
from editor.gui.main_window import MainWindow
from editor.gui.safekeeping import AGAIN, PAUSE
from editor.workspace.workspace import Workspace


def test_one_is_made_where_it_is_due_and_no_second(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.new_post("دفتر", body="نص")
    keeper = window.safekeeping
    with qtbot.waitSignal(keeper.made):
        keeper.make_if_due()
    (made,) = workspace.backups.all()
    made_again: list[object] = []
    keeper.made.connect(made_again.append)
    keeper.make_if_due()
    qtbot.wait(200)
    assert made_again == []
    assert workspace.backups.all() == [made]
    assert keeper._timer.interval() == AGAIN


def test_it_waits_until_the_author_pauses(window: MainWindow, workspace: Workspace) -> None:
    keeper = window.safekeeping
    keeper._timer.start(100)
    window.desk.saved.emit(workspace.new_post("دفتر"))
    assert keeper._timer.remainingTime() > PAUSE - 5_000


def test_a_full_disk_is_told_of_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    keeper = window.safekeeping
    told: list[object] = []
    keeper.failed.connect(told.append)
    for _ in range(3):
        keeper.make_if_due()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(200)
    (error,) = told
    assert isinstance(error, NoRoom)
