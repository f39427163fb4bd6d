"""Posts compared and put together, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.domain.errors import DiskFull, EditorError, NotebookTooNew, every_error
from editor.domain.post import BlogId, Credit, Format, Post, PostId, Status

BASE = Post(PostId("a"), title="دفتر", body="نص", tags=("سفر",))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "آخر"},
        {"body": "نص\u00a0"},
        {"format": Format.HTML},
        {"language": "ar"},
        {"tags": ("سفر", "نهر")},
        {"credits": (Credit("author", "سالم"),)},
        {"publish_at": datetime(2026, 11, 20, tzinfo=UTC)},
        {"slug": "x"},
    ],
)
def test_what_readers_get_is_in_the_digest(change: dict[str, object]) -> None:
    assert replace(BASE, **change).digest != BASE.digest  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"status": Status.PUBLISHED}, {"blog": BlogId("b")}, {"updated": datetime.now(UTC)}],
)
def test_what_only_the_notebook_knows_is_not(change: dict[str, object]) -> None:
    assert replace(BASE, **change).digest == BASE.digest  # type: ignore[arg-type]


def test_changes_to_different_fields_go_together() -> None:
    mine = replace(BASE, body="نص كتبته الآن")
    theirs = replace(BASE, status=Status.PUBLISHED, tags=("نهر",))
    both = mine.rebased(BASE, theirs)
    assert both == replace(theirs, body="نص كتبته الآن")


def test_the_same_change_twice_is_one() -> None:
    mine = replace(BASE, title="جسر")
    assert mine.rebased(BASE, replace(BASE, title="جسر")) == mine


def test_two_changes_to_one_field_do_not_go_together() -> None:
    assert replace(BASE, title="جسر").rebased(BASE, replace(BASE, title="نهر")) is None


def test_errors_carry_their_data_and_no_sentence() -> None:
    error = NotebookTooNew("n.midad", found=9, known=1)
    assert (error.path, error.found, error.known) == ("n.midad", 9, 1)
    assert str(error) == "NotebookTooNew(path='n.midad', found=9, known=1)"
    assert DiskFull().path == ""
    with pytest.raises(TypeError):
        DiskFull("a", "b")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        DiskFull(size=3)  # type: ignore[call-arg]


def test_every_error_can_be_made_without_data() -> None:
    assert all(isinstance(kind(), EditorError) for kind in every_error())
