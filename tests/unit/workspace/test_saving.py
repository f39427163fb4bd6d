"""Saving a post that somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.errors import PostChanged, TitleUnusable
from editor.domain.post import Status
from editor.text import direction
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    one = open_workspace(tmp_path / "n.midad")
    yield one
    one.close()


def test_words_typed_while_a_sync_learned_the_status_are_no_quarrel(workspace: Workspace) -> None:
    base = workspace.new_post("دفتر", body="نص")
    workspace.save(replace(base, status=Status.PUBLISHED))
    saved = workspace.save(replace(base, body="نص كتبته الآن"), base=base)
    assert (saved.body, saved.status) == ("نص كتبته الآن", Status.PUBLISHED)


def test_a_closed_notebook_leaves_nothing_of_its_words(workspace: Workspace) -> None:
    workspace.new_post("دفتر", body="كلمة word")
    assert direction._COUNTED
    workspace.close()
    assert not direction._COUNTED


def test_other_words_are_never_overwritten(workspace: Workspace) -> None:
    base = workspace.new_post("دفتر", body="نص")
    workspace.save(replace(base, body="كلمات الزميلة"))
    with pytest.raises(PostChanged):
        workspace.save(replace(base, body="كلماتي"), base=base)
    with pytest.raises(PostChanged):
        workspace.save(replace(base, title="عنوان آخر"), base=base)
    kept = workspace.save_beside(replace(base, body="كلماتي"))
    assert workspace.versions_of(base.id) == [kept.id]
    assert workspace.open_post(base.id).body == "كلمات الزميلة"


@pytest.mark.parametrize("title", ["a\nb", "a\x00b", "\x07", "a\x85b"])
def test_a_title_is_one_line_that_can_be_seen(workspace: Workspace, title: str) -> None:
    with pytest.raises(TitleUnusable):
        workspace.new_post(title)
    assert workspace.page() == []


def test_joiners_and_bidi_marks_are_welcome_in_a_title(workspace: Workspace) -> None:
    title = "می\u200cروم \u200fC++"
    assert workspace.open_post(workspace.new_post(title).id).title == title
