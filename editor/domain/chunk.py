"""How the body of a post and its body on a blog belong together, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a chunk of a body is to the post."""

    BLOCK = "block"  # a block of its Markdown
    PLACE = "place"  # keeps its place on the blog and is not shown here
    OPENING = "opening"  # of the element that we put around a body, or nothing where it needs none
    NOTES = "notes"  # the list of our footnotes
    CREDITS = "credits"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a body on a blog, and the block of ours that says the same.

    `raw` are the blog's own bytes with the space after them. `made` is the digest of the HTML
    that was made of the block; empty where the blog had it first.
    """

    block: str
    raw: str
    made: str = ""
    part: Part = Part.BLOCK
