"""The check finds what is wrong, nothing where nothing is, and changes nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.domain.errors import (
    EditorError,
    NotebookDamaged,
    NotebookError,
    NotebookTooNew,
    WorkCancelled,
)
from editor.domain.post import Post
from editor.store import driver, encryption, keyfile
from editor.store.checking import Flaw, check
from editor.store.database import Notebook
from editor.store.media import Media
from editor.store.posts import Posts
from tests.store.conftest import StillClock, a_post

RELEASED = sorted((Path(__file__).parent / "released").glob("*.midad"))


def _filled(path: Path, clock: StillClock, key: bytes | None = None) -> list[Post]:
    notebook = Notebook.open(path, clock, key)
    posts = Posts(notebook)
    kept = []
    for n in range(12):
        post = posts.save(a_post(title=f"رسالة {n}", body=f"جسر {n} " + "كلمة word " * 300))
        clock.sleep(600)
        kept.append(posts.save(replace(post, body=post.body + "x")))
        Media(notebook).add(post.id, "a.png", bytes([n]) * 600_000, "image/png", 4, 4)
    posts.bin(kept[3].id)
    notebook.shrink_log()
    notebook.close()
    return kept


def _spoilt(path: Path, *words: str) -> None:
    raw = driver.connect(path)
    raw.execute("PRAGMA foreign_keys = OFF")
    for word in words:
        raw.execute(word)
    raw.close()


def test_a_sound_notebook(path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    before = path.read_bytes(), sorted(os.listdir(path.parent))
    health = check(path)
    assert (health.is_sound, health.posts, health.pictures, health.states) == (True, 12, 12, 12)
    assert (path.read_bytes(), sorted(os.listdir(path.parent))) == before


def test_an_encrypted_one(path: Path, clock: StillClock) -> None:
    key = encryption.new_data_key()
    keyfile.write(path, encryption.new_keys())
    _filled(path, clock, key)
    assert check(path, key).is_sound
    with pytest.raises(NotebookDamaged):
        check(path, encryption.new_data_key())


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_an_older_one_is_looked_at_as_it_is(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.midad"
    shutil.copy(released, path)
    assert check(path).is_sound
    assert path.read_bytes() == released.read_bytes()


def test_one_that_is_open_and_being_written(notebook: Notebook, posts: Posts, path: Path) -> None:
    posts.save(a_post())
    with notebook.writing():
        posts.save(a_post())
        assert check(path).posts == 1
    assert check(path).posts == 2


@pytest.mark.parametrize(
    ("spoil", "flaw"),
    [
        ("UPDATE posts SET body = body || 'z' WHERE number = 2", Flaw.POST),
        ("UPDATE posts SET status = 'eaten' WHERE number = 2", Flaw.POST),
        ("UPDATE posts SET tags = '[' WHERE number = 2", Flaw.POST),
        ("DELETE FROM post_search WHERE rowid = 2", Flaw.SEARCH),
        ("UPDATE posts SET binned = NULL WHERE number = 4", Flaw.SEARCH),
        ("UPDATE posts SET binned = updated WHERE number = 2", Flaw.STALE_SEARCH),
        ("DELETE FROM posts WHERE number = 2", Flaw.ORPHAN),
        ("DELETE FROM media_chunks WHERE n = 1 AND digest = (SELECT max(digest) FROM media)",
         Flaw.PICTURE),
        ("UPDATE media_chunks SET bytes = zeroblob(length(bytes)) WHERE n = 0 AND rowid < 5",
         Flaw.PICTURE),
        ("UPDATE media SET size = size + 1 WHERE rowid = 2", Flaw.PICTURE),
        ("UPDATE history SET state = x'00' WHERE number = 2", Flaw.STATE),
        ("UPDATE history SET digest = 'x' WHERE number = 2", Flaw.STATE),
        ("INSERT INTO copies SELECT uuid, 'nobody', '1', '{}', '', 0, '', '[]' FROM posts LIMIT 1",
         Flaw.LEDGER),
        ("INSERT INTO copies SELECT uuid, 'nobody', '1', '{}', '', 0, '', '[]' FROM posts LIMIT 1",
         Flaw.ORPHAN),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_found(path: Path, clock: StillClock, spoil: str, flaw: Flaw) -> None:
    _filled(path, clock)
    _spoilt(path, spoil)
    before = path.read_bytes()
    assert flaw in {finding.flaw for finding in check(path).findings}
    assert path.read_bytes() == before


def test_other_words_of_the_same_number_are_noticed(path: Path, clock: StillClock) -> None:
    """The index counts as many words as the post has, and they are others."""
    notebook = Notebook.open(path, clock)
    post = Posts(notebook).save(a_post(title="", body="قلم حبر", tags=()))
    body = "ورق نهر"
    notebook.connection.execute(
        "UPDATE posts SET body = ?, digest = ?", (body, replace(post, body=body).digest)
    )
    notebook.close()
    assert [finding.flaw for finding in check(path).findings] == [Flaw.SEARCH]


def test_a_page_of_noise_is_found(path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    data = bytearray(path.read_bytes())
    data[20 * 4096 : 22 * 4096] = os.urandom(2 * 4096)
    path.write_bytes(data)
    before = hashlib.sha256(data).digest()
    with suppress(NotebookDamaged):
        assert not check(path).is_sound
    assert hashlib.sha256(path.read_bytes()).digest() == before


def _noise(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + os.urandom(30000))


def _text(path: Path) -> None:
    path.write_text("عزيزتي ليلى، " * 3000)


def _empty(path: Path) -> None:
    path.touch()


def _folder(path: Path) -> None:
    path.mkdir()


def _nothing(path: Path) -> None:
    pass


def _stranger(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE posts (a)")
    other.close()


def _newer(path: Path) -> None:
    shutil.copy(RELEASED[-1], path)
    _spoilt(path, "PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (_noise, NotebookDamaged),
        (_text, NotebookDamaged),
        (_empty, NotebookDamaged),
        (_folder, NotebookDamaged),
        (_nothing, NotebookError),
        (_stranger, NotebookDamaged),
        (_newer, NotebookTooNew),
    ],
)
def test_what_is_no_notebook(
    path: Path, make: Callable[[Path], None], error: type[EditorError]
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error):
        check(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_it_can_be_stopped_and_tells_how_far_it_is(path: Path, clock: StillClock) -> None:
    _filled(path, clock)
    told: list[tuple[int, int]] = []
    check(path, course=Course(lambda done, total: told.append((done, total))))
    assert (0, 12) in told
    course = Course()
    course.stop()
    with pytest.raises(WorkCancelled):
        check(path, course=course)


def test_on_a_medium_that_only_reads(unprivileged: Path, clock: StillClock) -> None:
    path = unprivileged / "n.midad"
    _filled(path, clock)
    path.chmod(0o400)
    unprivileged.chmod(0o500)
    assert check(path).is_sound
    assert os.listdir(unprivileged) == ["n.midad"]
