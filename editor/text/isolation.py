"""What reads left to right whatever stands around it: code, addresses, tags, phone numbers, C++.

The Unicode bidirectional algorithm (UAX #9) takes a sign at the edge of such a span for part of
the sentence: in Arabic `--force` becomes `force--`. Isolated, the span keeps its own order. The
editor isolates in what it shows (`isolates`), the page in its HTML (`word_isolates` for what is
no element of its own): one set of patterns, so that both read alike. Emphasis is not isolated,
for HTML's is not.

A span of words is isolated together with the Latin words that lead to it and go on after it, as
if its signs were letters: an isolate alone is neutral to its neighbours, and "Visual C++" would
fall apart. Pure, any thread. Offsets are code points of the line.
"""

from __future__ import annotations

import re
from functools import cache

from editor.domain.post import Direction
from editor.text.attributes import parse_at
from editor.text.lines import LONGEST
from editor.text.spans import ADDRESS, CODE, ESCAPE, POINTED, TARGET, titled, without_trailing

# Letters of the scripts that run right to left, and the controls that act like them.
_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_LETTER = "[A-Za-z\u00c0-\u024f]"
_W = "[A-Za-z0-9_\u00c0-\u024f]"
_A = "[A-Za-z0-9_]"
# Persian digits are European to the algorithm, and an isolate helps them; Arabic-Indic digits
# are not, and keep their order only within one group.
_D = "[0-9\u06f0-\u06f9]"
_ZERO = "[0\u06f0]"

# Before a sign that opens a token: nothing, white space, an opening mark. After a letter the
# sign would be the sentence's own.
_OPEN = r"(?<![^\s(\[\"'«“‘،؛,>*_~|:\-\u2013\u2014\x02\x03])"

_MAIL = rf"(?<![A-Za-z0-9_.+\-]){_A}[A-Za-z0-9_.+\-]*+@[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)++"
# C++ C++17 C# Disney+ range() foo.bar() C++/C#
_SUFFIX = rf"(?:\+\+(?!\+)[0-9]{{0,2}}+(?!{_A})|\+(?![\w+])|#(?![\w#])|\(\))?+"
_NO_ADDRESS = r"(?!https?://|www\.)"
_NAME = (
    rf"{_NO_ADDRESS}{_LETTER}{_W}*+{_SUFFIX}"
    rf"(?:(?:::|->|[./&'’\-]){_NO_ADDRESS}{_W}++{_SUFFIX})*+"
)
_FLAG = rf"{_OPEN}--{_A}++(?:[\-=.]{_A}++)*+"
_STEP = rf"\.?{_A}++(?:[.\-]{_A}++)*+"
_PATH = rf"{_OPEN}(?:(?:~|\.\.?)/|/(?={_STEP}/)){_STEP}(?:/{_STEP})*+/?"
# .NET alone may follow a letter: one conjunction or preposition is written onto it.
_ITEM = rf"(?>{_MAIL}|(?:{_OPEN}[.@#])?+{_NAME}|(?<![A-Za-z0-9_{{])\.NET(?!{_A})|{_FLAG}|{_PATH})"
# A number goes on after Latin words (rule W7), one that begins a telephone number does not.
_NUMBER = rf"(?!{_ZERO}{_D})[0-9]++(?:[.,][0-9]++)*+(?!\w)"

_GAP = r"[ \u00a0\u202f\u2011\-]"
_PHONE = (
    r"(?<![0-9+\-.,/\u06f0-\u06f9])(?>"
    rf"\+(?:[\u0660-\u0669]{{8,15}}|(?=(?:[(]?{_D}[^\w(]{{0,2}}){{8}}){_D}++"
    rf"(?:(?:{_GAP}|\.)?\({_D}++\))?+(?:(?:{_GAP}|\.)?{_D}++){{0,6}}+)"
    rf"|(?=[(]?(?:{_D}[^\w(]{{0,2}}){{9}})(?:"
    rf"\({_ZERO}{_D}{{1,4}}\){_GAP}?{_D}++(?:{_GAP}{_D}++){{0,5}}+"
    rf"|{_ZERO}{_D}(?:[ .\-]{_D}{{2}}){{4}}"
    rf"|{_ZERO}(?:{_D}{{2,4}}{_GAP}{_D}{{2,8}}|{_D}{_GAP}{_D}{{3,8}})(?:{_GAP}{_D}{{2,8}}){{0,4}}+"
    rf"|\({_D}{{3}}\) ?{_D}{{3}}-{_D}{{4}}"
    rf"|(?:1-)?[2-9]{_D}{{2}}-{_D}{{3}}-{_D}{{4}}"
    rf"))(?!{_A}|{_D})"
)
# Words go on after a token as they would after a letter; after a phone number they do not.
_WORDS = (
    rf"(?P<phone>{_PHONE})"
    rf"|(?P<words>{_ITEM}(?:[ \u00a0](?:& )?(?:{_ITEM}|{_NUMBER}))*+"
    rf"(?:[ \u00a0]{_PHONE})?+)"
    r"|(?P<www>(?<![\w/])www\.[^\s<>\x02\x03]++)"
)
# A line without one of these has nothing to isolate; most prose has none.
_WORTH = re.compile(
    rf"[@#+(~`<\[{{&:w./\-0-9\u06f0-\u06f9](?:(?<=[@#+(~`<\[{{&])|(?<=:)//|(?<=w)ww\."
    rf"|(?<=[./])\w|(?<=-)-\w|(?<=[0\u06f0]){_D}|(?<={_D})-{_D})"
)
# Words without one of these read well as they are.
_SIGN = re.compile(r"[@#+()~./\-](?:(?<=[@#+()~])|(?<![^ \u00a0].)|(?<=/)\Z)")

