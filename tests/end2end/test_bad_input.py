"""Bad input, and what it gets: a clear sentence, an exit code, and nothing lost."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Midad

Write = Callable[[str, str], Path]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_post_that_is_not_there(midad: Midad) -> None:
    midad.refused(4, "show", "ffff")
    midad.refused(4, "publish", "ffff")


def test_a_damaged_notebook_is_left_as_it_is(midad: Midad) -> None:
    midad.notebook.write_bytes(b"SQLite format 3\0" + os.urandom(8000))
    before = _hash(midad.notebook)
    assert str(midad.notebook) in midad.refused(3, "list")
    assert _hash(midad.notebook) == before


def test_a_newer_notebook_is_left_as_it_is(midad: Midad) -> None:
    midad.ok("new", "--title", "جسر")
    with sqlite3.connect(midad.notebook) as raw:
        raw.execute("PRAGMA user_version = 9999")
    raw.close()
    before = _hash(midad.notebook)
    assert "newer" in midad.refused(3, "list")
    assert _hash(midad.notebook) == before


def test_a_notebook_locked_by_another(midad: Midad) -> None:
    midad.ok("new", "--title", "جسر")
    raw = sqlite3.connect(midad.notebook, isolation_level=None)
    raw.execute("BEGIN EXCLUSIVE")
    try:
        assert "Another Midad" in midad.refused(3, "new", "--title", "ثانية")
    finally:
        raw.close()
    assert len(midad.ok("list", "--json").out) > 10


def test_a_file_in_a_wrong_encoding(midad: Midad, tmp_path: Path) -> None:
    path = tmp_path / "binary.md"
    path.write_bytes(bytes(range(256)) * 4)
    midad.refused(5, "new", "--title", "x", "--body-file", path)
    assert midad.ok("list", "--json").json == []


def test_a_file_in_the_old_arabic_encoding_is_read(midad: Midad, tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_bytes("خرجنا مع الفجر إلى النهر".encode("cp1256"))
    id = midad.ok("new", "--title", "x", "--body-file", path).out.strip()
    assert midad.ok("show", id, "--json").json["body"] == "خرجنا مع الفجر إلى النهر"


def test_a_file_of_50_megabytes(midad: Midad, tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    path.write_bytes(b"word " * 10_500_000)
    assert "too large" in midad.refused(5, "new", "--title", "x", "--body-file", path)
    assert midad.ok("list", "--json").json == []


def _zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../outside.md", "نص")
        archive.writestr("/tmp/outside.md", "نص")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.md", bytes(50_000_000))


def _tarred(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name in ("../../outside.md", "/tmp/outside.md"):
            inside = tarfile.TarInfo(name)
            inside.size = 4
            archive.addfile(inside, io.BytesIO(b"word"))


@pytest.mark.parametrize("make", [_zipped, _bomb, _tarred])
def test_an_archive_is_left_packed(
    midad: Midad, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "posts.zip"
    make(path)
    before, there = _hash(path), sorted(tmp_path.rglob("*"))
    assert "Unpack it" in midad.refused(5, "import", path)
    assert _hash(path) == before
    assert set(tmp_path.rglob("*")) <= {*there, midad.notebook}
    assert midad.ok("list", "--json").json == []


@pytest.mark.parametrize("count", [20_002, pytest.param(100_000, marks=pytest.mark.torture)])
def test_a_folder_full_of_files_is_asked_about(midad: Midad, tmp_path: Path, count: int) -> None:
    folder = tmp_path / "many"
    for half in ("a", "b"):
        (folder / half).mkdir(parents=True)
        first = folder / half / "0.md"
        first.write_text("نص")
        for number in range(1, count // 2):
            os.link(first, folder / half / f"{number}.md")
    assert str(count) in midad.refused(5, "import", folder)
    assert midad.ok("list", "--json").json == []


def test_pictures_outside_the_folder_stay_outside(midad: Midad, write: Write) -> None:
    write("secret.png", "PNG")
    folder = write("in/a.md", "![](../secret.png) ![](/etc/passwd) ![](%2e%2e/secret.png)").parent
    midad.ok("import", folder)
    with sqlite3.connect(midad.notebook) as raw:
        assert raw.execute("SELECT count(*) FROM media").fetchone() == (0,)
    raw.close()


def test_a_file_that_is_not_there(midad: Midad, tmp_path: Path) -> None:
    midad.refused(5, "new", "--title", "x", "--body-file", tmp_path / "nothing.md")
    midad.refused(5, "render", tmp_path / "nothing.md")
    midad.refused(5, "direction", tmp_path / "nothing.md")
    midad.refused(5, "import", tmp_path / "nothing.md")


def test_a_title_with_control_characters(midad: Midad) -> None:
    midad.refused(5, "new", "--title", "one\x07two\nthree")
    assert midad.ok("list", "--json").json == []


def test_a_broken_front_matter_stops_no_other_file(midad: Midad, write: Write) -> None:
    write("in/a.md", "---\ntitle: [unclosed\n---\nنص\n")
    write("in/b.md", "---\ntitle: سليمة\n---\nنص\n")
    answer = midad("import", write("in/c.md", "نص آخر").parent)
    assert answer.code == 5
    assert "a.md" in answer.err
    titles = {row["title"] for row in midad.ok("list", "--json").json}
    assert titles == {"سليمة", "c"}


@pytest.mark.parametrize("address", ["not an address", "ftp://ink.example/", "http://"])
def test_a_wrong_address(midad: Midad, address: str) -> None:
    midad.refused(5, "blog", "add", address)
    assert midad.ok("blog", "list", "--json").json == []


def test_http_with_a_password_anywhere_but_loopback(midad: Midad) -> None:
    line = midad.refused(
        5, "blog", "add", "http://ink.example/", "--username", "a", "--password-stdin", stdin="p\n"
    )
    assert "https://" in line
    assert midad.ok("blog", "list", "--json").json == []


def test_nobody_answers(midad: Midad) -> None:
    midad.refused(6, "blog", "add", "http://127.0.0.1:9/", "--username", "a", MIDAD_PASSWORD="p")


def test_a_folder_full_of_other_things(midad: Midad, write: Write) -> None:
    folder = write("full/letter.txt", "mine").parent
    midad.refused(5, "blog", "add", folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_publishing_without_a_blog(midad: Midad) -> None:
    id = midad.ok("new", "--title", "جسر").out.strip()
    midad.refused(8, "publish", id)
    assert midad.ok("list", "--json").json[0]["status"] == "draft"


def test_a_full_disk(midad: Midad, write: Write) -> None:
    """The kernel refuses to let the file grow, as a full disk does."""
    midad.ok("new", "--title", "جسر", "--body-file", write("b.md", "كلمات قديمة"))
    size = midad.notebook.stat().st_size
    body = write("big.md", "كلمة جديدة " * 200_000)
    program = Path(sys.executable).with_name("midad")
    run = subprocess.run(
        [program, "--notebook", midad.notebook, "new", "--title", "x", "--body-file", body],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (size + 300_000, size + 300_000)
        ),
        env={"PATH": os.environ["PATH"], "HOME": str(midad.home), "LANG": "C"},
    )
    assert run.returncode == 3
    assert run.stderr.decode().count("\n") == 1
    (row,) = midad.ok("list", "--json").json
    assert midad.ok("show", row["id"], "--json").json["body"] == "كلمات قديمة"


def test_passwords_never_show(midad: Midad) -> None:
    answer = midad(
        "blog", "add", "http://127.0.0.1:9/", "--username", "a", "--password-stdin",
        stdin="s3cret-word\n",
    )  # fmt: skip
    assert "s3cret-word" not in answer.out + answer.err


def test_wrong_usage_is_one_line_too(midad: Midad) -> None:
    midad.refused(2, "frobnicate")
    midad.refused(2, "new")
    midad.refused(2, "list", "--nosuch")


def test_an_export_onto_a_file(midad: Midad, write: Write) -> None:
    midad.ok("new", "--title", "جسر")
    midad.refused(5, "export", write("taken", "x"))


def test_publishing_from_the_bin_takes_the_post_out_of_it(midad: Midad, tmp_path: Path) -> None:
    midad.ok("blog", "add", tmp_path / "site")
    id = midad.ok("new", "--title", "جسر").out.strip()
    midad.ok("trash", id)
    midad.ok("publish", id)
    (row,) = midad.ok("list", "--json").json
    assert (row["id"], row["status"]) == (id, "published")


def test_a_hidden_source_put_into_the_folder_by_hand_reaches_no_reader(
    midad: Midad, write: Write, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    midad.ok("blog", "add", site)
    write("site/2026/d/index.md", "---\ntitle: DraftX\nstatus: draft\n---\nSECRET\n")
    write("site/2026/p/index.md", "---\ntitle: ByHand\n---\nكلمات\n")
    midad.ok("sync")
    midad.ok("publish", midad.ok("new", "--title", "Other").out.strip())
    pages = "".join(
        page.read_text() for page in site.rglob("*") if page.suffix in (".html", ".xml")
    )
    assert "DraftX" not in pages
    assert "SECRET" not in pages
    assert "ByHand" in pages
    assert (site / "2026/p/index.html").is_file(), "every link leads somewhere"


def test_a_publish_that_meets_an_edit_says_so_with_its_exit_code(
    midad: Midad, write: Write, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    midad.ok("blog", "add", site)
    id = midad.ok("new", "--title", "جسر", "--body-file", write("b.md", "one")).out.strip()
    midad.ok("publish", id)
    (source,) = site.glob("*/*/index.md")
    source.write_text(source.read_text().replace("one", "two"))
    midad.ok("edit", id, "--body-file", write("b.md", "three"))
    assert midad("publish", id).code == 8
    assert "two" in source.read_text()
    assert "both are kept" in midad.ok("list").out
