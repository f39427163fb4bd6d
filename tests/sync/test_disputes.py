"""Two versions of a post: seen with what both began with, made one again, and sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.errors import PostChanged
from editor.domain.post import Credit, Format, PostId, Travel, new_blog_id, new_post_id
from editor.domain.revision import Cause
from editor.sync.report import Deed, SyncReport
from editor.text.dispute import Dispute, open_places
from editor.text.sides import Kind, Pick, Take
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog

FIRST, SECOND, THIRD = "خرجنا مع الفجر.", "The road was long.", "ثم نمنا في الخان."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def in_dispute(writer: Writer, server: MemoryBlog, **there: object) -> PostId:
    """Both changed the second paragraph; there the third, too."""
    post = writer.write("جسر", BODY)
    writer.sync()
    (copy,) = writer.workspace.copies_of(post.id)
    body = copy.base.body.replace("long", "wide").replace("الخان", "البيت")
    server.edit("1", **({"body": body} | there))
    writer.edit(post.id, BODY.replace("long", "short"))
    writer.sync()
    return post.id


def dispute(writer: Writer, id: PostId) -> Dispute:
    found = writer.workspace.disputes.of(id)
    assert found is not None
    return found.dispute


def texts(writer: Writer, id: PostId) -> dict[Cause, str]:
    history = writer.workspace.history
    return {each.cause: history.state(id, each.number).body for each in history.of(id)}


def travel(writer: Writer, id: PostId) -> Travel | None:
    return next(row.travel for row in writer.workspace.page() if row.id == id)


def test_the_base_is_what_both_began_with(writer: Writer, server: MemoryBlog) -> None:
    seen = dispute(writer, in_dispute(writer, server))
    assert seen.base is not None
    assert seen.base.body.strip() == BODY.strip()
    assert [row.kind for row in seen.rows] == [Kind.SAME, Kind.CONFLICT, Kind.THEIRS]
    assert seen.fields == ()
    assert open_places(seen.proposals()) == [1]


def test_the_base_stays_where_the_blog_changes_once_more(
    writer: Writer, server: MemoryBlog
) -> None:
    id = in_dispute(writer, server)
    server.edit("1", body=server.posts["1"].body.replace("wide", "endless"))
    writer.sync()
    seen = dispute(writer, id)
    assert "endless" in seen.theirs.body
    assert seen.base is not None
    assert seen.base.body.strip() == BODY.strip()


def test_a_post_in_step_has_no_dispute(writer: Writer) -> None:
    assert writer.workspace.disputes.of(writer.write("جسر", BODY).id) is None


def test_what_was_chosen_row_by_row_goes_to_the_blog(writer: Writer, server: MemoryBlog) -> None:
    id = in_dispute(writer, server)
    seen = dispute(writer, id)
    picks = seen.proposals()
    picks[1] = Pick(Take.OWN, "The road was ours.\n\n")
    saved = writer.workspace.disputes.settle(seen, seen.settled(picks))
    assert saved.body.split("\n\n") == [
        FIRST,
        "The road was ours.",
        THIRD.replace("الخان", "البيت"),
    ]
    assert writer.workspace.disputes.of(id) is None
    writer.sync()
    assert "ours" in server.alive[0].body
    assert "البيت" in server.alive[0].body
    assert travel(writer, id) is Travel.SYNCED
    assert "wide" in writer.every_word(), "the other version is in the bin"
    kept = texts(writer, id)
    assert "short" in kept[Cause.SETTLED]
    assert "wide" in kept[Cause.NOT_TAKEN]


@pytest.mark.parametrize("take", [Take.MINE, Take.THEIRS])
def test_one_side_all_along_is_that_side(writer: Writer, server: MemoryBlog, take: Take) -> None:
    id = in_dispute(writer, server, title="جسر آخر")
    seen = dispute(writer, id)
    side = seen.mine if take is Take.MINE else seen.theirs
    saved = writer.workspace.disputes.settle(seen, seen.settled(seen.all_of(take)))
    assert (saved.title, saved.body) == (side.title, side.body)
    writer.sync()
    assert server.alive[0].title == side.title
    assert travel(writer, id) is Travel.SYNCED


def test_a_published_post_waits_for_its_authors_word(writer: Writer, server: MemoryBlog) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.workspace.send(post.id)
    (copy,) = writer.workspace.copies_of(post.id)
    server.edit("1", body=copy.base.body.replace("long", "wide"))
    writer.edit(post.id, BODY.replace("long", "short"))
    writer.sync()
    seen = dispute(writer, post.id)
    writer.workspace.disputes.settle(seen, seen.settled(seen.all_of(Take.MINE)))
    writer.sync()
    assert "wide" in server.alive[0].body
    assert travel(writer, post.id) is Travel.CHANGED_HERE
    writer.workspace.publish(post.id)
    writer.workspace.send(post.id)
    assert "short" in server.alive[0].body


def test_a_tag_of_mine_is_sent_where_only_it_is_left(writer: Writer, server: MemoryBlog) -> None:
    """The words are the blog's, the tags are not: the blog has to hear of them."""
    id = in_dispute(writer, server, tags=("نهر",))
    seen = dispute(writer, id)
    picks = seen.all_of(Take.THEIRS)
    picks[0] = Pick(Take.MINE)
    assert seen.fields[0].name == "tags"
    outcome = replace(seen.settled(picks), tags=("جسر",))
    writer.workspace.disputes.settle(seen, outcome)
    writer.sync()
    assert server.alive[0].tags == ("جسر",)


