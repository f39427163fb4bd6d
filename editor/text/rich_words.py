"""Words with looks (bold, links, code) as a line of Markdown. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from editor.text.escaping import as_line, code, destination, escaped
from editor.text.pictures import PictureMark
from editor.text.spans import ADDRESS, without_trailing

_SPACE = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85]+")
_SIGNS = {"bold": "**", "italic": "*", "strike": "~~"}
_LOOKS = {
    given: frozenset(name for name, is_on in zip(_SIGNS, given, strict=True) if is_on)
    for given in product((False, True), repeat=len(_SIGNS))
}
_FURTHEST = 50  # runs: how far to look for the end of what begins


class Run(NamedTuple):
    """Words of one look. `picture` is an address: then the words are the picture's, and `caption`
    stands below it. Words that are a single LF end a line. `made` is Markdown already."""

    words: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str = ""
    picture: str = ""
    caption: str = ""
    made: str = ""

    @property
    def look(self) -> frozenset[str]:
        """What signs can say, the link aside."""
        return _LOOKS[self.bold, self.italic, self.strike]


def paragraphs(runs: Sequence[Run]) -> list[list[list[Run]]]:
    """The paragraphs of some runs, which an empty line parts; the lines of each, the space at
    their ends taken away."""
    found: list[list[list[Run]]] = [[]]
    for line in _lines(runs):
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def one_line(runs: Sequence[Run]) -> list[Run]:
    """All of them in one line."""
    return _tidy([run._replace(words=" ") if run.words == "\n" else run for run in runs])


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if run.words == "\n":
            yield _tidy(line)
            line = []
        else:
            line.append(run)
    yield _tidy(line)


def _tidy(runs: list[Run]) -> list[Run]:
    """Runs of space are one space, and none at the ends; space is in no look that ends with it;
    runs that look the same are one."""
    parts = [part for run in runs for part in _parted(run)]
    inked = [_is_ink(run) for run in parts]
    if True not in inked:
        return []
    first, last = inked.index(True), len(inked) - inked[::-1].index(True)
    merged: list[Run] = []
    left = parts[first]
    for place in range(first, last):
        run = parts[place]
        if inked[place]:
            left = run
            merged = _joined(merged, run)
        else:
            merged = _joined(merged, _shared(run, left, parts[inked.index(True, place)]))
    return merged


def _parted(run: Run) -> Sequence[Run]:
    """The space at both ends of a run apart from its words; none of it longer than one."""
    if run.picture or run.made:
        return (run,)
    words = _SPACE.sub(" ", run.words)
    core = words.strip()
    if core == run.words:
        return (run,) if core else ()
    if not core:
        return (Run(" ", *run[1:]),)
    at = words.index(core)
    pieces = (words[:at], core, words[at + len(core) :])
    return [Run(piece, *run[1:]) for piece in pieces if piece]


def _is_ink(run: Run) -> bool:
    return bool(run.picture or run.made) or not run.words.isspace()


def _shared(space: Run, left: Run, right: Run) -> Run:
    return Run(
        space.words,
        left.bold and right.bold,
        left.italic and right.italic,
        left.strike and right.strike,
        left.code and right.code,
        left.href if left.href == right.href else "",
    )


def _joined(merged: list[Run], run: Run) -> list[Run]:
    last = merged[-1] if merged else None
    if last and last[1:] == run[1:] and not (run.picture or run.made):
        words = last.words + run.words
        if words.endswith("  ") and last.words.endswith(" ") and not run.words.strip(" "):
            words = last.words
        merged[-1] = last._replace(words=words)
    else:
        merged.append(run)
    return merged


class _Piece(NamedTuple):
    """Words as they are, code as it is, or a sign."""

    text: str
    is_words: bool
    is_code: bool = False


def line_of(runs: Sequence[Run], *, in_cell: bool = False, begins_line: bool = True) -> str:
    """A line as Markdown. In a table's cell no bar of it is a border; where it begins a line, it
    opens no block."""
    pieces = _pieces(_without_needless_links(runs), in_cell=in_cell)
    made: list[str] = []
    in_link = False
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.is_words:
            before = made[-1] if made else ""
            after = _beginning(pieces[place + 1]) if place + 1 < len(pieces) else ""
            text = escaped(text, before, after, in_link=in_link)
        elif piece.is_code:
            text = code(text)
        elif text == "[":
            in_link = True
        elif text.startswith("]("):
            in_link = False
        made.append(text.replace("|", "\\|") if in_cell and not piece.is_code else text)
    line = "".join(made)
    return as_line(line) if begins_line else line


def _beginning(piece: _Piece) -> str:
    return "`" if piece.is_code else piece.text


def _pieces(runs: Sequence[Run], *, in_cell: bool) -> list[_Piece]:
    """Signs and words in turn."""
    pieces: list[_Piece] = []
    opened: list[str] = []  # looks, and the address of a link, from the outside in
    for place, run in enumerate(runs):
        wanted = run.look | ({run.href} if run.href else set())
        closed_star = False
        while opened and not wanted.issuperset(opened):
            closed_star |= _close(opened.pop(), pieces)
        begins = wanted.difference(opened)
        if begins and not run.picture and run.words[:1].isspace():  # else it were no emphasis
            words = run.words.lstrip()
            _say(Run(run.words[: len(run.words) - len(words)]), pieces, in_cell=in_cell)
            run = run._replace(words=words)
            begins = begins if words else frozenset()
        # Stars that end and stars that begin would pair up with each other.
        for look in _by_length(begins, runs, place):
            if look in _SIGNS and closed_star and "*" in _SIGNS[look]:
                continue
            pieces.append(_Piece(_SIGNS.get(look, "["), False))
            opened.append(look)
        if run.words or run.picture or run.made:
            _say(run, pieces, in_cell=in_cell)
    while opened:
        _close(opened.pop(), pieces)
    return pieces


def _close(look: str, pieces: list[_Piece]) -> bool:
    """End a look; True where stars end it."""
    if look in _SIGNS:
        pieces.append(_Piece(_SIGNS[look], False))
        return "*" in _SIGNS[look]
    pieces.append(_Piece(f"]({destination(look)})", False))
    return False


def _without_needless_links(runs: Sequence[Run]) -> list[Run]:
    """An address among words is a link by itself."""
    kept: list[Run] = []
    for place, run in enumerate(runs):
        if run.href and is_plain_address(run):
            left = runs[place - 1].words[-1:] if place else ""
            right = runs[place + 1] if place + 1 < len(runs) else Run("")
            behind = right.words if right.look == run.look and not right.picture else "|"
            whole = ADDRESS.match(run.words + behind)
            if not left.strip() and whole and without_trailing(whole.group()) == run.words:
                run = run._replace(href="")
        kept = _joined(kept, run)
    return kept


def is_plain_address(run: Run) -> bool:
    """True where a link's words are its address."""
    words = run.words
    return (
        run.href.rstrip("/") == words.rstrip("/")
        and bool(ADDRESS.fullmatch(words))
        and without_trailing(words) == words
    )


