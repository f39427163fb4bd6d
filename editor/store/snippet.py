"""The true text around what a search found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor.store.opening import plain
from editor.text.normalise import fold, normalise, sought_stems, stems
from editor.text.query import Search

FOUND, FOUND_END = "\x02", "\x03"
_BEFORE = 60  # code points of context
_AFTER = 100
_STRETCH = 500  # code points looked at together: common words turn up in the first
_GAP = r"[\W_]*"  # between the words of a phrase


class Finder:
    """Finds the words of one search in any text, written the author's way."""

    def __init__(self, search: Search) -> None:
        words: list[str] = []
        phrases: dict[str, None] = {}
        self._beginning: str | None = None
        self._literals = [each.text.casefold() for each in search.wanted if each.readings]
        for each in (*search.wanted, *search.tags):
            for row in each.readings:
                if each.is_phrase:
                    goes_on = r"[^\W_]*" if each.is_open else r"(?![^\W_])"
                    phrases[rf"{_GAP.join(map(re.escape, row))}{goes_on}"] = None
                else:
                    words += row
                    self._beginning = row[-1] if each.is_open else self._beginning
        self._whole = frozenset(words)
        self._stems = frozenset(stem for word in words for stem in sought_stems(word))
        parts = sorted({re.escape(word) for word in self._whole | self._stems}, key=len)
        # Up to four letters of particles may stand before an Arabic word.
        single = rf"[^\W_]{{0,4}}?(?:{'|'.join(parts)})[^\W_]*" if parts else r"(?!)"
        phrase = "|".join(phrases) or r"(?!)"
        self._likely = re.compile(rf"(?<![^\W_])(?:(?P<phrase>{phrase})|{single})")

    def is_literal(self, text: str) -> bool:
        """True where each of the words stands in `text` letter by letter, as typed."""
        text = text.casefold()
        return all(literal in text for literal in self._literals)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where found words stand in `text`, in code points, first to last."""
        folded = normalise(text)
        for hit in self._likely.finditer(folded.text):
            if hit["phrase"] is not None or self._is_meant(hit.group()):
                yield folded.offsets[hit.start()], folded.offsets[hit.end()]

    def snippet(self, body: str) -> str:
        """One line of the body with found words marked; empty where none is found."""
        for start, end in _stretches(body):
            # Only where a word is likely: the way back costs ten times what folding does.
            if not self._likely.search(fold(body[start:end])):
                continue
            if found := self.marked(plain(body[start:end])):
                return _dotted(found, before=start > 0, after=end < len(body))
        return ""

    def marked(self, line: str) -> str:
        """A stretch of the line around the first found word, all in it marked; empty without."""
        spans = list(self.spans(line))
        if not spans:
            return ""
        first, last = _surroundings(line, *spans[0])
        parts, at = [], first
        for start, end in spans:
            if end > last:
                break
            parts += [line[at:start], FOUND, line[start:end], FOUND_END]
            at = end
        parts.append(line[at:last])
        return _dotted("".join(parts), before=first > 0, after=last < len(line))

    def _is_meant(self, word: str) -> bool:
        if word in self._whole or not self._stems.isdisjoint(stems(word)):
            return True
        return self._beginning is not None and word.startswith(self._beginning)


def _surroundings(line: str, start: int, end: int) -> tuple[int, int]:
    """What is shown around a found word, from word to word."""
    first, last = max(0, start - _BEFORE), min(len(line), end + _AFTER)
    if first:
        first = line.find(" ", first, start) + 1 or first
    if last < len(line):
        last = max(line.rfind(" ", end, last), end)
    return first, last


def _dotted(text: str, *, before: bool, after: bool) -> str:
    """With dots where something was left out."""
    head = "…" if before and not text.startswith("…") else ""
    return head + text + ("…" if after and not text.endswith("…") else "")


def _stretches(body: str) -> Iterator[tuple[int, int]]:
    """The body in pieces (start, end), cut between lines, else between words."""
    start = 0
    while start < len(body):
        end = start + _STRETCH
        end = _cut(body, start + _STRETCH // 2, end) if end < len(body) else len(body)
        yield start, end
        start = end


def _cut(body: str, first: int, last: int) -> int:
    for gap in ("\n", " "):
        if (at := body.rfind(gap, first, last)) >= 0:
            return at + 1
    return last
