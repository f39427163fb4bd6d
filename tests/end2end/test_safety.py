"""Backups, checks, repairs and moves from the command line."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Midad

Write = Callable[[str, str], Path]
RELEASED = sorted((Path(__file__).parents[1] / "store/released").glob("*.midad"))[-1]
PASSPHRASE = "باب الشمس 1948"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _filled(midad: Midad, write: Write, count: int = 3) -> list[str]:
    body = write("body.md", "كلمات على الجسر words\n" * 300)
    return [
        midad.ok("new", "--title", f"رسالة {n}", "--body-file", body).out.strip()
        for n in range(count)
    ]


def test_back_up_go_on_and_go_back(midad: Midad, write: Write) -> None:
    (first,) = _filled(midad, write, 1)
    made = midad.ok("backup", "--json").json
    assert Path(made["path"]).parent.name == "n backups"
    midad.ok("new", "--title", "later")
    assert [each["path"] for each in midad.ok("backup", "list", "--json").json] == [made["path"]]
    back = midad.ok("backup", "restore", "--json").json
    assert [row["id"] for row in midad.ok("list", "--json").json] == [first]
    aside = Midad(Path(back["aside"]), midad.home)
    assert len(aside.ok("list", "--json").json) == 2
    assert "as it was" in midad.ok("backup", "restore", made["path"]).out


def test_where_there_is_no_backup(midad: Midad) -> None:
    midad.ok("new", "--title", "x")
    assert "no backups" in midad.ok("backup", "list").out
    midad.refused(5, "backup", "restore")
    midad.refused(5, "backup", "restore", "2020-01-01")


def test_a_sound_notebook_and_one_that_is_not(midad: Midad, write: Write) -> None:
    _filled(midad, write)
    assert "All is well" in midad.ok("check").out
    assert midad.ok("check", "--json").json["posts"] == 3
    with sqlite3.connect(midad.notebook) as raw:
        raw.execute("UPDATE posts SET body = body || 'x' WHERE number = 2")
    raw.close()
    before = _hash(midad.notebook)
    answer = midad("check")
    assert answer.code == 3
    assert "رسالة 1" in answer.out
    assert answer.err == ""
    assert _hash(midad.notebook) == before


def test_a_notebook_with_noise_in_it(midad: Midad, write: Write) -> None:
    ids = _filled(midad, write, 6)
    data = bytearray(midad.notebook.read_bytes())
    data[:4096] = random.Random(1).randbytes(4096)
    midad.notebook.write_bytes(data)
    before = _hash(midad.notebook)
    assert "damaged" in midad.refused(3, "check")
    made = midad.ok("repair", "--json").json
    assert (made["posts"], made["lost"]) == (6, [])
    assert Path(made["path"]).name == "n (repaired).midad"
    new = Midad(Path(made["path"]), midad.home)
    assert {row["id"] for row in new.ok("list", "--json").json} == set(ids)
    assert "All is well" in new.ok("check").out
    assert "6 posts were saved." in midad.ok("repair").out, "a second one takes another name"
    midad.refused(5, "repair", "--to", made["path"])
    assert _hash(midad.notebook) == before


def test_an_encrypted_notebook_with_noise_in_it(midad: Midad, write: Write) -> None:
    file = write("passphrase", PASSPHRASE + "\n")
    known = {"MIDAD_PASSPHRASE": PASSPHRASE}
    assert midad("--passphrase-file", file, "protect", "--json").code == 0
    body = write("body.md", "كلمات على الجسر words\n" * 300)
    midad.ok("new", "--title", "رسالة", "--body-file", body, **known)
    midad.ok("backup", **known)
    data = bytearray(midad.notebook.read_bytes())
    data[1000:1100] = bytes(100)
    midad.notebook.write_bytes(data)
    before = _hash(midad.notebook)
    midad.refused(3, "check", **known)
    midad.refused(3, "repair")
    assert midad.ok("repair", "--json", **known).json["posts"] == 1
    assert _hash(midad.notebook) == before
    midad.ok("backup", "restore", **known)
    assert midad.ok("check", "--json", **known).json["posts"] == 1


def test_everything_in_one_file(midad: Midad, write: Write, tmp_path: Path) -> None:
    ids = _filled(midad, write)
    midad.ok("trash", ids[0])
    target = tmp_path / "out.midad"
    assert str(target) in midad.ok("export", target).out
    midad.refused(5, "export", target)
    other = Midad(tmp_path / "other.midad", midad.home)
    other.ok("new", "--title", "هنا")
    before = _hash(target)
    assert "3 new posts came in." in other.ok("import", target).out
    assert "3 posts were here already." in other.ok("import", target).out
    assert len(other.ok("list", "--json").json) == 3
    assert [row["id"] for row in other.ok("list", "--bin", "--json").json] == [ids[0]]
    assert _hash(target) == before


def test_one_file_with_a_passphrase_of_its_own(midad: Midad, write: Write, tmp_path: Path) -> None:
    _filled(midad, write)
    target, file = tmp_path / "out.midad", write("own", PASSPHRASE)
    midad.ok("export", target, "--new-passphrase-file", file)
    assert not target.with_name("out.midad.keys").exists()
    other = Midad(tmp_path / "other.midad", midad.home)
    other.refused(3, "import", target)
    wrong = write("wrong", "something else entirely")
    other.refused(3, "import", target, "--its-passphrase-file", wrong)
    assert len(other.ok("import", target, "--its-passphrase-file", file, "--json").json["new"]) == 3


def test_the_whole_way_through_markdown(midad: Midad, write: Write, tmp_path: Path) -> None:
    ids = _filled(midad, write)
    midad.ok("trash", ids[0])
    midad.ok("export", tmp_path / "out", "--bin")
    other = Midad(tmp_path / "other.midad", midad.home)
    other.ok("import", tmp_path / "out")
    for id in ids:
        here, there = (each.ok("show", id, "--json").json for each in (midad, other))
        assert here == there


@pytest.mark.parametrize(
    "what", ["truncated", "noise", "empty", "text", "stranger", "newer", "zip"]
)
def test_what_is_no_notebook_of_ours(midad: Midad, write: Write, tmp_path: Path, what: str) -> None:
    good = RELEASED.read_bytes()
    bad = tmp_path / "bad.midad"
    if what == "stranger":
        with sqlite3.connect(bad) as raw:
            raw.execute("CREATE TABLE t (a)")
        raw.close()
    elif what == "newer":
        shutil.copy(RELEASED, bad)
        with sqlite3.connect(bad) as raw:
            raw.execute("PRAGMA user_version = 9999")
        raw.close()
    else:
        bad.write_bytes(
            {
                "truncated": good[: len(good) // 2],
                "noise": good[:4096] + os.urandom(len(good) - 4096),
                "empty": b"",
                "text": "عزيزتي ليلى ".encode() * 900,
                "zip": b"PK\x03\x04" + os.urandom(9000),
            }[what]
        )
    before, folder = _hash(bad), sorted(os.listdir(tmp_path))
    other = Midad(bad, midad.home)
    answer = other("check")
    assert answer.code == 3
    assert answer.out + answer.err
    assert "Traceback" not in answer.err
    midad.refused(3, "import", bad)
    assert _hash(bad) == before
    assert set(os.listdir(tmp_path)) - set(folder) <= {"n.midad"}


def test_an_archive_is_not_unpacked(midad: Midad, tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(5000))
    assert "Unpack it" in midad.refused(5, "import", path)
