"""Blogs, the default among them, and a password that leaves the file with its blog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.errors import BlogAmbiguous, BlogExists, BlogMissing
from editor.domain.ledger import Copy, Intent, IntentKind
from editor.domain.post import BlogId, Status
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.posts import Posts
from tests.store.conftest import NOON, a_blog, a_post

SECRET = "abcd EFGH 1234 سرّ"


def everything_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


def test_blogs_come_back_in_their_order(blogs: Blogs) -> None:
    first, second = a_blog(is_default=True), a_blog(address="https://two.example", cursor="7")
    blogs.add(first, SECRET, keeps_drafts=True)
    blogs.add(second, "", keeps_drafts=False)
    assert blogs.all() == [first, second]
    assert blogs.get(second.id) == second
    assert (blogs.secret(first.id), blogs.secret(second.id)) == (SECRET, "")
    assert (blogs.keeps_drafts(first.id), blogs.keeps_drafts(second.id)) == (True, False)


def test_the_first_becomes_the_default_and_gives_it_up_only_when_told(blogs: Blogs) -> None:
    assert blogs.default() is None
    first, second = a_blog(), a_blog(address="https://two.example")
    blogs.add(first, "", keeps_drafts=True)
    blogs.add(second, "", keeps_drafts=True)
    assert blogs.default() == replace(first, is_default=True)
    blogs.set_default(second.id)
    assert [blog.is_default for blog in blogs.all()] == [False, True]
    blogs.update(replace(second, is_default=False, name="اسم جديد"))
    assert blogs.default() == replace(second, is_default=True, name="اسم جديد")
    blogs.remove(second.id)
    assert blogs.default() == replace(first, is_default=True)


def test_one_that_says_it_is_the_default_becomes_it(blogs: Blogs) -> None:
    blogs.add(a_blog(), "", keeps_drafts=True)
    second = a_blog(address="https://two.example", is_default=True)
    blogs.add(second, "", keeps_drafts=True)
    assert [blog.is_default for blog in blogs.all()] == [False, True]


@pytest.mark.parametrize("address", ["https://ink.example/", "https://INK.example"])
def test_the_same_blog_twice(blogs: Blogs, address: str) -> None:
    blogs.add(a_blog(), "", keeps_drafts=True)
    with pytest.raises(BlogExists) as caught:
        blogs.add(a_blog(address=address), "", keeps_drafts=True)
    assert caught.value.address == address
    blogs.add(a_blog(address=address, username="sam"), "", keeps_drafts=True)
    assert len(blogs.all()) == 2


def test_finding_a_blog(blogs: Blogs) -> None:
    ink = a_blog(id=BlogId("aaaa1111"))
    other = a_blog(id=BlogId("aaaa2222"), name="Second", address="/srv/موقع", username="")
    blogs.add(ink, "", keeps_drafts=True)
    blogs.add(other, "", keeps_drafts=True)
    for text in ("حبر على النهر", "https://ink.example", " https://INK.example/ ", "aaaa1"):
        assert blogs.find(text).id == ink.id
    for text in ("second", "/srv/موقع/", "aaaa2222"):
        assert blogs.find(text).id == other.id
    for text in ("", "/", "nothing"):
        with pytest.raises(BlogMissing):
            blogs.find(text)
    with pytest.raises(BlogAmbiguous) as caught:
        blogs.find("aaaa")
    assert caught.value.matches == 2


def test_nothing_there(blogs: Blogs) -> None:
    missing = a_blog()
    for act in (blogs.get, blogs.secret, blogs.keeps_drafts, blogs.remove, blogs.set_default):
        with pytest.raises(BlogMissing):
            act(missing.id)
    with pytest.raises(BlogMissing):
        blogs.update(missing)


def test_a_password_is_in_no_name_of_a_blog(blogs: Blogs) -> None:
    blog = a_blog()
    blogs.add(blog, SECRET, keeps_drafts=True)
    assert SECRET not in repr(blogs.all()) + repr(blogs) + str(blogs.default())


def test_a_removed_blog_leaves_its_posts_and_nothing_else(
    notebook: Notebook, blogs: Blogs, posts: Posts, ledger: Ledger, media: Media, path: Path
) -> None:
    blog, other = a_blog(), a_blog(address="https://two.example")
    for each, secret in ((blog, SECRET), (other, "other secret")):
        blogs.add(each, secret, keeps_drafts=True)
    ours = posts.save(a_post(blog=blog.id))
    theirs = posts.save(a_post(blog=other.id))
    for post, each in ((ours, blog), (theirs, other)):
        ledger.put(Copy(post.id, each.id, RemotePost(RemoteRef("7"), Version(), Status.DRAFT)))
        ledger.intend(Intent(post.id, each.id, IntentKind.SEND, post, NOON))
        media.uploaded(each.id, "d1", "https://x.example/a.jpg")
    notebook.shrink_log()
    assert SECRET.encode() in path.read_bytes()

    blogs.remove(blog.id)

    assert SECRET.encode() not in everything_in(path.parent)
    assert b"other secret" in everything_in(path.parent)
    assert posts.get(ours.id).blog is None
    assert posts.get(theirs.id).blog == other.id
    assert ledger.copies(blog.id) == []
    assert [copy.post for copy in ledger.copies(other.id)] == [theirs.id]
    assert [intent.post for intent in ledger.intents()] == [theirs.id]
    assert media.url(blog.id, "d1") is None
    assert media.url(other.id, "d1") == "https://x.example/a.jpg"


def test_a_password_leaves_also_when_the_removal_is_part_of_more(
    notebook: Notebook, blogs: Blogs, path: Path
) -> None:
    blog = a_blog()
    blogs.add(blog, SECRET, keeps_drafts=True)
    with notebook.writing():
        blogs.remove(blog.id)
    assert SECRET.encode() not in everything_in(path.parent)


def test_a_changed_password_leaves_too(blogs: Blogs, path: Path) -> None:
    blog = a_blog()
    blogs.add(blog, SECRET, keeps_drafts=True)
    blogs.update(blog, secret="another", keeps_drafts=False)
    assert blogs.secret(blog.id) == "another"
    assert not blogs.keeps_drafts(blog.id)
    assert SECRET.encode() not in everything_in(path.parent)
