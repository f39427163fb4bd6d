"""A search is narrowed by pairs, shows its first finds at once, and is given up when asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.domain.post import Post, Status
from editor.store import search
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.text.query import parse
from tests.store.conftest import a_blog, a_post
from tests.store.test_search import marked


def day(year: int, month: int = 6, day_: int = 15) -> datetime:
    return datetime(year, month, day_, 12, tzinfo=UTC)


@pytest.fixture
def shelf(posts: Posts, blogs: Blogs) -> dict[str, Post]:
    """Four posts with the word حبر, each unlike the others; and one in the bin."""
    river = a_blog(name="حبر على النهر")
    other = a_blog(name="Notes", address="https://notes.example/")
    blogs.add(river, "", keeps_drafts=True)
    blogs.add(other, "", keeps_drafts=True)
    made = {
        "draft": a_post(
            title="أ", body="حبر أزرق", tags=("شعر",), updated=day(2024), blog=river.id
        ),
        "live": a_post(
            title="ب",
            body="حبر أسود",
            tags=("قصة قصيرة",),
            status=Status.PUBLISHED,
            language="ckb",
            updated=day(2025),
            blog=other.id,
        ),
        "english": a_post(
            title="c", body="حبر and ink", tags=(), language="en-GB", updated=day(2026)
        ),
        "filed": a_post(
            title="د", body="حبر", tags=(), categories=("شعر حديث",), updated=day(2023)
        ),
    }
    for post in made.values():
        posts.save(post)
    binned = posts.save(a_post(title="x", body="حبر", tags=("شعر",)))
    posts.bin(binned.id)
    return made


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("حبر tag:شعر", {"draft", "filed"}),
        ("tag:قصة", {"live"}),
        ('وسم:"قصة قصيرة"', {"live"}),
        ('tag:"قصيرة قصة"', set()),
        ("tag:شعر tag:قصة", {"draft", "live", "filed"}),
        ("حبر status:published", {"live"}),
        ("حالة:منشور", {"live"}),
        ("حبر lang:en", {"english"}),
        ("لغة:كردي", {"live"}),
        ("lang:e", set()),  # no language, so plain words
        ("حبر blog:النهر", {"draft"}),
        ("مدوّنة:notes.example", {"live"}),
        ("blog:nowhere", set()),
        ("after:2025", {"live", "english"}),
        ("before:2025", {"draft", "filed"}),
        ("حبر after:2024-06 before:2025-07", {"draft", "live"}),
        ("before:2024-06-15", {"filed"}),
        ("حبر -أسود", {"draft", "english", "filed"}),
        ("-أسود status:draft", {"draft", "english", "filed"}),
        ("-«حبر أسود» -ink", {"draft", "filed"}),
        ("status:draft tag:شعر after:2024 حب", {"draft"}),
    ],
)
def test_a_search_is_narrowed(
    posts: Posts, shelf: dict[str, Post], typed: str, names: set[str]
) -> None:
    found = {post.id for post in posts.search(typed)}
    assert found == {shelf[name].id for name in names}


def test_without_words_the_newest_change_comes_first(posts: Posts, shelf: dict[str, Post]) -> None:
    order = ["english", "draft", "filed"]
    assert [post.id for post in posts.search("status:draft")] == [shelf[n].id for n in order]


def test_one_blog_of_the_list_narrows_too(notebook: Notebook, shelf: dict[str, Post]) -> None:
    blog = shelf["draft"].blog
    found = search.find(notebook, parse("حبر"), 10, blog=blog)
    assert [post.id for post in found] == [shelf["draft"].id]
    assert [post.id for post in search.glance(notebook, parse("حبر"), blog=blog).posts] == [
        shelf["draft"].id
    ]


def test_the_very_letters_come_before_their_like(posts: Posts) -> None:
    plain = posts.save(a_post(title="", body="قال احمد شيئا", tags=()))
    hamza = posts.save(a_post(title="", body="قال أحمد شيئا", tags=()))
    assert [post.id for post in posts.search("أحمد")] == [hamza.id, plain.id]
    assert [post.id for post in posts.search("احمد")] == [plain.id, hamza.id]


def test_among_equals_the_newest_comes_first(posts: Posts) -> None:
    made = [posts.save(a_post(title="مدينة", body="", tags=())).id for _ in range(4)]
    assert [post.id for post in posts.search("مدينة")] == made[::-1]


def test_a_phrase_is_marked_where_it_stands_and_nowhere_else(posts: Posts) -> None:
    posts.save(a_post(title="", body="قلم أزرق ثم قلَمٌ أسودُ ثم أسود", tags=()))
    (found,) = posts.search("«قلم أسود»")
    assert marked(found.snippet) == ["قلَمٌ أسودُ"]


def test_a_phrase_across_a_half_space_is_marked(posts: Posts) -> None:
    posts.save(a_post(title="", body="من می\u200cروم خانه", tags=()))
    for typed in ("«می روم خانه»", "«میروم خانه»"):
        (found,) = posts.search(typed)
        assert marked(found.snippet) == ["می\u200cروم خانه"]


def test_what_is_shown_at_once_is_all_where_there_is_little(posts: Posts) -> None:
    for number in range(3):
        posts.save(a_post(title=f"{number}", body="وبالمدينة", tags=()))
    seen = search.glance(posts._notebook, parse("مدينة"))
    assert seen.is_all
    assert len(seen.posts) == 3


def test_of_many_the_newest_are_shown_at_once_and_the_best_after(
    notebook: Notebook, posts: Posts
) -> None:
    best = posts.save(a_post(title="مدينة مدينة", body="مدينة", tags=()))
    for number in range(search.FIRST + 5):
        posts.save(a_post(title=f"{number}", body="كلام عن مدينة " * 3, tags=()))
    seen = search.glance(notebook, parse("مدينة"))
    assert not seen.is_all
    assert len(seen.posts) == search.FIRST
    assert seen.posts[0].title == str(search.FIRST + 4)
    assert all(marked(post.snippet) for post in seen.posts)
    found = search.find(notebook, parse("مدينة"), 200)
    assert found[0].id == best.id
    assert {post.id for post in seen.posts} < {post.id for post in found}


def test_a_glance_is_made_without_ranking_or_sorting(notebook: Notebook, posts: Posts) -> None:
    for _ in range(search.FIRST + 5):
        posts.save(a_post(body="مدينة"))
    asked: list[str] = []
    notebook.connection.set_trace_callback(asked.append)
    search.glance(notebook, parse("مدينة"))
    notebook.connection.set_trace_callback(None)
    first = next(each for each in asked if "MATCH" in each)
    assert "bm25" not in "".join(asked)
    steps = [row["detail"] for row in notebook.rows(f"EXPLAIN QUERY PLAN {first}")]
    assert not any("TEMP B-TREE" in step for step in steps)


def test_a_search_nobody_waits_for_ends_with_nothing(
    notebook: Notebook, posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_STEPS", 1)
    for _ in range(50):
        posts.save(a_post(body="مدينة"))
    assert search.find(notebook, parse("مدينة"), 200, is_stale=lambda: True) == []
    assert search.glance(notebook, parse("مدينة"), is_stale=lambda: True).posts == []
    # ... and the connection is as good as before.
    assert len(search.find(notebook, parse("مدينة"), 200)) == 50


def test_it_can_be_given_up_in_the_middle(
    notebook: Notebook, posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_STEPS", 100)
    for _ in range(50):
        posts.save(a_post(body="مدينة"))
    asked = iter([False] * 3)
    assert search.find(notebook, parse("مدينة"), 200, is_stale=lambda: next(asked, True)) == []


def test_other_troubles_are_not_swallowed(notebook: Notebook, posts: Posts) -> None:
    posts.save(a_post())
    notebook.connection.execute("DROP TABLE post_search")
    with pytest.raises(Exception, match="post_search"):
        search.find(notebook, parse("مدينة"), 200)


def test_the_scope_is_read_once_and_not_for_every_post(
    notebook: Notebook, posts: Posts, shelf: dict[str, Post]
) -> None:
    asked: list[str] = []
    notebook.connection.set_trace_callback(asked.append)
    search.find(notebook, parse("حبر status:draft"), 10)
    notebook.connection.set_trace_callback(None)
    match = next(each for each in asked if "MATCH" in each)
    steps = [row["detail"] for row in notebook.rows(f"EXPLAIN QUERY PLAN {match}")]
    assert "VIRTUAL TABLE" in steps[0]
    assert any("COVERING INDEX idx_posts_listed" in step for step in steps)


def test_a_changed_tag_is_found_by_its_new_name(posts: Posts) -> None:
    post = posts.save(a_post(tags=("قديم",)))
    posts.save(replace(post, tags=("جديد",)))
    assert posts.search("tag:قديم") == []
    assert [found.id for found in posts.search("tag:جديد")] == [post.id]
