"""The author's blogs: find out what an address is, sign in, keep, check, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.domain.blog import Blog, BlogReport, Discovery
from editor.domain.changes import Changes
from editor.domain.errors import BlogExists, BlogMissing, NoBlog
from editor.domain.post import BlogId, new_blog_id
from editor.workspace.events import Events

if TYPE_CHECKING:
    from datetime import datetime

    from editor.remotes.remote import Remote
    from editor.sync.stores import Stores
    from editor.workspace.signing_in import SignIn


class Blogbook:
    """Every blog of one notebook. `discover`, `add` and `check` use the network and block:
    call them from a lane."""

    def __init__(self, stores: Stores, events: Events) -> None:
        self._stores = stores
        self._events = events
        self._remotes: dict[BlogId, Remote] = {}

    def all(self) -> list[Blog]:
        """The author's blogs in the order they were added."""
        return self._stores.blogs.all()

    def find(self, text: str) -> Blog:
        """By name, address or a unique prefix of the id. Raises BlogMissing, BlogAmbiguous."""
        return self._stores.blogs.find(text)

    def get(self, id: BlogId) -> Blog:
        """Raises BlogMissing."""
        return self._stores.blogs.get(id)

    def default(self) -> Blog:
        """Where a new post belongs. Raises NoBlog."""
        blog = self._stores.blogs.default()
        if blog is None:
            raise NoBlog
        return blog

    def default_id(self) -> BlogId | None:
        """The default blog's id; None where there is no blog yet."""
        blog = self._stores.blogs.default()
        return blog.id if blog is not None else None

    def discover(self, address: str) -> Discovery:
        """What the pasted address or folder is. Raises the RemoteError family."""
        from editor.remotes.discovery import discover
        from editor.remotes.transport import HttpTransport

        return discover(address, HttpTransport())

    def sign_in(self, found: Discovery, now: datetime) -> SignIn:
        """The page on which the author lets Midad in, and the way back from it."""
        from editor.workspace.signing_in import SignIn

        return SignIn(found, now)

    def add(self, found: Discovery, username: str = "", password: str = "") -> Blog:
        """Sign in for real, and only then keep the blog. No post goes there by this.

        Raises BlogExists and what `check` raises.
        """
        if any((blog.address, blog.username) == (found.address, username) for blog in self.all()):
            raise BlogExists(address=found.address)
        blog = Blog(
            id=new_blog_id(),
            kind=found.kind,
            name=found.name,
            address=found.address,
            endpoint=found.endpoint,
            username=username,
            language=found.language,
        )
        remote = self._connect(blog, password)
        report = remote.check()
        blog = replace(
            blog,
            name=report.name or blog.name,
            language=report.language or blog.language,
            endpoint=report.endpoint or blog.endpoint,
            manner=report.manner,
            zone=report.zone,
            is_default=self._stores.blogs.default() is None,
        )
        self._stores.blogs.add(blog, password, keeps_drafts=report.capabilities.drafts)
        self._events.tell(Changes(blogs=frozenset({blog.id})))
        return blog

    def renew(self, id: BlogId, username: str, password: str) -> BlogReport:
        """Another password for a blog that is here, kept once it was tried. Raises BlogMissing
        and what `check` raises."""
        blog = replace(self._stores.blogs.get(id), username=username)
        report = self._connect(blog, password).check()
        self._stores.blogs.update(blog, secret=password)
        self._remotes.pop(id, None)
        self._events.tell(Changes(blogs=frozenset({id})))
        return report

    def check(self, id: BlogId) -> BlogReport:
        """Who we are there and what we may do. Raises what is wrong."""
        report = self.remote(id).check()
        blog = self._stores.blogs.get(id)
        known = replace(blog, manner=blog.manner or report.manner, zone=report.zone or blog.zone)
        if known != blog:
            self._keep(known)
        return report

    def set_manner(self, id: BlogId, manner: str) -> None:
        """How new posts are written there; posts that are there stay as they are."""
        self._keep(replace(self._stores.blogs.get(id), manner=manner))

    def _keep(self, blog: Blog) -> None:
        self._stores.blogs.update(blog)
        self._remotes.pop(blog.id, None)
        self._events.tell(Changes(blogs=frozenset({blog.id})))

    def remove(self, id: BlogId) -> None:
        """Forget the blog and its password. Its posts stay here, its own copies stay there."""
        self._stores.blogs.get(id)
        self._stores.blogs.remove(id)
        self._remotes.pop(id, None)
        left = self.all()
        if left and not any(blog.is_default for blog in left):
            self._stores.blogs.set_default(left[0].id)
        self._events.tell(Changes(blogs=frozenset({id})))

    def set_default(self, id: BlogId) -> None:
        """New posts belong to this blog from now on."""
        self._stores.blogs.set_default(id)
        self._events.tell(Changes(blogs=frozenset({id})))

    def remote(self, id: BlogId) -> Remote:
        """The blog's adapter, kept between calls: it keeps its connection and its pace."""
        if id not in self._remotes:
            blog = self._stores.blogs.get(id)
            self._remotes[id] = self._connect(blog, self._stores.blogs.secret(id))
        return self._remotes[id]

    def choose(self, wanted: BlogId | None) -> Blog:
        """The wanted blog, else the default. Raises BlogMissing, NoBlog."""
        if wanted is None:
            return self.default()
        try:
            return self.get(wanted)
        except BlogMissing:
            return self.default()

    def _connect(self, blog: Blog, secret: str) -> Remote:
        from editor.remotes.registry import connect

        return connect(blog, secret)
