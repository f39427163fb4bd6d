"""Where a link leads, in words that cannot deceive. Pure; any thread.

A name of a site can be made of letters that look like others: it is told in plain ASCII too. In an
address with letters of both directions each part is isolated, so that the parts stand in their
order from left to right, and none borrows from its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from editor.text.isolates import isolated, left_to_right

OPENABLE = frozenset({"http", "https", "mailto"})
_BETWEEN = re.compile(r"([:/?#\[\]@!$&'()*+,;=.%\s-]+)")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LONGEST = 600  # code points of an address that is read at all
_SHAPES = frozenset("LNMPS")  # classes of characters that have one


@dataclass(frozen=True, slots=True)
class Destination:
    """`address` is what is opened; `readable` the same for the eye. `site`: whose it is, and
    `plain_site` that name in ASCII where it is another."""

    address: str
    readable: str
    site: str
    plain_site: str
    is_mail: bool = False


def destination(address: str) -> Destination | None:
    """Where `address` leads; None where nothing of it is for a browser or a mail program."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in OPENABLE:
        return None
    is_mail = parts.scheme.lower() == "mailto"
    try:
        host = parts.path.partition("?")[0].rpartition("@")[2] if is_mail else parts.hostname or ""
    except ValueError:
        return None
    if not host:
        return None
    named = ".".join(_label(label) for label in host.split("."))
    readable = address.replace(host, named, 1) if named != host else address
    return Destination(
        address,
        _shown(_unescaped(readable)),
        _shown(named),
        _shown(_ascii(host)) if not named.isascii() else "",
        is_mail,
    )


def _label(label: str) -> str:
    """One label of a host's name, as its owner writes it."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        words = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return words if words and all(map(_has_shape, words)) else label


def _ascii(host: str) -> str:
    labels = (
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        for label in host.split(".")
    )
    return ".".join(labels)


def _unescaped(address: str) -> str:
    """Percent signs as the letters they stand for, where these can be told from others."""

    def letters(found: re.Match[str]) -> str:
        try:
            words = unquote_to_bytes(found.group()).decode()
        except UnicodeDecodeError:
            return found.group()
        if not unicodedata.is_normalized("NFC", words):
            return found.group()
        # An escaped sign of ASCII is not the sign: %2F is no border between two parts.
        return "".join(
            _escape(letter) if letter.isascii() or not _has_shape(letter) else letter
            for letter in words
        )

    return _ESCAPED.sub(letters, address)


def _escape(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))


def _has_shape(letter: str) -> bool:
    return unicodedata.category(letter)[0] in _SHAPES


def _shown(address: str) -> str:
    """For a label: what is invisible in it is escaped, what is too long is cut."""
    text = "".join(
        letter if letter.isascii() or _has_shape(letter) else _escape(letter)
        for letter in address[:_LONGEST]
    )
    text += "…" * (len(address) > _LONGEST)
    return left_to_right(
        "".join(piece if piece.isascii() else isolated(piece) for piece in _BETWEEN.split(text))
    )
