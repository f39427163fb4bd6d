"""Which plain files beside an encrypted notebook are copies of it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from editor.domain.post import Post
from editor.store import encryption
from editor.store.copies import Origin, origin, plain_copies
from editor.store.database import Notebook
from editor.store.merging import merge
from editor.store.posts import Posts
from editor.store.salvage import salvage
from editor.workspace import protection
from tests.store.conftest import StillClock, a_post


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 64, 1))


def make(path: Path, clock: StillClock, posts: int = 4, came: Path | None = None) -> Path:
    """A plain notebook, made now; `came`: one that was brought in."""
    clock.moment += timedelta(seconds=1)
    notebook = Notebook.open(path, clock)
    for _ in range(posts):
        Posts(notebook).save(a_post())
    if came is not None:
        other = Notebook.open(came, clock)
        merge(notebook, other)
        other.close()
    notebook.close()
    return path


@pytest.mark.parametrize(
    ("ours", "theirs", "is_copy"),
    [
        (Origin("a", frozenset("123")), Origin("a", frozenset("")), True),
        (Origin("a", frozenset("123")), Origin("a", frozenset("456")), True),
        (Origin("a", frozenset("123")), Origin("b", frozenset("123")), True),
        (Origin("a", frozenset("123")), Origin("b", frozenset("1245")), False),
        (Origin("a", frozenset("123")), Origin("b", frozenset("")), False),
        (Origin("", frozenset("123")), Origin("", frozenset("456")), False),
    ],
)
def test_what_makes_a_copy(ours: Origin, theirs: Origin, is_copy: bool) -> None:
    assert theirs.is_of(ours) is is_copy


def test_only_copies_of_this_notebook_are_named(tmp_path: Path, clock: StillClock) -> None:
    path = make(tmp_path / "n.midad", clock)
    backup = tmp_path / "n backups" / "n 2026.midad"
    backup.parent.mkdir()
    shutil.copy(path, backup)
    far = tmp_path / "far" / "disk" / "n 2026.midad"
    far.parent.mkdir(parents=True)
    shutil.copy(path, far)
    renamed = tmp_path / "رسائل.midad"
    shutil.copy(path, renamed)
    repaired = tmp_path / "repaired.midad"
    salvage(path, repaired, clock)
    damaged = tmp_path / "n torn.midad"
    damaged.write_bytes(path.read_bytes()[:8192])
    # The author's other notebooks, one of them with posts from here, and what is none.
    make(tmp_path / "diary.midad", clock)
    make(tmp_path / "family.midad", clock, 9, came=path)
    (tmp_path / "torn diary.midad").write_bytes((tmp_path / "diary.midad").read_bytes()[:8192])
    (tmp_path / "letter.midad").write_text("عزيزتي")
    made = protection.protect(path, "a passphrase of mine")
    before = {each: each.stat() for each in tmp_path.rglob("*")}
    assert set(plain_copies(path, made.key, [far.parent])) == {
        backup, renamed, repaired, damaged, far,
    }  # fmt: skip
    assert {each: each.stat() for each in tmp_path.rglob("*")}.keys() == before.keys()


def test_a_copy_from_before_many_posts_is_one(tmp_path: Path, clock: StillClock) -> None:
    path = make(tmp_path / "n.midad", clock, 1)
    shutil.copy(path, tmp_path / "old.midad")
    notebook = Notebook.open(path, clock)
    first: Post = a_post()
    for _ in range(50):
        Posts(notebook).save(a_post())
    Posts(notebook).save(first)
    notebook.close()
    assert plain_copies(path, None) == [tmp_path / "old.midad"]


def test_what_cannot_be_read_says_nothing_of_itself(tmp_path: Path) -> None:
    for name, content in (("noise", b"\1" * 9000), ("empty", b""), ("text", b"words")):
        (tmp_path / name).write_bytes(content)
        assert origin(tmp_path / name) is None
    assert origin(tmp_path / "missing") is None
