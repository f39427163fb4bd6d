"""“Remember on this computer” with a real keyring: GNOME's, by the installed program."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.SecretService import Keyring

from editor.domain.errors import KeyringRefused, KeyringSilent
from editor.system import keychain
from tests.end2end.conftest import Midad
from tests.servers.secret_service import SecretService

PASSPHRASE = "قلمٌ آخر وحبر"
SOON = 0.3  # seconds


@pytest.fixture
def system() -> Iterator[SecretService]:
    with tempfile.TemporaryDirectory(prefix="midad-") as folder, SecretService(Path(folder)) as it:
        yield it


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("protected")
    Midad(folder / "n.midad", folder).ok("protect", MIDAD_PASSPHRASE=PASSPHRASE)
    return folder


class Remembered:
    """A notebook that the keyring of `system` opens."""

    def __init__(self, midad: Midad, system: SecretService) -> None:
        self._midad = midad
        self._bus = {"DBUS_SESSION_BUS_ADDRESS": system.address}
        self.ok("remember", MIDAD_PASSPHRASE=PASSPHRASE)

    def ok(self, *words: str, **more: str) -> str:
        return self._midad.ok(*words, **more, **self._bus).out

    def refused(self) -> str:
        """What is said where the keyring does not open it, and nobody gives the passphrase."""
        answer = self._midad("list", **self._bus)
        assert answer.code == 3, (answer.code, answer.err)
        assert answer.out == ""
        assert "Traceback" not in answer.err
        return answer.err


@pytest.fixture
def remembered(midad: Midad, system: SecretService, protected: Path) -> Remembered:
    for each in protected.glob("*n.midad*"):
        shutil.copy(each, midad.notebook.with_name(each.name))
    return Remembered(midad, system)


def test_it_opens_until_this_computer_is_told_to_forget(
    remembered: Remembered, system: SecretService
) -> None:
    (secret,) = system.secrets()
    assert PASSPHRASE.encode() not in secret
    remembered.ok("list")
    system.stop()
    system.start()
    remembered.ok("list")
    assert "asked for again" in remembered.ok("forget-computer")
    assert system.secrets() == []
    assert "keyring" not in remembered.refused()


def test_a_keyring_that_does_not_answer_is_not_waited_for(
    remembered: Remembered, system: SecretService
) -> None:
    with system.frozen():
        assert "in time" in remembered.refused()
        remembered.ok("list", MIDAD_PASSPHRASE=PASSPHRASE)
    remembered.ok("list")


def test_a_locked_keyring_is_told_from_a_lost_secret(
    remembered: Remembered, system: SecretService
) -> None:
    system.lock()
    assert "is locked" in remembered.refused()
    remembered.ok("list", MIDAD_PASSPHRASE=PASSPHRASE)
    system.stop()
    assert "no keyring" in remembered.refused()
    system.start()
    remembered.ok("list")


@pytest.fixture
def asked_here(system: SecretService, monkeypatch: pytest.MonkeyPatch) -> SecretService:
    """This program asks the keyring, too."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", system.address)
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    # Named, for in this process the tests' own keyrings are known, too; that it is found is
    # proved above, by the installed program.
    monkeypatch.setattr(keyring.core, "_keyring_backend", Keyring())
    return system


def test_every_question_has_its_time_limit(asked_here: SecretService) -> None:
    keychain.keep("a", "سر")
    with asked_here.frozen():
        for ask in (
            lambda: keychain.keep("a", "other", SOON),
            lambda: keychain.recall("a", SOON),
            lambda: keychain.forget("a", SOON),
        ):
            with pytest.raises(KeyringSilent):
                ask()


def test_it_answers_again_once_it_runs(asked_here: SecretService) -> None:
    keychain.keep("a", "سر")
    with asked_here.frozen(), pytest.raises(KeyringSilent):
        keychain.recall("a", SOON)
    assert keychain.recall("a") == "سر"
    keychain.keep("a", "another")
    assert asked_here.secrets() == [b"another"]
    keychain.forget("a")
    assert (keychain.recall("a"), asked_here.secrets()) == (None, [])


def test_one_that_ended_meanwhile_is_no_trouble_of_ours(asked_here: SecretService) -> None:
    keychain.keep("a", "سر")
    asked_here.stop()
    with pytest.raises(KeyringRefused):
        keychain.recall("a")
    asked_here.start()
    assert keychain.recall("a") == "سر"
