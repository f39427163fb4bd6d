"""The machine's news of the network, where the system tells it. Thread: GUI."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Network(QObject):
    """Whether there is a network, as far as the system says; where it does not say, there is one.
    That a blog cannot be reached is another matter (publishing/logbook.py)."""

    changed = Signal(bool)
    metered_changed = Signal(bool)  # whether each megabyte costs

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.online = True
        self.metered = False

    def watch(self) -> None:
        """Begin to listen. Imports QtNetwork: call after the first paint."""
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadDefaultBackend():
            return
        information = QNetworkInformation.instance()
        information.reachabilityChanged.connect(self._on_reachability_changed)
        self._on_reachability_changed(information.reachability())
        information.isMeteredChanged.connect(self.tell_metered)
        self.tell_metered(information.isMetered())

    def tell(self, online: bool) -> None:
        """What the system knows of the way out."""
        if online != self.online:
            self.online = online
            self.changed.emit(online)

    def tell_metered(self, metered: bool) -> None:
        """What the system knows of the network's price."""
        if metered != self.metered:
            self.metered = metered
            self.metered_changed.emit(metered)

    def _on_reachability_changed(self, reachability: object) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        self.tell(reachability != QNetworkInformation.Reachability.Disconnected)
