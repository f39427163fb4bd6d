"""When the page follows what is typed: soon, and never in the way of a key.

A new picture of the page can keep the window from painting for as long as a key takes. Right after
a key was painted is the moment at which the next one is furthest away. Where the page is painted
without a graphics card, that takes all processors for a while: there it follows less often.
GUI thread.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

GAP = 150, 600  # milliseconds at least between two times as long as keys come; and where it is dear
REST = 80, 200  # milliseconds without a key after which there is room for the page
_SHARE = 12  # of the time that the page's painting may take: one part in so many
_ROOM = 4


def waits(worked: float) -> tuple[float, float]:
    """Gap and rest, where `worked` milliseconds of processors' time went into the last page."""
    return min(max(GAP[0], worked * _SHARE), GAP[1]), min(max(REST[0], worked * _ROOM), REST[1])


class Pace(QObject):
    """Of one text and its page."""

    due = Signal()
    """Let the page follow now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = 0.0  # when it was due
        self._others = _others()  # then
        self._gap: float = GAP[0]
        # A timer of no time waits for all that is there already: the key's own paint.
        self._painted = self._make_timer(0)
        self._rest = self._make_timer(REST[0])

    def type(self, longer: int = 0) -> None:
        """Something was typed, and is not painted yet. `due` follows with a key after the gap,
        which is so many milliseconds `longer`, or with a rest."""
        if time.monotonic() - self._last >= (self._gap + longer) / 1000:
            self._rest.stop()
            self._painted.start()
        elif not self._painted.isActive():
            self._rest.start()

    def _make_timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self._on_timer_timeout)
        return timer

    def _on_timer_timeout(self) -> None:
        self._last = time.monotonic()
        before, self._others = self._others, _others()
        self._gap, rest = waits((self._others - before) * 1000)
        self._rest.setInterval(round(rest))
        self.due.emit()


def _others() -> float:
    """Seconds that all threads of ours but this one have worked: the browser's painters, mostly."""
    return time.process_time() - time.thread_time()
