"""The folder that is a site: nothing in it that readers must not see, nothing foreign touched."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from PIL import Image

from editor.domain.blog import Blog, Outgoing
from editor.domain.errors import (
    FolderUnusable,
    PageUnreadable,
    Rejected,
    RemoteGone,
    VersionConflict,
)
from editor.domain.ledger import creation_key
from editor.domain.post import Direction, Format, Status
from editor.remotes.folder.remote import FolderRemote
from tests.contract.yards import BLOG, FolderYard, bring, picture, sample

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "my site"


@pytest.fixture
def remote(root: Path) -> FolderRemote:
    return FolderYard(root).connect()


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def pages_of_posts(root: Path) -> list[Path]:
    return sorted(root.glob("*/*/index.md"))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PENDING, Status.PRIVATE, Status.SCHEDULED])
def test_what_readers_must_not_see_never_enters(
    remote: FolderRemote, root: Path, status: Status
) -> None:
    post = sample(title="سرّ", status=status)
    with pytest.raises(Rejected):
        remote.create(Outgoing(post), creation_key(post.id))
    assert not root.exists() or not pages_of_posts(root)


def test_a_schedule_is_kept_until_its_time(root: Path) -> None:
    now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    blog = Blog(BLOG, "folder", "x", str(root))
    post = sample(status=Status.SCHEDULED, publish_at=now + timedelta(minutes=1))
    with pytest.raises(Rejected):
        bring(FolderRemote(blog, lambda: now), post)
    there = bring(FolderRemote(blog, lambda: now + timedelta(minutes=2)), post)
    assert there.status is Status.PUBLISHED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PRIVATE])
def test_taking_back_leaves_no_trace(remote: FolderRemote, root: Path, status: Status) -> None:
    remote.check()
    before = files(root)
    post = sample(title="سأسحب هذا", tags=())
    there = bring(remote, post)
    back = remote.update(there.ref, Outgoing(replace(post, status=status)), there.version)
    assert back.status is status
    assert back.trashed
    assert files(root) == before
    assert "سأسحب هذا" not in (root / "index.html").read_text(encoding="utf-8")
    with pytest.raises(RemoteGone):
        remote.fetch(there.ref)


def test_a_folder_of_somebody_elses_is_refused(root: Path, remote: FolderRemote) -> None:
    root.mkdir()
    (root / "thesis.odt").write_text("years of work")
    with pytest.raises(FolderUnusable):
        remote.check()
    with pytest.raises(FolderUnusable):
        bring(remote, sample())
    assert files(root) == {"thesis.odt"}


def test_files_that_midad_did_not_make_stay(remote: FolderRemote, root: Path) -> None:
    there = bring(remote, sample())
    folder = pages_of_posts(root)[0].parent
    (folder / "notes.txt").write_text("mine")
    (root / "CNAME").write_text("blog.example.org")
    remote.delete(there.ref, there.version)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (root / "CNAME").exists()
    assert not (folder / "index.html").exists()


def test_a_picture_never_replaces_a_file_of_the_authors(remote: FolderRemote, root: Path) -> None:
    post = sample(body="![x](a.png)\n")
    address = remote.upload(picture("a.png"))
    there = bring(remote, post)
    folder = pages_of_posts(root)[0].parent
    (folder / "a.png").write_bytes(b"another picture")
    remote.update(there.ref, Outgoing(post, {"a.png": address}), there.version)
    assert (folder / "a.png").read_bytes() == b"another picture"


@pytest.mark.parametrize("name", ["../../x.png", "index.md", "/etc/x.png", "a\\b.png"])
def test_hostile_picture_names(remote: FolderRemote, root: Path, name: str) -> None:
    address = remote.upload(picture())
    there = bring(remote, sample(body=f"![x](<{name}>)\n"), {name: address})
    assert not (root / "x.png").exists()
    assert "![x]" in there.body


def test_a_disk_that_is_not_plugged_in_deletes_nothing(root: Path, remote: FolderRemote) -> None:
    bring(remote, sample())
    cursor = remote.changes("").cursor
    root.rename(root.with_name("unplugged"))
    seen_before = FolderRemote(Blog(BLOG, "folder", "x", str(root), cursor=cursor))
    with pytest.raises(FolderUnusable):
        seen_before.changes(cursor)
    with pytest.raises(FolderUnusable):
        seen_before.check()
    assert not root.exists()
    # Another site in its place says nothing about the posts of the first.
    FolderYard(root).connect().check()
    assert not seen_before.changes(cursor).whole


def test_a_removed_folder_is_a_removed_post(remote: FolderRemote, root: Path) -> None:
    import shutil

    there = bring(remote, sample())
    kept = bring(remote, sample(title="باقٍ"))
    shutil.rmtree(next(p.parent for p in pages_of_posts(root) if there.ref.id in p.read_text()))
    listing = remote.changes(remote.changes("").cursor)
    assert listing.whole
    assert [head.ref.id for head in listing.heads] == [kept.ref.id]


def test_a_source_broken_by_hand_is_not_taken_for_gone(remote: FolderRemote, root: Path) -> None:
    there = bring(remote, sample())
    pages_of_posts(root)[0].write_bytes(b"---\ntitle: [never closed\n---\n\xff\xfe\x00")
    listing = remote.changes("")
    assert not listing.whole
    with pytest.raises(PageUnreadable):
        remote.fetch(there.ref)


def test_links_into_other_folders_are_not_followed(
    remote: FolderRemote, root: Path, tmp_path: Path
) -> None:
    remote.check()
    outside = tmp_path / "outside" / "post"
    outside.mkdir(parents=True)
    (outside / "index.md").write_text("---\ntitle: private\n---\nwords\n")
    (root / "2026").symlink_to(outside.parent)
    assert remote.changes("").heads == ()
    with pytest.raises(FolderUnusable):
        bring(remote, sample(publish_at=datetime(2026, 5, 1, tzinfo=UTC)))
    assert [path.name for path in outside.parent.iterdir()] == ["post"]


def test_two_posts_of_one_title(remote: FolderRemote, root: Path) -> None:
    first, second = bring(remote, sample(title="صباح")), bring(remote, sample(title="صباح"))
    assert first.ref.url != second.ref.url
    assert len(pages_of_posts(root)) == 2


def test_a_posts_address_is_kept_until_its_author_says_otherwise(remote: FolderRemote) -> None:
    post = sample(title="الأول", publish_at=datetime(2024, 12, 31, tzinfo=UTC))
    there = bring(remote, post)
    assert "/2024/" in there.ref.url
    retitled = remote.update(there.ref, Outgoing(replace(post, title="الثاني")), there.version)
    assert retitled.ref.url == there.ref.url
    moved = remote.update(
        there.ref, Outgoing(replace(post, slug="رحلة إلى البحر")), retitled.version
    )
    assert unquote(moved.ref.url).endswith("/2024/رحلة-إلى-البحر/index.html")
    with pytest.raises(OSError, match=r"."):
        FolderYard.readers_see(FolderYard(Path()), there)


def test_an_edit_by_hand_is_a_change(remote: FolderRemote, root: Path) -> None:
    post = sample()
    there = bring(remote, post)
    FolderYard(root).edit_elsewhere(there.ref, "شربت الشاي", "شربت القهوة")
    now = remote.fetch(there.ref)
    assert now.version != there.version
    with pytest.raises(VersionConflict):
        remote.update(there.ref, Outgoing(replace(post, body="جديد")), there.version)


def test_everything_comes_back_as_it_went(remote: FolderRemote) -> None:
    post = sample(
        body="  \r\nسطر\u00a0بمسافة\u2028وآخر\r\n\r\n\ttab\n\n\n",
        direction=Direction.RTL,
        language="ckb",
        excerpt="خلاصة: «قصيرة»",
        categories=("يوميات",),
        extra=(("mood", "mood: calm"),),
    )
    there = bring(remote, post)
    for field in ("title", "body", "language", "direction", "excerpt", "tags", "categories"):
        assert getattr(there, field) == getattr(post, field), field
    assert there.credits == post.credits
    assert there.format is Format.MARKDOWN
    assert there.extra == post.extra


class Links(HTMLParser):
    """Every address a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def test_the_site_opens_without_a_server(remote: FolderRemote, root: Path) -> None:
    address = remote.upload(picture("جسر.png"))
    bring(remote, sample(body="![جسر](جسر.png)\n"), {"جسر.png": address})
    bring(remote, sample(title="In English: 50% & #1?", language="en", body="Left to right.\n"))
    bring(remote, sample(tags=("وسم/فيه شرطة",)))
    for page in root.rglob("*.html"):
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        assert links.found
        for link in links.found:
            if link.startswith("https://example.org"):
                continue  # the sample's own
            assert not re.match(r"[a-z]+:|/", link), link
            assert (page.parent / unquote(link)).is_file(), link
    style = (root / "style.css").read_text(encoding="utf-8")
    for name in re.findall(r'url\("([^"]+)"\)', style):
        assert (root / name).is_file()
    assert "Vazirmatn" in style


