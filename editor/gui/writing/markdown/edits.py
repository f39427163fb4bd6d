"""What a command wants done to the text: one step for the author, whatever it takes. Pure.

Offsets are code points of the text as it was; lines end in LF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """`replacement` in the place of `start` to `end`."""

    start: int
    end: int
    replacement: str


class Edit(NamedTuple):
    """Put `replacement` in the place of `start` to `end`; then select `anchor` to `caret`,
    which are offsets in the text as it is afterwards.

    `also` are the changes that follow from it further down: the numbers of the items below. They
    stand apart, in their order, so that nothing between them is touched."""

    start: int
    end: int
    replacement: str
    anchor: int
    caret: int
    also: tuple[Change, ...] = ()


Command = Callable[[str, int, int], Edit | None]


def applied(text: str, edit: Edit) -> str:
    """The text as it is afterwards."""
    return changed(text, (Change(edit.start, edit.end, edit.replacement), *edit.also))


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text after some changes, which stand apart and in their order."""
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += (text[at : change.start], change.replacement)
        at = change.end
    return "".join([*parts, text[at:]])


def line_start(text: str, offset: int) -> int:
    """Where the line of `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where it ends, before its LF."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found
