"""Which words of a line of Markdown a spelling checker is asked about.

Code, addresses, tags, names of accounts, numbers and whatever looks like a program's or a firm's
name are not: a mark under them would only teach the author to overlook marks. Attached particles
are the dictionary's affair. Pure, any thread. Offsets are code points of the line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple
from unicodedata import normalize

from editor.text import lines
from editor.text.attributes import parse_at
from editor.text.blocks import Kind
from editor.text.normalise import without_marks
from editor.text.scripts import Script, word_script
from editor.text.spans import ADDRESS, CODE, POINTED, TARGET, titled

_ZWNJ = "\u200c"
_TATWEEL = "\u0640"
_LONGEST = 60  # characters of a word; Hunspell knows none longer

_SILENT = frozenset(
    {Kind.FENCE, Kind.CODE, Kind.HTML, Kind.FRONT_MATTER, Kind.DEFINITION, Kind.RULE, Kind.BLANK}
)


class Word(NamedTuple):
    """`letters` is what a dictionary would know: without harakat and tatweel."""

    start: int
    end: int
    letters: str
    script: Script


_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
_NAME = r"[A-Za-z0-9_\-]"
_SKIPPED = "|".join(
    (
        r"(?<=\])\[[^\[\]\n]*+\]|\[\^[^\[\]\n]*+\]",  # what a link or a note is called
        rf"{POINTED.pattern}|</?[A-Za-z!][^<>]*+>|&\#?\w++;",
        ADDRESS.pattern,
        r"(?<![A-Za-z0-9])(?:(?:ftp|mailto):[^\s<>]++|www\.[^\s<>]++)",
        r"(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++",
        r"(?<!\w)[@#][\w\u200c\-]++(?:@[\w.\-]++)?+",  # @somebody, @somebody@somewhere, #something
        r"(?<!\w):[a-z0-9_+\-]{1,40}:",  # :smile:
        rf"(?<![\w/])(?:~|\.\.?)?/(?:{_NAME}|[./])++|(?<![A-Za-z])[A-Za-z]:\\\S*+|\\[A-Za-z]++",
        rf"(?<![\w\-]){_NAME}++(?:(?:\.{_NAME}++)++(?:\(\))?+|\(\))",  # midad.example, run()
    )
)
# Signs of emphasis inside a word tear it to pieces that nobody knows: it stays one, unknown.
_INSIDE = r"(?:['’ʼ׳״\"*~]|[*~]{2,3})(?=[^\W\d_])"
_TOKEN = re.compile(
    rf"(?P<target>(?<=\]){TARGET.pattern})|(?P<list>\{{[^{{}}\n]++\}})|(?P<skipped>{_SKIPPED})"
    rf"|(?P<word>[^\W_](?:[\w{_MARKS}\u200c\u200d]|{_INSIDE})*+)"
)
_ORNATE = re.compile(rf"[{_MARKS}\u0640\u200c\u200d’ʼ׳״]")
_SAME_SIGNS = str.maketrans("’ʼ׳״", "'''\"")
# In capitals, or with one inside: somebody's or something's name.
_NAMED = re.compile(r"[a-z'][A-Z]|\A[A-Z]{2}")

# Particles written onto the word behind them: and, so, with, like, to, the.
_LEANING = re.compile("[وف]?(?:لل|[بكل]?(?:ال)?)")


def words(line: str, kind: Kind = Kind.PARAGRAPH) -> list[Word]:
    """The words to be checked in a line of a block of `kind`. Linear."""
    if kind in _SILENT or not line or lines.is_attributes(line):
        return []
    if "`" in line:
        line = CODE.sub(lambda code: " " * (code.end() - code.start()), line)
    return list(_words(line, 0, len(line)))


def _words(line: str, start: int, end: int) -> Iterator[Word]:
    for found in _TOKEN.finditer(line, start, end):
        kind = found.lastgroup
        if kind == "word":
            word = _word(found)
            if word is not None:
                yield word
        elif kind == "target":
            yield from _title(line, found)
        elif kind == "list" and parse_at(line, found.start()) is None:
            yield from _words(line, found.start() + 1, found.end() - 1)


def _title(line: str, target: re.Match[str]) -> Iterator[Word]:
    """A picture's title is read as its caption."""
    inside = target.group().rstrip(") \t")
    found = titled(inside)
    if found is not None:
        yield from _words(line, *(target.start() + at for at in found.span("title")))


def _word(found: re.Match[str]) -> Word | None:
    source = found.group()
    end = found.end()
    if source[-1] == "_":
        source = source.rstrip("_")
        end = found.start() + len(source)
    if source[-1] == _TATWEEL:  # a particle that leans on what follows
        return None
    letters = spelt(source)
    script = word_script(letters)
    if script is None or not 1 < len(letters) <= _LONGEST:
        return None
    if script is Script.LATIN and _NAMED.search(letters):
        return None
    return Word(found.start(), end, letters, script)


def spelt(word: str) -> str:
    """`word` as dictionaries write it: no harakat, niqqud, tatweel; plain apostrophes."""
    if word.isascii() or not _ORNATE.search(word):
        return word
    parts = normalize("NFC", word).strip(_ZWNJ).split(_ZWNJ)
    return _ZWNJ.join(without_marks(part) for part in parts).translate(_SAME_SIGNS)


def spellings(letters: str) -> tuple[tuple[str, ...], ...]:
    """How a dictionary may know a word: it is right where every part of one of these is. What a
    zero width non-joiner holds apart is a word of its own in some dictionaries, and none in
    others."""
    if _ZWNJ not in letters:
        return ((letters,),)
    return (letters,), (letters.replace(_ZWNJ, ""),), tuple(letters.split(_ZWNJ))


def is_own(letters: str, own: Container[str]) -> bool:
    """Is it among the author's own words, be it with a particle that leans on it, a capital or
    an English genitive?"""
    if letters in own or letters.removesuffix("'s") in own:
        return True
    if letters[:1].isupper():
        return letters[:1].lower() + letters[1:] in own
    leaning = _LEANING.match(letters)
    return leaning is not None and any(
        letters[at:] in own
        for at in range(1, leaning.end() + 1)
        if _LEANING.fullmatch(letters, 0, at)
    )


def fitted(source: str, suggestion: str) -> str:
    """`suggestion` in the place of `source`, an author's word: where they agree, at the beginning
    and the end, the author's harakat, tatweel and apostrophes stay."""
    clusters = _clusters(source)
    letters = [spelt(cluster) for cluster in clusters]
    wanted = list(suggestion)
    limit = min(len(clusters), len(wanted))
    head = 0
    while head < limit and letters[head] == wanted[head]:
        head += 1
    tail = 0
    while tail < limit - head and letters[-1 - tail] == wanted[-1 - tail]:
        tail += 1
    middle = "".join(wanted[head : len(wanted) - tail])
    return "".join(clusters[:head]) + middle + "".join(clusters[len(clusters) - tail :])


def _clusters(word: str) -> list[str]:
    """Each letter with what is written over, under and after it."""
    clusters: list[str] = []
    for character in word:
        if clusters and character != _ZWNJ and not spelt(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters
