"""Midad on the command line, as somebody types it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.end2end.conftest import Midad

Write = Callable[[str, str], Path]

BODY = """خرجنا مع الفجر، والجسر خالٍ.

The road is long: we stopped at `km 214`.

- WordPress منصة
- قائمة
"""


def test_write_list_show_search(midad: Midad, write: Write) -> None:
    body = write("body.md", BODY)
    made = midad.ok(
        "new", "--title", "دفتر الطريق", "--lang", "ar", "--body-file", body,
        "--tag", "سفر", "--credit", "author=سالم", "--credit", "photographer=هدى", "--json",
    ).json  # fmt: skip
    (row,) = midad.ok("list", "--json").json
    assert row["id"] == made["id"]
    assert (row["title"], row["status"], row["language"], row["direction"]) == (
        "دفتر الطريق", "draft", "ar", "rtl",
    )  # fmt: skip
    assert row["updated"].endswith("Z")
    post = midad.ok("show", made["id"][:8], "--json").json
    assert post["body"] == BODY
    assert post["tags"] == ["سفر"]
    assert post["credits"][1] == {"role": "photographer", "name": "هدى"}
    assert post["remotes"] == []
    (hit,) = midad.ok("search", "الطَّريق", "--json").json
    assert hit["id"] == made["id"]
    assert midad.ok("search", "zeppelin", "--json").json == []


def test_an_empty_notebook_is_made_private_and_lists_nothing(midad: Midad) -> None:
    assert midad.ok("list", "--json").json == []
    assert stat.S_IMODE(midad.notebook.stat().st_mode) == 0o600


def test_the_notebook_may_be_named_by_the_environment(midad: Midad, tmp_path: Path) -> None:
    midad.ok("new", "--title", "one")
    other = Midad(tmp_path / "other.midad", midad.home)
    assert other.ok("list", "--json").json == []


def test_edit_keeps_what_was_not_named(midad: Midad, write: Write) -> None:
    id = midad.ok("new", "--title", "جسر", "--lang", "ar", "--tag", "سفر").out.strip()
    midad.ok("edit", id, "--body-file", write("b.md", "line\r\nsecond\u00a0\u2028x"))
    post = midad.ok("show", id, "--json").json
    assert (post["title"], post["tags"]) == ("جسر", ["سفر"])
    assert post["body"] == "line\r\nsecond\u00a0\u2028x"


def test_render_sets_each_paragraph_in_its_direction(midad: Midad, write: Write) -> None:
    html = midad.ok("render", write("post.md", f"---\nlang: ar\n---\n{BODY}")).out
    assert "<p>خرجنا" in html.replace(' dir="rtl"', "")
    assert '<p dir="ltr">The road' in html
    assert '<code dir="ltr">km 214</code>' in html
    assert "bdi" not in html
    page = midad.ok("render", write("post.md", BODY), "--page").out
    assert page.lstrip().lower().startswith("<!doctype html>")


def test_direction_counts_lines_from_the_top_of_the_file(midad: Midad, write: Write) -> None:
    file = write("post.md", f"---\ntitle: دفتر\nlang: ar\n---\n{BODY}```\nx = 1\n```\n")
    rows = {row["line"]: row for row in midad.ok("direction", file, "--json").json}
    assert rows[5]["direction"] == "rtl"
    assert rows[7]["direction"] == "ltr"
    assert (rows[9]["kind"], rows[9]["direction"]) == ("list", "rtl")
    assert (rows[11]["kind"], rows[11]["direction"]) == ("fence", "ltr")


def test_a_folder_becomes_a_blog_and_gives_back_what_is_edited_in_it(
    midad: Midad, write: Write, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    midad.ok("blog", "add", site)
    (blog,) = midad.ok("blog", "list", "--json").json
    assert (blog["kind"], blog["default"]) == ("folder", True)
    draft = midad.ok("new", "--title", "سر لا ينشر", "--body-file", write("d.md", "مسودة")).out
    id = midad.ok(
        "new", "--title", "دفتر", "--lang", "ar", "--body-file", write("b.md", BODY)
    ).out.strip()
    assert str(site) in midad.ok("publish", id).out
    assert (site / "index.html").is_file()
    texts = {path: path.read_text() for path in site.rglob("*") if path.suffix in (".html", ".md")}
    assert any("خرجنا" in text for text in texts.values())
    assert not any("مسودة" in text for text in texts.values()), "drafts are never served"
    assert draft.strip()

    (source,) = [path for path in site.rglob("*.md") if "خرجنا" in path.read_text()]
    source.write_text(source.read_text().replace("خرجنا", "عدنا"))
    report = midad.ok("sync", "--json").json
    assert [line["id"] for line in report["pulled"]] == [id]
    assert "عدنا" in midad.ok("show", id, "--json").json["body"]
    again = midad.ok("sync", "--json").json
    assert [again[key] for key in ("pushed", "pulled", "conflicts", "errors")] == [[]] * 4


def test_a_change_to_a_published_post_waits_for_publish(
    midad: Midad, write: Write, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    midad.ok("blog", "add", site)
    id = midad.ok("new", "--title", "Bridge", "--body-file", write("b.md", "first")).out.strip()
    midad.ok("publish", id)
    midad.ok("edit", id, "--body-file", write("b.md", "half a sen"))
    report = midad.ok("sync", "--json").json
    assert [line["id"] for line in report["waiting"]] == [id]
    (page,) = site.glob("*/*/index.html")
    assert "half a sen" not in page.read_text()
    midad.ok("publish", id)
    assert "half a sen" in page.read_text()
    midad.ok("unpublish", id)
    assert not page.exists()


def test_pictures_go_with_the_post(midad: Midad, write: Write, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "teal").save(tmp_path / "bridge.png")
    site = tmp_path / "site"
    midad.ok("blog", "add", site)
    body = write("b.md", '![الجسر](bridge.png "عند الفجر"){credit="تصوير: سالم"}\n')
    id = midad.ok(
        "new", "--title", "Bridge", "--body-file", body, "--picture", tmp_path / "bridge.png"
    ).out.strip()
    midad.ok("publish", id)
    (page,) = site.glob("*/*/index.html")
    assert "<figcaption" in page.read_text()
    assert list(site.rglob("*.png"))


def test_export_and_import_lose_nothing(midad: Midad, write: Write, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "teal").save(tmp_path / "bridge.png")
    file = write("in/post.md", f"---\ntitle: دفتر\nlang: ar\nmood: هادئ\nn: 010\n---\n{BODY}")
    midad.ok("import", file)
    id = midad.ok(
        "new", "--title", "Bridge", "--lang", "en",
        "--body-file", write("b.md", "![b](bridge.png)\r\nx\u2028y"),
        "--picture", tmp_path / "bridge.png", "--tag", "river", "--credit", "editor=هدى",
    ).out.strip()  # fmt: skip
    midad.ok("export", tmp_path / "out")
    other = Midad(tmp_path / "other.midad", midad.home)
    other.ok("import", tmp_path / "out")
    ours = {row["id"]: row for row in midad.ok("list", "--json").json}
    theirs = {row["id"]: row for row in other.ok("list", "--json").json}
    assert ours.keys() == theirs.keys()
    for post in ours:
        one, two = (which.ok("show", post, "--json").json for which in (midad, other))
        for volatile in ("updated",):
            one.pop(volatile), two.pop(volatile)
        assert one == two
    other.ok("export", tmp_path / "again")
    for path in (tmp_path / "out").rglob("*.md"):
        again = tmp_path / "again" / path.relative_to(tmp_path / "out")
        assert again.read_bytes() == path.read_bytes()
    assert "mood: هادئ" in (tmp_path / "out" / "دفتر.md").read_text()
    assert "n: 010" in (tmp_path / "out" / "دفتر.md").read_text()
    assert id in ours


def test_trash_and_restore(midad: Midad) -> None:
    id = midad.ok("new", "--title", "جسر").out.strip()
    midad.ok("trash", id)
    assert midad.ok("list", "--json").json == []
    assert midad.ok("list", "--bin", "--json").json[0]["status"] == "trashed"
    midad.ok("restore", id)
    assert midad.ok("list", "--json").json[0]["status"] == "draft"


def test_the_demo_does_the_whole_job(midad: Midad, tmp_path: Path) -> None:
    out = midad.ok("demo", "--to", tmp_path / "demo", "--no-screenshots").out
    assert str(tmp_path / "demo" / "blog" / "index.html") in out
    assert (tmp_path / "demo" / "blog" / "index.html").is_file()
    midad.ok("demo", "--to", tmp_path / "demo", "--no-screenshots")
    blogs = midad.ok("blog", "list", "--json").json
    assert len(blogs) == 1, "a second demo makes no second blog"


def test_it_speaks_arabic(midad: Midad) -> None:
    answer = midad("show", "nothing", LANGUAGE="ar")
    assert answer.code == 4
    assert answer.err.startswith("مداد: لا"), "a terminal sets the line from its first letter"
    assert answer.err.count("\n") == 1
    assert "دفتر" in midad("--help", LANGUAGE="ar").out


def test_a_post_goes_to_a_second_blog(midad: Midad, tmp_path: Path) -> None:
    for name in ("own", "network"):
        midad.ok("blog", "add", tmp_path / name)
    own, network = midad.ok("blog", "list", "--json").json
    id = midad.ok("new", "--title", "جسر", "--tag", "سفر").out.strip()
    midad.ok("publish", id)
    refused = midad("edit", id, "--blog", network["id"])
    assert refused.code != 0
    assert "is on own already" in refused.err.translate({0x2068: None, 0x2069: None})
    made = midad.ok("copy", id, "--blog", network["id"], "--json").json
    post = midad.ok("show", made["id"], "--json").json
    assert (post["title"], post["tags"], post["status"]) == ("جسر", ["سفر"], "draft")
    midad.ok("publish", made["id"])
    assert len(list((tmp_path / "own").rglob("*.md"))) == 1
    assert len(list((tmp_path / "network").rglob("*.md"))) == 1
    assert own["id"] != network["id"]
