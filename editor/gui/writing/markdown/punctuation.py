"""What a typed sign becomes in the script it stands in: ؟ for ?, « for ", … for three points.

Only what is typed, never what is pasted; never in code, addresses, tags, destinations, titles of
links, attribute lists. What was typed goes into the text first, as always; a `Replacement` is a
second step to undo, so that the first Ctrl+Z, or Backspace at once, brings back what was typed.
It is not made a second time then.

On unless the author turns it off: it corrects a Latin keyboard in an Arabic sentence, where the
sign is an error for every reader, and does no more than a word processor does elsewhere. Where the
script is in doubt, the sign stays as it was typed.

Sources: for the signs, the scripts' own (U+060C, U+061B, U+061F); for quotation marks, CLDR; for
Hebrew's gershayim, the Academy's rule: before the last letter of an abbreviation. Pure; code
points.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import bidirectional, category

from editor.domain.post import Direction
from editor.gui.writing.sheet.directions import LineFacts
from editor.text.blocks import Kind
from editor.text.lines import LONGEST
from editor.text.spans import CODE, ESCAPE, TARGET


class Replacement(NamedTuple):
    """Put `text` in the place of the last `length` characters before the caret, of which what was
    typed is the last."""

    length: int
    text: str


_ARABIC_SIGNS = {"?": "؟", ",": "،", ";": "؛"}
_TYPED = frozenset("?,;\"'.")
# A sign that waits for the character after it: whose it is can only then be told.
_WAITING = frozenset('"”-')

_RTL_LANGUAGES = re.compile(r"(?:(he|iw|yi)|(ar|arc|ckb|fa|glk|ks|lrc|mzn|prs|ps|sd|sdh|ug|ur))\b")
_ARABIC_QUOTES = ("«", "»")
_HEBREW_QUOTES = ("”", "”")
_LATIN_QUOTES = ("“", "”")
# French parts its quotation marks from the words by a space that nobody typed: left alone.
_LANGUAGE_QUOTES = {"de": ("„", "“"), "sv": ("”", "”"), "fi": ("”", "”"), "fr": None}
_CLOSES = {"«": "»", "„": "“", "‘": "’"}

_DOUBLE, _SINGLE = re.compile('[«»„“”"]'), re.compile("[‘’]")

_GERSHAYIM, _GERESH = "״", "׳"
_EMPHASIS = "*_~"
_CLOSERS = ")]}»”\"'’" + _EMPHASIS
_OPENERS = "([{«“„‘—–/|"
_ENTITY = re.compile(r"&#?\w{1,31}\Z")
_NUMBER = re.compile(r"[0-9][0-9.,:/%-]*+\Z")
_TAG = re.compile(r"<[A-Za-z/!]")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]]*+\]:")
_SILENT = frozenset({Kind.DEFINITION, Kind.RULE})


def smart(before: str, typed: str, facts: LineFacts, language: str = "") -> Replacement | None:
    """What becomes of `typed`, one character, behind `before`, the line before the caret; None:
    it stays. `language` is the post's (BCP 47) or nothing."""
    if typed not in _TYPED and before[-1:] not in _WAITING:
        return None
    if facts.is_verbatim or facts.kind in _SILENT or len(before) > LONGEST:
        return None
    line = _words(before)
    if line is None:
        return None
    match typed:
        case "?" | "," | ";":
            return _arabic_sign(line, typed, facts.direction)
        case ".":
            return _ellipsis(line)
        case '"':
            quote = _quote(line, facts.direction, language)
            return Replacement(1, quote) if quote else None
        case "'":
            quote = _apostrophe(line, facts.direction)
            return Replacement(1, quote) if quote else None
    if line.endswith("--"):
        return _dash(line, typed)
    return _late_quote(line, typed, facts.direction, language)


# --- where words are ----------------------------------------------------------------------------


def _words(before: str) -> str | None:
    """The line with its code made meaningless; None where the caret is in no words."""
    line = CODE.sub(_blank, before) if "`" in before else before
    line = ESCAPE.sub("\x02\x02", line) if "\\" in line else line
    if "`" in line or line.endswith("\\") or line.rfind("{") > line.rfind("}"):
        return None
    tag = _TAG.search(line, line.rfind(">") + 1)
    if tag or _DEFINITION.match(line) or _is_address(line):
        return None
    target = line.rfind("](")
    return line if target < 0 or TARGET.match(line, target + 1) else None


def _blank(code: re.Match[str]) -> str:
    return "\x02" * len(code.group())


def _is_address(line: str) -> bool:
    last = (line[-2000:].split() or [""])[-1] if line[-1:].strip() else ""
    return "://" in last or "www." in last or "@" in last


# --- single signs -------------------------------------------------------------------------------


def _arabic_sign(line: str, typed: str, direction: Direction) -> Replacement | None:
    """Behind a word of Arabic script in a block that runs its way. A comma behind a digit may
    be the number's own, and a semicolon behind `&nbsp` is."""
    if direction is not Direction.RTL or (typed == ";" and _ENTITY.search(line[-40:])):
        return None
    words = line.rstrip(_CLOSERS + ("!؟?" if typed == "?" else ""))
    words = words.removesuffix(" ")
    if typed == "," and words[-1:].isdecimal():
        return None
    number = _NUMBER.search(words[-40:])
    if number:
        words = words[: -len(number.group())].removesuffix(" ")
    return Replacement(1, _ARABIC_SIGNS[typed]) if _is_arabic(words[-1:]) else None


