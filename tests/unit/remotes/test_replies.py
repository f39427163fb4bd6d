"""What replies mean, row by row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

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
from editor.remotes.replies import (
    clock_ahead,
    error_code,
    json_after_noise,
    page_language,
    read_json,
    refusal,
    retry_after,
)
from editor.remotes.transport import Reply
from editor.remotes.wordpress.client import CODES, address, existing_term

WARNING = '<br />\n<b>Warning</b>: Undefined array key ["x"] in {plugin} on line 3<br />\n'


def made(
    status: int = 200, body: str | bytes = "{}", kind: str = "application/json", **headers: str
) -> Reply:
    data = body if isinstance(body, bytes) else body.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"content-type": kind, **named}, data, "https://blog.example/wp-json/x")


@pytest.mark.parametrize(
    ("body", "kind", "asked", "told"),
    [
        ('{"id": 1}', "application/json", {"id": 1}, {"id": 1}),
        ('{"id": 1}', "text/html", {"id": 1}, {"id": 1}),
        ('\ufeff{"id": 1}', "application/json", {"id": 1}, OutcomeUnknown),
        (WARNING + '{"id": 1}\n', "application/json", {"id": 1}, OutcomeUnknown),
        (WARNING + "[]", "application/json", [], OutcomeUnknown),
        ('{"id": 1}<!-- cached -->', "application/json", BadReply, OutcomeUnknown),
        ('{"id": 1', "application/json", BadReply, OutcomeUnknown),
        ("", "application/json", BadReply, OutcomeUnknown),
        (b"\xff\xfe\x00", "application/json", BadReply, OutcomeUnknown),
        ("<html>Sign in</html>", "text/html; charset=utf-8", WrongNetwork, OutcomeUnknown),
        ("<html>{x} [1]</html>", "text/html", WrongNetwork, OutcomeUnknown),
    ],
)
def test_data(body: str | bytes, kind: str, asked: Any, told: Any) -> None:
    for writing, expected in ((False, asked), (True, told)):
        reply = made(200, body, kind)
        if isinstance(expected, type):
            with pytest.raises(RemoteError) as caught:
                read_json(reply, writing=writing)
            assert type(caught.value) is expected
        else:
            assert read_json(reply, writing=writing) == expected


def code(name: str) -> str:
    return json.dumps({"code": name, "message": "رقم التدوينة خاطئ.", "data": {"status": 0}})


PAGE = "<h1>nginx</h1>"


@pytest.mark.parametrize(
    ("status", "body", "asked", "told"),
    [
        (401, code("rest_not_logged_in"), SignInRefused, SignInRefused),
        (401, PAGE, SignInRefused, SignInRefused),
        (403, code("rest_cannot_publish"), NotAllowed, NotAllowed),
        (404, code("rest_post_invalid_id"), RemoteGone, RemoteGone),
        (410, code("rest_already_trashed"), RemoteGone, RemoteGone),
        (404, code("rest_no_route"), NotABlog, NotABlog),
        (404, PAGE, NotABlog, OutcomeUnknown),
        (429, PAGE, Busy, Busy),
        (503, PAGE, Busy, Busy),
        (500, code("internal_server_error"), ServerFault, OutcomeUnknown),
        (500, WARNING + code("internal_server_error"), ServerFault, OutcomeUnknown),
        (502, PAGE, ServerFault, OutcomeUnknown),
        (500, code("rest_upload_sideload_error"), Rejected, Rejected),
        (500, code("db_insert_error"), Rejected, Rejected),
        (501, code("rest_trash_not_supported"), Rejected, Rejected),
        (412, code("rest_upload_hash_mismatch"), OutcomeUnknown, OutcomeUnknown),
        (413, PAGE, Rejected, Rejected),
        (400, code("empty_content"), Rejected, Rejected),
        (400, PAGE, Rejected, OutcomeUnknown),
        (302, PAGE, Rejected, OutcomeUnknown),
    ],
)
def test_refusals(
    status: int, body: str, asked: type[RemoteError], told: type[RemoteError]
) -> None:
    for writing, expected in ((False, asked), (True, told)):
        error = refusal(made(status, body), writing=writing, action="edit", codes=CODES)
        assert type(error) is expected
        assert error.address == "https://blog.example/wp-json/x"


def test_what_was_not_allowed() -> None:
    for name, action in (("rest_cannot_publish", "publish"), ("some_plugin", "edit")):
        error = refusal(made(403, code(name)), writing=True, action="edit", codes=CODES)
        assert isinstance(error, NotAllowed)
        assert error.action == action


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        ("0", 1.0),
        ("99999", 3600.0),
        ("Fri, 20 Nov 2026 12:00:30 GMT", 30.0),
        ("Fri, 20 Nov 2020 12:00:00 GMT", 1.0),
        ("soon", 60.0),
        ("", 60.0),
        ("٧", 60.0),
    ],
)
def test_how_long_to_wait(said: str, seconds: float) -> None:
    now = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
    assert retry_after(made(503, retry_after=said), now) == seconds


def test_json_after_noise_reaches_to_the_end() -> None:
    assert json_after_noise('noise {"a": [1, {"b": 2}]} \ufeff\n') == {"a": [1, {"b": 2}]}
    assert json_after_noise('{"a": 1} and more') is None
    assert json_after_noise("[" * 100_000) is None


def test_codes_are_text() -> None:
    assert error_code(made(400, '{"code": 409}')) == "409"
    assert error_code(made(400, '{"code": {"x": 1}}')) is None
    assert error_code(made(400, "[1]")) is None


@pytest.mark.parametrize(
    ("status", "body", "id"),
    [
        (400, '{"code": "term_exists", "data": {"status": 400, "term_id": 12}}', 12),
        (400, '{"code": "term_exists", "data": {"term_id": "12"}}', 12),
        (400, '{"code": "term_exists", "data": {"term_id": "x"}}', None),
        (400, '{"code": "term_exists", "data": null}', None),
        (400, '{"code": "other", "data": {"term_id": 12}}', None),
        (201, '{"code": "term_exists", "data": {"term_id": 12}}', None),
    ],
)
def test_a_term_that_is_there_already(status: int, body: str, id: int | None) -> None:
    assert existing_term(made(status, body)) == id


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        (
            "https://blog.example/wp-json/",
            "https://blog.example/wp-json/wp/v2/posts?search=%D8%A3+%26",
        ),
        (
            "https://blog.example/?rest_route=/",
            "https://blog.example/?rest_route=/wp/v2/posts&search=%D8%A3+%26",
        ),
        (
            "https://blog.example/index.php?lang=ar&rest_route=/",
            "https://blog.example/index.php?lang=ar&rest_route=/wp/v2/posts&search=%D8%A3+%26",
        ),
    ],
)
def test_addresses_of_routes(endpoint: str, url: str) -> None:
    assert address(endpoint, "/wp/v2/posts", {"search": "أ &"}) == url
    assert address(endpoint, "/wp/v2/posts", {}) == url.removesuffix(
        "?search=%D8%A3+%26"
    ).removesuffix("&search=%D8%A3+%26")


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<!doctype html><html dir="rtl" lang="ar">', "ar"),
        ("<HTML LANG=en_GB>", "en-GB"),
        ("<html>", ""),
        ('<p lang="ar">', ""),
    ],
)
def test_the_language_of_a_page(page: str, language: str) -> None:
    assert page_language(made(200, page, "text/html")) == language


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("Sat, 21 Nov 2026 18:00:00 GMT", 0.0),
        ("Sat, 21 Nov 2026 18:10:00 GMT", 600.0),
        ("Sat, 21 Nov 2026 21:00:00 +0300", 0.0),
        ("Fri, 20 Nov 2026 18:00:00 -0000", -86400.0),
        ("yesterday", 0.0),
        ("", 0.0),
    ],
)
def test_a_reply_tells_how_far_the_clocks_are_apart(said: str, ahead: float) -> None:
    now = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    assert clock_ahead(made(date=said), now) == ahead
