"""Files of the author: read whatever the encoding, written whole or not at all."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from editor.domain.errors import FileMissing, FileNotText, FileTooLarge, FileUnreadable

LIMIT = 20 * 1024 * 1024  # bytes
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_ARABIC = "cp1256"
# Control characters that no text has; ESC and form feed occur in old ones.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ARABIC = re.compile(r"[\u0621-\u06ff]")
# What other encodings look like when read as Windows-1256: accents, symbols, and Arabic
# letters inside Latin words.
_STRANGE = re.compile(
    r"[\u00a2-\u00aa\u00ac-\u00af\u00b1-\u00ba\u00bc-\u00be\u00c0-\u024f]"
    r"|(?<=[A-Za-z])[\u0621-\u06ff]|[\u0621-\u06ff](?=[A-Za-z])"
)


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """The file, where it has at most `limit` bytes.

    Raises FileMissing, FileUnreadable (a folder, no permission, a failing disk), FileTooLarge.
    """
    where = str(path)
    try:
        if not path.is_file():
            raise (FileUnreadable if path.exists() else FileMissing)(where)
        size = path.stat().st_size
        if size > limit:
            raise FileTooLarge(where, size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise FileMissing(where) from error
    except OSError as error:
        raise FileUnreadable(where) from error
    if len(data) > limit:  # it grew while it was read
        raise FileTooLarge(where, len(data), limit)
    return data


def read_text(path: Path, limit: int = LIMIT) -> str:
    """The text of a file of at most `limit` bytes; line ends as they are, a byte-order mark gone.

    UTF-8, UTF-16 with its mark, or Windows-1256 where the bytes look like Arabic in it.
    Raises what read_bytes raises, and FileNotText.
    """
    data = read_bytes(path, limit)
    text = decode(data)
    if text is None:
        raise FileNotText(str(path))
    return text


def decode(data: bytes) -> str | None:
    """The text these bytes are; None where they are none, or in an encoding not known here."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data, encoding)
    text = _text(data, "utf-8")
    if text is None and (guess := _text(data, _WINDOWS_ARABIC)) and _is_plausibly_arabic(guess):
        return guess
    return text


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, wholly or not at all, also when the power goes.

    An existing file keeps its mode; a new one gets the account's usual one. Raises OSError.
    """
    target = path.resolve()  # a link stays a link
    temporary = target.with_name(f".{target.name[:40]}-{os.urandom(4).hex()}")
    mode = target.stat().st_mode & 0o7777 if target.exists() else None
    descriptor = os.open(temporary, _NEW_FILE, 0o666 if mode is None else mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)  # the umask may have taken some of it away
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` survive a power cut. Does nothing where folders cannot be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _BINARY.search(text) else text


def _is_plausibly_arabic(text: str) -> bool:
    """Windows-1256 gives any bytes some letters: French in Latin-1 must not become Arabic."""
    arabic = len(_ARABIC.findall(text))
    return arabic >= 2 and arabic > 4 * len(_STRANGE.findall(text))
