"""One post and two blogs: each has its own, and none is doubled unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from editor.domain.blog import Blog
from editor.domain.errors import PostElsewhere, Unreachable
from editor.domain.post import Credit, PostId, Status, new_blog_id
from tests.contract.yards import picture
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog, MemoryRemote


class TwoBlogs:
    """A writer with a blog of their own, and a place on a network's."""

    def __init__(self, writer: Writer, network: MemoryBlog) -> None:
        self.writer, self.own, self.network = writer, writer.blog, network
        self.there = Blog(new_blog_id(), "wordpress", "Network", "https://network.example/")
        workspace = writer.workspace
        workspace._stores.blogs.add(self.there, "", keeps_drafts=True)
        self.remote = MemoryRemote(network, drafts=True)
        workspace.blogs._remotes[self.there.id] = self.remote

    def sync(self) -> None:
        for blog in (self.own, self.there):
            report = self.writer.workspace.sync(blog.id)
            assert not report.errors


@pytest.fixture
def two(writer: Writer) -> TwoBlogs:
    return TwoBlogs(writer, MemoryBlog())


def titles(server: MemoryBlog) -> list[str]:
    return sorted(post.title for post in server.posts.values() if not post.trashed)


def write(two: TwoBlogs, **fields: Any) -> PostId:
    workspace = two.writer.workspace
    post = two.writer.write("رحلة إلى the river", "![جسر](جسر.png)\n\nكلمة\n")
    workspace.add_picture(post.id, picture().data, "جسر.png", is_named=True)
    workspace.save(replace(post, credits=(Credit("photographer", "ليلى"),), slug="n", **fields))
    return post.id


def test_a_copy_goes_its_own_way(two: TwoBlogs, server: MemoryBlog) -> None:
    workspace = two.writer.workspace
    id = write(two)
    workspace.publish(id)
    two.sync()
    made = workspace.copy(id, two.there.id)
    assert (made.status, made.blog, made.slug) == (Status.DRAFT, two.there.id, "n")
    assert made.credits == (Credit("photographer", "ليلى"),)
    two.sync()
    assert titles(server) == titles(two.network) == ["رحلة إلى the river"]
    assert list(server.pictures.values()) == list(two.network.pictures.values())
    assert [post.status for post in two.network.posts.values()] == [Status.DRAFT]
    two.writer.edit(made.id, "أخرى\n")
    two.sync()
    assert "أخرى" in next(iter(two.network.posts.values())).body
    assert "أخرى" not in next(iter(server.posts.values())).body
    writes = server.writes, two.network.writes
    two.sync()
    assert (server.writes, two.network.writes) == writes


def test_a_second_copy_for_the_same_blog_is_the_first(two: TwoBlogs) -> None:
    workspace = two.writer.workspace
    id = write(two)
    made = workspace.copy(id, two.there.id)
    assert workspace.copy(id, two.there.id).id == made.id
    workspace.bin(made.id)
    assert workspace.copy(id, two.there.id).id != made.id


def test_its_own_blog_gets_no_second_one(two: TwoBlogs) -> None:
    id = write(two)
    with pytest.raises(PostElsewhere):
        two.writer.workspace.copy(id, two.own.id)
    assert two.writer.workspace.move(id, two.own.id).id == id
    two.sync()
    for act in (two.writer.workspace.copy, two.writer.workspace.move):
        with pytest.raises(PostElsewhere):
            act(id, two.own.id)
    assert two.writer.workspace.open_post(id).binned is None


def test_a_post_that_no_blog_has_is_moved_as_it_is(two: TwoBlogs, server: MemoryBlog) -> None:
    workspace = two.writer.workspace
    id = write(two)
    assert workspace.move(id, two.there.id).id == id
    two.sync()
    assert titles(server) == []
    assert titles(two.network) == ["رحلة إلى the river"]


@pytest.mark.parametrize("is_live", [False, True])
def test_a_post_that_a_blog_has_is_binned_there_when_it_moves(
    two: TwoBlogs, server: MemoryBlog, is_live: bool
) -> None:
    workspace = two.writer.workspace
    id = write(two)
    if is_live:
        workspace.publish(id)
    two.sync()
    moved = workspace.move(id, two.there.id)
    two.sync()
    assert titles(server) == []
    assert titles(two.network) == ["رحلة إلى the river"]
    assert workspace.open_post(id).binned is not None
    assert workspace.pictures(moved.id)
    assert [post.id for post in workspace.page()] == [moved.id]


def test_another_blog_is_never_told_by_a_mere_save(two: TwoBlogs, server: MemoryBlog) -> None:
    """The old way: the field was changed, the old blog kept its copy, and both had one."""
    workspace = two.writer.workspace
    id = write(two)
    two.sync()
    post = workspace.open_post(id)
    for base in (post, None):
        saved = workspace.save(replace(post, blog=two.there.id, body="جديد\n"), base=base)
        assert (saved.blog, saved.body) == (two.own.id, "جديد\n")
        post = saved
    assert workspace.save(replace(post, blog=None), base=post).blog == two.own.id
    two.sync()
    assert titles(server) == ["رحلة إلى the river"]
    assert titles(two.network) == []


def test_publishing_on_another_blog_is_refused_and_says_where_it_is(two: TwoBlogs) -> None:
    workspace = two.writer.workspace
    id = write(two)
    two.sync()
    with pytest.raises(PostElsewhere) as refused:
        workspace.publish(id, two.there.id)
    assert refused.value.blog == two.own.name
    assert workspace.open_post(id).blog == two.own.id
    assert workspace.open_post(id).status is Status.DRAFT
    workspace.publish(id, two.own.id)


def test_a_blog_that_may_have_it_counts_as_one_that_has(
    two: TwoBlogs, server: MemoryBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer was lost: a post there may be ours."""
    workspace = two.writer.workspace
    id = write(two)
    create: Callable[..., object] = MemoryRemote.create

    def cut(self: MemoryRemote, *args: object) -> object:
        create(self, *args)
        from editor.domain.errors import OutcomeUnknown

        raise OutcomeUnknown("https://ink.example/")

    with monkeypatch.context() as patched:
        patched.setattr(MemoryRemote, "create", cut)
        assert workspace.sync(two.own.id).errors
    moved = workspace.move(id, two.there.id)
    assert moved.id != id
    two.sync()
    assert titles(server) == []
    assert titles(two.network) == ["رحلة إلى the river"]


def test_a_blog_that_is_away_keeps_nothing_back_from_the_other(
    two: TwoBlogs, server: MemoryBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = two.writer.workspace
    id = write(two)
    two.sync()
    moved = workspace.move(id, two.there.id)

    def away(*_: object) -> object:
        raise Unreachable("https://ink.example/")

    with monkeypatch.context() as patched:
        patched.setattr(two.writer.remote, "changes", away)
        workspace.sync()
    assert titles(server) == titles(two.network) == ["رحلة إلى the river"]
    two.sync()
    assert titles(server) == []
    assert workspace.open_post(moved.id).blog == two.there.id
