"""What the gate asks of the notebook's files, each from one secret to an open notebook. All of it
takes half a second or more: on a thread of its own, never the GUI's.
"""

from __future__ import annotations

from pathlib import Path

from editor.domain.course import Course
from editor.domain.errors import PassphraseUnusable
from editor.workspace import protection, remembering
from editor.workspace.assembly import open_workspace
from editor.workspace.messages import explain
from editor.workspace.workspace import Workspace


def is_protected(path: Path) -> bool:
    """True where the notebook opens with a secret only. A look at a few bytes: any thread."""
    return protection.state(path) is protection.State.LOCKED


def trouble_with(passphrase: str) -> str:
    """Why this cannot be a new passphrase; empty where it can. Takes no time: any thread."""
    try:
        protection.check_passphrase(passphrase)
    except PassphraseUnusable as error:
        return str(explain(error))
    return ""


def open_with(path: Path, passphrase: str, course: Course) -> Workspace:
    """Raises WrongPassphrase, and what open_workspace raises."""
    return open_workspace(path, key=protection.unlock(path, passphrase), course=course)


def key_of(path: Path, recovery_key: str) -> bytes:
    """What opens the notebook. Raises RecoveryKeyMistyped, WrongRecoveryKey."""
    return protection.unlock_by_recovery_key(path, recovery_key)


def is_remembered(path: Path) -> bool:
    """True where a keyring opens the notebook. A look at the key file: any thread."""
    return remembering.is_remembered(path)


def key_remembered(path: Path) -> bytes | None:
    """What this computer's keyring opens the notebook with, if anything. Raises KeyringError."""
    return remembering.recall(path)


def open_again(path: Path, recovery_key: str, passphrase: str, course: Course) -> Workspace:
    """Give the notebook another passphrase and open it. Raises WrongRecoveryKey."""
    key = protection.reset_passphrase(path, recovery_key, passphrase)
    return open_workspace(path, key=key, course=course)


def open_at_once(path: Path, key: bytes | None = None, course: Course | None = None) -> Workspace:
    """Open it, with its key where it has one."""
    return open_workspace(path, key=key, course=course)


def encrypt(path: Path, passphrase: str, course: Course) -> protection.Protected:
    """A plain notebook becomes an encrypted one. Raises WorkCancelled, NotebookError."""
    return protection.protect(path, passphrase, course)


def decrypt(path: Path, passphrase: str, course: Course) -> Workspace:
    """An encrypted notebook becomes a plain one, and is opened. Raises as `encrypt`."""
    protection.unprotect(path, passphrase, course)
    return open_workspace(path)


def encrypt_copies(path: Path, copies: list[Path], key: bytes) -> None:
    """Encrypt notebooks beside this one as it is. Raises as `encrypt`."""
    for copy in copies:
        protection.protect_copy(path, copy, key)


def readable_copies(path: Path, key: bytes) -> list[Path]:
    """Copies of this notebook that anybody can read."""
    return protection.readable_copies(path, key)
