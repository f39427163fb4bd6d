"""What both faces can do about a notebook's passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.domain.errors import (
    AlreadyProtected,
    NotebookBusy,
    NotebookError,
    NotProtected,
    PassphraseUnusable,
    WrongPassphrase,
    WrongRecoveryKey,
)
from editor.store import encryption, keyfile
from editor.store.encryption import Cost
from editor.workspace import protection
from editor.workspace.assembly import open_workspace
from editor.workspace.protection import State

OLD, NEW = "the first passphrase", "the second passphrase"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", Cost(1, 64, 1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain notebook with one post, closed."""
    path = tmp_path / "n.midad"
    workspace = open_workspace(path)
    workspace.new_post("جسر", body="سطر")
    workspace.close()
    return path


def titles(path: Path, key: bytes | None) -> list[str]:
    workspace = open_workspace(path, key=key)
    try:
        return [row.title for row in workspace.page()]
    finally:
        workspace.close()


def test_the_states(tmp_path: Path, path: Path) -> None:
    assert protection.state(tmp_path / "nothing.midad") is State.ABSENT
    (tmp_path / "empty.midad").touch()
    assert protection.state(tmp_path / "empty.midad") is State.ABSENT
    (tmp_path / "text.midad").write_text("كلام")
    assert protection.state(tmp_path / "text.midad") is State.UNCLEAR
    assert protection.state(tmp_path) is State.UNCLEAR
    assert protection.state(path) is State.PLAIN
    protection.protect(path, OLD)
    assert protection.state(path) is State.LOCKED
    protection.unprotect(path, OLD)
    assert protection.state(path) is State.PLAIN


def test_a_new_notebook_can_begin_with_a_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "n.midad"
    made = protection.create(path, OLD)
    assert titles(path, made.key) == []
    assert protection.unlock(path, OLD) == made.key
    assert protection.unlock_by_recovery_key(path, made.recovery_key) == made.key
    with pytest.raises(AlreadyProtected):
        protection.create(path, NEW)


def test_every_way_to_change_a_secret(path: Path) -> None:
    made = protection.protect(path, OLD)
    protection.change_passphrase(path, OLD, NEW)
    with pytest.raises(WrongPassphrase):
        protection.unlock(path, OLD)
    with pytest.raises(WrongPassphrase):
        protection.change_passphrase(path, OLD, NEW)
    with pytest.raises(PassphraseUnusable):
        protection.change_passphrase(path, NEW, "short")
    assert protection.reset_passphrase(path, made.recovery_key, OLD) == made.key
    assert protection.unlock(path, OLD) == made.key
    newest = protection.replace_recovery_key(path, OLD)
    with pytest.raises(WrongRecoveryKey):
        protection.reset_passphrase(path, made.recovery_key, NEW)
    assert protection.unlock_by_recovery_key(path, newest) == made.key
    assert titles(path, made.key) == ["جسر"]


def test_secrets_can_change_while_the_notebook_is_open(path: Path) -> None:
    made = protection.protect(path, OLD)
    workspace = open_workspace(path, key=made.key)
    protection.change_passphrase(path, OLD, NEW)
    workspace.new_post("ثانية")
    with pytest.raises(NotebookBusy):
        protection.unprotect(path, NEW)
    workspace.close()
    assert len(titles(path, protection.unlock(path, NEW))) == 2


def test_where_a_copy_cannot_follow_no_secret_changes(path: Path) -> None:
    """The notebook had the new passphrase, the author was told of a failure; and a new recovery
    key held that was never shown."""
    made = protection.protect(path, OLD)
    workspace = open_workspace(path, key=made.key)
    copies = [workspace.backups.make().path, path.with_name("packed.midad")]
    workspace.moving.pack(copies[1])  # carries its keys
    workspace.close()
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    for copy in copies:
        keyfile.half_written(copy).mkdir()  # nothing can be written there
        for act in (
            lambda: protection.change_passphrase(path, OLD, NEW),
            lambda: protection.replace_recovery_key(path, OLD),
            lambda: protection.reset_passphrase(path, made.recovery_key, NEW),
        ):
            with pytest.raises(NotebookError) as caught:
                act()
            assert caught.value.path == str(copy)
        keyfile.half_written(copy).rmdir()
        assert before == {
            each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()
        }
    protection.change_passphrase(path, OLD, NEW)
    for each in (path, *copies):
        assert protection.unlock(each, NEW) == made.key
        with pytest.raises(WrongPassphrase):
            protection.unlock(each, OLD)


def test_what_a_plain_notebook_has_none_of(path: Path) -> None:
    for act in (
        lambda: protection.change_passphrase(path, OLD, NEW),
        lambda: protection.replace_recovery_key(path, OLD),
        lambda: protection.unprotect(path, OLD),
    ):
        with pytest.raises(NotProtected):
            act()


def test_copies_from_before_are_found_and_go_the_way_the_author_wants(path: Path) -> None:
    backups = path.parent / "n backups"
    backups.mkdir()
    beside, below, other = path.parent / "b.midad", backups / "c.midad", backups / "notes.midad"
    for copy in (beside, below):
        copy.write_bytes(path.read_bytes())
    other.write_text("no notebook at all")
    made = protection.protect(path, OLD)
    assert protection.readable_copies(path, made.key) == [beside, below]
    protection.protect_copy(path, below, made.key)
    protection.throw_away_copy(beside)
    assert protection.readable_copies(path, made.key) == []
    assert not beside.exists()
    assert other.exists()
    assert titles(below, protection.unlock(below, OLD)) == ["جسر"]


def test_an_old_passphrase_opens_no_copy_either(path: Path) -> None:
    """A passphrase is changed because somebody may know it."""
    copy = path.parent / "n backups" / "c.midad"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    made = protection.protect(path, OLD)
    protection.protect_copy(path, copy, made.key)
    protection.change_passphrase(path, OLD, NEW)
    with pytest.raises(WrongPassphrase):
        protection.unlock(copy, OLD)
    assert protection.unlock(copy, NEW) == made.key


def test_a_protected_notebook_shows_its_secrets_to_nobody(path: Path) -> None:
    made = protection.protect(path, OLD)
    assert made.recovery_key not in repr(made)
    assert repr(made.key) not in repr(made)
