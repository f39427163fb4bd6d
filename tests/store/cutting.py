"""Cuts the power at moments of a recorded program, and looks at what is left."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.domain.errors import WrongPassphrase
from editor.store import conversion, driver, encryption, keyfile
from editor.store.database import Notebook, settle
from editor.store.encryption import Cost, Kind
from editor.store.posts import Posts
from tests.store.conftest import StillClock
from tests.store.power import Disk, record

PASSPHRASE = "four words and more"
SEED = 5
CHEAP = Cost(1, 64, 1)

HEAD = """
import os, shutil, sys
from dataclasses import replace
from pathlib import Path
shutil._USE_CP_SENDFILE = False  # no call that the record cannot follow
from editor.domain.course import Course
from editor.domain.post import Post, new_post_id
from editor.store import conversion, driver, encryption, keyfile
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.system.clock import SystemClock
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None
folder = path.parent
encryption.COST = encryption.Cost(1, 64, 1)
conversion._SPARE = 0

def kept():
    os.write(1, b"kept\\n")
"""

Verify = Callable[[Path, int], None]
"""Looks at the notebook, after so many words of the program that something is kept."""

AMOUNTS = [
    pytest.param({"moments": 12, "fates": 1}, id="short"),
    pytest.param({"moments": None, "fates": 8}, id="all", marks=pytest.mark.torture),
]
KINDS = pytest.mark.parametrize("is_encrypted", [False, True], ids=["plain", "encrypted"])


def encrypt(path: Path) -> bytes:
    """Encrypt a notebook, or get ready for one that is not there yet; its key."""
    key = encryption.new_data_key()
    keys = encryption.with_secret(encryption.new_keys(), Kind.PASSPHRASE, PASSPHRASE, key)
    if path.exists():
        conversion.encrypt(path, keys, key, Course())
    else:
        keyfile.write(path, keys)
    return key


def opened(path: Path, *passphrases: str) -> Notebook:
    """As the program opens it: by its passphrase where it has one."""
    settle(path)
    key = None
    if driver.head(path) and not driver.is_plain(path):
        for each in passphrases or (PASSPHRASE,):
            try:
                key = keyfile.unlocked(path, Kind.PASSPHRASE, each)[1]
            except WrongPassphrase:
                continue
        assert key is not None, "no passphrase opens it"
    return Notebook.open(path, StillClock(), key)


def words_of(path: Path, *passphrases: str) -> dict[str, str]:
    """What is in it, title and body; the file has to be whole."""
    notebook = opened(path, *passphrases)
    try:
        check = notebook.row("PRAGMA integrity_check")
        assert check is not None
        assert check[0] == "ok"
        posts = Posts(notebook)
        return {post.title: post.body for post in map(posts.get, posts.all_ids())}
    finally:
        notebook.close()


def cut(
    root: Path,
    script: str,
    key: bytes,
    verify: Verify,
    *,
    moments: int | None,
    fates: int,
    notebook: str = "n.midad",
) -> int:
    """Record the program on the notebook in `root`; cut the power at some moments, or at all
    of them, with what was synced, with all that was written, and with `fates` chances between.
    Gives the number of cuts."""
    scout, disk = Disk(root), Disk(root)
    log = root.parent / "calls"
    calls = record(HEAD + script, root / notebook, key.hex(), log=log)
    log.unlink()
    changes = [number for number, call in enumerate(calls) if scout.take(call)]
    assert len(changes) > 5
    chosen = set(changes)
    if moments is not None:
        chosen = {changes[-1], *random.Random(SEED).sample(changes, min(moments, len(changes)))}
    cuts = 0
    for number, call in enumerate(calls):
        disk.take(call)
        if number not in chosen:
            continue
        for fate in range(-2, fates):
            target = root.parent / "cut"
            chance = random.Random(f"{SEED} {number} {fate}") if fate >= 0 else None
            disk.build(target, chance, everything=fate == -1)
            try:
                verify(target / notebook, disk.acknowledged)
            except BaseException as error:
                error.add_note(f"seed {SEED}, call {number} ({call.name}), fate {fate}")
                raise
            shutil.rmtree(target)
            cuts += 1
    print(cuts, "cuts, seed", SEED)
    return cuts
