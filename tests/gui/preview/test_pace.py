from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.gui.preview.pace import Pace, waits

NEVER = 10_000_000


@pytest.fixture
def pace(qtbot: QtBot) -> Iterator[Pace]:
    owner = QObject()
    yield Pace(owner)
    owner.deleteLater()


class Key(QWidget):
    """Asks for its paint and tells the pace, as a key in the text does."""

    def __init__(self, pace: Pace, heard: list[str]) -> None:
        super().__init__()
        self._pace, self._heard = pace, heard

    def strike(self) -> None:
        self._pace.type()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._heard.append("paint")
        return super().event(event)


def test_a_key_is_painted_before_the_page_follows(qtbot: QtBot, pace: Pace) -> None:
    heard: list[str] = []
    key = Key(pace, heard)
    qtbot.addWidget(key)
    key.show()
    qtbot.waitUntil(lambda: "paint" in heard)
    heard.clear()
    pace.due.connect(lambda: heard.append("due"))
    key.strike()
    assert heard == [], "not within the key"
    qtbot.waitUntil(lambda: "due" in heard)
    assert heard == ["paint", "due"]


def test_keys_that_come_close_wait_for_a_rest(qtbot: QtBot, pace: Pace) -> None:
    heard: list[str] = []
    pace.due.connect(lambda: heard.append("due"))
    with qtbot.waitSignal(pace.due):
        pace.type()
    with qtbot.waitSignal(pace.due):
        for _key in range(5):
            pace.type(NEVER)
            assert not pace._painted.isActive()
    assert heard == ["due", "due"], "once for all of them"


def test_who_never_rests_is_followed_after_the_gap(qtbot: QtBot, pace: Pace) -> None:
    pace._rest.setInterval(NEVER)
    with qtbot.waitSignal(pace.due):
        pace.type()
    pace.type(NEVER)
    assert pace._rest.isActive()
    with qtbot.waitSignal(pace.due):
        pace.type(-NEVER)
    assert not pace._rest.isActive()


@pytest.mark.parametrize(
    ("worked", "expected"),
    [(0, (150, 80)), (5, (150, 80)), (25, (300, 100)), (45, (540, 180)), (900, (600, 200))],
)
def test_a_dear_page_follows_less_often(worked: float, expected: tuple[float, float]) -> None:
    assert waits(worked) == expected
