"""The machine's Hunspell dictionaries: where they lie, and which is meant by a language.

A dictionary is two files, `en_GB.aff` and `en_GB.dic`; here it is their path without the ending.
Nothing is fetched: what the system, the author, or LibreOffice put there is all there is. Any
thread; looks at the disk.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from editor.system.paths import data_folder

_PARTS = re.compile("[-_]")
# Names under which a language's dictionary may be found besides its own.
_ALSO = {"iw": "he", "ji": "yi", "ku": "kmr", "no": "nb", "prs": "fa"}
_ALSO_ARABIC = {"ku": "ckb"}
_USUAL_REGION = {"ar": "EG", "de": "DE", "en": "US", "es": "ES", "fr": "FR", "pt": "BR"}
_DEBIAN = {
    "de": "hunspell-de-de",
    "en": "hunspell-en-us",
    "fa": "myspell-fa",
    "ku": "hunspell-kmr",
    "pt": "hunspell-pt-br",
}
_DEBIAN_OTHERS = re.compile(
    "af|an|ar|be|bg|bn|bo|br|bs|ca|cs|da|el|es|eu|fr|gd|gl|gu|he|hi|hr|hu|id|is|it|kk|kmr|ko|lo"
    "|lt|lv|ml|mn|ne|nl|no|oc|pl|ro|ru|si|sk|sl|sr|sv|sw|te|th|tr|uk|uz|vi"
)


def has_checker() -> bool:
    """True where Hunspell came along with this installation."""
    return find_spec("hunspell") is not None


def author_folder() -> Path:
    """Where an author puts a dictionary that no installer brings. It may not exist."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Spelling"
    if sys.platform == "win32":
        return data_folder() / "dictionaries"
    return data_folder().parent / "hunspell"


def folders() -> list[Path]:
    """Where dictionaries lie, by the custom of the system; the author's own come first."""
    named = [Path(part) for part in os.environ.get("DICPATH", "").split(os.pathsep) if part]
    return [*named, author_folder(), *_of_system(), *_of_package()]


def _of_system() -> list[Path]:
    if sys.platform == "win32":
        roots = [Path(os.environ.get(name, "")) for name in ("ProgramFiles", "ProgramFiles(x86)")]
        offices = [root / "LibreOffice" / "share" for root in roots if root.is_absolute()]
        shared: list[Path] = []
    elif sys.platform == "darwin":
        offices = [Path("/Applications/LibreOffice.app/Contents/Resources")]
        shared = [Path("/Library/Spelling")]
    else:
        offices = [
            Path("/usr/lib/libreoffice/share"),
            *sorted(Path("/opt").glob("libreoffice*/share")),
        ]
        said = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        roots = [Path(part) for part in (*said.split(":"), "/usr/share") if part]
        shared = [
            root / name for root in roots for name in ("hunspell", "myspell", "myspell/dicts")
        ]
    brought = [folder for office in offices for folder in office.glob("extensions/dict-*")]
    return shared + sorted(brought)


def _of_package() -> list[Path]:
    """An English one comes with Hunspell itself: better than none."""
    spec = find_spec("hunspell")
    places = spec.submodule_search_locations if spec else None
    return [Path(place) / "dictionaries" for place in places or ()]


def find(places: Iterable[Path]) -> dict[str, Path]:
    """The dictionaries in `places` by their tags ("en_GB"); of two, the first."""
    found: dict[str, Path] = {}
    for place in places:
        try:
            names = {entry.name for entry in os.scandir(place)}
        except OSError:
            continue
        for name in sorted(names):
            tag, ending = os.path.splitext(name)
            if ending == ".dic" and f"{tag}.aff" in names:
                found.setdefault(tag, place / tag)
    return found


def choose(language: str, found: Mapping[str, Path], region: str = "") -> Path | None:
    """The dictionary of a language tag (BCP 47): that of its own region, or of `region` ("GB"),
    or the language's usual one."""
    base, *rest = _PARTS.split(language.lower())
    arabic = not {"arab", "iq", "ir"}.isdisjoint(rest)
    names = {base, _ALSO_ARABIC.get(base, base) if arabic else _ALSO.get(base, base)}
    wanted = [*(part.upper() for part in rest), region.upper(), "", _USUAL_REGION.get(base, "")]

    def rank(tag: str) -> tuple[int, int, str]:
        _base, *parts = _PARTS.split(tag)
        own = parts[0].upper() if parts else ""
        return wanted.index(own) if own in wanted else len(wanted), len(parts), tag

    tags = [tag for tag in found if _PARTS.split(tag)[0].lower() in names]
    return found[min(tags, key=rank)] if tags else None


def package(language: str) -> str:
    """The Debian (and Ubuntu) package that brings a language's dictionary; empty: none does."""
    base = _PARTS.split(language.lower())[0]
    base = _ALSO.get(base, base) if base not in _DEBIAN else base
    if base in _DEBIAN:
        return _DEBIAN[base]
    return f"hunspell-{base}" if _DEBIAN_OTHERS.fullmatch(base) else ""
