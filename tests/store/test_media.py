"""Pictures: kept once, whole, under names that do not collide."""

from __future__ import annotations

import hashlib
import random

import pytest

from editor.domain.errors import BlogMissing, PostMissing
from editor.domain.media import MediaItem
from editor.domain.post import BlogId, PostId
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.media import CHUNK, Media, free_name
from editor.store.posts import Posts
from tests.store.conftest import a_blog, a_post


def some_bytes(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_every_byte_comes_back(posts: Posts, media: Media, notebook: Notebook, size: int) -> None:
    post = posts.save(a_post())
    data = some_bytes(size)
    item = media.add(post.id, "جسر.jpg", data, "image/jpeg", 30, 20)
    digest = hashlib.sha256(data).hexdigest()
    assert item == MediaItem(digest, "جسر.jpg", "image/jpeg", size, 30, 20, post.id)
    picture = media.get(post.id, "جسر.jpg")
    assert picture is not None
    assert (picture.item, picture.data) == (item, data)
    sizes = [len(row["bytes"]) for row in notebook.rows("SELECT bytes FROM media_chunks")]
    assert all(0 < each <= CHUNK for each in sizes)


def test_the_same_picture_twice_in_a_post_is_one(posts: Posts, media: Media) -> None:
    post = posts.save(a_post())
    first = media.add(post.id, "a.png", b"x", "image/png", 1, 1)
    assert media.add(post.id, "b.png", b"x", "image/png", 1, 1) == first
    assert media.of_post(post.id) == [first]


def test_a_picture_of_two_posts_is_kept_once(
    posts: Posts, media: Media, notebook: Notebook
) -> None:
    one, two = posts.save(a_post()), posts.save(a_post())
    media.add(one.id, "a.png", b"x", "image/png", 1, 1)
    second = media.add(two.id, "b.png", b"x", "image/png", 1, 1)
    assert second.name == "b.png"
    assert len(notebook.rows("SELECT * FROM media_chunks")) == 1
    posts.remove(one.id)
    assert media.get(two.id, "b.png") is not None
    posts.remove(two.id)
    assert notebook.rows("SELECT * FROM media_chunks") == []


def test_names_in_a_post_do_not_collide(posts: Posts, media: Media) -> None:
    post = posts.save(a_post())
    names = [
        media.add(post.id, name, data, "image/png", 1, 1).name
        for name, data in (("جسر.png", b"1"), ("جسر.png", b"2"), ("جسر.PNG", b"3"))
    ]
    assert names == ["جسر.png", "جسر-2.png", "جسر-3.PNG"]
    assert [item.name for item in media.of_post(post.id)] == names
    assert media.get(post.id, "جسر.PNG") is None


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        ("a.jpg", [], "a.jpg"),
        ("a.jpg", ["A.JPG"], "a-2.jpg"),
        ("a.jpg", ["a.jpg", "a-2.jpg", "a-3.jpg"], "a-4.jpg"),
        ("no-ending", ["no-ending"], "no-ending-2"),
        (".hidden", [".hidden"], ".hidden-2"),
        ("a.b.png", ["a.b.png"], "a.b-2.png"),
    ],
)
def test_free_names(wanted: str, taken: list[str], expected: str) -> None:
    assert free_name(wanted, taken) == expected


def test_a_picture_needs_its_post(media: Media, notebook: Notebook) -> None:
    with pytest.raises(PostMissing):
        media.add(PostId("nothing"), "a.png", b"x", "image/png", 1, 1)
    assert notebook.rows("SELECT * FROM media") == []
    assert media.get(PostId("nothing"), "a.png") is None
    assert media.of_post(PostId("nothing")) == []


def test_where_a_picture_is_on_a_blog(media: Media, blogs: Blogs) -> None:
    blog = a_blog()
    blogs.add(blog, "", keeps_drafts=True)
    assert media.url(blog.id, "d") is None
    media.uploaded(blog.id, "d", "https://x.example/1.jpg")
    media.uploaded(blog.id, "d", "https://x.example/2.jpg")
    assert media.url(blog.id, "d") == "https://x.example/2.jpg"
    with pytest.raises(BlogMissing):
        media.uploaded(BlogId("gone"), "d", "https://x.example/1.jpg")
