"""What a blog's words replace is kept, and so are they when they are replaced in turn."""

from __future__ import annotations

from editor.domain.revision import Cause
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog

MINE, THEIRS = "كلماتي أنا", "كلمات من المدونة"


def history(writer: Writer, id: str) -> list[tuple[Cause, str]]:
    kept = writer.workspace.history
    post = writer.workspace.find(id)
    return [(each.cause, kept.state(post, each.number).body) for each in kept.of(post)]


def test_words_from_the_blog_leave_the_authors_in_the_history(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", MINE)
    writer.sync()
    server.edit(server.alive[0].ref.id, body=THEIRS)
    writer.sync()
    assert writer.workspace.open_post(post.id).body == THEIRS
    assert history(writer, post.id) == [(Cause.PULLED, MINE)]
    writer.edit(post.id, THEIRS + " وكلمة")
    assert history(writer, post.id) == [(Cause.ARRIVED, THEIRS), (Cause.PULLED, MINE)]


def test_what_comes_back_from_the_bin_changed_leaves_what_was_there(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", MINE)
    writer.sync()
    writer.workspace._stores.posts.bin(post.id)
    server.edit(server.alive[0].ref.id, body=THEIRS)
    writer.sync()
    stored = writer.workspace.open_post(post.id)
    assert (stored.binned, stored.body) == (None, THEIRS)
    assert history(writer, post.id) == [(Cause.PULLED, MINE)]
