"""What an address the author pasted turns out to be: a folder, a blog, or what is wrong.

Nothing is signed in to here, so nothing secret travels; that the address found is fit for a
password is checked all the same.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from editor.domain.blog import Discovery
from editor.domain.errors import (
    AddressInsecure,
    AddressMoved,
    AddressUnusable,
    BadReply,
    FolderUnusable,
    NotABlog,
    PasswordsOff,
    RemoteError,
    ServerFault,
    WrongNetwork,
)
from editor.remotes.folder.place import Place
from editor.remotes.replies import Codes, json_after_noise, page_language, refusal
from editor.remotes.transport import (
    Reply,
    Request,
    Transport,
    is_loopback,
    is_safe_for_credentials,
    shown,
)
from editor.remotes.wordpress import authorize, doctor

API = "https://api.w.org/"
INDEX_FIELDS = "_fields=name,home,url,namespaces,authentication"
MOST_HOPS = 5
MOST_HTML = 256 * 1024  # bytes of a page that are looked at

_LINK = re.compile(r"<([^<>]*)>\s*;([^,<]*)")
_LINK_TAG = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']([^\"'>]+)[\"']", re.IGNORECASE)
_HOST = re.compile(r"[^\s/?#@:]+\.[^\s/?#@:.]{2,}|localhost|\[[0-9a-fA-F:.]+\]")


def discover(address: str, transport: Transport) -> Discovery:
    """What `address` is: a folder's path, or a page of a blog, typed the way people do.

    Raises AddressUnusable, AddressInsecure, FolderUnusable, NotABlog, PasswordsOff,
    DoorInFront, RestClosed, OnlyXmlRpc, WrongNetwork, Unreachable, Busy, ServerFault, BadReply.
    """
    text = without_marks(address).strip()
    folder = folder_of(text)
    if folder is not None:
        return _folder(folder)
    url = web_address(text)
    if is_safe_for_credentials(url):
        return _Search(transport).run(url)
    try:  # typed or pasted without the s: most blogs have it all the same
        return _Search(transport).run("https" + url.removeprefix("http"))
    except RemoteError as error:
        raise AddressInsecure(shown(url)) from error


def without_marks(text: str) -> str:
    """Text as pasted, without the invisible characters that travel along with it."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc"))


def folder_of(text: str) -> Path | None:
    """The absolute path that `text` means; None where it is no path. Raises AddressUnusable
    for a file: address of another machine."""
    if text.lower().startswith("file:"):
        parts = urlsplit(text)
        if parts.netloc not in ("", "localhost") or not parts.path.startswith("/"):
            raise AddressUnusable(text)
        return Path(unquote(parts.path))
    if text.startswith("~"):
        try:
            return Path(text).expanduser()
        except RuntimeError as error:  # no such account
            raise AddressUnusable(text) from error
    if text.startswith(("./", "../")) or text in (".", ".."):
        return Path(text).resolve()
    path = Path(text)
    return path if path.is_absolute() else None


