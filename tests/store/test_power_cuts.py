"""The power goes at any moment: nothing that was acknowledged is lost, nothing needs a repair.

Each deed is recorded once, plain and encrypted, and replayed up to every moment
(tests/store/power.py). The short run takes some of the moments; `make torture` all.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editor.store import driver, encryption
from editor.store.journal import Journal
from editor.workspace.backups import backups_of
from tests.store.cutting import AMOUNTS, CHEAP, KINDS, PASSPHRASE, cut, encrypt, opened, words_of
from tests.store.released import schema_1

FIRST_SCHEMA = Path(__file__).parent / "released" / "schema-1.midad"
NEW = "four other words"

SAVE = """
posts = Posts(Notebook.open(path, SystemClock(), key))
for number in range(8):
    posts.save(Post(new_post_id(), title=f"رسالة {number}", body=f"سطر {number}. " * 200))
    kept()
posts._notebook.close()
"""
JOURNAL = """
from editor.store.journal import Journal
notebook = Notebook.open(path, SystemClock(), key)
post = Posts(notebook).save(Post(new_post_id(), title="رسالة", body="سطر. " * 3000))
kept()
for number in range(8):
    Journal(notebook).put(replace(post, body=post.body + f"كلمة {number}"), post.updated)
    kept()
notebook.close()
"""
UPGRADE = "Notebook.open(path, SystemClock(), key).close(); kept()"
ENCRYPT = """
keys = encryption.with_secret(
    encryption.new_keys(), encryption.Kind.PASSPHRASE, "four words and more", bytes(32)
)
conversion.encrypt(path, keys, bytes(32), Course())
kept()
"""
DECRYPT = "conversion.decrypt(path, key, Course()); kept()"
CHANGE = """
from editor.workspace import protection
protection.change_passphrase(path, "four words and more", "four other words")
kept()
"""
BACK_UP = """
from datetime import timedelta
from editor.workspace.backups import Backups

class Hurried(SystemClock):
    hours = 0
    def now(self):
        self.hours += 30
        return super().now() + timedelta(hours=self.hours)

notebook = Notebook.open(path, SystemClock(), key)
backups = Backups(notebook, Hurried())
for number in range(3):
    Posts(notebook).save(Post(new_post_id(), title=f"رسالة {number}", body="سطر " * 200))
    kept()
    backups.make()
    kept()
notebook.close()
"""
GO_BACK = """
from editor.workspace.backups import restore
restore(folder / "backup.midad", path, SystemClock(), key)
kept()
"""
BRING_IN = """
from editor.workspace.assembly import open_workspace
workspace = open_workspace(path, key=key)
workspace.moving.bring_in(folder / "other.midad")
kept()
workspace.close()
"""
PACK = """
from editor.workspace.assembly import open_workspace
workspace = open_workspace(path, key=key)
workspace.moving.pack(folder / "out.midad")
kept()
workspace.close()
"""
FORGETFUL = """
connect = driver.connect
def careless(*arguments):
    connection = connect(*arguments)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
