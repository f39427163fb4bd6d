"""The system's keyring is asked with a time limit, and only where it is a safe one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from editor.domain.errors import KeyringError, KeyringMissing, KeyringRefused, KeyringSilent
from editor.system import keychain
from tests import keyrings

SOON = 0.2  # seconds


@pytest.fixture(autouse=True)
def _restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(keyrings.FILE, str(tmp_path / "keyring"))
    keyrings.Plain.given.clear()
    yield
    keyring.core._keyring_backend = None


@pytest.mark.parametrize("kind", [keyrings.Kept, keyrings.Chain])
def test_what_is_kept_is_recalled_until_it_is_forgotten(kind: type[KeyringBackend]) -> None:
    keyring.set_keyring(kind())
    assert keychain.recall("a") is None
    keychain.forget("a")
    keychain.keep("a", "سر")
    keychain.keep("b", "other")
    assert (keychain.recall("a"), keychain.recall("b")) == ("سر", "other")
    keychain.forget("a")
    assert (keychain.recall("a"), keychain.recall("b")) == (None, "other")
    assert keyrings.Plain.given == []


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (keyrings.Plain, KeyringMissing),
        (keyrings.ChainOfPlain, KeyringMissing),
        (null.Keyring, KeyringMissing),
        (fail.Keyring, KeyringMissing),
        (keyrings.Hanging, KeyringSilent),
        (keyrings.Locked, KeyringRefused),
        (keyrings.Broken, KeyringRefused),
    ],
)
def test_what_is_unsafe_or_does_not_answer_is_said(
    kind: type[KeyringBackend], error: type[KeyringError]
) -> None:
    keyring.set_keyring(kind())
    for ask in (
        lambda: keychain.keep("a", "secret", SOON),
        lambda: keychain.recall("a", SOON),
        lambda: keychain.forget("a", SOON),
    ):
        with pytest.raises(error):
            ask()
    assert keyrings.Plain.given == []


def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    keyring.set_keyring(keyrings.Forgetful())
    with pytest.raises(KeyringRefused):
        keychain.keep("a", "secret")


def test_one_that_hangs_does_not_hold_the_end_of_the_program() -> None:
    code = """
import keyring
from editor.domain.errors import KeyringSilent
from editor.system import keychain
from tests import keyrings
keyring.set_keyring(keyrings.Hanging())
try:
    keychain.recall("a", 0.1)
except KeyringSilent:
    print("gone on")
"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "gone on", "")
