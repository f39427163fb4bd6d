"""Two people change one post: what becomes of it, told in plain names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from editor.domain.post import Status, Travel
from editor.sync.report import Deed
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog
from tests.sync.test_stories import deeds, travel

BODY = """خرجنا مع [الفجر][1] إلى الجسر.

* تمر
* خبز

The bridge was __empty__.

[1]: https://ink.example/dawn
"""


@pytest.fixture
def post(writer: Writer) -> str:
    """A draft that both sides have."""
    made = writer.write("جسر", BODY)
    writer.sync()
    return made.id


def body(writer: Writer, post: str) -> str:
    return writer.workspace.open_post(post).body  # type: ignore[arg-type]


def there(server: MemoryBlog) -> str:
    return server.alive[0].body


def edit_there(server: MemoryBlog, old: str, new: str) -> None:
    assert old in there(server)
    server.edit("1", body=there(server).replace(old, new))


def test_edits_of_neighbouring_paragraphs_are_merged_and_sent(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    edit_there(server, "خبز", "خبز وملح")
    writer.edit(post, BODY.replace("empty", "full"))  # type: ignore[arg-type]
    assert deeds(writer.sync()) == [Deed.MERGED, Deed.UPDATED]
    assert body(writer, post) == BODY.replace("* خبز", "- خبز وملح").replace(
        "empty", "full"
    ).replace("* تمر", "- تمر")
    assert "خبز وملح" in there(server)
    assert "full" in there(server)
    assert travel(writer, post) is Travel.SYNCED
    assert deeds(writer.sync()) == []


def test_edits_of_different_words_of_one_paragraph_are_merged(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    edit_there(server, "إلى الجسر", "إلى النهر")
    writer.edit(post, BODY.replace("خرجنا مع", "خرجنا قبل"))  # type: ignore[arg-type]
    assert Deed.MERGED in deeds(writer.sync())
    assert "خرجنا قبل" in there(server)
    assert "إلى النهر" in there(server)


def test_edits_of_the_same_words_keep_both(writer: Writer, server: MemoryBlog, post: str) -> None:
    edit_there(server, "الجسر", "النهر")
    writer.edit(post, BODY.replace("الجسر", "السوق"))  # type: ignore[arg-type]
    assert deeds(writer.sync()) == [Deed.KEPT_BOTH]
    assert "النهر" in there(server)
    assert "السوق" in body(writer, post)
    assert travel(writer, post) is Travel.CONFLICT


def test_my_markdown_stays_mine_where_the_blog_changed_nothing(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    edit_there(server, "خبز", "خبز وملح")
    assert deeds(writer.sync()) == [Deed.TAKEN]
    now = body(writer, post)
    assert "خرجنا مع [الفجر][1]" in now
    assert "__empty__" in now
    assert "[1]: https://ink.example/dawn" in now


def test_fields_are_merged_one_by_one(writer: Writer, server: MemoryBlog, post: str) -> None:
    server.edit("1", title="جسر الأئمة", tags=("سفر",))
    mine = writer.workspace.open_post(post)  # type: ignore[arg-type]
    writer.workspace.save(replace(mine, excerpt="مقتطف", tags=("نهر",)))
    assert Deed.MERGED in deeds(writer.sync())
    now = writer.workspace.open_post(post)  # type: ignore[arg-type]
    assert (now.title, now.excerpt, set(now.tags)) == ("جسر الأئمة", "مقتطف", {"سفر", "نهر"})
    assert (server.alive[0].excerpt, set(server.alive[0].tags)) == ("مقتطف", {"سفر", "نهر"})


def test_two_titles_keep_both(writer: Writer, server: MemoryBlog, post: str) -> None:
    server.edit("1", title="عنوانها")
    mine = writer.workspace.open_post(post)  # type: ignore[arg-type]
    writer.workspace.save(replace(mine, title="عنواني"))
    assert deeds(writer.sync()) == [Deed.KEPT_BOTH]


def test_the_word_to_update_what_readers_see_holds_for_the_merged_words(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    writer.workspace.publish(post)  # type: ignore[arg-type]
    writer.sync()
    writer.edit(post, BODY.replace("empty", "full"))  # type: ignore[arg-type]
    edit_there(server, "خبز", "خبز وملح")
    writer.workspace.publish(post)  # type: ignore[arg-type]
    assert deeds(writer.workspace.send(post)) == [Deed.MERGED, Deed.UPDATED]  # type: ignore[arg-type]
    assert "خبز وملح" in there(server)
    assert "full" in there(server)
    assert travel(writer, post) is Travel.SYNCED


def test_merged_words_of_a_live_post_wait_for_the_authors_word(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    writer.workspace.publish(post)  # type: ignore[arg-type]
    writer.sync()
    writer.edit(post, BODY.replace("empty", "full"))  # type: ignore[arg-type]
    edit_there(server, "خبز", "خبز وملح")
    assert deeds(writer.sync()) == [Deed.MERGED, Deed.WAITING]
    assert "full" not in there(server)
    assert travel(writer, post) is Travel.CHANGED_HERE


def test_a_draft_that_somebody_is_changing_there_does_not_go_live_unread(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    edit_there(server, "خبز", "نصف جم")
    writer.edit(post, BODY.replace("empty", "full"))  # type: ignore[arg-type]
    writer.workspace.publish(post)  # type: ignore[arg-type]
    writer.workspace.send(post)  # type: ignore[arg-type]
    writer.sync()
    assert server.alive[0].status is Status.DRAFT
    assert writer.workspace.open_post(post).status is Status.DRAFT  # type: ignore[arg-type]
    assert "نصف جم" in body(writer, post)
    assert "full" in body(writer, post)


def test_two_computers_that_were_offline_converge(
    make_writer: Callable[..., Writer], server: MemoryBlog
) -> None:
    home, office = make_writer(), make_writer()
    post = home.write("جسر", BODY)
    home.sync()
    office.sync()
    (row,) = office.workspace.page()
    office.edit(row.id, office.workspace.open_post(row.id).body.replace("empty", "full"))
    home.edit(post.id, BODY.replace("تمر", "تمر وزيت"))
    office.sync()
    home.sync()
    office.sync()
    for words in ("full", "تمر وزيت"):
        assert words in home.workspace.open_post(post.id).body
        assert words in office.workspace.open_post(row.id).body
        assert words in there(server)
    assert deeds(home.sync()) == deeds(office.sync()) == []


def test_the_history_has_what_was_before_the_merge(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    mine = BODY.replace("empty", "full")
    edit_there(server, "خبز", "خبز وملح")
    writer.edit(post, mine)  # type: ignore[arg-type]
    writer.sync()
    assert mine in [
        writer.workspace.history.state(post, each.number).body  # type: ignore[arg-type]
        for each in writer.workspace.history.of(post)  # type: ignore[arg-type]
    ]


def test_what_would_change_for_readers_is_told_word_by_word(
    writer: Writer, server: MemoryBlog, post: str
) -> None:
    history = writer.workspace.history
    (nothing,) = history.compare_with_blogs(post)  # type: ignore[arg-type]
    assert nothing.difference.is_empty
    writer.workspace.publish(post)  # type: ignore[arg-type]
    writer.sync()
    writer.edit(post, BODY.replace("empty", "full"))  # type: ignore[arg-type]
    (found,) = history.compare_with_blogs(post)  # type: ignore[arg-type]
    changed = [
        piece for line in found.difference.body for piece in line.pieces if piece.side != "both"
    ]
    assert [(str(piece.side), piece.text.strip("_. ")) for piece in changed] == [
        ("old", "empty"),
        ("new", "full"),
    ]


def test_a_post_of_no_blog_has_nothing_to_compare_with(writer: Writer) -> None:
    made = writer.workspace.new_post("سر", body=BODY, local=True)
    assert writer.workspace.history.compare_with_blogs(made.id) == []


def test_a_footnote_is_told_of_once(writer: Writer) -> None:
    notes = (
        "خرجنا مع [الفجر][1].[^1]\n\n[1]: https://ink.example/dawn\n\n[^1]: The bridge was empty."
    )
    made = writer.write("جسر", notes)
    writer.sync()
    history = writer.workspace.history
    (nothing,) = history.compare_with_blogs(made.id)
    assert nothing.difference.is_empty
    writer.edit(made.id, notes.replace("empty", "full"))
    (found,) = history.compare_with_blogs(made.id)
    assert found.difference.count() == (1, 1)
