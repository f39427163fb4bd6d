"""Posts are kept whole, listed newest first, and known by what was read of them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.errors import PostAmbiguous, PostChanged, PostMissing
from editor.domain.ledger import Copy, Intent, IntentKind
from editor.domain.post import (
    EPOCH,
    BlogId,
    Direction,
    Format,
    Post,
    PostId,
    PostSummary,
    Status,
    Travel,
)
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.posts import Posts
from tests.store.conftest import NOON, StillClock, a_blog, a_full_post, a_post

DIFFICULT = [
    "كتبتُ سطرًا with C++\u00a0and\u2028a line\u2029a paragraph\r\nCRLF\rCR\tTab\n",
    "می\u200cخواهم \u200fعلامات\u200e \u2067عزل\u2069 \ufeff",
    "e\u0301 and é are kept apart",
    "NUL \x00 inside",
    "half a \ud83d pair, and a whole 🖋 one",
    "'; DROP TABLE posts; --",
    "",
]


def test_every_field_comes_back(posts: Posts, blogs: Blogs) -> None:
    blog = a_blog()
    blogs.add(blog, "", keeps_drafts=True)
    full = replace(a_full_post(), blog=blog.id)
    plain = Post(full.id)
    for field in fields(Post):
        if field.name not in ("id", "updated"):
            assert getattr(full, field.name) != getattr(plain, field.name), field.name
    saved = posts.save(full)
    assert saved == replace(full, updated=NOON)
    assert posts.get(full.id) == saved


@pytest.mark.parametrize("text", DIFFICULT)
def test_every_character_comes_back(posts: Posts, text: str) -> None:
    post = a_post(title=text, body=text, slug=text, tags=(text,), extra=((text, text),))
    assert posts.get(posts.save(post).id) == replace(post, created=NOON, updated=NOON)
    assert posts.page()[0].title == text
    posts.search("line")


def test_a_missing_post(posts: Posts) -> None:
    with pytest.raises(PostMissing) as caught:
        posts.get(PostId("nothing"))
    assert caught.value.wanted == "nothing"


# --- found by a beginning of its id -------------------------------------------------------------


def test_finding_by_a_beginning(posts: Posts) -> None:
    first = posts.save(a_post(id=PostId("aaaa1111-0000-4000-8000-000000000001")))
    second = posts.save(a_post(id=PostId("aaaa2222-0000-4000-8000-000000000002")))
    assert posts.find("aaaa1") == first.id
    assert posts.find(" AAAA2222 ") == second.id
    assert posts.find(second.id) == second.id
    with pytest.raises(PostAmbiguous) as ambiguous:
        posts.find("aaaa")
    assert ambiguous.value.matches == 2
    for nothing in ("", "  ", "b", "aaaa%", "_", "aaaa1111-0000-4000-8000-000000000001x", "ا"):
        with pytest.raises(PostMissing):
            posts.find(nothing)


# --- saved --------------------------------------------------------------------------------------


def test_saving_says_when(posts: Posts, clock: StillClock) -> None:
    post = posts.save(a_post())
    assert (post.created, post.updated) == (NOON, NOON)
    clock.sleep(60)
    again = posts.save(replace(post, title="عنوان آخر"))
    assert (again.created, again.updated) == (NOON, NOON + timedelta(seconds=60))


def test_a_change_is_always_later_whatever_the_clock(posts: Posts, clock: StillClock) -> None:
    first = posts.save(a_post())
    second = posts.save(replace(first, title="2"))
    clock.moment = datetime(1999, 1, 1, tzinfo=UTC)
    third = posts.save(replace(second, title="3"))
    assert first.updated < second.updated < third.updated


def test_a_post_from_elsewhere_brings_its_own_past(posts: Posts, clock: StillClock) -> None:
    past = NOON - timedelta(days=400)
    post = posts.save(a_post(created=past, updated=past + timedelta(days=1)))
    assert (post.created, post.updated) == (past, past + timedelta(days=1))
    changed = posts.save(replace(post, title="الآن"))
    assert (changed.created, changed.updated) == (past, NOON)


def test_saving_the_same_again_changes_nothing(posts: Posts, clock: StillClock) -> None:
    post = posts.save(a_post())
    clock.sleep(60)
    assert posts.save(replace(post, updated=EPOCH, created=EPOCH)) == post
    assert posts.get(post.id) == post


def test_what_was_saved_meanwhile_is_not_overwritten(posts: Posts) -> None:
    read = posts.save(a_post())
    theirs = posts.save(replace(read, body="words of another window"))
    with pytest.raises(PostChanged) as caught:
        posts.save(replace(read, body="كلماتي"), expected=read.updated)
    assert caught.value.id == read.id
    assert posts.get(read.id) == theirs
    mine = posts.save(replace(read, body="كلماتي"), expected=theirs.updated)
    assert posts.get(read.id) == mine


def test_words_of_a_post_that_was_removed_meanwhile_are_kept(posts: Posts) -> None:
    post = posts.save(a_post())
    posts.remove(post.id)
    kept = posts.save(replace(post, body="ما زلت أكتب"), expected=post.updated)
    assert posts.get(post.id) == kept


def test_a_blog_nobody_knows_is_left_out(posts: Posts) -> None:
    assert posts.save(a_post(blog=BlogId("gone"))).blog is None


def test_a_failed_save_leaves_row_and_index_alone(
    posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = posts.save(a_post(body="قديم"))

    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("editor.store.indexing.index", fail)
    with pytest.raises(ZeroDivisionError):
        posts.save(replace(post, body="جديد"))
    assert posts.get(post.id) == post
    assert [found.id for found in posts.search("قديم")] == [post.id]
    assert posts.search("جديد") == []


# --- listed -------------------------------------------------------------------------------------


def test_the_list_is_newest_first_in_stretches(posts: Posts, clock: StillClock) -> None:
    ids = []
    for number in range(7):
        clock.sleep(1)
        ids.append(posts.save(a_post(title=str(number))).id)
    newest = list(reversed(ids))
    assert [post.id for post in posts.page()] == newest
    assert [post.id for post in posts.page(limit=3)] == newest[:3]
    assert [post.id for post in posts.page(limit=3, offset=3)] == newest[3:6]
    assert [post.id for post in posts.page(limit=3, offset=9)] == []
    assert posts.all_ids() == newest
    assert posts.count() == 7


def test_a_summary_says_what_a_list_shows(posts: Posts) -> None:
    post = posts.save(a_full_post())
    posts.restore(post.id)
    (summary,) = posts.page()
    for name in ("id", "title", "status", "language", "updated", "publish_at", "stays_here"):
        assert getattr(summary, name) == getattr(post, name)
    assert summary.version_of == post.version_of
    assert summary.direction is Direction.RTL
    assert "كتبتُ" in summary.opening
    nothing = {name: getattr(summary, name) for name in ("blog", "binned", "travel", "snippet")}
    assert nothing == {"blog": None, "binned": None, "travel": None, "snippet": ""}
    assert len(summary) == len(PostSummary._fields)


@pytest.mark.parametrize(
    ("post", "direction"),
    [
        (a_post(language="", body="A letter from the bridge, said النهر."), Direction.LTR),
        (a_post(language="", body="رسالة من النهر عن C++"), Direction.RTL),
        (a_post(language="ar", body="English words only"), Direction.RTL),
        (a_post(language="ar", direction=Direction.LTR), Direction.LTR),
        (a_post(language="", body="", title="عنوان بلا نص"), Direction.RTL),
        (
            a_post(language="", format=Format.HTML, body="<p class='x y z w v'>نص قصير</p>"),
            Direction.RTL,
        ),
    ],
)
def test_the_direction_is_settled_when_saved(
    posts: Posts, post: Post, direction: Direction
) -> None:
    posts.save(post)
    assert posts.page()[0].direction is direction


def test_the_list_can_be_narrowed(posts: Posts, blogs: Blogs) -> None:
    blog = a_blog()
    blogs.add(blog, "", keeps_drafts=True)
    draft = posts.save(a_post())
    live = posts.save(a_post(status=Status.PUBLISHED, blog=blog.id))
    binned = posts.save(a_post(blog=blog.id))
    posts.bin(binned.id)
    assert [post.id for post in posts.page(status=Status.PUBLISHED)] == [live.id]
    assert [post.id for post in posts.page(blog=blog.id)] == [live.id]
    assert [post.id for post in posts.page(binned=True)] == [binned.id]
    assert [post.id for post in posts.page(status=Status.PUBLISHED, binned=True)] == []
    assert (posts.count(), posts.count(binned=True), posts.count(status=Status.DRAFT)) == (2, 1, 1)
    assert draft.id in posts.all_ids()


# --- the bin ------------------------------------------------------------------------------------


def test_the_bin_and_back(posts: Posts, clock: StillClock) -> None:
    post = posts.save(a_post())
    clock.sleep(5)
    posts.bin(post.id)
    clock.sleep(5)
    posts.bin(post.id)
    assert posts.get(post.id) == replace(post, binned=NOON + timedelta(seconds=5))
    assert posts.page() == []
    assert posts.search("الجسر") == []
    posts.restore(post.id)
    assert posts.get(post.id) == post
    assert [found.id for found in posts.search("الجسر")] == [post.id]


def test_the_last_binned_comes_first(posts: Posts, clock: StillClock) -> None:
    ids = [posts.save(a_post()).id for _ in range(3)]
    for id in (ids[1], ids[2], ids[0]):
        clock.sleep(1)
        posts.bin(id)
    assert [post.id for post in posts.page(binned=True)] == [ids[0], ids[2], ids[1]]


def test_typing_on_does_not_take_a_post_out_of_the_bin(posts: Posts) -> None:
    post = posts.save(a_post())
    posts.bin(post.id)
    saved = posts.save(replace(post, body="كلمة أخيرة"), expected=post.updated)
    assert saved.binned == NOON
    assert posts.get(post.id).body == "كلمة أخيرة"
    assert posts.search("أخيرة") == []


@pytest.mark.parametrize("action", ["bin", "restore", "remove"])
def test_nothing_to_bin(posts: Posts, action: str) -> None:
    with pytest.raises(PostMissing):
        getattr(posts, action)(PostId("nothing"))


def test_what_is_removed_is_gone_from_the_file(
    notebook: Notebook, posts: Posts, media: Media, ledger: Ledger, blogs: Blogs, path: Path
) -> None:
    blog = a_blog()
    blogs.add(blog, "", keeps_drafts=True)
    shared, own = b"shared picture" * 1000, b"picture of its own" * 30_000
    stays = posts.save(a_post())
    goes = posts.save(a_post(title="Qwertyzebra سريzebra", body="unforgettableword " * 50))
    version = posts.save(a_post(version_of=goes.id))
    for data in (shared, own):
        media.add(goes.id, "a.png", data, "image/png", 1, 1)
    media.add(stays.id, "b.png", shared, "image/png", 1, 1)
    ledger.put(Copy(goes.id, blog.id, RemotePost(RemoteRef("7"), Version(), Status.DRAFT)))
    notebook.shrink_log()
    assert b"qwertyzebra" in path.read_bytes()

    posts.remove(goes.id)

    files = b"".join(each.read_bytes() for each in path.parent.iterdir())
    for word in (b"Qwertyzebra", b"qwertyzebra", b"unforgettableword", b"picture of its own"):
        assert word not in files
    assert media.get(stays.id, "b.png") is not None
    assert posts.get(version.id).version_of is None
    assert ledger.by_remote(blog.id, "7") is not None
    assert set(posts.all_ids()) == {stays.id, version.id}


# --- versions and travel --------------------------------------------------------------------------


def test_versions_of_a_post(posts: Posts) -> None:
    post = posts.save(a_post())
    first = posts.save(a_post(version_of=post.id, stays_here=True))
    second = posts.save(a_post(version_of=post.id, stays_here=True))
    assert posts.versions_of(post.id) == [first.id, second.id]
    posts.bin(first.id)
    assert posts.versions_of(post.id) == [second.id]


def test_travel_is_told_from_what_the_notebook_knows(
    posts: Posts, blogs: Blogs, ledger: Ledger
) -> None:
    blog, folder = a_blog(), a_blog(kind="folder", address="/srv/site", username="")
    blogs.add(blog, "", keeps_drafts=True)
    blogs.add(folder, "", keeps_drafts=False)

    def on_blog(post: Post, **fields: object) -> Copy:
        base = RemotePost(RemoteRef(post.id[:6]), Version("m"), post.status)
        copy = replace(Copy(post.id, blog.id, base, agreed=post.digest), **fields)
        ledger.put(copy)
        return copy

    def save(**values: object) -> Post:
        return posts.save(a_post(**{"blog": blog.id, **values}))

    live = Status.PUBLISHED
    expected: dict[PostId, Travel | None] = {
        save(blog=None).id: None,
        save(stays_here=True).id: None,
        save(blog=folder.id).id: None,
        save(title=" ", body="\n").id: None,
        save().id: Travel.WAITING,
        on_blog(save()).post: Travel.SYNCED,
        on_blog(save(), agreed="before").post: Travel.WAITING,
        on_blog(save(status=live)).post: Travel.SYNCED,
        on_blog(save(status=live), agreed="before").post: Travel.CHANGED_HERE,
        on_blog(save(), trouble="Rejected").post: Travel.TROUBLE,
        on_blog(save(status=live), conflict=True).post: Travel.CONFLICT,
    }
    said = save(status=live)
    ledger.intend(Intent(said.id, blog.id, IntentKind.PUBLISH, said, NOON))
    expected[said.id] = Travel.WAITING
    outrun = save(status=live)
    ledger.intend(Intent(outrun.id, blog.id, IntentKind.PUBLISH, outrun, NOON))
    expected[posts.save(replace(outrun, body="typed after")).id] = Travel.CHANGED_HERE
    elsewhere = save(blog=folder.id, status=live)
    on_blog(elsewhere, conflict=True)
    expected[elsewhere.id] = Travel.CONFLICT

    assert {post.id: post.travel for post in posts.page()} == expected
    pending = {Travel.WAITING, Travel.CHANGED_HERE, Travel.TROUBLE}
    assert dict(posts.unsettled(blog.id)) == {
        id: travel for id, travel in expected.items() if travel in pending
    }
    assert posts.unsettled(folder.id) == []
    assert posts.count_waiting() == 3
    save(status=Status.PENDING)
    gone = save(status=live)
    posts.bin(gone.id)
    assert posts.count_waiting() == 4
    ledger.intend(Intent(gone.id, blog.id, IntentKind.TRASH, gone, NOON))
    assert posts.count_waiting() == 5


def test_ten_thousand_posts_are_no_burden_to_the_list(posts: Posts, notebook: Notebook) -> None:
    """A page is read along an index that stands in its order and knows what it is narrowed by."""
    posts.save(a_post())
    seen: list[str] = []
    notebook.connection.set_trace_callback(seen.append)
    posts.page(limit=50, offset=5000)
    notebook.connection.set_trace_callback(None)
    plan = notebook.rows(f"EXPLAIN QUERY PLAN {seen[0]}")
    steps = [row["detail"] for row in plan]
    assert "SEARCH p USING INDEX idx_posts_listed (binned=?)" in steps
    assert not any("TEMP B-TREE" in step for step in steps)


def test_a_page_goes_on_from_a_line_even_where_moments_are_equal(posts: Posts) -> None:
    made = [posts.save(a_post(title=f"{n}", updated=NOON)).id for n in range(7)]
    seen: list[PostSummary] = []
    while page := posts.page(limit=3, after=seen[-1] if seen else None):
        seen += page
    assert [post.id for post in seen] == made[::-1]
    for id in made[:5]:
        posts.bin(id)
    first = posts.page(limit=2, binned=True)
    rest = posts.page(limit=9, binned=True, after=first[-1])
    assert {post.id for post in first + rest} == set(made[:5])
    assert len(first + rest) == 5
