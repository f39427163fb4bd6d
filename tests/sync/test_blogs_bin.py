"""The blog's bin and ours, as what lives at random (fuzz/) found them to differ."""

from __future__ import annotations

from dataclasses import replace

from editor.domain.post import Status, Travel
from editor.sync.report import Deed
from tests.sync.conftest import Writer
from tests.sync.happenings import BODY, THEIRS, trash, untrash, welcomed
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds, travel


def test_an_edit_that_was_kept_is_known_again_when_the_blog_gives_the_post_back(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, BODY + "\n\nتتمة")
    trash(server)
    assert deeds(writer.sync()) == [Deed.KEPT_EDIT]
    untrash(server)
    writer.sync()
    (row,) = writer.workspace.page()
    assert row.id == post.id, "not welcomed as a second post"
    assert not row.stays_here
    assert "تتمة" in server.alive[0].body


def test_an_edit_that_was_kept_and_shall_travel_again_makes_no_second_post(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, BODY + "\n\nتتمة")
    trash(server)
    writer.sync()
    writer.workspace.assign([post.id], writer.blog.id)
    untrash(server)
    writer.sync()
    writer.sync()
    assert len(server.posts) == 1
    assert len(writer.workspace.page()) == 1


def test_words_that_were_half_typed_when_a_kept_post_was_let_go_make_no_second_post(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, BODY + "\n\nتتمة")
    trash(server)
    writer.sync()
    base = writer.workspace.open_post(post.id)  # in the window, where it stays here
    writer.workspace.assign([post.id], writer.blog.id)
    writer.workspace.save(replace(base, body=base.body + " وأخرى"), base=base)
    writer.sync()
    assert [each.trashed for each in server.posts.values()] == [False]
    assert "وأخرى" in server.alive[0].body


def test_what_was_kept_travels_anew_when_the_blog_has_emptied_its_bin(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    writer.edit(post.id, BODY + "\n\nتتمة")
    trash(server)
    writer.sync()
    del server.posts["1"]
    writer.workspace.assign([post.id], writer.blog.id)
    assert deeds(writer.sync()) == [Deed.CREATED]
    assert "تتمة" in server.alive[0].body


def test_a_post_that_its_author_keeps_here_does_not_travel_because_of_a_bin(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("سر", BODY)
    writer.sync()
    writer.workspace.bin(post.id)
    writer.sync()
    writer.workspace.restore(post.id)
    writer.workspace.save(replace(writer.workspace.open_post(post.id), stays_here=True))
    untrash(server)
    writer.sync()
    assert writer.workspace.open_post(post.id).stays_here


def test_words_written_there_before_the_bin_are_met_when_the_post_is_sent_again(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    server.edit("1", body="<p>أول</p>\n<p>كلمات الزميلة</p>")
    trash(server)
    writer.edit(id, "أول وثان")
    assert deeds(writer.sync()) == [Deed.KEPT_EDIT]
    writer.workspace.assign([id], writer.blog.id)
    writer.sync()
    writer.sync()
    assert "كلمات الزميلة" in server.alive[0].body
    assert "أول وثان" in server.alive[0].body


def test_what_comes_into_the_bin_from_there_has_the_last_words_of_there(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    server.edit("1", body=THEIRS)
    trash(server)
    assert deeds(writer.sync()) == [Deed.BINNED]
    untrash(server)
    writer.sync()
    assert writer.workspace.open_post(id).body == "كلمات الزميلة"
    writer.edit(id, "كلمات الزميلة وأنا")
    writer.sync()
    assert "الزميلة" in server.alive[0].body


def test_binned_on_both_sides_and_restored_here_overwrites_nobody(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    server.edit("1", body="<p>أول</p>\n<p>كلمات الزميلة</p>")
    trash(server)
    writer.workspace.bin(id)
    writer.sync()
    writer.sync()
    writer.workspace.restore(id)
    writer.sync()
    writer.sync()
    assert "كلمات الزميلة" in server.alive[0].body


def test_a_live_post_that_comes_back_from_the_bin_as_a_draft_does_not_claim_to_be_live(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    trash(server)
    writer.sync()
    untrash(server)
    assert Deed.UNBINNED in deeds(writer.sync())
    assert writer.workspace.open_post(id).status is Status.DRAFT
    assert travel(writer, id) is Travel.SYNCED


def test_binned_with_its_publishing_still_to_go_and_edited_there(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.workspace.publish(id)
    server.edit("1", body=THEIRS)
    writer.workspace.bin(id)
    assert Deed.UNBINNED in deeds(writer.sync())
    assert writer.workspace.open_post(id).status is Status.DRAFT
    assert server.alive[0].status is Status.DRAFT


def test_tags_of_a_post_in_the_bin_go_there_when_the_blog_writes_on(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.workspace.save(replace(writer.workspace.open_post(id), tags=("سفر",)))
    server.edit("1", body="<p>أول</p>\n<p>كلمات الزميلة</p>")
    writer.workspace.bin(id)
    assert deeds(writer.sync())[:2] == [Deed.MERGED, Deed.UNBINNED]
    writer.sync()
    assert server.alive[0].tags == ("سفر",)
    assert "كلمات الزميلة" in writer.workspace.open_post(id).body


def test_a_live_post_written_on_before_the_bin_does_not_claim_to_be_live_when_it_comes_out(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    writer.edit(id, "أول\n\nلي")
    writer.workspace.bin(id)
    trash(server)
    writer.sync()
    untrash(server)
    assert Deed.UNBINNED in deeds(writer.sync())
    writer.sync()
    assert writer.workspace.open_post(id).status is Status.DRAFT
    assert server.alive[0].status is Status.DRAFT
    assert "لي" in server.alive[0].body
    assert travel(writer, id) is Travel.SYNCED


def test_a_post_of_two_versions_comes_out_of_the_bin_when_the_blog_writes_on(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.edit(id, "كلماتي")
    server.edit("1", body=THEIRS)
    assert deeds(writer.sync()) == [Deed.KEPT_BOTH]
    server.edit("1", body="<p>كلمات أخرى</p>")
    writer.workspace.bin(id)
    writer.sync()
    assert [row.id for row in writer.workspace.page() if row.version_of is None] == [id]
    assert "كلمات أخرى" in writer.every_word()
    assert "كلماتي" in writer.every_word()


def test_out_of_the_bin_a_post_stands_as_its_readers_see_it(
    writer: Writer, server: MemoryBlog
) -> None:
    live = welcomed(writer, server, Status.PUBLISHED)
    writer.workspace.unpublish(live)
    draft = writer.write("مسودة", BODY)
    writer.workspace.send(draft.id)
    writer.workspace.unpublish(live)
    writer.workspace.publish(draft.id)
    for id, status in ((live, Status.PUBLISHED), (draft.id, Status.DRAFT)):
        writer.workspace.bin(id)  # none of it was sent: the words go with it
        writer.workspace.restore(id)
        assert writer.workspace.open_post(id).status is status
        assert travel(writer, id) is Travel.SYNCED
    assert deeds(writer.sync()) == []
