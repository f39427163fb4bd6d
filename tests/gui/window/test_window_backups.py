"""Backups make themselves while a window is open; the preferences say how they stand, and lead
back to them."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from editor.domain.errors import BackupPlaceMissing, NoRoom
from editor.gui.backups.dialog import BackupsDialog
from editor.gui.backups.page import BackupsPage
from editor.gui.dialogs import _open_beside
from editor.gui.main_window import MainWindow
from editor.gui.preferences.dialog import PreferencesDialog
from editor.gui.safekeeping import AGAIN, BACKUPS, PAUSE
from editor.store import encryption
from editor.workspace import protection
from editor.workspace.assembly import open_workspace
from editor.workspace.backup_plan import Plan
from editor.workspace.rotation import Keep
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


def test_a_backup_beside_the_notebook_where_the_chosen_disk_is_gone_is_told_of(
    window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "disk").mkdir()
    workspace.backups.move_to(tmp_path / "disk")
    (tmp_path / "disk").rename(tmp_path / "unplugged")
    told: list[object] = []
    window.safekeeping.failed.connect(told.append)
    with qtbot.waitSignal(window.safekeeping.made):
        window.safekeeping.make_if_due()
    (error,) = told
    assert isinstance(error, BackupPlaceMissing)
    assert "beside the notebook" in window.frame.banner.text


# --- the page of the preferences ------------------------------------------------------------------


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> BackupsPage:
    return page_of(window, qtbot)


def page_of(window: MainWindow, qtbot: QtBot) -> BackupsPage:
    window.frame.actions_by_name["preferences"].trigger()
    dialog = next(each for each in window.findChildren(PreferencesDialog) if each.isVisible())
    dialog.names.buttons()[-1].click()
    page = dialog.backups_page
    qtbot.waitUntil(lambda: page.found is not None)
    return page


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.safekeeping.is_busy, timeout=10_000)


def test_a_backup_is_made_at_a_click(
    page: BackupsPage, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert "no backup" in page.heading.text()
    assert not page.restore.isEnabled()
    page.make.click()
    assert page.bar.isVisible()
    assert not page.make.isEnabled()
    qtbot.waitUntil(lambda: "newest backup: " in page.heading.text())
    (made,) = workspace.backups.all()
    assert "1 backup, " in page.summary.text()
    assert not page.bar.isVisible()
    assert page.restore.isEnabled()
    assert made.path.parent == workspace.backups.usual_folder


def test_one_that_is_stopped_leaves_nothing(
    page: BackupsPage, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    began, go_on = threading.Event(), threading.Event()

    def hold() -> None:  # the lane is at work already
        began.set()
        assert go_on.wait(30)

    window.bridge.run(BACKUPS, hold)
    assert began.wait(10)
    page.make.click()
    page.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: "Stopped" in page.trouble.text())
    assert workspace.backups.all() == []
    assert list(workspace.backups.usual_folder.iterdir()) == []
    page.make.click()
    qtbot.waitUntil(lambda: len(workspace.backups.all()) == 1)


def test_no_room_is_said_on_the_page(
    page: BackupsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    page.make.click()
    qtbot.waitUntil(lambda: "too little room" in page.trouble.text())
    assert page.make.isEnabled()


def test_they_are_kept_elsewhere_and_beside_the_notebook_again(
    page: BackupsPage, window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    disk = tmp_path / "قرص"
    disk.mkdir()
    assert not page.usual.isVisible()
    page.choose.click()
    chooser = page.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(disk))
    chooser.close()
    qtbot.waitUntil(lambda: "قرص" in page.place.text())
    (made,) = workspace.backups.all()
    assert made.path.parent == disk / "notebook backups"
    assert page.usual.isVisible()
    page.usual.click()
    qtbot.waitUntil(lambda: "قرص" not in page.place.text())
    idle(window, qtbot)
    assert workspace.backups.plan.folder is None


def test_a_place_that_takes_nothing_changes_nothing(
    page: BackupsPage, window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    page._move_to(tmp_path / "no such disk")
    qtbot.waitUntil(lambda: "No backup can be written" in page.trouble.text())
    idle(window, qtbot)
    assert workspace.backups.plan == Plan()


def test_a_disk_that_is_gone_is_said(
    window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "disk").mkdir()
    workspace.backups.move_to(tmp_path / "disk")
    shutil.rmtree(tmp_path / "disk")
    page = page_of(window, qtbot)
    assert "not there now" in page.trouble.text()
    assert page.usual.isVisible()


def test_for_how_long_they_are_kept(
    page: BackupsPage, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert page.keep.currentData() is Keep.HALF_YEAR
    at = page.keep.findData(Keep.TWO_YEARS)
    page.keep.setCurrentIndex(at)
    page.keep.activated.emit(at)
    qtbot.waitUntil(lambda: workspace.backups.plan.keep is Keep.TWO_YEARS)


# --- the way back ---------------------------------------------------------------------------------


def ways_back(page: BackupsPage, window: MainWindow, qtbot: QtBot) -> BackupsDialog:
    page.restore.click()
    dialog = next(each for each in window.findChildren(BackupsDialog) if each.isVisible())
    qtbot.waitUntil(lambda: dialog.backup is not None)
    return dialog


def test_what_is_missing_here_comes_back(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    lost = workspace.new_post("ضائعة", body="كلمات")
    workspace.backups.make()
    workspace._stores.notebook.connection.execute("DELETE FROM posts WHERE uuid = ?", (lost.id,))
    dialog = ways_back(page_of(window, qtbot), window, qtbot)
    dialog.bring.click()
    assert dialog.bar.isVisible()
    qtbot.waitUntil(lambda: "1 new post came in" in dialog.news.text(), timeout=10_000)
    assert workspace.open_post(lost.id).body == "كلمات"
    assert not dialog.bar.isVisible()


def test_one_becomes_a_notebook_that_can_be_opened(
    window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace.new_post("جسر")
    workspace.backups.make()
    dialog = ways_back(page_of(window, qtbot), window, qtbot)
    assert not dialog.show_made.isVisible()
    dialog.take_out(tmp_path / "older")
    qtbot.waitUntil(lambda: "notebook now" in dialog.news.text(), timeout=10_000)
    other = open_workspace(tmp_path / "older.midad")
    assert [row.title for row in other.page()] == ["جسر"]
    other.close()
    wanted: list[object] = []
    dialog.open_wanted.disconnect()
    dialog.open_wanted.connect(wanted.append)
    dialog.show_made.click()
    assert wanted == [tmp_path / "older.midad"]
    dialog.take_out(tmp_path / "older.midad")
    qtbot.waitUntil(lambda: "already" in dialog.news.text())


def test_one_under_an_older_passphrase_asks_for_it(
    window: MainWindow,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 64, 1))
    post = workspace.new_post("جسر")
    made = workspace.backups.make()
    protection.protect(made.path, "the older passphrase")
    workspace._stores.notebook.connection.execute("DELETE FROM posts WHERE uuid = ?", (post.id,))
    dialog = ways_back(page_of(window, qtbot), window, qtbot)
    assert not dialog.passphrase.isVisible()
    dialog.bring.click()
    qtbot.waitUntil(dialog.passphrase.isVisible)
    dialog.passphrase.line.setText("not this one")
    dialog.passphrase.entered.emit()
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.news.text())
    dialog.passphrase.line.setText("the older passphrase")
    dialog.bring.click()
    qtbot.waitUntil(lambda: "1 new post came in" in dialog.news.text(), timeout=10_000)
    assert not dialog.passphrase.isVisible()
    assert dialog.passphrase.text == ""
    assert workspace.open_post(post.id).title == "جسر"


def test_another_midad_is_started_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda *words: started.append(words))
    _open_beside(tmp_path / "رسائل.midad")
    ((program, words),) = started
    run = subprocess.run([program, *words, "list"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "رسائل.midad").exists()
