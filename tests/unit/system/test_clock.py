"""The machine's clock says when, in UTC."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from editor.system.clock import SystemClock


def test_now_is_aware_and_in_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


def test_sleep_takes_its_time() -> None:
    before = time.monotonic()
    SystemClock().sleep(0.02)
    assert time.monotonic() - before >= 0.02
