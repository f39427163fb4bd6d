"""The passphrase of a notebook: what both faces can do about it.

    state(path)                   is there a notebook, and does it want a passphrase?
    unlock(path, passphrase)      the key for assembly.open_workspace(path, key=…)
    unlock_by_recovery_key(…)     the same, for who forgot the passphrase
    create(path, passphrase)      a new notebook that is encrypted from its first byte
    protect(path, passphrase)     encrypt a plain one       } the notebook must be closed,
    unprotect(path, passphrase)   make it a plain one again } here and in every other Midad
    change_passphrase(…)  replace_recovery_key(…)  reset_passphrase(…)   open or closed
    readable_copies(path, key)    what lies about from before; then protect_copy, throw_away_copy

A data key is 32 bytes and is kept in memory only. Whatever takes a secret takes half a second
and 256 MiB, and wants a lane of its own; `protect` and `unprotect` take as long as writing the
notebook twice, tell a Course and stop when it says so. Any thread; no Qt. Raises the NotebookError
family, PassphraseUnusable and RecoveryKeyMistyped; no error carries a secret.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.course import Course
from editor.domain.errors import AlreadyProtected, NotProtected, PassphraseUnusable

if TYPE_CHECKING:
    from editor.store.encryption import Keys, Kind


class State(Enum):
    """What a look at the files says, without opening anything."""

    ABSENT = "absent"  # no notebook, or an empty file: the next start makes one
    PLAIN = "plain"  # opens without a passphrase, if it is a notebook
    LOCKED = "locked"  # unlock() first
    UNCLEAR = "unclear"  # damaged, something else, or encrypted without its key file


@dataclass(frozen=True, slots=True, repr=False)
class Protected:
    """A notebook that has just got its passphrase. `recovery_key` is shown once, and kept by
    the author only."""

    key: bytes
    recovery_key: str


def state(path: Path) -> State:
    """A few microseconds; reads the first bytes of the file. Settles a conversion that was
    killed, where there is a trace of one."""
    from editor.store import driver
    from editor.store.database import settle

    path = _whole(path)
    settle(path)
    head = driver.head(path)
    if not head and not path.is_dir():
        return State.ABSENT
    if head.startswith(driver.PLAIN):
        return State.PLAIN
    from editor.store import keyfile

    return State.LOCKED if keyfile.exist(path) else State.UNCLEAR


def check_passphrase(passphrase: str) -> None:
    """Raises PassphraseUnusable where it is too short for a new one."""
    import unicodedata

    from editor.store.encryption import SHORTEST

    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST:
        raise PassphraseUnusable(least=SHORTEST)


def unlock(path: Path, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase, after the same time as a right one takes."""
    from editor.store import keyfile
    from editor.store.encryption import Kind

    return keyfile.unlocked(_whole(path), Kind.PASSPHRASE, passphrase)[1]


def unlock_by_recovery_key(path: Path, recovery_key: str) -> bytes:
    """The data key. Raises RecoveryKeyMistyped at once, WrongRecoveryKey."""
    from editor.store import keyfile
    from editor.store.encryption import Kind

    return keyfile.unlocked(_whole(path), Kind.RECOVERY, recovery_key)[1]


def create(path: Path, passphrase: str) -> Protected:
    """Get everything ready for a new encrypted notebook, where `state` is ABSENT: the first
    open_workspace with the key makes it."""
    from editor.store import keyfile
    from editor.store.database import make_folder

    path = _whole(path)
    if state(path) is not State.ABSENT:
        raise AlreadyProtected(str(path))
    keys, made = _new(passphrase)
    make_folder(path)
    keyfile.set_aside(path)
    keyfile.write(path, keys)
    return made


def protect(path: Path, passphrase: str, course: Course | None = None) -> Protected:
    """Encrypt a closed plain notebook. Raises AlreadyProtected, NotebookBusy, NoRoom,
    WorkCancelled; the notebook is as it was then."""
    from editor.store import conversion

    keys, made = _new(passphrase)
    conversion.encrypt(_whole(path), keys, made.key, course or Course())
    return made


