"""Comments on a real WordPress: seen, judged and answered, each reply exactly once."""

from __future__ import annotations

import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from editor.domain.blog import RemotePost
from editor.domain.comment import Comment, Verdict
from editor.domain.errors import OutcomeUnknown, RemoteGone, Unreachable
from editor.remotes.comments import Commented
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.contract.yards import WordPressYard, bring, sample
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress

# Readers write fast in tests, and one address may.
PATIENT = "<?php add_filter('comment_flood_filter', '__return_false', 99);"


@pytest.fixture
def yard(site: WordPress) -> WordPressYard:
    return WordPressYard(site)


@pytest.fixture
def post(yard: WordPressYard) -> RemotePost:
    """A published post."""
    return bring(yard.connect(), sample())


def say(yard: WordPressYard, post: RemotePost, text: str, author: str = "قارئ") -> None:
    """A reader writes below the post, with the blog's own form."""
    fields = {
        "comment_post_ID": post.ref.id,
        "author": author,
        "email": f"{uuid4().hex}@example.org",  # nobody whose words were approved before
        "comment": text,
    }
    request = urllib.request.Request(
        f"{yard.site.url}/wp-comments-post.php", urllib.parse.urlencode(fields).encode()
    )
    with yard.site.planted(PATIENT), urllib.request.urlopen(request, timeout=30):
        pass


def on(post: RemotePost, remote: Commented) -> list[Comment]:
    """What is below the post, oldest first."""
    listed = remote.comments((), ()).comments
    return sorted((each for each in listed if each.on == post.ref.id), key=lambda c: int(c.id))


def test_what_readers_write_is_seen_in_plain_words(yard: WordPressYard, post: RemotePost) -> None:
    say(yard, post, "مُدهش!\n<script>alert(1)</script> 2 < 3 & <b>bold</b>")
    remote = yard.connect()
    assert isinstance(remote, Commented)
    (comment,) = on(post, remote)
    assert comment.author == "قارئ"
    assert comment.verdict is Verdict.HELD
    assert comment.text.startswith("مُدهش!\n")
    assert "<script" not in comment.text
    assert "2 < 3 &" in comment.text
    assert comment.may_judge
    assert post.ref.id in comment.url or "#comment-" in comment.url


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_is_what_the_blog_says_then(
    yard: WordPressYard, post: RemotePost, verdict: Verdict
) -> None:
    say(yard, post, f"words {verdict}")
    remote = yard.connect()
    (comment,) = on(post, remote)
    assert remote.judge(comment.id, verdict).verdict is verdict
    assert remote.judge(comment.id, verdict).verdict is verdict, "said twice is no trouble"
    (again,) = on(post, remote)
    assert again.verdict is verdict
    assert remote.judge(comment.id, Verdict.APPROVED).verdict is Verdict.APPROVED


def test_a_comment_that_is_gone(yard: WordPressYard, post: RemotePost) -> None:
    say(yard, post, "soon gone")
    remote = yard.connect()
    (comment,) = on(post, remote)
    yard.ask("POST", f"/wp/v2/comments/{comment.id}", _method="DELETE", force="true")
    with pytest.raises(RemoteGone):
        remote.judge(comment.id, Verdict.SPAM)


def test_a_reply_goes_out_once_whatever_becomes_of_the_answer(
    yard: WordPressYard, post: RemotePost
) -> None:
    say(yard, post, "سؤال؟")
    (question,) = on(post, yard.connect())
    yard.connect().judge(question.id, Verdict.APPROVED)
    words = "جواب: 1 < 2 & <i>لا</i>\nسطر ثانٍ"
    with Proxy(yard.site.url) as proxy:
        remote = replace(yard, seen_as=proxy.url).connect()
        for fault in (Fault.CUT, Fault.CRASH, Fault.TRUNCATE):
            with (
                proxy.fault(fault, method="POST", path="/comments"),
                pytest.raises((OutcomeUnknown, Unreachable)),
            ):
                remote.reply(question.on, question.id, words + fault.name)
            made = remote.reply(question.on, question.id, words + fault.name)
            assert made.text == words + fault.name
            assert made.parent == question.id
    replies = [each for each in on(post, yard.connect()) if each.parent == question.id]
    assert len(replies) == 3
    assert all(each.verdict is Verdict.APPROVED for each in replies)
    seen = yard.readers_see(post)
    assert "&lt;i&gt;لا" in seen
    assert "<i>لا" not in seen


