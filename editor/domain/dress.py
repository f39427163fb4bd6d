"""How a blog's pages look, kept for the preview."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from editor.domain.post import BlogId


@dataclass(frozen=True, slots=True)
class DressFile:
    """A style sheet, font or picture of a blog's page. `name` is ours: a number and an ending."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dress:
    """One page of a blog without its post, harmless: nothing in it runs or leads anywhere.

    `page` is HTML with a place for a title and one for a body. `left_out` names the other
    computers that the page wanted something from and that were not asked.
    """

    blog: BlogId
    fetched: datetime
    source: str  # the address of the page
    page: str = field(repr=False)
    left_out: tuple[str, ...] = ()
