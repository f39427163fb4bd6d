"""Out as Markdown and in again: the same posts, field by field, and the same pictures."""

from __future__ import annotations

import io
import os
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from editor.domain.course import Course
from editor.domain.errors import ArchiveUnopened, FileUnreadable, TooManyFiles, WorkCancelled
from editor.domain.post import Credit, Direction, Format, Post, PostId, Status, new_post_id
from editor.media.looking import look
from editor.store.packing import pack
from editor.workspace import exchange
from editor.workspace.assembly import open_workspace
from editor.workspace.exactness import KEY, Exact
from editor.workspace.exchange import import_path
from editor.workspace.exporting import export_to, file_of
from editor.workspace.workspace import Workspace

MOMENT = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    one = open_workspace(tmp_path / "n.midad")
    yield one
    one.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    one = open_workspace(tmp_path / "elsewhere" / "m.midad")
    yield one
    one.close()


def _picture(kind: str, color: int = 0) -> bytes:
    target = io.BytesIO()
    image = Image.effect_noise((40 + color, 30), 60).convert("RGB")
    image.save(target, kind)
    return target.getvalue()


ANY = st.text(st.characters(codec=None), max_size=60)
INVISIBLE = st.sampled_from(
    ["", "\ufeff", "\u200f", "\u200c", "---\n", "\r\n", "\r", "\u2028", "\x00", "\x07x", "\ud800",
     "\ufffd", "\n\n", "…", "\x0c", "\x1b[1m", "\x85", "ـ", "😀"]
)  # fmt: skip
BODY = st.lists(st.one_of(ANY, INVISIBLE, st.just("كلمة word\n")), max_size=6).map("".join)
LINE = st.text(
    st.characters(codec=None, exclude_categories=["Cc"]), max_size=40
)  # what a title may be
WORDS = st.lists(ANY, max_size=3).map(tuple)
POSTS = st.builds(
    Post,
    id=st.just(PostId("")),
    title=st.one_of(LINE, st.sampled_from(["", " ", "true", "- a: [b", "# x", "'", "1_0", "~"])),
    body=BODY,
    format=st.sampled_from(Format),
    language=st.one_of(st.sampled_from(["", "ar", "ckb-IR", "en"]), ANY),
    direction=st.sampled_from([None, *Direction]),
    status=st.sampled_from(Status),
    slug=ANY,
    excerpt=ANY,
    tags=WORDS,
    categories=WORDS,
    credits=st.lists(st.builds(Credit, ANY, ANY), max_size=2).map(tuple),
    publish_at=st.none() | st.just(MOMENT + timedelta(microseconds=1)),
    stays_here=st.booleans(),
    version_of=st.none() | st.just(PostId("0c9b4f5e-7d35-4c0e-9d6e-6a6a3f6f7a10")),
    created=st.just(MOMENT - timedelta(days=400)),
    updated=st.just(MOMENT),
    binned=st.none() | st.just(MOMENT),
    extra=st.sampled_from([(), (("layout", "layout: wide"),), (("a", "a:\n  - [1, ب]"),)]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(post=POSTS)
def test_any_post_comes_back(
    post: Post, tmp_path_factory: pytest.TempPathFactory, workspace: Workspace, empty: Workspace
) -> None:
    folder = tmp_path_factory.mktemp("out")
    kept = workspace.save(replace(post, id=new_post_id()))  # the notebooks stay between examples
    (path,) = export_to(workspace, folder, [kept.id])
    (row,) = import_path(empty, path)
    assert row.error is None
    assert row.post is not None
    found = empty.open_post(kept.id)
    for field in fields(Post):
        assert getattr(found, field.name) == getattr(kept, field.name), field.name


def test_pictures_come_back_byte_for_byte(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    post = workspace.new_post("صور", body="![](photo.jpg) ![](a%20b.png)")
    names = [
        workspace.add_picture(post.id, _picture(kind, n), name, is_named=True).name
        for n, (kind, name) in enumerate(
            [
                ("JPEG", "photo.jpg"), ("PNG", "a%20b.png"), ("WEBP", "sub/صورة.webp"),
                ("GIF", "../../outside.gif"), ("PNG", "index.md"), ("PNG", "Photo.JPG/x.png"),
                ("PNG", "con:trol\x01.png"), ("PNG", "x" * 300 + ".png"), ("PNG", ".hidden.png"),
            ]
        )
    ]  # fmt: skip
    export_to(workspace, tmp_path / "out")
    (row,) = import_path(empty, tmp_path / "out")
    assert row.error is None
    found = empty.pictures(post.id)
    assert sorted(item.name for item in found) == sorted(names)
    for item in workspace.pictures(post.id):
        here, there = workspace.picture(post.id, item.name), empty.picture(post.id, item.name)
        assert there == here
    assert not (tmp_path / "outside.gif").exists()


def test_the_bin_goes_along_where_it_is_asked_for(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    post = workspace.new_post("في السلة")
    workspace.bin(post.id)
    assert export_to(workspace, tmp_path / "out") == []
    export_to(workspace, tmp_path / "out", with_bin=True)
    import_path(empty, tmp_path / "out")
    assert empty.open_post(post.id) == workspace.open_post(post.id)


def test_what_the_author_edits_in_a_file_counts(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    post = workspace.save(Post(id=new_post_id(), title="", body="odd \x07 here", tags=("x, y",)))
    (path,) = export_to(workspace, tmp_path / "out")
    text = path.read_text().replace("odd", "even")
    path.write_text(text)
    (row,) = import_path(empty, path)
    assert row.post is not None
    assert row.post.body == "even \ufffd here"
    assert row.post.id == post.id


def test_a_file_without_anything_odd_has_no_line_of_ours() -> None:
    assert f"{KEY}:" not in file_of(Post(id=new_post_id(), title="رسالة", body="نص"))


def test_a_doctored_line_does_no_harm(empty: Workspace, tmp_path: Path) -> None:
    bomb = b64encode(zlib.compress(b" " * 200_000_000, 9)).decode()
    strange = b64encode(zlib.compress(pack(Exact(Post(PostId("x")), ("id", "blah"), "")).encode()))
    for n, line in enumerate(
        [bomb[:150_000], strange.decode(), "", "AAAA", "[1, 2]", "é" * 40, bomb[:1000]]
    ):
        (tmp_path / f"{n}.md").write_text(f"---\ntitle: ok\nmidad: {line}\n---\n\nنص {n}")
    rows = import_path(empty, tmp_path)
    assert [row.error for row in rows] == [None] * 7
    assert {row.post.body for row in rows if row.post} == {f"نص {n}" for n in range(7)}
    assert all(row.post.extra == () for row in rows if row.post)


def test_a_picture_that_says_it_was_ours_is_looked_at(
    workspace: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    """With a place and a name in it, whatever the file beside it claims."""
    from hashlib import sha256

    from editor.workspace.exactness import PictureFile

    image, exif = Image.new("RGB", (8, 8)), Image.Exif()
    exif[0x010E] = "Leila's house"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    data = target.getvalue()
    post = workspace.new_post("x", body="![](a.jpg)")
    claim = PictureFile("a.jpg", sha256(data).hexdigest(), "a.jpg")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "index.md").write_text(file_of(post, (claim,)))
    (tmp_path / "in" / "a.jpg").write_bytes(data)
    (row,) = import_path(empty, tmp_path / "in")
    assert row.error is None
    kept = empty.picture(post.id, "a.jpg")
    assert kept is not None
    assert b"Leila" not in kept.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_the_notebook_keeps_is_known_as_clean(workspace: Workspace, kind: str) -> None:
    post = workspace.new_post("x")
    item = workspace.add_picture(post.id, _picture(kind), "a.png")
    kept = workspace.picture(post.id, item.name)
    assert kept is not None
    assert look(kept.data, "a") == (item.mime, item.width, item.height)


def test_links_lead_nowhere(empty: Workspace, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("سر")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.md").write_text("سر آخر")
    Image.new("RGB", (4, 4)).save(outside / "s.png")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").symlink_to(secret)
    (folder / "there").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "s.png").symlink_to(outside / "s.png")
    (folder / "dead.md").symlink_to(tmp_path / "nothing")
    os.mkfifo(folder / "pipe.md")
    (folder / "c.md").write_text("![](s.png) ![](there/s.png) ![](/etc/x.png) ![](%2e%2e/o.png)")
    (row,) = import_path(empty, folder)
    assert row.post is not None
    assert row.path.name == "c.md"
    assert empty.pictures(row.post.id) == []


def test_an_id_of_somebody_elses_making_leads_nowhere(empty: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "out"
    odd = PostId("../../../../x/evil")
    empty._stores.posts.save(Post(odd, title="نهر"))
    for name in ("نهر", "نهر-x-evil"):  # both names are taken
        place.mkdir(exist_ok=True)
        (place / f"{name}.md").write_text("somebody else's")
    (path,) = export_to(empty, place, [odd])
    assert path == place / "x-evil.md"


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"BZh9"]
)
def test_an_archive_is_not_unpacked(empty: Workspace, tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "posts.zip"
    path.write_bytes(head + bytes(1000))
    (row,) = import_path(empty, path)
    assert isinstance(row.error, ArchiveUnopened)


def test_too_many_texts_are_asked_about(
    empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MANY", 20)
    for n in range(25):
        (tmp_path / f"{n}.md").write_text(f"نص {n}")
    with pytest.raises(TooManyFiles) as caught:
        import_path(empty, tmp_path)
    assert (caught.value.count, caught.value.limit) == (25, 20)
    assert empty.page() == []
    assert len(import_path(empty, tmp_path, many=True)) == 25


def test_a_stop_keeps_what_came_and_the_rest_comes_later(
    workspace: Workspace, empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_TOGETHER", 2)
    for n in range(9):
        workspace.new_post(f"رسالة {n}", body="نص")
    out = Course(lambda done, _total: out.stop() if done == 4 else None)
    with pytest.raises(WorkCancelled):
        export_to(workspace, tmp_path / "out", course=out)
    assert 1 <= len(list((tmp_path / "out").iterdir())) < 9
    export_to(workspace, tmp_path / "out")
    back = Course(lambda done, _total: back.stop() if done == 4 else None)
    with pytest.raises(WorkCancelled):
        import_path(empty, tmp_path / "out", course=back)
    assert 1 <= len(empty.page()) < 9
    rows = import_path(empty, tmp_path / "out")
    assert len(rows) == len(empty.page()) == 9


def test_a_folder_that_may_not_be_read(empty: Workspace, tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    (tmp_path / "fine.md").write_text("نص")
    (row,) = import_path(empty, tmp_path)
    assert row.post is not None
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable):
        import_path(empty, tmp_path / "pipe")
