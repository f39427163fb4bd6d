"""A notebook's file as SQLite lays it out, read page by page without trusting any of them.

Where SQLite gives up at the first broken page, this reads every row on all the others. It knows
tables' leaves, their overflow chains, the write-ahead log and, with a key, SQLCipher's pages.
It writes nothing. Page numbers count from 1; sizes are in bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editor.store import driver

Cell = str | bytes | int | float | None
Place = int
"""Where a row begins: bytes from the beginning of the file."""

_PAGE = 4096  # what every Midad and SQLCipher 4 write, where the header is gone
_HEADER = 100
_LEAF_OF_TABLE, _LEAF_OF_INDEX = 0x0D, 0x0A
_SALT, _IV, _MAC = 16, 16, 64
_RESERVE = _IV + _MAC  # of an encrypted page
_MAC_MASK = bytes([0x3A]) * _SALT
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)  # of integers, by serial type
_LONGEST = 256 * 1024 * 1024  # no row of ours comes near it: a length that is noise


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it lies on a page. `is_whole`: False where its end could not be read."""

    number: int  # its rowid; 0 in an index
    cells: tuple[Cell, ...]
    is_whole: bool
    is_index: bool
    place: Place


class Sheets:
    """The pages of one file. One thread. Close it, or use it as a context."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        """Raises NotebookError where the file cannot be read at all."""
        self.unreadable: set[int] = set()  # pages with a seal that does not fit, as met so far
        try:
            self._data = _mapped(path)
            wal = path.with_name(path.name + "-wal")
            self._log = _mapped(wal) if wal.exists() else b""
        except OSError as error:
            raise driver.misfortune_of_system(error, path) from error
        head = self._data[:_HEADER]
        self._cipher = _Cipher(key, head[:_SALT]) if key is not None else None
        self.size = _PAGE if self._cipher else _size_of(head)
        reserve = _RESERVE if self._cipher else (head[20] if _is_header(head) else 0)
        self._usable = self.size - reserve
        self._newer = _committed(self._log, self.size)
        self.count = max(-(-len(self._data) // self.size), *self._newer, 0)
        self._idle = self._freed()

    def __enter__(self) -> Sheets:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        for each in (self._data, self._log):
            if isinstance(each, mmap.mmap):
                each.close()

    def records(self, number: int) -> list[Record]:
        """Every row and index entry on a page; none where it holds none or is not in use."""
        page = b"" if number in self._idle else self._page(number)
        start = _HEADER if number == 1 else 0
        if len(page) < start + 8 or page[start] not in (_LEAF_OF_TABLE, _LEAF_OF_INDEX):
            return []
        is_index = page[start] == _LEAF_OF_INDEX
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        found = []
        for place in range(start + 8, min(start + 8 + 2 * count, self._usable - 1), 2):
            at = int.from_bytes(page[place : place + 2], "big")
            with suppress(_Nonsense, IndexError, struct.error):
                found.append(self._record(page, number, at, is_index))
        return found

    def record(self, place: Place) -> Record | None:
        """The row of a table that begins there; None where none does."""
        number, at = place // self.size + 1, place % self.size
        with suppress(_Nonsense, IndexError, struct.error):
            return self._record(self._page(number), number, at, is_index=False)
        return None

    def _record(self, page: bytes, number: int, at: int, is_index: bool) -> Record:
        place = (number - 1) * self.size + at
        length, at = _varint(page, at)
        row = 0
        if not is_index:
            row, at = _varint(page, at)
            row -= (row >> 63) << 64
        if not 0 < length <= _LONGEST:
            raise _Nonsense
        payload, is_whole = self._payload(page, at, length, is_index)
        return Record(row, _cells(payload), is_whole, is_index, place)

    def _payload(self, page: bytes, at: int, length: int, is_index: bool) -> tuple[bytes, bool]:
        """A record's bytes, as far as they can be read."""
        usable = self._usable
        most = (usable - 12) * 64 // 255 - 23 if is_index else usable - 35
        if length <= most:
            if at + length > usable:
                raise _Nonsense
            return page[at : at + length], True
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        if at + local + 4 > usable:
            raise _Nonsense
        parts, missing = [page[at : at + local]], length - local
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        seen: set[int] = set()
        while missing > 0:
            part = self._page(following) if following not in seen else b""
            if len(part) < usable:
                return b"".join(parts), False
            seen.add(following)
            parts.append(part[4 : 4 + min(missing, usable - 4)])
            missing -= len(parts[-1])
            following = int.from_bytes(part[:4], "big")
        return b"".join(parts), True

    def _page(self, number: int) -> bytes:
        """The page's bytes as SQLite sees them; none where it cannot be read."""
        if not 1 <= number <= self.count:
            return b""
        newer = self._newer.get(number)
        if newer is not None:
            raw = self._log[newer : newer + self.size]
        else:
            raw = self._data[(number - 1) * self.size : number * self.size]
        if self._cipher is None:
            return raw
        page = self._cipher.opened(number, raw)
        if not page:
            self.unreadable.add(number)
        return page

    def _freed(self) -> set[int]:
        """Pages on the list of free ones, where that can be read: what was deleted stays so."""
        head = self._page(1)
        idle: set[int] = set()
        if len(head) < _HEADER or (self._cipher is None and not _is_header(head)):
            return idle
        trunk = int.from_bytes(head[32:36], "big")
        while trunk and trunk not in idle:
            page = self._page(trunk)
            if len(page) < 8:
                break
            idle.add(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self._usable // 4 - 2)
            idle.update(struct.unpack_from(f">{count}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return idle


class _Nonsense(Exception):
    """These bytes are no row."""


class _Cipher:
    """SQLCipher 4 with a raw key: AES-256-CBC, sealed by HMAC-SHA512, a page at a time."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(a ^ b for a, b in zip(salt, _MAC_MASK, strict=False))
        self._mac = hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32)

    def opened(self, number: int, raw: bytes) -> bytes:
        """The page, its first bytes a header's where it is the first; none where the seal is
        broken."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = _SALT if number == 1 else 0
        end = len(raw) - _RESERVE
        if len(raw) != _PAGE:
            return b""
        vector, seal = raw[end : end + _IV], raw[end + _IV :]
        bound = raw[start : end + _IV] + number.to_bytes(4, "little")
        if not hmac.compare_digest(hmac.digest(self._mac, bound, "sha512"), seal):
            return b""
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        page = cipher.update(raw[start:end]) + cipher.finalize()
        return (driver.PLAIN if start else b"") + page + bytes(_RESERVE)


def _is_header(head: bytes) -> bool:
    return head.startswith(driver.PLAIN)


def _size_of(head: bytes) -> int:
    size = int.from_bytes(head[16:18], "big") if _is_header(head) else 0
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else _PAGE


def _mapped(path: Path) -> mmap.mmap | bytes:
    """A file's bytes, read as they are asked for."""
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def _committed(log: mmap.mmap | bytes, size: int) -> dict[int, int]:
    """Where in a write-ahead log the newest committed bytes of each page begin."""
    newest: dict[int, int] = {}
    if len(log) < 32 or int.from_bytes(log[8:12], "big") != size:
        return newest
    order = ">" if log[3] & 1 else "<"
    sums = _checksum(log[:24], (0, 0), order)
    if struct.unpack(">2I", log[24:32]) != sums:
        return newest
    pending: dict[int, int] = {}
    for at in range(32, len(log) - 24 - size + 1, 24 + size):
        number, commits = struct.unpack_from(">2I", log, at)
        page = log[at + 24 : at + 24 + size]
        sums = _checksum(log[at : at + 8] + page, sums, order)
        if log[at + 8 : at + 16] != log[16:24] or struct.unpack_from(">2I", log, at + 16) != sums:
            break
        pending[number] = at + 24
        if commits:
            newest |= pending
            pending = {}
    return newest


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def _cells(payload: bytes) -> tuple[Cell, ...]:
    """A record's columns; one whose bytes end too early is the last, as far as it goes."""
    end, at = _varint(payload, 0)
    if not 1 <= end <= len(payload):
        raise _Nonsense
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    return tuple(_values(payload, end, types))


def _values(payload: bytes, at: int, types: list[int]) -> Iterator[Cell]:
    for kind in types:
        if kind in (10, 11):
            raise _Nonsense
        width = (kind - 12) // 2 if kind >= 12 else 8 if kind == 7 else 0
        if 1 <= kind <= 6:
            width = _WIDTHS[kind]
        part = payload[at : at + width]
        at += width
        if kind == 0:
            yield None
        elif kind >= 12:
            # A text with broken bytes is still its author's.
            yield part.decode("utf-8", "replace") if kind % 2 else part
        elif kind in (8, 9):
            yield kind - 8
        elif len(part) < width:
            return
        elif kind == 7:
            yield struct.unpack(">d", part)[0]
        else:
            yield int.from_bytes(part, "big", signed=True)
        if len(part) < width:
            return
