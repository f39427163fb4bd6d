"""A kill between any two lines of sync/: nothing is lost, nothing is doubled.

Every scenario is run once to count the lines of editor/sync that it executes, then once for
each of them with a kill at that line. A transaction that was open is rolled back, as SQLite does
with the file of a killed process (tests/store kills real ones).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editor.domain.post import Status, Travel
from editor.sync import pictures
from tests.sync.conftest import Writer
from tests.sync.fuzz.executioner import Executioner
from tests.sync.memory import MemoryBlog

BODY = "خرجنا مع الفجر، and the bridge was empty."


def new_draft(writer: Writer, server: MemoryBlog) -> None:
    writer.write("جسر", BODY)


def new_post_published(writer: Writer, server: MemoryBlog) -> None:
    writer.workspace.publish(writer.write("جسر", BODY).id)


def live_post_updated(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", "قديم")
    writer.workspace.publish(post.id)
    writer.sync()
    writer.edit(post.id, BODY)
    writer.workspace.publish(post.id)


def post_from_the_blog(writer: Writer, server: MemoryBlog) -> None:
    server.add("جسر", BODY)


def deleted_there_and_sent_anew(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.posts.clear()
    writer.sync()
    writer.workspace.restore(post.id)


SCENARIOS = [
    new_draft,
    new_post_published,
    live_post_updated,
    post_from_the_blog,
    deleted_there_and_sent_anew,
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_kill_at_any_line_loses_and_doubles_nothing(
    tmp_path: Path, scenario: Callable[[Writer, MemoryBlog], None]
) -> None:
    counter = Executioner()
    server = MemoryBlog()
    writer = Writer(tmp_path / "count.midad", server)
    scenario(writer, server)
    counter.run(writer.sync)
    assert counter.lines > 30
    expected = server.alive[0].status

    for line in range(1, counter.lines + 1):
        server = MemoryBlog()
        writer = Writer(tmp_path / f"{line}.midad", server)
        scenario(writer, server)
        assert Executioner(line).run(writer.sync), f"line {line} was not reached"
        writer.workspace.close()
        writer.open()
        writer.sync()
        _assert_whole(writer, server, expected, line)
        writer.workspace.close()


def test_a_kill_while_both_versions_are_kept_loses_neither(tmp_path: Path) -> None:
    def prepare(name: str) -> tuple[Writer, MemoryBlog]:
        server = MemoryBlog()
        writer = Writer(tmp_path / f"{name}.midad", server)
        post = writer.write("جسر", "قديم")
        writer.sync()
        writer.edit(post.id, BODY)
        server.edit("1", body="<p>كلمات الزميلة</p>")
        return writer, server

    counter = Executioner()
    counter.run(prepare("count")[0].sync)
    for line in range(1, counter.lines + 1):
        writer, server = prepare(str(line))
        Executioner(line).run(writer.sync)
        writer.workspace.close()
        writer.open()
        writer.sync()
        words = writer.every_word()
        assert BODY in words
        assert words.count("كلمات الزميلة") == 1, f"line {line}"
        assert server.alive[0].body == "<p>كلمات الزميلة</p>"
        writer.workspace.close()


def test_a_kill_while_a_lost_picture_is_looked_for_or_brought_again_loses_it_never(
    tmp_path: Path,
) -> None:
    def prepare(name: str, *, known: bool) -> tuple[Writer, MemoryBlog, Callable[[], object]]:
        server = MemoryBlog()
        writer = Writer(tmp_path / f"{name}.midad", server)
        post = writer.write("جسر", f"{BODY}\n\n![جسر](a.png)\n")
        writer.workspace._stores.media.add(post.id, "a.png", b"pixels", "image/png", 1, 1)
        writer.workspace.publish(post.id)
        writer.sync()
        server.pictures.clear()
        if not known:
            return writer, server, lambda: writer.workspace.look_for_lost_pictures(writer.blog.id)
        writer.workspace.publish(post.id)
        return writer, server, writer.sync

    for known in (False, True):
        counter = Executioner(within=pictures.__file__)
        counter.run(prepare(f"count-{known}", known=known)[2])
        assert counter.lines > 15
        for line in range(1, counter.lines + 1):
            writer, server, act = prepare(f"{line}-{known}", known=known)
            assert Executioner(line, pictures.__file__).run(act)
            writer.workspace.close()
            writer.open()
            writer.workspace.look_for_lost_pictures(writer.blog.id)
            (row,) = writer.workspace.page()
            if row.travel is not Travel.SYNCED:
                writer.workspace.publish(row.id)
            writer.sync()
            assert [*server.pictures.values()] == [b"pixels"], f"line {line}"
            _assert_whole(writer, server, Status.PUBLISHED, line)
            assert writer.workspace.page()[0].travel is Travel.SYNCED, f"line {line}"
            writer.workspace.close()


def _assert_whole(writer: Writer, server: MemoryBlog, status: Status, line: int) -> None:
    assert [there.title for there in server.alive] == ["جسر"], f"line {line}"
    assert BODY in server.alive[0].body, f"line {line}"
    assert server.alive[0].status is status, f"line {line}"
    rows = writer.workspace.page()
    assert [row.title for row in rows] == ["جسر"], f"line {line}"
    assert writer.workspace.open_post(rows[0].id).status is status, f"line {line}"
    writes = server.writes
    writer.sync()
    assert server.writes == writes, f"line {line}: one more sync still wrote"
