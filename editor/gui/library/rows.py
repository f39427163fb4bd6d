"""What one line of the list says, worked out once and not at every painting. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from editor.domain.post import Direction, PostSummary
from editor.gui import phrases
from editor.system.translation import gettext as _
from editor.text.direction import line_direction
from editor.workspace.labels import status_label

FOUND, FOUND_END = "\x02", "\x03"  # around a found word in a snippet
_LEAD = 18  # code points before a found word


@dataclass(frozen=True, slots=True)
class Row:
    """A post as the list shows it. `found` are (start, end) in code points of `opening`."""

    post: PostSummary
    title: str
    title_direction: Direction
    opening: str
    opening_direction: Direction
    found: tuple[tuple[int, int], ...] = ()


def found_words(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet without its marks, and where the found words stand in it."""
    text, spans, start = "", [], -1
    for char in snippet:
        if char == FOUND:
            start = len(text)
        elif char == FOUND_END:
            if start >= 0:
                spans.append((start, len(text)))
            start = -1
        else:
            text += " " if char in "\r\n\t" else char
    return text, tuple(spans)


def bring_near(
    text: str, found: tuple[tuple[int, int], ...]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Begin a snippet a few words before the first found one: a line of the list is short."""
    if not found or found[0][0] <= _LEAD:
        return text, found
    start = text.find(" ", found[0][0] - _LEAD, found[0][0]) + 1 or found[0][0]
    moved = tuple((a - start + 1, b - start + 1) for a, b in found)
    return "…" + text[start:], moved


def row(post: PostSummary) -> Row:
    """The line for `post`. Each of its texts has a direction of its own."""
    title = " ".join(post.title.split())
    opening, found = bring_near(*found_words(post.snippet or post.opening))
    return Row(
        post,
        title,
        line_direction(title, post.direction),
        opening,
        line_direction(opening, post.direction),
        found,
    )


def rows(posts: Iterable[PostSummary]) -> list[Row]:
    """The lines for `posts` in order, each second version right below its post."""
    listed = [row(post) for post in posts]
    known = {one.post.id for one in listed}
    below: dict[str, list[Row]] = {}
    for one in listed:
        if one.post.version_of in known:
            below.setdefault(str(one.post.version_of), []).append(one)
    ordered: list[Row] = []
    for one in listed:
        if one.post.version_of in known:
            continue
        ordered.append(one)
        ordered.extend(below.get(one.post.id, []))
    return ordered


def refined(shown: Sequence[Row], better: Sequence[Row], held: int) -> list[Row]:
    """The lines of a whole answer where the first `held` of those already shown are being read:
    these stay in their places, the others stand below in their own order."""
    fresh = {line.post.id: line for line in better}
    stay = [fresh.get(line.post.id, line) for line in shown[:held]]
    known = {line.post.id for line in stay}
    return [*stay, *(line for line in better if line.post.id not in known)]


def spoken(one: Row, now: datetime) -> str:
    """The line for a screen reader: title, state, language, time."""
    parts = [
        one.title or _("Untitled"),
        status_label(one.post.status),
        phrases.badge(one.post).text,
        phrases.language_name(one.post.language),
        phrases.when(one.post.updated, now),
    ]
    return phrases.in_a_row(parts)


@dataclass(frozen=True, slots=True)
class Edit:
    """A step from one list to another: remove `count` lines at `at`, or insert `lines` there."""

    at: int
    count: int = 0
    lines: tuple[Row, ...] = ()


def edits(old: Sequence[Row], new: Sequence[Row]) -> list[Edit]:
    """Steps that turn `old` into `new`, lines known by their post and in the order to be done.

    Lines that stay in the list but move are removed and inserted, as few as keep the longest
    common order. Lines that only changed their words are not named.
    """
    new_place = {line.post.id: i for i, line in enumerate(new)}
    stay = _longest_rising([(i, new_place.get(line.post.id, -1)) for i, line in enumerate(old)])
    steps: list[Edit] = []
    at = len(old)
    while at > 0:
        end = at
        while at > 0 and at - 1 not in stay:
            at -= 1
        if at < end:
            steps.append(Edit(at, count=end - at))
        at -= 1
    kept = {old[i].post.id for i in stay}
    start = 0
    while start < len(new):
        end = start
        while end < len(new) and new[end].post.id not in kept:
            end += 1
        if end > start:
            steps.append(Edit(start, lines=tuple(new[start:end])))
        start = end + 1
    return steps


def _longest_rising(places: Sequence[tuple[int, int]]) -> set[int]:
    """Which of the (old, new) places may stay: a longest run of rising new places."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: dict[int, int] = {}
    for old, new in places:
        if new < 0:
            continue
        i = bisect_left(tails, new)
        if i > 0:
            before[old] = tail_at[i - 1]
        tails[i : i + 1] = [new]
        tail_at[i : i + 1] = [old]
    stay: set[int] = set()
    at = tail_at[-1] if tail_at else None
    while at is not None:
        stay.add(at)
        at = before.get(at)
    return stay
