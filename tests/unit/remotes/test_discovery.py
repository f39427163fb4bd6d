"""What a pasted text means, and what a blog's pages say of it; the network is a table here."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.domain.errors import (
    AddressInsecure,
    AddressMoved,
    AddressUnusable,
    FolderUnusable,
    NotABlog,
    RemoteError,
    ServerFault,
    WrongNetwork,
)
from editor.remotes.discovery import declared_endpoint, discover, folder_of, web_address
from editor.remotes.transport import Reply, Request

INDEX = '{"name":"Caf\\u00e9 &amp; مدونة","home":"https://blog.example","namespaces":["wp/v2"]}'
API = 'rel="https://api.w.org/"'


class Internet:
    """A transport that knows a few pages: URL → (status, headers, body), or where it moved."""

    def __init__(self, pages: dict[str, tuple[int, dict[str, str], str] | str]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def send(self, request: Request) -> Reply:
        assert request.credentials is None
        self.asked.append(request.url)
        found = self.pages.get(request.url.partition("_fields")[0].rstrip("?&"))
        if isinstance(found, str):
            raise AddressMoved(request.url, to=found)
        status, headers, body = found or (404, {"content-type": "text/html"}, "<h1>no</h1>")
        return Reply(status, headers, body.encode(), request.url)

    def close(self) -> None:
        """Nothing to let go of."""


def html(body: str, link: str = "", status: int = 200) -> tuple[int, dict[str, str], str]:
    headers = {"content-type": "text/html; charset=UTF-8"}
    return status, headers | ({"link": link} if link else {}), body


def data(body: str, status: int = 200) -> tuple[int, dict[str, str], str]:
    return status, {"content-type": "application/json"}, body


HOME = "https://blog.example/"
REST = "https://blog.example/wp-json/"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("blog.example", "https://blog.example/"),
        ("BLOG.example/a?b=c#d", "https://blog.example/a?b=c"),
        ("http://blog.example", "http://blog.example/"),
        ("HTTPS://me:secret@blog.example:8443/x", "https://blog.example:8443/x"),
        ("مدونة.example", "https://مدونة.example/"),
        ("localhost:8080", "http://localhost:8080/"),
        ("127.0.0.1/blog", "http://127.0.0.1/blog"),
        ("[::1]:80", "http://[::1]:80/"),
    ],
)
def test_addresses_as_people_type_them(text: str, url: str) -> None:
    assert web_address(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "blog",
        "my blog",
        "ftp://blog.example",
        "javascript://blog.example",
        "http://",
        "https://blog.example:port/",
        "me@blog",
        "C:relative",
        "http://[::1",
    ],
)
def test_no_address(text: str) -> None:
    with pytest.raises(AddressUnusable):
        web_address(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/srv/site", Path("/srv/site")),
        ("~/site", Path.home() / "site"),
        ("file:///srv/my%20site", Path("/srv/my site")),
        ("file://localhost/srv", Path("/srv")),
        ("./site", Path("site").resolve()),
        ("blog.example", None),
        ("https://blog.example/srv", None),
    ],
)
def test_folders(text: str, path: Path | None) -> None:
    assert folder_of(text) == path


@pytest.mark.parametrize("text", ["file://server/share", "file:relative", "~nobody-of-that-name/x"])
def test_folders_of_others(text: str) -> None:
    with pytest.raises(AddressUnusable):
        folder_of(text)


def test_a_folder_with_other_things_in_it(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("x")
    for place in (tmp_path, tmp_path / "thesis.odt", tmp_path / "thesis.odt" / "site"):
        with pytest.raises(FolderUnusable):
            discover(str(place), Internet({}))


@pytest.mark.parametrize(
    ("page", "endpoint"),
    [
        (html("", f"<{REST}>; {API}"), REST),
        (html("", f"<https://x.example/f>; rel=shortlink, <{REST}>; {API}"), REST),
        (html("", f"</wp-json/>; {API}"), REST),
        # A blog behind a proxy that does not know it is reached by https.
        (html("", f"<http://blog.example/wp-json/>; {API}"), REST),
        (html(f"<head><link rel='https://api.w.org/' href='{REST}' /></head>"), REST),
        (html(f'<LINK href="/?rest_route=/&amp;a=1" {API}>'), HOME + "?rest_route=/&a=1"),
        (html("<p>nothing</p>", "<https://x.example>; rel=next"), None),
        (html("", f"<javascript:alert(1)>; {API}"), None),
        (html("<![if broken<html <link"), None),
    ],
)
def test_where_a_page_says_its_rest_root_is(
    page: tuple[int, dict[str, str], str], endpoint: str | None
) -> None:
    status, headers, body = page
    assert declared_endpoint(Reply(status, headers, body.encode(), HOME)) == endpoint


def test_a_blog() -> None:
    page = html('<html dir="rtl" lang="ar">', f"<{REST}>; {API}")
    found = discover("blog.example", Internet({HOME: page, REST: data(INDEX)}))
    assert (found.kind, found.name, found.address) == (
        "wordpress",
        "Café & مدونة",
        "https://blog.example",
    )
    assert (found.endpoint, found.language, found.needs_password) == (REST, "ar", True)


def test_a_blog_that_moved_to_another_host() -> None:
    page = html("", f"<{REST}>; {API}")
    internet = Internet({"https://old.example/": HOME, HOME: page, REST: data(INDEX)})
    assert discover("old.example", internet).endpoint == REST


def test_plain_http_is_followed_to_https_and_no_other_way() -> None:
    page = html("", f"<{REST}>; {API}")
    up = Internet({"http://blog.example/": HOME, HOME: page, REST: data(INDEX)})
    assert discover("http://blog.example", up).endpoint == REST
    down = Internet({HOME: "http://blog.example/"})
    with pytest.raises(AddressInsecure):
        discover("https://blog.example", down)


ROUTE = "https://blog.example/?rest_route=/"


@pytest.mark.parametrize(
    ("address", "pages", "error"),
    [
        ("https://blog.example", {HOME: html("<h1>Shop</h1>")}, NotABlog),
        ("https://blog.example", {HOME: html("", status=500)}, ServerFault),
        (
            "https://blog.example",
            {HOME: html("", f"<{REST}>; {API}"), REST: html("x")},
            WrongNetwork,
        ),
        (
            "https://blog.example",
            {HOME: "https://login.hotel.example/", "https://login.hotel.example/": html("pay")},
            WrongNetwork,
        ),
        (
            "http://blog.example",
            {"http://blog.example/": html("", f"<http://blog.example/wp-json/>; {API}")},
            AddressInsecure,
        ),
        ("https://blog.example", {HOME: html(""), ROUTE: data('{"namespaces":["x"]}')}, NotABlog),
        ("https://blog.example", {HOME: HOME}, RemoteError),
    ],
)
def test_what_is_wrong_with_an_address(
    address: str,
    pages: dict[str, tuple[int, dict[str, str], str] | str],
    error: type[RemoteError],
) -> None:
    with pytest.raises(error):
        discover(address, Internet(pages))
