"""What is remembered of the blogs between two starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.domain.errors import (
    BadReply,
    EditorError,
    HeaderStripped,
    SignInRefused,
    SyncCancelled,
    Unreachable,
)
from editor.domain.post import BlogId, PostId
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.workspace.assembly import open_workspace
from editor.workspace.synced import Synced

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
BLOG, POST = BlogId("b"), PostId("p")
REFUSED = SignInRefused("https://ink.example/a b")


@pytest.fixture
def synced(tmp_path: Path) -> Iterator[Synced]:
    workspace = open_workspace(tmp_path / "n.midad")
    yield workspace.synced
    workspace.close()


def met(*errors: EditorError, sent: bool = False) -> SyncReport:
    failed = tuple(ReportLine(Deed.FAILED, BLOG, "حبر", error=error) for error in errors)
    return SyncReport(failed + (ReportLine(Deed.UPDATED, BLOG, "حبر", POST),) * sent)


@pytest.mark.parametrize(
    ("report", "whole", "counts"),
    [
        (met(), True, True),
        (met(), False, False),
        (met(SyncCancelled()), True, False),
        (met(Unreachable("x")), True, False),
        (met(BadReply("x"), sent=True), True, False),
        (SyncReport((ReportLine(Deed.FAILED, BLOG, "x", POST, error=BadReply("x")),)), True, True),
    ],
)
def test_a_sync_counts_where_it_came_to_its_end(
    synced: Synced, report: SyncReport, whole: bool, counts: bool
) -> None:
    synced.note(BLOG, report, NOW, whole=whole)
    assert synced.at(BLOG) == (NOW if counts else None)
    assert synced.at(BlogId("other")) is None


@pytest.mark.parametrize(
    ("then", "whole", "stays"),
    [
        (met(), True, False),
        (met(), False, True),  # nothing was to be sent: nobody was asked
        (met(sent=True), False, False),
        (met(Unreachable("x")), True, True),
        (met(SyncCancelled()), True, True),
    ],
)
def test_a_closed_door_is_remembered_until_it_opens(
    synced: Synced, then: SyncReport, whole: bool, stays: bool
) -> None:
    synced.note(BLOG, met(REFUSED), NOW)
    known = synced.trouble(BLOG)
    assert isinstance(known, SignInRefused)
    assert known.address == REFUSED.address
    synced.note(BLOG, then, NOW, whole=whole)
    assert (synced.trouble(BLOG) is not None) == stays


def test_another_cause_takes_its_place(synced: Synced) -> None:
    for error in (REFUSED, HeaderStripped("https://ink.example")):
        synced.note(BLOG, met(error), NOW)
    assert isinstance(synced.trouble(BLOG), HeaderStripped)


def test_what_no_midad_wrote_is_nothing(synced: Synced) -> None:
    synced._settings.put("sync.at.b", "yesterday")
    synced._settings.put("sync.closed.b", "Kaput https://ink.example")
    assert synced.at(BLOG) is None
    assert synced.trouble(BLOG) is None
