"""Files of the author: read whatever the encoding, written whole or not at all."""

from __future__ import annotations

import codecs
import os
import re
import tempfile
from pathlib import Path

from editor.domain.errors import FileMissing, FileNotText, FileTooLarge, FileUnreadable

LIMIT = 20 * 1024 * 1024  # bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_ARABIC = "cp1256"
# Control characters that no text has; ESC and form feed occur in old ones.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LATIN_OF_1256 = re.compile(r"[\u0080-\u024f\u0300-\u036f]")
_ARABIC = re.compile(r"[\u0621-\u06ff]")


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
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
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
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
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
    return arabic >= 2 and arabic > 4 * len(_LATIN_OF_1256.findall(text))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
