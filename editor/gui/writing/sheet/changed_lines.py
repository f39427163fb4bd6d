"""Which lines of a paragraph an edit made look different, so that no others are painted. Pure."""

from __future__ import annotations

from editor.gui.writing.sheet.highlighter import Span

Lines = list[tuple[int, int]]
"""Start and end of each line in the text."""


def changed_lines(old: str, old_lines: Lines, new: str, new_lines: Lines) -> range:
    """The lines that say something else in `new`, of as many as there were in `old`, and one on
    each side of them: there a sign may have turned round. Empty where none does."""
    pairs = enumerate(zip(old_lines, new_lines, strict=True))
    changed = [number for number, (was, now) in pairs if old[slice(*was)] != new[slice(*now)]]
    if not changed:
        return range(0)
    return range(max(changed[0] - 1, 0), min(changed[-1] + 2, len(new_lines)))


def moved(spans: list[Span], place: int, more: int) -> list[Span]:
    """Where spans are after `more` characters came to `place`, or left it."""
    found = []
    for start, length, style in spans:
        if start >= place:
            found.append(Span(start + more, length, style))
        elif start + length > place:
            found.append(Span(start, length + more, style))
        else:
            found.append(Span(start, length, style))
    return found