def test_only_what_is_new_is_listed_again(yard: WordPressYard, post: RemotePost) -> None:
    remote = yard.connect()
    for n in range(3):
        say(yard, post, f"number {n}")
    known = [each.id for each in on(post, remote)]
    with Proxy(yard.site.url) as proxy:
        seen = replace(yard, seen_as=proxy.url).connect()
        seen.comments(known, known)
        asked = [each.path for each in proxy.seen if "comments" in each.path]
    assert len(asked) == 1


def test_an_author_who_may_not_judge_sees_what_readers_see(
    site: WordPress, yard: WordPressYard, post: RemotePost
) -> None:
    say(yard, post, "held")
    say(yard, post, "shown")
    _, shown = on(post, yard.connect())
    yard.connect().judge(shown.id, Verdict.APPROVED)
    remote = WordPressYard(site, role="author").connect()
    (seen,) = on(post, remote)
    assert (seen.id, seen.may_judge) == (shown.id, False)


# --- and through the whole house ----------------------------------------------------------------


def a_workspace(folder: Path, site: WordPress) -> Workspace:
    workspace = open_workspace(folder / "notebook.midad")
    found = workspace.blogs.discover(site.url)
    workspace.blogs.add(found, "administrator", site.passwords["administrator"])
    return workspace


def test_two_computers_offline_and_a_reader(
    site: WordPress, yard: WordPressYard, post: RemotePost, tmp_path: Path
) -> None:
    title = post.title
    say(yard, post, "first!")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = a_workspace(tmp_path / "a", site), a_workspace(tmp_path / "b", site)
    try:
        for workspace in (one, two):
            assert not workspace.sync().errors
        (mine,) = (row for row in one.commenting.page() if row.comment.on == post.ref.id)
        assert mine.title == title
        assert one.commenting.count_held() >= 1
        one.commenting.judge(mine.blog, mine.comment.id, Verdict.APPROVED)
        one.commenting.reply(mine.blog, mine.comment.id, "أهلًا بك")
        (waiting,) = one.commenting.replies(mine.blog, mine.comment.id)
        assert waiting.waiting
        assert not one.sync().errors
        assert not one.sync().errors
        assert one.commenting.waiting_replies() == []
        assert not two.sync().errors
        (theirs,) = (
            row for row in two.commenting.page(words="first!") if row.comment.on == post.ref.id
        )
        assert theirs.comment.verdict is Verdict.APPROVED
        (reply,) = two.commenting.replies(theirs.blog, theirs.comment.id)
        assert reply.comment.text == "أهلًا بك"
    finally:
        one.close()
        two.close()


def test_a_comment_deleted_there_leaves_and_the_reply_to_it_stays(
    site: WordPress, yard: WordPressYard, post: RemotePost, tmp_path: Path
) -> None:
    say(yard, post, "to be deleted")
    workspace = a_workspace(tmp_path, site)
    try:
        workspace.sync()
        (row,) = (row for row in workspace.commenting.page() if row.comment.on == post.ref.id)
        workspace.commenting.reply(row.blog, row.comment.id, "words of mine")
        yard.ask("POST", f"/wp/v2/comments/{row.comment.id}", _method="DELETE", force="true")
        report = workspace.sync()
        assert workspace.commenting.get(row.blog, row.comment.id) is None
        (kept,) = workspace.commenting.waiting_replies()
        assert kept.comment.text == "words of mine"
        assert kept.trouble
        assert len(report.errors) == 1
        assert not workspace.sync().errors, "said once"
    finally:
        workspace.close()


def test_a_reply_that_a_killed_midad_had_sent_is_not_sent_again(
    site: WordPress, yard: WordPressYard, post: RemotePost, tmp_path: Path
) -> None:
    say(yard, post, "hello")
    workspace = a_workspace(tmp_path, site)
    workspace.sync()
    (row,) = (row for row in workspace.commenting.page() if row.comment.on == post.ref.id)
    workspace.commenting.reply(row.blog, row.comment.id, "once")
    workspace.close()
    remote = yard.connect()
    remote.reply(post.ref.id, row.comment.id, "once")  # what a killed Midad had done already
    again = open_workspace(tmp_path / "notebook.midad")
    try:
        assert not again.sync().errors
    finally:
        again.close()
    assert [each.text for each in on(post, remote)].count("once") == 1
