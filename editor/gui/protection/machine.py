"""The machine's news of sleep and of its locked screen, where the system tells it.

Linux tells by D-Bus: systemd-logind of sleep, the desktop of its screen. Windows and macOS have
ways of their own that Qt does not bring; there the gap in the clock after a sleep has to do
(locking.py). Thread: GUI.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

log = logging.getLogger(__name__)

_LOGIN = "org.freedesktop.login1"
_MANAGER, _SESSION = f"{_LOGIN}.Manager", f"{_LOGIN}.Session"
_LOGIN_PATH = "/org/freedesktop/login1"
# One of these tells; which one depends on the desktop.
_SCREENS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class Machine(QObject):
    """left: the computer goes to sleep, or its screen was locked."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._delay: int | None = None  # while it is open, sleep waits for us: a few seconds
        self._asked: QDBusPendingCallWatcher | None = None
        self._system: QDBusConnection | None = None

    def watch(self) -> None:
        """Begin to listen. Imports QtDBus: call after the first paint."""
        if not sys.platform.startswith("linux"):
            return
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError as error:  # some distributions pack it apart
            log.info("nobody tells of sleep: %s", error)
            return
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            sleeps = SLOT("_on_machine_sleeps(bool)")
            system.connect(_LOGIN, _LOGIN_PATH, _MANAGER, "PrepareForSleep", self, sleeps)  # type: ignore[call-overload]
            system.connect(_LOGIN, "", _SESSION, "Lock", self, SLOT("_on_session_locked()"))  # type: ignore[call-overload]
            self._system = system
            self._ask_for_delay(system)
        if session.isConnected():
            for name in _SCREENS:
                locked = SLOT("_on_screen_locked(bool)")
                session.connect(name, "", name, "ActiveChanged", self, locked)  # type: ignore[call-overload]

    def let_sleep(self) -> None:
        """Everything is put away: the computer need not wait for us."""
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    def _ask_for_delay(self, system: QDBusConnection) -> None:
        """Without it the computer may sleep before the words are saved and put away."""
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, "Inhibit")
        call.setArguments(["sleep", "Midad", "The notebook is being locked", "delay"])
        self._asked = QDBusPendingCallWatcher(system.asyncCall(call), self)
        self._asked.finished.connect(self._on_delay_given)

    def _on_delay_given(self, watcher: QDBusPendingCallWatcher) -> None:
        from PySide6.QtDBus import QDBusUnixFileDescriptor

        given = watcher.reply().arguments() if not watcher.isError() else []
        if given and isinstance(given[0], QDBusUnixFileDescriptor) and given[0].isValid():
            self._delay = os.dup(given[0].fileDescriptor())
        self._asked = None

    @Slot(bool)
    def _on_machine_sleeps(self, begins: bool) -> None:
        if begins:
            self.left.emit()
        elif self._delay is None and self._system is not None:
            self._ask_for_delay(self._system)  # for the next time

    @Slot()
    def _on_session_locked(self) -> None:
        self.left.emit()

    @Slot(bool)
    def _on_screen_locked(self, locked: bool) -> None:
        if locked:
            self.left.emit()
