"""The look of a blog, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.end2end.conftest import Midad

Write = Callable[[str, str], Path]


def test_the_look_of_a_blog_is_fetched_shown_and_forgotten(
    midad: Midad, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    midad.ok("blog", "add", tmp_path / "site")
    assert "not kept" in midad.ok("blog", "theme", "site").out
    refused = midad("blog", "theme", "site", "--refresh")
    assert refused.code != 0
    assert "No published post" in refused.err
    assert "Traceback" not in refused.err
    body = write("b.md", "كلمات تكفي ليُعرف موضعها في الصفحة.\n\n- بند أول طويل\n")
    post = midad.ok("new", "--title", "جسر", "--lang", "ar", "--body-file", body).out.strip()
    midad.ok("publish", post)
    assert "kB" in midad.ok("blog", "theme", "site", "--refresh").out
    kept = midad.ok("blog", "theme", "site", "--json").json
    assert kept["bytes"] > 1000
    assert kept["source"].startswith("file:")
    assert kept["left_out"] == []
    assert midad.ok("blog", "theme", "site", "--forget", "--json").json["fetched"] is None
