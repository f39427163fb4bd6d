"""The part of a Workspace that has to do with pictures: they belong to one post each, and are
cleaned when they enter.

Every method blocks and may be called from any thread. Raises the EditorError family only.
"""

from __future__ import annotations

from editor.domain.media import LONG_SIDE, MediaItem, Picture
from editor.domain.post import PostId
from editor.workspace.outward import Outward


class Illustrated(Outward):
    """What every Workspace has; nobody makes one alone."""

    def add_picture(
        self,
        post: PostId,
        data: bytes,
        name: str,
        *,
        is_named: bool = False,
        is_clean: bool = False,
        long_side: int = LONG_SIDE,
    ) -> MediaItem:
        """Clean a picture (media/entry.py) and keep it with the post. Slow: use a lane.

        The item's name is what the body has to say. With `is_named` the body says `name`
        already, and it is kept as it stands. With `is_clean` it was in a notebook before: its
        bytes stay, if there is nothing hidden in them. `long_side` is in pixels. Raises
        NotAPicture, DrawingRefused, PictureTooLarge.
        """
        from editor.media.entry import prepare
        from editor.media.looking import look

        seen = look(data, name) if is_clean else None
        if seen is not None:
            return self._stores.media.add(post, name, data, *seen)
        clean, mime, width, height, safe_name = prepare(data, name, long_side)
        kept = name if is_named else safe_name
        return self._stores.media.add(post, kept, clean, mime, width, height)

    def picture(self, post: PostId, name: str) -> Picture | None:
        """A post's picture by the name its body uses; None where there is none."""
        return self._stores.media.get(post, name)

    def pictures(self, post: PostId) -> list[MediaItem]:
        """Every picture of a post."""
        return self._stores.media.of_post(post)
