"""A notebook with a passphrase, by the installed program: what opens it, and what can be read of it
without one."""

from __future__ import annotations

import hashlib
import os
import pty
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Midad

PASSPHRASE = "قلمٌ آخر وحبر"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def put(words: str) -> Path:
        path = tmp_path / f"secret-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
        path.write_text(words + "\n")
        return path

    return put


def traces(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("protected")
    midad = Midad(folder / "n.midad", folder)
    midad.ok("protect", MIDAD_PASSPHRASE=PASSPHRASE)
    midad.ok("new", "--title", "جسر", MIDAD_PASSPHRASE=PASSPHRASE)
    return folder


@pytest.fixture
def protected(midad: Midad, made_once: Path) -> Midad:
    """A notebook with a passphrase and one post."""
    for each in made_once.glob("*n.midad*"):
        shutil.copy(each, midad.notebook.with_name(each.name))
    return midad


# --- opening ----------------------------------------------------------------------------------


def test_from_plain_to_protected_and_back(midad: Midad, file: Callable[[str], Path]) -> None:
    midad.ok("new", "--title", "جسر")
    given = ("--passphrase-file", file(PASSPHRASE))
    key = midad.ok(*given, "protect", "--json").json["recovery_key"]
    assert not midad.notebook.read_bytes().startswith(b"SQLite")
    assert "passphrase" in midad.refused(3, "list")
    assert "passphrase" in midad.refused(3, "list", MIDAD_PASSPHRASE="not the right one")
    composed, apart = (unicodedata.normalize(form, PASSPHRASE) for form in ("NFC", "NFD"))
    for way in (composed, apart):
        assert "جسر" in midad.ok("list", MIDAD_PASSPHRASE=way).out
    assert "جسر" in midad.ok("--passphrase-file", "-", "list", stdin=PASSPHRASE + "\r\n").out
    assert "already" in midad.refused(3, *given, "protect")

    new = ("--passphrase-file", file("another four words"))
    midad.ok(*given, "passphrase", "--new-passphrase-file", new[1])
    midad.refused(3, *given, "list")
    midad.ok(*new, "list")
    newest = midad.ok(*new, "recovery-key", "--json").json["recovery_key"]
    back = ("--new-passphrase-file", given[1])
    midad.refused(3, "forgotten", "--recovery-key-file", file(key), *back)
    slip = newest[:-1] + ("A" if newest[-1] != "A" else "B")
    midad.refused(5, "forgotten", "--recovery-key-file", file(slip), *back)
    midad.ok("forgotten", "--recovery-key-file", file(newest.lower()), *back)
    midad.ok(*given, "unprotect")
    assert "جسر" in midad.ok("list").out
    assert [each.name for each in midad.notebook.parent.glob("*n.midad*")] == ["n.midad"]
    assert "no passphrase" in midad.refused(3, *given, "unprotect")
    assert "no passphrase" in midad.refused(3, *given, "recovery-key")


def test_a_new_notebook_is_encrypted_from_its_first_byte(midad: Midad) -> None:
    said = midad.ok("protect", MIDAD_PASSPHRASE=PASSPHRASE).out
    assert "recovery key" in said
    midad.ok("new", "--title", "جسر", MIDAD_PASSPHRASE=PASSPHRASE)
    assert not midad.notebook.read_bytes().startswith(b"SQLite")


@pytest.mark.parametrize("words", ["", "قصير"])
def test_a_passphrase_that_is_none(midad: Midad, file: Callable[[str], Path], words: str) -> None:
    midad.ok("new", "--title", "جسر")
    before = traces(midad.notebook.parent)
    midad.refused(5, "--passphrase-file", file(words), "protect")
    after = traces(midad.notebook.parent)
    assert {name: after[name] for name in before} == before


def test_a_passphrase_file_that_is_none(protected: Midad, tmp_path: Path) -> None:
    protected.refused(5, "--passphrase-file", tmp_path / "nowhere", "list")
    protected.refused(5, "--passphrase-file", tmp_path, "list")
    (tmp_path / "noise").write_bytes(os.urandom(3000))
    protected.refused(5, "--passphrase-file", tmp_path / "noise", "list")


def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(protected: Midad) -> None:
    ours, theirs = pty.openpty()
    program = Path(sys.executable).with_name("midad")
    run = subprocess.Popen(
        [program, "--notebook", protected.notebook, "list"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        env={"PATH": os.environ["PATH"], "HOME": str(protected.home), "LANG": "C"},
    )
    os.close(theirs)
    shown = b""
    while b"Passphrase" not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, PASSPHRASE.encode() + b"\n")
    out, _none = run.communicate(timeout=60)
    assert "جسر" in out.decode()
    os.set_blocking(ours, False)
    try:
        while more := os.read(ours, 1000):
            shown += more
    except OSError:
        pass
    os.close(ours)
    assert PASSPHRASE.encode() not in shown


@pytest.mark.parametrize("harm", ["truncated", "noise", "empty keys", "no keys", "text", "foreign"])
def test_bad_encrypted_notebooks_are_refused_and_left_alone(protected: Midad, harm: str) -> None:
    notebook = protected.notebook
    data = notebook.read_bytes()
    keys = [notebook.with_name("n.midad.keys"), notebook.with_name(".n.midad.keys.bak")]
    if harm == "truncated":
        notebook.write_bytes(data[:3000])
    elif harm == "noise":
        notebook.write_bytes(os.urandom(4096) + data[4096:])
    elif harm == "empty keys":
        for each in keys:
            each.write_bytes(b"")
    elif harm == "no keys":
        for each in keys:
            each.unlink()
    elif harm == "text":
        notebook.write_text("كلام عادي " * 1000)
    else:
        notebook.write_bytes(b"SQLite format 3\0" + data[16:])
    before = traces(notebook.parent)
    said = protected.refused(3, "list", MIDAD_PASSPHRASE=PASSPHRASE)
    assert str(notebook) in said
    assert traces(notebook.parent) == before


# --- remembered on this computer ----------------------------------------------------------------


def test_remembered_by_this_computer_until_it_is_told_not_to(
    protected: Midad, file: Callable[[str], Path], tmp_path: Path
) -> None:
    secret, wrong = file(PASSPHRASE), file("not this one at all")
    keyring = {
        "PYTHON_KEYRING_BACKEND": "tests.keyrings.Kept",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "MIDAD_TEST_KEYRING": str(tmp_path / "keyring"),
    }
    protected.refused(3, "list", **keyring)
    protected.ok("--passphrase-file", secret, "remember", **keyring)
    protected.ok("list", **keyring)
    protected.refused(3, "--passphrase-file", wrong, "list", **keyring)
    protected.refused(3, "list", MIDAD_PASSPHRASE="not this one", **keyring)
    hanging = keyring | {"PYTHON_KEYRING_BACKEND": "tests.keyrings.Locked"}
    answer = protected("list", **hanging)
    assert answer.code == 3
    assert "keyring" in answer.err
    protected.ok("--passphrase-file", secret, "list", **hanging)
    assert "asked for again" in protected.ok("forget-computer", **hanging).out
    protected.refused(3, "list", **keyring)
    assert "No computer" in protected.ok("forget-computer", **keyring).out


def test_no_keyring_here(protected: Midad, file: Callable[[str], Path]) -> None:
    secret = file(PASSPHRASE)
    none = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    assert "no keyring" in protected.refused(8, "--passphrase-file", secret, "remember", **none)
    protected.refused(3, "list", **none)
