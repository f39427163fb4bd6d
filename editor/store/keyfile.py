"""The key file beside an encrypted notebook: `x.midad.keys`, and its twin `.x.midad.keys.bak`.

It says how a passphrase opens the notebook and is worthless without one. It is written twice,
because the notebook is worthless without it. A notebook that was carried here has it at the end
of its own file (carrying.py) until it is first opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from editor.domain.errors import (
    FileMissing,
    InputError,
    KeysMissing,
    NotebookBusy,
    NotebookError,
    NotebookReadOnly,
    NotebookTooNew,
    WrongKeys,
    WrongPassphrase,
    WrongRecoveryKey,
)
from editor.store import carrying, driver, encryption
from editor.store.carrying import carried
from editor.store.encryption import Keys, Kind
from editor.system.files import read_bytes, sync_folder
from editor.system.locks import process_lock

LIMIT = 64 * 1024  # bytes; a key file has about one thousand
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_DEPTH = ("*.midad", "*.keys", "*/*.midad", "*/*.keys")  # where copies are looked for


def key_file(notebook: Path) -> Path:
    """The key file of a notebook."""
    return notebook.with_name(f"{notebook.name}.keys")


def twin(notebook: Path) -> Path:
    """The key file's second copy."""
    return notebook.with_name(f".{notebook.name}.keys.bak")


def half_written(notebook: Path) -> Path:
    """What either of them is until it is whole."""
    return notebook.with_name(f".{notebook.name}.keys.new")


def exist(notebook: Path) -> bool:
    """True where at least one of the two is there, whole or not, or the notebook carries its
    keys."""
    return are_beside(notebook) or carried(notebook) is not None


def are_beside(notebook: Path) -> bool:
    """True where at least one of the two is there, whole or not."""
    return key_file(notebook).exists() or twin(notebook).exists()


def read(notebook: Path) -> list[Keys]:
    """The keys beside a notebook, the likelier ones first; usually the two files say the same.
    Then those that it carries, where they are of another notebook than what lies beside it.

    Raises KeysMissing where there are none, NotebookTooNew.
    """
    found = _beside(notebook)
    keys = carried(notebook)
    # Of the same notebook, those beside it are newer: an older passphrase must not open it.
    if keys is not None and keys.id not in {each.id for each in found}:
        found.append(keys)
    if not found:
        raise KeysMissing(str(notebook), str(key_file(notebook)))
    return found


def write(notebook: Path, keys: Keys) -> None:
    """Both files, each whole or not at all, for their owner's eyes. Raises NotebookError."""
    write_twin(notebook, keys)
    _write(notebook, key_file(notebook), keys)


def is_remembered(notebook: Path) -> bool:
    """True where some computer's keyring opens the notebook, maybe this one's."""
    try:
        return any(keys.has(Kind.DEVICE) for keys in read(notebook))
    except NotebookError:
        return False


def forget_device(notebook: Path) -> list[str]:
    """Let no keyring open the notebook any more; gives the ids of the keys that one could.
    Raises NotebookError."""
    found = []
    for path in (key_file(notebook), twin(notebook)):  # each as it is: they may differ
        keys = _parsed(path)
        if keys is not None and keys.has(Kind.DEVICE):
            found.append(keys.id)
            _write(notebook, path, encryption.without_device(keys))
    return list(dict.fromkeys(found))


def write_twin(notebook: Path, keys: Keys) -> None:
    """The twin alone: while a notebook is being replaced, the old keys and the new ones both
    have to be there."""
    _write(notebook, twin(notebook), keys)


def for_copies(notebook: Path) -> Keys:
    """The keys that a copy of the notebook gets: whom a computer remembers is not its business.
    Raises KeysMissing, NotebookTooNew."""
    return encryption.without_device(read(notebook)[0])


def renew(notebook: Path, keys: Keys) -> None:
    """Put `keys` in the place of those that a notebook has, beside it or at its end; a kill in
    between leaves it with either. Raises NotebookError."""
    is_carried = not are_beside(notebook) and carried(notebook) is not None
    write(notebook, keys)
    if is_carried:
        carrying.put(notebook, keys)
        remove(notebook)


def require_writable(notebooks: Iterable[Path]) -> None:
    """Raise what hinders `renew` from changing any of them, before one is changed: keys that
    became others in a notebook, but not in its copies, would be told as a failure, and a recovery
    key that holds already would never be shown. Raises NotebookError."""
    for notebook in notebooks:
        if not are_beside(notebook) and not driver.is_writable(notebook):
            raise NotebookReadOnly(str(notebook))
        _write_half(notebook, read(notebook)[0])
        half_written(notebook).unlink(missing_ok=True)