driver.connect = careless
"""


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", CHEAP)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "books"
    made.mkdir()
    return made


def book(path: Path, *titles: str) -> dict[str, str]:
    """A notebook with these posts, older than the newest schema; what is in it."""
    from editor.domain.post import Post, new_post_id
    from editor.store.posts import Posts

    notebook = opened(path)
    for title in titles:
        Posts(notebook).save(Post(new_post_id(), title=title, body=f"كلمات {title} " * 300))
    notebook.close()
    return words_of(path)


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
    cut(folder, SAVE, key, every_acknowledged_post, **amount)


@pytest.mark.parametrize("amount", AMOUNTS)
def test_the_first_notebook_and_its_folder(folder: Path, amount: dict[str, int]) -> None:
    cut(folder, SAVE, b"", every_acknowledged_post, notebook="Midad/books/n.midad", **amount)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_writing_the_journal(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    key = encrypt(folder / "n.midad") if is_encrypted else b""

    def verify(path: Path, acknowledged: int) -> None:
        if not acknowledged:
            return
        assert words_of(path)["رسالة"] == "سطر. " * 3000
        notebook = opened(path)
        bodies = [entry.post.body for entry in Journal(notebook).entries()]
        notebook.close()
        newest = int(bodies[0].rpartition(" ")[2]) if bodies else -1
        assert newest >= acknowledged - 2  # its first word is the post

    cut(folder, JOURNAL, key, verify, **amount)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_upgrading(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    path = folder / "n.midad"
    shutil.copy(FIRST_SCHEMA, path)
    key = encrypt(path) if is_encrypted else b""
    expected = {post.title: post.body for post in schema_1.POSTS if post.binned is None}

    def verify(path: Path, _acknowledged: int) -> None:
        assert words_of(path) == expected

    cut(folder, UPGRADE, key, verify, **amount)


@pytest.mark.parametrize("script", [ENCRYPT, DECRYPT], ids=["encrypting", "decrypting"])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_converting(folder: Path, amount: dict[str, int], script: str) -> None:
    path = folder / "n.midad"
    shutil.copy(FIRST_SCHEMA, path)
    expected = words_of(path)  # after an upgrade, which leaves a copy
    next(folder.glob("*(schema*")).unlink()
    key = encrypt(path) if script == DECRYPT else b""

    def verify(path: Path, acknowledged: int) -> None:
        assert words_of(path) == expected
        names = {each.name for each in path.parent.iterdir()}
        # SQLite may leave a journal that had not come to count, for its next one to overwrite.
        stale = {"n.midad-journal"} if driver.is_plain(path) else set()
        assert names <= {"n.midad", "n.midad.keys", ".n.midad.keys.bak"} | stale
        assert not acknowledged or driver.is_plain(path) is (script == DECRYPT)

    cut(folder, script, key, verify, **amount)


@pytest.mark.parametrize("amount", AMOUNTS)
def test_changing_the_passphrase(folder: Path, amount: dict[str, int]) -> None:
    """Of the notebook and of a backup of it."""
    path = folder / "n.midad"
    expected = book(path, "رسالة")
    key = encrypt(path)
    (folder / "n backups").mkdir()
    copy = folder / "n backups" / "n 2026-11-20 120000.midad"
    for each in (path, path.with_name("n.midad.keys"), path.with_name(".n.midad.keys.bak")):
        shutil.copy(each, copy.with_name(each.name.replace("n.midad", copy.name)))

    def verify(path: Path, acknowledged: int) -> None:
        secrets = (NEW,) if acknowledged else (PASSPHRASE, NEW)
        for each in (path, path.parent / copy.relative_to(folder)):
            assert words_of(each, *secrets) == expected

    cut(folder, CHANGE, key, verify, **amount)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_backing_up(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    path = folder / "n.midad"
    book(path, "أولى")
    key = encrypt(path) if is_encrypted else b""

    def verify(path: Path, acknowledged: int) -> None:
        saved, copied = (acknowledged + 1) // 2, acknowledged // 2
        assert set(words_of(path)) >= {"أولى", *(f"رسالة {each}" for each in range(saved))}
        copies = [words_of(each.path) for each in backups_of(path)]
        assert not copied or f"رسالة {copied - 1}" in copies[0]

    cut(folder, BACK_UP, key, verify, **amount)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_going_back_to_a_backup(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    path, copy = folder / "n.midad", folder / "backup.midad"
    before = book(path, "قديمة")
    key = encrypt(path) if is_encrypted else b""
    for each in folder.glob("*n.midad*"):
        shutil.copy(each, each.with_name(each.name.replace("n.midad", copy.name)))
    present = book(path, "جديدة")

    def verify(path: Path, acknowledged: int) -> None:
        found = words_of(path)
        assert found in ([before] if acknowledged else [before, present])
        asides = list(path.parent.glob("n *(replaced)*.midad"))
        assert all(words_of(each) == present for each in asides)
        assert found == present or asides, "the notebook that was is gone"

    cut(folder, GO_BACK, key, verify, **amount)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_bringing_in(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    path = folder / "n.midad"
    ours, theirs = book(path, "هنا"), book(folder / "other.midad", *"أبج")
    key = encrypt(path) if is_encrypted else b""

    def verify(path: Path, acknowledged: int) -> None:
        found = words_of(path)
        assert ours.items() <= found.items() <= (ours | theirs).items()
        assert not acknowledged or found == ours | theirs
        assert words_of(path.with_name("other.midad")) == theirs
        assert all(words_of(each.path) == ours for each in backups_of(path))

    cut(folder, BRING_IN, key, verify, **amount)


@KINDS
@pytest.mark.parametrize("amount", AMOUNTS)
def test_packing_it_into_one_file(folder: Path, amount: dict[str, int], is_encrypted: bool) -> None:
    path = folder / "n.midad"
    expected = book(path, *"أبج")
    key = encrypt(path) if is_encrypted else b""

    def verify(path: Path, acknowledged: int) -> None:
        assert words_of(path) == expected
        packed = path.with_name("out.midad")
        assert packed.exists() or not acknowledged
        assert not packed.exists() or words_of(packed) == expected

    cut(folder, PACK, key, verify, **amount)


@pytest.mark.parametrize("amount", AMOUNTS)
def test_a_notebook_that_carries_its_keys(folder: Path, amount: dict[str, int]) -> None:
    """It is opened, written in, and gets another passphrase; and so does one beside it."""
    from editor.workspace.assembly import open_workspace

    path, other = folder / "n.midad", folder / "other.midad"
    expected = book(path, "أولى")
    key = encrypt(path)
    workspace = open_workspace(path, key=key)
    for each in ("carried.midad", "other.midad"):
        workspace.moving.pack(folder / each)
    workspace.close()
    for each in folder.glob("*n.midad*"):
        each.unlink()
    (folder / "carried.midad").rename(path)

    def verify(path: Path, acknowledged: int) -> None:
        saved = {f"رسالة {number}": f"سطر {number}. " * 200 for number in range(8)}
        secrets = (NEW,) if acknowledged > 8 else (PASSPHRASE, NEW)
        found = words_of(path, *secrets)
        assert len(found) >= 1 + min(acknowledged, 8)
        assert expected.items() <= found.items() <= (expected | saved).items()
        assert words_of(path.with_name(other.name), *secrets) == expected

    cut(folder, SAVE + CHANGE, key, verify, **amount)


def test_a_program_that_does_not_sync_is_found_out(folder: Path) -> None:
    with pytest.raises((AssertionError, KeyError)):
        cut(folder, FORGETFUL + SAVE, b"", every_acknowledged_post, moments=60, fates=0)


def test_a_folder_that_was_not_synced_is_lost(folder: Path) -> None:
    """What the rig has to know of folders below folders."""
    script = """
(folder / "new").mkdir()
for each in (folder / "new" / "n.midad", path):
    descriptor = os.open(each, os.O_WRONLY | os.O_CREAT)
    os.write(descriptor, b"words" * 10)
    os.fsync(descriptor)
    os.close(descriptor)
    place = os.open(each.parent, os.O_RDONLY)
    os.fsync(place)
    os.close(place)
    kept()
"""
    seen = set()

    def verify(path: Path, acknowledged: int) -> None:
        seen.add((acknowledged, (path.parent / "new" / "n.midad").exists(), path.exists()))

    cut(folder, script, b"", verify, moments=None, fates=1)
    assert {(0, False, False), (1, False, False), (1, True, False), (1, True, True)} <= seen
    assert not {(0, True, True)} & seen
