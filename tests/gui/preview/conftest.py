"""A view on a page, and questions to that page. Chromium's word about a machine without a
graphics card is not our doing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction, PostId
from editor.gui.preview.schemes import Content
from editor.gui.preview.surroundings import before_browser
from editor.gui.preview.view import WORLD, PreviewView, Sheet

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

POST = PostId("11111111-2222-4333-8444-555555555555")
Ask = Callable[[str], Any]


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


def sheet(*blocks: str, post: PostId = POST, direction: Direction = Direction.LTR) -> Sheet:
    """A page of `blocks`, each HTML that nobody sanitised."""
    named = tuple((f"{place}", html) for place, html in enumerate(blocks))
    return Sheet(post, direction, "", named)


@pytest.fixture
def pictures() -> dict[tuple[str, str], Content]:
    return {}


@contextmanager
def open_view(qtbot: QtBot, pictures: dict[tuple[str, str], Content]) -> Iterator[PreviewView]:
    """A view whose page has come, closed in good order afterwards."""
    view = PreviewView(lambda post, name: pictures.get((post, name)))
    view.resize(480, 600)
    view.show()
    with qtbot.waitSignal(view.page().loadFinished, timeout=20_000):
        view.load_page()
    yield view
    view.hide()
    page = view.page()
    with qtbot.waitSignal(page.destroyed):
        view.close_down()
    view.deleteLater()


@pytest.fixture
def view(qtbot: QtBot, pictures: dict[tuple[str, str], Content]) -> Iterator[PreviewView]:
    with open_view(qtbot, pictures) as view:
        yield view


@pytest.fixture
def ask(qtbot: QtBot, view: PreviewView) -> Ask:
    """The value of an expression in the application world (numbers, text, null)."""
    return asking(qtbot, view)


def asking(qtbot: QtBot, view: PreviewView, world: int = WORLD) -> Ask:
    def answer(expression: str) -> Any:
        got: list[Any] = []
        view.page().runJavaScript(expression, world, got.append)
        qtbot.waitUntil(lambda: bool(got), timeout=20_000)
        return got[0]

    return answer


def put(qtbot: QtBot, view: PreviewView, wanted: Sheet) -> None:
    """Bring `wanted` to the page and wait until it is there."""
    with qtbot.waitSignal(view.sheet_shown, timeout=20_000):
        view.show_sheet(wanted)
    qtbot.waitUntil(lambda: view.is_at_rest, timeout=20_000)