def test_each_page_says_its_language_and_direction(remote: FolderRemote, root: Path) -> None:
    bring(remote, sample(title="بالعربية", slug="a"))
    bring(remote, sample(title="In English", slug="b", language="en", body="Left to right.\n"))
    (arabic,) = root.glob("*/a/index.html")
    (english,) = root.glob("*/b/index.html")
    assert '<html lang="ar" dir="rtl">' in arabic.read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in english.read_text(encoding="utf-8")


def test_the_front_page_has_the_newest_first(remote: FolderRemote, root: Path) -> None:
    for year in (2021, 2025, 2023):
        bring(remote, sample(title=f"عام {year}", publish_at=datetime(year, 1, 1, tzinfo=UTC)))
    page = (root / "index.html").read_text(encoding="utf-8")
    assert page.index("عام 2025") < page.index("عام 2023") < page.index("عام 2021")


def test_the_feed_is_atom(remote: FolderRemote, root: Path) -> None:
    there = bring(remote, sample(title="فيه \x0b & <b>"))
    feed = ElementTree.parse(root / "feed.xml").getroot()
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{there.ref.id}"
    assert "<b>" in (entry.findtext(f"{ATOM}title") or "")
    assert "شربت الشاي" in (entry.findtext(f"{ATOM}content") or "")


