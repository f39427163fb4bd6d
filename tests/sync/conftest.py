"""A writer with a notebook, and a blog to sync it with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.domain.blog import Blog
from editor.domain.post import Post, PostId, new_blog_id
from editor.sync.report import SyncReport
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.sync.memory import MemoryBlog, MemoryRemote


class SteppingClock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Writer:
    """One author at one computer."""

    def __init__(self, path: Path, server: MemoryBlog, *, drafts: bool = True) -> None:
        self.path = path
        self.remote = MemoryRemote(server, drafts=drafts)
        self.workspace: Workspace
        self.blog: Blog
        self.open()
        self.workspace._stores.blogs.add(  # signing in is tests/contract's matter
            Blog(
                id=new_blog_id(),
                kind="wordpress",
                name="حبر على ضفة النهر",
                address="https://ink.example/",
                is_default=True,
            ),
            "",
            keeps_drafts=drafts,
        )
        self._connect()

    def open(self) -> None:
        """Open, or open again after a crash."""
        self.workspace = open_workspace(self.path, SteppingClock())
        self._connect()

    def _connect(self) -> None:
        for blog in self.workspace.blogs.all():
            self.blog = blog
            self.workspace.blogs._remotes[blog.id] = self.remote

    def write(self, title: str, body: str) -> Post:
        return self.workspace.new_post(title, body=body)

    def edit(self, id: PostId, body: str) -> Post:
        from dataclasses import replace

        return self.workspace.save(replace(self.workspace.open_post(id), body=body))

    def sync(self) -> SyncReport:
        return self.workspace.sync(self.blog.id)

    def every_word(self) -> str:
        """All texts of the notebook, versions and bin included."""
        rows = self.workspace.page(limit=1000) + self.workspace.page(limit=1000, binned=True)
        posts = [self.workspace.open_post(row.id) for row in rows]
        return "\n".join(f"{post.title}\n{post.body}" for post in posts)


@pytest.fixture
def server() -> MemoryBlog:
    return MemoryBlog()


@pytest.fixture
def make_writer(tmp_path: Path, server: MemoryBlog) -> Callable[..., Writer]:
    count = iter(range(100))

    def make(**options: bool) -> Writer:
        return Writer(tmp_path / f"{next(count)}.midad", server, **options)

    return make


@pytest.fixture
def writer(make_writer: Callable[..., Writer]) -> Writer:
    return make_writer()
