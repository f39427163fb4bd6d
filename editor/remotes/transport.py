"""One seam for HTTP: everything that leaves this machine for a blog goes through `Transport`.

Redirects are followed only for reading and only within the same origin, because a client that
follows them elsewhere hands over credentials or turns a POST into a GET. Nothing is ever logged
here. Errors carry the address without its query and without user names.
"""

from __future__ import annotations

import base64
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit, urlunsplit

from editor.domain.errors import (
    AddressInsecure,
    AddressMoved,
    AddressUnusable,
    BadReply,
    OutcomeUnknown,
    RemoteError,
    Unreachable,
    WrongNetwork,
)

if TYPE_CHECKING:
    import httpx2

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
USER_AGENT = "Midad"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who signs in. Neither part appears in a repr."""

    username: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def header(self) -> str:
        """The value of an Authorization header (Basic, UTF-8)."""
        return "Basic " + base64.b64encode(f"{self.username}:{self.secret}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. `headers` are (name, value) pairs; bytes go out as they are."""

    method: str
    url: str
    headers: tuple[tuple[str, str | bytes], ...] = ()
    body: bytes = field(default=b"", repr=False)
    credentials: Credentials | None = None

    @property
    def writes(self) -> bool:
        """True where the blog may change: an unclear answer is then OutcomeUnknown."""
        return self.method not in ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whatever its status. Header names are lower-case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str  # where it came from, after redirects

    @property
    def media_type(self) -> str:
        """`text/html`, without parameters, lower-case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Transport(Protocol):
    """Sends one request and waits for its reply. Any thread; who asks while another's request
    is under way, waits."""

    def send(self, request: Request) -> Reply:
        """Any reply of any status but a redirect elsewhere.

        Raises AddressInsecure, AddressUnusable, AddressMoved, Unreachable (nothing was sent, or
        nothing was asked to change), OutcomeUnknown, WrongNetwork (a certificate that is not
        the blog's), BadReply (too large, or garbled).
        """
        ...

    def close(self) -> None:
        """Let go of open connections."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait, and the most bytes to take in. `whole`: for all of an answer, which may
    come drop by drop; None: as long as it likes."""

    connect: float = 10.0
    read: float = 45.0
    write: float = 120.0  # a large picture on a slow line
    most_bytes: int = 64 * 1024 * 1024
    whole: float | None = None


def is_loopback(host: str) -> bool:
    """True for this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_safe_for_credentials(url: str) -> bool:
    """True where nobody on the way can read a password: https, or this machine itself."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def shown(url: str) -> str:
    """An address fit for a message or a log: no user name, no query, no fragment."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; the scheme's own port is filled in. Raises AddressUnusable."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError as error:
        raise AddressUnusable(address="") from error
    return parts.scheme, (parts.hostname or "").lower(), port


def pause_after(seconds: float) -> float:
    """How long to leave a server alone that took `seconds` to answer: a busy one gets time."""
    return 0.0 if seconds < 1.0 else min(seconds / 4, 2.0)


class HttpTransport:
    """The real one, over httpx2. Obeys no proxy of the environment: the author's choice or none.

    `sleep` and `timer` are seams for tests (seconds).
    """

    def __init__(
        self,
        *,
        patience: Patience | None = None,
        proxy: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._patience = patience or Patience()
        self._proxy = proxy
        self._sleep = sleep
        self._timer = timer
        self._rest_until = 0.0
        self._one_at_a_time = threading.Lock()

    def send(self, request: Request) -> Reply:
        """See Transport."""
        with self._one_at_a_time:
            return self._send(request)

    def _send(self, request: Request) -> Reply:
        url = request.url
        for _ in range(MOST_REDIRECTS):
            reply = self._send_once(request, url)
            if reply.status not in REDIRECTS or "location" not in reply.headers:
                return reply
            target = urljoin(url, reply.headers["location"])
            if request.writes or origin(target) != origin(url):
                raise AddressMoved(address=shown(request.url), to=target)
            url = target
        raise BadReply(address=shown(request.url))

    def close(self) -> None:
        """See Transport."""
        if "_client" in self.__dict__:
            self._client.close()
            del self._client

    @cached_property
    def _client(self) -> httpx2.Client:
        # Imported late: start-up does not pay for it.
        import certifi
        import httpx2

        patience = self._patience
        return httpx2.Client(
            trust_env=False,
            proxy=self._proxy,
            follow_redirects=False,
            verify=ssl.create_default_context(cafile=certifi.where()),
            timeout=httpx2.Timeout(patience.read, connect=patience.connect, write=patience.write),
            headers={"User-Agent": USER_AGENT},
        )

    def _send_once(self, request: Request, url: str) -> Reply:
        import httpx2

        headers = list(request.headers)
        if request.credentials is not None:
            if not is_safe_for_credentials(url):
                raise AddressInsecure(address=shown(url))
            headers.append(("Authorization", request.credentials.header))
        if (rest := self._rest_until - self._timer()) > 0:
            self._sleep(rest)
        begun = self._timer()
        try:
            with self._client.stream(
                request.method,
                url,
                headers=[(_encoded(name), _encoded(value)) for name, value in headers],
                content=request.body or None,
            ) as answer:
                body = self._read(answer, request, begun)
                return Reply(answer.status_code, dict(answer.headers), body, url)
        except httpx2.InvalidURL as error:
            raise AddressUnusable(address=shown(url)) from error
        except httpx2.RequestError as error:
            raise misfortune(error, request) from error
        finally:
            now = self._timer()
            self._rest_until = now + pause_after(now - begun)

    def _read(self, answer: httpx2.Response, request: Request, begun: float) -> bytes:
        body = bytearray()
        whole = self._patience.whole
        for piece in answer.iter_bytes():
            body += piece
            is_late = whole is not None and self._timer() > begun + whole
            if is_late or len(body) > self._patience.most_bytes:
                address = shown(request.url)
                raise OutcomeUnknown(address) if request.writes else BadReply(address)
        return bytes(body)


def misfortune(error: httpx2.RequestError, request: Request) -> RemoteError:
    """What a failed request means for its caller. Pure."""
    import httpx2

    address = shown(request.url)
    if isinstance(error, httpx2.UnsupportedProtocol):
        return AddressUnusable(address)
    if isinstance(error, httpx2.ConnectError) and _is_certificate_trouble(error):
        return WrongNetwork(address)
    nothing_sent = (
        httpx2.ConnectError,
        httpx2.ConnectTimeout,
        httpx2.PoolTimeout,
        httpx2.ProxyError,
        httpx2.LocalProtocolError,
    )
    if isinstance(error, nothing_sent):
        return Unreachable(address)
    if request.writes:
        return OutcomeUnknown(address)
    if isinstance(error, httpx2.DecodingError):
        return BadReply(address)
    return Unreachable(address)


def _is_certificate_trouble(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _encoded(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()
