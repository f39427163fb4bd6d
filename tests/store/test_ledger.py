"""What blogs have, and what is still to be told to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from editor.domain.blog import Blog, RemoteHead, RemotePost, RemoteRef, Version
from editor.domain.chunk import Chunk, Part
from editor.domain.errors import BlogMissing
from editor.domain.ledger import Copy, Intent, IntentKind
from editor.domain.post import BlogId, PostId, Status
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.posts import Posts
from tests.store.conftest import NOON, StillClock, a_blog, a_full_post, a_post


@pytest.fixture
def blog(blogs: Blogs) -> Blog:
    added = a_blog()
    blogs.add(added, "", keeps_drafts=True)
    return added


@pytest.fixture
def other(blogs: Blogs, blog: Blog) -> Blog:
    added = a_blog(address="https://two.example")
    blogs.add(added, "", keeps_drafts=True)
    return added


def a_copy(post: PostId, blog: BlogId, name: str = "7") -> Copy:
    base = RemotePost(
        RemoteRef(name, f"https://ink.example/?p={name}"),
        Version("2026-11-20", "3", "d"),
        Status.PUBLISHED,
        title="عنوان",
        body="<!-- wp:paragraph -->\r\n<p>كما&nbsp;هو\u2028</p>",
        extra=(("meta", "1"),),
    )
    chunks = (
        Chunk("", "<!-- wp:paragraph -->\r\n", part=Part.PLACE),
        Chunk("كما هو", "<p>كما&nbsp;هو\u2028</p>", "d1"),
    )
    return Copy(post, blog, base, agreed="abc", trouble="Rejected", conflict=True, chunks=chunks)


def test_chunks_that_are_not_the_bases_body_are_not_kept(ledger: Ledger, blog: Blog) -> None:
    copy = a_copy(PostId("p1"), blog.id)
    ledger.put(replace(copy, chunks=copy.chunks[1:]))
    assert ledger.copy(PostId("p1"), blog.id) == replace(copy, chunks=())


def test_copies_come_back_whole(ledger: Ledger, blog: Blog, other: Blog) -> None:
    first, second = PostId("p1"), PostId("p2")
    copies = [a_copy(first, blog.id), a_copy(second, blog.id, "8"), a_copy(first, other.id)]
    for copy in copies:
        ledger.put(copy)
    assert ledger.copy(first, blog.id) == copies[0]
    assert ledger.by_remote(blog.id, "8") == copies[1]
    assert ledger.by_remote(other.id, "7") == copies[2]
    assert ledger.copies(blog.id) == copies[:2]
    assert ledger.copies_of(first) == [copies[0], copies[2]]
    assert ledger.copy(second, other.id) is None
    assert ledger.by_remote(other.id, "8") is None


def test_heads_say_what_the_copies_say_without_their_words(
    ledger: Ledger, blog: Blog, notebook: Notebook
) -> None:
    plain, binned = a_copy(PostId("p1"), blog.id), a_copy(PostId("p2"), blog.id, "8")
    binned = replace(binned, base=replace(binned.base, trashed=True, status=Status.DRAFT))
    torn = a_copy(PostId("p3"), blog.id, "9")
    torn = replace(torn, base=replace(torn.base, body="half a pair: \ud83d"), chunks=())
    for copy in (plain, binned, torn):
        ledger.put(copy)
    assert ledger.heads(blog.id) == {
        copy.base.ref.id: copy.base.head for copy in (plain, binned, torn)
    }
    early = '{"ref":{"id":"7"},"version":{"modified":"2026"},"status":"draft"}'
    with notebook.writing() as connection:
        connection.execute("UPDATE copies SET base = ? WHERE remote = '7'", (early,))
    head = ledger.heads(blog.id)["7"]
    assert head == RemoteHead(RemoteRef("7"), Version("2026"), Status.DRAFT)


def test_of_two_copies_with_one_name_the_later_is_meant(ledger: Ledger, blog: Blog) -> None:
    for id in ("p1", "p2"):
        ledger.put(a_copy(PostId(id), blog.id))
    found = ledger.by_remote(blog.id, "7")
    assert found is not None
    assert found.post == "p2"


def test_a_copy_is_replaced_and_forgotten(ledger: Ledger, blog: Blog) -> None:
    copy = a_copy(PostId("p1"), blog.id)
    ledger.put(copy)
    ledger.put(replace(copy, agreed="", conflict=False, trouble="", base=replace(copy.base)))
    assert ledger.copies(blog.id) == [replace(copy, agreed="", conflict=False, trouble="")]
    ledger.forget(copy.post, copy.blog)
    ledger.forget(copy.post, copy.blog)
    assert ledger.copies(blog.id) == []


def test_intents_wait_in_their_order(ledger: Ledger, blog: Blog, other: Blog) -> None:
    posts = [a_post(), a_full_post(), a_post(body="half a \ud83d pair")]
    written = [
        ledger.intend(Intent(post.id, where.id, kind, post, NOON + timedelta(seconds=n)))
        for n, (post, where, kind) in enumerate(
            [
                (posts[0], blog, IntentKind.SEND),
                (posts[1], other, IntentKind.PUBLISH),
                (posts[2], blog, IntentKind.TRASH),
            ]
        )
    ]
    assert ledger.intents() == written
    assert ledger.intents(blog.id) == [written[0], written[2]]
    assert ledger.intents(post=posts[1].id) == [written[1]]
    assert ledger.intents(other.id, posts[0].id) == []
    assert len({intent.id for intent in written} - {0}) == 3
    ledger.finish(written[0].id)
    ledger.finish(written[0].id)
    assert ledger.intents() == written[1:]


def test_the_last_word_counts_but_an_attempt_is_not_forgotten(ledger: Ledger, blog: Blog) -> None:
    post = a_post()
    first = ledger.intend(Intent(post.id, blog.id, IntentKind.SEND, post, NOON))
    changed = replace(post, title="عنوان آخر")
    second = ledger.intend(Intent(post.id, blog.id, IntentKind.PUBLISH, changed, NOON))
    assert ledger.intents() == [second]
    ledger.mark_sent(second.id)
    third = ledger.intend(Intent(post.id, blog.id, IntentKind.UNPUBLISH, post, NOON))
    assert ledger.intents() == [replace(second, sent=True), third]
    assert third.id > second.id > first.id


def test_a_number_is_never_given_twice(ledger: Ledger, blog: Blog) -> None:
    """Else an outbox that comes back late would strike out what was intended meanwhile."""
    post = a_post()
    old = ledger.intend(Intent(post.id, blog.id, IntentKind.SEND, post, NOON))
    new = ledger.intend(Intent(post.id, blog.id, IntentKind.PUBLISH, post, NOON))
    ledger.finish(old.id)
    assert ledger.intents() == [new]


def test_an_intent_survives_the_end_of_the_program(
    path: Path, clock: StillClock, notebook: Notebook, ledger: Ledger, blog: Blog, posts: Posts
) -> None:
    post = posts.save(a_post(blog=blog.id))
    intent = ledger.intend(Intent(post.id, blog.id, IntentKind.TRASH, post, NOON))
    posts.remove(post.id)
    notebook.close()
    again = Notebook.open(path, clock)
    assert Ledger(again).intents() == [intent]
    again.close()


def test_a_blog_that_was_removed_meanwhile(ledger: Ledger) -> None:
    gone = BlogId("gone")
    with pytest.raises(BlogMissing):
        ledger.put(a_copy(PostId("p1"), gone))
    post = a_post()
    with pytest.raises(BlogMissing):
        ledger.intend(Intent(post.id, gone, IntentKind.SEND, post, NOON))
