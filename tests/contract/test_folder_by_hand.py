"""A folder whose files its author edits, copies, renames and damages by hand: a clear sentence
each time, the pages in step, and nothing lost."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.blog import Outgoing
from editor.domain.errors import PageTwice, PageUnreadable, RemoteGone
from editor.domain.ledger import creation_key
from editor.domain.post import Post
from editor.remotes.folder.remote import FolderRemote
from editor.sync.report import Deed
from editor.workspace.assembly import open_workspace
from editor.workspace.messages import explain
from editor.workspace.workspace import Workspace
from tests.contract.yards import FolderYard, bring, picture, sample
from tests.sync.conftest import SteppingClock


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "my site"


@pytest.fixture
def remote(root: Path) -> FolderRemote:
    return FolderYard(root).connect()


@pytest.fixture
def workspace(tmp_path: Path, root: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "n.midad", SteppingClock())
    opened.blogs.add(opened.blogs.discover(str(root)))
    yield opened
    opened.close()


def source_of(root: Path, title: str) -> Path:
    (found,) = [
        path for path in root.glob("*/*/index.md") if title in path.read_text("utf-8", "replace")
    ]
    return found


def by_hand(source: Path, old: str, new: str) -> None:
    """An editor that saves a moment later."""
    text = source.read_text(encoding="utf-8")
    assert old in text
    source.write_text(text.replace(old, new), encoding="utf-8")
    later = max(source.stat().st_mtime_ns, source.with_name("index.html").stat().st_mtime_ns)
    os.utime(source, ns=(later + 1_000_000, later + 1_000_000))


def published(workspace: Workspace, title: str, body: str = "شربت الشاي\n") -> Post:
    post = workspace.new_post(title, body=body)
    workspace.publish(post.id)
    assert not workspace.send(post.id).errors
    return workspace.open_post(post.id)


def readers_see(root: Path) -> str:
    """All pages of the site."""
    return "\n".join(page.read_text("utf-8") for page in sorted(root.rglob("*.html")))


# --- edits -----------------------------------------------------------------------------------


def test_an_edit_by_hand_comes_here_and_is_seen_on_its_page(
    workspace: Workspace, root: Path
) -> None:
    post = published(workspace, "صباح")
    by_hand(source_of(root, "صباح"), "شربت الشاي", "شربت القهوة")
    assert not workspace.sync().errors
    assert workspace.open_post(post.id).body == "شربت القهوة\n"
    page = source_of(root, "صباح").with_name("index.html").read_text("utf-8")
    assert "شربت القهوة" in page
    assert "شربت الشاي" not in readers_see(root)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    assert workspace.sync().lines == ()
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


def test_a_title_changed_by_hand_is_changed_in_every_list(workspace: Workspace, root: Path) -> None:
    published(workspace, "صباح")
    by_hand(source_of(root, "صباح"), "صباح", "مساء")
    workspace.sync()
    assert "مساء" in (root / "index.html").read_text("utf-8")
    assert "مساء" in (root / "feed.xml").read_text("utf-8")
    assert "صباح" not in readers_see(root)


def test_a_picture_stays_on_a_page_that_was_edited_by_hand(
    remote: FolderRemote, root: Path
) -> None:
    address = remote.upload(picture("جسر.png"))
    bring(remote, sample(title="صباح", body="![جسر](جسر.png)\n"), {"جسر.png": address})
    source = source_of(root, "صباح")
    by_hand(source, "![جسر]", "![الجسر]")
    remote.changes("")
    page = source.with_name("index.html").read_text("utf-8")
    assert 'alt="الجسر"' in page
    assert source.with_name("جسر.png").is_file()


def test_a_post_written_by_hand_comes_here_and_gets_its_page(
    workspace: Workspace, root: Path
) -> None:
    published(workspace, "صباح")
    mine = root / "2026" / "رسالة" / "index.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("---\ntitle: رسالة\n---\nكلمة\n", encoding="utf-8")
    assert [line.deed for line in workspace.sync().lines] == [Deed.WELCOMED]
    assert "رسالة" in [row.title for row in workspace.page()]
    assert mine.with_name("index.html").is_file()
    assert "رسالة" in (root / "index.html").read_text("utf-8")


def test_a_post_taken_back_by_hand_is_on_no_page(remote: FolderRemote, root: Path) -> None:
    bring(remote, sample(title="صباح", tags=()))
    by_hand(source_of(root, "صباح"), "title:", "status: draft\ntitle:")
    source_of(root, "صباح").write_text(
        source_of(root, "صباح").read_text("utf-8").replace("status: published\n", ""), "utf-8"
    )
    (head,) = remote.changes("").heads
    assert head.status.value == "draft"
    assert "صباح" not in readers_see(root)
    assert source_of(root, "صباح").is_file()


def test_a_folder_that_may_only_be_read_is_read(
    remote: FolderRemote, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(remote, sample(title="صباح"))
    by_hand(source_of(root, "صباح"), "شربت الشاي", "شربت القهوة")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("editor.remotes.folder.place.write_atomically", refuse)
    assert len(remote.changes("").heads) == 1


# --- damage ----------------------------------------------------------------------------------

BROKEN = [
    (b"---\ntitle: [never closed\n---\nwords\n", "can't be understood (line"),
    ("title: صباح\n".encode() + b"\xff\xfe\x00\x81", "is not text"),
    (b"\x00\x01\x02", "is not text"),
]


@pytest.mark.parametrize(("damage", "words"), BROKEN)
def test_a_damaged_file_is_named_and_its_post_stays_here(
    workspace: Workspace, root: Path, damage: bytes, words: str
) -> None:
    post, other = published(workspace, "صباح"), published(workspace, "مساء")
    source = source_of(root, "صباح")
    source.write_bytes(damage)
    by_hand(source_of(root, "مساء"), "شربت الشاي", "شربت القهوة")
    report = workspace.sync()
    (line,) = report.errors
    assert isinstance(line.error, PageUnreadable)
    said = str(explain(line.error)).translate({0x2066: None, 0x2069: None, 0x200E: None})
    assert words in said
    assert str(source) in said
    assert source.read_bytes() == damage
    assert workspace.open_post(post.id).binned is None
    assert workspace.open_post(post.id).body == "شربت الشاي\n"
    assert "شربت القهوة" in workspace.open_post(other.id).body, "the others go on"


def test_a_damaged_file_keeps_no_new_post_out(workspace: Workspace, root: Path) -> None:
    published(workspace, "صباح")
    source_of(root, "صباح").write_bytes(BROKEN[0][0])
    published(workspace, "مساء")
    assert source_of(root, "مساء").is_file()


def test_a_damaged_file_that_may_be_the_post_is_not_doubled(
    remote: FolderRemote, root: Path
) -> None:
    post = sample(title="صباح")
    bring(remote, post)
    source = source_of(root, "صباح")
    source.write_bytes(source.read_bytes().replace(b"title:", b"title: ["))
    with pytest.raises(PageUnreadable):
        remote.create(Outgoing(post), creation_key(post.id))
    assert len(list(root.glob("*/*/index.md"))) == 1


def test_asked_whether_all_is_well_it_names_the_file(workspace: Workspace, root: Path) -> None:
    published(workspace, "صباح")
    workspace.sync()
    (blog,) = workspace.blogs.all()
    assert workspace.blogs.check(blog.id).name
    source_of(root, "صباح").write_bytes(BROKEN[0][0])
    workspace.blogs._remotes.clear()  # another session
    with pytest.raises(PageUnreadable):
        workspace.blogs.check(blog.id)


def test_a_mended_file_is_read_again(workspace: Workspace, root: Path) -> None:
    post = published(workspace, "صباح")
    source = source_of(root, "صباح")
    whole = source.read_bytes()
    source.write_bytes(b"\x00")
    assert workspace.sync().errors
    source.write_bytes(whole.replace("الشاي".encode(), "القهوة".encode()))
    assert not workspace.sync().errors
    assert workspace.open_post(post.id).body == "شربت القهوة\n"


def test_arabic_of_an_old_windows_editor_is_read(workspace: Workspace, root: Path) -> None:
    post = published(workspace, "صباح")
    source = source_of(root, "صباح")
    text = source.read_text("utf-8")
    source.write_bytes(text.replace("شربت الشاي", "شربت القهوة").encode("cp1256"))
    assert not workspace.sync().errors
    assert workspace.open_post(post.id).body == "شربت القهوة\n"


# --- copies and names ------------------------------------------------------------------------


def test_a_folder_copied_by_hand_is_told_of_and_neither_is_touched(
    workspace: Workspace, root: Path
) -> None:
    post = published(workspace, "صباح")
    source = source_of(root, "صباح")
    copy = source.parent.with_name("نسخة") / "index.md"
    shutil.copytree(source.parent, copy.parent)
    before = source.read_bytes()
    (line,) = workspace.sync().errors
    assert isinstance(line.error, PageTwice)
    assert "the same post" in str(explain(line.error))
    assert (source.read_bytes(), copy.read_bytes()) == (before, before)
    assert workspace.open_post(post.id).binned is None
    assert len(workspace.page()) == 1
    lines = [each for each in copy.read_text("utf-8").splitlines() if not each.startswith("id:")]
    copy.write_text("\n".join(lines), encoding="utf-8")
    assert not workspace.sync().errors
    assert len(workspace.page()) == 2


def test_two_posts_of_one_slug_both_live(workspace: Workspace, root: Path) -> None:
    for body in ("أول\n", "ثان\n"):
        post = workspace.new_post("صباح", body=body)
        workspace.save(replace(post, slug="same"))
        workspace.publish(post.id)
        assert not workspace.send(post.id).errors
    assert sorted(path.parent.name for path in root.glob("*/*/index.md")) == ["same", "same-2"]
    assert workspace.sync().lines == ()


def test_a_name_that_a_mac_took_apart_is_the_same_name(remote: FolderRemote, root: Path) -> None:
    post = sample(title="café", slug="café", body="one\n", language="fr")
    there = bring(remote, post)
    source = source_of(root, "café")
    apart = source.parent.with_name(unicodedata.normalize("NFD", "café"))
    assert apart.name != source.parent.name
    source.parent.rename(apart)
    current = remote.fetch(there.ref)
    changed = replace(post, body="two\n", slug=unicodedata.normalize("NFC", "café"))
    remote.update(there.ref, Outgoing(changed), current.version)
    assert [path.parent.name for path in root.glob("*/*/index.md")] == [apart.name]


@pytest.mark.parametrize("slug", ["con", "nul.txt", "a:b", "end.", "q?*", "..", "x" * 300])
def test_no_name_that_another_system_forbids_is_made(
    remote: FolderRemote, root: Path, slug: str
) -> None:
    bring(remote, sample(title="صباح", slug=slug))
    name = source_of(root, "صباح").parent.name
    assert not set(name) & set('<>:"/\\|?*')
    assert not name.endswith((".", " "))
    assert name.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
    assert len(name.encode()) < 255


def test_a_post_that_is_gone_is_still_gone(remote: FolderRemote, root: Path) -> None:
    there = bring(remote, sample(title="صباح"))
    shutil.rmtree(source_of(root, "صباح").parent)
    assert remote.changes("").whole
    assert "صباح" not in readers_see(root)
    with pytest.raises(RemoteGone):
        remote.fetch(there.ref)
