"""Earlier states in the notebook: kept in the save's transaction, given back whole."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import timedelta

import pytest

from editor.domain.errors import PostMissing, RevisionDamaged, RevisionMissing
from editor.domain.ledger import Intent, IntentKind
from editor.domain.post import Post, Status
from editor.domain.revision import Cause
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.posts import Posts
from tests.store.conftest import BODY, NOON, StillClock, a_blog, a_full_post, a_post

MINUTES = 60


def causes(posts: Posts, post: Post) -> list[Cause]:
    return [each.cause for each in posts.history.of_post(post.id)]


def typed(posts: Posts, clock: StillClock, post: Post, saves: int, every: int = 1) -> Post:
    """Somebody writes, saved every so many seconds."""
    for second in range(saves):
        clock.sleep(every)
        post = posts.save(replace(post, body=f"{post.body} كلمة{second}"), expected=post.updated)
    return post


def test_writing_is_kept_once_in_five_minutes(posts: Posts, clock: StillClock) -> None:
    post = typed(posts, clock, posts.save(a_post()), 16 * MINUTES // 10, every=10)
    kept = posts.history.of_post(post.id)
    assert [each.cause for each in kept] == [Cause.WRITTEN] * 3
    assert [each.moment for each in kept] == [
        NOON + timedelta(minutes=minutes, seconds=-10) for minutes in (15, 10, 5)
    ]
    assert kept[0].title == post.title
    assert kept[0].words == len(BODY.split()) + 15 * MINUTES // 10 - 1


def test_the_state_before_a_pause_is_kept(posts: Posts, clock: StillClock) -> None:
    post = typed(posts, clock, posts.save(a_post()), 3)
    clock.sleep(20 * MINUTES)
    later = typed(posts, clock, post, 3)
    (kept,) = posts.history.of_post(post.id)
    assert kept.cause is Cause.LEFT
    assert posts.history.state(post.id, kept.number) == post != later


def test_a_state_comes_back_with_every_field_and_every_byte(
    posts: Posts, clock: StillClock
) -> None:
    strange = (
        "one\r\ntwo\rthree\u2028four \u200f\u202b\ud800 می\u200cروم \U0001f9d1\u200d\U0001f33e"
    )
    post = posts.save(replace(a_full_post(), body=strange, title="عنوان \udfff", binned=None))
    posts.save(replace(post, body=""), cause=Cause.PULLED)
    (kept,) = posts.history.of_post(post.id)
    assert posts.history.state(post.id, kept.number) == post
    assert kept.title == post.title


def test_what_a_blog_brought_is_kept_before_it_is_changed(posts: Posts, clock: StillClock) -> None:
    mine = posts.save(a_post())
    clock.sleep(1)
    theirs = posts.save(replace(mine, body="نص جاء من المدونة"), cause=Cause.PULLED)
    post = typed(posts, clock, theirs, 20)
    assert causes(posts, post) == [Cause.ARRIVED, Cause.PULLED]
    arrived, before = posts.history.of_post(post.id)
    assert posts.history.state(post.id, arrived.number) == theirs
    assert posts.history.state(post.id, before.number) == mine


def test_what_came_whole_is_kept_before_it_is_changed(posts: Posts, clock: StillClock) -> None:
    brought = posts.save(a_post(body=BODY * 5))
    post = typed(posts, clock, brought, 20)
    assert causes(posts, post) == [Cause.ARRIVED]
    begun = posts.save(a_post(body="أول كلمة"))
    assert causes(posts, typed(posts, clock, begun, 20)) == []


def test_what_changes_no_word_keeps_nothing(posts: Posts, clock: StillClock) -> None:
    post = posts.save(a_post())
    clock.sleep(20 * MINUTES)
    post = posts.save(replace(post, status=Status.PUBLISHED))
    posts.save(replace(post, stays_here=True), cause=Cause.PULLED)
    assert posts.history.of_post(post.id) == []


def test_the_same_words_are_not_kept_twice(posts: Posts, clock: StillClock) -> None:
    post = posts.save(a_post())
    for cause in (Cause.LEFT, Cause.LEFT, Cause.PUBLISHED, Cause.LEFT):
        clock.sleep(20 * MINUTES)
        posts.history.keep(post, cause)
    assert causes(posts, post) == [Cause.PUBLISHED]
    posts.save(replace(post, body="سطر جديد"))
    assert causes(posts, post) == [Cause.PUBLISHED]


def test_a_new_post_has_no_history(posts: Posts, clock: StillClock) -> None:
    post = posts.save(Post(a_post().id))
    posts.history.keep(post, Cause.LEFT)
    clock.sleep(20 * MINUTES)
    posts.save(replace(post, body="أول كلمة"))
    assert posts.history.of_post(post.id) == []


def test_a_save_that_fails_keeps_nothing(
    posts: Posts, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = posts.save(a_post())

    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("editor.store.posts.indexing.index", fail)
    with pytest.raises(ZeroDivisionError):
        posts.save(replace(post, body=""))
    assert posts.history.of_post(post.id) == []
    assert posts.get(post.id) == post


def test_history_is_of_one_post_only(posts: Posts, clock: StillClock) -> None:
    one, other = posts.save(a_post()), posts.save(a_post())
    posts.save(replace(one, body=""))
    (kept,) = posts.history.of_post(one.id)
    with pytest.raises(RevisionMissing):
        posts.history.state(other.id, kept.number)
    with pytest.raises(RevisionMissing):
        posts.history.state(one.id, kept.number + 1)


def test_a_damaged_state_costs_no_other(posts: Posts, notebook: Notebook) -> None:
    post = posts.save(a_post())
    second = posts.save(replace(post, body="نص ثان " * 90))
    posts.save(replace(second, body=""))
    newer, older = posts.history.of_post(post.id)
    notebook.connection.execute(
        "UPDATE history SET state = x'00112233' WHERE number = ?", (newer.number,)
    )
    with pytest.raises(RevisionDamaged):
        posts.history.state(post.id, newer.number)
    assert posts.history.state(post.id, older.number) == post


def test_it_survives_the_bin_and_goes_with_the_post(
    posts: Posts, notebook: Notebook, clock: StillClock
) -> None:
    secret = "زمردة مخبأة" * 30
    post = posts.save(a_post(body=secret))
    posts.save(replace(post, body="شيء آخر"))
    posts.bin(post.id)
    (kept,) = posts.history.of_post(post.id)
    assert posts.history.state(post.id, kept.number).body == secret
    posts.restore(post.id)
    assert posts.history.of_post(post.id) == [kept]
    state = notebook.rows("SELECT state FROM history")[0]["state"]
    notebook.shrink_log()
    assert state in notebook.path.read_bytes()
    posts.remove(post.id)
    assert notebook.rows("SELECT * FROM history") == []
    assert state not in notebook.path.read_bytes()


def test_pictures_of_an_earlier_state_stay(posts: Posts, notebook: Notebook) -> None:
    """Nothing drops a picture but the removal of the last post that has it."""
    media = Media(notebook)
    post = posts.save(a_post(body="![الجسر](bridge.jpg)" + " كلام" * 90))
    media.add(post.id, "bridge.jpg", b"the bridge", "image/jpeg", 3, 2)
    posts.save(replace(post, body="بلا صورة"))
    other = posts.save(a_post())
    posts.bin(post.id)
    posts.remove(other.id)
    (kept,) = posts.history.of_post(post.id)
    assert "bridge.jpg" in posts.history.state(post.id, kept.number).body
    picture = media.get(post.id, "bridge.jpg")
    assert picture is not None
    assert picture.data == b"the bridge"


def test_thinning_follows_the_rule(posts: Posts, clock: StillClock) -> None:
    post = posts.save(a_post())
    post = typed(posts, clock, post, 10)
    for hour in range(40):
        clock.sleep(30 * MINUTES)
        post = posts.save(replace(post, body=post.body + f" {hour}"))
    young = a_post(created=clock.now(), updated=clock.now())
    posts.save(young)
    assert posts.history.long_ones() == []
    assert posts.history.thin(post.id) == 0
    before = posts.history.of_post(post.id)
    clock.moment += timedelta(days=300)
    assert posts.history.long_ones() == [post.id]
    gone = posts.history.thin(post.id)
    after = posts.history.of_post(post.id)
    assert gone == len(before) - len(after) > 20
    assert after[:10] == before[:10]
    assert posts.history.thin(post.id) == 0


def test_what_the_bin_may_let_go(
    posts: Posts, notebook: Notebook, blogs: Blogs, clock: StillClock
) -> None:
    blog = a_blog()
    blogs.add(blog, "", keeps_drafts=True)
    old, waiting, new, kept = (posts.save(a_post()) for _ in range(4))
    posts.bin(old.id)
    posts.bin(waiting.id)
    ledger = Ledger(notebook)
    intent = ledger.intend(Intent(waiting.id, blog.id, IntentKind.TRASH, waiting, NOON))
    clock.moment += timedelta(days=60)
    posts.bin(new.id)
    assert posts.disposable() == [old.id, new.id]
    assert posts.disposable(clock.moment - timedelta(days=59)) == [old.id]
    assert posts.disposable(clock.moment - timedelta(days=60)) == []
    ledger.finish(intent.id)
    assert set(posts.disposable()) == {old.id, waiting.id, new.id}
    with pytest.raises(PostMissing):
        posts.remove(old.id, a_post().id)
    assert old.id in posts.disposable()
    assert posts.get(kept.id) == kept


def test_causes_of_a_newer_midad_are_read(posts: Posts, notebook: Notebook) -> None:
    post = posts.save(a_post())
    posts.save(replace(post, body=""))
    notebook.connection.execute("UPDATE history SET cause = 'dreamt'")
    assert causes(posts, post) == [Cause.WRITTEN]


def test_a_state_holds_the_whole_post() -> None:
    """A field that Post gains later gets its default when an old state is read."""
    from editor.store.packing import pack, unpack

    post = a_full_post()
    assert unpack(Post, pack(post)) == post
    assert {field.name for field in dataclasses.fields(Post)} >= {"title", "body", "format"}
