"""A window on a notebook of its own, without a browser in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.domain.errors import EditorError
from editor.gui.app import build_window
from editor.gui.main_window import MainWindow
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace

Open = Callable[..., MainWindow]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "notebook.midad")
    opened.put_setting("window.preview", "0")
    yield opened
    opened.close()


@pytest.fixture
def open_window(workspace: Workspace, qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    made: list[MainWindow] = []

    def open(language: str = "en", scheme: str = "light") -> MainWindow:
        window = build_window(workspace, language, scheme=scheme, app=qapp)
        bugs: list[BaseException] = []
        window.bug_met.connect(bugs.append)
        window.bugs = bugs  # type: ignore[attr-defined]
        if not workspace.setting("window.place"):
            window.resize(1440, 900)  # though the screen that is not there is smaller
        window.show()
        qtbot.waitUntil(lambda: window.frame.is_full)
        made.append(window)
        return window

    yield open
    for window in made:
        if window.isVisible():
            window.close()
            qtbot.waitUntil(lambda window=window: not window.isVisible(), timeout=15_000)
        bugs = [bug for bug in window.bugs if not isinstance(bug, EditorError)]  # type: ignore[attr-defined]
        window.theme.choose("light")
        window.deleteLater()
        assert not bugs, bugs
    qapp.setStyleSheet("")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    return open_window()


def pieces(block: QTextBlock) -> list[tuple[str, bool, bool]]:
    """(text, struck through, underlined) of each piece of a line, isolates left out."""
    found = []
    part = block.begin()
    while not part.atEnd():
        look = part.fragment().charFormat()
        text = part.fragment().text().strip("\u2066\u2067\u2069")
        if text != "\u2009":  # stands between what went and what came
            found.append((text, look.fontStrikeOut(), look.fontUnderline()))
        part += 1
    return found
