"""A backup is a notebook that was opened once to see that it opens."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from editor.domain.errors import DiskFull, NotebookDamaged, NotebookError, NotebookReadOnly
from editor.store import backup as room
from editor.store.backup import backup
from editor.store.database import Notebook
from editor.store.posts import Posts
from tests.store.conftest import StillClock, a_post


def test_a_backup_opens_and_has_every_word(
    notebook: Notebook, posts: Posts, tmp_path: Path, clock: StillClock
) -> None:
    kept = [posts.save(a_post()) for _ in range(3)]
    target = tmp_path / "نسخة.midad"
    before = os.umask(0)
    try:
        backup(notebook, target)
    finally:
        os.umask(before)
    posts.save(a_post())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    copy = Notebook.open(target, clock)
    assert sorted(Posts(copy).all_ids()) == sorted(post.id for post in kept)
    assert Posts(copy).get(kept[0].id) == kept[0]
    assert len(Posts(copy).search("الجسر")) == 3
    copy.close()


def test_the_last_good_backup_stays_until_a_better_one_is_proved(
    notebook: Notebook, posts: Posts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts.save(a_post())
    target = tmp_path / "b.midad"
    backup(notebook, target)
    good = target.read_bytes()
    prove = room._prove

    def spoil(path: Path, key: bytes | None, *_more: object) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
        prove(path, key)

    monkeypatch.setattr(room, "_prove", spoil)
    with pytest.raises(NotebookDamaged) as caught:
        backup(notebook, target)
    assert caught.value.path == str(target)
    assert target.read_bytes() == good
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_damage_within_is_noticed(notebook: Notebook, posts: Posts, tmp_path: Path) -> None:
    for _ in range(30):
        posts.save(a_post(body="سطر line\n" * 200))
    target = tmp_path / "b.midad"
    backup(notebook, target)
    data = bytearray(target.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 9000] = b"\xff" * 9000
    target.write_bytes(data)
    with pytest.raises(NotebookDamaged):
        room._prove(target)


def test_where_no_folder_is(notebook: Notebook, tmp_path: Path) -> None:
    with pytest.raises(NotebookError):
        backup(notebook, tmp_path / "no folder" / "b.midad")


def test_where_nothing_may_be_written(notebook: Notebook, unprivileged: Path) -> None:
    unprivileged.chmod(0o500)
    with pytest.raises(NotebookReadOnly):
        backup(notebook, unprivileged / "b.midad")


def test_no_room_for_a_backup(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "b.midad"
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull) as caught:
        backup(notebook, target)
    assert caught.value.path == str(target)
    assert not target.exists()


def test_a_copy_that_lacks_a_post_is_noticed(
    notebook: Notebook, posts: Posts, tmp_path: Path
) -> None:
    posts.save(a_post())
    target = tmp_path / "b.midad"
    backup(notebook, target)
    counts = room._counts(notebook.connection)
    room._prove(target, None, counts)
    posts.save(a_post())
    with pytest.raises(NotebookDamaged):
        room._prove(target, None, room._counts(notebook.connection))