_SOURCE = (
    rf"(?P<target>(?<=\]){TARGET.pattern})"
    r"|(?P<label>(?<=\])\[[^\[\]]*+\]|\[\^[^\[\]\s]++\])"
    rf"|(?P<tag>{POINTED.pattern}|</?[A-Za-z][^<>@ ]*+(?: [^<>]*+)?>|<!--(?:(?!<!--|-->).)*+-->)"
    r"|(?P<list>\{[^{}\n]++\})"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<address>{ADDRESS.pattern})"
)
_STARTS = r"A-Za-z0-9\u00c0-\u024f\u06f0-\u06f9.@#~/+(\-"


@cache
def _words() -> re.Pattern[str]:
    """Compiled when the first line is looked at: a window shows itself before."""
    return re.compile(f"(?=[{_STARTS}])(?:{_WORDS})")


@cache
def _source() -> re.Pattern[str]:
    return re.compile(rf"(?=[{_STARTS}\[<{{&])(?:{_SOURCE}|{_WORDS})")


_ATTRIBUTE = re.compile(r"[.#]?[\w\-]++(?:=(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'{}]++))?+")


def isolates(line: str, direction: Direction) -> list[tuple[int, int]]:
    """The ranges of one line of Markdown source, in a block that runs in `direction`, that read
    left to right. Sorted, apart from each other. Empty where it makes no difference.

    Not for verbatim lines (fences, front matter, raw HTML): they are code from end to end.
    """
    if len(line) > LONGEST or not _WORTH.search(line) or not matters(line, direction):
        return []
    found: list[tuple[int, int]] = []
    # In the page's order: code first, then escapes; what is in them is nothing else.
    settled = line
    if "`" in line:
        found += [code.span() for code in CODE.finditer(line)]
        settled = _without(found, line)
        if not _WORTH.search(settled):
            return found
    if "\\" in settled:
        settled = ESCAPE.sub("\x02\x02", settled)
    found += _found(_source(), settled)
    return _outermost(found) if len(found) > 1 else found


def word_isolates(text: str) -> list[tuple[int, int]]:
    """The same for words of a page, where code and links are elements already. Ask `matters`
    of the whole paragraph before."""
    if len(text) > LONGEST or not _WORTH.search(text):
        return []
    return _found(_words(), text)


def matters(text: str, direction: Direction) -> bool:
    """Among left-to-right words alone nothing is out of order."""
    return direction is Direction.RTL or _RTL.search(text) is not None


def _without(places: list[tuple[int, int]], line: str) -> str:
    """The line with something as long, that means nothing, in those places."""
    kept: list[str] = []
    at = 0
    for start, end in places:
        kept += (line[at:start], "\x02" * (end - start))
        at = end
    return "".join([*kept, line[at:]])


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        if match.lastgroup != "words":
            found += _ranges(match)
        elif _SIGN.search(match[0]):
            found.append(match.span())
    return found


def _ranges(match: re.Match[str]) -> list[tuple[int, int]]:
    start, end = match.span()
    text = match.group()
    match match.lastgroup:
        case "address" | "www":
            length = len(without_trailing(text))
            return [(start, start + length)] if not text[:length].endswith("//") else []
        case "target":
            return _of_target(text, start)
        case "label":
            return [(start, end)] if not _RTL.search(text) else []
        case "list":
            return _of_list(text, start)
    return [(start, end)]


def _of_target(text: str, start: int) -> list[tuple[int, int]]:
    """All of `(address "title")`; a title that runs the other way is a sentence of its own."""
    inside = text[1:-1].rstrip()
    found = titled(inside.lstrip())
    if found is None or not _RTL.search(found["title"]):
        return [(start, start + len(text))]
    address = found["address"].rstrip()
    at = text.index(address, 1)
    end = at + len(address)
    return [(start + at, start + end)] * bool(address) + _shifted(text[end:], start + end)


def _of_list(text: str, start: int) -> list[tuple[int, int]]:
    """All of `{: .class name="value"}`; a value that runs the other way, such as a credit, is
    a sentence of its own, and the others are isolated one by one."""
    listed = parse_at(text, 0)
    if listed is None:
        return _shifted(text, start)
    if not _RTL.search(text):
        return [(start, start + len(text))]
    found: list[tuple[int, int]] = []
    for token in _ATTRIBUTE.finditer(text, 1):
        at, end = token.span()
        if _RTL.search(token[0]):
            found += _shifted(token[0], start + at)
        else:
            found.append((start + at, start + end))
    return found


def _shifted(words: str, by: int) -> list[tuple[int, int]]:
    return [(start + by, end + by) for start, end in word_isolates(words)]


def _outermost(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept
