"""What the window keeps, asks and opens for its preview; the browser itself stays out of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from editor.gui.main_window import MainWindow
from editor.gui.preview import company
from editor.gui.preview.leaving import LeavingDialog
from editor.gui.preview.widths import Width
from editor.text.isolates import without_isolates
from editor.workspace.workspace import Workspace

Open = Callable[..., MainWindow]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to the browser."""
    addresses: list[str] = []
    monkeypatch.setattr(
        company.QDesktopServices, "openUrl", lambda url: addresses.append(url.toString())
    )
    return addresses


def named(window: MainWindow) -> dict[str, QToolButton]:
    """The buttons for the page by what is said of them to those who cannot see it."""
    buttons = window.frame.preview.bar.findChildren(QToolButton)
    return {button.accessibleName(): button for button in buttons if button.accessibleName()}


def asked(window: MainWindow, qtbot: QtBot, address: str) -> LeavingDialog:
    window.frame.preview.link_followed.emit(address)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LeavingDialog)
    return dialog


def test_a_link_is_opened_after_a_question(
    window: MainWindow, qtbot: QtBot, opened: list[str]
) -> None:
    dialog = asked(window, qtbot, "https://xn--mgbh0fb.xn--kgbechtv/%D9%83?a=%D9%84")
    assert without_isolates(dialog.address.text()).endswith("https://مثال.إختبار/ك?a=ل")
    assert any("xn--mgbh0fb" in one.text() for one in dialog.findChildren(type(dialog.address)))
    assert opened == []
    dialog.go.click()
    assert opened == [
        QUrl("https://xn--mgbh0fb.xn--kgbechtv/%D9%83?a=%D9%84").toString()
    ]  # fmt: skip


def test_a_link_need_not_be_opened(window: MainWindow, qtbot: QtBot, opened: list[str]) -> None:
    asked(window, qtbot, "https://example.org/").stay.click()
    asked(window, qtbot, "https://example.org/a").copy.click()
    assert QGuiApplication.clipboard().text() == "https://example.org/a"
    assert opened == []


def test_what_no_browser_opens_asks_nothing(
    window: MainWindow, qtbot: QtBot, opened: list[str]
) -> None:
    for address in ("javascript:alert(1)", "file:///etc/passwd", "media://preview/"):
        window.frame.preview.link_followed.emit(address)
        assert QApplication.activeModalWidget() is None
    assert opened == []
    assert QDesktopServices.openUrl is not None


def test_choices_for_the_preview_are_remembered(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    window = open_window()
    buttons = named(window)
    assert all(button.toolTip() for button in buttons.values())
    buttons["As on a tablet"].click()
    buttons["Scroll the text and the preview together"].click()
    qtbot.waitUntil(lambda: workspace.setting("preview.follows") == "0")
    assert workspace.setting("preview.width") == "tablet"
    other = open_window()
    preview = other.frame.preview
    assert preview._width is Width.TABLET
    assert [name for name, button in named(other).items() if button.isChecked()] == [
        "As on a tablet"
    ]


def test_the_window_in_another_language_keeps_them(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.preview.bar.width_chosen.emit(Width.PHONE)
    qtbot.waitUntil(lambda: window.workspace.setting("preview.width") == "phone")
    window.rebuild()
    assert window.frame.preview._width is Width.PHONE
