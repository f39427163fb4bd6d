"""When something goes to the blogs by itself: every quarter of an hour, when the network is back,
and not at all while the author paused it or the network costs by the megabyte. What the author
asks for outright (Publish, Sync now, Save and send) always goes. Thread: GUI.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from editor.gui.bridge import STORE, Bridge
from editor.gui.network import Network

EVERY = 15 * 60_000  # milliseconds
_PAUSED = "sync.paused"


class Rest(Enum):
    """Why nothing goes by itself."""

    NONE = ""
    AUTHOR = "author"
    METERED = "metered"


class Timetable(QObject):
    """due: it is time for a sync. changed: `rest` is another than before."""

    due = Signal()
    changed = Signal()

    def __init__(self, bridge: Bridge, network: Network, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._network = network
        self._is_paused = bridge.workspace.setting(_PAUSED) == "1"
        network.changed.connect(self._on_network_changed)
        network.metered_changed.connect(self._on_metered_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    @property
    def rest(self) -> Rest:
        """Why nothing goes by itself now."""
        if self._is_paused:
            return Rest.AUTHOR
        return Rest.METERED if self._network.metered else Rest.NONE

    @property
    def is_running(self) -> bool:
        """True where things go by themselves."""
        return self.rest is Rest.NONE

    @property
    def remaining(self) -> int:
        """Milliseconds until the next sync is due, if nothing keeps it from it."""
        return max(0, self._timer.remainingTime())

    def pause(self, on: bool) -> None:
        """The author's word; it is remembered. What waited goes when the pause ends."""
        if on == self._is_paused:
            return
        self._is_paused = on
        workspace = self._bridge.workspace
        self._bridge.run(STORE, lambda: workspace.put_setting(_PAUSED, "1" if on else ""))
        self.changed.emit()
        self._go()

    def _go(self) -> None:
        if self.is_running and self._network.online:
            self.due.emit()

    def _on_timer_timeout(self) -> None:
        self._go()

    def _on_network_changed(self, _online: bool) -> None:
        self._go()

    def _on_metered_changed(self, _metered: bool) -> None:
        self.changed.emit()
        self._go()
