from __future__ import annotations

import pytest

from editor.text.dress_files import ENDINGS, data_of, kind_of, text_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x1cftypavif", "image/avif"),
        (b"wOF2\0", "font/woff2"),
        (b"\0\1\0\0\0", "font/ttf"),
        (b"<svg xmlns='x'>", "image/svg+xml"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?><!-- a > b -->\n<!DOCTYPE svg>\n<SVG>",
            "image/svg+xml",
        ),
        (b"<html><svg>", None),
        (b"<!doctype html><p>Sorry", None),
        (b"MZ\x90", None),
        (b"%PDF-1.4", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind
    assert kind is None or kind in ENDINGS


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64,iVBORw==", b"\x89PNG"),
        ("DATA:image/png;BASE64,iVBO\nRw", b"\x89PNG"),
        ("data:image/svg+xml;utf8,<svg id='a%20b'>", b"<svg id='a b'>"),
        ("data:,", b""),
        ("data:image/png;base64", None),
        ("https://e/,", None),
        ("data:x;base64,é", b""),
    ],
)
def test_data_in_an_address(address: str, data: bytes | None) -> None:
    assert data_of(address) == data


@pytest.mark.parametrize(
    ("data", "said", "text"),
    [
        ("حبر".encode(), "", "حبر"),
        ("\ufeffحبر".encode(), "text/css", "حبر"),
        ("حبر".encode("cp1256"), 'text/html; charset="windows-1256"', "حبر"),
        (
            b"<meta charset=windows-1256>" + "حبر".encode("cp1256"),
            "",
            "<meta charset=windows-1256>حبر",
        ),
        (b'@charset "cp1256";' + "حبر".encode("cp1256"), "", '@charset "cp1256";حبر'),
        ("حبر".encode("utf-16"), "", "\ufeffحبر"),
        ("حبر".encode(), "text/html; charset=no-such", "حبر"),
        (b"\xff\xff", "", "\ufffd\ufffd"),
    ],
)
def test_bytes_become_text_whatever_they_are(data: bytes, said: str, text: str) -> None:
    assert text_of(data, said).lstrip("\ufeff") == text.lstrip("\ufeff")
