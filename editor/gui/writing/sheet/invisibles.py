"""Signs for characters that have no shape, to show beside them. Pure; UTF-16 units of the line.

Each such character is shown as itself with a small sign after it. A sign is neutral to the
bidirectional algorithm (class ON, not mirrored), in a font that comes with Midad, no place where a
line may break, and reads alike in both directions. It must not change the order of anything else
(UAX #9), so where no neutral sign can stand there is none:

- between the parts of a number ("10 000" with a no-break space), which it would tear apart;
- among embedding controls that have nothing between them, for it would be the only thing there,
  and between one and a number, which may run on beyond it.

One space between words says itself; those at an end of the line or in a row get their points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from unicodedata import bidirectional, category

from editor.gui.writing import codec
from editor.gui.writing.sheet.display import Display, Swap
from editor.text.controls import pairs

MOST = 2000  # signs in a line; more are noise, and dear

_ZWJ, _NEWLINE, _PDF = "\u200d", "\u2028", "\u202c"
_SPACE, _TAG, _CODE = "·", "▪", "⌧"

SIGNS = {
    "\u200c": "¦",  # zero-width non-joiner
    _ZWJ: "‿",
    "\u200e": "▸",  # marks
    "\u200f": "◂",
    "\u061c": "◄",
    "\u2066": "⇢",  # isolates and their end
    "\u2067": "⇠",
    "\u2068": "⇡",
    "\u2069": "⇣",
    "\u202a": "⇒",  # embeddings, overrides and their end
    "\u202b": "⇐",
    "\u202d": "⇛",
    "\u202e": "⇚",
    "\u202c": "⇓",
    "\u00a0": "⍽",  # no-break spaces
    "\u202f": "⍽",
    "\t": "↹",
    "\u00ad": "¬",  # soft hyphen
    "\u200b": "▯",  # zero-width space
    "\u2060": "◦",  # word joiner
    "\u034f": "◦",  # combining grapheme joiner
    "\ufeff": "◈",  # byte order mark
    _NEWLINE: "↵",
    " ": _SPACE,
}
_OTHER_SPACES = "\u1680\u2000-\u200a\u205f\u3000"
_FILLERS = "\u115f\u1160\u180e\u2061-\u2064\u2800\u3164\uffa0"
_CODES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffb"
_TAGS = "\U000e0000-\U000e007f"

_RUN = re.compile(
    f"[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u206f\u00a0\u202f\t\u00ad\u034f\ufeff"
    f"\u2028{_OTHER_SPACES}{_FILLERS}{_CODES}{_TAGS}]++"
    r"|\A +| +\Z|  +"
)
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e" + _PDF)
_WEAK = frozenset({"EN", "AN", "ES", "ET", "CS"})  # of which numbers are made
# Removed by X9, or taken for what is before by W1.
_PASSED = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "NSM"})
_FLAG = "\U0001f3f4"  # tags make regions' flags of it
_NEAR = 16


def signs(line: str) -> list[Swap]:
    """A swap for each character of `line` that is shown with a sign."""
    if not _RUN.search(line):
        return []
    found = list(islice(_signed(line), MOST))
    if found and max(line) > "\uffff":
        units = codec.unit_offsets(line)
        return [Swap(units[start], units[end], shown) for start, end, shown in found]
    return [Swap(*each) for each in found]


def sign_of(character: str) -> str:
    """The sign of a character without a shape; empty for one that has a shape."""
    known = SIGNS.get(character)
    if known or not _RUN.fullmatch(character):
        return known or ""
    if character >= "\U000e0000":
        return _TAG
    kind = category(character)
    return "␣" if kind == "Zs" else _CODE if kind == "Cc" else "□"


def places(display: Display) -> list[int]:
    """Where signs stand in what is shown; nothing else is shown in the place of characters."""
    return [
        _place(swap.shown, display.before(swap.start), display.after(swap.end))
        for swap in display.swaps
        if swap.start < swap.end and swap.shown
    ]


def _place(shown: str, start: int, end: int) -> int:
    if shown[0] in (SIGNS[_NEWLINE], SIGNS[_PDF]):
        return start
    return end - (2 if shown[-1] == _ZWJ else 1)


def _signed(line: str) -> Iterator[tuple[int, int, str]]:
    """Of each character its place, with the combining marks after it, and what is shown there."""
    ended = _ended(line) if _PDF in line else frozenset()
    done = 0  # a mark may itself be one of them
    for run in _RUN.finditer(line):
        start, end = max(run.start(), done), min(run.end(), run.start() + MOST)
        marks = _after_marks(line, end)
        if start >= end or (marks > end and _RUN.match(line, marks)):
            continue  # among marks: whose they are nobody would see
        first, last = _among_embeddings(line, start, end, marks, ended)
        runs_on = _running_on(line, start, end, marks)
        for at in range(start if marks == end else end - 1, end):
            if first <= at <= last or runs_on[at - start] or _belongs_to_emoji(line, start, at):
                continue
            done = marks if at + 1 == end else at + 1
            yield at, done, _shown(line[at:done])


def _shown(characters: str) -> str:
    sign = characters[0]
    if sign == _NEWLINE:
        return SIGNS[sign] + characters  # behind it, it would stand on the next line
    if sign == _PDF:
        return SIGNS[sign] + characters  # behind it, it would stand beside the embedding
    if sign == _ZWJ:
        return f"{characters}{SIGNS[sign]}{sign}"  # the next letter still joins
    return characters + sign_of(sign)


def _ended(line: str) -> frozenset[int]:
    """Where a PDF ends an embedding."""
    return frozenset(
        last
        for first, last in pairs(line)
        if first is not None and last is not None and line[last] == _PDF
    )


def _among_embeddings(
    line: str, start: int, end: int, marks: int, ended: frozenset[int]
) -> tuple[int, int]:
    """The first and last place of a run that has no sign: a sign stands within an embedding, at
    its beginning or its end, where there is text; never beside one. `ended`: the controls that
    end something."""
    controls = [at for at in range(start, end) if line[at] in _EMBEDDINGS]
    if not controls:
        return end, start
    if _before(line, start) in _WEAK or _after(line, marks) in _WEAK:
        return start, end
    ends = controls[0] in ended and start > 0 and end == marks
    begins = line[controls[-1]] != _PDF and end < len(line)
    return (controls[0] + 1 if ends else start), (controls[-1] - 1 if begins else end)


def _running_on(line: str, start: int, end: int, marks: int) -> list[bool]:
    """For each place of a run, whether a neutral sign behind it would part what runs on: the
    parts of a number (W4 to W7), or a number and Latin letters beside it (N1)."""
    kinds = [bidirectional(sign) for sign in line[start:end]]
    lefts = _nearest(_before(line, start), kinds)
    after = _after(line, marks)
    rights = [*_nearest(after, kinds[:0:-1])[::-1], (after, False)] if kinds else []
    return [_runs_on(*left, *right) for left, right in zip(lefts, rights, strict=True)]


def _nearest(outside: str, kinds: list[str]) -> list[tuple[str, bool]]:
    """For each place the class of the nearest character that counts, its own too, coming from
    `outside`; and whether a separator of numbers lies between."""
    found: list[tuple[str, bool]] = []
    nearest, is_apart = outside, False
    for kind in kinds:
        if kind == "CS":
            is_apart = True
        elif kind not in _PASSED:
            nearest, is_apart = kind, False
        found.append((nearest, is_apart))
    return found


def _runs_on(left: str, is_left_apart: bool, right: str, is_right_apart: bool) -> bool:
    if left in _WEAK and right in _WEAK:
        return True
    if is_left_apart or is_right_apart:
        return False
    return (left == "L" and right == "AN") or (left in _WEAK and right == "L")


def _before(line: str, at: int) -> str:
    """The class of the last character before `at` that counts; empty where there is none near."""
    kinds = (bidirectional(line[near]) for near in range(at - 1, max(-1, at - 1 - _NEAR), -1))
    return next((kind for kind in kinds if kind not in _PASSED), "")


def _after(line: str, at: int) -> str:
    """The same of the first one behind."""
    kinds = (bidirectional(character) for character in line[at : at + _NEAR])
    return next((kind for kind in kinds if kind not in _PASSED), "")


def _after_marks(line: str, at: int) -> int:
    """Behind the combining marks at `at`: they belong to the character before them."""
    highest = min(len(line), at + _NEAR)
    while at < highest and bidirectional(line[at]) == "NSM":
        at += 1
    return at


def _belongs_to_emoji(line: str, start: int, at: int) -> bool:
    """Signs would take an emoji apart."""
    if line[at] == _ZWJ:
        after = line[at + 1 : at + 2]
        return after > "\u2000" and category(after) == "So"
    return line[at] >= "\U000e0000" and line[max(0, start - 1) : start] == _FLAG
