"""The gate: who knows a secret comes in, who guesses waits longer and longer; a notebook is
encrypted and decrypted behind it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sessions import PASSPHRASE, Begin, answer, asked, locked, unlocked

from editor.domain.errors import NotebookReadOnly, WrongPassphrase
from editor.gui.main_window import MainWindow
from editor.gui.preferences.dialog import PreferencesDialog
from editor.gui.protection.choose_page import ChoosePage
from editor.gui.protection.copies_page import CopiesPage
from editor.gui.protection.dialogs import ConfirmPage, ProtectionDialog
from editor.gui.protection.key_page import KeyPage
from editor.gui.protection.trouble_page import TroublePage
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.protection.work_page import WorkPage
from editor.gui.publishing.add_blog import AddBlogDialog
from editor.gui.session import Session
from editor.gui.theme import LIGHT
from editor.store.backup import backup
from editor.workspace import protection
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace

OTHER = "another one altogether"


def shown(session: Session, kind: type, qtbot: QtBot) -> QWidget:
    """Wait for a page of the gate."""
    qtbot.waitUntil(
        lambda: session.procedures is not None and isinstance(session.procedures.page, kind),
        timeout=10_000,
    )
    page = session.procedures.page
    assert page is not None
    return page


def opened(session: Session, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.frame.is_full, timeout=10_000
    )
    return session.window


def dialog_of(window: MainWindow) -> ProtectionDialog:
    return next(each for each in window.findChildren(ProtectionDialog) if each.isVisible())


def choose(page: ChoosePage, passphrase: str, again: str = "", present: str = "") -> None:
    if page.present is not None:
        page.present.line.setText(present)
    page.first.line.setText(passphrase)
    page.second.line.setText(again or passphrase)
    page.go.click()


def words_in(widget: QWidget) -> str:
    """What a page says to eyes and to screen readers, without what is typed into it."""
    found = [widget.windowTitle()]
    for each in [widget, *widget.findChildren(QWidget)]:
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QLabel | QAbstractButton):
            found.append(each.text())
    return "\n".join(found)


# --- unlocking ------------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_told_and_makes_the_next_wait_longer(
    begin: Begin, qtbot: QtBot
) -> None:
    session = begin()
    page = locked(session, qtbot)
    waits = []
    for _ in range(3):
        answer(page, "wrong")
        qtbot.waitUntil(lambda: page.has_to_wait)
        waits.append(page.seconds_left)
        assert "not the passphrase" in page.trouble.text()
        assert not page.go.isEnabled()
        assert "wrong" not in words_in(session.front)
        if len(waits) < 3:
            let_pass(page)
    assert waits == [1, 2, 4]
    answer(page, PASSPHRASE)
    assert not page.bar.isVisible(), "it must not even try before its time"
    let_pass(page)
    opened(session, qtbot)


def let_pass(page: UnlockPage) -> None:
    """The seconds of a wait, one after the other."""
    while page.has_to_wait:
        page._on_second_passed()


def test_a_notebook_that_does_not_open_is_told_without_a_wait(begin: Begin, qtbot: QtBot) -> None:
    page = locked(begin(), qtbot)
    page.refuse(NotebookReadOnly("there"))
    assert page.trouble.text()
    assert not page.has_to_wait
    page.refuse(ValueError("with a secret in it"))
    assert "secret" not in page.trouble.text()
    page.refuse(WrongPassphrase(""))
    assert page.has_to_wait


def test_the_recovery_key_opens_and_gives_a_new_passphrase(
    begin: Begin, path: Path, qtbot: QtBot
) -> None:
    session = begin()
    key = protection.replace_recovery_key(path, PASSPHRASE)
    page = locked(session, qtbot)
    page.other.click()
    assert not page.passphrase.isVisible()
    page.recovery.setText("ABC")
    page.answer()
    qtbot.waitUntil(lambda: "whole recovery key" in page.trouble.text())
    page.recovery.setText(key.lower().replace("-", " "))
    page.answer()
    chooser = shown(session, ChoosePage, qtbot)
    assert isinstance(chooser, ChoosePage)
    choose(chooser, "short")
    assert "at least" in chooser.trouble.text()
    choose(chooser, OTHER, "not that")
    assert "not alike" in chooser.trouble.text()
    choose(chooser, OTHER)
    opened(session, qtbot)
    locked(session, qtbot)
    unlocked(session, qtbot, OTHER)


def test_whoever_used_the_recovery_key_may_keep_the_passphrase(
    begin: Begin, path: Path, qtbot: QtBot
) -> None:
    session = begin()
    key = protection.replace_recovery_key(path, PASSPHRASE)
    page = locked(session, qtbot)
    page.other.click()
    page.recovery.setText(key)
    page.answer()
    chooser = shown(session, ChoosePage, qtbot)
    assert isinstance(chooser, ChoosePage)
    chooser.leave.click()
    opened(session, qtbot)
    locked(session, qtbot)
    unlocked(session, qtbot)


def test_an_encrypted_notebook_begins_at_the_gate(
    path: Path, make_session: Callable[[], Session], qtbot: QtBot
) -> None:
    made = protection.create(path, PASSPHRASE)
    workspace = open_workspace(path, key=made.key)
    workspace.new_post("سرّ", body="kept")
    workspace.put_setting("window.preview", "0")
    workspace.close()
    session = make_session()
    session.begin_at_gate()
    asked(session, qtbot)
    assert session.front.windowTitle() == "Midad"
    window = unlocked(session, qtbot)
    assert window.frame.writing.body() == "kept"


# --- encrypting and decrypting --------------------------------------------------------------------


def test_a_first_passphrase_encrypts_and_shows_the_recovery_key(
    begin: Begin, path: Path, qtbot: QtBot
) -> None:
    session = begin(passphrase="", before=lambda w: w.new_post("Kept", body="in the open"))
    window = session.window
    assert b"in the open" in everything_in(path)
    window.locking.choose_passphrase()
    page = dialog_of(window).page
    assert isinstance(page, ChoosePage)
    choose(page, "short")
    assert "at least" in page.trouble.text()
    choose(page, PASSPHRASE)
    kept = shown(session, KeyPage, qtbot)
    assert isinstance(kept, KeyPage)
    assert len(kept.shown.text()) == 35
    assert kept.shown.text() not in words_in(session.front)
    assert not kept.go.isEnabled()
    key = kept.shown.text()
    kept.is_kept.click()
    kept.go.click()
    window = opened(session, qtbot)
    assert window.locking.is_protected
    assert window.frame.writing.body() == "in the open"
    assert b"in the open" not in everything_in(path)
    assert protection.unlock_by_recovery_key(path, key)
    locked(session, qtbot)
    unlocked(session, qtbot)


def everything_in(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.rglob("*") if each.is_file())


@pytest.mark.parametrize("deed", ["encrypt", "leave"])
def test_older_copies_are_asked_about(begin: Begin, path: Path, qtbot: QtBot, deed: str) -> None:
    old, other = path.with_name("older.midad"), path.with_name("diary.midad")

    def copy(workspace: Workspace) -> None:
        workspace.new_post("Old", body="in the open")
        backup(workspace._stores.notebook, old)
        workspace.new_post("New")
        open_workspace(other).close()

    session = begin(passphrase="", before=copy)
    session._on_encrypt_wanted(PASSPHRASE)
    kept = shown(session, KeyPage, qtbot)
    kept.go.setEnabled(True)  # type: ignore[attr-defined]
    kept.go.click()  # type: ignore[attr-defined]
    page = shown(session, CopiesPage, qtbot)
    assert "older.midad" in words_in(page)
    assert "diary.midad" not in words_in(page), "it is another notebook"
    getattr(page, deed).click()
    opened(session, qtbot)
    assert (b"in the open" in old.read_bytes()) == (deed == "leave")
    open_workspace(old, key=protection.unlock(path, PASSPHRASE)).close()


def test_encrypting_can_be_stopped(begin: Begin, path: Path, qtbot: QtBot, monkeypatch) -> None:
    from editor.gui.protection import doors

    session = begin(passphrase="", before=lambda w: w.new_post("Kept", body="still there"))
    real = doors.encrypt

    def slow(path: Path, passphrase: str, course: object) -> object:
        while not course._is_stopped:  # type: ignore[attr-defined]
            pass
        return real(path, passphrase, course)  # type: ignore[arg-type]

    monkeypatch.setattr(doors, "encrypt", slow)
    session._on_encrypt_wanted(PASSPHRASE)
    page = shown(session, WorkPage, qtbot)
    assert isinstance(page, WorkPage)
    page.stop_button.click()
    trouble = shown(session, TroublePage, qtbot)
    assert isinstance(trouble, TroublePage)
    trouble.go.click()
    window = opened(session, qtbot)
    assert window.frame.writing.body() == "still there"
    assert not window.locking.is_protected


def test_the_passphrase_can_be_removed(begin: Begin, path: Path, qtbot: QtBot) -> None:
    session = begin(before=lambda w: w.new_post("Kept", body="in the open"))
    window = session.window
    window.locking.remove_passphrase()
    page = dialog_of(window).page
    assert isinstance(page, ConfirmPage)
    page.present.line.setText("wrong")
    page.go.click()
    qtbot.waitUntil(lambda: "not the passphrase" in page.trouble.text())
    assert session.window is window
    page.present.line.setText(PASSPHRASE)
    page.go.click()
    qtbot.waitUntil(lambda: session.window is not window)
    window = opened(session, qtbot)
    assert not window.locking.is_protected
    assert window.frame.writing.body() == "in the open"
    assert protection.state(path) is protection.State.PLAIN


def test_the_passphrase_can_be_changed(begin: Begin, path: Path, qtbot: QtBot) -> None:
    session = begin()
    window = session.window
    window.locking.change_passphrase()
    page = dialog_of(window).page
    assert isinstance(page, ChoosePage)
    choose(page, OTHER, present="wrong")
    qtbot.waitUntil(lambda: "not the passphrase" in page.trouble.text())
    choose(page, OTHER, present=PASSPHRASE)
    qtbot.waitUntil(lambda: "changed" in window.frame.banner.text)
    assert protection.unlock(path, OTHER)
    with pytest.raises(WrongPassphrase):
        protection.unlock(path, PASSPHRASE)


def test_a_new_recovery_key_is_shown(begin: Begin, path: Path, qtbot: QtBot) -> None:
    session = begin()
    window = session.window
    window.locking.make_recovery_key()
    dialog = dialog_of(window)
    page = dialog.page
    assert isinstance(page, ConfirmPage)
    page.present.line.setText(PASSPHRASE)
    page.go.click()
    qtbot.waitUntil(lambda: isinstance(dialog.page, KeyPage))
    assert isinstance(dialog.page, KeyPage)
    assert protection.unlock_by_recovery_key(path, dialog.page.shown.text())
    shown_page = dialog.page
    dialog.reject()
    assert shown_page.shown.text() == ""


def test_a_dialog_that_is_left_gets_no_answer(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    window = session.window
    window.locking.make_recovery_key()
    dialog = dialog_of(window)
    page = dialog.page
    assert isinstance(page, ConfirmPage)
    page.present.line.setText(PASSPHRASE)
    page.go.click()
    dialog.reject()
    with qtbot.waitSignal(window.bridge._parcels):
        pass
    qtbot.wait(0)
    assert not window.findChildren(KeyPage)


# --- the recovery key on paper --------------------------------------------------------------------


def test_the_key_is_saved_for_its_owner_only(qtbot: QtBot, tmp_path: Path) -> None:
    page = KeyPage(LIGHT, "AAAAA-BBBBB")
    qtbot.addWidget(page)
    file = tmp_path / "key.txt"
    page.save_to(str(file))
    assert "AAAAA-BBBBB" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    page.save_to(str(tmp_path / "no folder" / "key.txt"))
    assert "another place" in page.trouble.text()


def test_the_key_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    page = KeyPage(LIGHT, "AAAAA-BBBBB")
    qtbot.addWidget(page)
    writer = QPdfWriter(str(tmp_path / "key.pdf"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    page.print_on(writer)
    assert (tmp_path / "key.pdf").stat().st_size > 1000
    assert not page.trouble.text()


# --- the first choice and the preferences ---------------------------------------------------------


def test_the_first_start_asks_once_and_takes_no_for_an_answer(begin: Begin, qtbot: QtBot) -> None:
    session = begin(passphrase="")
    window = session.window
    qtbot.waitUntil(lambda: window.locking.card is not None)
    card = window.locking.card
    assert card is not None
    qtbot.waitUntil(card.isVisible)
    window.rebuild()
    assert window.locking.card is not card
    assert window.locking.card is not None
    qtbot.waitUntil(window.locking.card.isVisible)
    window.locking.card.none.click()
    assert window.locking.card is None
    workspace = window.workspace
    qtbot.waitUntil(lambda: workspace.setting("protection.choice") == "none")
    window.locking.offer_once()
    assert window.locking.card is None


def test_later_asks_again_at_the_next_start(begin: Begin, qtbot: QtBot) -> None:
    window = begin(passphrase="").window
    qtbot.waitUntil(lambda: window.locking.card is not None)
    window.locking.card.later.click()
    assert window.locking.card is None
    window.locking.offer_once()
    assert window.locking.card is not None
    window.locking.card.choose.click()
    assert isinstance(dialog_of(window).page, ChoosePage)


def test_an_encrypted_notebook_is_not_asked_about(begin: Begin, qtbot: QtBot) -> None:
    window = begin().window
    qtbot.wait(0)
    assert window.locking.card is None


def test_the_preferences_lead_to_everything(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    window = session.window
    for deed, page in (("change", ChoosePage), ("new_key", ConfirmPage), ("remove", ConfirmPage)):
        window.dialogs.show_preferences()
        preferences = window.findChildren(PreferencesDialog)[-1]
        preferences.protection_page.findChild(QPushButton, deed).click()
        dialog = dialog_of(window)
        assert isinstance(dialog.page, page)
        dialog.reject()
        qtbot.wait(0)
    window.dialogs.show_preferences()
    preferences = window.findChildren(PreferencesDialog)[-1]
    minutes = preferences.protection_page.minutes
    minutes.setCurrentIndex(minutes.findData(5))
    minutes.activated.emit(minutes.currentIndex())
    assert window.locking.absence.minutes == 5
    preferences.protection_page.findChild(QPushButton, "lock").click()
    asked(session, qtbot)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_adding_a_blog_says_where_its_password_is_kept(begin: Begin, passphrase: str) -> None:
    window = begin(passphrase=passphrase).window
    window.dialogs.add_blog()
    words = words_in(window.findChild(AddBlogDialog))
    assert ("not encrypted" in words) == (not passphrase)
    assert ("only your passphrase opens" in words) == bool(passphrase)


def test_no_secret_is_in_a_name(begin: Begin, qtbot: QtBot) -> None:
    session = begin()
    page = locked(session, qtbot)
    assert isinstance(page, UnlockPage)
    page.passphrase.line.setText("geheim geheim")
    page.passphrase._show.trigger()
    assert page.passphrase.is_shown
    assert "geheim" not in words_in(session.front)
    assert page.passphrase.take() == "geheim geheim"
    assert not page.passphrase.is_shown
    assert not page.passphrase.line.isUndoAvailable()
    assert QApplication.clipboard().text() == ""
