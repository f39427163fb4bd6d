"""Backups make themselves, and give everything back."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.domain.errors import (
    BackupPlaceUnusable,
    FileMissing,
    FileTaken,
    NoRoom,
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotebookLocked,
    NotebookReadOnly,
    WorkCancelled,
    WrongKeys,
    WrongPassphrase,
)
from editor.store import driver, encryption, keyfile, restoring
from editor.store.checking import check
from editor.store.database import Notebook
from editor.store.encryption import Kind
from editor.store.posts import Posts
from editor.workspace import protection
from editor.workspace.backup_plan import Plan, plan_of
from editor.workspace.backups import Backups, backups_of, find_backup, folder_of, restore
from editor.workspace.rotation import Keep
from tests.store.conftest import StillClock, a_post

PASSPHRASE = "باب الشمس 1948"


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "دفتر ١.midad"


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def key(
    request: pytest.FixtureRequest, path: Path, monkeypatch: pytest.MonkeyPatch
) -> bytes | None:
    if not request.param:
        return None
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 1024, 1))
    data_key = encryption.new_data_key()
    keys = encryption.with_secret(encryption.new_keys(), Kind.PASSPHRASE, PASSPHRASE, data_key)
    keyfile.write(path, keys)
    return data_key


@pytest.fixture
def notebook(path: Path, clock: StillClock, key: bytes | None) -> Iterator[Notebook]:
    opened = Notebook.open(path, clock, key)
    yield opened
    opened.close()


def test_a_backup_lies_beside_the_notebook_and_is_sound(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    post = Posts(notebook).save(a_post())
    made = Backups(notebook, clock).make()
    assert made.path.parent == folder_of(path)
    assert made.path.name == "دفتر ١ 2026-11-20 12.00.00Z.midad"
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert check(made.path, key).posts == 1
    assert driver.is_plain(made.path) is (key is None)
    if key is not None:
        assert keyfile.unlocked(made.path, Kind.PASSPHRASE, PASSPHRASE)[1] == key
        assert post.title.encode() not in made.path.read_bytes()


def test_one_a_day_and_none_where_nothing_was_written(
    notebook: Notebook, clock: StillClock
) -> None:
    backups = Backups(notebook, clock)
    assert backups.make_if_due() is not None, "the first one"
    Posts(notebook).save(a_post())
    assert backups.make_if_due() is None, "just now"
    clock.moment += timedelta(days=1)
    assert backups.make_if_due() is not None
    clock.moment += timedelta(days=1)
    last = backups.all()[0].path
    os.utime(last, (last.stat().st_atime, last.stat().st_mtime + 60))
    assert backups.make_if_due() is None, "nothing was written since"
    assert len(backups.all()) == 2


def test_old_ones_go_with_their_keys(notebook: Notebook, clock: StillClock) -> None:
    backups = Backups(notebook, clock)
    for _ in range(8):
        backups.make()
        clock.sleep(600)
    left = {each.path.name for each in backups.all()}
    assert len(left) == 3
    on_disk = {path.name for path in backups.folder.iterdir()}
    assert on_disk == left | ({each for name in left for each in _keys_of(name)} & on_disk)


def _keys_of(name: str) -> set[str]:
    return {f"{name}.keys", f".{name}.keys.bak"}


def test_with_a_clock_that_was_set_back_the_new_one_stays(
    notebook: Notebook, clock: StillClock
) -> None:
    backups = Backups(notebook, clock)
    for _month in range(8):
        backups.make()
        clock.sleep(86_400 * 31)
    clock.sleep(-86_400 * 31 * 10)
    made = backups.make()
    assert check(made.path, notebook.key).is_sound


def test_one_that_does_not_go_takes_nothing_from_the_new_one(
    notebook: Notebook, path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A good backup was told as one that failed, because an old one was held fast."""

    def held_fast(copy: Path) -> None:
        raise NotebookReadOnly(str(copy))

    monkeypatch.setattr("editor.store.backup.throw_away", held_fast)
    backups = Backups(notebook, clock)
    for _day in range(20):
        made = backups.make()
        clock.sleep(86_400 / 2)
    assert check(made.path, notebook.key).is_sound
    assert len(backups_of(path)) == 20


