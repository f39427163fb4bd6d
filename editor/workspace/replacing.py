"""A picture that was replaced in one post, in the other posts that show it, too.

Any thread; raises the EditorError family.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from editor.domain.errors import PostChanged
from editor.domain.post import Format, Post, PostId
from editor.domain.revision import Cause
from editor.text.pictures import marks, replaced

if TYPE_CHECKING:
    from editor.domain.media import MediaItem
    from editor.sync.stores import Stores
    from editor.workspace.history import PostHistory


class Replacing:
    """Knows pictures by their bytes, under whatever name a post has them."""

    def __init__(
        self, stores: Stores, history: PostHistory, save: Callable[[Post, Post], Post]
    ) -> None:
        """`save(post, base)` keeps a post; it raises PostChanged where `base` is outdated."""
        self._stores = stores
        self._history = history
        self._save = save

    def others(self, post: PostId, name: str) -> list[PostId]:
        """The other posts outside the bin that show what `post` calls `name`."""
        return [other.id for other, _name in self._showing(post, name)]

    def replace(self, post: PostId, old: str, new: str) -> list[PostId]:
        """Have those posts show what `post` calls `new`, in place of what it calls `old`; what
        they say of it stays, and what they were stays in their history. Gives those that do now:
        one that somebody was writing in is left alone."""
        item = self._item(post, new)
        if item is None:
            return []
        done = []
        for other, name in self._showing(post, old):
            with self._stores.notebook.writing():
                here = self._stores.media.lend(item, other.id)
                body = replaced(other.body, name, here)
            self._history.keep(other.id, Cause.LEFT)
            try:
                self._save(replace(other, body=body), other)
            except PostChanged:
                continue
            done.append(other.id)
        return done

    def _showing(self, post: PostId, name: str) -> list[tuple[Post, str]]:
        item = self._item(post, name)
        if item is None:
            return []
        found = []
        for each in self._stores.media.of_digest(item.digest):
            if each.post is None or each.post == post:
                continue
            other = self._stores.posts.get(each.post)
            is_open = other.binned is None and other.format is Format.MARKDOWN
            if is_open and any(mark.target == each.name for mark in marks(other.body)):
                found.append((other, each.name))
        return found

    def _item(self, post: PostId, name: str) -> MediaItem | None:
        items = self._stores.media.of_post(post)
        return next((item for item in items if item.name == name), None)
