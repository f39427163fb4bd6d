"""A picture replaced in every post that shows it, under whatever name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.errors import PostChanged
from editor.domain.post import Format, PostId
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.contract.test_folder import _png
from tests.contract.yards import picture

OLD, NEW = picture("a.png").data, _png((200, 10, 10))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "n.midad")
    yield opened
    opened.close()


def a_post(workspace: Workspace, name: str, body: str, data: bytes = OLD) -> PostId:
    post = workspace.new_post("جسر", body=body)
    workspace.add_picture(post.id, data, name, is_named=True)
    return post.id


def mine(workspace: Workspace) -> tuple[PostId, str]:
    """The post in which the picture was replaced, and the new one's name there."""
    post = a_post(workspace, "جسر.png", "![](جسر.png)\n")
    return post, workspace.add_picture(post, NEW, "جديد.png", is_named=True).name


def test_it_is_replaced_by_its_bytes_and_what_is_said_of_it_stays(workspace: Workspace) -> None:
    post, new = mine(workspace)
    said = '![الجسر](bridge.png "ليلاً"){credit="هدى"}\n\n`![](bridge.png)`\n'
    other = a_post(workspace, "bridge.png", said)
    assert workspace.replacing.others(post, "جسر.png") == [other]
    assert workspace.replacing.replace(post, "جسر.png", new) == [other]
    now = workspace.open_post(other)
    assert now.body == said.replace("(bridge.png ", f"({new} ")
    shown = workspace.picture(other, new)
    assert shown is not None
    assert shown.data == workspace.picture(post, new).data  # type: ignore[union-attr]
    assert said in [
        workspace.history.state(other, each.number).body for each in workspace.history.of(other)
    ]
    assert workspace.replacing.others(post, "جسر.png") == []


def test_a_name_that_is_taken_there_gets_a_number(workspace: Workspace) -> None:
    post, new = mine(workspace)
    other = a_post(workspace, "a.png", "![](a.png)\n\n![](جديد.png)\n")
    workspace.add_picture(other, _png((1, 2, 3)), new, is_named=True)
    workspace.replacing.replace(post, "جسر.png", new)
    assert workspace.open_post(other).body == "![](جديد-2.png)\n\n![](جديد.png)\n"


def test_posts_that_do_not_show_it_are_left_alone(workspace: Workspace) -> None:
    post, new = mine(workspace)
    left = [
        a_post(workspace, "a.png", "`![](a.png)`\n"),
        a_post(workspace, "a.png", "![](a.png)\n", NEW),
        a_post(workspace, "a.png", "![](a.png)\n"),
        a_post(workspace, "a.png", "![](a.png)\n"),
    ]
    workspace.bin(left[2])
    workspace.save(replace(workspace.open_post(left[3]), format=Format.HTML))
    before = [workspace.open_post(each) for each in left]
    assert workspace.replacing.replace(post, "جسر.png", new) == []
    assert [workspace.open_post(each) for each in left] == before


def test_a_post_that_is_being_written_is_left_alone(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, new = mine(workspace)
    a_post(workspace, "a.png", "![](a.png)\n")
    free = a_post(workspace, "a.png", "![](a.png)\n")
    save, calls = Workspace.save, iter((True, False))

    def busy(self: Workspace, post: object, **options: object) -> object:
        if next(calls):
            raise PostChanged
        return save(self, post, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "save", busy)
    assert workspace.replacing.replace(post, "جسر.png", new) == [free]
