"""When nobody is there, and what the machine tells of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.gui.protection.absence import Absence, delay_after, minutes_of
from editor.gui.protection.machine import Machine
from editor.gui.protection.passphrase_field import caps_lock_after

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STEP = timedelta(seconds=5)


def looks(absence: Absence, minutes: float, signs: object = "same", start: datetime = NOON) -> bool:
    """Look every five seconds for so long; True where any look says that nobody is there."""
    count = int(minutes * 60 / 5)
    answers = [absence.look(signs, start + STEP * n) for n in range(count + 1)]
    return any(answers)


def test_nobody_moves_for_long_enough() -> None:
    assert not looks(Absence(10), 9.9)
    assert looks(Absence(10), 10)


def test_any_sign_begins_the_time_again() -> None:
    absence = Absence(10)
    assert not looks(absence, 9)
    assert not looks(absence, 9, "moved", NOON + timedelta(minutes=9))
    assert looks(absence, 2, "moved", NOON + timedelta(minutes=18))


def test_never_means_never() -> None:
    absence = Absence(0)
    assert not looks(absence, 100)
    assert not absence.look("same", NOON + timedelta(days=1))


def test_a_gap_is_a_sleep() -> None:
    absence = Absence(60)
    assert not absence.look("same", NOON)
    assert absence.look("moved", NOON + timedelta(minutes=2))


def test_a_clock_that_is_set_back_changes_nothing_much() -> None:
    absence = Absence(10)
    assert not absence.look("same", NOON)
    assert not looks(absence, 9, start=NOON - timedelta(days=1))
    assert looks(absence, 2, start=NOON - timedelta(days=1) + timedelta(minutes=9))


@pytest.mark.parametrize(
    ("kept", "minutes"), [("", 10), ("30", 30), ("0", 0), ("7", 10), ("x", 10), ("-1", 10)]
)
def test_kept_minutes(kept: str, minutes: int) -> None:
    assert minutes_of(kept) == minutes


def test_the_delay_grows_to_a_minute() -> None:
    assert [delay_after(n) for n in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert delay_after(10_000) == 60


@pytest.mark.parametrize(
    ("key", "text", "shift", "was", "now"),
    [
        (Qt.Key.Key_A, "a", False, False, False),
        (Qt.Key.Key_A, "A", True, False, False),
        (Qt.Key.Key_A, "A", False, False, True),
        (Qt.Key.Key_A, "a", True, False, True),
        (Qt.Key.Key_A, "a", False, True, False),
        (0, "ب", False, True, True),
        (Qt.Key.Key_1, "1", False, True, True),
        (Qt.Key.Key_CapsLock, "", False, False, True),
        (Qt.Key.Key_CapsLock, "", False, True, False),
    ],
)
def test_caps_lock_shows_in_the_letters(
    key: int, text: str, shift: bool, was: bool, now: bool
) -> None:
    assert caps_lock_after(key, text, shift, was) is now


class Bus:
    """Remembers who listens to what; `tell` calls them as D-Bus would, by the slot's name."""

    def __init__(self) -> None:
        self.heard: dict[tuple[str, str], tuple[Any, str]] = {}

    def isConnected(self) -> bool:
        return True

    def connect(self, *given: Any) -> bool:
        service, _path, _interface, name, receiver, slot = given
        self.heard[service, name] = receiver, slot
        return True

    def tell(self, service: str, name: str, *values: object) -> None:
        receiver, slot = self.heard[service, name]
        assert receiver.metaObject().indexOfSlot(slot[1:]) >= 0, slot
        getattr(receiver, slot[1:].split("(")[0])(*values)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Bus:
    from PySide6 import QtDBus

    made = Bus()

    for name in ("systemBus", "sessionBus"):
        monkeypatch.setattr(QtDBus.QDBusConnection, name, lambda: made)
    monkeypatch.setattr(Machine, "_ask_for_delay", lambda _self, _bus: None)
    monkeypatch.setattr("sys.platform", "linux")
    return made


@pytest.mark.parametrize(
    ("service", "name", "values", "leaves"),
    [
        ("org.freedesktop.login1", "PrepareForSleep", (True,), True),
        ("org.freedesktop.login1", "PrepareForSleep", (False,), False),
        ("org.freedesktop.login1", "Lock", (), True),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", (True,), True),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", (False,), False),
        ("org.gnome.ScreenSaver", "ActiveChanged", (True,), True),
    ],
)
def test_the_machine_tells_that_its_author_left(
    bus: Bus, qtbot: QtBot, service: str, name: str, values: tuple[object, ...], leaves: bool
) -> None:
    machine = Machine()
    machine.watch()
    heard: list[bool] = []
    machine.left.connect(lambda: heard.append(True))
    bus.tell(service, name, *values)
    assert bool(heard) is leaves


def test_the_machine_sleeps_when_everything_is_put_away() -> None:
    machine = Machine()
    machine.let_sleep()
    reading, writing = os.pipe()
    machine._delay = writing
    machine.let_sleep()
    assert os.read(reading, 1) == b"", "the other end has to be closed"
    os.close(reading)
    machine.let_sleep()
