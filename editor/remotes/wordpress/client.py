"""WordPress' REST API: requests in, JSON out. Knows addresses, paging and error codes only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from editor.domain.errors import BadReply, OutcomeUnknown, Rejected
from editor.remotes.replies import (
    Codes,
    clock_ahead,
    error_code,
    json_after_noise,
    read_json,
    refusal,
)
from editor.remotes.transport import Credentials, Reply, Request, Transport, shown
from editor.system.clock import SystemClock

PER_PAGE = 100  # the most WordPress gives at once

CODES = Codes(
    gone=frozenset(
        {
            "rest_post_invalid_id",
            "rest_already_trashed",
            "rest_term_invalid",
            "rest_comment_invalid_id",
            "rest_comment_invalid_post_id",
        }
    ),
    # Said with status 500, and yet the same every time: a type of file that is refused, a text
    # that does not fit into the database.
    permanent=frozenset(
        {
            "rest_upload_sideload_error",
            "rest_upload_unknown_error",
            "rest_trash_not_supported",
            "db_insert_error",
            "db_update_error",
        }
    ),
    # The bytes were damaged on the way: nothing was stored, and the next try may fare better.
    unclear=frozenset({"rest_upload_hash_mismatch"}),
    actions={
        "rest_cannot_publish": "publish",
        "rest_cannot_create": "create",
        "rest_cannot_edit": "edit",
        "rest_cannot_edit_others": "edit",
        "rest_cannot_delete": "delete",
        "rest_forbidden_context": "edit",
    },
)
PAST_THE_END = "rest_post_invalid_page_number"

Params = Mapping[str, str | int]
Headers = tuple[tuple[str, str | bytes], ...]
JSON_HEADERS: Headers = (("Content-Type", "application/json; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing. `total` counts all rows, `pages` all pages, as the blog says."""

    rows: tuple[dict[str, Any], ...]
    total: int
    pages: int


class Client:
    """Speaks to one blog as one account. `endpoint` is the REST root that discovery found: it
    ends in `/wp-json/` or carries `?rest_route=/` where the blog has plain permalinks."""

    def __init__(
        self, transport: Transport, endpoint: str, credentials: Credentials | None
    ) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._credentials = credentials
        self.ahead = 0.0  # seconds that the blog's clock was before ours at the last reply
        self.clock: datetime | None = None  # what it showed then, where it said so

    def get(self, route: str, params: Params | None = None) -> Any:
        """The JSON of `route` (`/wp/v2/posts`). Raises RemoteError."""
        return self._ask("GET", route, params or {}, action="read")

    def pages(self, route: str, params: Params) -> Iterator[Page]:
        """Every page of a listing, in turn. A short page is not the last one: WordPress leaves
        out rows that the account may not see. Raises RemoteError."""
        number = 0
        while True:
            number += 1
            page = self._page(route, {**params, "per_page": PER_PAGE, "page": number})
            if page is None:
                return
            yield page
            if number >= page.pages:
                return

    def write(self, route: str, payload: Mapping[str, Any], params: Params, action: str) -> Any:
        """Send JSON and give back the blog's. `action` names what NotAllowed would forbid."""
        body = as_json(payload)
        return self._ask("POST", route, params, headers=JSON_HEADERS, body=body, action=action)

    def delete(self, route: str, *, for_good: bool = False) -> None:
        """Move something to the blog's bin, or past it. Sent as a POST that says so, because many
        hosts let no other method through."""
        params: dict[str, str | int] = {"_method": "DELETE", "_fields": "id,status"}
        if for_good:
            params["force"] = "true"
        self._ask("POST", route, params, action="delete")

    def make_term(self, route: str, name: str) -> int:
        """The number of a tag or category: a new one, or the one WordPress takes for the same
        name. Raises NotAllowed and other RemoteErrors."""
        body = as_json({"name": name})
        reply = self._exchange("POST", route, {"_fields": "id"}, JSON_HEADERS, body)
        if (existing := existing_term(reply)) is not None:
            return existing
        made = read_json(_checked(reply, "create", writing=True), writing=True)
        return int(made["id"])

    def upload(self, params: Params, headers: Headers, data: bytes) -> Any:
        """Send a file's raw bytes to the media library and give back the blog's JSON."""
        return self._ask(
            "POST", "/wp/v2/media", params, headers=headers, body=data, action="upload"
        )

    def raw(self, route: str, params: Params) -> Reply:
        """The reply of `route` as it is, whatever its status."""
        return self._exchange("GET", route, params)

    def read_page(self, url: str) -> Reply:
        """A public page of the blog, without signing in, whatever its status."""
        return self._transport.send(Request("GET", url))

    # --- the wire -------------------------------------------------------------------------------

    def _page(self, route: str, params: Params) -> Page | None:
        try:
            reply = _checked(self._exchange("GET", route, params), "read", writing=False)
        except Rejected as error:
            if error.reason == PAST_THE_END:
                return None  # posts vanished while we were reading
            raise
        rows = read_json(reply, writing=False)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadReply(shown(reply.url))
        return Page(
            tuple(rows),
            _number(reply.headers.get("x-wp-total"), len(rows)),
            _number(reply.headers.get("x-wp-totalpages"), 1),
        )

    def _ask(
        self,
        method: str,
        route: str,
        params: Params,
        *,
        headers: Headers = (),
        body: bytes = b"",
        action: str,
    ) -> Any:
        writing = method != "GET"
        reply = self._exchange(method, route, params, headers, body)
        data = read_json(_checked(reply, action, writing=writing), writing=writing)
        if not isinstance(data, dict | list):
            raise (OutcomeUnknown if writing else BadReply)(shown(reply.url))
        return data

    def _exchange(
        self, method: str, route: str, params: Params, headers: Headers = (), body: bytes = b""
    ) -> Reply:
        url = address(self._endpoint, route, params)
        accept = (("Accept", "application/json"),)
        request = Request(method, url, accept + headers, body, self._credentials)
        reply = self._transport.send(request)
        now = SystemClock().now()
        self.ahead = clock_ahead(reply, now)
        self.clock = now + timedelta(seconds=self.ahead) if reply.headers.get("date") else None
        return reply


def _checked(reply: Reply, action: str, *, writing: bool) -> Reply:
    if 200 <= reply.status < 300:
        return reply
    raise refusal(reply, writing=writing, action=action, codes=CODES)


def existing_term(reply: Reply) -> int | None:
    """The number WordPress names when it refuses to make a term a second time."""
    if reply.status != 400 or error_code(reply) != "term_exists":
        return None
    data = json_after_noise(reply.body.decode("utf-8", "replace"))
    details = data.get("data") if isinstance(data, dict) else None
    id = details.get("term_id") if isinstance(details, dict) else None
    return int(id) if isinstance(id, int | str) and str(id).isdigit() else None


def address(endpoint: str, route: str, params: Params) -> str:
    """The URL of a REST route, for pretty and plain permalinks alike."""
    query = urlencode({name: str(value) for name, value in params.items()})
    before, plain, _ = endpoint.partition("rest_route=")
    if plain:
        return f"{before}rest_route={quote(route)}" + (f"&{query}" if query else "")
    return endpoint.rstrip("/") + quote(route) + (f"?{query}" if query else "")


def as_json(payload: Mapping[str, Any]) -> bytes:
    """JSON in UTF-8. Half a surrogate pair, which no encoding has, becomes a question mark."""
    return json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else otherwise
