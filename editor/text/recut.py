"""Cutting again after a change: only around the change, whatever the text's length.

Gives exactly what `cut` gives. It can, because what a block is depends on nothing before it and
on at most two blocks after it; raw HTML alone looks further, and is left to `cut`.
"""

from __future__ import annotations

from collections.abc import Sequence

from editor.text.blocks import Block, Kind, cut

# So many blocks after a block may decide what it is: the lines of a table or of terms.
_AHEAD = 2
# So many unchanged blocks are cut along at first, to come back into step with what is known.
_WINDOW = 6


def cut_again(known: Sequence[Block], text: str) -> list[Block]:
    """`cut(text)`, where `known` is what `cut` gave for a similar text."""
    if not known or any(block.kind is Kind.HTML for block in known):
        return cut(text)
    head = _same_head(known, text)
    if head == len(known) and known[-1].end == len(text):
        return list(known)
    keep = max(0, head - _AHEAD)
    start = known[keep].start
    shift = len(text) - known[-1].end
    tail = _same_tail(known, text, shift, at_least=max(start, start - shift))
    for last in (min(tail + _WINDOW, len(known)), len(known)):
        stop = known[last].start + shift if last < len(known) else len(text)
        found = _middle(text, known[keep], stop, known, range(tail, last), shift)
        if found is not None:
            return [*known[:keep], *found]
    return cut(text)


def _same_head(known: Sequence[Block], text: str) -> int:
    for count, block in enumerate(known):
        if not text.startswith(block.text, block.start):
            return count
    return len(known)


def _same_tail(known: Sequence[Block], text: str, shift: int, at_least: int) -> int:
    """The first block of those at the end that are the same, only moved by `shift`."""
    place = len(known)
    while place:
        block = known[place - 1]
        if block.start < at_least or not text.startswith(block.text, block.start + shift):
            break
        place -= 1
    return place


def _middle(
    text: str, first: Block, stop: int, known: Sequence[Block], tail: range, shift: int
) -> list[Block] | None:
    """The blocks from `first`'s place on, those of the unchanged tail included; None where the
    text up to `stop` does not tell. `tail`: those of the tail that begin before `stop`."""
    moved = {known[place].start + shift: place for place in tail}
    found: list[Block] = []
    pieces = cut(text[first.start : stop])
    sure = len(pieces) if stop == len(text) else len(pieces) - _AHEAD
    for piece in pieces[:sure]:
        if piece.kind is Kind.HTML:
            return None
        block = piece._replace(start=piece.start + first.start, line=piece.line + first.line)
        place = moved.get(block.start)
        if place is not None:
            lines = block.line - known[place].line
            return found + _shifted(known[place:], shift, lines)
        found.append(block)
    return found if stop == len(text) else None


def _shifted(blocks: Sequence[Block], offset: int, lines: int) -> list[Block]:
    return [Block(kind, text, start + offset, line + lines) for kind, text, start, line in blocks]
