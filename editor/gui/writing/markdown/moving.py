"""Lines change places with those above or below them. Pure; offsets are code points.

What moves is what an author takes for one thing: an item with all that is in it, a row of a
table, a line of a verse or of code, and a whole paragraph past the next one.
"""

from __future__ import annotations

from editor.gui.writing.markdown.edits import Edit
from editor.text.blocks import Block, Kind, cut

_LEFT_ALONE = frozenset({Kind.BLANK, Kind.FRONT_MATTER})


def move(text: str, start: int, end: int, *, down: bool) -> Edit | None:
    """Move the selected lines one place; None at the end of what they are in."""
    if end > start and text[end - 1] == "\n":
        end -= 1  # a selection of whole lines ends on the line after them
    blocks = [block for block in cut(text) if block.kind not in _LEFT_ALONE]
    chosen = [n for n, block in enumerate(blocks) if _touches(block, start, end)]
    if not chosen:
        return None
    first, last = chosen[0], chosen[-1]
    one = blocks[first]
    if first == last and not _is_whole(one, text, start, end):
        return _inside(one, text, start, end, down=down)
    if (last + 1 == len(blocks)) if down else not first:
        return None
    left, middle, right = (first, last, last + 1) if down else (first - 1, first - 1, last)
    return _swapped(text, blocks, (left, middle, right), (start, end), down=down)


def _touches(block: Block, start: int, end: int) -> bool:
    return block.start <= end and start < _ink_end(block) + 1


def _ink_end(block: Block) -> int:
    return block.start + len(block.text.rstrip("\n"))


def _is_whole(block: Block, text: str, start: int, end: int) -> bool:
    """True where all the lines of a block are chosen."""
    return "\n" not in text[block.start : max(start, block.start)] and (
        "\n" not in text[end : _ink_end(block)]
    )


def _inside(block: Block, text: str, start: int, end: int, *, down: bool) -> Edit | None:
    if block.kind is Kind.LIST or block.kind is Kind.QUOTE:
        from editor.gui.writing.markdown import lists

        chosen = lists.Chosen(text, start, end)
        if chosen.items:
            return lists.move(chosen, down=down)
    lines = block.text.rstrip("\n").split("\n")
    first = block.text.count("\n", 0, start - block.start)
    last = first + text.count("\n", start, end)
    # The head and the rule of a table, the two ends of a fence, stay where they are.
    top = 2 if block.kind is Kind.TABLE else 1 if block.kind is Kind.FENCE else 0
    bottom = len(lines) - (1 if block.kind is Kind.FENCE else 0)
    if first < top or last >= bottom or (last + 1 >= bottom if down else first - 1 < top):
        return None
    left, right = (first, last + 2) if down else (first - 1, last + 1)
    rows = lines[left:right]
    made = [rows[-1], *rows[:-1]] if down else [*rows[1:], rows[0]]
    at = block.start + sum(len(line) + 1 for line in lines[:left])
    gone = len(rows[-1] if down else rows[0]) + 1
    shift = gone if down else -gone
    old = "\n".join(rows)
    return Edit(at, at + len(old), "\n".join(made), start + shift, end + shift)


def _swapped(
    text: str,
    blocks: list[Block],
    places: tuple[int, int, int],
    chosen: tuple[int, int],
    *,
    down: bool,
) -> Edit:
    """The blocks up to `middle` and those after it change places; the empty lines between them
    stay, and where there are none one is put, so that neither runs into the other."""
    left, middle, right = places
    start, stop = blocks[left].start, _ink_end(blocks[right])
    upper = text[start : _ink_end(blocks[middle])]
    lower = text[blocks[middle + 1].start : stop]
    between = text[start + len(upper) : blocks[middle + 1].start]
    if "\n\n" not in between:
        between = "\n\n"
    after = "\n" if text[stop:].startswith("\n") and not text[stop + 1 :].startswith("\n") else ""
    after = after if text[stop + 1 :] else ""
    made = lower + between + upper + after
    if down:
        shift = len(lower) + len(between)
    else:
        shift = -(blocks[middle + 1].start - start)
    longest = len(text) + len(made) - (stop - start)
    low, high = (min(max(0, offset + shift), longest) for offset in chosen)
    return Edit(start, stop, made, low, high)
