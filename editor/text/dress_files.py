"""What a blog's page is made of besides its HTML: which bytes are what. Pure, any thread."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:(?>(?:<!--.*?-->|<!DOCTYPE[^>]*>))\s*+)*<svg\b",
    re.I | re.S,
)
_CHARSET = re.compile(rb"@charset \"([\w-]+)\"|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.I)

_SIGNS: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"ftypavif", 4, "image/avif"),
    (b"wOF2", 0, "font/woff2"),
    (b"wOFF", 0, "font/woff"),
    (b"OTTO", 0, "font/otf"),
    (b"\x00\x01\x00\x00", 0, "font/ttf"),
    (b"true", 0, "font/ttf"),
)

ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
    "font/woff2": "woff2",
    "font/woff": "woff",
    "font/otf": "otf",
    "font/ttf": "ttf",
    "text/css": "css",
}
"""The kinds of files a look may have, with the ending of their names."""


def kind_of(data: bytes) -> str | None:
    """The type of a picture or font by its first bytes, whatever its sender says; None for
    anything else."""
    for sign, at, mime in _SIGNS:
        if data.startswith(sign, at):
            return mime
    return "image/svg+xml" if _SVG.match(data[:4096]) else None


def data_of(address: str) -> bytes | None:
    """What stands in a `data:` address; None where it is none, or garbled."""
    scheme, _colon, rest = address.partition(":")
    head, comma, content = rest.partition(",")
    if scheme.strip().lower() != "data" or not comma:
        return None
    raw = unquote_to_bytes(content)
    if not head.lower().rstrip().endswith(";base64"):
        return raw
    try:
        packed = re.sub(rb"\s+", b"", raw)
        return base64.b64decode(packed + b"=" * (-len(packed) % 4))
    except binascii.Error:
        return None


def text_of(data: bytes, content_type: str = "") -> str:
    """A page or a sheet as text: by its mark, by what its sender says, by what it says itself;
    never an error."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    said = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    own = _CHARSET.search(data[:2048])
    name = said[1] if said else (own[1] or own[2]).decode() if own else "utf-8"
    try:
        return data.decode(name, "replace").lstrip("\ufeff")
    except LookupError:
        return data.decode("utf-8", "replace").lstrip("\ufeff")