def _ellipsis(line: str) -> Replacement | None:
    """The third point behind a word or a space. At the beginning of a line, in a path and in
    brackets three points are something else."""
    if not line.endswith("..") or line.endswith("..."):
        return None
    last = line[-3:-2]
    is_words = last.isspace() or last.isalpha() or _is_mark(last) or last in tuple("!?؟»”\"')")
    return Replacement(3, "…") if last and is_words and line[:-2].strip() else None


def _dash(line: str, typed: str) -> Replacement | None:
    """Two hyphens between spaces behind a word, or between digits. Elsewhere they are an option
    of a program, a rule, a table's."""
    previous = line[-3:-2]
    if typed == " " and previous == " ":
        ink = line[-4:-3]
        is_word = ink.isalnum() or _is_mark(ink) or ink in tuple(_CLOSERS + "!?؟.…")
        return Replacement(3, "– ") if ink and is_word else None
    if typed.isdecimal() and previous.isdecimal():
        return Replacement(3, "–" + typed)
    return None


# --- quotation marks ----------------------------------------------------------------------------


def _quote(line: str, direction: Direction, language: str) -> str:
    """The quotation mark for `"`; empty: it stays as it is, for now at least."""
    expected = _open_quote(line)
    if expected == '"':
        return ""
    if _opens(line):
        pair = _pair(line, direction, language) if not expected else None
        return pair[0] if pair else ""
    last = line.rstrip(_EMPHASIS)[-1:]
    if expected:
        return expected
    # Opened in a line above. Inches behind a digit, an abbreviation in Hebrew.
    if last.isdecimal() or _is_hebrew(last):
        return ""
    pair = _pair(line, direction, language)
    return pair[1] if pair else ""


def _late_quote(line: str, typed: str, direction: Direction, language: str) -> Replacement | None:
    """`"` or `”` and now a letter: gershayim between two Hebrew letters; an opening mark where no
    word before it told the script."""
    sign, head = line[-1], line[:-1]
    if _is_hebrew(typed) and _is_hebrew(head[-1:]):
        is_open = _open_quote(head)
        return Replacement(2, _GERSHAYIM + typed) if is_open != '"' else None
    if sign != '"' or not typed.isalpha() or not _opens(head) or _open_quote(head):
        return None
    if _pair(head, direction, language):
        return None  # it could be told, and the author wanted it so
    if bidirectional(typed) in ("R", "AL"):
        direction = Direction.RTL  # the block's, as soon as it has this first word
    pair = _pair(head + typed, direction, language)
    return Replacement(2, pair[0] + typed) if pair else None


def _apostrophe(line: str, direction: Direction) -> str:
    last = line[-1:]
    is_open = _open_quote(line, single=True) == "’"
    if _is_hebrew(last):
        return "’" if is_open else _GERESH
    if last.isalpha() and not _is_arabic(last):
        return "’"
    if _opens(line):
        told = direction is Direction.LTR and any(map(_is_latin, reversed(line)))
        return "‘" if told and not is_open else ""
    return "’" if is_open else ""


def _opens(line: str) -> bool:
    """True where a quotation would begin."""
    rest = line.rstrip(_EMPHASIS)
    return not rest or rest[-1].isspace() or rest[-1] in _OPENERS


def _pair(line: str, direction: Direction, language: str) -> tuple[str, str] | None:
    """The marks of the sentence: those of its block's direction. None where no word of the line
    and no language tells them."""
    if not any(map(str.isalpha, reversed(line))):
        return None
    if direction is Direction.LTR:
        return _LANGUAGE_QUOTES.get(language[:2].lower(), _LATIN_QUOTES)
    rtl = next((c for c in reversed(line) if bidirectional(c) in ("R", "AL")), "")
    if rtl:
        return _HEBREW_QUOTES if _is_hebrew(rtl) else _ARABIC_QUOTES
    known = _RTL_LANGUAGES.match(language.lower())
    if known is None:
        return None
    return _HEBREW_QUOTES if known.group(1) else _ARABIC_QUOTES


def _open_quote(line: str, *, single: bool = False) -> str:
    """The mark that would close the innermost quotation still open, `"` for one that is straight;
    empty where none is."""
    expected: list[str] = []
    for found in (_SINGLE if single else _DOUBLE).finditer(line):
        at, sign = found.start(), found.group()
        if expected and sign == expected[-1]:
            expected.pop()
        elif sign in _CLOSES:
            expected.append(_CLOSES[sign])
        elif sign == "“":
            expected.append("”")
        elif sign in '"”' and _opens(line[max(0, at - 8) : at]):
            expected.append(sign)
    return expected[-1] if expected else ""


# --- scripts ------------------------------------------------------------------------------------


def _is_arabic(character: str) -> bool:
    """Of Arabic script: a letter, a vowel sign, one of its digits."""
    if not character:
        return False
    return bidirectional(character) == "AL" or "\u0610" <= character <= "\u06ff"


def _is_hebrew(character: str) -> bool:
    return "\u05d0" <= character <= "\u05ea" or "\u0591" <= character <= "\u05c7"


def _is_latin(character: str) -> bool:
    return character.isalpha() and bidirectional(character) == "L"


def _is_mark(character: str) -> bool:
    return bool(character) and category(character) == "Mn"
