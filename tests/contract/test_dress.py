"""The look of a real WordPress: found, fetched, and what it makes of typed signs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.domain.post import BlogId
from editor.text.wordpress_signs import with_signs
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.servers.wordpress import WordPress
from tests.unit.text.test_wordpress_signs import SHOWN

WORDS = """نزلنا إلى الميناء قبل شروق الشمس، حين كانت القوارب لا تزال نائمة.

## الصيادون

They mended nets & talked about the weather. It's "late"...

- شباك
- قوارب

> البحر يعطي والبحر يأخذ.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = open_workspace(tmp_path / "n.midad")
    yield made
    made.close()


@pytest.fixture
def blog(workspace: Workspace, site: WordPress) -> BlogId:
    found = workspace.blogs.discover(site.url)
    id = workspace.blogs.add(found, "author", site.passwords["author"]).id
    post = workspace.new_post("يوم في الميناء & “nets”", body=WORDS, language="ar", blog=id)
    workspace.publish(post.id)
    assert not workspace.send(post.id).errors
    return id


def opening(page: str, mark: str) -> str:
    (found,) = re.findall(rf'<[a-z0-9]+[^<>]* data-midad="{mark}"[^<>]*>', page)
    return str(found)


@pytest.mark.parametrize("manner", ["blocks", "classic"])
def test_the_look_of_a_wordpress(
    workspace: Workspace, site: WordPress, blog: BlogId, manner: str
) -> None:
    workspace.blogs.set_manner(blog, manner)
    found = workspace.dressing.fetch(blog)
    page = found.dress.page
    assert "entry-content" in opening(page, "body")
    assert re.search("wp-block-post-title|entry-title", opening(page, "title"))
    assert "الميناء" not in page
    assert "comment" not in re.sub(r'class="[^"]*"', "", page.partition("<body")[2])
    assert found.files > 3
    for danger in ("<script", "<form", "http:", "https:", "wp-json", "srcset"):
        assert danger not in page
    sheets = [
        file.data.decode()
        for number in range(1, 200)
        if (file := workspace.dressing.file(blog, f"{number}.css")) is not None
    ]
    assert any("is-layout" in sheet or "entry-content" in sheet for sheet in sheets)
    loads = [part for sheet in sheets for part in re.findall(r"url\(([^)]*)\)", sheet)]
    assert all(re.fullmatch(r'"(\d+\.\w+(#.*)?|about:invalid|#.*)"', part) for part in loads), loads


def test_signs_are_those_of_wordpress(site: WordPress) -> None:
    typed = list(SHOWN)
    asked = json.dumps(typed).replace("\\", "\\\\").replace("'", "\\'")
    said = site.php(f"echo json_encode(array_map('wptexturize', json_decode('{asked}')));")
    references = re.compile(r"&#(\d+);")
    shown = [references.sub(lambda found: chr(int(found[1])), each) for each in json.loads(said)]
    assert shown == [with_signs(each) for each in typed]