def test_what_the_author_typed_is_text_where_it_is_no_body(
    remote: FolderRemote, root: Path
) -> None:
    evil = '"><script>alert(1)</script>'
    bring(remote, sample(title=evil, tags=(evil,), language=evil, excerpt=evil, slug="evil"))
    for page in root.rglob("*.html"):
        assert "<script" not in page.read_text(encoding="utf-8")


def test_a_tag_nobody_uses_loses_its_page(remote: FolderRemote, root: Path) -> None:
    post = sample(tags=("مؤقت",))
    there = bring(remote, post)
    assert list((root / "tags").iterdir())
    remote.update(there.ref, Outgoing(replace(post, tags=())), there.version)
    assert not (root / "tags").exists()


def test_writing_the_same_again_touches_no_file(remote: FolderRemote, root: Path) -> None:
    post = sample()
    there = bring(remote, post)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    remote.update(there.ref, Outgoing(post), there.version)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderUnusable):
        FolderYard(tmp_path / "file" / "site").connect().check()


def test_a_picture_taken_back_is_nowhere_in_the_folder_and_can_come_again(tmp_path: Path) -> None:
    yard = FolderYard(tmp_path / "site")
    remote = yard.connect()
    shown, shared = picture("جسر.png"), picture("مشترك.png", _png((200, 10, 10)))
    names = {each.item.name: remote.upload(each) for each in (shown, shared)}
    body = "![](جسر.png)\n\n![](مشترك.png)"
    first = bring(remote, sample(title="الأول", body=body), names)
    shown_there = {"مشترك.png": names["مشترك.png"]}
    second = bring(remote, sample(title="الثاني", body="![](مشترك.png)"), shown_there)
    remote.delete(first.ref, first.version)
    left = [file.read_bytes() for file in yard.root.rglob("*") if file.is_file()]
    assert shown.data not in left
    assert shared.data in left
    remote.delete(second.ref, second.version)
    left = [file.read_bytes() for file in yard.root.rglob("*") if file.is_file()]
    assert shared.data not in left
    again = remote.upload(shown)
    assert "جسر.png" in yard.readers_see(
        bring(remote, sample(title="الثالث", body="![](جسر.png)"), {"جسر.png": again})
    )


def _png(colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(file, "PNG")
    return file.getvalue()