def web_address(text: str) -> str:
    """The URL that `text` means: https unless it says otherwise or is this machine itself.
    A user name or password in it is left out. Raises AddressUnusable."""
    scheme, separator, rest = text.partition("://")
    if not separator:
        rest, scheme = text, ""
    try:
        parts = urlsplit(f"//{rest}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressUnusable(text) from error
    scheme = scheme.lower() or ("http" if is_loopback(host) else "https")
    bare = f"[{host}]" if ":" in host else host
    known = _HOST.fullmatch(bare) or is_loopback(host)
    if scheme not in ("http", "https") or not known:
        raise AddressUnusable(text)
    netloc = bare if port is None else f"{bare}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def _folder(folder: Path) -> Discovery:
    if not Place(folder).is_usable():
        raise FolderUnusable(str(folder))
    return Discovery(kind="folder", name=folder.name or str(folder), address=str(folder))


class _Search:
    """One search for WordPress' REST root, from a page of the blog."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def run(self, url: str) -> Discovery:
        page = self._get(url)
        if page.status in (429, 503) and declared_endpoint(page) is None:
            raise refusal(page, writing=False, action="read", codes=Codes())
        declared = declared_endpoint(page)
        for endpoint in self._candidates(page, declared):
            found = self._ask(endpoint, page, declared=endpoint == declared)
            if found is not None:
                return found
        if page.status >= 500:
            raise ServerFault(shown(url), status=page.status)
        if not _strays(url, page.url) and (hidden := doctor.why_hidden(page, self._transport)):
            raise hidden
        if _strays(url, page.url):
            raise WrongNetwork(shown(url))
        raise NotABlog(shown(url))

    def _candidates(self, page: Reply, declared: str | None) -> Iterator[str]:
        """Where the REST root may be: as the page says, or where every WordPress has it."""
        if declared is not None:
            yield declared
        parts = urlsplit(page.url)
        for path in dict.fromkeys((parts.path, "/")):
            yield urlunsplit((parts.scheme, parts.netloc, path, "rest_route=/", ""))

    def _ask(self, endpoint: str, page: Reply, *, declared: bool) -> Discovery | None:
        """What the REST root says of itself; None where there is none."""
        if not is_safe_for_credentials(endpoint):
            raise AddressInsecure(shown(endpoint))
        reply = self._get(f"{endpoint}{'&' if '?' in endpoint else '?'}{INDEX_FIELDS}")
        index = json_after_noise(reply.body.decode("utf-8", "replace"))
        if isinstance(index, dict) and (
            "wp/v2" in index.get("namespaces", ()) or (declared and "code" in index)
        ):
            # With a code: closed to those who did not sign in. The author will.
            if "namespaces" in index and doctor.allows_no_passwords(index):
                raise PasswordsOff(shown(endpoint))
            home = str(index.get("home") or _home_of(page.url))
            return Discovery(
                kind="wordpress",
                name=html.unescape(str(index.get("name") or urlsplit(home).hostname or "")),
                address=home,
                endpoint=_plain_or_pretty(endpoint),
                language=page_language(page),
                needs_password=True,
                sign_in_page=authorize.page_of(index, home),
                leads_back=authorize.leads_back(page.body[:MOST_HTML]),
            )
        if declared and reply.status == 200:
            raise WrongNetwork(shown(endpoint))
        return None

    def _get(self, url: str) -> Reply:
        """A page, wherever it moved. Raises AddressInsecure where it moved to plain http."""
        for _ in range(MOST_HOPS):
            try:
                return self._transport.send(Request("GET", url))
            except AddressMoved as moved:
                if urlsplit(url).scheme == "https" and not is_safe_for_credentials(moved.to):
                    raise AddressInsecure(shown(moved.to)) from moved
                if urlsplit(moved.to).scheme not in ("http", "https"):
                    raise NotABlog(shown(url)) from moved
                url = moved.to
        raise BadReply(shown(url))


def declared_endpoint(page: Reply) -> str | None:
    """The REST root that a page names in its Link header or its HTML; https where the page is,
    for a blog behind a proxy often does not know that it is."""
    found = _in_header(page.headers.get("link", "")) or _in_page(page)
    if not found:
        return None
    endpoint = urljoin(page.url, found)
    here, there = urlsplit(page.url), urlsplit(endpoint)
    if here.scheme == "https" and there.scheme == "http" and here.hostname == there.hostname:
        return urlunsplit(("https", here.netloc, there.path, there.query, ""))
    return endpoint if there.scheme in ("http", "https") else None


def _in_header(link: str) -> str:
    for address, parameters in _LINK.findall(link):
        if f'rel="{API}"' in parameters or f"rel={API}" in parameters:
            return str(address)
    return ""


def _in_page(page: Reply) -> str:
    if page.media_type not in ("text/html", "application/xhtml+xml"):
        return ""
    text = page.body[:MOST_HTML].decode("utf-8", "replace")
    for tag in _LINK_TAG.findall(text):
        if API in tag and (target := _HREF.search(tag)) is not None:
            return html.unescape(target[1])
    return ""


def _strays(asked: str, answered: str) -> bool:
    """True where another site answered than was asked: a network that wants a sign-in."""
    first, last = ((urlsplit(url).hostname or "").removeprefix("www.") for url in (asked, answered))
    return first != last


def _home_of(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))


def _plain_or_pretty(endpoint: str) -> str:
    return endpoint if "rest_route=" in endpoint else endpoint.rstrip("/") + "/"
