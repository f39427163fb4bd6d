"""What is said about a post of which there are two versions, and the post that comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from editor.domain.post import Credit, Format, Post, PostId, Status
from editor.text.dispute import Dispute, Field, in_our_form, open_places
from editor.text.sides import Kind, Pick, Take

BASE = Post(PostId("p"), title="جسر", body="One.\n\nTwo.\n", tags=("نهر", "city"))
DAY = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def fields(mine: dict[str, Any], theirs: dict[str, Any], *, known: bool = True) -> list[Field]:
    made = Dispute(replace(BASE, **mine), replace(BASE, **theirs), BASE if known else None)
    return list(made.fields)


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ({"title": "a"}, {}, Kind.MINE),
        ({}, {"title": "b"}, Kind.THEIRS),
        ({"title": "a"}, {"title": "b"}, Kind.CONFLICT),
        ({"slug": "a"}, {"slug": "b"}, Kind.CONFLICT),
        ({}, {"status": Status.PUBLISHED}, Kind.THEIRS),
        ({"publish_at": DAY}, {}, Kind.MINE),
        ({"tags": ("x",)}, {"tags": ("نهر", "city", "y")}, Kind.BOTH),
        ({"extra": (("a", "1"),)}, {"extra": (("a", "2"),)}, Kind.MINE),
    ],
)
def test_a_field_says_who_changed_it(
    mine: dict[str, Any], theirs: dict[str, Any], kind: Kind
) -> None:
    (field,) = fields(mine, theirs)
    assert field.kind is kind


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [({"title": "a"}, {"title": "a"}), ({"tags": ("city", "نهر")}, {}), ({}, {})],
)
def test_what_is_the_same_is_not_asked_for(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert not fields(mine, theirs)


def test_tags_are_merged_as_sets() -> None:
    (field,) = fields({"tags": ("نهر", "x")}, {"tags": ("city", "نهر", "y")})
    assert field.merged == ("نهر", "x", "y"), "taken out here, added here and there"
    assert Take.OWN not in field.takes


def test_without_a_base_all_tags_stay_and_a_title_is_asked_for() -> None:
    title, tags = fields({"title": "a"}, {"tags": ("x",)}, known=False)
    assert (title.kind, tags.kind) == (Kind.CONFLICT, Kind.BOTH)
    assert set(tags.merged) == {"نهر", "city", "x"}


def test_the_post_is_what_was_chosen_in_each_place() -> None:
    mine = replace(BASE, title="mine", body="One here.\n\nTwo.\n", created=DAY)
    theirs = replace(BASE, title="theirs", body="One there.\n\nTwo.\n", id=PostId("q"))
    dispute = Dispute(mine, theirs, BASE)
    picks = dispute.proposals()
    assert open_places(picks) == [0, 1]
    with pytest.raises(ValueError, match="not decided"):
        dispute.settled(picks)
    picks[0], picks[1] = Pick(Take.OWN, "عنوان"), Pick(Take.BOTH)
    made = dispute.settled(picks)
    assert (made.id, made.created, made.title) == (mine.id, DAY, "عنوان")
    assert made.body == "One here.\n\nOne there.\n\nTwo.\n"
    assert dispute.settled(dispute.all_of(Take.MINE)) == mine
    assert dispute.settled(dispute.all_of(Take.THEIRS)).body == theirs.body


def test_what_came_as_html_is_one_place_and_keeps_its_form() -> None:
    theirs = replace(BASE, body="<p>One</p>", format=Format.HTML)
    dispute = Dispute(BASE, theirs, BASE)
    assert [row.kind for row in dispute.rows] == [Kind.CONFLICT]
    assert dispute.settled(dispute.all_of(Take.THEIRS)).format is Format.HTML
    assert dispute.settled(dispute.all_of(Take.MINE)) == BASE


def test_what_a_blog_leaves_out_or_fills_in_is_no_change() -> None:
    post = replace(BASE, credits=(Credit("author", "سلام"),), categories=())
    version = replace(BASE, credits=(), slug="bridge", categories=("General",), language="ar")
    assert not Dispute(post, in_our_form(version, post), post).fields
    told = in_our_form(replace(version, slug="b"), replace(post, slug="a"))
    assert told.slug == "b"


def test_what_was_said_in_a_version_kept_beside_is_not_overlooked() -> None:
    version = replace(BASE, categories=("سفر",), credits=())
    post = replace(BASE, credits=(Credit("author", "سلام"),))
    (field,) = Dispute(post, in_our_form(version, post, of_blog=False), BASE).fields
    assert (field.name, field.theirs) == ("categories", ("سفر",))