def test_other_peoples_files_in_the_folder_are_left_alone(
    notebook: Notebook, clock: StillClock
) -> None:
    backups = Backups(notebook, clock)
    backups.make()
    (backups.folder / "my own copy.midad").write_bytes(b"mine")
    for _ in range(6):
        clock.sleep(600)
        backups.make()
    assert (backups.folder / "my own copy.midad").read_bytes() == b"mine"


def test_no_backup_fills_the_disk(
    notebook: Notebook, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=50_000_000))
    with pytest.raises(NoRoom) as caught:
        Backups(notebook, clock).make()
    assert caught.value.needed > caught.value.free
    assert not Backups(notebook, clock).folder.exists()


def test_going_back_sets_the_present_one_aside(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    posts = Posts(notebook)
    old = posts.save(a_post(title="قديم"))
    made = Backups(notebook, clock).make()
    new = posts.save(a_post(title="جديد"))
    notebook.close()
    aside = restore(made.path, path, clock, key)
    assert aside is not None
    for where, expected in ((path, {old.id}), (aside, {old.id, new.id}), (made.path, {old.id})):
        opened = Notebook.open(where, clock, key)
        assert set(Posts(opened).all_ids()) == expected
        opened.close()
        if key is not None:
            assert keyfile.unlocked(where, Kind.PASSPHRASE, PASSPHRASE)[1] == key
    again = restore(made.path, path, clock, key)
    assert again is not None
    assert again != aside, "what was set aside before is not replaced"


def test_going_back_from_a_notebook_that_does_not_open(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    Posts(notebook).save(a_post())
    made = Backups(notebook, clock).make()
    notebook.close()
    damaged = os.urandom(20_000)
    path.write_bytes(damaged)
    aside = restore(made.path, path, clock, key)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert check(path, key).posts == 1


def test_going_back_where_the_notebook_is_gone(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    Posts(notebook).save(a_post())
    made = Backups(notebook, clock).make()
    notebook.close()
    path.unlink()
    keyfile.remove(path)
    assert restore(made.path, path, clock, key) is None
    assert check(path, key).posts == 1


def test_not_while_it_is_open(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    posts = Posts(notebook)
    posts.save(a_post())
    made = Backups(notebook, clock).make()
    with pytest.raises(NotebookBusy):
        restore(made.path, path, clock, key)
    posts.save(a_post())
    assert posts.count() == 2


def test_a_broken_backup_is_refused_before_anything_is_touched(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    Posts(notebook).save(a_post(body="كلمة " * 9000))
    made = Backups(notebook, clock).make()
    notebook.close()
    data = made.path.read_bytes()
    made.path.write_bytes(data[:8192] + os.urandom(9000) + data[17192:])
    before = path.read_bytes(), sorted(os.listdir(path.parent))
    with pytest.raises(NotebookDamaged):
        restore(made.path, path, clock, key)
    assert (path.read_bytes(), sorted(os.listdir(path.parent))) == before


def test_a_backup_under_another_key_is_refused(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None
) -> None:
    made = Backups(notebook, clock).make()
    notebook.close()
    before = path.read_bytes()
    if key is None:
        with pytest.raises(NotebookError):
            restore(path.parent / "none.midad", path, clock)
    else:
        with pytest.raises(WrongKeys):
            restore(made.path, path, clock, encryption.new_data_key())
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", ["unlink", "replace"])
def test_stopped_in_the_middle_one_whole_notebook_has_the_name(
    notebook: Notebook,
    path: Path,
    clock: StillClock,
    key: bytes | None,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    posts = Posts(notebook)
    posts.save(a_post())
    made = Backups(notebook, clock).make()
    posts.save(a_post())
    notebook.close()

    class Killed(BaseException):
        pass

    def die(*_arguments: object, **_named: object) -> None:
        raise Killed

    monkeypatch.setattr(restoring, "_set_aside" if step == "unlink" else "sync_folder", die)
    with pytest.raises(Killed):
        restore(made.path, path, clock, key)
    monkeypatch.undo()
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 1024, 1))
    assert check(path, key).posts in (1, 2)
    if key is not None:
        assert keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)[1] == key


def test_finding_one_by_its_day(notebook: Notebook, path: Path, clock: StillClock) -> None:
    backups = Backups(notebook, clock)
    first = backups.make()
    clock.moment += timedelta(days=2)
    second = backups.make()
    assert find_backup(path, "2026-11-20").path == first.path
    assert find_backup(path, "").path == second.path
    assert find_backup(path, second.path.name).path == second.path
    assert [each.path for each in backups_of(path)] == [second.path, first.path]
    with pytest.raises(FileMissing):
        find_backup(path, "1999")


def test_what_a_kill_left_half_made_goes_in_time(notebook: Notebook, clock: StillClock) -> None:
    backups = Backups(notebook, clock)
    made = backups.make()
    half, fresh = (backups.folder / f".half.midad-{n}234abcd" for n in (0, 1))
    for path, age in ((half, 13), (fresh, 1)):
        path.write_bytes(b"half")
        moment = (clock.now() - timedelta(hours=age)).timestamp()
        os.utime(path, (moment, moment))
    clock.sleep(60)
    backups.make()
    assert not half.exists()
    assert fresh.exists()
    assert made.path.exists()


# --- where they are kept, and for how long --------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    made = tmp_path / "media" / "disk"
    made.mkdir(parents=True)
    return made


def test_on_another_disk_in_a_folder_of_their_own(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None, disk: Path
) -> None:
    backups = Backups(notebook, clock)
    old = backups.make()
    clock.sleep(60)
    made = backups.move_to(disk)
    assert made.path.parent == disk / "دفتر ١ backups"
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert check(made.path, key).is_sound
    assert [each.path for each in backups_of(path)] == [made.path, old.path], "closed or damaged"
    assert find_backup(path, "").path == made.path
    clock.sleep(60)
    assert backups.move_to(disk).path.parent == made.path.parent, "the same place once more"
    clock.sleep(60)
    assert backups.move_to(None).path.parent == folder_of(path)
    clock.sleep(60)
    assert backups.move_to(disk).path.parent == made.path.parent, "it is known again"


def test_two_notebooks_never_share_a_folder(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None, disk: Path
) -> None:
    """Old backups are removed: they have to be one's own."""
    other = path.parent / "other" / path.name
    clock.sleep(1)
    opened = Notebook.open(other, clock)
    theirs = Backups(opened, clock).move_to(disk)
    opened.close()
    mine = Backups(notebook, clock).move_to(disk)
    assert mine.path.parent == disk / "دفتر ١ backups 2"
    for _ in range(6):
        clock.sleep(600)
        Backups(notebook, clock).make()
    assert theirs.path.exists()
    (disk / "دفتر ١ backups 3").mkdir()
    (disk / "دفتر ١ backups 3" / "letter.txt").write_text("mine")
    assert Backups(notebook, clock)._free_folder(disk) == mine.path.parent


def test_a_disk_that_is_away_costs_no_backup(
    notebook: Notebook, clock: StillClock, disk: Path
) -> None:
    backups = Backups(notebook, clock)
    there = backups.move_to(disk)
    disk.rename(disk.with_name("away"))
    clock.sleep(60)
    made = backups.make()
    assert made.path.parent == backups.usual_folder
    assert made.instead_of == there.path.parent
    assert backups.overview().missing == there.path.parent
    assert not disk.exists(), "no folder where the disk would be"
    disk.with_name("away").rename(disk)
    clock.sleep(60)
    again = backups.make()
    assert (again.path.parent, again.instead_of) == (there.path.parent, None)
    assert backups.overview().missing is None
    assert len(backups.all()) == 3


def test_a_move_that_fails_changes_nothing(
    notebook: Notebook,
    clock: StillClock,
    disk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backups = Backups(notebook, clock)
    backups.keep_for(Keep.WEEK)
    usage = shutil.disk_usage("/")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=50_000_000))
        with pytest.raises(NoRoom):
            backups.move_to(disk)
    course = Course()
    course.stop()
    with pytest.raises(WorkCancelled):
        backups.move_to(disk, course)
    (disk / "file").write_text("mine")
    for wrong in ("nowhere", "file"):
        with pytest.raises(BackupPlaceUnusable):
            backups.move_to(disk / wrong)
    (disk / "file").unlink()
    assert backups.plan == Plan(None, Keep.WEEK)
    assert list(disk.iterdir()) == []


def test_one_that_is_stopped_leaves_nothing(notebook: Notebook, clock: StillClock) -> None:
    posts = Posts(notebook)
    with notebook.writing():
        for _ in range(400):
            posts.save(a_post())
    backups = Backups(notebook, clock)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            course.stop()

    course = Course(tell)
    with pytest.raises(WorkCancelled):
        backups.make(course)
    assert list(backups.folder.iterdir()) == []
    told.clear()
    backups.make(Course(lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_they_stay_as_long_as_the_author_wants(notebook: Notebook, clock: StillClock) -> None:
    backups = Backups(notebook, clock)
    backups.keep_for(Keep.TWO_YEARS)
    for _ in range(12):
        backups.make()
        clock.moment += timedelta(days=31)
    clock.moment -= timedelta(days=31)
    assert len(backups.all()) == 12
    backups.keep_for(Keep.WEEK)
    assert len(backups.all()) == 12, "not before the next one is made"
    clock.sleep(60)
    backups.make()
    assert len(backups.all()) == 8, "seven days, two of them made on the last"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"folder": 7}', '{"folder": "near"}', '{"keep": "ever"}', "\0"],
)
def test_a_plan_that_cannot_be_read_is_the_usual_one(path: Path, text: str) -> None:
    path.with_name(f".{path.name}.backups").write_text(text)
    assert plan_of(path) == Plan()


def test_another_passphrase_reaches_backups_on_another_disk(
    notebook: Notebook,
    path: Path,
    clock: StillClock,
    key: bytes | None,
    disk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 1024, 1))
    made = Backups(notebook, clock).move_to(disk)
    notebook.close()
    if key is None:
        made_key = protection.protect(path, PASSPHRASE).key
        assert protection.readable_copies(path, made_key) == [made.path]
        return
    protection.change_passphrase(path, PASSPHRASE, "عبارة أخرى تمامًا")
    with pytest.raises(WrongPassphrase):
        protection.unlock(made.path, PASSPHRASE)
    assert protection.unlock(made.path, "عبارة أخرى تمامًا") == key


def test_one_becomes_a_notebook_of_its_own(
    notebook: Notebook, path: Path, clock: StillClock, key: bytes | None, tmp_path: Path
) -> None:
    Posts(notebook).save(a_post())
    backups = Backups(notebook, clock)
    made = backups.make()
    backups.take_out(made.path, tmp_path / "older.midad")
    assert check(tmp_path / "older.midad", key).posts == 1
    with pytest.raises(FileTaken):
        backups.take_out(made.path, path)
    if key is not None:
        stranger = tmp_path / "stranger.midad"
        Notebook.open(stranger, clock, protection.create(stranger, PASSPHRASE).key).close()
        with pytest.raises(NotebookLocked):
            backups.take_out(stranger, tmp_path / "b.midad")
        with pytest.raises(WrongKeys):
            backups.take_out(stranger, tmp_path / "b.midad", encryption.new_data_key())
        assert not (tmp_path / "b.midad").exists()
