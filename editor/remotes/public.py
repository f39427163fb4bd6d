"""What anybody may read of a blog: its pages and what belongs to them, without a password.

Only the blog's own computer is asked, and those the author allowed; a way that leads elsewhere
ends there. Runs on the blog's lane.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from editor.domain.errors import AddressMoved, AddressUnusable, BadReply, RemoteGone, ServerFault
from editor.remotes.transport import HttpTransport, Patience, Request, Transport, is_loopback, shown

PATIENCE = Patience(connect=10, read=20, most_bytes=2 * 1024 * 1024, whole=30)
_MOST_HOPS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What stood at an address; `address` is where it was in the end."""

    data: bytes = field(repr=False)
    content_type: str
    address: str


class Reader(Protocol):
    """Reads a page of a blog, and what belongs to it."""

    def may_ask(self, address: str) -> bool:
        """Whether what is behind an address may be read."""
        ...

    def read(self, address: str) -> Found:
        """What stands there. Raises the RemoteError family."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...


class PublicReader:
    """Reads what one blog shows to everybody. `home` is an address of it; `also` names other
    computers that may be asked."""

    def __init__(self, home: str, also: Iterable[str] = (), transport: Transport | None = None):
        self._home = host_of(home)
        self._also = frozenset(host.lower() for host in also)
        self._is_secure = urlsplit(home).scheme == "https"
        self._transport = transport or HttpTransport(patience=PATIENCE)

    def may_ask(self, address: str) -> bool:
        """Whether the computer behind an address is the blog's own, or one that was allowed."""
        host = host_of(address)
        if not host:
            return False
        if _bare(host) == _bare(self._home) or host.endswith(f".{_bare(self._home)}"):
            return True
        return host in self._also and (is_public(host) or not is_public(self._home))

    def read(self, address: str) -> Found:
        """What stands at a whole address. Raises AddressUnusable (it may not be asked),
        AddressMoved, RemoteGone, and what a transport raises."""
        for _ in range(_MOST_HOPS):
            if not self.may_ask(address):
                raise AddressUnusable(shown(address))
            try:
                reply = self._transport.send(Request("GET", self._secured(address)))
            except AddressMoved as error:
                address = urljoin(address, error.to)
                continue
            if reply.status in (404, 410):
                raise RemoteGone(shown(address))
            if reply.status >= 500:
                raise ServerFault(shown(address), status=reply.status)
            if reply.status != 200:
                raise BadReply(shown(address))
            return Found(reply.body, reply.headers.get("content-type", ""), reply.url)
        raise BadReply(shown(address))

    def close(self) -> None:
        """Let go of open connections."""
        self._transport.close()

    def _secured(self, address: str) -> str:
        """As browsers do: a page that came over https gets nothing over http."""
        is_plain = address.lower().startswith("http:")
        return f"https{address[4:]}" if self._is_secure and is_plain else address


def host_of(address: str) -> str:
    """The computer an address names, with its port where that is an own one; empty where it names
    none."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return host if port is None else f"{host}:{port}"


def is_public(host: str) -> bool:
    """False for this computer and for the network at home: no page may have them asked."""
    name = host.rpartition(":")[0] or host
    try:
        return ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return not is_loopback(name) and "." in name and not name.endswith(".local")


def _bare(host: str) -> str:
    return host.removeprefix("www.")
