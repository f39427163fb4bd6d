"""A post on another blog: copied, so that each goes its own way, or moved.

A post belongs to one blog. What goes to another is a new post with a name of its own: two copies
under one name would meet each other in every sync, and on every other computer. Any thread; raises
the EditorError family.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.domain.errors import PostElsewhere, PostMissing
from editor.domain.post import BlogId, Post, PostId, Status, new_post_id

if TYPE_CHECKING:
    from editor.store.settings import Settings
    from editor.sync.stores import Stores

_KEY = "copied."


class Elsewhere:
    """What a Workspace knows of a post's other homes; `Workspace.copy` and `move` act."""

    def __init__(self, stores: Stores, settings: Settings) -> None:
        self._stores = stores
        self._settings = settings

    def homes(self, id: PostId) -> list[BlogId]:
        """The blogs that have the post, or may have it; not those that have it in their bin."""
        ledger = self._stores.ledger
        copies = [copy.blog for copy in ledger.copies_of(id) if not copy.base.trashed]
        tried = [intent.blog for intent in ledger.intents(post=id) if intent.sent]
        return list(dict.fromkeys(copies + tried))

    def refuse(self, post: Post, blog: BlogId) -> None:
        """Raise PostElsewhere where `blog` is not the post's, and another has it."""
        homes = self.homes(post.id) if blog != post.blog else []
        if homes and blog not in homes:
            raise PostElsewhere(id=post.id, blog=self._stores.blogs.get(homes[0]).name)

    def settled(self, post: Post) -> Post:
        """`post` as it may be saved: what a blog has stays that blog's."""
        try:
            stored = self._stores.posts.get(post.id)
        except PostMissing:
            return post
        if post.blog == stored.blog or not self.homes(post.id):
            return post
        return replace(post, blog=stored.blog)

    def copy_of(self, id: PostId, blog: BlogId) -> Post | None:
        """The post that was made of this one for `blog`, while it is there and not in the bin."""
        made = self._settings.get(f"{_KEY}{id}.{blog}")
        try:
            found = self._stores.posts.get(PostId(made)) if made else None
        except PostMissing:
            return None
        return found if found is not None and found.binned is None else None

    def make_copy(self, id: PostId, blog: BlogId) -> Post:
        """A new draft for `blog` that says and shows what this post does; no reader sees it
        before its author says so. One transaction of its caller. Raises PostElsewhere where
        `blog` is the post's own."""
        post = self._stores.posts.get(id)
        if blog in (post.blog, *self.homes(id)):
            raise PostElsewhere(id=id, blog=self._stores.blogs.get(blog).name)
        made = self._stores.posts.save(
            replace(
                post,
                id=new_post_id(),
                blog=blog,
                status=Status.DRAFT,
                publish_at=None,
                stays_here=False,
                version_of=None,
                binned=None,
            )
        )
        self._stores.media.share(id, made.id)
        self._settings.put(f"{_KEY}{id}.{blog}", made.id)
        return made
