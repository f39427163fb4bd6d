"""What readers said, kept as it is, searched as posts are, and judged before a blog hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from editor.domain.blog import Blog
from editor.domain.comment import Comment, Verdict, WishKind
from editor.domain.errors import BlogMissing
from editor.domain.post import BlogId
from editor.store.blogs import Blogs
from editor.store.comments import Comments
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.posts import Posts
from tests.store.conftest import NOON, a_blog, a_post
from tests.store.test_ledger import a_copy

ONE = Comment("1", "7", "سالم", "مُدهِشٌ! <b>\u2028", NOON, Verdict.HELD, url="https://ink.example/#1")
TWO = Comment("2", "7", "Layla", "Thank you", NOON + timedelta(hours=1), Verdict.APPROVED, "1")


@pytest.fixture
def blog(blogs: Blogs) -> Blog:
    added = a_blog()
    blogs.add(added, "", keeps_drafts=True)
    return added


@pytest.fixture
def comments(notebook: Notebook) -> Comments:
    return Comments(notebook)


def test_comments_come_back_whole_with_their_post(
    comments: Comments, ledger: Ledger, posts: Posts, blog: Blog
) -> None:
    post = posts.save(a_post(title="جسر"))
    ledger.put(a_copy(post.id, blog.id, name="7"))
    assert comments.put(blog.id, [ONE, TWO])
    second, first = comments.page()
    assert (first.comment, second.comment) == (ONE, TWO)
    assert (first.post, first.title, first.blog) == (post.id, "جسر", blog.id)
    assert comments.replies(blog.id, "1") == [second]
    assert not comments.put(blog.id, [TWO, ONE]), "nothing new"
    assert comments.put(blog.id, [replace(ONE, verdict=Verdict.SPAM)])
    assert [row.comment.id for row in comments.page()] == ["2"]
    assert [row.comment.id for row in comments.page(verdict=Verdict.SPAM)] == ["1"]


def test_a_comment_on_a_post_that_is_not_here_is_one_all_the_same(
    comments: Comments, blog: Blog
) -> None:
    comments.put(blog.id, [ONE])
    (row,) = comments.page()
    assert (row.post, row.title) == (None, "")


@pytest.mark.parametrize("words", ["مدهش", "سالم", "مُدْهِش", " مدهش "])
def test_they_are_found_as_posts_are(comments: Comments, blog: Blog, words: str) -> None:
    comments.put(blog.id, [ONE, TWO])
    assert [row.comment.id for row in comments.page(words=words)] == ["1"]
    assert [row.comment.id for row in comments.page(words="THANK")] == ["2"]
    assert comments.page(words="no such thing") == []


def test_a_verdict_counts_here_before_the_blog_hears_of_it(comments: Comments, blog: Blog) -> None:
    comments.put(blog.id, [ONE])
    assert comments.count_held() == 1
    comments.want(blog.id, "1", Verdict.SPAM, NOON)
    assert comments.count_held() == 0
    assert comments.page() == []
    (row,) = comments.page(verdict=Verdict.SPAM)
    assert (row.comment.verdict, row.wanted) == (Verdict.HELD, Verdict.SPAM)
    comments.want(blog.id, "1", Verdict.APPROVED, NOON)
    (wish,) = comments.wishes(blog.id)
    assert (wish.kind, wish.verdict, wish.comment) == (WishKind.JUDGE, Verdict.APPROVED, "1")
    comments.want(blog.id, "1", Verdict.HELD, NOON)  # as it was: nothing to tell
    assert comments.wishes(blog.id) == []


def test_a_reply_waits_below_its_comment_and_can_be_taken_back(
    comments: Comments, blog: Blog
) -> None:
    comments.put(blog.id, [ONE, TWO])
    number = comments.answer(blog.id, "1", "أهلًا\ud83d", NOON)
    there, waiting = comments.replies(blog.id, "1")
    assert there.comment == TWO
    assert (waiting.waiting, waiting.comment.text) == (number, "أهلًا\ud83d")
    assert comments.waiting_replies() == [waiting]
    comments.note_trouble(number, "NotAllowed")
    assert comments.waiting_replies()[0].trouble == "NotAllowed"
    comments.finish(number)
    assert comments.waiting_replies() == []
    assert comments.answer(blog.id, "99", "to nobody", NOON) == 0


def test_a_reply_outlives_its_comment(comments: Comments, blog: Blog) -> None:
    comments.put(blog.id, [ONE])
    comments.answer(blog.id, "1", "كلماتي", NOON)
    comments.want(blog.id, "1", Verdict.SPAM, NOON)
    comments.drop(blog.id, ["1"])
    assert comments.page() == []
    assert [wish.kind for wish in comments.wishes(blog.id)] == [WishKind.REPLY]
    assert [row.comment.text for row in comments.waiting_replies()] == ["كلماتي"]


def test_they_go_with_their_blog(comments: Comments, blogs: Blogs, blog: Blog) -> None:
    comments.put(blog.id, [ONE])
    comments.answer(blog.id, "1", "x", NOON)
    blogs.remove(blog.id)
    assert comments.page() == []
    assert comments.waiting_replies() == []
    with pytest.raises(BlogMissing):
        comments.put(blog.id, [ONE])
    with pytest.raises(BlogMissing):
        comments.put(BlogId("none"), [])
