"""The indicator never lies: what it says is a function of what is known, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from editor.domain.errors import (
    BadReply,
    EditorError,
    SignInRefused,
    SyncCancelled,
    TooManyGone,
    Unreachable,
)
from editor.domain.post import BlogId, PostId
from editor.gui.publishing.condition import Facts, Station, Way, told
from editor.gui.publishing.logbook import Logbook
from editor.gui.timetable import Rest
from editor.sync.report import Deed, Journey, Progress, ReportLine, SyncReport
from editor.system import translation

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
INK = Station(BlogId("i"), "حبر", synced=NOW - timedelta(minutes=5))
NET = Station(BlogId("n"), "Network", synced=NOW - timedelta(days=1))
NEW = replace(INK, synced=None)
FOLDER = Station(BlogId("f"), "Folder", far=False)
REFUSED = SignInRefused("https://ink.example")
AWAY = Unreachable("https://ink.example")
GONE = TooManyGone(gone=9, known=10)


def troubled(error: EditorError, station: Station = INK) -> Station:
    return replace(station, trouble=error)


def at(*stations: Station, **facts: object) -> Facts:
    return replace(Facts(NOW, stations=stations), **facts)  # type: ignore[arg-type]


ROWS: list[tuple[Facts, str]] = [
    (Facts(NOW, known=False), "Looking at your blogs …"),
    (at(), "On this computer only"),
    (at(INK), "Synced {ink}"),
    (at(INK, NET), "Synced Yesterday"),  # as true as the blog that was there longest ago
    (at(NEW), "Not synced yet"),
    (at(INK, NEW), "Not synced yet"),
    (at(INK, FOLDER), "Synced {ink}"),
    (at(FOLDER), "Nothing waits"),
    (at(INK, changed=2), "Synced {ink} · 2 posts changed here"),
    (at(INK, waiting=1), "1 change waiting"),
    (at(INK, waiting=3, changed=2), "3 changes waiting"),
    (at(INK, busy=True, waiting=3), "Syncing …"),
    (at(INK, busy=True, progress=Progress("حبر", "t", 3, 20)), "Syncing … 3 of 20"),
    (at(INK, busy=True, progress=Progress("حبر")), "Syncing …"),
    (at(INK, busy=True, stopping=True), "Stopping …"),
    (at(INK, busy=True, online=False), "Syncing …"),
    (at(INK, online=False), "Offline"),
    (at(INK, online=False, waiting=3), "Offline · 3 changes waiting"),
    (at(INK, online=False, rest=Rest.AUTHOR), "Offline"),
    (at(FOLDER, online=False), "Nothing waits"),  # a folder needs no network
    (at(FOLDER, online=False, rest=Rest.METERED), "Nothing waits"),
    (at(INK, rest=Rest.AUTHOR), "Paused"),
    (at(INK, rest=Rest.AUTHOR, waiting=2), "Paused · 2 changes waiting"),
    (at(INK, rest=Rest.METERED, waiting=1), "Paused: this network costs · 1 change waiting"),
    (at(troubled(REFUSED)), "حبر: sign in again"),
    (at(troubled(AWAY)), "حبر is not synced"),
    (at(troubled(AWAY), waiting=1), "حبر is not synced · 1 change waiting"),
    (at(troubled(AWAY), troubled(REFUSED, NET)), "2 blogs need a look"),
    (at(troubled(AWAY), rest=Rest.AUTHOR), "حبر is not synced"),
    (at(troubled(AWAY), online=False), "Offline"),
    (at(INK, refused=1, waiting=1), "1 post was not taken by its blog"),
    (at(INK, conflicts=2), "2 posts in two versions"),
]


@pytest.mark.parametrize(("facts", "words"), ROWS)
def test_the_chip_says_how_things_stand(facts: Facts, words: str) -> None:
    from editor.gui.phrases import when

    said = told(facts).words.translate({0x2068: None, 0x2069: None})
    assert said == words.format(ink=when(NOW - timedelta(minutes=5), NOW))


def test_a_long_name_leaves_room_in_the_bar() -> None:
    long = replace(troubled(AWAY), name="حبر على ورق " * 10)
    assert len(told(at(long)).words) < 60


def every_case() -> list[Facts]:
    stations = (
        (INK,),
        (NEW,),
        (FOLDER,),
        (INK, NET),
        (troubled(AWAY),),
        (troubled(REFUSED), NET),
        (INK, troubled(GONE, NET)),
    )
    counts = ((0, 0, 0, 0), (2, 0, 0, 0), (0, 3, 0, 0), (0, 0, 4, 0), (0, 0, 0, 5), (2, 3, 4, 5))
    later = NOW + timedelta(minutes=9)
    return [
        Facts(
            NOW,
            stations=chosen,
            online=online,
            rest=rest,
            busy=busy,
            stopping=stopping,
            waiting=waiting,
            changed=changed,
            conflicts=conflicts,
            refused=refused,
            next=soon,
        )
        for chosen, online, rest, (busy, stopping), soon, (
            waiting, changed, conflicts, refused,
        ) in product(
            stations, (True, False), Rest, ((False, False), (True, False), (True, True)),
            (None, later), counts,
        )
    ]  # fmt: skip


def test_no_state_claims_what_is_not_so() -> None:
    """Over all of them: "synced" only where it is, and everything that is wrong is named."""
    for facts in every_case():
        said = told(facts)
        whole = " ".join(said.sentences)
        if said.words.startswith("Synced"):
            assert facts.waiting == facts.refused == facts.conflicts == 0, facts
            assert not facts.troubled
            assert not facts.busy
            assert facts.online
            assert facts.rest is Rest.NONE
            assert facts.synced is not None
        for station in facts.troubled:
            assert station.trouble is not None
            host = "ink.example" if station.trouble is not GONE else "9 posts"
            assert host in whole, facts
        for count in (facts.waiting, facts.changed, facts.conflicts, facts.refused):
            assert not count or f"{count} " in whole, facts
        assert (Way.STOP in said.ways) == (facts.busy and not facts.stopping)
        assert (Way.SYNC in said.ways) == (not facts.busy)
        if "by itself, at" in whole or "by themselves, at" in whole:
            assert facts.rest is Rest.NONE or not facts.is_far
            assert facts.next is not None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (at(INK, online=False, waiting=2), "2 changes go out when the network is back."),
        (
            at(INK, rest=Rest.AUTHOR, waiting=1),
            "1 change goes out when you end the pause, or with Sync now.",
        ),
        (
            at(INK, rest=Rest.METERED, waiting=2),
            "2 changes go out on a network that costs nothing, or with Sync now.",
        ),
        (at(FOLDER, waiting=1), "1 change goes out with Sync now."),
        (at(INK, waiting=1, busy=True), "1 change goes out now."),
        (at(INK, rest=Rest.AUTHOR), "You paused syncing: nothing goes out by itself."),
        (at(INK, changed=1), "Readers see an earlier text of 1 post until you press Update there."),
    ],
)
def test_the_sentences_say_what_it_waits_for(facts: Facts, words: str) -> None:
    assert words in told(facts).sentences


def test_the_time_of_the_next_try_is_told() -> None:
    from editor.gui.phrases import time_of_day

    soon = NOW + timedelta(minutes=9)
    time = time_of_day(soon)
    well = told(at(INK, waiting=1, next=soon)).sentences
    assert f"1 change goes out by itself, at {time} at the latest." in well
    ill = told(at(troubled(AWAY), waiting=1, next=soon)).sentences
    assert f"1 change waits; Midad tries again at {time}." in ill


@pytest.mark.parametrize(
    ("facts", "ways"),
    [
        (at(), {Way.ADD}),
        (at(INK), {Way.SYNC}),
        (at(INK, rest=Rest.AUTHOR), {Way.SYNC, Way.RESUME}),
        (at(INK, rest=Rest.METERED), {Way.SYNC}),
        (at(troubled(REFUSED)), {Way.SYNC, Way.SIGN_IN}),
        (at(troubled(GONE)), {Way.SYNC, Way.ACCEPT}),
        (at(INK, busy=True), {Way.STOP}),
        (at(INK, busy=True, stopping=True), set()),
    ],
)
def test_what_can_be_done_is_offered(facts: Facts, ways: set[Way]) -> None:
    assert set(told(facts).ways) == ways


def test_every_state_has_words_in_arabic() -> None:
    translation.use("ar")
    for facts in every_case():
        said = told(facts)
        assert said.words
        assert "{" not in said.words + " ".join(said.sentences)


# --- what journeys leave behind -------------------------------------------------------------

BLOG, POST = BlogId("i"), PostId("p")


def line(deed: Deed, post: PostId | None = None, error: EditorError | None = None) -> ReportLine:
    return ReportLine(deed, BLOG, "حبر", post, error=error)


def journey(*lines: ReportLine, whole: bool = False) -> Journey:
    return Journey(BLOG, SyncReport(lines), whole)


FAILED = journey(line(Deed.FAILED, error=AWAY), whole=True)


@pytest.mark.parametrize(
    ("then", "left"),
    [
        (journey(whole=True), None),
        (journey(), AWAY),  # nothing was sent: nobody was asked
        (journey(line(Deed.UPDATED, POST)), None),  # it took a post: it is there
        (journey(line(Deed.FAILED, error=SyncCancelled()), whole=True), AWAY),
        (journey(line(Deed.FAILED, error=REFUSED)), REFUSED),
        (Journey(BLOG, error=GONE), GONE),
        (Journey(BlogId("other"), whole=True), AWAY),
    ],
)
def test_a_trouble_stays_until_it_is_disproved(then: Journey, left: EditorError | None) -> None:
    book = Logbook()
    book.note(FAILED)
    assert book.trouble(BLOG) is AWAY
    book.note(then)
    assert book.trouble(BLOG) is left


@pytest.mark.parametrize("error", [BadReply("x"), GONE])
def test_what_a_listing_met_is_not_disproved_by_one_post(error: EditorError) -> None:
    book = Logbook()
    book.note(journey(line(Deed.FAILED, error=error), whole=True))
    book.note(journey(line(Deed.UPDATED, POST)))
    assert book.trouble(BLOG) is error
    book.note(journey(whole=True))
    assert book.trouble(BLOG) is None


def test_a_refused_post_is_remembered_until_it_is_taken() -> None:
    book = Logbook()
    book.note(journey(line(Deed.FAILED, POST, BadReply("x"))))
    book.note(journey(line(Deed.CREATED, PostId("other"))))
    assert book.refused == {POST}
    assert book.trouble(BLOG) is None
    book.note(journey(line(Deed.UPDATED, POST)))
    assert not book.refused
