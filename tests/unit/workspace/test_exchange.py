"""Files in and out, where the command line's own tests do not reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from editor.domain.changes import Changes
from editor.domain.errors import DiskFull, FileMissing, FrontMatterBroken, PostMissing
from editor.domain.post import Post, Status
from editor.workspace.assembly import open_workspace
from editor.workspace.exchange import import_path, picture_names
from editor.workspace.exporting import export_to
from editor.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    one = open_workspace(tmp_path / "n.midad")
    yield one
    one.close()


def test_importing_twice_makes_no_second_post(workspace: Workspace, tmp_path: Path) -> None:
    post = workspace.new_post("دفتر", body="نص")
    export_to(workspace, tmp_path / "out")
    (row,) = import_path(workspace, tmp_path / "out")
    assert row.known
    assert row.post == workspace.open_post(post.id)
    assert len(workspace.page()) == 1


def test_another_text_under_a_known_id_is_kept_beside_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    post = workspace.new_post("دفتر", body="نص قديم")
    (path,) = export_to(workspace, tmp_path / "out")
    path.write_text(path.read_text().replace("نص قديم", "نص من ملف"))
    (row,) = import_path(workspace, path)
    assert row.post is not None
    assert row.post.id != post.id
    assert workspace.open_post(post.id).body == "نص قديم"
    assert "نص من ملف" in row.post.body


def test_files_without_an_id_make_no_second_post_either(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text("نص")
    (folder / "b.md").write_text("نص")
    first = import_path(workspace, folder)
    again = import_path(workspace, folder)
    assert [row.known for row in (*first, *again)] == [False, False, True, True]
    assert len(workspace.page()) == 2
    # Written on here, both stand: the file's words once only.
    assert first[0].post is not None
    workspace.save(replace(first[0].post, body="نص وآخر"))
    for _time in range(2):
        import_path(workspace, folder)
    bodies = sorted(workspace.open_post(row.id).body for row in workspace.page())
    assert bodies == ["نص", "نص", "نص وآخر"]


def test_another_text_under_a_known_id_comes_once(workspace: Workspace, tmp_path: Path) -> None:
    workspace.new_post("دفتر", body="نص قديم")
    (path,) = export_to(workspace, tmp_path / "out")
    path.write_text(path.read_text().replace("نص قديم", "نص من ملف"))
    rows = [row for _time in range(3) for row in import_path(workspace, path)]
    assert [row.known for row in rows] == [False, True, True]
    assert len(workspace.page()) == 2


def test_what_was_put_into_the_bin_comes_again(workspace: Workspace, tmp_path: Path) -> None:
    post = workspace.new_post("دفتر", body="نص")
    export_to(workspace, tmp_path / "out")
    workspace.bin(post.id)
    for _time in range(2):
        import_path(workspace, tmp_path / "out")
    (row,) = workspace.page()
    assert workspace.open_post(row.id).body == "نص"
    assert workspace.open_post(post.id).binned is not None


def test_a_picture_that_was_left_behind_comes_the_next_time(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the words and their pictures, an import is begun again."""
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    file = tmp_path / "a.md"
    file.write_text("![](a.png)")

    def killed(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(workspace, "add_picture", killed)
        with pytest.raises(KeyboardInterrupt):
            import_path(workspace, file)
    (row,) = import_path(workspace, file)
    assert row.known
    assert row.post is not None
    assert [item.name for item in workspace.pictures(row.post.id)] == ["a.png"]
    assert len(workspace.page()) == 1


def test_importing_publishes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")))
    file = tmp_path / "post.md"
    file.write_text("---\ntitle: دفتر\nstatus: published\n---\nنص\n")
    (row,) = import_path(workspace, file)
    assert row.post is not None
    assert row.post.blog is None
    assert row.post.status is Status.PUBLISHED
    workspace.sync()
    assert not list((tmp_path / "site").glob("*/*/index.html"))


def test_one_broken_file_stops_no_other(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: [\n---\nx")
    (folder / "b.md").write_text("سليم")
    (folder / ".hidden.md").write_text("x")
    (folder / "c.jpg").write_bytes(b"x")
    broken, fine = import_path(workspace, folder)
    assert isinstance(broken.error, FrontMatterBroken)
    assert broken.error.path.endswith("a.md")
    assert fine.post is not None
    assert fine.post.title == "b", "a file without a title is called by its name"


def test_nothing_there(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        import_path(workspace, tmp_path / "nothing")


def test_pictures_come_along_and_never_from_outside_the_folder(
    workspace: Workspace, tmp_path: Path
) -> None:
    inside = tmp_path / "in" / "pictures"
    inside.mkdir(parents=True)
    Image.new("RGB", (4, 4)).save(inside / "جسر.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    file = tmp_path / "in" / "post.md"
    file.write_text("![a](pictures/جسر.png)\n![b](../secret.png)\n![c](https://x.example/a.png)")
    (row,) = import_path(workspace, file)
    assert row.post is not None
    names = [item.name for item in workspace.pictures(row.post.id)]
    assert names == ["pictures/جسر.png"]
    (path,) = export_to(workspace, tmp_path / "out")
    assert (path.parent / "pictures" / "جسر.png").is_file()


def test_an_export_leaves_other_peoples_files_alone(workspace: Workspace, tmp_path: Path) -> None:
    workspace.new_post("دفتر", body="نص")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "دفتر.md").write_text("رسالة لا علاقة لها")
    (path,) = export_to(workspace, folder)
    assert path.name != "دفتر.md"
    assert (folder / "دفتر.md").read_text() == "رسالة لا علاقة لها"


def test_two_posts_of_one_title_get_two_files(workspace: Workspace, tmp_path: Path) -> None:
    workspace.new_post("دفتر", body="الأول")
    workspace.new_post("دفتر", body="الثاني")
    assert len(set(export_to(workspace, tmp_path / "out"))) == 2


def test_hostile_slugs_stay_inside_the_folder(workspace: Workspace, tmp_path: Path) -> None:
    post = workspace.new_post("x", body="y")
    workspace.save(replace(post, slug="../../../etc/cron.d/x"))
    (path,) = export_to(workspace, tmp_path / "out")
    assert (tmp_path / "out") in path.parents


def test_which_pictures_a_body_names() -> None:
    body = "![a](b.png 'c') `![x](code.png)` ![d](<with space.jpg>) ![](b.png)\n\n    ![y](z.png)\n"
    assert picture_names(body) == ["b.png", "with space.jpg"]


def test_one_that_cannot_be_kept_stops_none_of_those_beside_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept together, and each still has its own fate."""
    for number in range(5):
        (tmp_path / f"{number}.md").write_text(f"نص {number}")
    save = workspace._stores.posts.save

    def refuse_one(post: Post) -> Post:
        if post.body == "نص 2":
            raise PostMissing(post.id)
        return save(post)

    told: list[Changes] = []
    workspace.events.listen(told.append)
    monkeypatch.setattr(workspace._stores.posts, "save", refuse_one)
    rows = import_path(workspace, tmp_path)
    assert [row.error is None for row in rows] == [True, True, False, True, True]
    assert {post.opening for post in workspace.page()} == {f"نص {n}" for n in (0, 1, 3, 4)}
    assert [len(changes.posts) for changes in told] == [4]  # and not before they were kept
    monkeypatch.undo()
    assert [row.known for row in import_path(workspace, tmp_path)] == [
        True,
        True,
        False,
        True,
        True,
    ]


def test_a_disk_that_is_full_is_said_of_every_file_it_had_no_room_for(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"نص {number}")
    save = workspace._stores.posts.save

    def full(post: Post) -> Post:
        if post.body == "نص 1":
            raise DiskFull(str(workspace.path))
        return save(post)

    monkeypatch.setattr(workspace._stores.posts, "save", full)
    rows = import_path(workspace, tmp_path)
    assert [type(row.error) for row in rows] == [DiskFull] * 3
    assert workspace.page() == []


def test_the_same_text_twice_comes_once(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nid: 3b0c4d0e-5f60-4a1b-8c2d-1e2f3a4b5c6d\n---\nنص")
    (tmp_path / "b.md").write_bytes((tmp_path / "a.md").read_bytes())
    (tmp_path / "c.md").write_text("---\nid: 3b0c4d0e-5f60-4a1b-8c2d-1e2f3a4b5c6d\n---\nآخر")
    titles = {row.path.name: row.known for row in import_path(workspace, tmp_path)}
    assert len(workspace.page()) == len([known for known in titles.values() if not known])
    assert {post.opening for post in workspace.page()} == {"نص", "آخر"}
