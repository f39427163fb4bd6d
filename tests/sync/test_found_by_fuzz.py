"""What two Midads, a person in the blog's editor and a bad network found at random (fuzz/), each
told once in plain words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from editor.domain.errors import OutcomeUnknown
from editor.domain.post import Status, Travel
from editor.sync.report import Deed
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds, travel

BODY = "خرجنا مع الفجر، and the bridge was empty."
THEIRS = "<p>كلمات الزميلة</p>"


def quiet(_act: str) -> None:
    """Nothing happens."""


def lost(act: str) -> Callable[[str], None]:
    """The answer to `act` is lost."""

    def after(done: str) -> None:
        if done == act:
            raise OutcomeUnknown

    return after


def once(act: Callable[[], object]) -> Callable[[str], None]:
    """The first time, and never again."""
    left = [act]

    def between(_act: str) -> None:
        if left:
            left.pop()()

    return between


def welcomed(writer: Writer, server: MemoryBlog, status: Status = Status.DRAFT) -> str:
    """A post of the blog's, known here."""
    server.add("جسر", "<p>أول</p>", status)
    writer.sync()
    (row,) = writer.workspace.page()
    return row.id


# --- the blog's bin -------------------------------------------------------------------------------


def trash(server: MemoryBlog, **more: object) -> None:
    server.edit("1", trashed=True, status=Status.DRAFT, **more)


def untrash(server: MemoryBlog) -> None:
    server.edit("1", trashed=False)


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


# --- what the author asked for --------------------------------------------------------------------


def test_the_word_to_take_a_post_back_outlives_a_merge(writer: Writer, server: MemoryBlog) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    writer.edit(id, "أول\n\nلي")
    writer.workspace.unpublish(id)
    server.edit("1", title="جسر الأئمة")
    assert deeds(writer.sync()) == [Deed.MERGED, Deed.UNPUBLISHED]
    assert (server.alive[0].status, server.alive[0].title) == (Status.DRAFT, "جسر الأئمة")
    assert "لي" in server.alive[0].body


