"""How a post stands with its blog: the whole table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.ledger import IntentKind
from editor.domain.post import Status, Travel
from editor.store.travel import Facts, travel_of

DRAFT = Facts(Status.DRAFT, "now", has_blog=True, keeps_drafts=True)
LIVE = Facts(Status.PUBLISHED, "now", has_blog=True, keeps_drafts=True, agreed="now")
PUBLISH, SEND, UNPUBLISH, TRASH = (
    IntentKind.PUBLISH,
    IntentKind.SEND,
    IntentKind.UNPUBLISH,
    IntentKind.TRASH,
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # drafts go by themselves
        (DRAFT, Travel.WAITING),
        (replace(DRAFT, status=Status.PENDING), Travel.WAITING),
        (replace(DRAFT, agreed="before"), Travel.WAITING),
        (replace(DRAFT, agreed=""), Travel.WAITING),
        (replace(DRAFT, agreed="now"), Travel.SYNCED),
        # unless there is nothing to go, or nowhere
        (replace(DRAFT, is_blank=True), None),
        (replace(DRAFT, has_blog=False), None),
        (replace(DRAFT, keeps_drafts=False), None),
        (replace(DRAFT, stays_here=True), None),
        (replace(DRAFT, is_version=True), None),
        (replace(DRAFT, is_binned=True), None),
        # what readers see waits for the author's word
        (LIVE, Travel.SYNCED),
        (replace(LIVE, agreed="before"), Travel.CHANGED_HERE),
        (replace(LIVE, agreed="before", status=Status.SCHEDULED), Travel.CHANGED_HERE),
        (replace(LIVE, agreed="before", status=Status.PRIVATE), Travel.CHANGED_HERE),
        (replace(LIVE, agreed="before", keeps_drafts=False), Travel.CHANGED_HERE),
        (replace(LIVE, agreed=None), None),
        (replace(LIVE, agreed="before", stays_here=True), None),
        # and goes once it was given, but not what was typed after it
        (replace(LIVE, agreed="before", intent=PUBLISH, said="now"), Travel.WAITING),
        (replace(LIVE, agreed="before", intent=PUBLISH, said="then"), Travel.CHANGED_HERE),
        (replace(LIVE, agreed=None, intent=PUBLISH, said="now"), Travel.WAITING),
        (replace(LIVE, intent=UNPUBLISH, said="then"), Travel.WAITING),
        (replace(DRAFT, agreed="now", intent=SEND, said="then"), Travel.WAITING),
        (replace(LIVE, intent=TRASH, said="now", is_binned=True), Travel.WAITING),
        (replace(LIVE, intent=TRASH, said="now", stays_here=True), Travel.WAITING),
        # trouble is known before all that, a conflict before trouble
        (replace(DRAFT, trouble=True), Travel.TROUBLE),
        (replace(LIVE, trouble=True, intent=PUBLISH, said="now"), Travel.TROUBLE),
        (replace(LIVE, trouble=True, stays_here=True), Travel.TROUBLE),
        (replace(LIVE, trouble=True, conflict=True), Travel.CONFLICT),
        (replace(DRAFT, conflict=True, intent=SEND, said="now"), Travel.CONFLICT),
        (replace(DRAFT, conflict=True, has_blog=False), Travel.CONFLICT),
    ],
)
def test_the_table(facts: Facts, expected: Travel | None) -> None:
    assert travel_of(facts) is expected
