"""How a passphrase opens a notebook: it unwraps a random key, and that key opens the file.

Pure: no files. A wrap is the data key sealed under a secret by ChaCha20-Poly1305, with a key
that Argon2id makes from the secret. Right or wrong is the seal's answer alone, after the same
work either way. Argon2 takes half a second and 256 MiB on purpose: never on the GUI thread. The
libraries are imported where they are first needed: a notebook without a passphrase never pays.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from editor.domain.errors import NotebookTooNew, PassphraseUnusable, RecoveryKeyMistyped

VERSION = 1
FORMAT = "midad keys"
KEY_LENGTH = 32  # bytes
SHORTEST = 8  # characters of a passphrase

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nobody misreads them
_RANDOM_LETTERS = 25  # 125 bits
_CHECK_LETTERS = 5
_GROUP = 5
_LOOKALIKES = str.maketrans("ILO", "110")


class Kind(Enum):
    """Which secret opens a wrap."""

    PASSPHRASE = "passphrase"  # noqa: S105 - its name, as key files have it
    RECOVERY = "recovery"
    DEVICE = "device"  # random, and kept by the keyring of one computer


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs. `memory` in KiB."""

    time: int
    memory: int
    lanes: int

    @property
    def is_bearable(self) -> bool:
        """False where a key file would have us work for hours or take all the memory."""
        return (
            1 <= self.time <= 16
            and 1 <= self.lanes <= 16
            and 8 * self.lanes <= self.memory <= 2 * 1024 * 1024
        )


COST = Cost(time=3, memory=256 * 1024, lanes=4)
COST_WITH_LITTLE_MEMORY = Cost(time=8, memory=64 * 1024, lanes=4)
_COST_OF_RANDOM = Cost(time=1, memory=8, lanes=1)  # nobody guesses 256 bits, at any price


@dataclass(frozen=True, slots=True, repr=False)
class Wrap:
    """The data key under one secret."""

    kind: Kind
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What a key file holds. `id` names the data key and stays when secrets change."""

    id: str
    wraps: tuple[Wrap, ...]

    def has(self, kind: Kind) -> bool:
        """True where such a secret opens the notebook."""
        return any(wrap.kind is kind for wrap in self.wraps)


def new_data_key() -> bytes:
    """A key for a new encrypted notebook."""
    return secrets.token_bytes(KEY_LENGTH)


def new_keys() -> Keys:
    """Keys that no secret opens yet."""
    return Keys(secrets.token_hex(16), ())


def with_secret(keys: Keys, kind: Kind, secret: str, data_key: bytes) -> Keys:
    """`keys` with `secret` as the only one of its kind. Raises PassphraseUnusable,
    RecoveryKeyMistyped."""
    wrap = _sealed(keys.id, kind, _bytes_of(kind, secret), data_key)
    return replace(keys, wraps=(*(w for w in keys.wraps if w.kind is not kind), wrap))


def new_device_secret() -> str:
    """256 random bits, for a keyring to keep."""
    return secrets.token_hex(KEY_LENGTH)


def without_device(keys: Keys) -> Keys:
    """`keys` as copies of the notebook have them: no computer remembers those."""
    return replace(keys, wraps=tuple(w for w in keys.wraps if w.kind is not Kind.DEVICE))


def data_key(keys: Keys, kind: Kind, secret: str) -> bytes | None:
    """The data key, or None where the secret is wrong. Raises RecoveryKeyMistyped."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    material = _bytes_of(kind, secret, is_new=False)
    for wrap in keys.wraps:
        if wrap.kind is kind and wrap.cost.is_bearable:
            cipher = ChaCha20Poly1305(_stretched(material, wrap.salt, wrap.cost))
            try:
                return cipher.decrypt(wrap.nonce, wrap.sealed, _bound(keys.id, kind, wrap.cost))
            except InvalidTag:
                continue
    return None


# --- the recovery key -------------------------------------------------------------------------


