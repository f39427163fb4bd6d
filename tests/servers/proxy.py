"""A loopback proxy that does to replies what bad networks and bad servers do."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

WARNING = b"<br />\n<b>Warning</b>: Undefined array key in plugin.php on line 3<br />\n"
MAINTENANCE_PAGE = b"<!doctype html><html><title>Maintenance</title><p>Back soon</p></html>"
LATENESS = 3.0
OLD_DATE = "Fri, 21 Nov 2025 08:00:00 GMT"
PORTAL_PAGE = b"<!doctype html><html><title>Sign in to HotelNet</title><p>Welcome!</p></html>"


class Fault(Enum):
    """What happens to a request."""

    CUT = auto()  # forwarded and done, then the line goes dead before the reply
    NOT_FORWARDED = auto()  # the line goes dead before the server hears of it
    TRUNCATE = auto()  # forwarded and done, half of the reply comes back
    CRASH = auto()  # forwarded and done, the reply is a page of status 500
    PORTAL = auto()  # not forwarded: somebody else's page, status 200
    UNAVAILABLE = auto()  # not forwarded: 503, Retry-After: 7
    MAINTENANCE = auto()  # not forwarded: the page of a blog that is being mended, 503
    TOO_MANY = auto()  # not forwarded: 429, Retry-After: 7
    TOO_LARGE = auto()  # not forwarded: 413, the page of a server that takes no file so large
    MOVED = auto()  # not forwarded: 301 to another origin
    STRIPPED = auto()  # forwarded without its Authorization header
    HALF_SENT = auto()  # the server hears half of the request, then the line goes dead
    WARNING = auto()  # forwarded and done, a plugin's warning stands before the reply
    GARBAGE = auto()  # forwarded and done, the reply says it is gzip and is not
    LATE = auto()  # forwarded and done, the reply comes after LATENESS seconds
    WRONG_CLOCK = auto()  # forwarded and done, by a server whose clock is a year behind


@dataclass
class Seen:
    """A request that came in."""

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)


@dataclass
class _Plan:
    fault: Fault
    method: str
    paths: tuple[str, ...]
    left: int
    met: int = 0

    def fits(self, method: str, path: str) -> bool:
        return (
            self.left > 0
            and self.method in ("", method)
            and any(each in path for each in self.paths)
        )


class Proxy:
    """Stands in front of `upstream` (http://127.0.0.1:port). A context manager."""

    def __init__(self, upstream: str) -> None:
        self.seen: list[Seen] = []
        self.delay = 0.0  # seconds before each reply
        self._plans: list[_Plan] = []
        self._lock = threading.Lock()
        self._upstream = urlsplit(upstream).netloc
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

            def do_GET(self) -> None:
                proxy._serve(self)

            do_POST = do_DELETE = do_HEAD = do_PUT = do_GET  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def through(self, address: str) -> str:
        """`address` of the upstream as it is reached through this proxy."""
        return address.replace(f"http://{self._upstream}", self.url)

    @contextmanager
    def fault(
        self, fault: Fault, *, method: str = "", path: str | tuple[str, ...] = "", times: int = 1
    ) -> Iterator[None]:
        """Do this to the next requests that fit (one of several pieces of `path`). Fails where
        none came by."""
        plan = _Plan(fault, method, (path,) if isinstance(path, str) else path, times)
        self._plans.append(plan)
        try:
            yield
        finally:
            self._plans.remove(plan)
        assert plan.met, f"no request met {fault}"

    def __enter__(self) -> Proxy:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # --- one request ------------------------------------------------------------------------------

    def _next_fault(self, method: str, path: str) -> Fault | None:
        with self._lock:
            for plan in self._plans:
                if plan.fits(method, path):
                    plan.left -= 1
                    plan.met += 1
                    return plan.fault
        return None

    def _serve(self, client: BaseHTTPRequestHandler) -> None:
        length = int(client.headers.get("Content-Length") or 0)
        body = client.rfile.read(length)
        self.seen.append(Seen(client.command, client.path, dict(client.headers)))
        client.close_connection = True
        fault = self._next_fault(client.command, client.path)
        time.sleep(self.delay)
        match fault:
            case Fault.NOT_FORWARDED:
                _hang_up(client)
            case Fault.PORTAL:
                _answer(client, 200, [("Content-Type", "text/html")], PORTAL_PAGE)
            case Fault.UNAVAILABLE:
                _answer(client, 503, [("Retry-After", "7")], b"busy")
            case Fault.MAINTENANCE:
                headers = [("Content-Type", "text/html"), ("Retry-After", "600")]
                _answer(client, 503, headers, MAINTENANCE_PAGE)
            case Fault.TOO_MANY:
                _answer(client, 429, [("Retry-After", "7")], b"<h1>Too Many Requests</h1>")
            case Fault.TOO_LARGE:
                _answer(client, 413, [("Content-Type", "text/html")], b"<h1>Too Large</h1>")
            case Fault.HALF_SENT:
                self._send_half(client, body)
                _hang_up(client)
            case Fault.MOVED:
                _answer(client, 301, [("Location", f"http://localhost:1{client.path}")], b"")
            case _:
                self._forward(client, body, fault)

    def _forward(self, client: BaseHTTPRequestHandler, body: bytes, fault: Fault | None) -> None:
        status, headers, reply = self._ask(client, body, keep_auth=fault is not Fault.STRIPPED)
        match fault:
            case Fault.CUT:
                _hang_up(client)
            case Fault.CRASH:
                _answer(client, 500, [("Content-Type", "text/html")], b"<h1>Fatal error</h1>")
            case Fault.TRUNCATE:
                _answer(client, status, headers, reply[: len(reply) // 2], claimed=len(reply))
                _hang_up(client)
            case Fault.WARNING:
                _answer(client, status, headers, WARNING + reply)
            case Fault.GARBAGE:
                _answer(client, status, [*headers, ("Content-Encoding", "gzip")], reply)
            case Fault.LATE:
                time.sleep(LATENESS)
                with suppress(OSError):  # nobody waits for it any more
                    _answer(client, status, headers, reply)
            case Fault.WRONG_CLOCK:
                kept = [each for each in headers if each[0].lower() != "date"]
                _answer(client, status, [*kept, ("Date", OLD_DATE)], reply)
            case _:
                _answer(client, status, headers, reply)

    def _send_half(self, client: BaseHTTPRequestHandler, body: bytes) -> None:
        host, _, port = self._upstream.partition(":")
        head = f"{client.command} {client.path} HTTP/1.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in client.headers.items())
        with socket.create_connection((host, int(port or 80)), timeout=20) as upstream:
            whole = head.encode("latin-1") + b"\r\n" + body
            upstream.sendall(whole[: len(head) + 2 + len(body) // 2] if body else whole[:-2])

    def _ask(
        self, client: BaseHTTPRequestHandler, body: bytes, *, keep_auth: bool
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        upstream = http.client.HTTPConnection(self._upstream, timeout=60)
        left_out = {"host", "connection", "accept-encoding"} | (
            set() if keep_auth else {"authorization"}
        )
        headers = {
            name: value.encode("latin-1")  # as it came in, byte for byte
            for name, value in client.headers.items()
            if name.lower() not in left_out
        }
        try:
            upstream.request(client.command, client.path, body or None, headers)
            answer = upstream.getresponse()
            data = answer.read()
        finally:
            upstream.close()
        hop = {"transfer-encoding", "connection", "content-length"}
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in hop]
        return answer.status, kept, data


def _answer(
    client: BaseHTTPRequestHandler,
    status: int,
    headers: list[tuple[str, str]],
    body: bytes,
    claimed: int | None = None,
) -> None:
    client.send_response_only(status)
    for name, value in headers:
        client.send_header(name, value)
    client.send_header("Content-Length", str(len(body) if claimed is None else claimed))
    client.send_header("Connection", "close")
    client.end_headers()
    if client.command != "HEAD":
        client.wfile.write(body)
        client.wfile.flush()


def _hang_up(client: BaseHTTPRequestHandler) -> None:
    client.connection.shutdown(socket.SHUT_RDWR)
