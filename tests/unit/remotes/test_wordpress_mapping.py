"""A post as WordPress has it, and back: tables, no network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from editor.domain.blog import Outgoing, Version
from editor.domain.errors import BadReply, Rejected
from editor.domain.ledger import creation_key
from editor.domain.post import Credit, Direction, Format, Post, PostId, Status
from editor.remotes.credits import LABELS, credit_label, credits_html
from editor.remotes.wordpress.mapping import (
    TermIds,
    creation,
    is_fresh,
    is_unseen,
    key_of,
    moment_there,
    plain,
    remote_head,
    remote_post,
    revision,
    says_already,
    title_there,
    version,
    zone_there,
)

ID = PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11")
KEY = creation_key(ID)
NO_TERMS = TermIds((), ())
POST = Post(id=ID, title="صباح & morning", body="سلام\n", language="ar", status=Status.PUBLISHED)


def there(**changes: Any) -> dict[str, Any]:
    """WordPress' JSON of a published post."""
    data: dict[str, Any] = {
        "id": 7,
        "link": "https://blog.example/2026/11/x/",
        "slug": "x",
        "status": "publish",
        "title": {"raw": "صباح &amp; morning"},
        "content": {"raw": "<p>سلام</p>"},
        "excerpt": {"raw": ""},
        "date_gmt": "2026-11-20T10:00:00",
        "modified_gmt": "2026-11-20T11:00:00",
        "tags": [3],
        "categories": [1],
        "_links": {"predecessor-version": [{"id": 9}]},
    }
    return data | changes


def sent(post: Post, current: dict[str, Any] | None = None, **terms: Any) -> dict[str, Any]:
    ids = replace(NO_TERMS, **terms)
    return revision(Outgoing(post), "<p>سلام</p>", ids, there() if current is None else current)


@pytest.mark.parametrize(
    ("status", "date", "current", "expected"),
    [
        (Status.DRAFT, None, {}, {"status": "draft"}),
        (Status.PENDING, None, {}, {"status": "pending"}),
        (Status.PRIVATE, None, {}, {"status": "private"}),
        (Status.PUBLISHED, None, {}, {"status": "publish"}),
        (Status.PUBLISHED, None, {"status": "future"}, {"status": "publish", "date": None}),
        (
            # A draft that was scheduled once still carries that date.
            Status.PUBLISHED,
            None,
            {"status": "draft", "date_gmt": "2031-01-01T00:00:00"},
            {"status": "publish", "date": None},
        ),
        (
            Status.SCHEDULED,
            datetime(2031, 1, 1, 3, tzinfo=timezone(timedelta(hours=3))),
            {},
            {"status": "future", "date_gmt": "2031-01-01T00:00:00Z"},
        ),
        (Status.DRAFT, datetime(2031, 1, 1, tzinfo=UTC), {}, {"status": "draft"}),
    ],
)
def test_status_and_date(
    status: Status, date: datetime | None, current: dict[str, Any], expected: dict[str, Any]
) -> None:
    payload = sent(replace(POST, status=status, publish_at=date), there(**current))
    names = ("status", "date", "date_gmt")
    assert {name: payload[name] for name in names if name in payload} == expected


def test_a_schedule_without_a_date() -> None:
    with pytest.raises(Rejected):
        sent(replace(POST, status=Status.SCHEDULED))


@pytest.mark.parametrize(
    ("slug", "current", "expected"),
    [
        ("رحلة", "x", "رحلة"),
        ("", "x", None),  # an empty slug would change the address readers know
        ("", KEY, ""),
        ("", f"{KEY}__trashed", ""),
        ("", f"{KEY}-2", None),
    ],
)
def test_slug(slug: str, current: str, expected: str | None) -> None:
    assert sent(replace(POST, slug=slug), there(slug=current)).get("slug") == expected


@pytest.mark.parametrize(
    ("ids", "current", "expected"),
    [
        ((4, 5), [1], [4, 5]),
        ((), [1], None),  # what WordPress files by itself is not the author's to remove
        ((), [], None),
        ((), [4], []),
        (None, [4], None),
    ],
)
def test_categories(
    ids: tuple[int, ...] | None, current: list[int], expected: list[int] | None
) -> None:
    payload = sent(POST, there(categories=current), categories=ids)
    assert payload.get("categories") == expected


def test_what_the_blog_says_in_its_own_way_is_left_out() -> None:
    assert "title" not in sent(POST)
    assert "excerpt" not in sent(POST)
    assert sent(replace(POST, title="a < b"))["title"] == "a &lt; b"
    assert sent(POST, there(excerpt={"raw": "old"}))["excerpt"] == ""