def new_recovery_key() -> str:
    """Six groups of five letters and digits, 125 random bits and a check: to print and keep."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM_LETTERS))
    whole = letters + _check(letters)
    return "-".join(whole[i : i + _GROUP] for i in range(0, len(whole), _GROUP))


def recovery_letters(typed: str) -> str:
    """The key's letters, however it was typed: small letters, spaces, any digits, O for 0.

    Raises RecoveryKeyMistyped where a letter is wrong or missing.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    western = "".join(
        str(unicodedata.digit(char)) if unicodedata.digit(char, None) is not None else char
        for char in plain
    ).translate(_LOOKALIKES)
    letters = "".join(char for char in western if char.isalnum())
    body, check = letters[:_RANDOM_LETTERS], letters[_RANDOM_LETTERS:]
    if set(letters) - set(_LETTERS) or len(body) < _RANDOM_LETTERS or check != _check(body):
        raise RecoveryKeyMistyped()
    return letters


def _check(letters: str) -> str:
    number = int.from_bytes(hashlib.sha256(letters.encode()).digest()[:4], "big")
    return "".join(_LETTERS[(number >> 5 * i) & 31] for i in range(_CHECK_LETTERS))


# --- the key file's text ----------------------------------------------------------------------


def to_text(keys: Keys) -> str:
    """The text of a key file."""
    content = _content(keys)
    return json.dumps(content | {"check": _digest(content)}, indent=1) + "\n"


def from_text(text: str) -> Keys | None:
    """The keys in a key file; None where it is none or was cut. Raises NotebookTooNew."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            return None
        if int(data["version"]) > VERSION:
            raise NotebookTooNew("", int(data["version"]), VERSION)
        keys = Keys(str(data["id"]), tuple(_wrap(each) for each in data["wraps"]))
        return keys if data["check"] == _digest(_content(keys)) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _content(keys: Keys) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": keys.id,
        "wraps": [
            {
                "kind": wrap.kind.value,
                "kdf": "argon2id",
                **asdict(wrap.cost),
                **{name: b64encode(getattr(wrap, name)).decode() for name in _BYTES},
            }
            for wrap in keys.wraps
        ],
    }


_BYTES = ("salt", "nonce", "sealed")


def _wrap(data: dict[str, Any]) -> Wrap:
    return Wrap(
        Kind(data["kind"]),
        Cost(*(int(data[name]) for name in ("time", "memory", "lanes"))),
        *(b64decode(data[name], validate=True) for name in _BYTES),
    )


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


# --- sealing ----------------------------------------------------------------------------------


def _sealed(id: str, kind: Kind, secret: bytes, key: bytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    cost = _COST_OF_RANDOM if kind is Kind.DEVICE else COST
    try:
        stretched = _stretched(secret, salt, cost)
    except MemoryError:
        cost = COST_WITH_LITTLE_MEMORY
        stretched = _stretched(secret, salt, cost)
    sealed = ChaCha20Poly1305(stretched).encrypt(nonce, key, _bound(id, kind, cost))
    return Wrap(kind, cost, salt, nonce, sealed)


def _bound(id: str, kind: Kind, cost: Cost) -> bytes:
    """What the seal vouches for besides the key."""
    return json.dumps([FORMAT, VERSION, id, kind.value, *asdict(cost).values()]).encode()


def _bytes_of(kind: Kind, secret: str, *, is_new: bool = True) -> bytes:
    if kind is Kind.RECOVERY:
        return recovery_letters(secret).encode()
    if kind is Kind.DEVICE:
        return secret.encode()
    # Keyboards write آ as one character or as two: it is the same passphrase.
    composed = unicodedata.normalize("NFC", secret)
    if is_new and len(composed) < SHORTEST:
        raise PassphraseUnusable(least=SHORTEST)
    return composed.encode("utf-8", "surrogatepass")


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Raises MemoryError."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            secret, salt, cost.time, cost.memory, cost.lanes, KEY_LENGTH, Type.ID
        )
    except HashingError as error:  # the salt and the cost are ours: only memory can be missing
        raise MemoryError from error
