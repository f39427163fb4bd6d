"""Which backups stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from editor.workspace.rotation import Keep, is_due, moment_of, stamp, staying

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOON - timedelta(minutes=minutes))
)


def _every(step: timedelta, count: int) -> list[datetime]:
    return [NOON - n * step for n in range(count)]


def test_two_years_of_days_leave_a_handful() -> None:
    kept = sorted(staying(_every(timedelta(days=1), 730)), reverse=True)
    assert kept[:7] == _every(timedelta(days=1), 7)
    assert [moment.date().isoformat() for moment in kept[7:]] == [
        "2026-11-08", "2026-11-01", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31",
        "2026-06-30",
    ]  # fmt: skip


def test_ten_in_an_hour_leave_the_last_three() -> None:
    made = _every(timedelta(minutes=5), 10)
    assert staying(made) == set(made[:3])


def test_a_long_silence_costs_no_backup() -> None:
    made = [NOON, *(NOON - timedelta(days=400 + n) for n in range(5))]
    assert staying(made) == set(made)


@given(MOMENTS)
def test_the_newest_stays_and_there_are_never_many(moments: list[datetime]) -> None:
    kept = staying(moments)
    assert kept <= set(moments)
    assert len(kept) <= 20
    assert set(sorted(set(moments), reverse=True)[:3]) <= kept


@given(MOMENTS, st.sampled_from(Keep))
def test_deciding_again_takes_nothing_more(moments: list[datetime], keep: Keep) -> None:
    kept = staying(moments, keep)
    assert staying(kept, keep) == kept


@given(MOMENTS)
def test_who_keeps_them_longer_keeps_more(moments: list[datetime]) -> None:
    kept = [staying(moments, keep) for keep in Keep]
    assert all(fewer <= more for fewer, more in pairwise(kept))
    assert all(len(each) <= most for each, most in zip(kept, (10, 14, 20, 38), strict=True))


def test_two_years_of_days_kept_for_two_years() -> None:
    made = _every(timedelta(days=1), 800)
    counts = [len(staying(made, keep)) for keep in Keep]
    assert counts == [7, 9, 14, 32]


@given(MOMENTS)
def test_the_oldest_month_that_counts_keeps_one(moments: list[datetime]) -> None:
    months = sorted({(m.year, m.month) for m in moments}, reverse=True)[:6]
    assert set(months) <= {(m.year, m.month) for m in staying(moments)}


def test_names_stand_in_the_order_of_time() -> None:
    east = timezone(timedelta(hours=3))
    early = datetime(2026, 3, 1, 2, 30, tzinfo=east)
    assert stamp(early) == "2026-02-28 23.30.00Z"
    assert moment_of(f"دفتر ١ {stamp(early)}.midad") == early
    assert moment_of("دفتر 2026-99-99 23.30.00Z.midad") is None
    assert moment_of("letter.midad") is None


def test_when_the_next_one_is_due() -> None:
    assert is_due(None, NOON)
    assert not is_due(NOON - timedelta(hours=3), NOON)
    assert is_due(NOON - timedelta(hours=21), NOON)
    assert is_due(NOON + timedelta(days=300), NOON), "the clock was set back"