@pytest.mark.parametrize(
    ("format", "title", "expected"),
    [
        (Format.MARKDOWN, "a < b & c", "a &lt; b &amp; c"),
        (Format.MARKDOWN, "<em>x</em>", "&lt;em&gt;x&lt;/em&gt;"),
        (Format.HTML, "<em>x</em> & y", "<em>x</em> & y"),
        (Format.HTML, "a < b", "a &lt; b"),
    ],
)
def test_titles_go(format: Format, title: str, expected: str) -> None:
    assert title_there(replace(POST, title=title, format=format)) == expected


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("&#8220;x&#8221;", "“x”"),
        ("<em>x</em> &amp; y", "<em>x</em> &amp; y"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_titles_come(raw: str, text: str) -> None:
    assert plain(raw) == text


def test_creation_is_a_draft_under_its_key() -> None:
    payload = creation(Outgoing(POST), "<p>سلام</p>", TermIds((3,), ()), KEY)
    assert (payload["status"], payload["slug"], payload["tags"]) == ("draft", KEY, [3])
    assert "categories" not in payload
    assert "date_gmt" not in payload


def test_a_post_from_there() -> None:
    post = remote_post(there(slug="%d8%b1%d8%ad%d9%84%d8%a9"), {3: "سفر", 1: "يوميات"})
    assert (post.ref.id, post.title, post.body) == ("7", "صباح & morning", "<p>سلام</p>")
    assert (post.slug, post.tags, post.categories) == ("رحلة", ("سفر",), ("يوميات",))
    assert post.publish_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert post.version == version(there(slug="%d8%b1%d8%ad%d9%84%d8%a9"))
    assert post.key == ""


@pytest.mark.parametrize(
    ("status", "said", "changed"),
    [
        ("publish", "2026-11-19T08:00:00", datetime(2026, 11, 19, 8, tzinfo=UTC)),
        ("draft", "2026-11-19T08:00:00", datetime(2026, 11, 19, 8, tzinfo=UTC)),
        ("future", "2031-01-01T00:00:00", None),  # the day it is to come
        ("draft", "0000-00-00T00:00:00", None),
    ],
)
def test_when_a_post_was_changed(status: str, said: str, changed: datetime | None) -> None:
    assert remote_post(there(status=status, modified_gmt=said), {}).changed == changed


def test_a_draft_has_no_date_and_its_key_is_no_slug() -> None:
    post = remote_post(there(status="draft", slug=KEY), {})
    assert (post.status, post.publish_at, post.slug, post.key) == (Status.DRAFT, None, "", KEY)


def test_a_post_without_words_of_its_own_is_no_answer() -> None:
    for content in (None, {}, {"rendered": "<p>words</p>"}):
        with pytest.raises(BadReply):
            remote_post(there(content=content), {})


def test_the_bin() -> None:
    data = there(status="trash", slug=f"{KEY}__trashed")
    post = remote_post(data, {})
    assert (post.trashed, post.key, post.slug) == (True, KEY, "")
    assert remote_head(data).trashed


@pytest.mark.parametrize(
    "broken",
    [{}, {"id": "x"}, there(id=None), there(date_gmt="yesterday"), there(tags=None)],
)
def test_json_that_is_no_post(broken: dict[str, Any]) -> None:
    with pytest.raises(BadReply):
        remote_post(broken, {})


@pytest.mark.parametrize(
    ("slug", "key"),
    [(KEY, KEY), (f"{KEY}__trashed", KEY), (f"{KEY}-2", ""), ("midad-notes", ""), ("", "")],
)
def test_keys(slug: str, key: str) -> None:
    assert key_of(slug) == key


SEEN = version(there())


@pytest.mark.parametrize(
    ("change", "status", "unseen"),
    [
        ({}, "publish", False),
        ({"modified_gmt": "2026-11-20T11:00:09"}, "publish", False),  # opened, not changed
        ({"_links": {}}, "publish", False),
        ({"content": {"raw": "<p>سلام!</p>"}}, "publish", True),  # within the same second
        ({"title": {"raw": "x"}}, "publish", True),
        ({"excerpt": {"raw": "x"}}, "publish", True),
        ({"tags": [3, 4]}, "publish", True),
        ({"modified_gmt": "2026-11-20T11:00:09"}, "draft", True),  # went public meanwhile
        ({"status": "draft"}, "publish", True),  # somebody took it back from the readers
        ({"status": "private"}, "publish", True),
        ({"status": "trash", "slug": "x__trashed"}, "publish", True),
        ({"slug": "another"}, "publish", True),
        ({"status": "future"}, "publish", False),  # WordPress' own clock moves between these
    ],
)
def test_what_was_not_seen(change: dict[str, Any], status: str, unseen: bool) -> None:
    assert is_unseen(there(**change), SEEN, status) is unseen


def test_without_a_digest_the_other_tokens_decide() -> None:
    listed = Version(SEEN.modified, SEEN.revision)
    assert not is_unseen(there(), listed)
    assert is_unseen(there(_links={}), listed)


@pytest.mark.parametrize(
    ("payload", "already"),
    [
        ({"title": "صباح & morning"}, True),
        ({"title": "صباح"}, False),
        ({"content": "<p>سلام</p>\n"}, True),
        ({"content": "<p><bdi>سلام</bdi></p>"}, True),
        ({"content": "<p><b>سلام</b></p>"}, False),
        ({"tags": [3]}, True),
        ({"tags": [3, 4]}, False),
        ({"slug": "X"}, True),
        ({"slug": ""}, True),
        ({"slug": "y"}, False),
        ({"status": "publish"}, True),
        ({"status": "draft"}, False),
        ({"date_gmt": "2026-11-20T10:00:00Z"}, True),
        ({"date_gmt": "2026-11-20T10:00:01Z"}, False),
        ({"date": None}, True),
    ],
)
def test_what_the_blog_says_already(payload: dict[str, Any], already: bool) -> None:
    assert says_already(there(), payload) is already


def test_a_slug_that_got_a_number() -> None:
    assert says_already(there(slug="x-2"), {"slug": "x"})
    assert not says_already(there(slug="x-ray"), {"slug": "x"})


def test_moments_are_utc() -> None:
    beirut = timezone(timedelta(hours=2))
    assert moment_there(datetime(2026, 1, 2, 1, 4, 5, 678, beirut)) == "2026-01-01T23:04:05Z"


def test_credits_in_the_language_of_the_post() -> None:
    people = (Credit("author", "ليلى <b>"), Credit("illustrator", "Sam"))
    post = replace(POST, credits=people)
    assert credits_html(post, Direction.RTL) == (
        '<p class="midad-credits">بقلم: ليلى &lt;b&gt; · '
        'illustrator: <span dir="ltr">Sam</span></p>'
    )
    assert credits_html(replace(post, language="en"), Direction.LTR) == (
        '<p class="midad-credits">Written by: <span dir="rtl">ليلى &lt;b&gt;</span> · '
        "illustrator: Sam</p>"
    )
    assert credits_html(POST, Direction.RTL) == ""
    assert "بقلم" in credits_html(replace(post, language=""), Direction.RTL)
    assert "Written by" in credits_html(replace(post, language=""), Direction.LTR)
    assert credit_label("translator", "ckb-IQ") == LABELS["ckb"]["translator"]


def test_every_language_names_every_role() -> None:
    for labels in LABELS.values():
        assert labels.keys() == LABELS["en"].keys()


@pytest.mark.parametrize(
    ("index", "zone"),
    [
        ({"timezone_string": "Asia/Baghdad", "gmt_offset": 3}, "Asia/Baghdad"),
        ({"timezone_string": "", "gmt_offset": "5.5"}, "UTC+05:30"),
        ({"timezone_string": "", "gmt_offset": -3.5}, "UTC-03:30"),
        ({"timezone_string": None, "gmt_offset": 0}, "UTC+00:00"),
        ({"gmt_offset": "x"}, ""),
        ({}, ""),
    ],
)
def test_the_time_zone_of_a_site(index: dict[str, object], zone: str) -> None:
    assert zone_there(index) == zone


def test_what_the_blog_says_already_is_not_sent_again() -> None:
    from editor.remotes.wordpress.mapping import KEY_PREFIX, needed

    counted = {"_links": {"version-history": [{"count": 2}]}}
    current = there(**counted)
    same = {
        "title": current["title"]["raw"],
        "content": current["content"]["raw"],
        "tags": list(reversed(current["tags"])),
        "status": current["status"],
    }
    assert needed(current, same) == {}
    assert needed(current, {**same, "tags": [1, 2, 77]}) == {"tags": [1, 2, 77]}
    assert needed(there(), same) == {"content": same["content"]}, "no revision has it yet"
    keyed = there(slug=f"{KEY_PREFIX}09235a29-f7a9-4af5-a7d3-4651fc0408fe", **counted)
    assert needed(keyed, {**same, "slug": ""}) == {"slug": ""}, "a key is no address"


@pytest.mark.parametrize(
    ("clock", "fresh"),
    [
        (datetime(2026, 11, 20, 10, 0, 1, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 10, 0, 4, tzinfo=UTC), False),
        (datetime(2025, 11, 20, 10, 0, 1, tzinfo=UTC), False),  # scheduled, or the clock is wrong
        (None, False),  # nobody said what time it was
    ],
)
def test_a_time_with_a_grain_of_a_second_is_not_trusted_in_that_second(
    clock: datetime | None, fresh: bool
) -> None:
    assert is_fresh("2026-11-20T10:00:00", clock) is fresh
    assert not is_fresh("soon", clock)
