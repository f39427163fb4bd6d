"""Whether the author went away: decided from looks at signs of presence, not from every event,
so that no key ever waits for it. Pure.
"""

from __future__ import annotations

from datetime import datetime, timedelta

LOOK_AFTER = 5_000  # milliseconds between two looks
SLEPT = timedelta(seconds=60)  # without a look: the computer slept
MINUTES = (1, 2, 5, 10, 15, 30, 60, 0)  # to choose from; 0: never
USUAL = 10


class Absence:
    """`minutes` without a change in the signs mean that nobody is there; 0: never."""

    def __init__(self, minutes: int = USUAL) -> None:
        self.minutes = minutes
        self._signs: object = None
        self._since: datetime | None = None
        self._looked: datetime | None = None

    def look(self, signs: object, now: datetime) -> bool:
        """True where the window has to be locked: nobody was there for long enough, or the
        computer slept since the last look. `signs` is anything that changes while somebody
        moves the mouse, types, scrolls."""
        slept = self._looked is not None and now - self._looked > SLEPT
        self._looked = now
        # A clock that was set back must not make absence shorter or longer than it is.
        if self._since is None or signs != self._signs or now < self._since:
            self._signs, self._since = signs, now
        is_long = now - self._since >= timedelta(minutes=self.minutes)
        return bool(self.minutes) and (slept or is_long)


def minutes_of(setting: str) -> int:
    """The minutes in a kept setting; the usual ones where there is none, or nonsense."""
    return int(setting) if setting.isdecimal() and int(setting) in MINUTES else USUAL


def delay_after(tries: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row: 1, 2, 4 … at most a minute."""
    return min(2 ** max(tries - 1, 0), 60) if tries else 0
