"""What a WordPress has, completely: its listings move under the reader's feet.

Pages are cut by position. A post deleted while we read makes another slip from the next page
onto the one already read, so a listing of several pages proves nothing about who is absent
until the absent were asked for by number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from editor.domain.blog import RemoteHead, RemoteListing
from editor.remotes.wordpress.client import PER_PAGE, Client
from editor.remotes.wordpress.mapping import EVERY_STATUS, HEAD_FIELDS, remote_head


def sweep(client: Client, route: str, author: int | None, since: str) -> RemoteListing:
    """Every post the account may edit; `author` is a number where these are only its own.

    `since` is the cursor of the last sweep. Raises RemoteError.
    """
    params: dict[str, str | int] = {
        "context": "edit",
        "status": EVERY_STATUS,
        "orderby": "id",
        "order": "asc",
        "_fields": HEAD_FIELDS,
    }
    if author is not None:
        params["author"] = author
    heads: dict[str, RemoteHead] = {}
    totals = []
    for page in client.pages(route, params):
        totals.append(page.total)
        heads |= _by_id(page.rows)
    for absent in _parcels(sorted(_known(since) - heads.keys(), key=int)):
        asked: dict[str, str | int] = {"include": ",".join(absent), "per_page": PER_PAGE}
        heads |= _by_id(client.get(route, params | asked))
    whole = len(set(totals)) == 1 and len(heads) >= totals[0]
    return RemoteListing(tuple(heads.values()), cursor=_cursor(heads, len(totals)), whole=whole)


def _by_id(rows: Iterable[dict[str, Any]]) -> dict[str, RemoteHead]:
    return {head.ref.id: head for head in map(remote_head, rows)}


def _cursor(heads: dict[str, RemoteHead], pages: int) -> str:
    """The numbers of all posts, where one page does not hold them."""
    return ",".join(heads) if pages > 1 else ""


def _known(cursor: str) -> set[str]:
    return {id for id in cursor.split(",") if id.isascii() and id.isdigit()}


def _parcels(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + PER_PAGE] for start in range(0, len(ids), PER_PAGE))
