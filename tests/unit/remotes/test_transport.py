"""The one seam for HTTP, against a real socket on loopback."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from editor.domain.errors import (
    AddressInsecure,
    AddressMoved,
    AddressUnusable,
    BadReply,
    OutcomeUnknown,
    RemoteError,
    Unreachable,
)
from editor.remotes.transport import (
    Credentials,
    HttpTransport,
    Patience,
    Request,
    is_loopback,
    is_safe_for_credentials,
    pause_after,
    shown,
)

Answer = Callable[[bytes], bytes | None]
HURRIED = Patience(connect=1, read=0.3, write=1, most_bytes=1000)
ME = Credentials("ليلى", "sesame")


@contextmanager
def server(*answers: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """Answers one connection after the other with these bytes; None: hangs without a word."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            held = []
            for answer in answers:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                seen.append(connection.recv(65536))
                if answer is None:
                    held.append(connection)
                    continue
                connection.sendall(answer)
                connection.close()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", seen


def reply(status: str, headers: str = "", body: bytes = b"{}") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{headers}\r\n"
    return head.encode() + body


CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
HUGE = reply("200 OK", body=b"x" * 1001)


@pytest.mark.parametrize(
    ("answer", "when_reading", "when_writing"),
    [
        (None, Unreachable, OutcomeUnknown),
        (b"", Unreachable, OutcomeUnknown),
        (CUT, Unreachable, OutcomeUnknown),
        (b"SSH-2.0-OpenSSH\r\n", Unreachable, OutcomeUnknown),
        (HUGE, BadReply, OutcomeUnknown),
        (
            reply("200 OK", "Content-Encoding: gzip\r\n", b"no gzip"),
            BadReply,
            OutcomeUnknown,
        ),
    ],
)
def test_an_unclear_answer(
    answer: bytes | None, when_reading: type[RemoteError], when_writing: type[RemoteError]
) -> None:
    for method, expected in (("GET", when_reading), ("POST", when_writing)):
        with server(answer) as (url, _), pytest.raises(RemoteError) as caught:
            HttpTransport(patience=HURRIED).send(Request(method, url, body=b"x"))
        assert type(caught.value) is expected


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_there_means_nothing_was_sent(method: str) -> None:
    with pytest.raises(Unreachable):
        HttpTransport(patience=HURRIED).send(Request(method, "http://127.0.0.1:9/"))


def test_any_status_is_a_reply() -> None:
    with server(reply("418 I'm a teapot", "X-Odd: yes\r\n")) as (url, _):
        answer = HttpTransport(patience=HURRIED).send(Request("GET", url))
    assert (answer.status, answer.headers["x-odd"], answer.body) == (418, "yes", b"{}")


def test_reading_follows_within_the_origin() -> None:
    with server(reply("301 Moved", "Location: /there?x=1\r\n"), reply("200 OK")) as (url, seen):
        answer = HttpTransport(patience=HURRIED).send(Request("GET", url, credentials=ME))
    assert answer.url == f"{url}/there?x=1"
    assert b"GET /there?x=1 " in seen[1]


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "http://127.0.0.1:1/elsewhere"),
        ("GET", "https://127.0.0.1/elsewhere"),
        ("GET", "http://localhost/elsewhere"),
        ("GET", "file:///etc/passwd"),
        ("POST", "/same-origin"),
    ],
)
def test_no_other_redirect_is_followed(method: str, target: str) -> None:
    with (
        server(reply("307 Moved", f"Location: {target}\r\n")) as (url, seen),
        pytest.raises(AddressMoved) as moved,
    ):
        HttpTransport(patience=HURRIED).send(Request(method, url, credentials=ME))
    assert moved.value.to.endswith(target)
    assert len(seen) == 1


def test_redirects_in_a_circle_end() -> None:
    with (
        server(*[reply("302 Found", "Location: /\r\n")] * 9) as (url, seen),
        pytest.raises(BadReply),
    ):
        HttpTransport(patience=HURRIED).send(Request("GET", url))
    assert len(seen) == 5


def test_a_password_is_only_told_where_nobody_listens() -> None:
    with pytest.raises(AddressInsecure):
        HttpTransport().send(Request("GET", "http://example.com/", credentials=ME))
    with server(reply("200 OK")) as (url, seen):
        HttpTransport(patience=HURRIED).send(Request("GET", url, credentials=ME))
    token = base64.b64encode("ليلى:sesame".encode())
    assert b"Authorization: Basic " + token in seen[0]


def test_the_environment_chooses_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with server(reply("200 OK")) as (url, _):
        assert HttpTransport(patience=HURRIED).send(Request("GET", url)).status == 200


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.com/", "http://[::1"])
def test_no_address(url: str) -> None:
    with pytest.raises(AddressUnusable):
        HttpTransport().send(Request("GET", url))


def test_secrets_are_in_no_repr() -> None:
    request = Request("POST", "https://example.com", body=b"dear diary", credentials=ME)
    for word in ("sesame", "ليلى", "diary"):
        assert word not in repr(request)


@pytest.mark.parametrize(
    ("url", "fit"),
    [
        ("https://me:secret@example.com:8443/a?token=1#x", "https://example.com:8443/a"),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_addresses_in_messages(url: str, fit: str) -> None:
    assert shown(url) == fit


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("example.com", False),
        ("127.0.0.1.example.com", False),
        ("localhost.example.com", False),
        ("192.168.1.1", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
def test_this_machine(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.com", True),
        ("http://example.com", False),
        ("http://127.0.0.1:8080/x", True),
        ("http://localhost@example.com", False),
        ("ftp://127.0.0.1", False),
    ],
)
def test_where_a_password_may_go(url: str, safe: bool) -> None:
    assert is_safe_for_credentials(url) is safe


def test_a_slow_server_gets_time() -> None:
    rests: list[float] = []
    ticks = iter([0.0, 0.0, 4.0, 4.0, 5.0, 5.1])
    transport = HttpTransport(patience=HURRIED, sleep=rests.append, timer=lambda: next(ticks))
    with server(reply("200 OK"), reply("200 OK")) as (url, _):
        transport.send(Request("GET", url))
        transport.send(Request("GET", url))
    assert rests == [1.0]
    assert [pause_after(seconds) for seconds in (0.0, 0.9, 2.0, 60.0)] == [0.0, 0.0, 0.5, 2.0]


def test_a_reply_that_never_ends_is_given_up() -> None:
    """Drop by drop it would never be silent for long."""
    moments = iter(range(0, 100_000, 10))
    reply = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100
    with server(reply) as (url, _):
        patient = Patience(connect=1, read=1, most_bytes=1000, whole=5)
        transport = HttpTransport(patience=patient, timer=lambda: float(next(moments)))
        with pytest.raises(BadReply):
            transport.send(Request("GET", url))