def test_fields_of_which_blogs_know_nothing_are_no_dispute(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    credited = replace(writer.workspace.open_post(post.id), credits=(Credit("author", "سلام"),))
    writer.workspace.save(credited)
    writer.sync()
    (copy,) = writer.workspace.copies_of(post.id)
    server.edit("1", body=copy.base.body.replace("long", "wide"), slug="bridge", credits=())
    writer.edit(post.id, BODY.replace("long", "short"))
    writer.sync()
    seen = dispute(writer, post.id)
    assert seen.fields == ()
    settled = writer.workspace.resolve(post.id, keep_mine=False)
    assert settled.credits == (Credit("author", "سلام"),)


def test_what_was_not_seen_is_not_decided(writer: Writer, server: MemoryBlog) -> None:
    id = in_dispute(writer, server)
    seen = dispute(writer, id)
    server.edit("1", body=server.posts["1"].body.replace("wide", "endless"))
    writer.sync()
    with pytest.raises(PostChanged):
        writer.workspace.disputes.settle(seen, seen.mine)
    with pytest.raises(PostChanged):
        writer.workspace.disputes.conclude(seen)
    assert dispute(writer, id).theirs.body != seen.theirs.body

    seen = dispute(writer, id)
    writer.edit(id, BODY.replace("long", "my own"))
    with pytest.raises(PostChanged):
        writer.workspace.disputes.settle(seen, seen.theirs)
    assert "my own" in writer.workspace.open_post(id).body


def test_an_ended_disputes_base_is_not_the_next_ones(writer: Writer, server: MemoryBlog) -> None:
    id = in_dispute(writer, server)
    writer.workspace.resolve(id, keep_mine=True)
    post = writer.workspace.open_post(id)
    writer.workspace.save_beside(replace(post, body="عند باب آخر"))
    assert dispute(writer, id).base is None


def test_words_kept_beside_know_what_they_were_written_upon(writer: Writer) -> None:
    base = writer.write("جسر", BODY)
    stored = writer.edit(base.id, BODY.replace("long", "short"))
    writer.workspace.save_beside(replace(base, body=BODY.replace("long", "wide")), base)
    found = writer.workspace.disputes.of(base.id)
    assert found is not None
    assert found.blog is None
    assert (found.dispute.base, found.dispute.mine) == (base, stored)
    assert [row.kind for row in found.dispute.rows] == [Kind.SAME, Kind.CONFLICT, Kind.SAME]


def test_an_older_notebook_finds_the_base_where_readers_got_it(
    writer: Writer, server: MemoryBlog
) -> None:
    post = writer.write("جسر", BODY)
    writer.workspace.publish(post.id)
    writer.workspace.send(post.id)
    (copy,) = writer.workspace.copies_of(post.id)
    server.edit("1", body=copy.base.body.replace("long", "wide"))
    writer.edit(post.id, BODY.replace("long", "short"))
    writer.sync()
    with writer.workspace._stores.notebook.writing() as connection:
        connection.execute("DELETE FROM history WHERE cause = 'shared'")
    base = dispute(writer, post.id).base
    assert base is not None
    assert base.body == BODY


def test_a_dispute_with_another_blog_stays_open(writer: Writer, server: MemoryBlog) -> None:
    """Two blogs, two other versions: who decides on one has not decided on the other."""
    id = in_dispute(writer, server)
    workspace = writer.workspace
    (copy,) = workspace.copies_of(id)
    address = "https://other.example/"
    other = replace(writer.blog, id=new_blog_id(), address=address, is_default=False)
    workspace._stores.blogs.add(other, "", keeps_drafts=True)
    words = "كلمات المدوّنة الأخرى\n"
    there = replace(copy.base, body=words, format=Format.MARKDOWN)
    workspace._stores.ledger.put(replace(copy, blog=other.id, base=there, chunks=()))
    post = workspace.open_post(id)
    workspace._stores.posts.save(
        replace(post, id=new_post_id(), body=words, version_of=id, stays_here=True)
    )
    found = workspace.disputes.of(id)
    assert found is not None
    assert found.blog == other.id
    workspace.disputes.settle(found.dispute, found.dispute.mine)
    left = workspace.disputes.of(id)
    assert left is not None
    assert left.blog == writer.blog.id
    assert "wide" in left.dispute.theirs.body
    assert travel(writer, id) is Travel.CONFLICT
    workspace.disputes.settle(left.dispute, left.dispute.mine)
    assert workspace.disputes.of(id) is None


def test_a_post_of_the_blogs_own_is_compared_block_by_block(
    writer: Writer, server: MemoryBlog
) -> None:
    """It came as HTML, with a piece that no Markdown says."""
    body = (
        '<p dir="rtl">خرجنا مع الفجر.</p>\n<p>The road was long.</p>\n'
        '<div class="box"><b>x</b></div>\n<ul>\n<li>تمر</li>\n<li>خبز</li>\n</ul>\n'
    )
    there = server.add("جسر", body)
    writer.sync()
    id = next(row.id for row in writer.workspace.page())
    here = writer.workspace.open_post(id).body
    writer.edit(id, here.replace("long", "short"))
    server.edit(there.ref.id, body=body.replace("long", "wide").replace("خبز", "ماء"))
    writer.sync()
    seen = dispute(writer, id)
    assert seen.base is not None
    assert seen.base.body == here
    kinds = [row.kind for row in seen.rows]
    assert kinds == [Kind.SAME, Kind.CONFLICT, Kind.SAME, Kind.THEIRS]
    picks = seen.proposals()
    picks[1] = Pick(Take.THEIRS)
    writer.workspace.disputes.settle(seen, seen.settled(picks))
    assert deeds(writer.sync()) == [], "the blog says so already, byte for byte"
    assert server.posts[there.ref.id].body == body.replace("long", "wide").replace("خبز", "ماء")


def deeds(report: SyncReport) -> list[Deed]:
    return [line.deed for line in report.lines]
