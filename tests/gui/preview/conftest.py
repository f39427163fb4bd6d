"""A view on a page. Chromium's word about a machine without a graphics card is not our doing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from editor.gui.preview.schemes import Content
from editor.gui.preview.surroundings import before_browser
from editor.gui.preview.view import PreviewView
from tests.gui.preview.pages import Ask, asking, open_view

before_browser()

FOREIGN = (
    "propagateSizeHints",
    "Sandboxing disabled by user",
    "QRhiGles2",
    "Failed to create RHI",
    "This plugin does not support",
    "QVulkanInstance",
    "GBM is not supported",
    "GPUInfo not initialized",
)


@pytest.fixture(autouse=True)
def _quiet_qt() -> Iterator[None]:
    heard: list[str] = []

    def listen(kind: QtMsgType, _where: QMessageLogContext, message: str | None) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(known in str(message) for known in FOREIGN):
            heard.append(str(message))

    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    assert not heard, f"Qt warned: {heard}"


@pytest.fixture
def pictures() -> dict[tuple[str, str], Content]:
    return {}


@pytest.fixture
def view(qtbot: QtBot, pictures: dict[tuple[str, str], Content]) -> Iterator[PreviewView]:
    with open_view(qtbot, pictures) as view:
        yield view


@pytest.fixture
def ask(qtbot: QtBot, view: PreviewView) -> Ask:
    """The value of an expression in the application world (numbers, text, null)."""
    return asking(qtbot, view)
