"""The true text around what a search found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor.store.opening import plain
from editor.text.normalise import fold, normalise, search_stem

FOUND, FOUND_END = "\x02", "\x03"
_BEFORE = 60  # code points of context
_AFTER = 100
_STRETCH = 500  # code points looked at together: common words turn up in the first
_TOKEN = re.compile(r"[^\W_]+")


class Finder:
    """Finds the words of one search in any text, written the author's way."""

    def __init__(self, query: str) -> None:
        tokens = _TOKEN.findall(fold(query))
        self._whole = frozenset(tokens)
        self._beginning = tokens[-1] if tokens else ""
        self._stems = frozenset(search_stem(token) for token in tokens)
        parts = sorted({re.escape(word) for word in self._whole | self._stems}, key=len)
        # Up to four letters of particles may stand before an Arabic word.
        self._likely = re.compile(
            rf"(?<![^\W_])[^\W_]{{0,4}}?(?:{'|'.join(parts)})[^\W_]*" if parts else r"(?!)"
        )

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where found words stand in `text`, in code points, first to last."""
        folded = normalise(text)
        for hit in self._likely.finditer(folded.text):
            if self._is_meant(hit.group()):
                yield folded.offsets[hit.start()], folded.offsets[hit.end()]

    def snippet(self, body: str) -> str:
        """One line of the body with found words marked; empty where none is found."""
        for stretch in _stretches(body):
            # Only where a word is likely: the way back costs ten times what folding does.
            if self._likely.search(fold(stretch)) and (found := self.marked(plain(stretch))):
                return found
        return ""

    def marked(self, line: str) -> str:
        """A stretch of the line around the first found word, all in it marked; empty without."""
        spans = list(self.spans(line))
        if not spans:
            return ""
        first = max(0, spans[0][0] - _BEFORE)
        last = min(len(line), spans[0][1] + _AFTER)
        parts = ["…" if first else ""]
        at = first
        for start, end in spans:
            if end > last:
                break
            parts += [line[at:start], FOUND, line[start:end], FOUND_END]
            at = end
        parts += [line[at:last], "…" if last < len(line) else ""]
        return "".join(parts)

    def _is_meant(self, word: str) -> bool:
        return (
            word in self._whole
            or word.startswith(self._beginning)
            or search_stem(word) in self._stems
        )


def _stretches(body: str) -> Iterator[str]:
    """The body in pieces, cut between lines, else between words."""
    start = 0
    while start < len(body):
        end = start + _STRETCH
        if end < len(body):
            end = _cut(body, start + _STRETCH // 2, end)
        yield body[start:end]
        start = end


def _cut(body: str, first: int, last: int) -> int:
    for gap in ("\n", " "):
        if (at := body.rfind(gap, first, last)) >= 0:
            return at + 1
    return last
