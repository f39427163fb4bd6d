"""An encrypted notebook: what opens it, what does not, and what its copies are."""

from __future__ import annotations

import logging
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.errors import (
    KeysMissing,
    NotebookDamaged,
    NotebookLocked,
    NotebookTooNew,
    PassphraseUnusable,
    RecoveryKeyMistyped,
    WrongKeys,
    WrongPassphrase,
    WrongRecoveryKey,
)
from editor.store import encryption, keyfile
from editor.store.backup import backup
from editor.store.database import Notebook
from editor.store.encryption import Cost, Kind
from editor.store.posts import Posts
from tests.store.conftest import StillClock, a_post

PASSPHRASE = "قلمٌ آخر وحبر"
SECRET = "سرّ النهر كله"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", Cost(1, 64, 1))


def protected(path: Path, clock: StillClock, passphrase: str = PASSPHRASE) -> bytes:
    """A closed encrypted notebook with one post; its data key."""
    key = encryption.new_data_key()
    keys = encryption.with_secret(encryption.new_keys(), Kind.PASSPHRASE, passphrase, key)
    keyfile.write(path, keys)
    notebook = Notebook.open(path, clock, key)
    Posts(notebook).save(a_post(body=SECRET))
    notebook.close()
    return key


def words(path: Path, clock: StillClock, key: bytes | None) -> list[str]:
    notebook = Notebook.open(path, clock, key)
    try:
        return [Posts(notebook).get(id).body for id in Posts(notebook).all_ids()]
    finally:
        notebook.close()


def traces(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


# --- opening ----------------------------------------------------------------------------------


def test_the_passphrase_opens_and_nothing_else_does(path: Path, clock: StillClock) -> None:
    protected(path, clock)
    before = traces(path.parent)
    with pytest.raises(NotebookLocked):
        Notebook.open(path, clock)
    with pytest.raises(WrongPassphrase):
        keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE + " ")
    with pytest.raises(WrongRecoveryKey):
        keyfile.unlocked(path, Kind.RECOVERY, encryption.new_recovery_key())
    assert traces(path.parent) == before
    _keys, key = keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
    assert words(path, clock, key) == [SECRET]


def test_a_passphrase_typed_in_another_unicode_form_is_the_same(
    path: Path, clock: StillClock
) -> None:
    composed, apart = (unicodedata.normalize(form, PASSPHRASE) for form in ("NFC", "NFD"))
    assert composed != apart
    protected(path, clock, apart)
    keyfile.unlocked(path, Kind.PASSPHRASE, composed)
    keyfile.unlocked(path, Kind.PASSPHRASE, apart)


