"""GNOME's keyring, from Debian's packages, on a bus of its own: nobody's real one is touched.

It is unlocked from the start, as after signing in. The bus starts no services, so that there is
nobody to ask an author with: what is locked stays locked, as where the question is dismissed.
All of it lies in one folder and ends with the process that started it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

import secretstorage
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.servers import debian
from tests.servers.debian import ServerTroubleError
from tests.servers.parent import end_with_parent

PATIENCE = 20.0  # seconds to come up
_DAEMON = "gnome-keyring-daemon"
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""


class SecretService:
    """A bus with a keyring. As a context: both run from its beginning to its end."""

    def __init__(self, folder: Path) -> None:
        """`folder` is short and new: a socket's name has a hundred bytes at most."""
        self._folder = folder
        self._bus: subprocess.Popen[str] | None = None
        self._daemon: subprocess.Popen[bytes] | None = None
        self.address = ""

    def __enter__(self) -> SecretService:
        if not shutil.which(_DAEMON) or not shutil.which("dbus-daemon"):
            debian.install_missing()
        (self._folder / "home").mkdir()
        (self._folder / "run").mkdir(mode=0o700)
        # Where a container withholds the privilege that its file has, only a copy may be run.
        shutil.copyfile(shutil.which(_DAEMON) or "", self._folder / _DAEMON)
        (self._folder / _DAEMON).chmod(0o700)
        settings = self._folder / "bus.conf"
        settings.write_text(_BUS.format(folder=self._folder))
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"],
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=end_with_parent,
        )
        assert self._bus.stdout is not None
        self.address = self._bus.stdout.readline().strip()
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()
        if self._bus is not None:
            _end(self._bus)

    def start(self) -> None:
        """Sign in: the keyring runs, and is unlocked. What it kept before is still there."""
        said = self._folder / "said"
        with said.open("wb") as stream:
            self._daemon = subprocess.Popen(
                [self._folder / _DAEMON, "--foreground", "--unlock", "--components=secrets"],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=stream,
                stderr=stream,
                preexec_fn=end_with_parent,
            )
        assert self._daemon.stdin is not None
        self._daemon.stdin.write(b"the password of this computer")
        self._daemon.stdin.close()
        latest = time.monotonic() + PATIENCE
        while self._daemon.poll() is None and time.monotonic() < latest:
            with self._asked() as connection:
                if secretstorage.check_service_availability(connection):
                    return
            time.sleep(0.01)
        raise ServerTroubleError(f"{_DAEMON} does not answer: {said.read_text()[-1500:]}")

    def stop(self) -> None:
        """Sign out."""
        if self._daemon is not None:
            self._daemon.send_signal(signal.SIGCONT)
            _end(self._daemon)
            self._daemon = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It is there, and answers nobody."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def lock(self) -> None:
        """Only its author's password would open it again."""
        with self._asked() as connection:
            secretstorage.get_default_collection(connection).lock()

    def secrets(self) -> list[bytes]:
        """All that it keeps."""
        with self._asked() as connection:
            items = secretstorage.get_default_collection(connection).get_all_items()
            return [item.get_secret() for item in items]

    @contextmanager
    def _asked(self) -> Iterator[DBusConnection]:
        with closing(open_dbus_connection(self.address)) as connection:
            yield connection

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder / "home"),
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "LANG": "C.UTF-8",
        }


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
