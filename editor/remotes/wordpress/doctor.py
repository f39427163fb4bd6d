"""Why a blog lets nobody in, when it does not say so itself.

A stock WordPress answers a wrong password, one that its host took out of the request and one that
it does not allow at all with the same words, and a closed REST API looks like no blog. What tells
them apart was observed on 6.1 to 7.1: the `authentication` of the REST index is empty where
application passwords are off, and XML-RPC, which reads the password from the body, lets the same
password in where a host strips headers.

Thread: a worker's; a few requests, none of which changes anything.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from editor.domain.errors import (
    DoorInFront,
    HeaderStripped,
    OnlyXmlRpc,
    PasswordsOff,
    RemoteError,
    RestClosed,
    SignInRefused,
)
from editor.remotes.replies import error_code, json_after_noise
from editor.remotes.transport import (
    Credentials,
    Reply,
    Request,
    Transport,
    is_safe_for_credentials,
    shown,
)

_WORDPRESS = re.compile(
    rb"/wp-(?:content|includes|json)/|name=[\"']generator[\"'] content=[\"']WordPress",
    re.IGNORECASE,
)
_LOOKED_AT = 256 * 1024  # bytes of a page
_SAYS_WHY = {
    "incorrect_password": SignInRefused,
    "invalid_username": SignInRefused,
    "invalid_email": SignInRefused,
    "application_passwords_disabled": PasswordsOff,
    "application_passwords_disabled_for_user": PasswordsOff,
}
_NOBODY = "rest_not_logged_in"


def is_guarded(reply: Reply) -> bool:
    """True where the web server wants a name and a password before WordPress is asked."""
    asks = reply.headers.get("www-authenticate", "").lower()
    return reply.status == 401 and asks.startswith(("basic", "digest")) and not error_code(reply)


def allows_no_passwords(index: dict[str, object]) -> bool:
    """True where the REST index says that there are no application passwords. An old WordPress
    and one that keeps its index from strangers say nothing."""
    ways = index.get("authentication")
    return isinstance(ways, list | dict) and "application-passwords" not in ways


def why_hidden(page: Reply, transport: Transport) -> RemoteError | None:
    """Why no REST API was found behind a blog's page; None where it is no WordPress' page."""
    address = shown(page.url)
    if is_guarded(page):
        return DoorInFront(address)
    if not _WORDPRESS.search(page.body[:_LOOKED_AT]) and "x-pingback" not in page.headers:
        return None
    call = "<methodCall><methodName>system.listMethods</methodName></methodCall>"
    answer = _call(transport, _xml_rpc_of(page), call)
    speaks = answer is not None and b"wp.getPost" in answer.body
    return OnlyXmlRpc(address) if speaks else RestClosed(address)


def why_refused(
    refused: Reply, index: Reply, transport: Transport, credentials: Credentials
) -> RemoteError:
    """Why `/wp/v2/users/me` did not know who asked: `refused` is its reply, `index` that of the
    REST root with the fields `url` and `authentication`."""
    address = shown(refused.url)
    if is_guarded(refused) or is_guarded(index):
        return DoorInFront(address)
    code = error_code(refused)
    if code in _SAYS_WHY:
        return _SAYS_WHY[code](address)
    said = json_after_noise(index.body.decode("utf-8", "replace"))
    known = said if isinstance(said, dict) else {}
    if allows_no_passwords(known):
        return PasswordsOff(address)
    if code != _NOBODY:
        return RestClosed(address)
    home = str(known.get("url") or "")
    target = urljoin(home.rstrip("/") + "/", "xmlrpc.php") if home else ""
    if target and _is_let_in(transport, target, credentials):
        return HeaderStripped(address)
    return SignInRefused(address)


def _is_let_in(transport: Transport, target: str, credentials: Credentials) -> bool:
    """True where XML-RPC takes the password."""
    said = "".join(
        f"<param><value><string>{escape(each)}</string></value></param>"
        for each in ("1", credentials.username, credentials.secret)
    )
    call = f"<methodCall><methodName>wp.getProfile</methodName><params>{said}</params></methodCall>"
    answer = _call(transport, target, call, secret=True)
    return answer is not None and b"<params>" in answer.body and b"<fault>" not in answer.body


def _call(transport: Transport, target: str, call: str, *, secret: bool = False) -> Reply | None:
    """What XML-RPC answers; None where there is none. With `secret`, only over a safe line."""
    if secret and not is_safe_for_credentials(target):
        return None
    body = f'<?xml version="1.0"?>{call}'.encode()
    headers = (("Content-Type", "text/xml; charset=utf-8"),)
    try:
        answer = transport.send(Request("POST", target, headers, body))
    except RemoteError:
        return None
    return answer if answer.status == 200 and b"<methodResponse>" in answer.body else None


def _xml_rpc_of(page: Reply) -> str:
    return page.headers.get("x-pingback") or urljoin(page.url, "/xmlrpc.php")
