"""Stories in which something goes wrong at the worst moment: each was a bug once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.blog import Blog, Capabilities
from editor.domain.errors import NotAllowed, OutcomeUnknown, TooManyGone, Unreachable
from editor.domain.post import Status, Travel, new_blog_id
from editor.sync.report import Deed
from editor.workspace.assembly import open_workspace
from tests.sync.conftest import SteppingClock, Writer
from tests.sync.memory import MemoryBlog, MemoryRemote
from tests.sync.test_stories import _raising, deeds, travel

BODY = "خرجنا مع الفجر، and the **bridge** was empty."
THEIRS = "<p>كلمات الزميلة</p>"


def quiet(_act: str) -> None:
    """The network is well again."""


def test_words_that_were_not_sent_survive_a_bin_that_the_blog_overrules(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, "كلماتي الثمينة")
    writer.workspace.bin(post.id)
    server.edit("1", body=THEIRS)
    assert Deed.KEPT_BOTH in deeds(writer.sync())
    assert "كلماتي الثمينة" in writer.every_word()
    assert "كلمات الزميلة" in writer.every_word()


def test_a_lost_answer_before_the_bin_is_not_taken_for_somebody_elses_edit(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, BODY + " **جديد**")
    writer.remote.after = _raising(OutcomeUnknown(), at="update")
    writer.workspace.send(post.id)
    writer.remote.after = quiet
    writer.workspace.bin(post.id)
    writer.sync()
    writer.sync()
    assert "**جديد**" in writer.every_word()
    assert server.alive == []


@pytest.mark.parametrize("appended", [False, True])
def test_a_colleagues_edit_of_a_draft_whose_creation_went_unanswered_is_kept(
    writer: Writer, server: MemoryBlog, appended: bool
) -> None:
    writer.write("جسر", BODY)
    writer.remote.after = _raising(OutcomeUnknown(), at="create")
    writer.sync()
    writer.remote.after = quiet
    server.edit("1", body=(server.posts["1"].body if appended else "") + THEIRS)
    assert Deed.KEPT_BOTH in deeds(writer.sync())
    assert "كلمات الزميلة" in server.alive[0].body


def test_an_old_refusal_that_comes_through_later_does_not_undo_a_publish(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, "قديم")
    writer.remote.before = _raising(NotAllowed(action="edit"), at="update")
    writer.sync()
    writer.edit(post.id, "أقدم")
    writer.sync()
    assert len(writer.workspace._stores.ledger.intents(post=post.id)) == 1
    writer.remote.before = quiet
    writer.edit(post.id, "جديد منشور")
    writer.workspace.publish(post.id)
    writer.sync()
    writer.sync()
    assert server.alive[0].status is Status.PUBLISHED
    assert "جديد منشور" in server.alive[0].body


@pytest.mark.parametrize("published", [False, True])
def test_told_to_stay_here_before_the_network_was_back(
    writer: Writer, server: MemoryBlog, published: bool
) -> None:
    post = writer.write("سر", BODY)
    writer.remote.before = _raising(Unreachable())
    if published:
        writer.workspace.publish(post.id)
    writer.workspace.send(post.id)
    writer.remote.before = quiet
    writer.workspace.save(replace(writer.workspace.open_post(post.id), stays_here=True))
    writer.sync()
    assert server.alive == []


def test_an_update_without_a_changed_letter_overwrites_no_edit_on_the_blog(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    server.edit("1", body=THEIRS)
    writer.workspace.publish(post.id)
    assert deeds(writer.workspace.send(post.id))[0] is Deed.MERGED
    assert travel(writer, post.id) is Travel.SYNCED
    assert "الزميلة" in server.alive[0].body
    assert "الزميلة" in writer.workspace.open_post(post.id).body


def test_a_publish_that_meets_a_conflict_under_the_caret_is_not_forgotten(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", body=THEIRS)
    writer.workspace.publish(post.id)
    writer.workspace.typing(post.id, True)
    writer.workspace.send(post.id)
    writer.workspace.typing(post.id, False)
    assert deeds(writer.sync()) == [Deed.MERGED]


def test_a_restore_while_the_blogs_answer_to_the_bin_was_lost_stays_restored(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.workspace.bin(post.id)
    writer.remote.after = _raising(OutcomeUnknown(), at="delete")
    writer.sync()
    writer.remote.after = quiet
    writer.workspace.restore(post.id)
    writer.sync()
    assert [row.id for row in writer.workspace.page()] == [post.id]
    writer.sync()
    assert [there.title for there in server.alive] == ["جسر"]


def test_a_restore_in_the_middle_of_the_blogs_bin_does_not_claim_to_be_live(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    writer.workspace.bin(post.id)
    writer.remote.after = lambda act: (
        writer.workspace.restore(post.id) and None if act == "delete" else None
    )
    writer.workspace.send(post.id)
    writer.remote.after = quiet
    writer.sync()
    assert writer.workspace.open_post(post.id).status is Status.DRAFT
    assert [there.status for there in server.alive] == [Status.DRAFT]


def test_restored_from_the_bin_of_a_blog_that_has_none(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    writer = make_writer(drafts=False)
    writer.remote.capabilities = Capabilities(drafts=False, trash=False)
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    writer.workspace.bin(post.id)
    writer.sync()
    writer.workspace.restore(post.id)
    writer.sync()
    assert writer.workspace.open_post(post.id).status is Status.DRAFT


def test_the_guard_stops_deletions_and_nothing_else(writer: Writer, server: MemoryBlog) -> None:
    for number in range(5):
        server.add(str(number), "<p>x</p>")
    writer.sync()
    for id in list(server.posts)[:4]:
        del server.posts[id]
    writer.write("جديد", BODY)
    writer.sync()
    assert any(there.title == "جديد" for there in server.alive)
    assert len(writer.workspace.page()) == 6


def test_a_blog_that_was_emptied_on_purpose_is_followed_when_the_author_says_so(
    writer: Writer, server: MemoryBlog
) -> None:
    for number in range(5):
        server.add(f"تدوينة {number}", "نص")
    writer.sync()
    server.posts.clear()
    assert isinstance(writer.sync().errors[0].error, TooManyGone)
    assert len(writer.workspace.page()) == 5
    report = writer.workspace.sync(writer.blog.id, accept_deletions=True)
    assert {line.deed for line in report.lines} == {Deed.BINNED}
    assert writer.workspace.page() == []
    assert len(writer.workspace.page(binned=True)) == 5


def test_a_second_new_title_during_a_conflict_is_kept_too(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.workspace.save(replace(writer.workspace.open_post(post.id), title="عنواني"))
    server.edit("1", title="عنوان أول")
    writer.sync()
    server.edit("1", title="عنوان ثان")
    writer.sync()
    assert "عنوان أول" in writer.every_word()
    assert "عنوان ثان" in writer.every_word()


def test_binned_while_the_answer_to_its_creation_was_lost(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = _raising(OutcomeUnknown(), at="create")
    writer.workspace.send(post.id)
    writer.remote.after = quiet
    writer.workspace.bin(post.id)
    writer.sync()
    writer.sync()
    assert server.alive == []
    assert writer.workspace.page() == []


def test_taken_back_while_the_answer_to_its_publishing_was_lost(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.workspace.publish(post.id)
    writer.remote.after = _raising(OutcomeUnknown(), at="update")
    writer.workspace.send(post.id)
    writer.remote.after = quiet
    writer.workspace.unpublish(post.id)
    writer.sync()
    assert server.alive[0].status is Status.DRAFT
    assert travel(writer, post.id) is Travel.SYNCED


def test_gone_from_the_blog_restored_here_and_published_anew(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    del server.posts["1"]
    writer.sync()
    writer.workspace.restore(post.id)
    writer.workspace.publish(post.id)
    assert deeds(writer.workspace.send(post.id)) == [Deed.PUBLISHED]
    assert len(server.alive) == 1


def test_a_takedown_on_the_blog_is_seen_and_not_overridden(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    server.edit("1", status=Status.DRAFT)
    writer.edit(post.id, BODY + " تتمة")
    writer.workspace.publish(post.id)
    assert deeds(writer.workspace.send(post.id)) == [Deed.TAKEN, Deed.UPDATED]
    assert server.alive[0].status is Status.DRAFT
    assert writer.workspace.open_post(post.id).status is Status.DRAFT
    writer.workspace.publish(post.id)
    writer.sync()
    assert server.alive[0].status is Status.PUBLISHED
    assert "تتمة" in server.alive[0].body


# --- a post that moved to another blog --------------------------------------------------------


@pytest.fixture
def second(writer: Writer) -> tuple[MemoryBlog, Blog]:
    server = MemoryBlog()
    blog = Blog(id=new_blog_id(), kind="wordpress", name="two", address="https://two.example/")
    writer.workspace._stores.blogs.add(blog, "", keeps_drafts=True)
    writer.workspace.blogs._remotes[blog.id] = MemoryRemote(server)
    return server, blog


def test_a_blog_that_the_post_has_left_has_no_say_over_it(
    writer: Writer, server: MemoryBlog, second: tuple[MemoryBlog, Blog]
) -> None:
    there, blog = second
    post = writer.write("جسر", BODY)
    writer.sync()
    posts = writer.workspace._stores.posts
    posts.save(replace(posts.get(post.id), blog=blog.id))  # as it was possible once
    writer.workspace.publish(post.id, blog.id)
    writer.workspace.send(post.id)
    server.edit("1", trashed=True)
    writer.workspace.sync()
    assert [row.id for row in writer.workspace.page()] == [post.id]
    assert writer.workspace.open_post(post.id).status is Status.PUBLISHED
    assert there.alive[0].status is Status.PUBLISHED


def test_a_draft_that_changed_its_blog_before_the_network_was_back_goes_to_one(
    writer: Writer, server: MemoryBlog, second: tuple[MemoryBlog, Blog]
) -> None:
    there, blog = second
    post = writer.write("جسر", BODY)
    writer.remote.before = _raising(Unreachable())
    writer.workspace.send(post.id)
    writer.remote.before = quiet
    writer.workspace.save(replace(writer.workspace.open_post(post.id), blog=blog.id))
    writer.workspace.sync()
    assert server.alive == []
    assert [each.title for each in there.alive] == ["جسر"]


# --- the real folder, killed after it made the page ---------------------------------------------


@pytest.mark.parametrize("act", ["unpublish", "bin"])
def test_a_page_made_just_before_a_kill_can_be_taken_back(tmp_path: Path, act: str) -> None:
    workspace = open_workspace(tmp_path / "n.midad", SteppingClock())
    blog = workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")))
    workspace.sync()
    post = workspace.new_post("جسر", body=BODY)
    workspace.publish(post.id)
    remote = workspace.blogs.remote(blog.id)
    create = remote.create

    def killed(*arguments: object) -> None:
        create(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    remote.create = killed  # type: ignore[method-assign,assignment]
    with pytest.raises(KeyboardInterrupt):
        workspace.send(post.id)
    remote.create = create  # type: ignore[method-assign]
    getattr(workspace, act)(post.id)
    workspace.sync()
    workspace.sync()
    assert not list((tmp_path / "site").glob("2*/*/index.md"))
    workspace.close()
