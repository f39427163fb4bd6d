"""A web server on loopback that says what it is told to say, and counts who asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

Answer = tuple[str, bytes] | Callable[[BaseHTTPRequestHandler], None]
"""(type, content), or somebody who answers by hand."""


class Pages:
    """`answers` are by path, with its query. `asked` has every path that was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        pages = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages.asked.append(self.path)
                pages.headers.append({name.lower(): value for name, value in self.headers.items()})
                answer = pages.answers.get(self.path)
                if answer is None:
                    self.send_error(404)
                elif callable(answer):
                    answer(self)
                else:
                    reply(self, *answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Pages:
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


def reply(
    to: BaseHTTPRequestHandler, kind: str, content: bytes, headers: dict[str, str] | None = None
) -> None:
    """Answer with `content`."""
    to.send_response(200)
    to.send_header("Content-Type", kind)
    to.send_header("Content-Length", str(len(content)))
    for name, value in (headers or {}).items():
        to.send_header(name, value)
    to.end_headers()
    to.wfile.write(content)
