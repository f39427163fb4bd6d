"""What is remembered from one sync to the next, also over the end of the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.domain.errors import Busy, PictureRefused
from editor.domain.post import BlogId, PostId
from editor.store.settings import Settings
from editor.sync.moments import Moments
from editor.sync.report import Deed
from editor.workspace.assembly import open_workspace
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BODY = "خرجنا مع الفجر، and the bridge was empty."


@pytest.fixture
def moments(tmp_path: Path) -> Iterator[Moments]:
    workspace = open_workspace(tmp_path / "n.midad")
    yield Moments(Settings(workspace._stores.notebook), BlogId("b"))
    workspace.close()


@pytest.mark.parametrize(
    ("later", "left"),
    [(0, 600), (599, 1), (600, 0), (9000, 0), (-60, 660), (-86400, 0)],  # the last: put back
)
def test_how_long_a_blog_is_left_alone(moments: Moments, later: int, left: float) -> None:
    assert moments.rest_left(NOON) == 0
    moments.rest(Busy(retry_after=600), NOON)
    assert moments.rest_left(NOON + timedelta(seconds=later)) == left


def test_comments_have_their_day(moments: Moments) -> None:
    assert moments.is_comments_day(NOON)
    moments.had_comments_day(NOON)
    assert not moments.is_comments_day(NOON + timedelta(hours=23))
    assert moments.is_comments_day(NOON + timedelta(hours=25))
    assert moments.is_comments_day(NOON - timedelta(hours=1)), "the clock was put back"


def test_a_refusal_is_of_one_state_of_one_post(moments: Moments) -> None:
    moments.refuse(PostId("p"), "digest")
    assert moments.was_refused(PostId("p"), "digest")
    assert not moments.was_refused(PostId("p"), "another")
    assert not moments.was_refused(PostId("q"), "digest")


def test_a_blog_that_asked_for_peace_is_not_asked_before_its_time(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    asked: list[str] = []

    def busy(act: str) -> None:
        asked.append(act)
        raise Busy("https://ink.example/", retry_after=600)

    writer.remote.before = busy
    writer.sync()
    for again in (writer.sync, lambda: writer.workspace.send(post.id)):
        (line,) = again().errors  # type: ignore[operator]
        assert isinstance(line.error, Busy)
        assert 0 < line.error.retry_after <= 600
    writer.workspace.close()
    writer.open()  # the program ends, and starts
    writer.sync()
    assert asked == ["changes"]
    writer.remote.before = lambda _act: None
    writer.workspace.clock.sleep(660)
    assert deeds(writer.sync()) == [Deed.CREATED]


def test_a_picture_the_blog_refuses_is_told_of_once_and_tried_again_when_something_changes(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", f"{BODY}\n\n![جسر](a.png)\n")
    writer.workspace._stores.media.add(post.id, "a.png", b"pixels", "image/png", 1, 1)
    asked: list[str] = []

    def refuse(act: str) -> None:
        asked.append(act)
        if act == "upload":
            raise PictureRefused(reason="rest_upload_sideload_error", picture="a.png")

    writer.remote.before = refuse
    (line,) = writer.sync().errors
    assert isinstance(line.error, PictureRefused)
    for _again in range(3):
        assert writer.sync().errors == ()
    assert asked.count("upload") == 1
    writer.edit(post.id, f"{BODY}\n\nتتمة\n\n![جسر](a.png)\n")
    assert len(writer.sync().errors) == 1
    writer.workspace.publish(post.id)  # a word of the author's is always carried
    assert len(writer.sync().errors) == 1
    assert asked.count("upload") == 3
    writer.remote.before = lambda _act: None
    writer.edit(post.id, BODY)
    assert deeds(writer.sync()) == [Deed.CREATED]
