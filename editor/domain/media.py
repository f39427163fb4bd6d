"""A picture, known by its content."""

from __future__ import annotations

from dataclasses import dataclass

from editor.domain.post import PostId

LONG_SIDE = 2560  # pixels, unless the author chose otherwise: sharp on any screen


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A picture of a post. The bytes stay in the store, under `digest` (hex SHA-256)."""

    digest: str
    name: str  # as the body names it: "bridge.jpg"; unique within its post
    mime: str
    size: int  # bytes
    width: int  # pixels, as it is shown
    height: int
    post: PostId | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on its way in or out: its description and its bytes, and what a post says of it."""

    item: MediaItem
    data: bytes
    alt: str = ""
    caption: str = ""
    credit: str = ""
