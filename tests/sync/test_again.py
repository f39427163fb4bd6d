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


# --- a notebook that was copied before its first sync ---------------------------------------------


def copied(make_writer: Callable[..., Writer], writer: Writer) -> Writer:
    """The same notebook at another computer."""
    import shutil

    other = make_writer()
    other.workspace.close()
    writer.workspace.close()
    shutil.copy(writer.path, other.path)
    writer.open()
    other.open()
    return other


def test_two_copies_of_a_notebook_send_each_post_once(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.write("دفتر", "- واحد\n- اثنان\n\n**ثلاثة** `C++`")
    other = copied(make_writer, writer)
    writer.sync()
    for there in list(server.posts):
        server.edit(there, key="")  # the blog has no trace of it after the first update
    other.sync()
    assert len(server.posts) == 2
    assert len(other.workspace.page()) == 2
    other.edit(post.id, BODY + "\n\nتتمة")
    other.sync()
    writer.sync()
    assert "تتمة" in writer.workspace.open_post(post.id).body
    assert len(server.posts) == 2


def test_what_was_written_on_in_one_copy_goes_to_the_same_post(
    make_writer: Callable[..., Writer], writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    other = copied(make_writer, writer)
    writer.sync()
    server.edit("1", key="", tags=("سفر",))
    other.workspace.clock.sleep(3600)  # so long that the state before is in the history
    other.edit(post.id, BODY + "\n\nتتمة")
    other.sync()
    assert len(server.posts) == 1
    assert "تتمة" in server.alive[0].body
    assert server.alive[0].tags == ("سفر",)


def test_the_same_title_over_other_words_is_another_post(
    writer: Writer, server: MemoryBlog
) -> None:
    writer.write("جسر", BODY)
    server.add("جسر", "<p>كلام آخر</p>")
    writer.sync()
    assert len(server.posts) == 2
    assert len(writer.workspace.page()) == 2
