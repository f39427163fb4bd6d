"""Words as Markdown that says these words and nothing else. Pure, any thread.

Only what would have a meaning where it stands is escaped: the author will read the source. What
a backslash cannot take the meaning from becomes a reference (`&#126;`).
"""

from __future__ import annotations

import re

from editor.text.lines import is_delimiter_row
from editor.text.spans import ADDRESS, TARGET, titled, without_trailing

_SIGN = re.compile(r"[\\`\[\]{*_!<&~]")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!|")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|\w+);")
_SETTLED = re.compile(r"[\\`\[\]{}<>]|&(?:#\d+|#[xX][\da-fA-F]+|\w+);")
_COLON = re.compile(":(?=//)")
# What stays outside of an address before it, whatever follows.
_ENDS_ADDRESS = re.compile(r"[.,;:!?'\"«»“”…)،؛؟]*+(?:[^\S\x1c-\x1f]|\Z)")
_UNSAFE = re.compile(r"[\s<>`\\|\x00-\x1f]")

_MARKS = re.compile(r"[-+>](?=[ \t]|\Z)|>|#{1,6}(?=[ \t]|\Z)|-(?=[- \t]*\Z)")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:[ \t]|\Z))")
_NO_BACKSLASH = re.compile(r"=(?==*[ \t]*\Z)|:(?=[ \t])")
_CLOSING_MARKS = re.compile(r"(?:\A|(?<=[ \t]))(?=#+\Z)")


def escaped(words: str, before: str = "", after: str = "", *, in_link: bool = False) -> str:
    """Words within a line. `before` and `after` are what stands beside them in the source; a web
    address stays one, but within a link's words."""
    made: list[str] = []
    at = 0
    for found in () if in_link else ADDRESS.finditer(words):
        address = without_trailing(found.group())
        if address.endswith("//"):
            continue
        if _SETTLED.search(address):  # what is escaped would be part of it
            for colon in _COLON.finditer(words, found.start(), found.end()):
                made += (_signs(words, at, colon.start(), before, after, in_link), "&#58;")
                at = colon.end()
            continue
        end = found.start() + len(address)
        behind = words[end : found.end() + 1] or after[:1]
        if not _ENDS_ADDRESS.match(behind):
            address = f"<{address}>"
        made += (_signs(words, at, found.start(), before, after, in_link), address)
        at = end
    made.append(_signs(words, at, len(words), before, after, in_link))
    return "".join(made)


def _signs(words: str, start: int, end: int, before: str, after: str, in_link: bool) -> str:
    made: list[str] = []
    at = start
    for sign in _SIGN.finditer(words, start, end):
        place = sign.start()
        left = words[place - 1] if place else before[-1:]
        right = words[place + 1] if place + 1 < len(words) else after[:1]
        is_edge = not place or place + 1 == len(words)
        made += (words[at:place], _sign(words, place, left, right, is_edge, in_link))
        at = place + 1
    made.append(words[at:end])
    return "".join(made)


def _sign(words: str, place: int, left: str, right: str, is_edge: bool, in_link: bool) -> str:
    sign = words[place]
    match sign:
        case "\\":
            if right == "`":
                return "&#92;"
            return "\\\\" if not right or right in _ESCAPABLE else sign
        case "`":
            return "&#96;" if is_edge else "\\`"
        case "[" | "{":
            return f"\\{sign}"
        case "]":
            return "\\]" if in_link else sign
        case "*":
            return sign if left.isspace() and right.isspace() else "\\*"
        case "_":
            return sign if left.isalnum() and right.isalnum() else "\\_"
        case "!":
            return "\\!" if is_edge and right == "[" else sign
        case "<":
            harmless = right and not (right.isascii() and right.isalpha()) and right not in "/!?"
            return sign if harmless else "&lt;"
        case "&":
            return "&amp;" if is_edge or _REFERENCE.match(words, place) else sign
        case _:
            return "&#126;" if is_edge or "~" in (left, right) else sign


def as_line(line: str) -> str:
    """A line whose words are escaped already, so that it opens no block."""
    found = _MARKS.match(line)
    if found:
        return f"\\{line}"
    found = _NUMBER.match(line)
    if found:
        return f"{found.group()}\\{line[found.end() :]}"
    if _NO_BACKSLASH.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return line.replace("|", "&#124;", 1) if is_delimiter_row(line) else line


def as_heading(line: str) -> str:
    """The words of a heading, which may end in marks of their own."""
    return _CLOSING_MARKS.sub(r"\\", line, count=1)


def code(words: str) -> str:
    """Code within a line, between as many back-ticks as it needs."""
    words = " ".join(words.split())
    runs = {len(run) for run in re.findall("`+", words)}
    ticks = "`"
    while len(ticks) in runs:
        ticks += "`"
    room = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{room}{words}{room}{ticks}" if words else ""


def destination(address: str) -> str:
    """An address as it stands between the brackets behind a link's words."""
    safe = _UNSAFE.sub(lambda sign: f"%{ord(sign.group()):02X}", address)
    plain = TARGET.fullmatch(f"({safe})")
    if plain is not None and plain.group(2) == safe and titled(safe) is None:
        return safe
    return f"<{safe}>"
