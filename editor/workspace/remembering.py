"""“Remember on this computer”: the notebook opens at the start without its passphrase.

    is_remembered(path)         does some computer remember it? Asks no keyring
    remember(path, passphrase)  from now on this one does, and no other
    recall(path)                the key, where this computer remembers it
    forget(path)                it is asked for again, everywhere

The system's keyring keeps a random secret and not the passphrase; the key file has the data key
wrapped under it. Without that wrap the secret opens nothing, so that forgetting needs no answer
from the keyring. Copies of the notebook do not have the wrap, and another passphrase ends it.

It spares the passphrase when Midad starts and nothing else: after a lock it is asked for. Any
thread but the GUI's: a keyring may take seconds (system/keychain.py).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from editor.domain.errors import KeyringError, NotProtected, WrongKeys, WrongPassphrase


def is_remembered(path: Path) -> bool:
    """True where a keyring opens the notebook, maybe this computer's. A look at the key file."""
    from editor.store import keyfile

    return keyfile.is_remembered(_whole(path))


def remember(path: Path, passphrase: str) -> None:
    """Have this computer's keyring open the notebook; one that did so elsewhere does no more.
    Raises WrongPassphrase, NotProtected, the KeyringError and the NotebookError family; nothing
    is remembered then."""
    from editor.store import encryption, keyfile
    from editor.store.encryption import Kind
    from editor.system import keychain
    from editor.workspace.protection import State, state

    path = _whole(path)
    if state(path) in (State.PLAIN, State.ABSENT):
        raise NotProtected(str(path))
    keys, key = keyfile.unlocked(path, Kind.PASSPHRASE, passphrase)
    secret = encryption.new_device_secret()
    keychain.keep(keys.id, secret)
    keyfile.unload(path)
    keyfile.write(path, encryption.with_secret(keys, Kind.DEVICE, secret, key))


def recall(path: Path) -> bytes | None:
    """The data key; None where this computer does not remember the notebook. Raises the
    KeyringError and the NotebookError family."""
    from editor.store import keyfile
    from editor.store.encryption import Kind
    from editor.system import keychain

    path = _whole(path)
    for keys in keyfile.read(path):
        secret = keychain.recall(keys.id) if keys.has(Kind.DEVICE) else None
        if secret is not None:
            with suppress(WrongPassphrase, WrongKeys):  # another computer's, or an older one
                return keyfile.unlocked(path, Kind.DEVICE, secret)[1]
    return None


def forget(path: Path) -> bool:
    """Have the passphrase asked for again; False where it was already. Raises NotebookError. A
    keyring that does not answer keeps a secret that opens nothing."""
    from editor.store import keyfile

    ids = keyfile.forget_device(_whole(path))
    for id in ids:
        clear(id)
    return bool(ids)


def clear(id: str) -> None:
    """Have the keyring forget the secret for a notebook whose key file lost the wrap already."""
    from editor.system import keychain

    with suppress(KeyringError):
        keychain.forget(id)


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))
