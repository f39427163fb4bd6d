"""What two Midads, a person in the blog's editor and a bad network found at random (fuzz/), each
told once in plain words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from editor.domain.post import Status, Travel
from editor.sync.report import Deed
from tests.sync.conftest import Writer
from tests.sync.happenings import BODY, THEIRS, lost, once, quiet, welcomed
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds, travel

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
