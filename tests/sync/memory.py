"""A blog in memory: an honest double at the Remote seam, for stories that need faults between
any two lines. tests/contract holds it to the same suite as the real ones."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from editor.domain.blog import (
    BlogReport,
    Capabilities,
    Outgoing,
    RemoteListing,
    RemotePost,
    RemoteRef,
    Version,
)
from editor.domain.errors import EditOverwritten, RemoteGone, VersionConflict
from editor.domain.media import MediaItem, Picture
from editor.domain.post import Status
from editor.remotes.wordpress.body import chunks_there
from editor.text.following import refitted


class MemoryBlog:
    """The server: shared by every remote that is connected to it."""

    def __init__(self) -> None:
        self.posts: dict[str, RemotePost] = {}
        self.revisions: dict[str, list[RemotePost]] = {}
        self.pictures: dict[str, bytes] = {}
        self.writes = 0
        self._ids = itertools.count(1)
        self._versions = itertools.count(1)

    def put(self, post: RemotePost) -> RemotePost:
        """What every edit does, ours or somebody else's."""
        self.writes += 1
        post = self.kept(post)
        post = replace(post, version=Version(str(next(self._versions))))
        self.posts[post.ref.id] = post
        self.revisions.setdefault(post.ref.id, []).append(post)
        return post

    def overwritten(self, id: str, since: Version) -> RemotePost | None:
        """Words between those of `since` and the newest, which both have not."""
        all = self.revisions[id]
        known = [post.version for post in all]
        if since not in known:
            return None
        start, now = all[known.index(since)], all[-1]
        words = [(post.title, post.body) for post in (start, now)]
        lost = [p for p in all[known.index(since) :] if (p.title, p.body) not in words]
        return lost[-1] if lost else None

    def kept(self, post: RemotePost) -> RemotePost:
        """What the server makes of a post it is given."""
        return post

    def add(self, title: str, body: str, status: Status = Status.PUBLISHED) -> RemotePost:
        """Somebody writes a post on the blog itself."""
        id = str(next(self._ids))
        ref = RemoteRef(id, f"https://ink.example/{id}")
        return self.put(RemotePost(ref, Version(), status, title=title, body=body))

    def edit(self, id: str, **fields: object) -> RemotePost:
        """Somebody edits a post on the blog itself."""
        return self.put(replace(self.posts[id], **fields))  # type: ignore[arg-type]

    @property
    def alive(self) -> list[RemotePost]:
        return [post for post in self.posts.values() if not post.trashed]


class MemoryRemote:
    """The adapter. `before` and `after` are called around every act, and may raise."""

    def __init__(self, blog: MemoryBlog, *, drafts: bool = True) -> None:
        self.blog = blog
        self.capabilities = Capabilities(drafts=drafts)
        self.before: Callable[[str], None] = lambda _act: None
        self.between: Callable[[str], None] = lambda _act: None  # looking and writing
        self.after: Callable[[str], None] = lambda _act: None

    def check(self) -> BlogReport:
        return BlogReport("حبر على ضفة النهر", "https://ink.example/", user="salim")

    def changes(self, since: str) -> RemoteListing:
        self.before("changes")
        heads = tuple(post.head for post in self.blog.posts.values())
        return RemoteListing(heads, cursor=str(len(heads)), whole=True)

    def fetch(self, ref: RemoteRef) -> RemotePost:
        self.before("fetch")
        if ref.id not in self.blog.posts:
            raise RemoteGone
        return self.blog.posts[ref.id]

    def create(self, outgoing: Outgoing, key: str) -> RemotePost:
        self.before("create")
        for post in self.blog.posts.values():
            if post.key == key:
                return post
        blank = RemotePost(RemoteRef(""), Version(), Status.DRAFT)
        said = _said(blank, outgoing)  # from here on it is the server's doing, whole or not at all
        made = self.blog.add("", "", Status.DRAFT)
        made = self.blog.put(replace(said, ref=made.ref, key=key, status=Status.DRAFT))
        self.after("create")
        return made

    def update(self, ref: RemoteRef, outgoing: Outgoing, expected: Version) -> RemotePost:
        self.before("update")
        current = self._current(ref)
        wanted = replace(_said(current, outgoing), status=outgoing.post.status, trashed=False)
        wanted = self.blog.kept(replace(wanted, key=""))  # an address is no place for it
        if replace(wanted, version=current.version) == current:
            lost = self.blog.overwritten(ref.id, expected)
            if lost is not None:
                raise EditOverwritten(current=lost, written=current)
            return current
        if current.version != expected:
            raise VersionConflict(current=current)
        self.between("update")
        self._current(ref)
        now = self.blog.put(wanted)
        self.after("update")
        lost = self.blog.overwritten(ref.id, current.version)
        if lost is not None:
            raise EditOverwritten(current=lost, written=now)
        return now

    def delete(self, ref: RemoteRef, expected: Version) -> None:
        self.before("delete")
        current = self.blog.posts.get(ref.id)
        if current is None or current.trashed:
            return
        if current.version != expected:
            raise VersionConflict(current=current)
        self.blog.put(replace(current, trashed=True, status=Status.DRAFT))
        self.after("delete")

    def upload(self, picture: Picture) -> str:
        """Looks first, and gives way to one that came while we looked."""
        self.before("upload")
        name = hashlib.sha256(picture.data).hexdigest()
        if name not in self.blog.pictures:
            self.between("upload")
            self.blog.writes += 1
            if name not in self.blog.pictures:
                self.blog.pictures[name] = picture.data
            self.after("upload")
        return f"https://ink.example/pictures/{name}"

    def pictures_there(self, items: Sequence[MediaItem]) -> dict[str, str]:
        self.before("pictures_there")
        names = [item.digest for item in items if item.digest in self.blog.pictures]
        return {name: f"https://ink.example/pictures/{name}" for name in names}

    def _current(self, ref: RemoteRef) -> RemotePost:
        if ref.id not in self.blog.posts:
            raise RemoteGone
        return self.blog.posts[ref.id]


def _said(post: RemotePost, outgoing: Outgoing) -> RemotePost:
    """The server's form of what was sent; like real ones, it rewrites the body a little."""
    sent = outgoing.post
    chunks = chunks_there(outgoing, "en")
    body = "".join(chunk.raw for chunk in chunks).replace("<br>", "<br />")
    return replace(
        post,
        title=sent.title.strip(),
        body=body,
        slug=sent.slug,
        excerpt=sent.excerpt,
        tags=sent.tags,
        categories=sent.categories,
        publish_at=sent.publish_at if sent.status is not Status.DRAFT else None,
        chunks=refitted(chunks, body),
    )
