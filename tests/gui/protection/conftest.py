"""A session on an encrypted notebook of its own; guesses are cheap, for there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sessions import PASSPHRASE, Begin, end

from editor.gui.app import build_window
from editor.gui.main_window import MainWindow
from editor.gui.preferences.choices import Choices
from editor.gui.returning import come_back
from editor.gui.session import Session
from editor.store import encryption
from editor.workspace import protection
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 64, 4))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notebook.midad"


def fill(workspace: Workspace) -> Workspace:
    workspace.put_setting("window.preview", "0")
    workspace.put_setting("window.language", "en")
    workspace.put_setting("window.scheme", "light")
    return workspace


@pytest.fixture
def make_session(path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Session]]:
    """A session that has not begun; it is ended after the test."""
    made: list[Session] = []
    bugs: list[BaseException] = []

    def make(workspace: Workspace, choices: Choices | None) -> MainWindow:
        language, scheme = (choices.language, choices.scheme) if choices else ("", "")
        window = build_window(workspace, language, scheme=scheme, app=qapp)
        window.bug_met.connect(bugs.append)
        return window

    def show(window: MainWindow) -> None:
        if not come_back(window):
            window.new_post()
        window.show()

    def make_session() -> Session:
        session = Session(path, qapp, make, show)
        session.closed.connect(lambda given: given.close() if given is not None else None)
        made.append(session)
        return session

    yield make_session
    for session in made:
        end(session, qtbot)
    assert not bugs, bugs
    qapp.setStyleSheet("")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def begin(path: Path, make_session: Callable[[], Session], qtbot: QtBot) -> Begin:
    """Begin a session; with a passphrase its notebook is encrypted from the start."""

    def begin(
        passphrase: str = PASSPHRASE, before: Callable[[Workspace], object] = lambda _: None
    ) -> Session:
        key = protection.create(path, passphrase).key if passphrase else None
        workspace = fill(open_workspace(path, key=key))
        before(workspace)
        session = make_session()
        session.begin(workspace)
        qtbot.waitUntil(lambda: session.window.frame.is_full)
        locking = session.window.locking  # it begins to watch a few turns later
        qtbot.waitUntil(lambda: locking._timer.isActive() or not locking.is_protected)
        return session

    return begin
