"""What a WordPress has: its listings move under the reader's feet.

Pages are cut by position. A post deleted while we read makes another slip from the next page
onto the one already read, so a listing of several pages proves nothing about who is absent
until the absent were asked for by number.

A blog of many pages is not read whole each time. A glance asks for what was changed last and for
what is newest by number, and counts: a post that was deleted, or made with a date of long ago,
shows in the number of all. What the blog's clock has published shows nowhere, so what waits for
it is asked for by number. Once a day everything is read all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from editor.domain.blog import RemoteHead, RemoteListing
from editor.domain.post import Status
from editor.remotes.wordpress.client import PER_PAGE, Client, Page
from editor.remotes.wordpress.mapping import EVERY_STATUS, HEAD_FIELDS, remote_head

OVERLAP = timedelta(seconds=10)  # WordPress' times have a grain of one second
WHOLE_AGAIN = timedelta(days=1)

_Params = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a blog was read: the cursor, unpacked. `ids` and `waiting` are numbers with commas
    between; `since` the last change by the blog's clock, `swept` our time of the last whole
    reading, both ISO 8601."""

    ids: str = ""
    waiting: str = ""
    total: int = 0
    since: str = ""
    swept: str = ""


def mark_of(cursor: str) -> Mark:
    """An older Midad's cursor has the numbers only."""
    if not cursor.startswith("{"):
        return Mark(ids=cursor)
    try:
        return Mark(**json.loads(cursor))
    except (ValueError, TypeError):
        return Mark()


def sweep(
    client: Client, route: str, author: int | None, since: str, now: datetime
) -> RemoteListing:
    """Every post the account may edit, or those that may have moved; `author` is a number where
    these are only its own. `since` is the cursor of the last sweep. Raises RemoteError."""
    params: _Params = {"context": "edit", "status": EVERY_STATUS, "_fields": HEAD_FIELDS}
    if author is not None:
        params["author"] = author
    mark = mark_of(since)
    if _is_fresh(mark, now):
        seen = _glance(client, route, params, mark)
        if seen is not None:
            return seen
    return _whole(client, route, params, mark, now)


def _is_fresh(mark: Mark, now: datetime) -> bool:
    return bool(mark.since and mark.swept) and (
        timedelta(0) <= now - datetime.fromisoformat(mark.swept) < WHOLE_AGAIN
    )


def _glance(client: Client, route: str, params: _Params, mark: Mark) -> RemoteListing | None:
    """What may have moved since `mark`; None where that cannot be told from so little."""
    known = _numbers(mark.ids)
    changed = _first(client, route, params | {"orderby": "modified", "order": "desc"})
    newest = _first(client, route, params | {"orderby": "id", "order": "desc"})
    heads = _by_id(changed.rows) | _by_id(newest.rows)
    oldest = min((head.version.modified for head in _by_id(changed.rows).values()), default="")
    start = (datetime.fromisoformat(mark.since) - OVERLAP).isoformat()
    fresh = heads.keys() - known
    if oldest >= start or newest.total != mark.total + len(fresh) or not heads.keys() & known:
        return None
    waiting = sorted(_numbers(mark.waiting) - heads.keys(), key=int)
    for some in _parcels(waiting):
        heads |= _by_id(client.get(route, params | _asked(some)))
    still = [id for id in waiting if id not in heads or heads[id].status is Status.SCHEDULED]
    now = Mark(
        ids=",".join(sorted(known | fresh, key=int)),
        waiting=",".join(sorted({*still, *_scheduled(heads)}, key=int)),
        total=newest.total,
        since=max(mark.since, _last_change(heads)),
        swept=mark.swept,
    )
    return RemoteListing(tuple(heads.values()), cursor=json.dumps(asdict(now)), whole=False)


def _whole(client: Client, route: str, params: _Params, mark: Mark, now: datetime) -> RemoteListing:
    params = params | {"orderby": "id", "order": "asc"}
    heads: dict[str, RemoteHead] = {}
    totals = []
    for page in client.pages(route, params):
        totals.append(page.total)
        heads |= _by_id(page.rows)
    for absent in _parcels(sorted(_numbers(mark.ids) - heads.keys(), key=int)):
        heads |= _by_id(client.get(route, params | _asked(absent)))
    is_whole = len(set(totals)) == 1 and len(heads) >= totals[0]
    cursor = ""
    if len(totals) > 1:  # one page is read as fast as a glance
        read = Mark(
            ids=",".join(heads),
            waiting=",".join(_scheduled(heads)),
            total=totals[-1],
            since=_last_change(heads) if is_whole else "",
            swept=now.isoformat(timespec="seconds"),
        )
        cursor = json.dumps(asdict(read))
    return RemoteListing(tuple(heads.values()), cursor=cursor, whole=is_whole)


def _first(client: Client, route: str, params: _Params) -> Page:
    return next(client.pages(route, params), Page((), 0, 0))


def _by_id(rows: Iterable[dict[str, Any]]) -> dict[str, RemoteHead]:
    return {head.ref.id: head for head in map(remote_head, rows)}


def _scheduled(heads: dict[str, RemoteHead]) -> list[str]:
    return [id for id, head in heads.items() if head.status is Status.SCHEDULED]


def _last_change(heads: dict[str, RemoteHead]) -> str:
    """By the blog's clock. What is scheduled says the day it is to come."""
    waiting = set(_scheduled(heads))
    return max((heads[id].version.modified for id in heads.keys() - waiting), default="")


def _numbers(listed: str) -> set[str]:
    return {id for id in listed.split(",") if id.isascii() and id.isdigit()}


def _asked(ids: list[str]) -> _Params:
    return {"include": ",".join(ids), "per_page": PER_PAGE}


def _parcels(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + PER_PAGE] for start in range(0, len(ids), PER_PAGE))
