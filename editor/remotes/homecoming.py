"""A door on this computer through which a page in the browser leads back, once.

It listens on the loopback address only, behind a path that nobody can guess, and is closed after
one visit. What the visitor brings is not kept in the browser's history: the door leads on to a
page without it.
"""

from __future__ import annotations

import html
import secrets
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from editor.system.translation import current, is_rtl
from editor.system.translation import gettext as _

_LISTENS = 0.2  # seconds between two looks at whether it was closed
_LAST_PAGE = 10.0  # seconds in which the browser fetches the page it is led on to
_SILENCE = 20.0  # seconds for a visitor to say something


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # the last page may still be on its way when nobody waits any more

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is nobody's business."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Homecoming:
    """Open from its making to `close`. `address` is for the page that shall lead back."""

    def __init__(self) -> None:
        self._path = "/" + secrets.token_urlsafe(24)
        self._brought: dict[str, str] | None = None
        self._is_told = False
        self._is_closed = False
        door = self

        class Visit(BaseHTTPRequestHandler):
            timeout = _SILENCE

            def log_message(self, format: str, *args: object) -> None:
                """Nowhere: the request line has the password in it."""

            def do_GET(self) -> None:
                door._receive(self)

        # A thread for each: browsers open connections ahead of need, and one that says nothing
        # would keep the door from who comes next.
        self._server = _Server(("127.0.0.1", 0), Visit)
        self._server.timeout = _LISTENS
        self.address = f"http://127.0.0.1:{self._server.server_port}{self._path}"

    def wait(
        self, seconds: float, timer: Callable[[], float] = time.monotonic
    ) -> dict[str, str] | None:
        """What the visitor brought; None where nobody came in time, or where it was closed.
        Blocks: a worker thread's."""
        try:
            end = timer() + seconds
            while self._brought is None and not self._is_closed and timer() < end:
                self._server.handle_request()
            end = timer() + _LAST_PAGE
            while self._brought is not None and not self._is_told and timer() < end:
                self._server.handle_request()
        finally:
            self._server.server_close()
        return None if self._is_closed else self._brought

    def close(self) -> None:
        """Wait no longer. Any thread."""
        self._is_closed = True

    def _receive(self, visit: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(visit.path)
        if parts.path == self._path and self._brought is None:
            self._brought = dict(parse_qsl(parts.query))
            visit.send_response_only(303)
            visit.send_header("Location", f"{self._path}/done")
            visit.send_header("Content-Length", "0")
            visit.end_headers()
        elif parts.path == f"{self._path}/done":
            self._show(visit, 200, _("You can close this page and go back to Midad."))
            self._is_told = True
        else:
            self._show(visit, 404, "Midad")

    def _show(self, visit: BaseHTTPRequestHandler, status: int, words: str) -> None:
        side = "rtl" if is_rtl() else "ltr"
        page = (
            f'<!doctype html><html lang="{current()}" dir="{side}"><meta charset="utf-8">'
            f"<title>Midad</title><body style='font: 1.2em sans-serif; margin: 4em'>"
            f"<p>{html.escape(words)}</p>"
        ).encode()
        visit.send_response_only(status)
        visit.send_header("Content-Type", "text/html; charset=utf-8")
        visit.send_header("Content-Length", str(len(page)))
        visit.send_header("Referrer-Policy", "no-referrer")
        visit.send_header("Cache-Control", "no-store")
        visit.end_headers()
        visit.wfile.write(page)
