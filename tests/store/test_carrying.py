"""An encrypted notebook that is carried elsewhere is one file, and a notebook all the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editor.domain.errors import KeysMissing, NotebookLocked, WrongPassphrase
from editor.store import carrying, driver, encryption, keyfile
from editor.store.checking import check
from editor.store.database import Notebook
from editor.store.encryption import Kind
from editor.store.parcel import pack
from editor.store.posts import Posts
from editor.store.salvage import salvage
from editor.workspace import protection
from editor.workspace.assembly import open_workspace
from editor.workspace.backups import restore
from tests.store.conftest import StillClock, a_post

OLD, NEW = "the first passphrase", "the second passphrase"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 64, 1))


@pytest.fixture
def home(tmp_path: Path, clock: StillClock) -> Path:
    """An encrypted notebook, closed."""
    path = tmp_path / "n.midad"
    key = protection.create(path, OLD).key
    notebook = Notebook.open(path, clock, key)
    for _ in range(3):
        Posts(notebook).save(a_post(body="سطر طويل " * 900))
    notebook.close()
    return path


@pytest.fixture
def parcel(home: Path, tmp_path: Path, clock: StillClock) -> Path:
    """What was packed of it, alone in a folder."""
    target = tmp_path / "stick" / "out.midad"
    target.parent.mkdir()
    notebook = Notebook.open(home, clock, protection.unlock(home, OLD))
    pack(notebook, target)
    notebook.close()
    assert os.listdir(target.parent) == ["out.midad"]
    return target


def count(path: Path, key: bytes) -> int:
    workspace = open_workspace(path, key=key)
    try:
        return len(workspace.page())
    finally:
        workspace.close()


def test_one_file_opens_as_a_notebook_and_goes_on_as_one(parcel: Path, clock: StillClock) -> None:
    before = parcel.read_bytes()
    assert protection.state(parcel) is protection.State.LOCKED
    with pytest.raises(NotebookLocked):
        Notebook.open(parcel, clock)
    with pytest.raises(WrongPassphrase):
        protection.unlock(parcel, NEW)
    key = protection.unlock(parcel, OLD)
    assert check(parcel, key).is_sound
    assert parcel.read_bytes() == before, "looking changes nothing"
    assert os.listdir(parcel.parent) == ["out.midad"]
    assert count(parcel, key) == 3
    assert parcel.stat().st_size % driver.PAGE == 0
    assert carrying.carried(parcel) is None
    assert set(os.listdir(parcel.parent)) == {"out.midad", "out.midad.keys", ".out.midad.keys.bak"}
    notebook = Notebook.open(parcel, clock, protection.unlock(parcel, OLD))
    for _ in range(20):
        Posts(notebook).save(a_post(body="سطر طويل " * 900))
    notebook.close()
    assert check(parcel, key).is_sound
    assert count(parcel, key) == 23


def test_stopped_between_the_keys_and_the_end_of_the_file(
    parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(_path: Path) -> None:
        raise Killed

    key = protection.unlock(parcel, OLD)
    with monkeypatch.context() as patched:
        patched.setattr(carrying, "cut_off", die)
        with pytest.raises(Killed):
            open_workspace(parcel, key=key)
    assert carrying.carried(parcel) is not None
    assert count(parcel, protection.unlock(parcel, OLD)) == 3
    assert carrying.carried(parcel) is None


def test_the_end_is_cut_off_once_though_two_open_it(
    parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes second must not cut pages that the first has written since."""
    key = protection.unlock(parcel, OLD)
    look, looks = keyfile.carried, []

    def carried_while_another_opens_it(path: Path) -> object:
        found = look(path)
        if not looks:
            looks.append(path)
            assert count(path, key) == 3  # the first one
            with path.open("ab") as stream:  # a page of its own
                stream.write(os.urandom(driver.PAGE))
        return found

    monkeypatch.setattr(keyfile, "carried", carried_while_another_opens_it)
    keyfile.unload(parcel)
    size = parcel.stat().st_size
    assert size % driver.PAGE == 0
    assert size // driver.PAGE == pages(parcel, key) + 1


