"""“Remember on this computer”: who may open the notebook with it, and how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest

from editor.domain.errors import (
    KeyringMissing,
    KeyringSilent,
    NotebookReadOnly,
    NotProtected,
    WrongPassphrase,
)
from editor.store import encryption, keyfile
from editor.store.encryption import Cost, Kind
from editor.system import keychain
from editor.workspace import protection, remembering
from editor.workspace.assembly import open_workspace
from tests import keyrings

OLD, NEW = "the first passphrase", "the second passphrase"


@pytest.fixture(autouse=True)
def _cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(encryption, "COST", Cost(1, 64, 1))
    monkeypatch.setenv(keyrings.FILE, str(tmp_path / "keyring"))
    keyring.set_keyring(keyrings.Kept())
    yield
    keyring.core._keyring_backend = None


@pytest.fixture
def made(path: Path) -> protection.Protected:
    made = protection.create(path, OLD)
    open_workspace(path, key=made.key).close()
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "n.midad"


def kept(tmp_path: Path) -> dict[str, str]:
    file = tmp_path / "keyring"
    return json.loads(file.read_text()) if file.exists() else {}


def test_a_remembered_notebook_opens_without_its_passphrase(
    path: Path, tmp_path: Path, made: protection.Protected
) -> None:
    assert not remembering.is_remembered(path)
    assert remembering.recall(path) is None
    remembering.remember(path, OLD)
    assert remembering.is_remembered(path)
    assert remembering.recall(path) == made.key
    assert protection.unlock(path, OLD) == made.key, "the passphrase still opens it"
    assert protection.unlock_by_recovery_key(path, made.recovery_key) == made.key
    (secret,) = kept(tmp_path).values()
    assert OLD not in secret
    assert secret != made.key.hex(), "not the key itself, which could never be taken back"
    for file in (keyfile.key_file(path), keyfile.twin(path)):
        assert secret not in file.read_text()


def test_only_who_knows_the_passphrase_can_have_it_remembered(
    path: Path, tmp_path: Path, made: protection.Protected
) -> None:
    with pytest.raises(WrongPassphrase):
        remembering.remember(path, NEW)
    assert not remembering.is_remembered(path)
    assert kept(tmp_path) == {}
    plain = tmp_path / "plain.midad"
    open_workspace(plain).close()
    with pytest.raises(NotProtected):
        remembering.remember(plain, OLD)


@pytest.mark.parametrize(
    "end",
    [
        lambda path, made: remembering.forget(path),
        lambda path, made: protection.change_passphrase(path, OLD, NEW),
        lambda path, made: protection.reset_passphrase(path, made.recovery_key, NEW),
        lambda path, made: protection.unprotect(path, OLD),
    ],
    ids=["forget", "change", "forgotten", "remove"],
)
@pytest.mark.parametrize("answers", [True, False], ids=["answers", "hangs"])
def test_it_ends_and_nothing_brings_it_back(
    path: Path,
    tmp_path: Path,
    made: protection.Protected,
    end: Callable[[Path, protection.Protected], object],
    answers: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remembering.remember(path, OLD)
    (secret,) = kept(tmp_path).values()
    if not answers:
        monkeypatch.setattr(keychain.forget, "__defaults__", (0.1,))
        keyring.set_keyring(keyrings.Hanging())
    end(path, made)
    keyring.set_keyring(keyrings.Kept())
    assert kept(tmp_path) == ({} if answers else {f"Midad/{_id(tmp_path)}": secret})
    assert not remembering.is_remembered(path)
    if keyfile.exist(path):
        with pytest.raises(WrongPassphrase):
            keyfile.unlocked(path, Kind.DEVICE, secret)
        assert remembering.recall(path) is None


def _id(tmp_path: Path) -> str:
    return next(iter(kept(tmp_path))).removeprefix("Midad/")


def test_a_new_recovery_key_changes_nothing_of_it(path: Path, made: protection.Protected) -> None:
    remembering.remember(path, OLD)
    protection.replace_recovery_key(path, OLD)
    assert remembering.recall(path) == made.key


def test_no_copy_is_remembered(path: Path, tmp_path: Path, made: protection.Protected) -> None:
    """What is on another disk opens with the passphrase only, also when that is changed."""
    remembering.remember(path, OLD)
    workspace = open_workspace(path, key=made.key)
    backup = workspace.backups.make().path
    packed = workspace.moving.pack(tmp_path / "out.midad").path
    workspace.backups.take_out(backup, tmp_path / "restored.midad")
    workspace.close()
    copies = (backup, packed, tmp_path / "restored.midad")
    assert not any(remembering.is_remembered(copy) for copy in copies)
    protection.replace_recovery_key(path, OLD)
    assert not any(remembering.is_remembered(copy) for copy in copies)
    assert remembering.is_remembered(path)


def test_another_computer_ends_it_here(
    path: Path, tmp_path: Path, made: protection.Protected, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembering.remember(path, OLD)
    monkeypatch.setenv(keyrings.FILE, str(tmp_path / "elsewhere"))
    assert remembering.recall(path) is None, "this one was never asked to"
    remembering.remember(path, OLD)
    assert remembering.recall(path) == made.key
    monkeypatch.setenv(keyrings.FILE, str(tmp_path / "keyring"))
    assert remembering.recall(path) is None


@pytest.mark.parametrize(
    ("kind", "error"), [(keyrings.Plain, KeyringMissing), (keyrings.Hanging, KeyringSilent)]
)
def test_where_the_keyring_does_not_keep_it_nothing_is_remembered(
    path: Path,
    made: protection.Protected,
    kind: type,
    error: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keychain.keep, "__defaults__", (0.1,))
    keyring.set_keyring(kind())
    before = keyfile.key_file(path).read_bytes()
    with pytest.raises(error):
        remembering.remember(path, OLD)
    assert keyfile.key_file(path).read_bytes() == before


def test_a_key_file_that_cannot_be_written_remembers_nothing(
    path: Path, made: protection.Protected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise NotebookReadOnly(str(path))

    monkeypatch.setattr(keyfile, "write", refuse)
    with pytest.raises(NotebookReadOnly):
        remembering.remember(path, OLD)
    assert remembering.recall(path) is None


def test_a_twin_that_is_older_is_forgotten_too(path: Path, made: protection.Protected) -> None:
    remembering.remember(path, OLD)
    old = keyfile.twin(path).read_bytes()
    keyfile.key_file(path).unlink()  # the power went at a bad moment
    assert remembering.forget(path)
    assert keyfile.twin(path).read_bytes() != old
    assert not remembering.is_remembered(path)
    assert not remembering.forget(path)


@pytest.mark.parametrize("damage", ["other secret", "other notebook"])
def test_what_the_keyring_has_and_does_not_fit_opens_nothing(
    path: Path, tmp_path: Path, made: protection.Protected, damage: str
) -> None:
    remembering.remember(path, OLD)
    if damage == "other secret":
        keychain.keep(_id(tmp_path), "another")
    else:
        shutil.copy(tmp_path / "keyring", tmp_path / "k")
        path.write_bytes(b"\1" * 8192)
    assert remembering.recall(path) is None


def test_who_wants_nothing_remembered_does_not_load_the_library(path: Path) -> None:
    code = """
import sys
from pathlib import Path
from editor.store import encryption
encryption.COST = encryption.Cost(1, 64, 1)
from editor.workspace import protection, remembering
from editor.workspace.assembly import open_workspace
path = Path(sys.argv[1])
key = protection.create(path, "a passphrase of mine").key
assert not remembering.is_remembered(path) and remembering.recall(path) is None
open_workspace(path, key=key).close()
assert protection.unlock(path, "a passphrase of mine") == key
protection.change_passphrase(path, "a passphrase of mine", "and another one")
protection.unprotect(path, "and another one")
print([name for name in sys.modules if name.split(".")[0] in ("keyring", "secretstorage")])
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "[]", run.stderr
