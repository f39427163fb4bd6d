"""The stated rules: what is kept, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from editor.domain.post import Credit, Post, PostId
from editor.domain.revision import Cause, Revision
from editor.store.keeping import NEWEST, came_whole, characters_lost, surplus, why_keep
from tests.store.conftest import BODY, NOON, a_post

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)
BARE: dict[str, Any] = {"excerpt": "", "tags": (), "categories": (), "credits": ()}
LONG = "كلمة بعد كلمة، and a word. " * 40


def a_state(number: int, age: timedelta, cause: Cause = Cause.WRITTEN, words: int = 5) -> Revision:
    return Revision(number, PostId("p"), NOON - age, cause, "", words)


@pytest.mark.parametrize(
    ("new_body", "since", "idle", "cause", "why"),
    [
        # In the middle of writing, once in five minutes.
        (LONG + "x", MINUTE, SECOND, Cause.WRITTEN, None),
        (LONG + "x", 4 * MINUTE, 59 * SECOND, Cause.WRITTEN, None),
        (LONG + "x", 4 * MINUTE, MINUTE, Cause.WRITTEN, Cause.WRITTEN),
        # Its author had stopped there.
        (LONG + "x", SECOND, 4 * MINUTE, Cause.WRITTEN, None),
        (LONG + "x", SECOND, 5 * MINUTE, Cause.WRITTEN, Cause.LEFT),
        (LONG + "x", SECOND, 300 * DAY, Cause.WRITTEN, Cause.LEFT),
        # A clock that was set back.
        (LONG + "x", SECOND, -DAY, Cause.WRITTEN, Cause.LEFT),
        (LONG + "x", -DAY, SECOND, Cause.WRITTEN, Cause.WRITTEN),
        # Much goes at once.
        (LONG[240:], SECOND, SECOND, Cause.WRITTEN, Cause.CUT),
        (LONG[239:], SECOND, SECOND, Cause.WRITTEN, None),
        (LONG[:100] + LONG[400:], SECOND, SECOND, Cause.WRITTEN, Cause.CUT),
        ("", SECOND, SECOND, Cause.WRITTEN, Cause.CUT),
        ("شيء آخر", SECOND, SECOND, Cause.WRITTEN, Cause.CUT),
        # Words from elsewhere take its place.
        (LONG + "x", SECOND, SECOND, Cause.PULLED, Cause.PULLED),
        (LONG + "x", SECOND, SECOND, Cause.CHOSEN_AGAINST, Cause.CHOSEN_AGAINST),
        (LONG + "x", SECOND, SECOND, Cause.RESTORED, Cause.RESTORED),
    ],
)
def test_what_is_kept(
    new_body: str, since: timedelta, idle: timedelta, cause: Cause, why: Cause | None
) -> None:
    old = a_post(body=LONG, updated=NOON)
    new = replace(old, body=new_body)
    assert why_keep(old, new, since=NOON - since, now=NOON + idle, cause=cause) is why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("بيت من قصيدة قصيرة جدًا", "", Cause.CUT),  # half of a short text
        ("كلمتان هنا", "", None),
        (BODY, BODY[:-15], None),
    ],
)
def test_a_short_text(old: str, new: str, why: Cause | None) -> None:
    post = a_post(body=old, updated=NOON)
    assert why_keep(post, replace(post, body=new), since=NOON, now=NOON) is why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ({"excerpt": "بيت من قصيدة قصيرة جدًا"}, {}, Cause.CUT),
        ({"excerpt": "كلمتان"}, {}, None),
        ({"tags": ("جسر", "نهر", "بحر")}, {"tags": ("جسر",)}, Cause.CUT),
        ({"tags": ("جسر", "نهر")}, {"tags": ("نهر", "بحر")}, None),
        ({"tags": ("جسر", "نهر")}, {"tags": ("نهر", "جسر", "بحر")}, None),
        ({"categories": ("جسر", "نهر")}, {}, Cause.CUT),
        ({"credits": (Credit("author", "هناء"), Credit("editor", "سامي"))}, {}, Cause.CUT),
        ({"language": "ar"}, {"language": "fa"}, None),
    ],
)
def test_what_is_said_about_a_post(
    old: dict[str, Any], new: dict[str, Any], why: Cause | None
) -> None:
    post = a_post(body=LONG, updated=NOON)
    before, after = replace(post, **BARE | old), replace(post, **BARE | new)
    assert why_keep(before, after, since=NOON, now=NOON) is why


def test_what_came_whole_is_kept_before_its_first_change() -> None:
    old = a_post(body=LONG, created=NOON, updated=NOON)
    new = replace(old, body=LONG + "x")
    assert came_whole(old)
    assert not came_whole(replace(old, body="أول كلمات"))
    assert not came_whole(replace(old, updated=NOON + SECOND))
    assert why_keep(old, new, since=NOON, now=NOON, arrived=True) is Cause.ARRIVED
    assert why_keep(old, new, since=NOON, now=NOON) is None


@pytest.mark.parametrize("cause", list(Cause))
def test_a_blank_page_is_never_kept(cause: Cause) -> None:
    old = Post(PostId("p"), body=" \n", updated=NOON)
    new = replace(old, body=LONG)
    assert why_keep(old, new, since=NOON - DAY, now=NOON + DAY, cause=cause) is None


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "", 3),
        ("", "abc", 0),
        ("abcd", "ad", 2),
        ("aaaa", "aa", 2),
        ("abcabc", "abc", 3),
        ("abc", "xyz", 3),
        ("one two three", "one 2 three", 3),
        ("كتاب", "كتب", 1),
    ],
)
def test_how_much_is_lost(old: str, new: str, lost: int) -> None:
    assert characters_lost(old, new) == lost


def test_nothing_of_two_days_is_thinned() -> None:
    states = [a_state(n, n * MINUTE) for n in range(2 * 24 * 60)]
    assert surplus(states, NOON) == []


def test_a_state_of_the_future_stays() -> None:
    states = [a_state(n, -n * DAY) for n in range(100)]
    assert surplus(states, NOON) == []


@pytest.mark.parametrize(
    ("oldest", "youngest", "every", "stay"),
    [
        (4 * DAY, 3 * DAY, 6 * MINUTE, 24),  # hourly for a week
        (30 * DAY, 20 * DAY, HOUR, 10),  # daily up to forty days
        (70 * DAY, 49 * DAY, HOUR, 3),  # weekly after that
        (763 * DAY, 49 * DAY, HOUR, 102),
    ],
)
def test_how_many_stay(oldest: timedelta, youngest: timedelta, every: timedelta, stay: int) -> None:
    count = (oldest - youngest) // every
    states = [a_state(n, oldest - n * every) for n in range(count)]
    newer = [a_state(1_000_000 + n, n * MINUTE) for n in range(NEWEST)]
    kept = count - len(surplus([*states, *newer], NOON))
    # The stretch may begin inside an hour, a day or a week; the longest is the first of them all.
    assert stay <= kept <= 2 * stay + 2


def test_the_last_and_the_longest_of_an_hour_stay() -> None:
    hour = 5 * DAY
    states = [
        a_state(1, hour, words=50),
        a_state(2, hour - MINUTE, words=90),
        a_state(3, hour - 2 * MINUTE, words=3),
        a_state(4, hour - 3 * MINUTE, words=10),
    ]
    newer = [a_state(100 + n, n * MINUTE) for n in range(NEWEST)]
    assert surplus([*newer, *states], NOON) == [1, 3]


def test_the_newest_of_a_post_stay_whatever_their_age() -> None:
    states = [a_state(n, 900 * DAY - n * MINUTE) for n in range(NEWEST)]
    assert surplus(states, NOON) == []


def test_what_met_readers_or_gave_way_stays() -> None:
    marks = [cause for cause in Cause if cause.is_landmark]
    assert set(Cause) - set(marks) == {Cause.WRITTEN, Cause.LEFT, Cause.CUT}
    states = [a_state(n, 900 * DAY - n * MINUTE, cause) for n, cause in enumerate(marks)]
    newer = [a_state(100 + n, n * MINUTE) for n in range(NEWEST)]
    assert surplus([*states, *newer], NOON) == []


def test_thinning_every_day_comes_to_the_same_as_thinning_once() -> None:
    """A state a quarter of an hour for half a year, thinned as time goes by or all at the end."""
    states = [a_state(n, 180 * DAY - n * 15 * MINUTE, words=n % 37) for n in range(180 * 96)]
    daily: list[Revision] = []
    for day in range(180, -1, -1):
        now: datetime = NOON - day * DAY
        have = daily + [s for s in states if now - DAY < s.moment <= now]
        gone = set(surplus(have, now))
        daily = [s for s in have if s.number not in gone]
    once = set(surplus(states, NOON))
    at_the_end = {s.number for s in states if s.number not in once and s.moment > NOON - 180 * DAY}
    kept = {s.number for s in daily}
    # Each of the three ages at which a rule ends cuts an hour, a day or a week in two.
    assert len(at_the_end - kept) <= 3
    assert len(kept) <= len(at_the_end) * 1.2
    assert {s.number for s in states if s.moment > NOON - 2 * DAY} <= kept