def pages(path: Path, key: bytes) -> int:
    connection = driver.peek(path, key)
    try:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])
    finally:
        connection.close()


def test_a_new_passphrase_leaves_no_old_one_in_any_file(home: Path, parcel: Path) -> None:
    """Also one that was packed, where it lies near the notebook; it stays one file."""
    protection.change_passphrase(home, OLD, NEW)
    assert os.listdir(parcel.parent) == ["out.midad"]
    with pytest.raises(WrongPassphrase):
        protection.unlock(parcel, OLD)
    assert count(parcel, protection.unlock(parcel, NEW)) == 3


def test_a_new_passphrase_for_what_was_never_opened_here(parcel: Path) -> None:
    protection.change_passphrase(parcel, OLD, NEW)
    keys = carrying.carried(parcel)
    assert keys is not None
    assert encryption.data_key(keys, Kind.PASSPHRASE, OLD) is None
    assert count(parcel, protection.unlock(parcel, NEW)) == 3


@pytest.mark.parametrize("damage", ["cut", "changed", "missing", "long", "no number"])
def test_damaged_keys_are_none(parcel: Path, damage: str) -> None:
    data = parcel.read_bytes()
    at = len(data) - 300
    parcel.write_bytes(
        {
            "cut": data[:-3],
            "changed": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
            "missing": data[: len(data) // driver.PAGE * driver.PAGE],
            "long": data[:-8] + b"99999999",
            "no number": data[:-8] + b"-0000300",
        }[damage]
    )
    assert carrying.carried(parcel) is None
    with pytest.raises(KeysMissing):
        keyfile.read(parcel)


@pytest.mark.parametrize("content", [b"", b"midad keys00000000", b"x" * 9000, b"SQLite format 3\0"])
def test_other_files_carry_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert carrying.carried(path) is None
    assert carrying.carried(tmp_path) is None
    assert carrying.carried(tmp_path / "nothing") is None


def test_it_can_be_gone_back_to_and_repaired(
    parcel: Path, tmp_path: Path, clock: StillClock
) -> None:
    key = protection.unlock(parcel, OLD)
    back, repaired = tmp_path / "back.midad", tmp_path / "repaired.midad"
    restore(parcel, back, clock, key)
    assert salvage(parcel, repaired, clock, key).posts == 3
    for path in (back, repaired):
        assert count(path, protection.unlock(path, OLD)) == 3


def test_keys_of_another_notebook_beside_it_are_not_taken_for_its_own(
    parcel: Path, home: Path
) -> None:
    """It was given the name of one that was there before."""
    other = protection.create(parcel.with_name("before.midad"), NEW)
    for file in (keyfile.key_file, keyfile.twin):
        file(parcel.with_name("before.midad")).rename(file(parcel))
    before = parcel.read_bytes(), keyfile.key_file(parcel).read_bytes()
    key = protection.unlock(parcel, OLD)
    assert (parcel.read_bytes(), keyfile.key_file(parcel).read_bytes()) == before
    assert count(parcel, key) == 3
    assert protection.unlock(parcel, OLD) == key != other.key
    (kept,) = (each for each in os.listdir(parcel.parent) if ".keys-" in each)
    assert encryption.from_text((parcel.parent / kept).read_text()) is not None


def test_of_two_passphrases_the_newer_one_counts(parcel: Path, home: Path) -> None:
    """It has keys beside it, and carries those from before: a kill, or a copy of an old one."""
    key = protection.unlock(parcel, OLD)
    old = carrying.carried(parcel)
    assert old is not None
    keyfile.write(parcel, encryption.with_secret(old, Kind.PASSPHRASE, NEW, key))
    with pytest.raises(WrongPassphrase):
        protection.unlock(parcel, OLD)
    assert count(parcel, protection.unlock(parcel, NEW)) == 3
    with pytest.raises(WrongPassphrase):
        protection.unlock(parcel, OLD)
