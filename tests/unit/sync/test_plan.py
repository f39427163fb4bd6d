"""The sync table, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.domain.blog import Capabilities, RemoteHead, RemotePost, RemoteRef, Version
from editor.domain.ledger import Copy
from editor.domain.post import BlogId, Post, PostId, Status, new_post_id
from editor.sync.plan import (
    TABLE,
    Action,
    Facts,
    Here,
    There,
    decide,
    is_kept_edit,
    look_here,
    look_there,
    may_travel,
    too_many_gone,
    unmoved,
)

ROWS = [
    ("nothing happened anywhere", Here.SAME, There.SAME, True, Action.NOTHING),
    ("a draft was written on", Here.EDITED, There.SAME, True, Action.PUSH),
    ("a published post was written on", Here.EDITED, There.SAME, False, Action.WAIT),
    ("the blog changed an untouched post", Here.SAME, There.CHANGED, False, Action.TAKE),
    ("both changed", Here.EDITED, There.CHANGED, True, Action.KEEP_BOTH),
    ("both changed a published post", Here.EDITED, There.CHANGED, False, Action.KEEP_BOTH),
    ("cron published it", Here.SAME, There.RESTATED, False, Action.RESTATE),
    ("cron published it while it was edited", Here.EDITED, There.RESTATED, False, Action.WAIT),
    ("deleted there, untouched here", Here.SAME, There.TRASHED, True, Action.BIN_HERE),
    ("gone there, untouched here", Here.SAME, There.GONE, True, Action.BIN_HERE),
    ("deleted there, written on here", Here.EDITED, There.TRASHED, True, Action.KEEP_EDIT),
    ("gone there, written on here", Here.EDITED, There.GONE, False, Action.KEEP_EDIT),
    ("binned here, written on there", Here.BINNED, There.CHANGED, True, Action.UNBIN),
    ("binned here, its state rewritten there", Here.BINNED, There.RESTATED, True, Action.RESTATE),
    ("binned here, emptied from the bin there", Here.BINNED, There.GONE, True, Action.NOTHING),
    ("scheduled there, untouched here", Here.SAME, There.RESTATED, True, Action.RESTATE),
    ("scheduled there, a draft written on here", Here.EDITED, There.RESTATED, True, Action.PUSH),
    ("backdated there, untouched here", Here.SAME, There.CHANGED, False, Action.TAKE),
    ("backdated there, written on here", Here.EDITED, There.CHANGED, False, Action.KEEP_BOTH),
    (
        "new in the blog, its state moved at once",
        Here.UNKNOWN,
        There.RESTATED,
        True,
        Action.WELCOME,
    ),
    ("binned on both sides", Here.BINNED, There.TRASHED, True, Action.NOTHING),
    ("new on the blog", Here.UNKNOWN, There.SAME, True, Action.WELCOME),
    ("in the blog's bin before we ever met", Here.UNKNOWN, There.TRASHED, True, Action.NOTHING),
]


@pytest.mark.parametrize(
    ("here", "there", "free", "action"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_table(here: Here, there: There, free: bool, action: Action) -> None:
    assert decide(Facts(here, there, free=free)) is action


def test_the_table_has_every_combination() -> None:
    assert set(TABLE) == {(here, there) for here in Here for there in There}


@pytest.mark.parametrize("there", There)
@pytest.mark.parametrize("here", Here)
def test_a_post_that_stays_here_is_never_touched(here: Here, there: There) -> None:
    assert decide(Facts(here, there, free=True, stays_here=True)) is Action.NOTHING


@pytest.mark.parametrize("there", [There.SAME, There.RESTATED, There.TRASHED])
def test_an_open_conflict_waits_for_the_author(there: There) -> None:
    assert decide(Facts(Here.EDITED, there, free=True, conflict=True)) is Action.NOTHING


def test_a_new_change_takes_a_post_of_two_versions_out_of_the_bin() -> None:
    assert decide(Facts(Here.BINNED, There.CHANGED, conflict=True)) is Action.UNBIN


def test_a_post_stays_here_by_its_author_or_because_of_the_blogs_bin() -> None:
    post = Post(new_post_id(), title="دفتر", stays_here=True)
    copy = Copy(post.id, BlogId("b"), BASE)
    assert not is_kept_edit(post, copy)
    assert is_kept_edit(post, replace(copy, base=replace(BASE, trashed=True)))
    assert not is_kept_edit(replace(post, stays_here=False), copy)


def test_a_conflict_over_a_post_that_the_blog_deletes_stays_here() -> None:
    assert decide(Facts(Here.EDITED, There.GONE, conflict=True)) is Action.KEEP_EDIT
    assert decide(Facts(Here.BINNED, There.GONE, conflict=True)) is Action.NOTHING


def test_a_new_change_during_a_conflict_is_kept_too() -> None:
    assert decide(Facts(Here.EDITED, There.CHANGED, conflict=True)) is Action.KEEP_BOTH


def test_nothing_of_ours_is_ever_sent_over_words_we_have_not_seen() -> None:
    for here in Here:
        for free in (True, False):
            assert decide(Facts(here, There.CHANGED, free=free)) is not Action.PUSH


BASE = RemotePost(
    RemoteRef("7", "https://ink.example/7"),
    Version("2026-11-20T10:00:00", "3"),
    Status.PUBLISHED,
    title="دفتر",
    body="<p>نص</p>",
    tags=("سفر", "بحر"),
)


@pytest.mark.parametrize(
    ("now", "there"),
    [
        (BASE, There.SAME),
        (replace(BASE, tags=("بحر", "سفر")), There.SAME),
        (replace(BASE, version=Version("2026-11-20T11:00:00", "3")), There.RESTATED),
        (replace(BASE, status=Status.DRAFT), There.RESTATED),
        (replace(BASE, body="<p>نص آخر</p>"), There.CHANGED),
        (replace(BASE, title="دفتر آخر"), There.CHANGED),
        (replace(BASE, tags=("سفر",)), There.CHANGED),
        (replace(BASE, trashed=True), There.TRASHED),
        (replace(BASE, status=Status.SCHEDULED), There.RESTATED),
        (replace(BASE, status=Status.PENDING), There.RESTATED),  # as a contributor's are
        (replace(BASE, publish_at=datetime(2018, 1, 1, tzinfo=UTC)), There.CHANGED),
        (replace(BASE, slug="another"), There.CHANGED),
    ],
)
def test_what_happened_on_the_blog(now: RemotePost, there: There) -> None:
    assert look_there(BASE, now) is there


def test_a_post_taken_out_of_the_blogs_bin_counts_as_changed() -> None:
    assert look_there(replace(BASE, trashed=True), BASE) is There.CHANGED


def test_what_happened_here() -> None:
    post = Post(new_post_id(), title="دفتر", body="نص")
    copy = Copy(post.id, BlogId("b"), BASE, agreed=post.digest)
    assert look_here(None, None) is Here.UNKNOWN
    assert look_here(post, copy) is Here.SAME
    assert look_here(replace(post, body="نص جديد"), copy) is Here.EDITED
    assert look_here(post, replace(copy, agreed="")) is Here.EDITED
    assert look_here(replace(post, binned=post.created), copy) is Here.BINNED


def test_what_was_read_in_the_second_it_changed_in_is_read_again() -> None:
    fresh = replace(BASE, version=replace(BASE.version, fresh=True))
    assert unmoved(BASE, BASE.head)
    assert not unmoved(fresh, BASE.head)
    assert look_there(fresh, BASE) is There.SAME  # and that is all


def test_a_listing_row_proves_that_nothing_moved_only_where_every_token_agrees() -> None:
    head = RemoteHead(BASE.ref, BASE.version, BASE.status)
    assert unmoved(BASE, head)
    assert unmoved(BASE, replace(head, version=Version("2026-11-20T10:00:00")))
    assert not unmoved(BASE, replace(head, version=Version("2026-11-20T10:00:01", "3")))
    assert not unmoved(BASE, replace(head, version=Version("2026-11-20T10:00:00", "4")))
    assert not unmoved(BASE, replace(head, status=Status.SCHEDULED))
    assert not unmoved(BASE, replace(head, trashed=True))


def test_only_what_no_reader_sees_travels_by_itself() -> None:
    draft = Post(PostId("a"))
    live = replace(draft, status=Status.PUBLISHED)
    copy = Copy(draft.id, BlogId("b"), replace(BASE, status=Status.DRAFT))
    assert may_travel(draft, None, Capabilities())
    assert may_travel(draft, copy, Capabilities())
    assert not may_travel(draft, None, Capabilities(drafts=False))
    assert not may_travel(live, copy, Capabilities())
    # A draft here whose copy readers still see: taking it back is the author's word, too.
    assert not may_travel(draft, replace(copy, base=BASE), Capabilities())


@pytest.mark.parametrize(
    ("gone", "known", "stop"),
    [(0, 0, False), (1, 1, False), (3, 3, False), (2, 4, False), (3, 4, True), (50, 60, True)],
)
def test_a_blog_that_suddenly_is_nearly_empty_deletes_nothing(
    gone: int, known: int, stop: bool
) -> None:
    assert too_many_gone(gone, known) is stop
