"""The lines of a list: what is shown of posts, read without their bodies.

A line is a tuple of its columns until all of a stretch are there: hundreds are read at a time,
and most posts of many notebooks have nothing to do with any blog.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from editor.domain.ledger import IntentKind
from editor.domain.post import Direction, PostId, PostSummary, Status, Travel
from editor.store.packing import stored_text
from editor.store.travel import Facts, travel_of

if TYPE_CHECKING:
    from editor.store.database import Notebook, Value

Line = tuple[Any, ...]

LINE = """
    CASE WHEN EXISTS (SELECT 1 FROM blogs) THEN p.number END AS asked_by,
    p.uuid, p.title, p.opening, p.status, p.language, p.resolved, p.updated, p.publish_at, p.blog,
    p.stays_here, p.version_of, p.binned
"""
"""The columns `summaries` reads, of `posts p`. Without a blog nobody asks for more by the number,
and a question of its own whether there is one would cost as much as ten lines."""

LINE_WIDTH = 13

STANDING = """
    posts p
    LEFT JOIN blogs b ON b.uuid = p.blog
    LEFT JOIN copies c ON c.post = p.uuid AND c.blog = p.blog
"""
"""The tables of KIND."""

_ASKED = "FROM intents i WHERE i.post = p.uuid ORDER BY id DESC LIMIT 1"

# Digests are told apart only by whether they are the post's own: '' stands for that.
KIND = f"""
    p.status, p.stays_here, p.version_of IS NOT NULL AS is_version,
    p.binned IS NOT NULL AS is_binned, b.keeps_drafts,
    CASE WHEN c.agreed = p.digest THEN '' WHEN c.agreed IS NOT NULL THEN '-' END AS agreed,
    CASE WHEN trim(p.title) = '' THEN trim(p.body, char(9, 10, 13, 32)) = '' ELSE 0 END
        AS is_blank,
    EXISTS (SELECT 1 FROM copies x WHERE x.post = p.uuid AND x.conflict) AS conflict,
    EXISTS (SELECT 1 FROM copies x WHERE x.post = p.uuid AND x.trouble <> '') AS trouble,
    (SELECT kind || ' ' || CASE digest WHEN p.digest THEN '' ELSE '-' END {_ASKED}) AS asked
"""  # noqa: S608
"""The columns `travel_of_kind` reads, from STANDING: all that matters of how a post stands with
its blog. Many posts, few kinds of them."""

KIND_COLUMNS = ", ".join(str(number) for number in range(1, 11))

_STATUSES = {each.value: each for each in Status}
_DIRECTIONS = {each.value: each for each in Direction}
_TOGETHER = 500  # posts asked for in one question
_NOTHING: Mapping[PostId, str] = MappingProxyType({})


def summaries(
    notebook: Notebook, lines: Sequence[Line], snippets: Mapping[PostId, str] = _NOTHING
) -> list[PostSummary]:
    """What a list shows, from tuples of the LINE columns."""
    travels = _travels(notebook, lines)
    # What this does for every line is half of what a page costs. So it is one expression that
    # calls little, and makes the tuples without PostSummary's own function in between.
    make, kind, moment = tuple.__new__, PostSummary, datetime.fromisoformat
    statuses, directions = _STATUSES, _DIRECTIONS
    return [
        make(
            kind,
            (
                uuid,
                # Half a surrogate pair is kept as bytes.
                title if title.__class__ is str else stored_text(title),
                opening if opening.__class__ is str else stored_text(opening),
                statuses[status],
                language if language.__class__ is str else stored_text(language),
                directions[resolved],
                moment(updated),
                moment(publish_at) if publish_at else None,
                blog or None,
                stays_here != 0,
                version_of or None,
                moment(binned) if binned else None,
                travels.get(number) if travels else None,
                snippets.get(uuid, "") if snippets else "",
            ),
        )
        for (
            number, uuid, title, opening, status, language, resolved, updated, publish_at, blog,
            stays_here, version_of, binned,
        ) in lines
    ]  # fmt: skip


def listed(notebook: Notebook, rest: str, values: Sequence[Value]) -> list[PostSummary]:
    """The lines of the posts that `rest` chooses: SQL after `FROM posts p`, of our own making."""
    lines = notebook.tuples(f"SELECT {LINE} FROM posts p {rest}", values)  # noqa: S608
    return summaries(notebook, lines)


def travel_of_kind(kind: Line) -> Travel | None:
    """How all posts of a kind stand with their blog, from a tuple of the KIND columns."""
    (
        status, stays_here, is_version, is_binned, keeps_drafts, agreed, is_blank,
        conflict, trouble, asked,
    ) = kind  # fmt: skip
    intent, _, said = (asked or "").partition(" ")
    return travel_of(
        Facts(
            status=_STATUSES[status],
            digest="",
            has_blog=keeps_drafts is not None,
            keeps_drafts=bool(keeps_drafts),
            stays_here=bool(stays_here),
            is_version=bool(is_version),
            is_binned=bool(is_binned),
            is_blank=bool(is_blank),
            agreed=agreed,
            conflict=bool(conflict),
            trouble=bool(trouble),
            intent=IntentKind(intent) if intent else None,
            said=said,
        )
    )


def _travels(notebook: Notebook, lines: Sequence[Line]) -> dict[int, Travel | None]:
    """How posts stand with their blogs, by number; nothing where there are no blogs: all that
    is known of them goes with them."""
    travels: dict[int, Travel | None] = {}
    if not lines or lines[0][0] is None:
        return travels
    judged: dict[Line, Travel | None] = {}
    for start in range(0, len(lines), _TOGETHER):
        numbers = [line[0] for line in lines[start : start + _TOGETHER]]
        marks = ", ".join("?" * len(numbers))
        for number, *columns in notebook.tuples(
            f"SELECT p.number, {KIND} FROM {STANDING} WHERE p.number IN ({marks})",  # noqa: S608
            numbers,
        ):
            kind = tuple(columns)
            if kind not in judged:
                judged[kind] = travel_of_kind(kind)
            travels[number] = judged[kind]
    return travels
