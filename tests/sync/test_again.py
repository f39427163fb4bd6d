"""A blog that was removed and is added again, and a notebook that knows the posts already: one
post stays one."""

from __future__ import annotations

from collections.abc import Callable

from editor.domain.blog import Blog
from editor.domain.post import Status, Travel, new_blog_id
from editor.sync.report import Deed
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds, travel

BODY = "خرجنا مع الفجر، and the bridge was empty."


def remove(writer: Writer) -> None:
    writer.workspace.blogs.remove(writer.blog.id)


def add_again(writer: Writer, address: str = "https://ink.example/") -> None:
    blog = Blog(new_blog_id(), "wordpress", "Ink", address, is_default=True)
    writer.workspace._stores.blogs.add(blog, "", keeps_drafts=True)
    writer._connect()


def test_a_blog_removed_and_added_again_makes_no_post_twice(
    writer: Writer, server: MemoryBlog
) -> None:
    mine = writer.write("جسر", BODY)
    server.add("من هناك", "<p>نص</p>")
    writer.sync()
    remove(writer)
    add_again(writer)
    assert deeds(writer.sync()) == []
    assert len(writer.workspace.page()) == 2
    assert len(server.posts) == 2
    assert travel(writer, mine.id) is Travel.SYNCED


def test_what_was_written_on_both_sides_meanwhile_is_brought_together(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    remove(writer)
    writer.edit(post.id, BODY + "\n\nلي")
    server.edit("1", title="جسر الأئمة")
    add_again(writer)
    assert Deed.MERGED in deeds(writer.sync())
    assert len(server.posts) == 1
    assert "لي" in server.alive[0].body
    assert writer.workspace.open_post(post.id).title == "جسر الأئمة"


def test_a_live_post_of_a_blog_that_came_back_still_waits_for_its_author(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.sync()
    remove(writer)
    writer.edit(post.id, BODY + "\n\nنصف جملة")
    add_again(writer)
    assert deeds(writer.sync()) == [Deed.WAITING]
    assert "نصف جملة" not in server.alive[0].body
    assert server.alive[0].status is Status.PUBLISHED


def test_another_blog_knows_nothing_of_it(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.sync()
    remove(writer)
    add_again(writer, "https://other.example/")
    assert writer.workspace.open_post(post.id).blog is None
    assert writer.workspace.copies_of(post.id) == []