def _by_length(looks: frozenset[str], runs: Sequence[Run], place: int) -> list[str]:
    """Those first that go on for longer: they are around the others."""

    def reach(look: str) -> int:
        count = 0
        for run in runs[place : place + _FURTHEST]:
            if look not in run.look and look != run.href:
                break
            count += 1
        return count

    return sorted(looks, key=lambda look: (-reach(look), look)) if len(looks) > 1 else list(looks)


def _say(run: Run, pieces: list[_Piece], *, in_cell: bool) -> None:
    if run.made:
        pieces.append(_Piece(run.made, False))
    elif run.picture and run.caption:
        pieces.append(_Piece(PictureMark(run.picture, run.words, run.caption).written(), False))
    elif run.picture:
        alt = escaped(" ".join(run.words.split()), "[", "]", in_link=True)
        pieces.append(_Piece(f"![{alt}]({destination(run.picture)})", False))
    elif run.code and run.words.strip() and not (in_cell and "\\|" in run.words):
        if pieces and pieces[-1].is_code:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + run.words)
        else:
            pieces.append(_Piece(run.words, False, is_code=True))
    elif pieces and pieces[-1].is_words:
        pieces[-1] = _Piece(pieces[-1].text + run.words, True)
    else:
        pieces.append(_Piece(run.words, True))
