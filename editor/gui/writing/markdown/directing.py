"""The author's word on the direction of blocks, as Markdown that survives. Pure; offsets are code
points."""

from __future__ import annotations

import re

from editor.domain.post import Direction
from editor.gui.writing.markdown.edits import Change, Command, Edit
from editor.text import lines
from editor.text.blocks import Block, Kind, cut
from editor.text.direction import block_direction

# What stands in quotation marks is a value: in it, `dir=` is a word like any other.
_DIRECTION = re.compile(
    r"(?P<value>\"[^\"]*\"|'[^']*')|\s*(?<![\w-])dir=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+)", re.I
)
_DIRECTED = frozenset(
    {Kind.PARAGRAPH, Kind.HEADING, Kind.LIST, Kind.QUOTE, Kind.TABLE, Kind.TERMS, Kind.FOOTNOTE}
)


def direct(wanted: Direction, post: Direction) -> Command:
    """Say the direction of the blocks that the selection touches, where their words would say
    another. On an empty line there is nothing to do: what is above is not meant.

    `post` is the post's direction. It is written as Markdown that survives, in a line of its
    own below the block."""

    def command(text: str, start: int, end: int) -> Edit | None:
        changes = [
            change
            for block in cut(text)
            if block.kind in _DIRECTED
            and block.start <= end
            and start <= block.start + len(block.text.rstrip())
            for change in _directed(block, wanted, post)
        ]
        if not changes:
            return None
        anchor, caret = (_carried(changes, offset) for offset in (start, end))
        first, *others = changes
        return Edit(*first, anchor, caret, tuple(others))

    return command


def _directed(block: Block, wanted: Direction, post: Direction) -> list[Change]:
    """What says the direction of one block, behind its words; empty where it is said so."""
    said, rest = _without_direction(block)
    by_itself = block_direction(block._replace(text=said + rest), post)
    wish = f'dir="{wanted}"' if by_itself is not wanted else ""
    signs = " ".join(part for part in (wish, rest.strip(" \n{:}")) if part)
    made = f"\n{{: {signs}}}" if signs else ""
    was = block.text.rstrip()[len(said) :]
    start = block.start + len(said)
    return [Change(start, start + len(was), made)] if made != was else []


def _carried(changes: list[Change], offset: int) -> int:
    """Where an offset is afterwards; one within what is replaced, before it."""
    moved = offset
    for change in changes:
        if change.end <= offset and change.start < offset:
            moved += len(change.replacement) - (change.end - change.start)
        elif change.start < offset:
            return moved - (offset - change.start)
    return moved


def _without_direction(block: Block) -> tuple[str, str]:
    """The block's words, and its attribute line (with the line's ending) without a direction."""
    body, newline, last = block.text.rstrip().rpartition("\n")
    if not (newline and lines.is_attributes(last)):
        return block.text.rstrip(), ""
    rest = _DIRECTION.sub(lambda found: found["value"] or "", last)
    return body, f"\n{rest}" if rest.strip(" {:}") else ""
