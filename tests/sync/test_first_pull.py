"""The first pull of a blog that is there for years, on a real WordPress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.errors import SyncCancelled
from editor.sync.report import CancelToken, Deed, Progress
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress
from tests.sync.test_real_wordpress import Author

MANY = 230


@pytest.fixture
def author(tmp_path: Path, wordpress: WordPress) -> Iterator[Author]:
    """Somebody with many posts, whose first sync is still to come."""
    wordpress.php(
        "$id = get_user_by('login', 'author')->ID;"
        f"for ($n = 1; $n <= {MANY}; $n++) wp_insert_post(['post_author' => $id,"
        " 'post_title' => \"old $n\", 'post_content' => \"<p>words of $n</p>\","
        " 'post_status' => 'publish', 'post_date_gmt' => gmdate('Y-m-d H:i:s', 1e9 + $n * 86400),"
        " 'post_date' => gmdate('Y-m-d H:i:s', 1e9 + $n * 86400)]);"
    )
    with Proxy(wordpress.url) as proxy:
        one = Author(tmp_path / "n.midad", wordpress, proxy, "author")
        one.proxy = proxy  # type: ignore[attr-defined]
        yield one
        one.workspace.close()
    wordpress.php(
        "$id = get_user_by('login', 'author')->ID; foreach (get_posts(['numberposts' => -1,"
        " 'author' => $id, 'post_status' => 'any']) as $post) wp_delete_post($post->ID, true);"
    )


def seen(author: Author) -> list[str]:
    return [f"{each.method} {each.path}" for each in author.proxy.seen]  # type: ignore[attr-defined]


def test_everything_comes_in_few_requests_the_newest_first(author: Author) -> None:
    author.proxy.seen.clear()  # type: ignore[attr-defined]
    steps: list[Progress] = []
    report = author.workspace.sync(author.blog.id, progress=steps.append)
    welcomed = [line.title for line in report.lines if line.deed is Deed.WELCOMED]
    assert len(welcomed) >= MANY
    old = [int(title.split()[1]) for title in welcomed if title.startswith("old ")]
    assert old == sorted(old, reverse=True)
    listed = [row.title for row in author.workspace.page(limit=1000)]
    assert [title for title in listed if title.startswith("old ")] == [
        f"old {number}" for number in range(MANY, 0, -1)
    ]
    assert len(seen(author)) <= 3 + 3 + 4  # a page for each hundred, twice, and who and what
    assert (steps[0].done, steps[0].total) == (0, len(welcomed))


def test_what_was_stopped_goes_on_where_it_was(author: Author) -> None:
    token = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.done == 120:
            token.cancel()

    report = author.workspace.sync(author.blog.id, progress=stop, cancel=token)
    assert isinstance(report.errors[0].error, SyncCancelled)
    assert len(author.workspace.page(limit=1000)) == 120
    again = author.sync()
    assert len([line for line in again.lines if line.deed is Deed.WELCOMED]) >= MANY - 120
    titles = [row.title for row in author.workspace.page(limit=1000)]
    assert len(set(titles)) == len(titles)


def test_an_answer_that_cannot_be_read_costs_time_and_no_post(author: Author) -> None:
    with author.proxy.fault(Fault.GARBAGE, path="include"):  # type: ignore[attr-defined]
        author.sync()
    assert len(author.workspace.page(limit=1000)) >= MANY


def test_a_sync_with_nothing_to_do_asks_three_things(author: Author) -> None:
    author.sync()
    author.proxy.seen.clear()  # type: ignore[attr-defined]
    assert author.sync().pushed == ()
    assert len(seen(author)) <= 3, seen(author)


def test_one_changed_post_with_its_tags_takes_four_requests(
    author: Author, wordpress: WordPress
) -> None:
    wordpress.php(
        "$id = get_posts(['title' => 'old 7', 'post_status' => 'any'])[0]->ID;"
        "wp_set_post_terms($id, ['نهر', 'river', 'sea'], 'post_tag');"
    )
    author.sync()
    row = next(row for row in author.workspace.page(limit=1000) if row.title == "old 7")
    post = author.workspace.open_post(row.id)
    assert set(post.tags) == {"نهر", "river", "sea"}
    author.workspace.save(replace(post, body=f"{post.body} and more"))
    author.workspace.publish(post.id)
    author.workspace.blogs._remotes.clear()  # what it remembers of the tags goes with it
    author.proxy.seen.clear()  # type: ignore[attr-defined]
    author.workspace.send(post.id)
    assert len(seen(author)) <= 4, seen(author)
    assert "and more" in author.workspace.copies_of(post.id)[0].base.body


@pytest.mark.parametrize("what", ["deleted", "backdated", "edited", "published by the clock"])
def test_a_glance_at_a_large_blog_misses_nothing(
    author: Author, wordpress: WordPress, what: str
) -> None:
    there = author.there
    (waiting,) = [there.ask("POST", "/wp/v2/posts", {
        "title": "waits", "content": "<p>w</p>", "status": "future",
        "date_gmt": "2031-01-01T00:00:00Z", "author": int(wordpress.php(
            "echo get_user_by('login', 'author')->ID;")),
    })]  # fmt: skip
    author.sync()
    author.sync()
    row = next(row for row in author.workspace.page(limit=1000) if row.title == "old 7")
    id = author.workspace.copies_of(row.id)[0].base.ref.id
    match what:
        case "deleted":
            there.ask("DELETE", f"/wp/v2/posts/{id}", force="true")
        case "backdated":
            wordpress.php(
                "wp_insert_post(['post_author' => get_user_by('login', 'author')->ID,"
                " 'post_title' => 'backdated', 'post_content' => 'x', 'post_status' => 'publish',"
                " 'post_date_gmt' => '2018-01-01 00:00:00', 'post_date' => '2018-01-01 03:00:00']);"
            )
        case "edited":
            there.ask("POST", f"/wp/v2/posts/{id}", {"content": "<p>other words</p>"})
        case _:
            wordpress.php(f"wp_publish_post({waiting['id']});")
    deeds = [(line.deed, line.title) for line in author.sync().lines]
    assert deeds == [
        {
            "deleted": (Deed.BINNED, "old 7"),
            "backdated": (Deed.WELCOMED, "backdated"),
            "edited": (Deed.TAKEN, "old 7"),
            "published by the clock": (Deed.PUBLISHED, "waits"),
        }[what]
    ]
