from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from editor.gui.preview.schemes import Content, read
from editor.workspace.rendering import picture_address
from tests.gui.preview.pages import POST

PICTURES = {
    (POST, "جسر عند الفجر.jpg"): ("image/jpeg", b"jpeg"),
    (POST, "50%.png"): ("image/png", b"png"),
    (POST, "a/b.png"): ("image/png", b"slash"),
    (POST, "drawing.svg"): ("image/svg+xml", b"<svg/>"),
    (POST, "page.html"): ("text/html", b"<p>"),
}


def picture(post: str, name: str) -> Content | None:
    return PICTURES.get((POST, name)) if post == POST else None


@pytest.mark.parametrize(
    ("destination", "found"),
    [
        ("جسر عند الفجر.jpg", b"jpeg"),
        ("./جسر عند الفجر.jpg", b"jpeg"),
        ("%D8%AC%D8%B3%D8%B1%20عند%20الفجر.jpg", b"jpeg"),
        ("50%25.png", b"png"),
        ("50%.png", b"png"),
        ("a/b.png", b"slash"),
        ("drawing.svg", None),
        ("page.html", None),
        ("missing.png", None),
        ("../other/x.png", None),
    ],
)
def test_pictures_are_found_by_the_name_in_the_body(destination: str, found: bytes | None) -> None:
    content = read(QUrl(picture_address(POST, destination)), picture)
    assert (content[1] if content else None) == found


@pytest.mark.parametrize(
    "destination",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "C:\\pictures\\x.png",
        "http://[broken",
        "",
    ],
)
def test_what_is_elsewhere_has_no_address(destination: str) -> None:
    assert picture_address(POST, destination) == ""


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("media://preview/", "text/html"),
        ("media://preview/preview.css", "text/css"),
        ("media://preview/Vazirmatn-Regular.ttf", "font/ttf"),
    ],
)
def test_the_page_and_what_it_needs(address: str, kind: str) -> None:
    content = read(QUrl(address), picture)
    assert content is not None
    assert content[0] == kind
    assert content[1]


@pytest.mark.parametrize(
    "address",
    [
        "media://preview/preview.js",
        "media://preview/NOTICE",
        "media://preview/../../pyproject.toml",
        "media://preview/%2e%2e%2f%2e%2e%2fREADME.md",
        "media://preview/..%2ftemplates%2fpreview.css",
        "media://preview//etc/passwd",
        "media://preview/templates/preview.css",
        "media://preview/%00.css",
        "media://picture/",
        "media://picture/x",
        "media://picture/x/y/z",
        "media://elsewhere/preview.css",
        "media:preview.css",
    ],
)
def test_nothing_else_is_read(address: str) -> None:
    assert read(QUrl(address), picture) is None
