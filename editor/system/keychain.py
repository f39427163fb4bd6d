"""The keyring of the author's system, asked with a time limit: one that waits for somebody to
unlock it may never answer.

Each question has a thread of its own that nobody has to wait for, not even the end of the
program. Only keyrings that the system itself guards are asked; others keep what they are given
in a plain file, or nowhere. The library is imported with the first question: whoever wants
nothing remembered never pays for it. Any thread; never the GUI's.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from editor.domain.errors import KeyringError, KeyringMissing, KeyringRefused, KeyringSilent

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "Midad"
ANSWER = 5.0  # seconds for an answer that needs nobody
CONSENT = 30.0  # seconds for one that the system may ask the author about
# What the system guards: Secret Service (GNOME, KDE), KWallet, Windows, macOS. Never one that
# writes a plain file, keeps nothing, or asks others in turn.
_GUARDED = frozenset(
    f"keyring.backends.{name}"
    for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)


def keep(name: str, secret: str, limit: float = CONSENT) -> None:
    """Have the keyring keep `secret` under `name`. Raises KeyringMissing, KeyringRefused,
    KeyringSilent: then it may keep it all the same, later."""

    def ask(keyring: KeyringBackend) -> bool:
        keyring.set_password(SERVICE, name, secret)
        return keyring.get_password(SERVICE, name) == secret

    if not _answer(ask, limit):
        raise KeyringRefused


def recall(name: str, limit: float = ANSWER) -> str | None:
    """What it keeps under `name`; None where it keeps nothing. Raises as `keep`."""
    return _answer(lambda keyring: keyring.get_password(SERVICE, name), limit)


def forget(name: str, limit: float = ANSWER) -> None:
    """Have it keep nothing under `name`. Raises as `keep`."""

    def ask(keyring: KeyringBackend) -> None:
        if keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)

    _answer(ask, limit)


def _answer(ask: Callable[[KeyringBackend], T], limit: float) -> T:
    answers: queue.SimpleQueue[tuple[T, None] | tuple[None, Exception]] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put((ask(_keyring()), None))
        except Exception as error:  # noqa: BLE001 - the thread's edge; each keyring has its own
            answers.put((None, error))

    threading.Thread(target=work, name="midad keyring", daemon=True).start()
    try:
        answer, error = answers.get(timeout=limit)
    except queue.Empty:
        raise KeyringSilent from None
    if error is not None:
        raise error if isinstance(error, KeyringError) else KeyringRefused from error
    return answer  # type: ignore[return-value]


def _keyring() -> KeyringBackend:
    """The first that is good enough, of those that are set up. Raises KeyringMissing."""
    import keyring

    found = keyring.get_keyring()
    candidates: Iterable[KeyringBackend] = getattr(found, "backends", None) or (found,)
    for each in candidates:
        if any(kind.__module__ in _GUARDED for kind in type(each).__mro__):
            return each
    raise KeyringMissing