def test_a_word_to_take_back_what_somebody_published_since_sends_nothing_to_readers(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.workspace.publish(id)
    writer.workspace.unpublish(id)
    writer.edit(id, "أول\n\nنصف جملة")
    server.edit("1", status=Status.PUBLISHED, title="جسر الأئمة")
    writer.sync()
    assert "نصف جملة" not in server.alive[0].body
    assert writer.workspace.open_post(id).status is Status.PUBLISHED
    assert travel(writer, id) is Travel.CHANGED_HERE


def test_the_word_to_take_a_post_back_outlives_an_edit_that_changed_nothing(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    writer.workspace.unpublish(id)
    server.edit("1")
    writer.workspace.send(id)
    assert server.alive[0].status is Status.DRAFT


def test_a_conflict_leaves_the_post_standing_as_its_readers_see_it(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    writer.edit(id, "كلماتي")
    writer.workspace.unpublish(id)
    server.edit("1", body=THEIRS)
    assert deeds(writer.sync()) == [Deed.KEPT_BOTH]
    assert writer.workspace.open_post(id).status is Status.PUBLISHED
    writer.workspace.resolve(id, keep_mine=True)
    assert travel(writer, id) is Travel.CHANGED_HERE, "it waits, and says so"


def test_what_was_struck_out_with_an_earlier_word_is_not_done(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    writer.edit(id, "كلماتي")
    writer.workspace.publish(id)
    writer.remote.before = lost("update")
    writer.sync()
    writer.remote.before = quiet
    writer.workspace.publish(id)  # asked twice
    server.edit("1", body=THEIRS, status=Status.DRAFT)
    assert deeds(writer.sync()) == [Deed.KEPT_BOTH]
    assert (server.alive[0].body, server.alive[0].status) == (THEIRS, Status.DRAFT)


def test_a_draft_somebody_writes_while_it_is_published_waits_for_a_word_of_its_own(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.edit(id, "أول\n\nلي")
    writer.workspace.publish(id)
    words = "<p>أول</p>\n<p>نصف جملة</p>"
    writer.remote.between = once(lambda: server.edit("1", body=words, title="جسر الأئمة"))
    writer.sync()
    writer.sync()
    assert server.alive[0].status is Status.PUBLISHED
    assert "نصف جملة" not in server.alive[0].body
    assert "نصف جملة" in writer.every_word()
    assert travel(writer, id) in (Travel.CHANGED_HERE, Travel.CONFLICT)


def test_merged_words_of_a_draft_go_in_the_same_sync(writer: Writer, server: MemoryBlog) -> None:
    id = welcomed(writer, server)
    writer.edit(id, "أول\n\nلي")
    writer.remote.before = lambda act: (
        server.edit("1", title="جسر الأئمة") and None
        if act == "update" and server.posts["1"].title == "جسر"
        else None
    )
    assert deeds(writer.sync()) == [Deed.MERGED, Deed.UPDATED]
    assert "لي" in server.alive[0].body


# --- a creation whose answer was lost ------------------------------------------------------------


def test_a_kill_right_after_finding_somebody_elses_edit_does_not_lose_it(
    writer: Writer, server: MemoryBlog
) -> None:
    writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    server.edit("1", body=THEIRS)
    writer.remote.after = quiet
    put = writer.workspace._stores.ledger.put

    class Killed(BaseException):
        """The process ends."""

    def kill_after(copy: object) -> None:
        put(copy)  # type: ignore[arg-type]
        if not writer.workspace._stores.notebook.connection.in_transaction:
            raise Killed

    writer.workspace._stores.ledger.put = kill_after  # type: ignore[method-assign,assignment]
    with suppress(Killed):
        writer.sync()
    writer.workspace.close()
    writer.open()
    writer.sync()
    assert server.alive[0].body == THEIRS
    assert BODY in writer.every_word()


def test_a_draft_that_somebody_published_before_its_answer_came_stays_published(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    server.edit("1", status=Status.PUBLISHED)
    writer.edit(post.id, BODY + "\n\nنصف جملة")
    writer.sync()
    assert server.alive[0].status is Status.PUBLISHED
    assert "نصف جملة" not in server.alive[0].body
    assert travel(writer, post.id) is Travel.CHANGED_HERE


def test_tags_that_somebody_gave_it_before_its_answer_came_are_taken(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    server.edit("1", tags=("سفر",))
    writer.sync()
    assert writer.workspace.open_post(post.id).tags == ("سفر",)
    assert server.alive[0].tags == ("سفر",)


# --- an edit in the gap between looking and writing -----------------------------------------------


def test_an_edit_that_was_overwritten_in_the_gap_comes_back_into_the_post(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.edit(id, "أول\n\nلي")
    writer.remote.between = once(lambda: server.edit("1", body="<p>كلمات الزميلة أول</p>"))
    assert deeds(writer.sync()) == [Deed.MERGED, Deed.UPDATED, Deed.UPDATED]
    assert "كلمات الزميلة أول" in server.alive[0].body
    assert "لي" in server.alive[0].body


def test_an_edit_of_the_same_words_in_the_gap_is_kept_beside(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.edit(id, "كلماتي")
    writer.remote.between = once(lambda: server.edit("1", body=THEIRS))
    assert Deed.KEPT_BOTH in deeds(writer.sync())
    assert "كلمات الزميلة" in writer.every_word()
    assert "كلماتي" in server.alive[0].body
    writer.workspace.resolve(id, keep_mine=False)
    writer.sync()
    assert server.alive[0].body == THEIRS


def test_an_edit_in_the_gap_of_an_update_whose_answer_was_lost_comes_back(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server)
    writer.edit(id, "أول\n\nلي")
    writer.remote.between = once(lambda: server.edit("1", title="جسر الأئمة"))
    writer.remote.after = lost("update")
    writer.sync()
    writer.remote.after = quiet
    writer.sync()
    assert server.alive[0].title == "جسر الأئمة"
    assert "لي" in server.alive[0].body


def test_an_edit_in_the_gap_of_an_update_for_readers_reaches_them_too(
    writer: Writer, server: MemoryBlog
) -> None:
    id = welcomed(writer, server, Status.PUBLISHED)
    writer.edit(id, "أول\n\nلي")
    writer.workspace.publish(id)
    writer.remote.between = once(lambda: server.edit("1", title="جسر الأئمة"))
    writer.sync()
    assert (server.alive[0].title, server.alive[0].status) == ("جسر الأئمة", Status.PUBLISHED)
    assert "لي" in server.alive[0].body


def test_binned_before_the_answer_to_its_creation_and_edited_by_another(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    writer.workspace.bin(post.id)
    server.edit("1", body=THEIRS)
    assert Deed.KEPT_BOTH in deeds(writer.sync())
    assert post.id in [row.id for row in writer.workspace.page()], "out of the bin, to choose"


def test_a_creation_whose_answer_was_lost_is_known_where_another_computer_gave_it_a_title(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    other = make_writer()
    other.sync()
    (row,) = other.workspace.page()
    other.workspace.save(replace(other.workspace.open_post(row.id), title="جسر الأئمة"))
    other.sync()
    writer.sync()
    writer.sync()
    assert len(server.posts) == 1
    assert [each.id for each in writer.workspace.page()] == [post.id]
    assert writer.workspace.open_post(post.id).title == "جسر الأئمة"
    assert travel(writer, post.id) is Travel.SYNCED


def test_a_creation_whose_answer_was_lost_is_known_by_its_words_where_its_key_is_gone(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    server.edit("1", key="", status=Status.PUBLISHED)  # another computer has published it
    writer.workspace.save(replace(writer.workspace.open_post(post.id), title="جسر الأئمة"))
    writer.sync()
    writer.sync()
    assert len(server.posts) == 1
    assert len(writer.workspace.page()) == 1
    assert travel(writer, post.id) is Travel.CHANGED_HERE


# --- deleted for good, and published anew --------------------------------------------------------


def two_restored(make_writer: Callable[..., Writer], server: MemoryBlog) -> tuple[Writer, Writer]:
    """Two computers that knew a post, which the blog deleted for good; both have taken it from
    their bins, and mean to send it."""
    one, other = make_writer(), make_writer()
    one.write("جسر", BODY)
    one.sync()
    other.sync()
    server.posts.clear()
    for each in (one, other):
        assert deeds(each.sync()) == [Deed.BINNED]
        (row,) = each.workspace.page(binned=True)
        each.workspace.restore(row.id)
    return one, other


def assert_one(server: MemoryBlog, *writers: Writer) -> None:
    for writer in (*writers, *writers):
        writer.sync()
    assert len(server.alive) == 1
    for writer in writers:
        assert len([row for row in writer.workspace.page() if row.version_of is None]) == 1
        writes = server.writes
        assert deeds(writer.sync()) == []
        assert server.writes == writes


def test_two_computers_publish_a_deleted_post_anew_and_make_one_of_it(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    one, other = two_restored(make_writer, server)
    one.sync()
    assert_one(server, other, one)


def test_they_do_so_at_the_same_moment(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    one, other = two_restored(make_writer, server)
    other.remote.before = lambda act: one.sync() and None if act == "create" else None
    one.remote.before = lambda act: lost("create")(act) if act == "update" else None
    one.remote.after = lost("create")  # what it made has its key still
    other.sync()
    other.remote.before = one.remote.before = one.remote.after = quiet
    assert_one(server, other, one)


def test_both_wrote_on_before(make_writer: Callable[..., Writer], server: MemoryBlog) -> None:
    one, other = two_restored(make_writer, server)
    for writer, words in ((one, "من البيت"), (other, "من المكتب")):
        (row,) = writer.workspace.page()
        writer.edit(row.id, f"{BODY}\n\n{words}" if writer is one else f"{words}\n\n{BODY}")
        writer.sync()
    assert_one(server, one, other)
    assert "من البيت" in server.alive[0].body
    assert "من المكتب" in server.alive[0].body


def test_a_post_in_the_bin_comes_out_where_another_computer_published_it_anew(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    one, other = two_restored(make_writer, server)
    (row,) = other.workspace.page()
    other.workspace.bin(row.id)
    one.sync()
    assert deeds(other.sync()) == [Deed.MERGED, Deed.UNBINNED]
    assert [each.id for each in other.workspace.page()] == [row.id]
    assert_one(server, other, one)


def test_an_edit_that_was_kept_meets_the_post_that_another_computer_published_anew(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    one, other = make_writer(), make_writer()
    one.write("جسر", BODY)
    one.sync()
    other.sync()
    (row,) = other.workspace.page()
    other.edit(row.id, BODY + "\n\nتتمة")
    server.posts.clear()
    assert deeds(other.sync()) == [Deed.KEPT_EDIT]
    one.sync()
    (mine,) = one.workspace.page(binned=True)
    one.workspace.restore(mine.id)
    one.sync()
    other.sync()
    assert_one(server, one, other)
    assert "تتمة" in server.alive[0].body


def test_two_versions_of_a_post_the_blog_deletes_stay_here_and_meet_it_published_anew(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    one, other = make_writer(), make_writer()
    post = one.write("جسر", BODY)
    one.sync()
    other.sync()
    one.edit(post.id, "كلماتي")
    server.edit("1", body=THEIRS)
    assert deeds(one.sync()) == [Deed.KEPT_BOTH]
    other.sync()
    server.posts.clear()
    assert deeds(one.sync()) == [Deed.KEPT_EDIT]
    assert deeds(one.sync()) == []
    one.workspace.resolve(post.id, keep_mine=True)
    one.sync()
    assert server.posts == {}, "it stays here until its author lets it go"
    assert deeds(other.sync()) == [Deed.BINNED]
    (row,) = other.workspace.page(binned=True)
    other.workspace.restore(row.id)
    other.sync()
    one.sync()
    assert len([each for each in one.workspace.page() if each.version_of is None]) == 1
    assert "كلماتي" in one.every_word()
    assert len(server.alive) == 1


def test_a_bin_that_the_blog_emptied_makes_no_second_post_either(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    one, other = make_writer(), make_writer()
    one.write("جسر", BODY)
    one.sync()
    other.sync()
    trash(server)
    for each in (one, other):
        each.sync()
        (row,) = each.workspace.page(binned=True)
        each.workspace.restore(row.id)
    server.posts.clear()
    one.sync()
    assert_one(server, other, one)


def test_sending_one_post_alone_looks_whether_it_is_there_where_that_is_not_known(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    other = make_writer()
    other.sync()
    (row,) = other.workspace.page()
    other.workspace.save(replace(other.workspace.open_post(row.id), title="جسر الأئمة"))
    other.sync()  # which takes its key away
    writer.workspace.send(post.id)
    assert len(server.posts) == 1
    assert len(writer.workspace.page()) == 1


def test_a_creation_that_went_unanswered_is_known_from_the_bin(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    other = make_writer()
    other.sync()
    (row,) = other.workspace.page()
    other.edit(row.id, BODY + "\n\nتتمة")
    other.sync()  # which takes its key away
    writer.workspace.bin(post.id)
    writer.sync()
    writer.sync()
    assert len(server.posts) == 1
    assert "تتمة" in writer.every_word()


def test_a_stranger_below_a_title_that_was_deleted_stays_a_stranger(
    writer: Writer, server: MemoryBlog
) -> None:
    writer.write("جسر", BODY)
    writer.sync()
    server.posts.clear()
    writer.sync()
    server.add("جسر", THEIRS)
    writer.sync()
    assert len(writer.workspace.page()) == len(writer.workspace.page(binned=True)) == 1
