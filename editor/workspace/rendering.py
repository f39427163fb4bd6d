"""A post at one moment, and what it looks like then: what the preview gives and gets.

Frozen data, so that nobody has to know where it is made (`render_lane`, `typesetting`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, unquote

from editor.domain.post import BlogId, Credit, Direction, Format, PostId

if TYPE_CHECKING:
    from editor.workspace.wearing import Wear

_ELSEWHERE = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")

PICTURE_ADDRESS = "media://picture/"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A post at one moment of its writing. `direction` None: the words decide; `default`: for a
    post without a single one, the direction it is written in. `wear`: the look of its blog, where
    it shall be shown in that."""

    post: PostId
    title: str = ""
    body: str = ""
    format: Format = Format.MARKDOWN
    language: str = ""
    direction: Direction | None = None
    credits: tuple[Credit, ...] = ()
    publish_at: datetime | None = None
    default: Direction = Direction.LTR
    blog: BlogId | None = None
    wear: Wear | None = None


class SafeBlock(NamedTuple):
    """One block of the page: sanitised HTML, the same key for the same one."""

    key: str
    html: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """What `snapshot` looks like: its head, its body, its foot. Blocks that show nothing are
    left out. `said`: direction and language of the element around them that the blog gets; empty
    where there is none. `kinds`: those of the blog's blocks."""

    snapshot: Snapshot
    direction: Direction
    blocks: tuple[SafeBlock, ...]
    starts: Sequence[int] = field(repr=False)
    """Where the source of each block begins in the body, in code points."""
    lines: Sequence[int] = field(repr=False)
    """The same in lines, from 0."""
    said: tuple[Direction | Literal[""], str] = ("", "")
    kinds: frozenset[str] = frozenset()


def picture_address(post: PostId, destination: str) -> str:
    """Where the preview finds the picture an author wrote as `destination`; empty for what
    would have to be fetched from elsewhere, which the preview never does."""
    if _ELSEWHERE.match(destination):
        return ""
    name = unquote(destination).strip().removeprefix("./")
    return f"{PICTURE_ADDRESS}{post}/{quote(name, safe='')}" if name else ""
