"""Style sheets of a blog, so that they load nothing but what was fetched. Pure, any thread.

Nothing here judges what a sheet may look like: without scripts and without the network it can
only paint. What is rewritten is every address, however it is spelt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

MOST = 3_000_000  # characters of a sheet that are read


class Sort(Enum):
    """What an address of a sheet leads to."""

    SHEET = auto()
    FILE = auto()


Lookup = Callable[[str, Sort], str | None]
"""(address as it stands in the sheet, sort) → the address to put there; None: nothing is there."""

NOTHING = 'url("about:invalid")'

_STRING = r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?"
_TOKEN = re.compile(
    r"(?P<comment>/\*.*?(?:\*/|\Z)|<!--|-->)"
    rf"|(?P<string>{_STRING})"
    rf"|url\(\s*+(?:(?P<quoted>{_STRING})|(?P<bare>(?:[^\"'()\s\\]|\\[0-9a-f]{{1,6}}\s?|\\.)*+))\s*+(?:\)|\Z)"
    r"|(?P<rule>@[-\w]++)"
    r"|(?P<call>(?:(?<![-\w])[-\w]++)?\()"  # a long word that calls nothing is read once
    r"|(?P<mark>[{});])",
    re.IGNORECASE | re.DOTALL,
)
# A letter may be written as its number, `u\72l(`, or behind a stroke, `u\rl(`.
_LETTER = re.compile(r"\\(?:0{0,4}([46][1-9a-f]|[57][0-9a])(?![0-9a-f])[ \t\n\f]?|([g-z]))", re.I)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})[ \t\n\f]?|\n|(.))", re.IGNORECASE | re.DOTALL)
_TAKES_ADDRESSES = frozenset({"image-set(", "-webkit-image-set(", "image(", "src(", "cross-fade("})
_FONTS = (".woff2", ".woff", ".ttf", ".otf")
_DANGER = frozenset({"expression(", "url("})  # one that is not closed is no address


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a sheet."""

    address: str
    sort: Sort


def references(css: str) -> list[Reference]:
    """Everything a sheet wants to load, in order, each once. Of a font's formats only the best:
    a reader's browser would not load more."""
    found: dict[Reference, None] = {}

    def note(address: str, sort: Sort) -> str | None:
        found[Reference(address, sort)] = None
        return None

    rewritten(css, note)
    return list(found)


def rewritten(css: str, lookup: Lookup) -> str:
    """`css` with every address replaced by what `lookup` has for it, comments left out; an import
    of nothing is left out whole. Works for a sheet and for a `style` attribute."""
    return _Rewriting(lookup).run(_LETTER.sub(_letter, css[:MOST].replace("\0", "")))


class _Rewriting:
    """One pass over one sheet."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._out: list[str] = []
        self._calls: list[str] = []  # functions that are open
        self._rule = ""  # the at-rule whose head is being read
        self._fonts: list[tuple[int, str]] = []  # in an @font-face: where, which address
        self._in_font = False
        self._import = -1  # where in `_out` an import began
        self._import_fails = False

    def run(self, css: str) -> str:
        at = 0
        for token in _TOKEN.finditer(css):
            self._out.append(css[at : token.start()])
            at = token.end()
            self._take(token)
        self._out.append(css[at:])
        self._end_import()
        self._end_font()
        return "".join(self._out)

    def _take(self, token: re.Match[str]) -> None:
        if token["comment"] is not None:
            self._out.append(" ")
        elif token["rule"] is not None:
            self._rule = token["rule"].lower()
            if self._rule == "@import":
                self._end_import()
                self._import, self._import_fails = len(self._out), False
            self._out.append(token["rule"])
        elif token["call"] is not None:
            name = token["call"].lower()
            self._calls.append(name)
            self._out.append("invalid(" if name in _DANGER else token["call"])
        elif token["mark"] is not None:
            self._mark(token["mark"])
        elif token["string"] is not None:
            self._string(token["string"])
        else:
            self._address(token["bare"] if token["quoted"] is None else _inside(token["quoted"]))

    def _mark(self, mark: str) -> None:
        if mark in "{}":
            self._end_import()
        self._out.append(mark)
        if mark == ")":
            if self._calls:
                self._calls.pop()
            return
        if mark == "{":
            self._in_font = self._rule == "@font-face"
        elif mark == "}":
            self._end_font()
        self._end_import()
        self._calls.clear()
        self._rule = ""

    def _string(self, string: str) -> None:
        takes_addresses = bool(self._calls) and self._calls[-1] in _TAKES_ADDRESSES
        if takes_addresses or (self._import >= 0 and not self._calls):
            self._address(_inside(string))
        else:
            self._out.append(string if string[-1:] == string[0] and len(string) > 1 else '""')

    def _address(self, written: str) -> None:
        address = _ESCAPE.sub(_character, written).strip()
        if address.startswith("#"):
            self._out.append(f'url("{_quoted(address)}")')
        elif self._in_font:
            self._fonts.append((len(self._out), address))
            self._out.append(NOTHING)
        elif self._import >= 0:
            found = self._lookup(address, Sort.SHEET)
            self._import_fails = self._import_fails or found is None
            self._out.append(_url(found))
        else:
            self._out.append(_url(self._lookup(address, Sort.FILE)))

    def _end_import(self) -> None:
        if self._import >= 0 and self._import_fails:
            del self._out[self._import :]
        self._import = -1

    def _end_font(self) -> None:
        """Of a font's formats the best that can be had."""
        self._in_font = False
        ranked = sorted(self._fonts, key=lambda each: _rank(each[1]))
        self._fonts = []
        best = _rank(ranked[0][1]) if ranked else 0
        for place, address in ranked:
            if _rank(address) == best < len(_FONTS) + 1:
                self._out[place] = _url(self._lookup(address, Sort.FILE))


def _rank(address: str) -> int:
    """0 for the format to take first; one more than the last for what is never taken."""
    if address.lower().startswith("data:"):
        return 0
    path = re.split("[?#]", address, maxsplit=1)[0].lower()
    known = next((place for place, end in enumerate(_FONTS) if path.endswith(end)), None)
    if known is None:
        return len(_FONTS) + (path.endswith((".eot", ".svg")))
    return known


def _url(address: str | None) -> str:
    return NOTHING if address is None else f'url("{_quoted(address)}")'


def _quoted(text: str) -> str:
    return re.sub(r"[\"\\\n\r\f<>]", lambda found: f"\\{ord(found[0]):x} ", text)


def _inside(string: str) -> str:
    return string[1:-1] if len(string) > 1 and string[-1] == string[0] else string[1:]


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else str(found[2])


def _character(found: re.Match[str]) -> str:
    if found[1]:
        number = int(found[1], 16)
        return chr(number) if 0 < number < 0xD800 or 0xE000 <= number <= 0x10FFFF else "\ufffd"
    return found[2] or ""
