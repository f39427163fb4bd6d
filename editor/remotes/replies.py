"""What a blog's reply means: data, or one of the RemoteError family. Pure.

The rule for writes: whatever is not a clear answer is OutcomeUnknown, because a blog that warns,
crashes or is cut off has often already done what it was asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from editor.domain.errors import (
    BadReply,
    Busy,
    NotABlog,
    NotAllowed,
    OutcomeUnknown,
    Rejected,
    RemoteError,
    RemoteGone,
    ServerFault,
    SignInRefused,
    WrongNetwork,
)
from editor.remotes.transport import Reply, shown
from editor.system.clock import SystemClock

UNTOLD_WAIT = 60.0  # seconds, where a busy server does not say
LONGEST_WAIT = 3600.0
JSON_STARTS_TRIED = 40

_HTML_LANGUAGE = re.compile(rb"<html\b[^<>]*?\blang=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Codes:
    """Error codes of a kind of blog that say more than the HTTP status does."""

    gone: frozenset[str] = frozenset()
    permanent: frozenset[str] = frozenset()  # said with a 5xx, and yet final
    unclear: frozenset[str] = frozenset()  # said with a 4xx, and yet worth another try
    actions: Mapping[str, str] | None = None  # code → what was not allowed


def read_json(reply: Reply, *, writing: bool) -> Any:
    """The data of a reply of status 2xx. Raises OutcomeUnknown, WrongNetwork or BadReply.

    A warning or a byte order mark in front is forgiven when nothing was to be changed.
    """
    text = reply.body.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # the latter: nested without end, on purpose
        address = shown(reply.url)
        if writing:
            raise OutcomeUnknown(address) from None
        found = json_after_noise(text)
        if found is not None:
            return found
        if reply.media_type in ("text/html", "application/xhtml+xml"):
            raise WrongNetwork(address) from None
        raise BadReply(address) from None


def json_after_noise(text: str) -> Any | None:
    """The object or array that ends `text`, whatever stands before it; None where there is none.

    It must reach to the very end: a piece in the middle of something else is not an answer.
    """
    decoder = json.JSONDecoder()
    text = text.rstrip("\ufeff \t\r\n")
    place = -1
    for _ in range(JSON_STARTS_TRIED):
        starts = [at for at in (text.find("{", place + 1), text.find("[", place + 1)) if at >= 0]
        if not starts:
            return None
        place = min(starts)
        try:
            found, end = decoder.raw_decode(text, place)
        except ValueError:
            continue
        except RecursionError:
            return None
        if end == len(text):
            return found
    return None


def error_code(reply: Reply) -> str | None:
    """The blog's own code for what went wrong; None where the reply is not its own JSON."""
    data = json_after_noise(reply.body.decode("utf-8", "replace"))
    if isinstance(data, dict) and isinstance(data.get("code"), str | int):
        return str(data["code"])
    return None


def refusal(reply: Reply, *, writing: bool, action: str, codes: Codes) -> RemoteError:
    """The error a reply of status 4xx or 5xx stands for. Codes are matched, never messages:
    those are in the blog's language."""
    address, status, code = shown(reply.url), reply.status, error_code(reply)
    if status in (429, 503):
        return Busy(address, retry_after=retry_after(reply, SystemClock().now()))
    if code in codes.permanent:
        return Rejected(address, reason=code or "")
    if status >= 500:
        return OutcomeUnknown(address) if writing else ServerFault(address, status=status)
    if status == 401:
        return SignInRefused(address)
    if status == 403:
        return NotAllowed(address, action=(codes.actions or {}).get(code or "", action))
    if status == 413:
        return Rejected(address, reason="request_too_large")
    if code in codes.gone or status == 410:
        return RemoteGone(address)
    if code in codes.unclear or (writing and code is None):
        return OutcomeUnknown(address)
    if status == 404:
        return NotABlog(address)
    return Rejected(address, reason=code or f"http_{status}")


def retry_after(reply: Reply, now: datetime) -> float:
    """Seconds the server asks us to wait, from 1 to 3600; `now` is aware."""
    said = reply.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(max(float(said), 1.0), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return UNTOLD_WAIT
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 1.0), LONGEST_WAIT)


def clock_ahead(reply: Reply, now: datetime) -> float:
    """Seconds by which the server's clock is ahead of ours (`now`, aware) by its Date header, to
    about a second; 0 where it says nothing of use."""
    try:
        said = parsedate_to_datetime(reply.headers.get("date", ""))
    except ValueError:
        return 0.0
    moment = said if said.tzinfo is not None else said.replace(tzinfo=UTC)
    return (moment - now).total_seconds()


def page_language(page: Reply) -> str:
    """BCP 47, as the page's `<html lang>` says; empty where it says nothing."""
    found = _HTML_LANGUAGE.search(page.body[:4096])
    return found[1].decode("ascii").replace("_", "-") if found else ""
