"""Frozen dataclasses as JSON text and back, and text as SQLite takes it.

Fields that are missing get their defaults and unknown ones are left out, so that what an older
or newer Midad packed can be read.
"""

from __future__ import annotations

import json
import types
import zlib
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_PLAIN = frozenset((str, bool, int))
MOST = 128 * 1024 * 1024  # bytes of a post; nobody wrote a longer one


def pack(value: object) -> str:
    """A dataclass, or a tuple of anything packable, as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def unpack(kind: type[T], text: str) -> T:
    """The `kind` that `pack` made into `text`."""
    return cast("T", _rebuilt(kind, json.loads(text)))


def inflated(data: bytes, most: int = MOST) -> bytes:
    """What was packed with zlib. Raises zlib.error where it is damaged, or longer than `most`
    bytes: a few of them can stand for gigabytes."""
    unzip = zlib.decompressobj()
    found = unzip.decompress(data, most)
    if not unzip.eof:
        raise zlib.error("cut off, or too long")
    return found


def unpack_words(text: str) -> tuple[str, ...]:
    """A packed tuple of strings."""
    return tuple(json.loads(text))


def unpack_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """A packed tuple of pairs of strings."""
    return tuple((str(first), str(second)) for first, second in json.loads(text))


def pack_time(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with microseconds: as texts they stand in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def unpack_time(text: str | None) -> datetime | None:
    """The aware moment that `pack_time` wrote."""
    return datetime.fromisoformat(text) if text else None


def storable(value: Any) -> Any:
    """A value SQLite takes. Half a surrogate pair is no UTF-8: such text is kept as bytes,
    because a character nobody can see must not cost the author the save."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
    return value


def stored_text(value: str | bytes) -> str:
    """The text that `storable` was given."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    if value is None or value.__class__ in _PLAIN:  # most of what there is
        return value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return pack_time(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _rebuilt(kind: Any, value: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(part for part in get_args(kind) if part is not types.NoneType)
        return None if value is None else _rebuilt(inner, value)
    if origin is tuple:
        return _rebuilt_tuple(get_args(kind), value)
    if is_dataclass(kind):
        hints = _hints(cast("type", kind))
        known = {name: _rebuilt(hints[name], item) for name, item in value.items() if name in hints}
        return cast("type", kind)(**known)
    if kind is datetime:
        return unpack_time(value)
    return kind(value)


def _rebuilt_tuple(parts: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_rebuilt(parts[0], item) for item in value)
    return tuple(_rebuilt(part, item) for part, item in zip(parts, value, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
