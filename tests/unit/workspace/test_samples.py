"""The samples come once, stay here, and never touch a notebook that was there before."""

from __future__ import annotations

from pathlib import Path

from editor.domain.post import Direction
from editor.system import translation
from editor.text.direction import base_direction
from editor.workspace.assembly import open_workspace
from editor.workspace.samples import add_samples


def test_a_new_notebook_gets_an_arabic_an_english_and_a_mixed_post(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "n.midad")
    posts = add_samples(workspace)
    workspace.close()
    assert sorted(post.language for post in posts) == ["ar", "ar", "en"]
    assert all(post.stays_here and post.blog is None for post in posts)
    assert {base_direction(post) for post in posts} == set(Direction)


def test_the_one_in_the_interfaces_language_opens_first(tmp_path: Path) -> None:
    for language in translation.LANGUAGES:
        translation.use(language)
        workspace = open_workspace(tmp_path / f"{language}.midad")
        first = add_samples(workspace)[0]
        newest = workspace.page(limit=1)[0]
        workspace.close()
        assert first.language == language
        assert newest.id == first.id
    translation.use("en")


def test_a_notebook_that_was_there_before_is_not_touched(tmp_path: Path) -> None:
    open_workspace(tmp_path / "n.midad").close()
    workspace = open_workspace(tmp_path / "n.midad")
    assert add_samples(workspace) == []
    assert workspace.page() == []
    workspace.close()
