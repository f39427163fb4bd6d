"""Going through a session as its author does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.gui.main_window import MainWindow
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.session import Session

PASSPHRASE = "النهر blue عند الجسر"

Begin = Callable[..., Session]


def end(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.closed, timeout=20_000):
        front = session.front
        assert front is not None
        front.close()
    if session.window is not None:
        session.window.deleteLater()
    if session.procedures is not None:
        session.procedures.end()
    session.deleteLater()


def locked(session: Session, qtbot: QtBot) -> UnlockPage:
    """Lock; give the page that asks."""
    session.lock()
    return asked(session, qtbot)


def asked(session: Session, qtbot: QtBot) -> UnlockPage:
    qtbot.waitUntil(lambda: session.window is None and session.procedures is not None)
    qtbot.waitUntil(lambda: not session._is_closing)
    page = session.procedures.page
    assert isinstance(page, UnlockPage)
    return page


def answer(page: UnlockPage, passphrase: str) -> None:
    """Type a passphrase and press Return."""
    page.passphrase.line.setText(passphrase)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)


def unlocked(session: Session, qtbot: QtBot, passphrase: str = PASSPHRASE) -> MainWindow:
    """Give the passphrase; the new window, with everything in it."""
    page = session.procedures.page
    assert isinstance(page, UnlockPage)
    answer(page, passphrase)
    qtbot.waitUntil(lambda: session.window is not None, timeout=10_000)
    qtbot.waitUntil(lambda: session.window.frame.is_full)
    return session.window