def test_every_answer_takes_the_same_work(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long the answer takes tells nothing of how near the passphrase was: whatever it is,
    it is stretched once, by the same cost, and compared by its seal alone."""
    protected(path, clock)
    stretched = encryption._stretched
    done: list[encryption.Cost] = []

    def count(secret: bytes, salt: bytes, cost: encryption.Cost) -> bytes:
        done.append(cost)
        return stretched(secret, salt, cost)

    monkeypatch.setattr(encryption, "_stretched", count)
    near = (PASSPHRASE[:-1], PASSPHRASE[1:], PASSPHRASE + " ", PASSPHRASE[::-1])
    for wrong in ("", "x", *near, "long " * 5000):
        with pytest.raises(WrongPassphrase):
            keyfile.unlocked(path, Kind.PASSPHRASE, wrong)
    keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
    assert len(done) == 8
    assert len(set(done)) == 1


def test_a_new_passphrase_needs_some_length(path: Path, clock: StillClock) -> None:
    with pytest.raises(PassphraseUnusable):
        protected(path, clock, "قلم")


def test_a_file_that_is_read_without_its_key_has_no_words(path: Path, clock: StillClock) -> None:
    key = protected(path, clock)
    notebook = Notebook.open(path, clock, key)
    Posts(notebook).save(a_post(body=SECRET))
    for name, data in traces(path.parent).items():
        assert SECRET.encode() not in data, name
        assert b"CREATE TABLE" not in data, name
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    notebook.close()


def test_a_plain_notebook_never_imports_the_cryptography(path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from editor.store.database import Notebook;"
        "from editor.system.clock import SystemClock;"
        "Notebook.open(Path(sys.argv[1]), SystemClock()).close();"
        "wrong = {'cryptography', 'argon2', 'editor.store.encryption', 'editor.store.keyfile',"
        "'editor.store.conversion'} & set(sys.modules); assert not wrong, wrong"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code, path], check=True)


# --- bad input --------------------------------------------------------------------------------


def test_without_its_key_file_it_says_which_file_is_missing(path: Path, clock: StillClock) -> None:
    protected(path, clock)
    keyfile.remove(path)
    before = traces(path.parent)
    with pytest.raises(KeysMissing) as caught:
        Notebook.open(path, clock)
    assert caught.value.keys == str(keyfile.key_file(path))
    assert traces(path.parent) == before


def test_the_key_file_of_another_notebook(path: Path, tmp_path: Path, clock: StillClock) -> None:
    protected(path, clock)
    other = tmp_path / "other.midad"
    key = protected(other, clock)
    shutil.copy(keyfile.key_file(other), keyfile.key_file(path))
    keyfile.twin(path).unlink()
    before = traces(path.parent)
    with pytest.raises(WrongKeys):
        keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
    with pytest.raises(WrongKeys):
        Notebook.open(path, clock, key)
    assert traces(path.parent) == before


@pytest.mark.parametrize("harm", ["", "{}", "[1]", '{"format": "midad keys"}', "\0" * 900, None])
def test_a_broken_key_file_is_mended_from_its_twin(
    path: Path, clock: StillClock, harm: str | None
) -> None:
    key = protected(path, clock)
    good = keyfile.key_file(path).read_text()
    for file in (keyfile.key_file(path), keyfile.twin(path)):
        if harm is None:
            file.unlink()
        else:
            file.write_text(harm)
        assert keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)[1] == key
        assert file.read_text() == good


def test_a_changed_key_file_is_no_key_file(path: Path, clock: StillClock) -> None:
    """Nobody may make guessing cheaper by writing a lower cost into it."""
    protected(path, clock)
    keyfile.twin(path).unlink()
    file = keyfile.key_file(path)
    file.write_text(file.read_text().replace('"time": 1', '"time": 2'))
    with pytest.raises(KeysMissing):
        keyfile.read(path)


def test_a_cost_of_hours_is_not_paid(path: Path, clock: StillClock) -> None:
    protected(path, clock)
    keys = keyfile.read(path)[0]
    greedy = replace(keys.wraps[0], cost=Cost(10**9, 10**9, 1))
    assert encryption.data_key(replace(keys, wraps=(greedy,)), Kind.PASSPHRASE, PASSPHRASE) is None


def test_keys_of_a_newer_midad(path: Path, clock: StillClock) -> None:
    protected(path, clock)
    file = keyfile.key_file(path)
    file.write_text(file.read_text().replace('"version": 1', '"version": 2'))
    with pytest.raises(NotebookTooNew) as caught:
        keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
    assert caught.value.path == str(path)


def test_noise_in_the_first_page(path: Path, clock: StillClock) -> None:
    key = protected(path, clock)
    data = bytearray(path.read_bytes())
    data[100:200] = bytes(100)
    path.write_bytes(data)
    before = traces(path.parent)
    with pytest.raises(NotebookDamaged):
        Notebook.open(path, clock, key)
    with pytest.raises(WrongKeys):
        keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
    assert traces(path.parent) == before


# --- the recovery key -------------------------------------------------------------------------


def test_a_recovery_key_opens_however_it_is_typed(path: Path, clock: StillClock) -> None:
    key = protected(path, clock)
    printed = encryption.new_recovery_key()
    keys = encryption.with_secret(keyfile.read(path)[0], Kind.RECOVERY, printed, key)
    keyfile.write(path, keys)
    assert len(printed.split("-")) == 6
    arabic = printed.translate({ord("0") + n: 0x0660 + n for n in range(10)})
    for typed in (
        printed,
        printed.lower(),
        printed.replace("-", " "),
        printed.replace("-", ""),
        printed.replace("0", "O").replace("1", "l"),
        arabic,
        f"\u2068{printed}\u2069\n",
    ):
        assert keyfile.unlocked(path, Kind.RECOVERY, typed)[1] == key, typed
    assert keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)[1] == key


def test_every_single_slip_in_a_recovery_key_is_noticed() -> None:
    printed = encryption.new_recovery_key().replace("-", "")
    for place in range(len(printed)):
        slip = "7" if printed[place] != "7" else "8"
        with pytest.raises(RecoveryKeyMistyped):
            encryption.recovery_letters(printed[:place] + slip + printed[place + 1 :])
    for wrong in ("", printed[:-1], printed + "A", "كلمة", printed[:-1] + "ü"):
        with pytest.raises(RecoveryKeyMistyped):
            encryption.recovery_letters(wrong)


# --- secrets stay secret ----------------------------------------------------------------------


def test_no_key_and_no_passphrase_in_reprs_logs_and_exceptions(
    path: Path,
    clock: StillClock,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    key = protected(path, clock)
    said = [repr(keyfile.read(path))]
    for act in (
        lambda: Notebook.open(path, clock, encryption.new_data_key()),
        lambda: keyfile.unlocked(path, Kind.PASSPHRASE, "wrong " + PASSPHRASE),
    ):
        with pytest.raises(Exception) as caught:
            act()
        error: BaseException | None = caught.value
        while error is not None:
            said += [str(error), repr(error), repr(error.args)]
            error = error.__cause__ or error.__context__
    notebook = Notebook.open(path, clock, key)
    said += [repr(notebook), caplog.text, *capfd.readouterr()]
    assert capfd.readouterr().err == ""
    notebook.close()
    for text in said:
        assert key.hex() not in text
        assert repr(key)[2:-1] not in text
        assert PASSPHRASE not in text


# --- copies -----------------------------------------------------------------------------------


def test_a_backup_is_encrypted_and_opens_by_the_same_passphrase(
    path: Path, tmp_path: Path, clock: StillClock
) -> None:
    key = protected(path, clock)
    target = tmp_path / "elsewhere" / "b.midad"
    target.parent.mkdir()
    notebook = Notebook.open(path, clock, key)
    backup(notebook, target)
    backup(notebook, target)
    notebook.close()
    for name, data in traces(tmp_path).items():
        assert SECRET.encode() not in data, name
    with pytest.raises(NotebookLocked):
        Notebook.open(target, clock)
    assert words(target, clock, keyfile.unlocked(target, Kind.PASSPHRASE, PASSPHRASE)[1]) == [
        SECRET
    ]


def test_a_backup_over_that_of_another_notebook_never_loses_its_keys(
    path: Path, tmp_path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two renames the old copy or the new one is there, and its keys with it."""
    target = tmp_path / "b.midad"
    protected(target, clock, "another passphrase")
    notebook = Notebook.open(path, clock, protected(path, clock))
    replaced = Path.replace

    def look_first(self: Path, other: Path) -> Path:
        if other == target:
            keyfile.unlocked(target, Kind.PASSPHRASE, "another passphrase")
        return replaced(self, other)

    monkeypatch.setattr(Path, "replace", look_first)
    backup(notebook, target)
    notebook.close()
    keyfile.unlocked(target, Kind.PASSPHRASE, PASSPHRASE)
