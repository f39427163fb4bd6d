"""Pictures on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.contract.yards import WordPressYard
from tests.end2end.conftest import Midad
from tests.servers.wordpress import WordPress


def a_file(folder: Path, name: str, colour: str) -> str:
    target = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(target, "PNG")
    (folder / name).write_bytes(target.getvalue())
    return str(folder / name)


@pytest.fixture
def id(midad: Midad) -> str:
    made = midad("new", "--title", "جسر", "--body-file", "-", stdin="قبل\n")
    assert made.code == 0, made.err
    return made.out.strip()


def test_a_picture_is_added_described_and_listed(midad: Midad, id: str, tmp_path: Path) -> None:
    assert "no pictures" in midad.ok("picture", "list", id).out
    said = midad.ok("picture", "add", id, a_file(tmp_path, "a b.png", "teal"))
    assert "--alt" in said.out
    words = ("--alt", "جسر قديم", "--caption", "الفجر", "--credit", "ليلى")
    assert (
        "--alt" not in midad.ok("picture", "add", id, a_file(tmp_path, "c.png", "red"), *words).out
    )
    body = midad.ok("show", id, "--json").json["body"]
    assert body == 'قبل\n\n![](a-b.png)\n\n![جسر قديم](c.png "الفجر"){credit="ليلى"}\n'
    rows = midad.ok("picture", "list", id, "--json").json
    assert [(row["name"], row["alt"], row["width"]) for row in rows] == [
        ("a-b.png", "", 60),
        ("c.png", "جسر قديم", 60),
    ]
    assert "not described" in midad.ok("picture", "list", id).out
    midad.ok("export", tmp_path / "out")
    assert sorted(each.name for each in (tmp_path / "out").rglob("*.png")) == ["a-b.png", "c.png"]


def test_one_picture_takes_the_place_of_another(midad: Midad, id: str, tmp_path: Path) -> None:
    old = a_file(tmp_path, "a.png", "teal")
    midad.ok("picture", "add", id, old, "--alt", "جسر")
    new = a_file(tmp_path, "a.png", "red")
    assert midad.ok("picture", "replace", id, "a.png", new, "--json").json["new"] == "a-2.png"
    assert midad.ok("show", id, "--json").json["body"] == "قبل\n\n![جسر](a-2.png)\n"
    assert "kept here" in midad.ok("picture", "list", id).out
    assert "nothing.png" in midad.refused(5, "picture", "replace", id, "nothing.png", new)
    assert midad.refused(5, "picture", "add", id, str(tmp_path / "none.png"))


def test_a_picture_of_a_post_in_html(midad: Midad, tmp_path: Path, wordpress: WordPress) -> None:
    yard = WordPressYard(wordpress)
    there = yard.ask(
        "POST", "/wp/v2/posts", {"title": "صفحة HTML بصورة", "content": "<p>كلمات</p>"}
    )
    password = wordpress.passwords["administrator"]
    added = midad(
        "blog", "add", wordpress.url, "--username", "administrator", MIDAD_PASSWORD=password
    )
    assert added.code == 0, added.err
    midad.ok("sync")
    rows = midad.ok("list", "--json").json
    (id,) = [row["id"] for row in rows if row["title"] == "صفحة HTML بصورة"]
    midad.ok(
        "picture", "add", id, a_file(tmp_path, "river-of-commands.png", "navy"), "--alt", "نهر"
    )
    midad.ok("sync")
    raw = yard.ask("GET", f"/wp/v2/posts/{there['id']}", context="edit")["content"]["raw"]
    assert "river-of-commands.png" in raw
    assert 'alt="نهر"' in raw
    assert "where it was brought" in midad.ok("picture", "check").out
    (row,) = yard.ask("GET", "/wp/v2/media", search="river-of-commands")
    yard.ask("DELETE", f"/wp/v2/media/{row['id']}", force="true")
    assert midad.ok("picture", "check", "--json").json == [
        {"id": id, "picture": "river-of-commands.png"}
    ]
    midad.ok("sync")
    assert len(yard.ask("GET", "/wp/v2/media", search="river-of-commands")) == 1
