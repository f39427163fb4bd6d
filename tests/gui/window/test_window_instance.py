"""Who holds a notebook, who asks, and what a drive without locks is told."""

from __future__ import annotations

import errno
import fcntl
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from editor.domain.errors import DriveWithoutLocks, NotebookBusy
from editor.gui import instance
from editor.system.locks import process_lock, take_lock, window_lock


@pytest.fixture(autouse=True)
def _sockets_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(instance, "PATIENCE", 0.3)


def test_one_that_does_not_answer_is_not_pushed_aside(tmp_path: Path) -> None:
    """It hangs, or it is on another computer that shares the drive."""
    notebook = tmp_path / "n.midad"
    other = take_lock(window_lock(notebook))
    assert other is not None
    with pytest.raises(NotebookBusy):
        instance.take(notebook)
    other.release()
    taken = instance.take(notebook)
    assert taken is not None
    taken.release()


def test_an_old_socket_is_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    notebook = tmp_path / "n.midad"
    Path(instance._socket_name(notebook)).write_bytes(b"")
    taken = instance.take(notebook)
    assert taken is not None
    taken.listen()
    socket = QLocalSocket()
    socket.connectToServer(instance._socket_name(notebook))
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(taken.asked):
        socket.write(b"show \n")
        socket.flush()
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert bytes(socket.readAll().data()) == b"shown\n"
    taken.release()


@pytest.mark.parametrize("words", [b"hello\n", b"x" * 10_000, b"show \xff\x00\n", b"\n"])
def test_strange_words_do_no_harm(tmp_path: Path, qtbot: QtBot, words: bytes) -> None:
    taken = instance.take(tmp_path / "n.midad")
    assert taken is not None
    taken.listen()
    socket = QLocalSocket()
    socket.connectToServer(instance._socket_name(tmp_path / "n.midad"))
    assert socket.waitForConnected(1000)
    socket.write(words)
    socket.flush()
    if words.startswith(b"show"):
        qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    else:
        qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    taken.release()


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    taken = instance.take(tmp_path / "new" / "folder" / "n.midad")
    assert taken is not None
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700
    taken.release()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_drive_without_locks_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_descriptor: int, _how: int) -> None:
        raise OSError(number, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(DriveWithoutLocks):
        instance.take(tmp_path / "n.midad")
    with process_lock(tmp_path / "sync.lock") as held:
        assert held, "a sync would wait for ever for a lock that nobody has"


def test_a_lock_of_the_other_kind_is_taken_for_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What NFS makes of it says EACCES."""

    def refuse(_descriptor: int, _how: int) -> None:
        raise PermissionError(errno.EACCES, "taken")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert take_lock(tmp_path / "lock") is None
