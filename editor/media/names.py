"""File names from anywhere, made fit for any disk, any blog and the body of a post."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80  # code points of the stem
_FALLBACK = "picture"
# Separators of any system, what Windows forbids, what Markdown or an address would trip over.
_UNFIT = re.compile(r"[\\/:*?\"<>|()\[\]{}#%&`'^~!$;=+,@\s]+")
_JOINERS = "\u200c\u200d"  # Persian and Kurdish words need them
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
)


def safe_name(name: str, ending: str) -> str:
    """`name` without its folders, without what cannot be seen, and with `ending` ("jpg") in
    place of its own. Letters of every script stay; in Unicode's composed form."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    stem = last.rpartition(".")[0] or last
    seen = "".join(char for char in stem if _is_fit(char))
    stem = _UNFIT.sub("-", seen).strip("-._ ")[:LONGEST].rstrip("-._ ")
    if not stem or stem.casefold() in _DEVICES:
        stem = _FALLBACK
    return f"{stem}.{ending}"


def _is_fit(char: str) -> bool:
    return char.isspace() or char in _JOINERS or not unicodedata.category(char).startswith("C")
