"""A notebook that an older Midad left: how far it is on its way to this one, and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sessions import PASSPHRASE, answer

from editor.domain.course import Course
from editor.gui.protection.trouble_page import TroublePage
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.protection.work_page import WorkPage
from editor.gui.session import Session
from editor.store import conversion, driver, encryption, indexing
from editor.workspace import assembly
from editor.workspace.assembly import takes_long
from tests.store.released.growing import WORD, grown


@pytest.fixture
def gate_of_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Until it is set, the index is not filled beyond its first post."""
    may_go_on = threading.Event()
    put = indexing.put

    def slowly(*given: object) -> None:
        put(*given)  # type: ignore[arg-type]
        assert may_go_on.wait(20)

    monkeypatch.setattr(indexing, "_TOLD", 1)
    monkeypatch.setattr(indexing, "put", slowly)
    yield may_go_on
    may_go_on.set()


def old(path: Path) -> None:
    grown(path, 5)
    connection = driver.connect(path)
    connection.execute("INSERT INTO settings (key, value) VALUES ('window.preview', '0')")
    connection.execute("DELETE FROM journal")
    connection.close()


def encrypted(path: Path) -> bytes:
    key = encryption.new_data_key()
    keys = encryption.with_secret(
        encryption.new_keys(), encryption.Kind.PASSPHRASE, PASSPHRASE, key
    )
    conversion.encrypt(path, keys, key, Course())
    return key


def version(path: Path, key: bytes) -> int:
    connection = driver.peek(path, key)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def at_work(session: Session, qtbot: QtBot) -> WorkPage:
    qtbot.waitUntil(
        lambda: (
            session.procedures is not None
            and isinstance(session.procedures.page, WorkPage)
            and session.procedures.page.bar.value() > 0
        ),
        timeout=10_000,
    )
    page = session.procedures.page
    assert isinstance(page, WorkPage)
    return page


def test_its_author_sees_how_far_it_is(
    path: Path,
    make_session: Callable[[], Session],
    qtbot: QtBot,
    gate_of_work: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old(path)
    assert not takes_long(path)  # a few posts: done before a page could be read
    monkeypatch.setattr(assembly, "_LARGE", 1)
    assert takes_long(path)
    session = make_session()
    session.begin_at_gate()
    page = at_work(session, qtbot)
    assert "up to date" in page.heading.text()
    assert 0 < page.bar.value() < page.bar.maximum()
    gate_of_work.set()
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.frame.is_full, timeout=10_000
    )
    assert len(session.window.workspace.search(WORD)) == 5
    assert not takes_long(path)


def test_stopped_it_is_as_it_was(
    path: Path, make_session: Callable[[], Session], qtbot: QtBot, gate_of_work: threading.Event
) -> None:
    old(path)
    key = encrypted(path)
    session = make_session()
    session.begin_at_gate()
    ask = session.procedures.page
    assert isinstance(ask, UnlockPage)
    answer(ask, PASSPHRASE)
    page = at_work(session, qtbot)
    page.stop()
    gate_of_work.set()
    qtbot.waitUntil(lambda: isinstance(session.procedures.page, TroublePage), timeout=10_000)
    assert "up to date" in session.procedures.page.heading.text()
    assert version(path, key) == 3
    assert not [each for each in path.parent.iterdir() if "schema" in each.name]
    session.procedures.page.done.emit()
    again = session.procedures.page
    assert isinstance(again, UnlockPage)
    answer(again, PASSPHRASE)
    qtbot.waitUntil(
        lambda: session.window is not None and session.window.frame.is_full, timeout=10_000
    )
    assert len(session.window.workspace.search(WORD)) == 5
