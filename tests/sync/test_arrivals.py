"""Posts that come in many at a time: what comes is the same as one by one, and it can end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from editor.domain.blog import RemotePost, RemoteRef
from editor.domain.errors import RemoteError, SyncCancelled, Unreachable
from editor.domain.post import PostId, Status
from editor.sync import arrivals, pull
from editor.sync.ahead import ahead
from editor.sync.arrivals import PARCEL, arriving
from editor.sync.report import CancelToken, Deed, Progress
from editor.system.aside import AsideSilent
from tests.bench import blogposts
from tests.sync.conftest import Writer
from tests.sync.fuzz.executioner import Executioner
from tests.sync.memory import MemoryBlog, MemoryRemote

MANY = 3 * PARCEL + 7
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class GenerousRemote(MemoryRemote):
    """Gives many in one answer."""

    def fetch_some(self, refs: Sequence[RemoteRef]) -> dict[str, RemotePost]:
        self.before("fetch_some")
        return {ref.id: self.blog.posts[ref.id] for ref in refs if ref.id in self.blog.posts}


@pytest.fixture
def server() -> MemoryBlog:
    blog = MemoryBlog()
    for number in range(MANY):
        blog.add(f"post {number}", blogposts.body(number % 6))
    return blog


def _silent(_aside: object, _question: object) -> object:
    raise AsideSilent


def kept(writer: Writer) -> list[tuple[str, str]]:
    rows = writer.workspace.page(limit=1000)
    return sorted((row.title, writer.workspace.open_post(row.id).body) for row in rows)


def test_many_are_read_as_each_would_be_alone(
    tmp_path: Path, server: MemoryBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Writer(tmp_path / "one.midad", server)
    one.sync()
    monkeypatch.setattr(arrivals, "PARCEL", MANY + 1)  # one by one, in this process
    other = Writer(tmp_path / "other.midad", server)
    other.sync()
    assert len(kept(one)) == MANY
    assert kept(one) == kept(other)
    bases = [
        [(c.base, c.chunks) for row in w.workspace.page(limit=1000)
         for c in w.workspace.copies_of(row.id)]
        for w in (one, other)
    ]  # fmt: skip
    key = repr
    assert sorted(bases[0], key=key) == sorted(bases[1], key=key)
    assert one.sync().lines == ()


def test_where_the_process_falls_silent_all_are_read_here(
    tmp_path: Path, server: MemoryBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals.Aside, "ask", _silent)
    writer = Writer(tmp_path / "n.midad", server)
    writer.sync()
    assert len(kept(writer)) == MANY
    assert not any("<!-- wp:" in body for _title, body in kept(writer) if "```" not in body)


def test_what_vanishes_meanwhile_is_passed_over(server: MemoryBlog) -> None:
    heads = [post.head for post in server.posts.values()]
    del server.posts["3"]
    for remote in (GenerousRemote(server), MemoryRemote(server)):
        found = [each for some in arriving(remote, heads, (), lambda: None) for each in some]
        assert [each.head for each in found] == heads
        assert [each.head.ref.id for each in found if each.now is None] == ["3"]


def test_the_words_of_known_posts_are_left_to_their_own_merge(server: MemoryBlog) -> None:
    heads = [post.head for post in server.posts.values()]
    known = {heads[0].ref.id}
    found = [each for some in arriving(GenerousRemote(server), heads, known, lambda: None)
             for each in some]  # fmt: skip
    assert [each.chunks is None for each in found[:2]] == [True, False]


def test_trouble_in_the_middle_leaves_what_came_before(tmp_path: Path, server: MemoryBlog) -> None:
    writer = Writer(tmp_path / "n.midad", server)
    asked = []

    def falls(act: str) -> None:
        asked.append(act)
        if asked.count("fetch") == 2 * PARCEL + 3:
            raise Unreachable("https://ink.example/")

    writer.remote.before = falls
    report = writer.sync()
    assert isinstance(report.errors[0].error, RemoteError)
    assert len(kept(writer)) == 2 * PARCEL
    writer.remote.before = lambda _act: None
    writer.sync()
    assert len(kept(writer)) == MANY
    assert writer.sync().lines == ()


def test_a_kill_while_many_come_loses_and_doubles_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "PARCEL", 3)
    monkeypatch.setattr(arrivals.Aside, "ask", _silent)
    server = MemoryBlog()
    for number in range(8):
        server.add(f"post {number}", f"<p>words of {number}</p>")
    counter = Executioner()
    counter.run(Writer(tmp_path / "count.midad", server).sync)
    assert counter.lines > 100
    partly = set()
    for line in range(1, counter.lines, 29):
        writer = Writer(tmp_path / f"{line}.midad", server)
        Executioner(line).run(writer.sync)  # how often it looks for the next depends on the clock
        writer.workspace.close()
        writer.open()
        partly.add(len(kept(writer)))
        writer.sync()
        titles = [title for title, _body in kept(writer)]
        assert titles == [f"post {number}" for number in range(8)], f"line {line}"
        assert writer.sync().lines == (), f"line {line}"
        writer.workspace.close()
    assert {0, 3, 6} <= partly <= {0, 3, 6, 8}  # whole transactions


def test_a_stop_is_heard_while_the_blog_lets_us_wait(tmp_path: Path, server: MemoryBlog) -> None:
    writer = Writer(tmp_path / "n.midad", server)
    token, answers = CancelToken(), threading.Event()

    def waits(act: str) -> None:
        if act == "fetch":
            token.cancel()
            answers.wait(30)

    writer.remote.before = waits
    report = writer.workspace.sync(writer.blog.id, cancel=token)
    assert not answers.is_set()
    assert isinstance(report.errors[0].error, SyncCancelled)
    answers.set()


def test_progress_says_how_many_are_to_come(tmp_path: Path, server: MemoryBlog) -> None:
    writer = Writer(tmp_path / "n.midad", server)
    steps: list[Progress] = []
    report = writer.workspace.sync(writer.blog.id, progress=steps.append)
    assert len([line for line in report.lines if line.deed is Deed.WELCOMED]) == MANY
    pulls = [step for step in steps if step.total]
    assert [step.done for step in pulls] == list(range(0, MANY, PARCEL))
    assert {step.total for step in pulls} == {MANY}


def test_what_came_is_told_of_before_the_end(tmp_path: Path, server: MemoryBlog) -> None:
    for number in range(150):
        server.add(f"more {number}", "words")
    writer = Writer(tmp_path / "n.midad", server)
    told: list[frozenset[PostId]] = []
    writer.workspace.events.listen(lambda changes: told.append(changes.posts))
    listed: list[int] = []
    writer.workspace.sync(
        writer.blog.id, progress=lambda _: listed.append(len(writer.workspace.page(limit=1000)))
    )
    first, second, *_, last = (posts for posts in told if posts)
    assert (len(first), len(second), len(last)) == (PARCEL, 100, MANY + 150)
    assert not first & second
    assert PARCEL in listed


def test_an_author_who_types_is_given_way(
    tmp_path: Path, server: MemoryBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    clock = SimpleNamespace(sleep=rests.append, monotonic=time.monotonic)
    monkeypatch.setattr(pull, "time", clock)
    writer = Writer(tmp_path / "n.midad", server)
    told: list[frozenset[PostId]] = []
    writer.workspace.events.listen(lambda changes: told.append(changes.posts))
    writer.workspace.typing(PostId("another"), active=True)
    writer.sync()
    assert len(rests) == MANY
    assert min(rests) > 0
    assert [len(posts) for posts in told if posts] == [MANY]
    assert len(kept(writer)) == MANY


def test_a_post_that_is_welcomed_has_its_past(tmp_path: Path) -> None:
    server = MemoryBlog()
    year = timedelta(days=365)
    old, ahead_of_us = NOON - 10 * year, NOON + 9 * year
    for title, changed in (("old", old), ("wrong clock", ahead_of_us), ("silent", None)):
        server.edit(server.add(title, "words").ref.id, changed=changed, publish_at=old)
    writer = Writer(tmp_path / "n.midad", server)
    writer.sync()
    rows = {row.title: writer.workspace.open_post(row.id) for row in writer.workspace.page()}
    assert list(rows)[-1] == "old"
    assert rows["old"].updated == rows["old"].created == old
    now = writer.workspace.clock.now()
    assert old < rows["wrong clock"].updated <= now
    assert rows["wrong clock"].created == old
    assert old < rows["silent"].created == rows["silent"].updated <= now


# --- one ahead ------------------------------------------------------------------------------------


def test_no_more_is_made_ahead_than_there_is_room_for() -> None:
    made: list[int] = []

    def source() -> Iterator[int]:
        for number in range(9):
            made.append(number)
            yield number

    taken = []
    for number in ahead(source(), room=2):
        taken.append(number)
        assert len(made) <= len(taken) + 2
    assert taken == list(range(9))


def test_what_the_source_raises_comes_after_what_it_made() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise RemoteError

    steps = ahead(source())
    assert next(steps) == 1
    with pytest.raises(RemoteError):
        next(steps)


def test_a_source_that_nobody_reads_any_more_is_closed() -> None:
    closed = threading.Event()

    def source() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    steps = ahead(source())
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert closed.wait(30)


def test_a_post_in_the_bin_of_the_blog_is_no_arrival(tmp_path: Path) -> None:
    server = MemoryBlog()
    for number in range(MANY):
        server.add(f"post {number}", "words", Status.DRAFT)
    server.edit("1", trashed=True)
    writer = Writer(tmp_path / "n.midad", server)
    writer.sync()
    assert len(kept(writer)) == MANY - 1
