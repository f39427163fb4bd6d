"""Which of the automatic backups stay, and what they are called. Pure.

As usual the last three stay; the last one of each of the last seven days, four weeks and six
months that have any. A week away from the desk costs no backup: days without one are not counted.
The author may keep them for a shorter or a longer time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import Enum

LAST, DAYS = 3, 7
EVERY = timedelta(hours=20)  # a day, for whoever sits down a little earlier than yesterday

_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d)\.(\d\d)\.(\d\d)Z")


class Keep(Enum):
    """For how long backups stay. `weeks`, `months`: the periods that one of each is kept for."""

    WEEK = "week"
    MONTH = "month"
    HALF_YEAR = "half-year"  # as usual
    TWO_YEARS = "two-years"

    @property
    def weeks(self) -> int:
        return 0 if self is Keep.WEEK else 4

    @property
    def months(self) -> int:
        return {Keep.HALF_YEAR: 6, Keep.TWO_YEARS: 24}.get(self, 0)


def stamp(moment: datetime) -> str:
    """What stands in a backup's name: in UTC, so that the order of names is that of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H.%M.%SZ")


def moment_of(name: str) -> datetime | None:
    """When the backup of this name was made; None for a name that is not ours."""
    found = _NAME.search(name)
    try:
        return datetime(*map(int, found.groups()), tzinfo=UTC) if found else None  # type: ignore[arg-type, misc]
    except ValueError:
        return None


def staying(moments: Iterable[datetime], keep: Keep = Keep.HALF_YEAR) -> set[datetime]:
    """The backups that stay, of those made at `moments`."""
    newest_first = sorted(set(moments), reverse=True)
    kept = set(newest_first[:LAST])
    for count, period in ((DAYS, _day), (keep.weeks, _week), (keep.months, _month)):
        seen: set[tuple[int, ...]] = set()
        for moment in newest_first:
            if len(seen) == count:
                break
            if period(moment) not in seen:
                seen.add(period(moment))
                kept.add(moment)
    return kept


def is_due(last: datetime | None, now: datetime) -> bool:
    """True where a day has passed; also where the clock was set back."""
    return last is None or abs(now - last) >= EVERY


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month
