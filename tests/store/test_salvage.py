"""A damaged notebook gives back what it still says, and stays as it is."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.domain.errors import NotebookReadOnly, NothingToSalvage, WorkCancelled
from editor.domain.post import Post, new_post_id
from editor.store import driver, encryption, keyfile
from editor.store.blogs import Blogs
from editor.store.checking import check
from editor.store.database import Notebook
from editor.store.journal import Journal
from editor.store.media import Media
from editor.store.posts import Posts
from editor.store.salvage import salvage
from editor.store.scratch import scratch
from editor.store.settings import Settings
from editor.store.shapes import REBUILT, SHAPES
from tests.store.conftest import StillClock, a_blog, a_post

RELEASED = sorted((Path(__file__).parent / "released").glob("*.midad"))
PAGE = 4096


def _filled(path: Path, clock: StillClock, key: bytes | None = None) -> list[Post]:
    """A notebook with a little of everything, at rest; gives its posts as they are kept."""
    notebook = Notebook.open(path, clock, key)
    posts, media = Posts(notebook), Media(notebook)
    Blogs(notebook).add(a_blog(), "كلمة سر", keeps_drafts=True)
    Settings(notebook).put("theme", "ليل")
    kept = []
    for n in range(40):
        post = posts.save(a_post(title=f"رسالة {n}", body=f"جسر {n}\n\n" + "كلمة word " * 40 * n))
        if n % 3 == 0:
            clock.sleep(600)
            post = posts.save(replace(post, body=post.body + "\n\nسطر أخير"))
        if n % 10 == 0:
            media.add(
                post.id, f"صورة {n}.png", random.Random(n).randbytes(700_000), "image/png", 4, 4
            )
        kept.append(post)
    posts.bin(kept[1].id)
    kept[1] = posts.get(kept[1].id)
    notebook.shrink_log()
    notebook.close()
    return kept


def _everything(path: Path, clock: StillClock, key: bytes | None = None) -> dict[str, list[object]]:
    notebook = Notebook.open(path, clock, key)
    try:
        return {
            table: sorted(tuple(row) for row in notebook.rows(f"SELECT * FROM {table}"))
            for table in SHAPES
        }
    finally:
        notebook.close()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _page_of(path: Path, text: str) -> int:
    at = path.read_bytes().index(text.encode())
    return at // PAGE


def _spoil(path: Path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def test_a_sound_notebook_comes_out_the_same(path: Path, tmp_path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    result = salvage(path, tmp_path / "new.midad", clock)
    assert result.is_whole
    assert (result.posts, result.pictures, result.blogs) == (40, 4, 1)
    assert _everything(tmp_path / "new.midad", clock) == _everything(path, clock)
    assert check(tmp_path / "new.midad").is_sound


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_every_released_notebook_can_be_salvaged(
    released: Path, tmp_path: Path, clock: StillClock
) -> None:
    old, new = tmp_path / "old.midad", tmp_path / "new.midad"
    shutil.copy(released, old)
    assert salvage(old, new, clock).is_whole
    assert _everything(new, clock) == _everything(old, clock)


def test_every_table_is_known_to_the_salvage() -> None:
    connection = scratch()
    names = {
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not row[0].startswith("sqlite_")
    }
    connection.close()
    behind = {name for name in names if any(name.startswith(f"{each}_") for each in REBUILT)}
    assert names - behind - REBUILT == set(SHAPES), "teach shapes.py the new table"


def test_a_lost_beginning_loses_nothing_else(path: Path, tmp_path: Path, clock: StillClock) -> None:
    """Page 1 says where every table begins; without it SQLite opens nothing."""
    kept = _filled(path, clock)
    _spoil(path, 0)
    before = _digest(path)
    result = salvage(path, tmp_path / "new.midad", clock)
    assert result.posts == 40
    assert not result.lost
    copy = Notebook.open(tmp_path / "new.midad", clock)
    assert [Posts(copy).get(post.id) for post in kept] == kept
    assert len(Posts(copy).search("جسر")) == 39
    copy.close()
    assert _digest(path) == before


def test_what_is_lost_is_named(path: Path, tmp_path: Path, clock: StillClock) -> None:
    kept = _filled(path, clock)
    _spoil(path, _page_of(path, kept[32].digest))
    result = salvage(path, tmp_path / "new.midad", clock)
    gone = {loss.post for loss in result.lost}
    back = {loss.post for loss in result.from_history}
    assert kept[32].id in gone, "its row was on the page, and no earlier state of it was kept"
    assert result.posts == 40 - len(gone)
    copy = Notebook.open(tmp_path / "new.midad", clock)
    for post in kept:
        if post.id in gone:
            continue
        found = Posts(copy).get(post.id)
        assert post.id in back or found == post
    copy.close()


def test_a_lost_post_comes_back_as_its_history_saw_it(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    kept = _filled(path, clock)
    _spoil(path, _page_of(path, kept[33].digest))
    result = salvage(path, tmp_path / "new.midad", clock)
    assert kept[33].id in {loss.post for loss in result.from_history}
    copy = Notebook.open(tmp_path / "new.midad", clock)
    assert Posts(copy).get(kept[33].id).body == kept[33].body.removesuffix("\n\nسطر أخير")
    copy.close()


def test_a_lost_post_comes_back_as_it_was_being_typed(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    notebook = Notebook.open(path, clock)
    lost = Posts(notebook).save(a_post(body="سطر line " * 5000))
    typed = replace(lost, body=lost.body + "وكلمة أخيرة")
    Journal(notebook).put(typed, lost.updated)
    notebook.shrink_log()
    notebook.close()
    _spoil(path, _page_of(path, lost.digest))
    result = salvage(path, tmp_path / "new.midad", clock)
    assert [loss.post for loss in result.from_history] == [lost.id]
    copy = Notebook.open(tmp_path / "new.midad", clock)
    assert Posts(copy).get(lost.id).body == typed.body
    copy.close()


def test_a_post_with_a_hole_in_it_is_told_of(path: Path, tmp_path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    long = Posts(notebook).save(a_post(body="بداية " + "سطر line " * 5000 + "HERE " + "x" * 9000))
    notebook.shrink_log()
    notebook.close()
    _spoil(path, _page_of(path, "HERE"))
    result = salvage(path, tmp_path / "new.midad", clock)
    assert [loss.post for loss in result.spoilt] == [long.id]
    assert result.spoilt[0].title == long.title
    copy = Notebook.open(tmp_path / "new.midad", clock)
    assert Posts(copy).get(long.id).body.startswith("بداية سطر line")
    copy.close()


def test_a_broken_picture_is_told_of_and_its_post_is_whole(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    kept = _filled(path, clock)
    data = path.read_bytes()
    _spoil(path, data.index(random.Random(10).randbytes(700_000)[300_000:300_064]) // PAGE)
    result = salvage(path, tmp_path / "new.midad", clock)
    (loss,) = result.lost_pictures
    assert (loss.post, loss.title, loss.picture) == (kept[10].id, "رسالة 10", "صورة 10.png")
    assert (result.posts, result.pictures) == (40, 3)


@pytest.mark.parametrize("seed", range(6))
def test_noise_anywhere_costs_only_what_it_hits(
    seed: int, path: Path, tmp_path: Path, clock: StillClock
) -> None:
    kept = _filled(path, clock)
    count = path.stat().st_size // PAGE
    _spoil(path, *random.Random(seed).sample(range(count), 8))
    before = _digest(path)
    result = salvage(path, tmp_path / "new.midad", clock)
    suffered = {loss.post for loss in (*result.lost, *result.from_history, *result.spoilt)}
    copy = Notebook.open(tmp_path / "new.midad", clock)
    for post in kept:
        assert post.id in suffered or Posts(copy).get(post.id) == post, f"seed {seed}"
    copy.close()
    assert check(tmp_path / "new.midad").is_sound
    assert _digest(path) == before


def test_half_a_file_gives_half_the_posts(path: Path, tmp_path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 100])
    assert salvage(path, tmp_path / "new.midad", clock).posts > 5
    assert check(tmp_path / "new.midad").is_sound


def test_what_stands_in_the_log_only_is_found(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    notebook = Notebook.open(path, clock)
    first = Posts(notebook).save(a_post())
    notebook.shrink_log()
    second = Posts(notebook).save(a_post())
    crashed = tmp_path / "crashed.midad"
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{crashed}{ending}")
    notebook.close()
    _spoil(crashed, 0)
    salvage(crashed, tmp_path / "new.midad", clock)
    copy = Notebook.open(tmp_path / "new.midad", clock)
    assert sorted(Posts(copy).all_ids()) == sorted((first.id, second.id))
    copy.close()


def test_what_was_removed_stays_removed(path: Path, tmp_path: Path, clock: StillClock) -> None:
    kept = _filled(path, clock)
    notebook = Notebook.open(path, clock)
    Posts(notebook).bin(kept[20].id)
    Posts(notebook).remove(kept[20].id)
    notebook.close()
    result = salvage(path, tmp_path / "new.midad", clock)
    assert (result.posts, result.is_whole) == (39, True)


def test_an_encrypted_notebook_with_noise_in_it(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    key = encryption.new_data_key()
    keyfile.write(path, encryption.new_keys())
    kept = _filled(path, clock, key)
    _spoil(path, 9, 30)
    target = tmp_path / "new.midad"
    result = salvage(path, target, clock, key)
    assert result.posts + len(result.lost) == 40
    assert result.posts >= 30
    assert result.unreadable >= 1
    assert not driver.is_plain(target)
    assert keyfile.read(target) == keyfile.read(path)
    suffered = {loss.post for loss in (*result.lost, *result.from_history, *result.spoilt)}
    copy = Notebook.open(target, clock, key)
    for post in kept:
        assert post.id in suffered or Posts(copy).get(post.id) == post
    copy.close()
    assert check(target, key).is_sound


@pytest.mark.parametrize(
    "content", [b"", b"Dear diary, " * 900, b"\0" * 20000, bytes(range(256)) * 99]
)
def test_where_nothing_is_to_be_had(
    content: bytes, path: Path, tmp_path: Path, clock: StillClock
) -> None:
    path.write_bytes(content)
    with pytest.raises(NothingToSalvage):
        salvage(path, tmp_path / "new.midad", clock)
    assert path.read_bytes() == content
    assert not (tmp_path / "new.midad").exists()


def test_somebody_elses_database_gives_nothing(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT)")
        other.executemany("INSERT INTO posts VALUES (?, ?, ?)", [(n, "x", "y") for n in range(99)])
    other.close()
    with pytest.raises(NothingToSalvage):
        salvage(path, tmp_path / "new.midad", clock)


def test_a_repair_can_be_stopped(path: Path, tmp_path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    course = Course(lambda done, total: course.stop() if done * 2 > total else None)
    with pytest.raises(WorkCancelled):
        salvage(path, tmp_path / "new.midad", clock, course=course)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_nothing_is_written_over(path: Path, tmp_path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    target = tmp_path / "new.midad"
    target.write_bytes(b"mine")
    with pytest.raises(Exception, match="NotebookError"):
        salvage(path, target, clock)
    assert target.read_bytes() == b"mine"


def test_secrets_can_be_had_too(path: Path, tmp_path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    salvage(path, tmp_path / "new.midad", clock)
    copy = Notebook.open(tmp_path / "new.midad", clock)
    (blog,) = Blogs(copy).all()
    assert Blogs(copy).secret(blog.id) == "كلمة سر"
    assert keyfile.exist(tmp_path / "new.midad") is False
    copy.close()


def test_a_notebook_larger_than_the_memory(path: Path, tmp_path: Path, clock: StillClock) -> None:
    """What lies in it passes through, a row at a time."""
    many, long = 40, 1_000_000
    _filled(path, clock)
    notebook = Notebook.open(path, clock)
    with notebook.writing() as connection:
        (blog,) = connection.execute("SELECT uuid FROM blogs").fetchone()
        connection.executemany(
            "INSERT INTO copies (post, blog, remote, base, agreed, conflict, trouble, chunks) "
            "VALUES (?, ?, '7', ?, '', 0, '', '[]')",
            ((new_post_id(), blog, json.dumps({"body": "x" * long})) for _each in range(many)),
        )
    notebook.shrink_log()
    notebook.close()
    tracemalloc.start()
    try:
        salvage(path, tmp_path / "new.midad", clock)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < many * long / 4
    assert _everything(tmp_path / "new.midad", clock) == _everything(path, clock)


def test_from_a_medium_that_only_reads(unprivileged: Path, clock: StillClock) -> None:
    disc, desk = unprivileged / "disc", unprivileged / "desk"
    disc.mkdir()
    desk.mkdir()
    _filled(disc / "n.midad", clock)
    (disc / "n.midad").chmod(0o400)
    disc.chmod(0o500)
    assert salvage(disc / "n.midad", desk / "new.midad", clock).is_whole
    with pytest.raises(NotebookReadOnly):
        salvage(disc / "n.midad", disc / "new.midad", clock)
    assert [each.name for each in disc.iterdir()] == ["n.midad"]
