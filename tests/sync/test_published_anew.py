"""Posts that the blog deleted for good or whose creation went unanswered, and that somebody
publishes anew: each stays one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from editor.domain.post import Status, Travel
from editor.sync.report import Deed
from tests.sync.conftest import Writer
from tests.sync.happenings import BODY, THEIRS, lost, quiet, trash
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds, travel


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
        assert [copy.base.ref.url for copy in each.workspace.copies_of(row.id)] == [""]
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


def test_a_creation_that_went_unanswered_is_known_by_its_title_alone(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.remote.after = lost("create")
    writer.sync()
    writer.remote.after = quiet
    server.edit("1", key="", body=THEIRS, status=Status.PUBLISHED)
    writer.sync()
    writer.sync()
    assert len(server.posts) == 1
    assert travel(writer, post.id) is Travel.CONFLICT  # nobody's words are lost
    assert "كلمات الزميلة" in writer.every_word()
    assert BODY in writer.every_word()


def test_a_post_much_like_one_that_went_unanswered_is_another_where_the_blog_was_never_read(
    writer: Writer, server: MemoryBlog
) -> None:
    server.add("الأسبوع الأول", f"<p>{BODY}</p>")
    post = writer.write("الأسبوع الثاني", BODY)
    writer.remote.before = lost("create")
    writer.workspace.send(post.id)  # without a look at what is there
    writer.remote.before = quiet
    writer.workspace.send(post.id)
    writer.sync()
    assert sorted(each.title for each in server.alive) == ["الأسبوع الأول", "الأسبوع الثاني"]
    assert len(writer.workspace.page()) == 2


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
