from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.domain.blog import Blog
from editor.domain.dress import Dress, DressFile
from editor.domain.errors import BlogMissing
from editor.domain.post import BlogId, new_blog_id
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.dresses import Dresses

HERE, THERE = new_blog_id(), new_blog_id()
LOOK = Dress(
    HERE,
    datetime(2026, 11, 21, tzinfo=UTC),
    "https://blog.example/مرحبا/",
    '<article data-midad="body"></article>',
    ("fonts.example",),
)
SHEET = DressFile("1.css", "text/css", "a::before { content: 'حبر' }".encode())
FONT = DressFile("2.woff2", "font/woff2", bytes(range(256)))


@pytest.fixture
def dresses(notebook: Notebook) -> Dresses:
    for id, name in ((HERE, "حبر"), (THERE, "Ink")):
        Blogs(notebook).add(Blog(id, "wordpress", name, f"https://{id}/"), "", True)
    return Dresses(notebook)


def test_a_look_comes_back_as_it_was_put(dresses: Dresses) -> None:
    assert dresses.get(HERE) is None
    dresses.put(LOOK, [SHEET, FONT])
    assert dresses.get(HERE) == LOOK
    assert dresses.file(HERE, "2.woff2") == FONT
    assert dresses.file(HERE, "3.woff2") is None
    assert dresses.file(THERE, "2.woff2") is None
    assert dresses.moments() == {HERE: LOOK.fetched}
    assert dresses.size(HERE) == len(LOOK.page) + len(SHEET.data) + len(FONT.data)
    assert dresses.size(THERE) == 0


def test_a_newer_look_takes_the_place_of_the_older_one_whole(dresses: Dresses) -> None:
    dresses.put(LOOK, [SHEET, FONT])
    newer = replace(LOOK, page="<p>", left_out=())
    dresses.put(newer, [replace(SHEET, data=b"b{}")])
    assert dresses.get(HERE) == newer
    assert dresses.file(HERE, "1.css") == replace(SHEET, data=b"b{}")
    assert dresses.file(HERE, "2.woff2") is None


def test_a_forgotten_look_leaves_nothing(dresses: Dresses, notebook: Notebook) -> None:
    dresses.put(LOOK, [SHEET])
    dresses.put(replace(LOOK, blog=THERE), [FONT])
    dresses.forget(HERE)
    dresses.forget(HERE)
    assert dresses.get(HERE) is None
    assert dresses.size(HERE) == 0
    assert dresses.file(THERE, "2.woff2") == FONT


def test_the_look_goes_with_its_blog(dresses: Dresses, notebook: Notebook) -> None:
    dresses.put(LOOK, [SHEET])
    Blogs(notebook).remove(HERE)
    for table in ("dresses", "dress_files"):
        assert notebook.rows(f"SELECT * FROM {table}") == []


def test_a_look_of_no_blog_is_refused(dresses: Dresses) -> None:
    with pytest.raises(BlogMissing):
        dresses.put(replace(LOOK, blog=BlogId("nobody")), [])
    assert dresses.moments() == {}
