"""The power goes at any moment: nothing that was acknowledged is lost, nothing needs a repair.

Saving, upgrading and converting are recorded once each, plain and encrypted, and replayed up to
every moment (tests/store/power.py). The short run takes some of the moments; `make torture` all.
"""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.store import conversion, driver, encryption, keyfile
from editor.store.database import Notebook, settle
from editor.store.encryption import Cost, Kind
from editor.store.posts import Posts
from tests.store.conftest import StillClock
from tests.store.power import Disk, record
from tests.store.released import schema_1

PASSPHRASE = "four words and more"
FIRST_SCHEMA = Path(__file__).parent / "released" / "schema-1.midad"
SEED = 5

HEAD = """
import os, sys
from pathlib import Path
from editor.domain.course import Course
from editor.domain.post import Post, new_post_id
from editor.store import conversion, driver, encryption, keyfile
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.system.clock import SystemClock
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None
encryption.COST = encryption.Cost(1, 64, 1)
"""
SAVE = """
posts = Posts(Notebook.open(path, SystemClock(), key))
for number in range(8):
    posts.save(Post(new_post_id(), title=f"رسالة {number}", body=f"سطر {number}. " * 200))
    os.write(1, b"kept\\n")
posts._notebook.close()
"""
UPGRADE = "Notebook.open(path, SystemClock(), key).close()"
ENCRYPT = """
conversion._SPARE = 0
keys = encryption.with_secret(
    encryption.new_keys(), encryption.Kind.PASSPHRASE, "four words and more", bytes(32)
)
conversion.encrypt(path, keys, bytes(32), Course())
"""
DECRYPT = "conversion._SPARE = 0; conversion.decrypt(path, key, Course())"
FORGETFUL = """
connect = driver.connect
def careless(*arguments):
    connection = connect(*arguments)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
driver.connect = careless
"""

Verify = Callable[[Path, int], None]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", Cost(1, 64, 1))


def encrypt(path: Path) -> bytes:
    """Encrypt a notebook, or get ready for one that is not there yet; its key."""
    key = encryption.new_data_key()
    keys = encryption.with_secret(encryption.new_keys(), Kind.PASSPHRASE, PASSPHRASE, key)
    if path.exists():
        conversion.encrypt(path, keys, key, Course())
    else:
        keyfile.write(path, keys)
    return key


def words_of(path: Path) -> dict[str, str]:
    """What is in it, opened as the program opens it: by its passphrase where it has one."""
    settle(path)
    key = None
    if driver.head(path) and not driver.is_plain(path):
        key = keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)[1]
    notebook = Notebook.open(path, StillClock(), key)
    try:
        check = notebook.row("PRAGMA integrity_check")
        assert check is not None
        assert check[0] == "ok"
        posts = Posts(notebook)
        return {post.title: post.body for post in map(posts.get, posts.all_ids())}
    finally:
        notebook.close()


def cut(
    folder: Path, script: str, key: bytes, verify: Verify, *, moments: int | None, fates: int
) -> int:
    """Record the program on the notebook in `folder`; cut the power at some moments, or at all
    of them, with what was synced, with all that was written, and with `fates` chances between.
    Gives the number of cuts."""
    start = Disk(folder)
    log = folder.parent / "calls"
    calls = record(HEAD + script, folder / "n.midad", key.hex(), log=log)
    log.unlink()
    scout = copy.deepcopy(start)
    changes = [number for number, call in enumerate(calls) if scout.take(call)]
    assert len(changes) > 5
    chosen = set(changes if moments is None else random.Random(SEED).sample(changes, moments))
    cuts = 0
    for number, call in enumerate(calls):
        start.take(call)
        if number not in chosen:
            continue
        for fate in range(-2, fates):
            target = folder.parent / "cut"
            chance = random.Random(f"{SEED} {number} {fate}") if fate >= 0 else None
            start.build(target, chance, everything=fate == -1)
            try:
                verify(target / "n.midad", start.acknowledged)
            except BaseException as error:
                error.add_note(f"seed {SEED}, call {number} ({call.name}), fate {fate}")
                raise
            shutil.rmtree(target)
            cuts += 1
    return cuts


AMOUNTS = [
    pytest.param({"moments": 20, "fates": 1}, id="short"),
    pytest.param({"moments": None, "fates": 8}, id="all", marks=pytest.mark.torture),
]
KINDS = pytest.mark.parametrize("is_encrypted", [False, True], ids=["plain", "encrypted"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "books"
    made.mkdir()
    return made


def every_acknowledged_post(path: Path, acknowledged: int) -> None:
    if not acknowledged and not path.exists():
        return
    found = words_of(path)
    for number in range(acknowledged):
        assert found.pop(f"رسالة {number}") == f"سطر {number}. " * 200
    assert len(found) <= 1  # the one on its way


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_saving(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    key = encrypt(folder / "n.midad") if is_encrypted else b""
    print(cut(folder, SAVE, key, every_acknowledged_post, **amount), "cuts, seed", SEED)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_upgrading(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    path = folder / "n.midad"
    shutil.copy(FIRST_SCHEMA, path)
    key = encrypt(path) if is_encrypted else b""
    expected = {post.title: post.body for post in schema_1.POSTS if post.binned is None}

    def verify(path: Path, _acknowledged: int) -> None:
        assert words_of(path) == expected

    print(cut(folder, UPGRADE, key, verify, **amount), "cuts, seed", SEED)


@pytest.mark.parametrize("script", [ENCRYPT, DECRYPT], ids=["encrypting", "decrypting"])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_converting(folder: Path, amount: dict[str, int], script: str) -> None:
    path = folder / "n.midad"
    shutil.copy(FIRST_SCHEMA, path)
    expected = words_of(path)  # after an upgrade, which leaves a copy
    next(folder.glob("*(schema*")).unlink()
    key = encrypt(path) if script == DECRYPT else b""

    def verify(path: Path, _acknowledged: int) -> None:
        assert words_of(path) == expected
        names = {each.name for each in path.parent.iterdir()}
        # SQLite may leave a journal that had not come to count, for its next one to overwrite.
        stale = {"n.midad-journal"} if driver.is_plain(path) else set()
        assert names <= {"n.midad", "n.midad.keys", ".n.midad.keys.bak"} | stale

    print(cut(folder, script, key, verify, **amount), "cuts, seed", SEED)


def test_a_program_that_does_not_sync_is_found_out(folder: Path) -> None:
    with pytest.raises((AssertionError, KeyError)):
        cut(folder, FORGETFUL + SAVE, b"", every_acknowledged_post, moments=60, fates=0)