def unprotect(path: Path, passphrase: str, course: Course | None = None) -> None:
    """Make a closed encrypted notebook a plain one, and remove its keys. Copies that are
    encrypted stay so, under the passphrase they have. Raises NotProtected, as `protect`."""
    from editor.store import conversion
    from editor.store.encryption import Kind
    from editor.workspace.remembering import clear

    path = _whole(path)
    keys, key = _opened(path, Kind.PASSPHRASE, passphrase)
    conversion.decrypt(path, key, course or Course())
    if keys.has(Kind.DEVICE):
        clear(keys.id)


def change_passphrase(path: Path, present: str, new: str) -> None:
    """Another passphrase for the notebook and its copies near it; the recovery key stays. No
    computer remembers the notebook after it. Where one of them cannot be written to, none is
    changed: NotebookReadOnly and its kin, with that one's path."""
    from editor.store.encryption import Kind

    check_passphrase(new)
    _replace(path, (Kind.PASSPHRASE, present), (Kind.PASSPHRASE, new))


def reset_passphrase(path: Path, recovery_key: str, new: str) -> bytes:
    """A new passphrase for who forgot the old one; gives the data key. The recovery key stays."""
    from editor.store.encryption import Kind

    check_passphrase(new)
    return _replace(path, (Kind.RECOVERY, recovery_key), (Kind.PASSPHRASE, new))


def replace_recovery_key(path: Path, passphrase: str) -> str:
    """A new recovery key, to be shown once; the one before opens nothing any more."""
    from editor.store.encryption import Kind, new_recovery_key

    made = new_recovery_key()
    _replace(path, (Kind.PASSPHRASE, passphrase), (Kind.RECOVERY, made))
    return made


def readable_copies(path: Path, key: bytes) -> list[Path]:
    """Copies of this notebook that anybody can read: backups from before it was encrypted.
    The author is asked what shall become of them; other notebooks are not among them."""
    from editor.store.copies import plain_copies
    from editor.workspace.backups import folders_of

    path = _whole(path)
    return plain_copies(path, key, folders_of(path))


def protect_copy(path: Path, copy: Path, key: bytes, course: Course | None = None) -> None:
    """Encrypt one of the readable copies as the notebook is; the same secrets open it."""
    from editor.store import conversion, keyfile

    keys = keyfile.for_copies(_whole(path))
    conversion.encrypt(_whole(copy), keys, key, course or Course())


def throw_away_copy(copy: Path) -> None:
    """Overwrite one of the readable copies and remove it."""
    from editor.store.conversion import throw_away

    throw_away(_whole(copy))


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))


def _new(passphrase: str) -> tuple[Keys, Protected]:
    from editor.store import encryption

    check_passphrase(passphrase)
    made = Protected(encryption.new_data_key(), encryption.new_recovery_key())
    keys = encryption.new_keys()
    for kind, secret in (
        (encryption.Kind.PASSPHRASE, passphrase),
        (encryption.Kind.RECOVERY, made.recovery_key),
    ):
        keys = encryption.with_secret(keys, kind, secret, made.key)
    return keys, made


def _opened(path: Path, kind: Kind, secret: str) -> tuple[Keys, bytes]:
    from editor.store import keyfile

    if state(path) in (State.PLAIN, State.ABSENT):
        raise NotProtected(str(path))
    return keyfile.unlocked(path, kind, secret)


def _replace(path: Path, known: tuple[Kind, str], new: tuple[Kind, str]) -> bytes:
    from editor.store import encryption, keyfile
    from editor.workspace.backups import folders_of
    from editor.workspace.remembering import clear

    path = _whole(path)
    keys, key = _opened(path, *known)
    kind, secret = new
    fresh = encryption.with_secret(keys, kind, secret, key)
    for_copies = encryption.without_device(fresh)
    copies = keyfile.followers(path, keys, folders_of(path))
    keyfile.require_writable((path, *copies))
    # Who changes the passphrase may do so because of this computer.
    ends = kind is encryption.Kind.PASSPHRASE and keys.has(encryption.Kind.DEVICE)
    keyfile.renew(path, for_copies if ends else fresh)
    for copy in copies:  # an old passphrase that opens a backup was not changed
        keyfile.renew(copy, for_copies)
    if ends:
        clear(keys.id)
    return key
