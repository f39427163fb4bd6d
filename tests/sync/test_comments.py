"""The author changes their mind while the blog is being told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.domain.blog import Blog
from editor.domain.comment import Comment, CommentListing, Verdict
from editor.domain.post import new_blog_id
from editor.store.comments import Comments
from editor.sync.comments import CommentSync
from editor.sync.report import CancelToken
from editor.workspace.assembly import open_workspace

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HELD = Comment("1", "7", "سالم", "سؤال؟", NOON, Verdict.HELD)


class SlowBlog:
    """Has one comment; `meanwhile` happens here while it answers."""

    def __init__(self) -> None:
        self.comment = HELD
        self.meanwhile: Callable[[], object] = lambda: None

    def comments(self, _known: Sequence[str], _held: Sequence[str]) -> CommentListing:
        return CommentListing((self.comment,), whole=True)

    def judge(self, _id: str, verdict: Verdict) -> Comment:
        self.comment = replace(self.comment, verdict=verdict)
        self.meanwhile()
        self.meanwhile = lambda: None
        return self.comment

    def reply(self, _on: str, _parent: str, _text: str) -> Comment:
        raise AssertionError


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Comments, Blog]]:
    workspace = open_workspace(tmp_path / "n.midad")
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example")
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    comments = Comments(workspace._stores.notebook)
    comments.put(blog.id, [HELD])
    yield comments, blog
    workspace.close()


@pytest.mark.parametrize("last", [Verdict.HELD, Verdict.SPAM, Verdict.APPROVED])
def test_the_last_word_is_the_authors(kept: tuple[Comments, Blog], last: Verdict) -> None:
    comments, blog = kept
    there = SlowBlog()
    there.meanwhile = lambda: comments.want(blog.id, "1", last, NOON)
    comments.want(blog.id, "1", Verdict.APPROVED, NOON)
    for _sync in range(2):
        CommentSync(comments, blog, there, lambda _error: None).run(CancelToken())
    assert there.comment.verdict is last
    row = comments.get(blog.id, "1")
    assert row is not None
    assert row.comment.verdict is last
    assert comments.wishes(blog.id) == []
