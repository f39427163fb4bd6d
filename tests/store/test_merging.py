"""Two notebooks become one: nothing doubled, no words lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.course import Course
from editor.domain.errors import WorkCancelled
from editor.domain.ledger import Copy
from editor.domain.post import BlogId, Post, PostId, Status, new_post_id
from editor.domain.revision import Cause
from editor.store.blogs import Blogs
from editor.store.checking import check
from editor.store.database import Notebook
from editor.store.journal import Journal
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.merging import merge
from editor.store.posts import Posts
from editor.store.settings import Settings
from tests.store.conftest import StillClock, a_blog, a_full_post, a_post


@pytest.fixture
def other(tmp_path: Path, clock: StillClock) -> Iterator[Notebook]:
    opened = Notebook.open(tmp_path / "other.midad", clock)
    yield opened
    opened.close()


def _says(notebook: Notebook, post: Post) -> set[str]:
    """Everything the notebook has of a post: its words now, and every earlier state."""
    posts = Posts(notebook)
    history = posts.history.of_post(post.id)
    return {posts.get(post.id).body} | {
        posts.history.state(post.id, each.number).body for each in history
    }


def test_what_is_not_here_comes_whole(notebook: Notebook, other: Notebook) -> None:
    post = Posts(other).save(replace(a_full_post(), version_of=None))
    again = Posts(other).save(a_post())
    Posts(other).save(replace(again, body="كلمات أخرى تمامًا"))
    merged = merge(notebook, other)
    assert set(merged.new) == {post.id, again.id}
    assert Posts(notebook).get(post.id) == post
    assert Posts(notebook).get(again.id) == Posts(other).get(again.id)
    assert _says(notebook, again) == _says(other, again)
    assert len(Posts(notebook).search("كلمات")) == 1


def test_a_second_time_nothing_happens(
    notebook: Notebook, other: Notebook, clock: StillClock
) -> None:
    for n in range(5):
        post = Posts(other).save(a_post(body=f"جسر {n}"))
        Media(other).add(post.id, "a.png", b"x" * (n + 1), "image/png", 1, 1)
        Posts(notebook).save(replace(post, body=f"هنا {n}", updated=clock.now() + _hours(n - 2)))
    merge(notebook, other)
    tables = ("posts", "history", "media", "media_chunks", "pictures", "copies", "settings")
    before = [[tuple(row) for row in notebook.rows(f"SELECT * FROM {t}")] for t in tables]
    merged = merge(notebook, other)
    assert (merged.new, merged.renewed, merged.kept, merged.pictures) == ((), (), (), 0)
    assert [[tuple(row) for row in notebook.rows(f"SELECT * FROM {t}")] for t in tables] == before


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


def test_the_newer_words_stand_and_the_older_are_in_the_history(
    notebook: Notebook, other: Notebook, clock: StillClock
) -> None:
    ours, theirs = a_post(body="كلماتي القديمة"), a_post(body="كلماتي هنا")
    Posts(notebook).save(ours)
    Posts(other).save(replace(theirs, body="كلماتي هناك"))
    clock.sleep(3600)
    Posts(other).save(replace(ours, body="كلماتي الجديدة"))
    Posts(notebook).save(theirs)
    merged = merge(notebook, other)
    assert (merged.renewed, merged.kept) == ((ours.id,), (theirs.id,))
    assert Posts(notebook).get(ours.id).body == "كلماتي الجديدة"
    assert Posts(notebook).get(theirs.id).body == "كلماتي هنا"
    assert _says(notebook, ours) >= {"كلماتي القديمة", "كلماتي الجديدة"}
    assert _says(notebook, theirs) == {"كلماتي هنا", "كلماتي هناك"}
    for post in (ours, theirs):
        newest = Posts(notebook).history.of_post(post.id)[0]
        assert newest.cause is Cause.BROUGHT_IN
    clock.sleep(400 * 24 * 3600)
    assert Posts(notebook).history.thin(ours.id) == 0, "what gave way stays for good"


def test_words_that_were_typed_and_not_saved_come_too(
    notebook: Notebook, other: Notebook, clock: StillClock
) -> None:
    post = Posts(other).save(a_post(body="محفوظ"))
    clock.sleep(5)
    Journal(other).put(replace(post, body="محفوظ ومكتوب"), post.updated)
    merge(notebook, other)
    assert Posts(notebook).get(post.id).body == "محفوظ ومكتوب"


def test_what_was_binned_here_stays_binned_unless_it_was_written_on(
    notebook: Notebook, other: Notebook, clock: StillClock
) -> None:
    same, written = a_post(body="واحد"), a_post(body="اثنان")
    for post in (same, written):
        Posts(notebook).save(post)
        Posts(notebook).bin(post.id)
        Posts(other).save(post)
    clock.sleep(60)
    Posts(other).save(replace(written, body="اثنان وثلاثة"))
    merge(notebook, other)
    assert Posts(notebook).get(same.id).binned is not None
    assert Posts(notebook).get(written.id).binned is None
    assert [row.id for row in Posts(notebook).search("ثلاثة")] == [written.id]


def test_pictures_of_the_same_name_are_both_kept(
    notebook: Notebook, other: Notebook, clock: StillClock
) -> None:
    post = a_post(body="![](a.png)")
    Posts(notebook).save(post)
    Media(notebook).add(post.id, "a.png", b"ours", "image/png", 1, 1)
    clock.sleep(60)
    Posts(other).save(replace(post, body="![](a.png) new"))
    Media(other).add(post.id, "a.png", b"theirs", "image/png", 1, 1)
    merge(notebook, other)
    found = {
        item.name: Media(notebook).get(post.id, item.name) for item in _pictures(notebook, post)
    }
    data = {name: picture.data for name, picture in found.items() if picture}
    assert data == {"a.png": b"theirs", "a-2.png": b"ours"}


def _pictures(notebook: Notebook, post: Post) -> list:
    return Media(notebook).of_post(post.id)


def test_a_broken_picture_is_counted_and_left(notebook: Notebook, other: Notebook) -> None:
    post = Posts(other).save(a_post())
    Media(other).add(post.id, "a.png", random.Random(1).randbytes(400_000), "image/png", 1, 1)
    other.connection.execute("UPDATE media_chunks SET bytes = x'00' WHERE n = 1")
    merged = merge(notebook, other)
    assert (merged.pictures, merged.broken_pictures, len(merged.new)) == (0, 1, 1)


def test_a_post_that_cannot_be_read_stops_no_other(notebook: Notebook, other: Notebook) -> None:
    Posts(other).save(a_post())
    broken = Posts(other).save(a_post())
    other.connection.execute("UPDATE posts SET tags = '[' WHERE uuid = ?", (broken.id,))
    merged = merge(notebook, other)
    assert (len(merged.new), merged.unreadable) == (1, 1)


def test_ids_that_lead_elsewhere_are_not_taken(notebook: Notebook, other: Notebook) -> None:
    """Files are named by them: a lock by a blog's, an export by a post's."""
    blog = a_blog(id=BlogId("../../x"))
    Blogs(other).add(blog, "", keeps_drafts=True)
    Posts(other).save(a_post(id=PostId("../../../autostart/x")))
    fine = Posts(other).save(a_post(blog=blog.id))
    merged = merge(notebook, other)
    assert (merged.new, merged.unreadable, merged.blogs) == ((fine.id,), 1, ())
    assert Posts(notebook).get(fine.id).blog is None


def test_blogs_are_not_doubled_and_nothing_is_sent_twice(
    notebook: Notebook, other: Notebook
) -> None:
    mine, same, new = a_blog(), a_blog(), a_blog(address="https://other.example/", name="أخرى")
    Blogs(notebook).add(mine, "mine", keeps_drafts=True)
    Blogs(other).add(same, "theirs", keeps_drafts=True)
    Blogs(other).add(new, "", keeps_drafts=False)
    post = Posts(other).save(a_post(blog=same.id, status=Status.PUBLISHED))
    base = RemotePost(RemoteRef("7"), Version(), Status.PUBLISHED, body="<p>x</p>")
    Ledger(other).put(Copy(post.id, same.id, base, post.digest))
    Settings(notebook).put("theme", "mine")
    Settings(other).put("theme", "theirs")
    Settings(other).put("digits", "arabic")
    merged = merge(notebook, other)
    assert merged.blogs == (new.id,)
    assert [blog.id for blog in Blogs(notebook).all()] == [mine.id, new.id]
    assert Blogs(notebook).secret(mine.id) == "mine"
    assert Blogs(notebook).default() == Blogs(notebook).get(mine.id)
    assert Posts(notebook).get(post.id).blog == mine.id
    copy = Ledger(notebook).copy(post.id, mine.id)
    assert copy is not None
    assert copy.agreed == post.digest
    assert Settings(notebook).get("theme") == "mine"
    assert Settings(notebook).get("digits") == "arabic"


def test_what_was_stopped_can_be_begun_again(notebook: Notebook, other: Notebook) -> None:
    for _ in range(250):
        Posts(other).save(a_post(body="نص"))
    course = Course(lambda done, _total: course.stop() if done >= 100 else None)
    with pytest.raises(WorkCancelled):
        merge(notebook, other, course)
    assert 0 < Posts(notebook).count() < 250
    merged = merge(notebook, other)
    assert Posts(notebook).count() == 250
    assert len(merged.new) + merged.same == 250


STEP = st.tuples(
    st.sampled_from("AB"), st.integers(0, 3), st.text("ابت xyz", min_size=1, max_size=9)
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEP, max_size=14))
def test_no_words_are_lost_whatever_was_written_where(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    folder, clock = tmp_path_factory.mktemp("m"), StillClock()
    books = {name: Notebook.open(folder / f"{name}.midad", clock) for name in "AB"}
    ids = [new_post_id() for _ in range(4)]
    for name, which, body in steps:
        clock.sleep(400)
        Posts(books[name]).save(Post(id=ids[which], title="x", body=body))
    written = {(which, body) for _name, which, body in steps}
    merge(books["A"], books["B"])
    for which, body in written:
        assert body in _says(books["A"], Post(id=ids[which]))
    for notebook in books.values():
        notebook.close()
    assert check(folder / "A.midad").is_sound
