"""The indicator beside the system's clock: off until it is wanted, of one mind with the chip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.post import new_blog_id
from editor.gui.main_window import MainWindow
from editor.gui.preferences.choices import Choices, read_choices
from editor.gui.preferences.pages import WindowPage
from editor.gui.theme import DARK, LIGHT
from editor.gui.tray import disc
from editor.workspace.workspace import Workspace

Open = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def _a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)  # there is none, really


def want(window: MainWindow, on: bool) -> None:
    window.choose(window.choices._replace(tray=on))


def test_it_is_off_until_it_is_wanted(window: MainWindow, workspace: Workspace) -> None:
    assert window.tray.icon is None
    want(window, True)
    assert window.tray.icon is not None
    assert read_choices(workspace).tray
    want(window, False)
    assert window.tray.icon is None
    assert not read_choices(workspace).tray


def test_it_says_what_the_chip_says(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    want(window, True)
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example")
    workspace._stores.blogs.add(replace(blog, is_default=True), "x", keeps_drafts=True)
    window.overview.ask()
    for happens, words in (
        (lambda: window.network.tell(False), "Offline"),
        (lambda: window.frame.actions_by_name["pause"].setChecked(True), "Offline"),
        (lambda: window.network.tell(True), "Paused"),
    ):
        happens()

        def says(words: str = words) -> bool:
            icon = window.tray.icon
            chip = window.frame.actions_by_name["state"].text()
            return icon is not None and icon.toolTip() == f"Midad · {chip}" and chip == words

        qtbot.waitUntil(says)


def test_its_menu_leads_to_the_details(window: MainWindow) -> None:
    want(window, True)
    icon = window.tray.icon
    assert icon is not None
    entries = icon.contextMenu().actions()
    assert [each.text() for each in entries if not each.isSeparator()] == [
        "Show Midad",
        "How the blogs stand",
        "Sync now",
        "Pause syncing",
        "Quit",
    ]
    window.showMinimized()
    entries[1].trigger()
    assert not window.isMinimized()
    assert window.panes.over == "sync"


def test_it_is_there_again_in_another_language(window: MainWindow) -> None:
    want(window, True)
    window.choose(window.choices._replace(language="ar"))
    icon = window.tray.icon
    assert icon is not None
    sync = window.frame.actions_by_name["sync"].text()
    assert sync != "Sync now"
    assert sync in [each.text() for each in icon.contextMenu().actions()]


def test_closing_the_window_asks_nothing_new(window: MainWindow, qtbot: QtBot) -> None:
    want(window, True)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert window.tray.icon is None


def test_the_preferences_offer_it_only_where_there_is_a_place(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = WindowPage(Choices("en"))
    qtbot.addWidget(page)
    assert not page.tray.isHidden()
    with qtbot.waitSignal(page.changed) as told:
        page.tray.click()
    assert told.args == [Choices("en", tray=True)]
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    none = WindowPage(Choices("en"))
    qtbot.addWidget(none)
    assert none.tray.isHidden()


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_each_mood_has_a_ground_of_its_own(tokens: object, window: MainWindow) -> None:
    grounds = {
        disc("cloud", mood, tokens).toImage().pixelColor(32, 6).name()  # type: ignore[arg-type]
        for mood in ("calm", "waiting", "warning")
    }
    assert len(grounds) == 3
