"""The author changes their mind while the blog is being told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.domain.blog import Blog
from editor.domain.comment import Comment, CommentListing, Verdict
from editor.domain.errors import EditorError, ReplyIsPublic
from editor.domain.post import new_blog_id
from editor.store.comments import Comments
from editor.sync.comments import CommentSync
from editor.sync.report import CancelToken
from editor.workspace.assembly import open_workspace
from editor.workspace.messages import explain

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HELD = Comment("1", "7", "سالم", "سؤال؟", NOON, Verdict.HELD)


class SlowBlog:
    """Has one comment; `meanwhile` happens here while it answers."""

    def __init__(self) -> None:
        self.comment = HELD
        self.replies: list[Comment] = []
        self.asked: list[Sequence[str]] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def comments(self, _known: Sequence[str], held: Sequence[str]) -> CommentListing:
        self.asked.append(held)
        return CommentListing((self.comment, *self.replies), whole=True)

    def judge(self, _id: str, verdict: Verdict) -> Comment:
        self.comment = replace(self.comment, verdict=verdict)
        self.meanwhile()
        self.meanwhile = lambda: None
        return self.comment

    def reply(self, on: str, parent: str, text: str) -> Comment:
        self.meanwhile()
        made = Comment(str(len(self.replies) + 2), on, "ليلى", text, NOON, Verdict.APPROVED, parent)
        self.replies.append(made)
        return made


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


def run(comments: Comments, blog: Blog, there: SlowBlog) -> list[EditorError]:
    told: list[EditorError] = []
    CommentSync(comments, blog, there, told.append).run(CancelToken())
    return told


def test_an_answer_that_is_taken_back_before_its_turn_does_not_go_out(
    kept: tuple[Comments, Blog],
) -> None:
    comments, blog = kept
    there = SlowBlog()
    comments.answer(blog.id, "1", "أول", NOON)
    second = comments.answer(blog.id, "1", "ثان", NOON)
    there.meanwhile = lambda: comments.finish(second)
    assert run(comments, blog, there) == []
    assert [each.text for each in there.replies] == ["أول"]
    assert comments.wishes(blog.id) == []


def test_who_takes_an_answer_back_while_it_goes_out_hears_that_readers_have_it(
    kept: tuple[Comments, Blog],
) -> None:
    comments, blog = kept
    there = SlowBlog()
    number = comments.answer(blog.id, "1", "جواب", NOON)
    there.meanwhile = lambda: comments.finish(number)
    (told,) = run(comments, blog, there)
    assert isinstance(told, ReplyIsPublic)
    assert "already" in str(explain(told))
    assert [row.comment.text for row in comments.replies(blog.id, "1")] == ["جواب"]
    assert run(comments, blog, there) == [], "said once"
    assert len(there.replies) == 1


def test_once_a_day_all_that_is_known_is_asked_for(kept: tuple[Comments, Blog]) -> None:
    comments, blog = kept
    there = SlowBlog()
    there.comment = replace(HELD, verdict=Verdict.APPROVED)
    for all_known in (False, True):
        CommentSync(comments, blog, there, print).run(CancelToken(), all_known=all_known)
    run(comments, blog, there)
    assert there.asked == [["1"], ["1"], []]  # it waited; then all; then nothing waits
