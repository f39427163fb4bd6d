"""Keyrings of a system, as far as Midad can tell: they stand where the library's own do.

`Kept` keeps its secrets in a file that MIDAD_TEST_KEYRING names, so that several programs share
it; the others go wrong, each in its own way. For programs: PYTHON_KEYRING_BACKEND names one.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.backends import SecretService
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked

FILE = "MIDAD_TEST_KEYRING"


class Kept(SecretService.Keyring):
    """Works."""

    priority = 5

    def _all(self) -> dict[str, str]:
        file = Path(os.environ[FILE])
        return json.loads(file.read_text()) if file.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._put(self._all() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        found = self._all()
        del found[f"{service}/{username}"]
        self._put(found)

    def _put(self, secrets: dict[str, str]) -> None:
        Path(os.environ[FILE]).write_text(json.dumps(secrets))


class Hanging(Kept):
    """Waits for somebody who never comes."""

    def get_password(self, *_words: str) -> str | None:
        threading.Event().wait()
        return None

    set_password = delete_password = get_password  # type: ignore[assignment]


class Locked(Kept):
    """Says no."""

    def get_password(self, *_words: str) -> str | None:
        raise KeyringLocked("dismissed")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Broken(Kept):
    """Falls over with an error of its own kind."""

    def get_password(self, *_words: str) -> str | None:
        raise ConnectionResetError("bus gone")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Forgetful(Kept):
    """Says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return None


class Plain(KeyringBackend):
    """Like keyrings.alt: keeps what it is given in a file anybody can read."""

    priority = 9
    given: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.given.append(password)

    delete_password = set_password  # type: ignore[assignment]


class Chain(ChainerBackend):
    """A plain one first, and a good one behind it."""

    backends = (Plain(), Kept())
    priority = 10


class ChainOfPlain(ChainerBackend):
    """Nothing good in it."""

    backends = (Plain(),)
    priority = 10
