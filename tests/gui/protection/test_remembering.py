"""A computer that opens the notebook by itself: at the start, never after a lock, and never so
that anybody has to wait for its keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sessions import PASSPHRASE, Begin, answer, locked, unlocked

from editor.gui.main_window import MainWindow
from editor.gui.preferences.dialog import PreferencesDialog
from editor.gui.protection.dialogs import ConfirmPage, ProtectionDialog
from editor.gui.protection.opening_page import OpeningPage
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.session import Session
from editor.system import keychain
from editor.workspace import protection, remembering
from editor.workspace.assembly import open_workspace
from tests import keyrings


@pytest.fixture(autouse=True)
def _keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(keyrings.FILE, str(tmp_path / "keyring"))
    keyring.set_keyring(keyrings.Kept())
    yield
    keyring.core._keyring_backend = None


@pytest.fixture
def remembered(path: Path) -> Path:
    key = protection.create(path, PASSPHRASE).key
    workspace = open_workspace(path, key=key)
    workspace.put_setting("window.preview", "0")
    workspace.new_post("جسر")
    workspace.close()
    remembering.remember(path, PASSPHRASE)
    return path


def opened(session: Session, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.frame.is_full, timeout=10_000
    )
    assert session.window is not None
    return session.window


def page_of(session: Session) -> object:
    return session.procedures.page if session.procedures is not None else None


def asked(session: Session, qtbot: QtBot) -> UnlockPage:
    qtbot.waitUntil(lambda: isinstance(page_of(session), UnlockPage))
    page = page_of(session)
    assert isinstance(page, UnlockPage)
    return page


def test_it_opens_at_the_start_and_asks_after_a_lock(
    make_session: Callable[[], Session], remembered: Path, qtbot: QtBot
) -> None:
    session = make_session()
    session.begin_at_gate()
    assert isinstance(page_of(session), OpeningPage)
    window = opened(session, qtbot)
    assert [row.title for row in window.workspace.page()] == ["جسر"]
    page = locked(session, qtbot)
    qtbot.wait(200)
    assert page_of(session) is page, "a keyring does not undo a lock"
    unlocked(session, qtbot)


def test_nobody_waits_for_a_keyring_that_hangs(
    make_session: Callable[[], Session],
    remembered: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keychain.recall, "__defaults__", (60.0,))
    keyring.set_keyring(keyrings.Hanging())
    session = make_session()
    session.begin_at_gate()
    page = page_of(session)
    assert isinstance(page, OpeningPage)
    QTest.keyClick(page.leave, Qt.Key.Key_Space)
    answer(asked(session, qtbot), PASSPHRASE)
    opened(session, qtbot)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (keyrings.Hanging, "in time"),
        (keyrings.Locked, "is locked"),
        (keyrings.Plain, "no keyring"),
    ],
)
def test_why_it_does_not_open_by_itself_is_said(
    make_session: Callable[[], Session],
    remembered: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    kind: type,
    words: str,
) -> None:
    monkeypatch.setattr(keychain.recall, "__defaults__", (0.1,))
    keyring.set_keyring(kind())
    session = make_session()
    session.begin_at_gate()
    page = asked(session, qtbot)
    assert words in page.trouble.text()
    assert not page.has_to_wait, "it was no wrong guess"
    answer(page, PASSPHRASE)
    opened(session, qtbot)


def test_a_secret_that_is_gone_is_no_trouble(
    make_session: Callable[[], Session], remembered: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "keyring").unlink()
    session = make_session()
    session.begin_at_gate()
    assert asked(session, qtbot).trouble.text() == ""


def test_the_keyring_is_late_and_the_author_types_already(
    make_session: Callable[[], Session], remembered: Path, qtbot: QtBot
) -> None:
    session = make_session()
    session.begin_at_gate()
    page = page_of(session)
    assert isinstance(page, OpeningPage)
    page.leave.click()  # before the answer can have come
    unlock = asked(session, qtbot)
    qtbot.wait(300)
    assert page_of(session) is unlock
    assert session.window is None


# --- the preferences ------------------------------------------------------------------------------


def preferences(window: MainWindow) -> PreferencesDialog:
    window.frame.actions_by_name["preferences"].trigger()
    return next(each for each in window.findChildren(PreferencesDialog) if each.isVisible())


def confirm(window: MainWindow, passphrase: str) -> ConfirmPage:
    dialog = next(each for each in window.findChildren(ProtectionDialog) if each.isVisible())
    page = dialog.page
    assert isinstance(page, ConfirmPage)
    page.present.line.setText(passphrase)
    page.go.click()
    return page


def test_it_is_chosen_with_the_passphrase_and_ended_with_a_click(
    begin: Begin, path: Path, qtbot: QtBot
) -> None:
    window = begin().window
    box = preferences(window).protection_page.remembered
    assert not box.isChecked()
    box.click()
    page = confirm(window, "not this one")
    qtbot.waitUntil(lambda: bool(page.trouble.text()))
    assert not remembering.is_remembered(path)
    confirm(window, PASSPHRASE)
    qtbot.waitUntil(lambda: "by itself" in window.frame.banner.text)
    assert remembering.recall(path) is not None
    box = preferences(window).protection_page.remembered
    assert box.isChecked()
    box.click()
    qtbot.waitUntil(lambda: "asked for again" in window.frame.banner.text)
    assert not remembering.is_remembered(path)


def test_an_unsafe_keyring_is_refused_in_words(begin: Begin, path: Path, qtbot: QtBot) -> None:
    keyring.set_keyring(keyrings.Plain())
    window = begin().window
    preferences(window).protection_page.remembered.click()
    page = confirm(window, PASSPHRASE)
    qtbot.waitUntil(lambda: "no keyring" in page.trouble.text())
    assert not remembering.is_remembered(path)


def test_a_plain_notebook_offers_nothing_to_remember(begin: Begin) -> None:
    window = begin(passphrase="").window
    assert not preferences(window).protection_page.remembered.isVisibleTo(None)  # type: ignore[arg-type]
