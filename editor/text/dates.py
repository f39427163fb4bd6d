"""Dates as people read them, and as files carry them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import decimal

if TYPE_CHECKING:
    from babel import Locale

# Tags Babel knows under another name. Plain Arabic says neither months nor digits: the names
# of the east, ٢٠ تشرين الثاني, and its digits; who tags ar-MA gets نونبر.
_OTHER_NAMES = {"ar": "ar_IQ", "iw": "he", "ji": "yi", "kmr": "ku"}
_ZEROS = {"arab": "٠", "arabext": "۰", "deva": "०", "beng": "০"}

_DATE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?\Z",
    re.IGNORECASE,
)


def format_date(moment: datetime, language: str) -> str:
    """The day of `moment` in words, in the months and digits of a language tag (BCP 47);
    English where the tag is unknown. The day is that of `moment`'s own time zone."""
    from babel.dates import format_date as in_words

    locale = _locale(language)
    # Babel's English is American; the day comes first where our readers live.
    words = in_words(moment.date(), "d MMMM y" if locale.language == "en" else "long", locale)
    # The type stubs do not know this property of Locale.
    zero = _ZEROS.get(locale.default_numbering_system)  # type: ignore[attr-defined]
    if zero is None:
        return words
    return words.translate({ord("0") + digit: ord(zero) + digit for digit in range(10)})


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    wanted = tag.strip().replace("-", "_")
    parts = _OTHER_NAMES.get(wanted.lower(), wanted).split("_")
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en")


def parse_date(text: str) -> datetime | None:
    """A moment in UTC from `2026-11-20`, `2026/11/20 10:30`, `2026-11-20T10:30:00+03:00`, in
    digits of any script. Without a zone it is UTC. None where it is no date."""
    digits = "".join(str(decimal(char, char)) for char in text.strip())
    found = _DATE.match(digits)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    offset = "+00:00" if zone is None or zone[0] in "ZzUu" else zone
    iso = (
        f"{year}-{int(month):02}-{int(day):02}"
        f"T{int(hour or 0):02}:{int(minute or 0):02}:{int(second or 0):02}"
        f".{(fraction or '').ljust(6, '0')}{offset}"
    )
    try:
        return datetime.fromisoformat(iso).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
