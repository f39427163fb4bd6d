"""One window for one notebook. A second Midad asks the first to come to the front, and ends.

Who holds the lock beside the notebook is the first; a killed one holds nothing. They speak over
a socket that only the same account can open. Thread: GUI.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.domain.errors import DriveWithoutLocks, NotebookBusy
from editor.system.locks import Lock, NoLocksHere, take_lock, window_lock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket
    from PySide6.QtWidgets import QWidget

PATIENCE = 5.0  # seconds; a window that is just starting answers after its first paint
_PAUSE = 0.1
_WAIT = 1_000  # milliseconds
_ASKED, _DONE = b"show ", b"shown\n"
_MOST = 4096  # bytes of a question
_TOKENS = "XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"


class Instance(QObject):
    """This process's hold on a notebook. `asked` says that a second Midad was started on it."""

    asked = Signal()

    def __init__(self, lock: Lock | None, notebook: Path) -> None:
        """For `take` only."""
        super().__init__()
        self._lock = lock
        self._notebook = notebook
        self._server: QLocalServer | None = None

    def listen(self) -> None:
        """Answer others from now on. Imports QtNetwork: call after the first paint."""
        from PySide6.QtNetwork import QLocalServer

        # Whoever left a socket of this name is dead: the lock is ours.
        name = _socket_name(self._notebook)
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        self._server.listen(name)

    def release(self) -> None:
        """The notebook is closed: another may have it."""
        if self._server is not None:
            self._server.close()
        if self._lock is not None:
            self._lock.release()

    def _on_server_new_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = _Caller(self._server.nextPendingConnection(), self)
            caller.asked.connect(self.asked)
            caller.read()


class _Caller(QObject):
    """Another Midad at the other end of a socket, for as long as it is there."""

    asked = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        socket.setParent(self)
        self._socket = socket
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.deleteLater)

    def read(self) -> None:
        """Answer, once there is a whole line."""
        socket = self._socket
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST:
                socket.disconnectFromServer()
            return
        line = bytes(socket.readLine(_MOST).data())
        if not line.startswith(_ASKED):
            socket.disconnectFromServer()
            return
        token = line.removeprefix(_ASKED).decode("ascii", "ignore").strip()
        if token and token.isprintable():  # Wayland wants one of these
            os.environ[_TOKENS[0]] = token
        self.asked.emit()
        socket.write(_DONE)
        socket.flush()


def take(notebook: Path) -> Instance | None:
    """Hold `notebook`, a path that may not exist yet; None where another window has it and came
    to the front. Raises NotebookBusy where that one does not answer (it hangs, or is on another
    computer or of another account) and DriveWithoutLocks."""
    path = Path(os.path.realpath(notebook.expanduser()))
    with suppress(OSError):  # opening the notebook has the words for it
        _make_folder(path.parent)
    latest = time.monotonic() + PATIENCE
    while True:
        try:
            lock = take_lock(window_lock(path))
        except NoLocksHere as error:
            raise DriveWithoutLocks(path=str(path)) from error
        except OSError:  # the same
            return Instance(None, path)
        if lock is not None:
            return Instance(lock, path)
        if _ask(_socket_name(path)):
            return None
        if time.monotonic() > latest:
            raise NotebookBusy(path=str(path))
        time.sleep(_PAUSE)  # it is just starting, or just ending: then the lock becomes free


def come_to_front(window: QWidget) -> None:
    """Show `window` above all others, as far as the desktop lets it."""
    from PySide6.QtCore import Qt

    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _ask(name: str) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT):
        return False
    token = next((os.environ[each] for each in _TOKENS if os.environ.get(each)), "")
    socket.write(_ASKED + token.encode("ascii", "ignore") + b"\n")
    socket.flush()
    return socket.waitForReadyRead(_WAIT) and bytes(socket.readLine().data()) == _DONE


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _socket_name(notebook: Path) -> str:
    """A name of one notebook for one account. In a folder of its own where the system has one:
    in the one that all share, somebody else could be first."""
    import hashlib
    import tempfile

    digest = hashlib.sha256(os.fsencode(notebook)).hexdigest()[:24]
    if sys.platform == "win32":
        return f"midad-{digest}"
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not (os.path.isabs(folder) and os.access(folder, os.W_OK)):
        folder = tempfile.gettempdir()
    return os.path.join(folder, f"midad-{os.getuid()}-{digest}")