def unload(notebook: Path) -> None:
    """Before anybody works in a notebook that carries its keys: put them beside it. Raises
    NotebookBusy, NotebookError."""
    if carried(notebook) is None:
        return
    lock = notebook.with_name(f".{notebook.name}.unloading")
    with process_lock(lock) as is_ours:
        if not is_ours:
            raise NotebookBusy(str(notebook))
        # Whoever was quicker works in it by now, and the file may end otherwise.
        keys = carried(notebook)
        if keys is not None:
            if keys in read(notebook):
                set_aside(notebook)  # what lies there is of a notebook that had this name before
                write(notebook, keys)
            carrying.cut_off(notebook)
    lock.unlink(missing_ok=True)


def remove(notebook: Path) -> None:
    """Both files. Raises NotebookError."""
    try:
        for path in (key_file(notebook), twin(notebook), half_written(notebook)):
            path.unlink(missing_ok=True)
        sync_folder(notebook.parent)
    except OSError as error:
        raise driver.misfortune_of_system(error, notebook) from error


def set_aside(notebook: Path) -> None:
    """Keep keys that fit nothing here under another name: the notebook they belong to may have
    been carried elsewhere. Raises NotebookError."""
    for keys in _beside(notebook):
        path = notebook.with_name(f"{notebook.name}.keys-{keys.id[:8]}")
        if not path.exists():
            _write(notebook, path, encryption.without_device(keys))


def unlocked(notebook: Path, kind: Kind, secret: str) -> tuple[Keys, bytes]:
    """The keys that a secret opens, and the data key. Takes half a second.

    Raises WrongPassphrase, WrongRecoveryKey, WrongKeys (the secret is right and the notebook
    does not open), KeysMissing, RecoveryKeyMistyped, NotebookError.
    """
    found = read(notebook)
    was_right = False
    for keys in found:
        key = encryption.data_key(keys, kind, secret)
        if key is None:
            continue
        was_right = True
        if driver.opens(notebook, key):
            _mend(notebook, keys)
            return keys, key
    where = str(notebook)
    if was_right:
        raise WrongKeys(where)
    raise WrongRecoveryKey(where) if kind is Kind.RECOVERY else WrongPassphrase(where)


def followers(notebook: Path, keys: Keys, elsewhere: Iterable[Path] = ()) -> list[Path]:
    """Copies of the notebook near it, and in the folders `elsewhere`, that the same data key
    opens."""
    found: list[Path] = []
    near = ((notebook.parent, pattern) for pattern in _DEPTH)
    for folder, pattern in (*near, *((each, end) for each in elsewhere for end in _DEPTH[:2])):
        for path in sorted(folder.glob(pattern)):
            copy = path.with_suffix("") if path.suffix == ".keys" else path
            if copy in (notebook, *found) or not copy.is_file():
                continue
            try:
                if keys.id in {each.id for each in read(copy)}:
                    found.append(copy)
            except (NotebookError, FileMissing):
                continue
    return found


def _beside(notebook: Path) -> list[Keys]:
    found: list[Keys] = []
    for path in (key_file(notebook), twin(notebook)):
        try:
            keys = _parsed(path)
        except NotebookTooNew as error:
            error.path = str(notebook)
            raise
        if keys is not None and keys not in found:
            found.append(keys)
    return found


def _parsed(path: Path) -> Keys | None:
    try:
        return encryption.from_text(read_bytes(path, LIMIT).decode("utf-8", "replace"))
    except InputError:
        return None


def _mend(notebook: Path, keys: Keys) -> None:
    if not are_beside(notebook) or carried(notebook) == keys:
        return
    text = encryption.to_text(keys).encode()
    try:
        if any(driver.head(path, LIMIT) != text for path in (key_file(notebook), twin(notebook))):
            write(notebook, keys)
    except NotebookError:  # a read-only medium opens as well
        return


def _write(notebook: Path, path: Path, keys: Keys) -> None:
    _write_half(notebook, keys)
    try:
        half_written(notebook).replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise driver.misfortune_of_system(error, notebook) from error


def _write_half(notebook: Path, keys: Keys) -> None:
    try:
        # A fixed name: what a kill leaves of it is overwritten by the next one.
        descriptor = os.open(half_written(notebook), _FRESH, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(encryption.to_text(keys).encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise driver.misfortune_of_system(error, notebook) from error
