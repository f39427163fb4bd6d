"""Windows without a screen; a warning of Qt's fails the test that caused it."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Chromium refuses root unless told.
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from editor.gui.fonts import load_fonts
from editor.system import translation

# What the machine says, not our doing.
FOREIGN = (
    "propagateSizeHints",
    "This plugin does not support",
    "Release of profile requested",
    "OpenType support missing",  # for a script no font of this machine knows
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


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    translation.use("en")
    yield
    translation.use("en")


@pytest.fixture(scope="session", autouse=True)
def _clipboard_emptied(qapp: QApplication) -> Iterator[None]:
    """Qt's off-screen clipboard outlives Python, and must not hold what Python made."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication, _fonts_once: list[str]) -> None:
    """Every test of a window has the shipped fonts."""


@pytest.fixture(scope="session")
def _fonts_once(qapp: QApplication) -> list[str]:
    return load_fonts()
