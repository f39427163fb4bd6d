"""A notebook goes out as one file and comes in elsewhere with everything."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.domain.errors import (
    EditorError,
    FileMissing,
    FileTaken,
    KeysMissing,
    NoRoom,
    NotebookDamaged,
    NotebookLocked,
    NotebookTooNew,
    PassphraseUnusable,
    WorkCancelled,
    WrongKeys,
)
from editor.domain.revision import Cause
from editor.store import driver, encryption, keyfile
from editor.store.checking import check
from editor.store.database import Notebook
from editor.workspace import protection
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace

PASSPHRASE = "باب الشمس 1948"
PASSWORD = "s3cret-application-word"
RELEASED = sorted((Path(__file__).parents[2] / "store/released").glob("*.midad"))


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 1024, 1))


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "n.midad"
    key = protection.create(path, PASSPHRASE).key if request.param else None
    one = open_workspace(path, key=key)
    yield one
    one.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    one = open_workspace(tmp_path / "elsewhere" / "m.midad")
    yield one
    one.close()


def _fill(workspace: Workspace) -> None:
    for n in range(4):
        post = workspace.new_post(f"رسالة {n}", body="جسر قديم")
        workspace.history.keep(post.id, Cause.LEFT)
        workspace.save(replace(post, body="جسر جديد"))
        workspace._stores.media.add(post.id, "a.png", bytes([n]) * 9000, "image/png", 3, 4)
    workspace.bin(post.id)
    workspace.put_setting("theme", "ليل")
    from tests.store.conftest import a_blog

    workspace._stores.blogs.add(a_blog(), PASSWORD, keeps_drafts=True)


def _everything(workspace: Workspace) -> list[list[tuple]]:
    columns = {
        "posts": "uuid, title, body, updated, created, binned, tags, status",
        "history": "post, moment, cause, state",
        "pictures": "post, name, digest",
        "media": "*",
        "media_chunks": "digest, n, bytes",
        "settings": "key, value",
        "blogs": "uuid, name, address, username",
    }
    return [
        sorted(tuple(row) for row in workspace._stores.notebook.rows(f"SELECT {what} FROM {table}"))
        for table, what in columns.items()
    ]


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_everything_goes_out_and_comes_in(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    _fill(workspace)
    target = tmp_path / "دفتري.midad"
    packed = workspace.moving.pack(target)
    before = hashlib.sha256(target.read_bytes()).digest(), _left(tmp_path)
    key = workspace._stores.notebook.key
    merged = empty.moving.bring_in(target, key)
    assert len(merged.new) == 4
    assert _everything(empty) == _everything(workspace)
    assert packed.size == target.stat().st_size
    assert hashlib.sha256(target.read_bytes()).digest() == before[0]
    assert {name for name in _left(tmp_path) if ".m.midad-" in name} == set()
    assert check(empty.path).is_sound
    assert len(empty.search("جديد")) == 3


@pytest.mark.parametrize("passwords", [False, True])
def test_passwords_stay_at_home_unless_asked_for(
    workspace: Workspace, tmp_path: Path, passwords: bool
) -> None:
    _fill(workspace)
    target = tmp_path / "out.midad"
    workspace.moving.pack(target, passwords=passwords)
    opened = Notebook.open(target, workspace.clock, workspace._stores.notebook.key)
    (row,) = opened.rows("SELECT secret FROM blogs")
    opened.close()
    assert row[0] == (PASSWORD if passwords else "")
    if not passwords:
        assert PASSWORD.encode() not in target.read_bytes()
    (home,) = workspace._stores.notebook.rows("SELECT secret FROM blogs")
    assert home[0] == PASSWORD


def test_with_a_passphrase_of_its_own(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    _fill(workspace)
    target = tmp_path / "usb" / "out.midad"
    target.parent.mkdir()
    packed = workspace.moving.pack(target, passphrase="قلم آخر تمامًا")
    assert not driver.is_plain(target)
    key = protection.unlock(target, "قلم آخر تمامًا")
    assert key == protection.unlock_by_recovery_key(target, packed.recovery_key)
    assert key != workspace._stores.notebook.key
    assert packed.recovery_key not in repr(packed)
    assert check(target, key).is_sound
    assert _left(target.parent) == {"out.midad"}
    with pytest.raises(NotebookLocked):
        empty.moving.bring_in(target)
    assert len(empty.moving.bring_in(target, key).new) == 4
    assert "رسالة".encode() not in target.read_bytes()


def test_a_backup_is_made_before(empty: Workspace, workspace: Workspace, tmp_path: Path) -> None:
    _fill(workspace)
    empty.new_post("قبل")
    workspace.moving.pack(tmp_path / "out.midad")
    empty.moving.bring_in(tmp_path / "out.midad", workspace._stores.notebook.key)
    (made,) = empty.backups.all()
    assert check(made.path).posts == 1


def test_nothing_is_written_over(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "out.midad"
    target.write_bytes(b"mine")
    with pytest.raises(FileTaken):
        workspace.moving.pack(target)
    with pytest.raises(FileTaken):
        workspace.moving.pack(workspace.path)
    with pytest.raises(FileMissing):
        workspace.moving.pack(tmp_path / "no folder" / "out.midad")
    with pytest.raises(PassphraseUnusable):
        workspace.moving.pack(tmp_path / "b.midad", passphrase="x")
    assert target.read_bytes() == b"mine"
    assert not (tmp_path / "b.midad").exists()


def test_no_room(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000_000))
    with pytest.raises(NoRoom):
        workspace.moving.pack(tmp_path / "out.midad")


def test_a_stop_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    _fill(workspace)
    before = _left(tmp_path)
    course = Course(lambda done, _total: course.stop() if done else None)
    with pytest.raises(WorkCancelled):
        workspace.moving.pack(tmp_path / "out.midad", passphrase="قلم آخر تمامًا", course=course)
    assert _left(tmp_path) == before


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_older_notebooks_come_in_and_stay_as_they_are(
    released: Path, empty: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "old.midad"
    shutil.copy(released, source)
    assert empty.moving.bring_in(source).new
    assert source.read_bytes() == released.read_bytes()


def test_bringing_an_older_notebook_up_to_date_can_be_stopped(
    empty: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "old.midad"
    shutil.copy(RELEASED[0], source)
    course = Course()
    course.stop()
    before = _left(tmp_path)
    with pytest.raises(WorkCancelled):
        empty.moving.bring_in(source, course=course)
    assert _left(tmp_path) == before


def _truncated(path: Path) -> None:
    path.write_bytes(RELEASED[-1].read_bytes()[:9000])


def _noisy(path: Path) -> None:
    data = RELEASED[-1].read_bytes()
    path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))


def _stranger(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE posts (a)")
    other.close()


def _newer(path: Path) -> None:
    shutil.copy(RELEASED[-1], path)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 9999")
    raw.close()


def _endless(path: Path) -> None:
    """Its posts are a question that never ends to be answered."""
    open_workspace(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("ALTER TABLE posts RENAME TO others")
        raw.execute(
            "CREATE VIEW posts AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 "
            "FROM n) SELECT i AS number, others.* FROM n LEFT JOIN others"
        )
    raw.close()


def _encrypted_elsewhere(path: Path) -> None:
    key = protection.create(path, PASSPHRASE).key
    open_workspace(path, key=key).close()
    keyfile.remove(path)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: path.touch(), NotebookDamaged),
        (lambda path: path.write_text("عزيزتي " * 5000), NotebookDamaged),
        (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(9000)), NotebookDamaged),
        (lambda path: path.mkdir(), NotebookDamaged),
        (lambda path: None, FileMissing),
        (_truncated, NotebookDamaged),
        (_noisy, NotebookDamaged),
        (_stranger, NotebookDamaged),
        (_newer, NotebookTooNew),
        (_endless, NotebookDamaged),
        (_encrypted_elsewhere, KeysMissing),
    ],
)
def test_what_is_no_notebook_is_refused_and_left_as_it_is(
    make: Callable[[Path], object], error: type[EditorError], empty: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "source.midad"
    make(source)
    before = source.read_bytes() if source.is_file() else None
    with pytest.raises(error) as caught:
        empty.moving.bring_in(source)
    assert getattr(caught.value, "path") == str(source)  # noqa: B009
    assert (source.read_bytes() if source.is_file() else None) == before
    assert empty.page() == []
    assert not [each for each in empty.path.parent.iterdir() if each.name.startswith(".m.midad-")]


def test_another_key(workspace: Workspace, empty: Workspace, tmp_path: Path) -> None:
    if workspace._stores.notebook.key is None:
        return
    workspace.moving.pack(tmp_path / "out.midad")
    with pytest.raises(WrongKeys):
        empty.moving.bring_in(tmp_path / "out.midad", encryption.new_data_key())


def test_what_a_kill_left_goes_with_the_next_one(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    workspace.moving.pack(tmp_path / "out.midad")
    left = empty.path.with_name(".m.midad-0123abcd")
    left.mkdir()
    (left / "copy.midad").write_bytes(b"words")
    os.utime(left, (1, 1))
    empty.moving.bring_in(tmp_path / "out.midad", workspace._stores.notebook.key)
    assert not left.exists()
