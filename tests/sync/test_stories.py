"""What an author and a blog do to each other, told in plain names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from editor.domain.errors import NotAllowed, OutcomeUnknown, PostStaysHere, Unreachable
from editor.domain.post import Format, Status, Travel
from editor.sync.report import CancelToken, Deed
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog

BODY = "خرجنا مع الفجر، and the bridge was empty."


def deeds(report: object) -> list[Deed]:
    return [line.deed for line in report.lines]  # type: ignore[attr-defined]


def travel(writer: Writer, id: str) -> Travel | None:
    return next(row.travel for row in writer.workspace.page() if row.id == id)


def test_a_draft_travels_by_itself_and_stays_a_draft(writer: Writer, server: MemoryBlog) -> None:
    writer.write("دفتر الطريق", BODY)
    assert deeds(writer.sync()) == [Deed.CREATED]
    (there,) = server.alive
    assert (there.title, there.status) == ("دفتر الطريق", Status.DRAFT)


def test_a_second_sync_does_nothing(writer: Writer, server: MemoryBlog) -> None:
    writer.write("دفتر الطريق", BODY)
    writer.sync()
    writes = server.writes
    assert deeds(writer.sync()) == []
    assert server.writes == writes


def test_an_empty_draft_is_not_sent(writer: Writer, server: MemoryBlog) -> None:
    writer.write("", "")
    writer.sync()
    assert server.alive == []


def test_a_post_that_stays_here_stays_here(writer: Writer, server: MemoryBlog) -> None:
    post = writer.workspace.new_post("سر", body=BODY, local=True)
    writer.sync()
    assert server.alive == []
    with pytest.raises(PostStaysHere):
        writer.workspace.publish(post.id)


def test_a_change_to_a_published_post_waits_for_update(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    assert deeds(writer.workspace.send(post.id)) == [Deed.PUBLISHED]
    writer.edit(post.id, "نصف جملة")
    assert travel(writer, post.id) is Travel.CHANGED_HERE
    assert deeds(writer.sync()) == [Deed.WAITING]
    assert BODY in server.alive[0].body
    writer.workspace.publish(post.id)
    assert deeds(writer.sync()) == [Deed.UPDATED]
    assert "نصف جملة" in server.alive[0].body
    assert travel(writer, post.id) is Travel.SYNCED


def test_what_is_typed_after_publish_while_offline_does_not_go_live(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.before = _raising(Unreachable())
    writer.workspace.publish(post.id)
    assert deeds(writer.workspace.send(post.id)) == [Deed.FAILED]
    writer.edit(post.id, BODY + " نصف جملة")
    writer.remote.before = lambda _act: None
    writer.sync()
    assert server.alive[0].status is Status.PUBLISHED
    assert "نصف جملة" not in server.alive[0].body
    assert travel(writer, post.id) is Travel.CHANGED_HERE


def test_a_published_post_goes_through_a_draft_that_is_confirmed_first(
    writer: Writer, server: MemoryBlog
) -> None:
    seen = []
    writer.remote.after = lambda act: seen.append((act, server.alive[0].status))
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    assert seen[0] == ("create", Status.DRAFT)
    assert server.alive[0].status is Status.PUBLISHED


def test_a_post_of_the_blogs_arrives_with_its_own_html(writer: Writer, server: MemoryBlog) -> None:
    raw = '<p dir="rtl">نص &amp; <bdi>more</bdi></p>\r\n<iframe src="x"></iframe>'
    server.add("من المدونة", raw)
    assert deeds(writer.sync()) == [Deed.WELCOMED]
    (row,) = writer.workspace.page()
    post = writer.workspace.open_post(row.id)
    assert post.body == 'نص & <bdi>more</bdi>\n\n```{=html}\n<iframe src="x"></iframe>\n```'
    assert (post.format, post.status) == (Format.MARKDOWN, Status.PUBLISHED)
    assert deeds(writer.sync()) == []


def test_the_blogs_edit_of_an_untouched_post_is_taken(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", title="جسر الأئمة")
    assert deeds(writer.sync()) == [Deed.TAKEN]
    now = writer.workspace.open_post(post.id)
    assert now.title == "جسر الأئمة"
    assert (now.body, now.format) == (BODY, Format.MARKDOWN), "our Markdown is kept"


def test_both_edited_keeps_both_and_overwrites_nobody(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", body="<p>كلمات الزميلة</p>")
    writer.edit(post.id, "كلماتي")
    report = writer.sync()
    assert deeds(report) == [Deed.KEPT_BOTH]
    assert server.alive[0].body == "<p>كلمات الزميلة</p>"
    assert "كلمات الزميلة" in writer.every_word()
    assert "كلماتي" in writer.every_word()
    assert travel(writer, post.id) is Travel.CONFLICT
    assert deeds(writer.sync()) == [], "an open conflict asks nobody and sends nothing"


def test_choosing_mine_sends_mine(writer: Writer, server: MemoryBlog) -> None:
    post = _conflict(writer, server)
    writer.workspace.resolve(post, keep_mine=True)
    writer.sync()
    assert "كلماتي" in server.alive[0].body
    assert "كلمات الزميلة" in writer.every_word(), "the other version is in the bin"
    assert travel(writer, post) is Travel.SYNCED


def test_choosing_theirs_takes_theirs(writer: Writer, server: MemoryBlog) -> None:
    post = _conflict(writer, server)
    writer.workspace.resolve(post, keep_mine=False)
    assert writer.workspace.open_post(post).body == "كلمات الزميلة"
    assert deeds(writer.sync()) == []
    assert "كلماتي" in writer.every_word(), "my version is in the bin"
    assert travel(writer, post) is Travel.SYNCED


def test_a_publish_that_meets_an_edit_on_the_blog_overwrites_nobody(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", body="<p>كلمات الزميلة</p>")
    writer.workspace.publish(post.id)
    assert deeds(writer.workspace.send(post.id)) == [Deed.MERGED]
    assert server.alive[0].body == "<p>كلمات الزميلة</p>"
    assert deeds(writer.sync()) == []
    assert server.alive[0].status is Status.DRAFT, "the author has not read these words"


def test_a_publish_that_waits_offline_meets_an_edit_in_the_next_sync(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.workspace.publish(post.id)
    server.edit("1", body="<p>كلمات الزميلة</p>")
    assert deeds(writer.sync()) == [Deed.MERGED]
    assert server.alive[0].body == "<p>كلمات الزميلة</p>"
    assert server.alive[0].status is Status.DRAFT, "the author has not read these words"


def test_a_scheduled_post_that_cron_published_is_published_here(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    later = writer.workspace.clock.now() + timedelta(days=1)
    writer.workspace.save(replace(writer.workspace.open_post(post.id), publish_at=later))
    writer.workspace.publish(post.id)
    assert deeds(writer.sync()) == [Deed.SCHEDULED]
    assert writer.workspace.open_post(post.id).status is Status.SCHEDULED
    server.posts["1"] = replace(server.posts["1"], status=Status.PUBLISHED)  # tokens unmoved
    writer.sync()
    assert writer.workspace.open_post(post.id).status is Status.PUBLISHED


def test_binned_here_goes_to_the_blogs_bin_and_comes_back(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.workspace.bin(post.id)
    assert deeds(writer.sync()) == [Deed.TRASHED]
    assert server.alive == []
    assert deeds(writer.sync()) == []
    writer.workspace.restore(post.id)
    writer.sync()
    assert [there.title for there in server.alive] == ["جسر"]


def test_undo_of_the_bin_before_a_sync_tells_the_blog_nothing(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writes = server.writes
    writer.workspace.bin(post.id)
    writer.workspace.restore(post.id)
    assert deeds(writer.sync()) == []
    assert server.writes == writes


def test_deleted_there_untouched_here_goes_to_the_bin(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", trashed=True)
    assert deeds(writer.sync()) == [Deed.BINNED]
    assert writer.workspace.page() == []
    assert [row.id for row in writer.workspace.page(binned=True)] == [post.id]
    assert deeds(writer.sync()) == []


def test_deleted_there_written_on_here_keeps_the_words_and_sends_nothing(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    del server.posts["1"]
    writer.edit(post.id, "كلماتي")
    assert deeds(writer.sync()) == [Deed.KEPT_EDIT]
    assert writer.workspace.open_post(post.id).body == "كلماتي"
    assert deeds(writer.sync()) == []
    assert server.alive == []


def test_binned_here_while_the_blog_edits_keeps_the_edit(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.workspace.bin(post.id)
    server.edit("1", body="<p>كلمات الزميلة</p>")
    assert deeds(writer.sync()) == [Deed.UNBINNED]
    assert "كلمات الزميلة" in writer.workspace.open_post(post.id).body
    assert len(server.alive) == 1


def test_an_emptied_blog_deletes_nothing_here(writer: Writer, server: MemoryBlog) -> None:
    for number in range(6):
        server.add(f"تدوينة {number}", "<p>نص</p>")
    writer.sync()
    server.posts.clear()
    assert deeds(writer.sync()) == [Deed.FAILED]
    assert len(writer.workspace.page()) == 6


def test_a_post_under_the_caret_is_left_alone(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", title="جسر آخر")
    writer.workspace.typing(post.id, True)
    assert deeds(writer.sync()) == []
    assert writer.workspace.open_post(post.id).title == "جسر"
    writer.workspace.typing(post.id, False)
    assert deeds(writer.sync()) == [Deed.TAKEN]


def test_a_lost_answer_makes_no_second_post(writer: Writer, server: MemoryBlog) -> None:
    writer.write("جسر", BODY)
    writer.remote.after = _raising(OutcomeUnknown(), at="create")
    assert deeds(writer.sync()) == [Deed.FAILED]
    writer.remote.after = lambda _act: None
    writer.sync()
    assert [there.title for there in server.alive] == ["جسر"]


def test_an_edit_between_a_lost_answer_and_the_next_try_is_kept(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.remote.after = _raising(OutcomeUnknown(), at="create")
    writer.workspace.send(post.id)
    writer.remote.after = lambda _act: None
    server.edit("1", body="<p>كلمات الزميلة</p>")
    assert deeds(writer.workspace.send(post.id)) == [Deed.KEPT_BOTH]
    assert server.alive[0].body == "<p>كلمات الزميلة</p>"
    assert "كلمات الزميلة" in writer.every_word()


def test_a_lost_answer_to_an_update_is_no_conflict(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, "كلماتي")
    writer.remote.after = _raising(OutcomeUnknown(), at="update")
    writer.sync()
    writer.remote.after = lambda _act: None
    assert Deed.KEPT_BOTH not in deeds(writer.sync())
    assert travel(writer, post.id) is Travel.SYNCED
    assert len(writer.workspace.page()) == 1


def test_unpublish_makes_it_a_draft_there(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    writer.workspace.unpublish(post.id)
    assert deeds(writer.workspace.send(post.id)) == [Deed.UNPUBLISHED]
    assert server.alive[0].status is Status.DRAFT
    assert deeds(writer.sync()) == []


def test_a_blog_without_drafts_gets_none(make_writer: Callable[..., Writer]) -> None:
    writer = make_writer(drafts=False)
    post = writer.write("جسر", BODY)
    assert deeds(writer.sync()) == []
    writer.workspace.publish(post.id)
    assert deeds(writer.sync()) == [Deed.PUBLISHED]
    writer.workspace.unpublish(post.id)
    assert deeds(writer.sync()) == [Deed.UNPUBLISHED]
    assert deeds(writer.sync()) == []
    assert writer.workspace.open_post(post.id).status is Status.DRAFT


def test_two_computers_converge(make_writer: Callable[..., Writer], server: MemoryBlog) -> None:
    home, office = make_writer(), make_writer()
    post = home.write("جسر", BODY)
    home.sync()
    office.sync()
    (row,) = office.workspace.page()
    office.edit(row.id, "من المكتب")
    office.sync()
    assert deeds(home.sync()) == [Deed.TAKEN]
    assert home.workspace.open_post(post.id).body == "من المكتب"
    assert len(server.alive) == 1


def test_a_post_that_the_blog_refuses_to_publish_does_not_claim_to_be_live(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.remote.before = _raising(NotAllowed(action="publish"), at="update")
    writer.workspace.publish(post.id)
    assert deeds(writer.sync()) == [Deed.FAILED]
    assert writer.workspace.open_post(post.id).status is Status.DRAFT
    assert travel(writer, post.id) is Travel.TROUBLE
    writer.remote.before = lambda _act: None
    writer.edit(post.id, BODY + " كلمة")
    writer.sync()
    assert travel(writer, post.id) is Travel.SYNCED


def test_cancel_stops_between_posts_and_loses_nothing(writer: Writer, server: MemoryBlog) -> None:
    for number in range(3):
        writer.write(f"تدوينة {number}", BODY)
    cancel = CancelToken()
    writer.remote.after = lambda act: cancel.cancel() if act == "create" else None
    report = writer.workspace.sync(writer.blog.id, cancel=cancel)
    assert deeds(report)[-1] is Deed.FAILED
    writer.remote.after = lambda _act: None
    writer.sync()
    assert sorted(there.title for there in server.alive) == ["تدوينة 0", "تدوينة 1", "تدوينة 2"]


def _conflict(writer: Writer, server: MemoryBlog) -> str:
    post = writer.write("جسر", BODY)
    writer.sync()
    server.edit("1", body="<p>كلمات الزميلة</p>")
    writer.edit(post.id, "كلماتي")
    writer.sync()
    return post.id


def _raising(error: Exception, at: str = "") -> Callable[[str], None]:
    def act(name: str) -> None:
        if at in ("", name):
            raise error

    return act
