"""What goes to the blogs by itself, and when: nothing while it is paused or the network costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.errors import TooManyGone
from editor.domain.post import BlogId, new_blog_id
from editor.gui.main_window import MainWindow
from editor.gui.timetable import EVERY, Rest
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.workspace.workspace import Workspace

Open = Callable[..., MainWindow]

TROUBLE: list[ReportLine] = []


@pytest.fixture
def blog(workspace: Workspace) -> BlogId:
    """A blog that is reached by network."""
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example")
    workspace._stores.blogs.add(replace(blog, is_default=True), "x", keeps_drafts=True)
    return blog.id


@pytest.fixture
def journeys(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the workspace, in order: no server is wanted here."""
    made: list[str] = []

    def sync(_self: Workspace, blog: BlogId | None = None, **_: object) -> SyncReport:
        made.append("sync, deletions too" if _.get("accept_deletions") else "sync")
        return SyncReport(tuple(TROUBLE))

    def send(_self: Workspace, id: str, blog: BlogId | None = None, **_: object) -> SyncReport:
        made.append("send")
        return SyncReport()

    monkeypatch.setattr(Workspace, "sync", sync)
    monkeypatch.setattr(Workspace, "send", send)
    return made


@pytest.fixture
def window(blog: BlogId, window: MainWindow, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: [each.id for each in window.overview.blogs] == [blog])
    window.network.tell(True)
    window.network.tell_metered(False)
    window.new_post()
    return window


def type_and_save(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.writing.editor.insertPlainText("كلمة ")
    window.desk.save_now()
    qtbot.waitUntil(lambda: window.desk.is_saved)


def pause(window: MainWindow, on: bool) -> None:
    window.frame.actions_by_name["pause"].setChecked(on)


def test_it_syncs_from_time_to_time(window: MainWindow, qtbot: QtBot, journeys: list[str]) -> None:
    timer = window.timetable._timer
    assert timer.isActive()
    assert timer.interval() == EVERY
    timer.timeout.emit()
    qtbot.waitUntil(lambda: journeys == ["sync"] and not window.courier.is_busy)
    window.network.tell(False)
    timer.timeout.emit()
    window.network.tell(True)  # back: at once
    qtbot.waitUntil(lambda: journeys == ["sync", "sync"])


def test_paused_by_the_author_nothing_goes_but_what_is_asked_for(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, journeys: list[str]
) -> None:
    pause(window, True)
    assert window.timetable.rest is Rest.AUTHOR
    qtbot.waitUntil(lambda: workspace.setting("sync.paused") == "1")
    type_and_save(window, qtbot)
    window.timetable._timer.timeout.emit()
    window.desk._travelling.due.emit()
    window.new_post()  # leaving a draft
    qtbot.wait(100)
    assert journeys == []
    assert "Paused" in window.frame.actions_by_name["state"].text()
    type_and_save(window, qtbot)
    window.frame.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: journeys == ["send"] and not window.courier.is_busy)
    window.frame.actions_by_name["sync"].trigger()
    qtbot.waitUntil(lambda: journeys == ["send", "sync"] and not window.courier.is_busy)
    pause(window, False)
    qtbot.waitUntil(lambda: journeys == ["send", "sync", "sync"])


def test_a_network_that_costs_is_left_alone(
    window: MainWindow, qtbot: QtBot, journeys: list[str]
) -> None:
    window.network.tell_metered(True)
    assert "costs" in window.frame.actions_by_name["state"].text()
    type_and_save(window, qtbot)
    window.desk._travelling.due.emit()
    window.timetable._timer.timeout.emit()
    qtbot.wait(100)
    assert journeys == []
    window.network.tell_metered(False)
    qtbot.waitUntil(lambda: journeys == ["sync"])


def test_a_pause_is_remembered(
    window: MainWindow, open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    pause(window, True)
    qtbot.waitUntil(lambda: workspace.setting("sync.paused") == "1")
    other = open_window()
    assert other.timetable.rest is Rest.AUTHOR
    assert other.frame.actions_by_name["pause"].isChecked()


def test_a_blog_that_was_emptied_on_purpose(
    window: MainWindow, blog: BlogId, qtbot: QtBot, journeys: list[str]
) -> None:
    TROUBLE.append(ReportLine(Deed.FAILED, blog, "حبر", error=TooManyGone(gone=9, known=10)))
    try:
        window.frame.actions_by_name["sync"].trigger()
        qtbot.waitUntil(lambda: "nothing was deleted here" in window.frame.banner.text)
    finally:
        TROUBLE.clear()
    qtbot.waitUntil(lambda: not window.courier.is_busy)
    assert journeys == ["sync"]
    window.frame.banner.do(1)
    qtbot.waitUntil(lambda: journeys == ["sync", "sync, deletions too"])
