"""The end of a session: every word saved, drafts sent if they can be, and never a long wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from editor.gui.desk import Desk
from editor.gui.publishing.courier import Courier

PATIENCE = 8_000  # milliseconds for what is still under way with a blog


class Ending(QObject):
    """`finished` comes once, when nothing is left to wait for. Saving has no time limit: the
    window stays until the notebook has every word, or the author decides."""

    waiting = Signal()  # saved; something is still under way with a blog
    finished = Signal()
    refused = Signal()  # the words could not be saved: the window has to stay

    def __init__(self, desk: Desk, courier: Courier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._courier = courier
        self.is_under_way = False
        self.is_over = False
        self._sent = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.hurry)
        desk.failed.connect(self._on_desk_failed)
        courier.ended.connect(self._on_courier_ended)

    def begin(self) -> None:
        """Save, then send, then say `finished`."""
        if self.is_under_way or self.is_over:
            return
        self.is_under_way = True
        self._sent = False
        self._desk.settle(self._send)

    def _send(self) -> None:
        if self._desk.has_to_travel or self._courier.is_busy:
            self.waiting.emit()
            self._patience.start()
        done: Callable[[], None] = self._on_desk_sent
        self._desk.send_now(done)

    def _on_desk_sent(self) -> None:
        self._sent = True
        self._finish_if_done()

    def _on_courier_ended(self, _report: object) -> None:
        self._finish_if_done()

    def _finish_if_done(self) -> None:
        if self.is_under_way and self._sent and not self._courier.is_busy:
            self.hurry()

    def hurry(self) -> None:
        """Wait no longer: what is not sent goes with the next sync."""
        if self.is_under_way:
            self.is_under_way = False
            self.is_over = True
            self._patience.stop()
            self._courier.stop()
            self.finished.emit()

    def skip(self) -> None:
        """The words are saved and the window has to go now: nothing is waited for."""
        self.is_under_way = False
        self.is_over = True
        self._patience.stop()
        self._courier.stop()

    def stay(self) -> None:
        """The author wants to go on."""
        self.is_under_way = False
        self._patience.stop()

    def _on_desk_failed(self, _error: object) -> None:
        if self.is_under_way:
            self.stay()
            self.refused.emit()
